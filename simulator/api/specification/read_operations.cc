#include "simulator/api/specification/read_operations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/ascii.h"
#include "base/diagnostic.h"
#include "base/diagnostic_order.h"
#include "base/json_pointer.h"
#include "simulator/api/specification/document_parts.h"

namespace sim::api {
namespace {

using base::Json;

constexpr int kReferencesMax = 32;

bool is_name(std::string_view text, bool of_service) {
  if (text.empty() || !std::isalpha(static_cast<unsigned char>(text.front()))) return false;
  if (of_service && !std::isupper(static_cast<unsigned char>(text.front()))) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; });
}

// "CDR/get_xdr_list" of "/CDR/get_xdr_list" and "/rest/CDR/get_xdr_list/"; "" for what is no method's path.
std::string method_of_path(std::string_view path) {
  if (path.substr(0, 6) == "/rest/") path.remove_prefix(5);
  if (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  if (path.empty() || path.front() != '/') return "";
  path.remove_prefix(1);
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return "";
  if (!is_name(path.substr(0, slash), true) || !is_name(path.substr(slash + 1), false)) return "";
  return std::string(path);
}

class Reader {
 public:
  Reader(const std::string& file, const Json& document, DocumentReferences& references,
         DocumentFindings& findings)
      : file_(file), document_(document), references_(references), findings_(findings) {}

  Operations read() {
    read_paths();
    if (!findings_.has_mistakes()) note_undescribed_requests();
    return std::move(read_);
  }

 private:
  void read_paths() {
    std::vector<std::string> others;
    for (const auto& [path, item] : document_["paths"].items()) {
      const std::string name = method_of_path(path);
      std::string at = "/paths/" + base::pointer_token(path);
      if (name.empty()) {
        if (!path.starts_with('/') && !method_of_path("/" + path).empty()) {
          findings_.mistake(at, fmt::format("the path `{}` does not begin with `/`", path),
                            fmt::format("did you mean `/{}`?", path), true);
        } else {
          others.push_back(path);
        }
        continue;
      }
      const Json* resolved_item = references_.resolved(&item, at);
      const Json* operation = member(resolved_item, "post");
      const char* verb = operation != nullptr ? "/post" : "/get";
      if (operation == nullptr) operation = member(resolved_item, "get");
      if (operation == nullptr) {
        if (resolved_item != nullptr && resolved_item->is_object())
          findings_.note(at, fmt::format("`{}` has neither `post` nor `get`", path), "it is passed over");
        continue;
      }
      if (!operation->is_object()) continue;
      if (const auto before = read_.methods.find(name); before != read_.methods.end()) {
        findings_.note(at, fmt::format("{} is described twice: this one is passed over", name),
                       fmt::format("the other is `{}`", before->second.at.substr(1)), true);
        continue;
      }
      read_operation(name, *operation, at + verb);
    }
    if (read_.methods.empty() && !findings_.has_mistakes()) {
      findings_.mistake("/paths", "none of its paths is a method of PortaBilling",
                        "they look like /Account/get_account_info");
    } else if (!others.empty()) {
      findings_.note(
          "/paths/" + base::pointer_token(others.front()),
          fmt::format("{} path{} no method of PortaBilling: `{}`{}", others.size(),
                      others.size() == 1 ? " is" : "s are", others.front(), others.size() == 1 ? "" : " …"),
          "methods look like /Account/get_account_info; the rest is passed over", true);
    }
  }

  void read_operation(const std::string& name, const Json& operation, const std::string& at) {
    SpecifiedMethod method;
    method.name = name;
    method.file = file_;
    method.at = "#" + at;
    method.document = &document_;
    if (const Json* security = member(&operation, "security"))
      method.needs_session = !(security->is_array() && security->empty());
    read_request(method, operation, at);
    read_answer(method, operation, at);
    look_at_query(operation, name, at);
    read_.methods.emplace(name, std::move(method));
  }

  // The media type that is JSON, else the first.
  const Json* chosen_media(const Json* holder, std::string& at, std::string& media) {
    const Json* content = member(holder, "content");
    if (content == nullptr || !content->is_object() || content->empty()) return nullptr;
    auto chosen = content->begin();
    for (auto each = content->begin(); each != content->end(); ++each) {
      if (is_json_media(each.key()) && !is_json_media(chosen.key())) chosen = each;
    }
    media = chosen.key();
    at += "/content/" + base::pointer_token(media);
    return &chosen.value();
  }

  void read_request(SpecifiedMethod& method, const Json& operation, const std::string& operation_at) {
    std::string at = operation_at + "/requestBody";
    const Json* body = member(&operation, "requestBody");
    std::string media;
    if (body != nullptr) body = references_.resolved(body, at);
    const Json* content = chosen_media(body, at, media);
    if (content == nullptr) return;
    const Json* required = member(body, "required");
    method.needs_body = required != nullptr && required->is_boolean() && required->get<bool>();
    if (const Json* schema = member(content, "schema")) {
      read_.schemas.push_back("#" + at + "/schema");
      method.params = member_of_body(schema, "params", 0);
      method.auth_info = member_of_body(schema, "auth_info", 0);
      const bool has_envelope = method.params != nullptr || describes_nothing_else(schema);
      if (has_in_alternatives(schema, 0)) {
        findings_.note(
            at + "/schema",
            fmt::format("the `params` of {} stand in alternatives of the body, which are not looked "
                        "into: they are held to nothing",
                        method.name),
            "describe the alternatives within `params`");
      } else if (has_envelope) {
        add_required(schema, method.required_parts, 0);
      } else {
        method.params = schema;
        method.is_flat = true;
      }
    }
    for (const PlacedExample& example : examples_of(*content, at, references_)) {
      if (is_json_media(media)) {
        hold(read_.requests, example, method.params == nullptr ? "" : "#" + at + "/schema",
             fmt::format("an example of a request of {} breaks its own schema", method.name));
      }
      const Json* params = member(example.value, "params");
      method.requests.push_back({example.name, params == nullptr ? example.value : params});
    }
  }

  // Whether `auth_info` is all that is described of a body: a method without parameters.
  bool describes_nothing_else(const Json* schema) {
    const Json* auth_info = member_of_body(schema, "auth_info", 0);
    const Json* properties = member(schema, "properties");
    return auth_info != nullptr && (properties == nullptr || properties->size() == 1);
  }

  // What the body itself must have, references and `allOf` followed.
  void add_required(const Json* schema, std::vector<std::string>& names, int depth) {
    if (schema == nullptr || depth > kReferencesMax) return;
    if (const Json* reference = member(schema, "$ref"))
      return add_required(base::find_reference(document_, base::text_of(*reference)), names, depth + 1);
    if (const Json* required = member(schema, "required"); required != nullptr && required->is_array()) {
      for (const Json& each : *required) names.push_back(base::text_of(each));
    }
    const Json* all = member(schema, "allOf");
    if (all == nullptr || !all->is_array()) return;
    for (const Json& each : *all) add_required(&each, names, depth + 1);
  }

  void look_at_query(const Json& operation, const std::string& name, const std::string& operation_at) {
    const Json* parameters = member(&operation, "parameters");
    if (parameters == nullptr || !parameters->is_array()) return;
    for (std::size_t n = 0; n < parameters->size(); ++n) {
      const Json* parameter = &(*parameters)[n];
      if (const Json* reference = member(parameter, "$ref"))
        parameter = base::find_reference(document_, base::text_of(*reference));
      const Json* in = member(parameter, "in");
      if (in == nullptr || base::text_of(*in) != "query") continue;
      findings_.note(operation_at + "/parameters/" + std::to_string(n),
                     fmt::format("parameters of {} in the query are not read", name),
                     "PortaBilling's methods take them as `params` of the body");
      return;
    }
  }

  // The schema of a member in that of a body; null where it has none.
  const Json* member_of_body(const Json* schema, const char* name, int depth) {
    if (schema == nullptr || depth > kReferencesMax) return nullptr;
    if (const Json* reference = member(schema, "$ref"))
      return member_of_body(base::find_reference(document_, base::text_of(*reference)), name, depth + 1);
    if (const Json* found = member(member(schema, "properties"), name)) return found;
    const Json* all = member(schema, "allOf");
    if (all == nullptr || !all->is_array()) return nullptr;
    for (const Json& each : *all) {
      if (const Json* found = member_of_body(&each, name, depth + 1)) return found;
    }
    return nullptr;
  }

  // Whether some alternative of a body has `params`.
  bool has_in_alternatives(const Json* schema, int depth) {
    if (schema == nullptr || depth > kReferencesMax) return false;
    if (const Json* reference = member(schema, "$ref"))
      return has_in_alternatives(base::find_reference(document_, base::text_of(*reference)), depth + 1);
    for (const char* keyword : {"anyOf", "oneOf"}) {
      const Json* all = member(schema, keyword);
      if (all == nullptr || !all->is_array()) continue;
      for (const Json& each : *all) {
        if (member_of_body(&each, "params", depth + 1) != nullptr) return true;
      }
    }
    return false;
  }

  void read_answer(SpecifiedMethod& method, const Json& operation, const std::string& operation_at) {
    const Json* responses = member(&operation, "responses");
    const Json* response = member(responses, "200");
    std::string code = "200";
    if (response == nullptr && responses != nullptr && responses->is_object()) {
      for (const auto& [name, value] : responses->items()) {
        if (response != nullptr || (name.substr(0, 1) != "2" && name != "default")) continue;
        response = &value;
        code = name;
      }
    }
    if (code.size() == 3 && base::all_digits(code)) method.status = std::stoi(code);
    if (response == nullptr) {
      findings_.note(operation_at, fmt::format("{} describes no answer of code 200 or the like", method.name),
                     "it is answered {}; describe `responses: {'200': …}`, or let a stub answer");
    }
    std::string at = operation_at + "/responses/" + code;
    const Json* content = chosen_media(response == nullptr ? nullptr : references_.resolved(response, at), at,
                                       method.content_type);
    if (content == nullptr) return;
    if (is_json_media(method.content_type) && method.content_type.find('*') != std::string::npos)
      method.content_type = "application/json";
    if (const Json* schema = member(content, "schema")) {
      method.answer = schema;
      method.answer_at = "#" + at + "/schema";
      read_.schemas.push_back(method.answer_at);
    }
    for (const PlacedExample& example : in_order_of_text(examples_of(*content, at, references_))) {
      method.answers.push_back({example.name, example.value});
      hold(read_.answers, example, has_json_answer(method) ? method.answer_at : "",
           fmt::format("an example of {} breaks its own schema", method.name));
    }
  }

  std::vector<PlacedExample> in_order_of_text(std::vector<PlacedExample> examples) const {
    if (examples.size() < 2) return examples;
    std::stable_sort(examples.begin(), examples.end(), [this](const auto& a, const auto& b) {
      return base::stands_before(findings_.pos_of(a.at), findings_.pos_of(b.at));
    });
    return examples;
  }

  // `schema`: "" for none.
  void hold(std::vector<HeldValue>& to, const PlacedExample& example, const std::string& schema,
            std::string what) {
    read_.held.insert(example.at);
    if (!schema.empty()) to.push_back({example.value, schema, example.at, std::move(what)});
  }

  void note_undescribed_requests() {
    std::vector<const SpecifiedMethod*> without;
    for (const auto& [name, method] : read_.methods) {
      if (!method.describes_request()) without.push_back(&method);
    }
    if (without.empty()) return;
    findings_.note(
        without.front()->at,
        fmt::format("{} {} not say what {} sent: {}{}", base::counted(without.size(), "method"),
                    without.size() == 1 ? "does" : "do", without.size() == 1 ? "it is" : "they are",
                    without.front()->name, without.size() == 1 ? "" : " …"),
        "their parameters are held to nothing, save by --strict where our own documents describe them");
  }

  const std::string& file_;
  const Json& document_;
  DocumentReferences& references_;
  DocumentFindings& findings_;
  Operations read_;
};

}  // namespace

Operations read_operations(const std::string& file, const Json& document, DocumentReferences& references,
                           DocumentFindings& findings) {
  return Reader(file, document, references, findings).read();
}

bool has_json_answer(const SpecifiedMethod& method) {
  return method.answer != nullptr && is_json_media(method.content_type);
}

std::vector<PlacedExample> examples_of(const Json& holder, const std::string& at,
                                       DocumentReferences& references) {
  std::vector<PlacedExample> examples;
  if (const Json* one = member(&holder, "example")) examples.push_back({"", one, at + "/example"});
  const Json* named = member(&holder, "examples");
  if (named == nullptr || !named->is_object()) return examples;
  for (const auto& [name, example] : named->items()) {
    std::string example_at = at + "/examples/" + base::pointer_token(name);
    const Json* value = member(references.resolved(&example, example_at), "value");
    if (value != nullptr) examples.push_back({name, value, example_at + "/value"});
  }
  return examples;
}

}  // namespace sim::api
