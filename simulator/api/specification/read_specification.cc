#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <utility>

#include "base/document.h"
#include "base/json_pointer.h"
#include "base/json_schema.h"
#include "base/source_text.h"
#include "simulator/api/specification/openapi_30.h"
#include "simulator/api/specification/specification.h"

namespace sim::api {
namespace {

using base::Json;

constexpr base::JsonLimits kLimits{.bytes_max = 64u << 20, .depth_max = 256};
constexpr std::size_t kNotesMax = 10;
constexpr std::size_t kShownGroup = 100;  // values of schemas that are judged at once
constexpr std::size_t kShownToldMax = 5;  // those of them that are told one by one
constexpr int kReferencesMax = 32;
constexpr int kVisitsMax = 100'000;

// A document's text, as JSON or as YAML, with the places of its parts.
class Text {
 public:
  // Errors: what is wrong with it, in order.
  base::Result<Json, std::vector<base::Diagnostic>> read(const std::string& file, const std::string& text) {
    file_ = file;
    text_ = &text;
    std::size_t mistake_at = 0;
    auto json = base::parse_json(text, kLimits, &mistake_at);
    if (json) return *std::move(json);
    auto document = base::parse_document(file, text);
    if (!document) {
      const bool is_meant_as_json = text.find('{') == text.find_first_not_of(" \t\r\n");
      if (!is_meant_as_json) return tl::unexpected(document.error());
      return tl::unexpected(std::vector<base::Diagnostic>{
          {file, base::SourceText(text).pos_at(mistake_at), 1, json.error().what, ""}});
    }
    document_ = std::move(*document);
    return base::to_json(document_->root);
  }

  // REQUIRES: read() gave `json`
  std::string as_json(const Json& json) const { return document_ ? base::dump(json) : *text_; }

  // Of the part that `pointer` ("/paths/…", with or without "#") names, or of the nearest above it.
  base::Diagnostic at(std::string_view pointer, std::string message, std::string help = "",
                      base::Severity severity = base::Severity::Error, bool of_key = false) const {
    if (!pointer.empty() && pointer.front() == '#') pointer.remove_prefix(1);
    const auto [pos, width] = document_ ? place_in_tree(pointer, of_key) : place_in_json(pointer, of_key);
    return {file_, pos, width, std::move(message), std::move(help), severity};
  }

 private:
  using Place = std::pair<base::SourcePos, int>;

  Place place_in_tree(std::string_view pointer, bool of_key) const {
    const base::Node* at = &document_->root;
    Place place{at->pos, 1};
    for (const std::string& name : base::read_pointer(pointer).value_or(std::vector<std::string>())) {
      const base::Node* next = nullptr;
      for (const base::Member& member : at->members) {
        if (member.key != name) continue;
        next = &member.value;
        place = of_key ? Place{member.pos, member.width} : Place{next->pos, next->width};
      }
      if (at->is_sequence() && name.size() < 7 && name.find_first_not_of("0123456789") == std::string::npos) {
        const std::size_t index = std::stoul("0" + name);
        if (index < at->items.size()) next = &at->items[index];
        if (next != nullptr) place = {next->pos, next->width};
      }
      if (next == nullptr) break;
      at = next;
    }
    return place;
  }

  Place place_in_json(std::string_view pointer, bool of_key) const {
    std::string nearest(pointer);
    auto found = base::find_place(*text_, nearest);
    while (!found && !nearest.empty()) {
      nearest.resize(nearest.rfind('/'));
      found = base::find_place(*text_, nearest);
    }
    if (!found) return {{}, 1};
    const bool is_key = of_key && found->key_begin;
    const std::size_t begin = is_key ? *found->key_begin : found->begin;
    const std::size_t end = is_key ? found->key_end : found->end;
    const std::string_view part =
        std::string_view(*text_).substr(begin, std::min(end - begin, std::size_t{60}));
    return {base::SourceText(*text_).pos_at(begin), static_cast<int>(std::min(part.size(), part.find('\n')))};
  }

  std::string file_;
  const std::string* text_ = nullptr;
  std::optional<base::Document> document_;
};

const Json* member(const Json* map, std::string_view name) {
  if (map == nullptr || !map->is_object()) return nullptr;
  const auto found = map->find(std::string(name));
  return found == map->end() ? nullptr : &*found;
}

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

bool is_json(std::string_view media) {
  return media.find("json") != std::string_view::npos || media == "*/*" || media == "application/*";
}

// Shows `visit` each object with its place, those above before those in it: all but values of the user's own
// and extensions, in which nothing is of OpenAPI.
template <class Part, class Visit>
void for_each_object(Part& part, const std::string& at, const Visit& visit) {
  if (part.is_array()) {
    for (std::size_t index = 0; index < part.size(); ++index)
      for_each_object(part[index], at + "/" + std::to_string(index), visit);
  }
  if (!part.is_object()) return;
  visit(part, at);
  for (auto& [name, value] : part.items()) {
    if (name != "example" && name != "examples" && name != "default" && name != "enum" && name != "const" &&
        name.substr(0, 2) != "x-")
      for_each_object(value, at + "/" + base::pointer_token(name), visit);
  }
}

// Most values stand in schemas that say no more than a type: those need no validator. False: it must be
// asked.
bool is_plainly_right(const Json& schema, const Json& value) {
  const auto& annotations = base::annotation_keywords();
  const Json* type = member(&schema, "type");
  if (type == nullptr || !type->is_string()) return false;
  for (const auto& [name, operand] : schema.items()) {
    if (name != "type" && !std::binary_search(annotations.begin(), annotations.end(), name)) return false;
  }
  const std::string words = base::text_of(*type);
  return (words == "string" && value.is_string()) || (words == "integer" && value.is_number_integer()) ||
         (words == "number" && value.is_number()) || (words == "boolean" && value.is_boolean());
}

class Reader {
 public:
  Reader(std::string file, const std::string& source, std::vector<Realm> realms)
      : file_(std::move(file)), source_(source), realms_(std::move(realms)) {}

  SpecificationRead read() {
    auto json = text_.read(file_, source_);
    if (!json) {
      result_.mistakes = std::move(json.error());
      return std::move(result_);
    }
    std::string shown = text_.as_json(*json);  // before it is rewritten
    if (!check_version(*json)) return std::move(result_);
    leave_out_patterns(*json);
    Specification specification(file_, std::move(realms_), std::move(*json), std::move(shown));
    document_ = &specification.document();
    read_paths();
    add_components();
    survey();
    for_each_object(*document_, "", [this](const Json& part, const std::string& at) {
      look_at_reference(part, at);
      look_at_bounds(part, at);
    });
    sort(result_.mistakes);
    if (!result_.mistakes.empty()) return std::move(result_);
    check_examples();
    check_request_examples();
    check_shown_values();
    look_for_endless_answers();
    for (auto& [name, method] : methods_) specification.add(std::move(method));
    cut_notes();
    result_.specification = std::move(specification);
    return std::move(result_);
  }

 private:
  void mistake(std::string_view at, std::string message, std::string help = "") {
    result_.mistakes.push_back(text_.at(at, std::move(message), std::move(help)));
  }
  void note(std::string_view at, std::string message, std::string help, bool of_key = false) {
    result_.notes.push_back(text_.at(at, std::move(message), std::move(help), base::Severity::Note, of_key));
  }

  bool check_version(Json& json) {
    const char* help =
        "give the document that your PortaBilling serves as /doc/api/AdminInterface.json or the like";
    if (!json.is_object()) {
      mistake("", "no OpenAPI document: it must be an object", help);
    } else if (const Json* old = member(&json, "swagger")) {
      mistake("/swagger", fmt::format("Swagger {} is not read, only OpenAPI 3.x", base::text_of(*old)),
              "convert it to OpenAPI 3, as many tools do");
    } else if (const Json* version = member(&json, "openapi"); version == nullptr) {
      mistake("", "no OpenAPI document: it has no `openapi`", help);
    } else if (const std::string words = base::text_of(*version);
               words.size() < 3 || words.substr(0, 2) != "3." ||
               !std::isdigit(static_cast<unsigned char>(words[2]))) {
      mistake("/openapi", fmt::format("OpenAPI `{}` is not read, only 3.x", words), "3.0 and 3.1 are known");
    } else if (const Json* paths = member(&json, "paths"); paths == nullptr || !paths->is_object()) {
      mistake(paths == nullptr ? "" : "/paths", "it has no `paths`, a map: no method is described", help);
    } else {
      if (words.substr(0, 3) == "3.0") rewrite_openapi_30(json);
      return true;
    }
    return false;
  }

  // JSON Schema allows patterns, as of Unicode classes, that std::regex does not know: they are not checked.
  void leave_out_patterns(Json& json) {
    for_each_object(json, "", [this](Json& part, const std::string& at) {
      const Json* pattern = member(&part, "pattern");
      if (pattern == nullptr || !pattern->is_string()) return;
      if (base::JsonSchema::compile({{"pattern", *pattern}}, part)) return;
      note(at + "/pattern", fmt::format("the pattern `{}` is not checked", base::text_of(*pattern)),
           "only regular expressions of ECMAScript 5 are known");
      part.erase("pattern");
    });
  }

  // Follows references of parts that are no schemas; null where they lead nowhere, which is told.
  const Json* resolved(const Json* part, std::string& at) {
    for (int n = 0; part != nullptr && n < kReferencesMax; ++n) {
      const Json* reference = member(part, "$ref");
      if (reference == nullptr) return part;
      const std::string to = base::text_of(*reference);
      const Json* target = base::find_reference(*document_, to);
      if (target == nullptr) {
        leads_nowhere(at + "/$ref", to);
        return nullptr;
      }
      at = to.substr(1);
      part = target;
    }
    if (part != nullptr)
      mistake(at, fmt::format("`#{}` refers to itself without end", at), "break the circle");
    return nullptr;
  }

  void leads_nowhere(const std::string& at, const std::string& to) {
    if (!told_.insert(at).second) return;
    if (to.empty() || to.front() != '#') {
      mistake(at, fmt::format("`{}` leads out of this file, which is not followed", to),
              "put what it names into this file");
    } else {
      mistake(at, fmt::format("`{}` refers to nothing", to), nearest_reference(to));
    }
  }

  std::string nearest_reference(const std::string& to) const {
    const std::size_t slash = to.rfind('/');
    const Json* beside = base::find_reference(*document_, to.substr(0, slash));
    if (beside == nullptr || !beside->is_object()) return "";
    std::vector<std::string> names;
    for (const auto& [name, value] : beside->items()) names.push_back(name);
    const std::string meant = base::nearest(to.substr(slash + 1), names);
    return meant.empty() ? "" : fmt::format("did you mean `{}/{}`?", to.substr(0, slash), meant);
  }

  void read_paths() {
    std::vector<std::string> others;
    for (const auto& [path, item] : (*document_)["paths"].items()) {
      const std::string name = method_of_path(path);
      if (name.empty()) {
        others.push_back(path);
        continue;
      }
      std::string at = "/paths/" + base::pointer_token(path);
      const Json* resolved_item = resolved(&item, at);
      const Json* operation = member(resolved_item, "post");
      const char* verb = operation != nullptr ? "/post" : "/get";
      if (operation == nullptr) operation = member(resolved_item, "get");
      if (operation == nullptr) {
        if (resolved_item != nullptr)
          note(at, fmt::format("`{}` has neither `post` nor `get`", path), "it is passed over");
        continue;
      }
      if (!operation->is_object()) {
        mistake(at + verb, fmt::format("the operation of `{}` is no map", path),
                "as {responses: {'200': …}}");
        continue;
      }
      read_operation(name, *operation, at + verb);
    }
    if (methods_.empty() && result_.mistakes.empty()) {
      mistake("/paths", "none of its paths is a method of PortaBilling",
              "they look like /Account/get_account_info");
    } else if (!others.empty()) {
      note("/paths/" + base::pointer_token(others.front()),
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
    method.document = document_;
    if (const Json* security = member(&operation, "security"))
      method.needs_session = !(security->is_array() && security->empty());
    read_request(method, operation, at);
    read_answer(method, operation, at);
    methods_.emplace(name, std::move(method));
  }

  // The media type that is JSON, else the first.
  const Json* chosen_media(const Json* holder, std::string& at, std::string& media) {
    const Json* content = member(holder, "content");
    if (content == nullptr || !content->is_object() || content->empty()) return nullptr;
    auto chosen = content->begin();
    for (auto each = content->begin(); each != content->end(); ++each) {
      if (is_json(each.key()) && !is_json(chosen.key())) chosen = each;
    }
    media = chosen.key();
    at += "/content/" + base::pointer_token(media);
    return &chosen.value();
  }

  void read_request(SpecifiedMethod& method, const Json& operation, const std::string& operation_at) {
    std::string at = operation_at + "/requestBody";
    const Json* body = member(&operation, "requestBody");
    std::string media;
    const Json* content = chosen_media(body == nullptr ? nullptr : resolved(body, at), at, media);
    if (content == nullptr) return;
    if (const Json* schema = member(content, "schema")) {
      schemas_.push_back("#" + at + "/schema");
      if (is_json(media)) request_at_[method.name] = schemas_.back();
      bool has_envelope = false;
      method.params = params_of(schema, has_envelope, 0);
      if (method.params == nullptr && !has_envelope) method.params = schema;
    }
    for (const SpecifiedExample& example : examples_of(*content, at)) {
      request_examples_[method.name].push_back(example);
      const Json* params = member(example.value, "params");
      method.requests.push_back({example.name, params == nullptr ? example.value : params});
    }
  }

  // The schema of `params` in that of a body; an envelope has `auth_info` or `params`.
  const Json* params_of(const Json* schema, bool& has_envelope, int depth) {
    if (schema == nullptr || depth > kReferencesMax) return nullptr;
    if (const Json* reference = member(schema, "$ref"))
      return params_of(base::find_reference(*document_, base::text_of(*reference)), has_envelope, depth + 1);
    const Json* properties = member(schema, "properties");
    if (member(properties, "auth_info") != nullptr) has_envelope = true;
    if (const Json* params = member(properties, "params")) return params;
    const Json* all = member(schema, "allOf");
    if (all == nullptr || !all->is_array()) return nullptr;
    for (const Json& each : *all) {
      if (const Json* found = params_of(&each, has_envelope, depth + 1)) return found;
    }
    return nullptr;
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
    if (code.size() == 3 && code.find_first_not_of("0123456789") == std::string::npos)
      method.status = std::stoi(code);
    if (response == nullptr) {
      note(operation_at, fmt::format("{} describes no answer of code 200 or the like", method.name),
           "it is answered {}; describe `responses: {'200': …}`, or let a stub answer");
    }
    std::string at = operation_at + "/responses/" + code;
    const Json* content =
        chosen_media(response == nullptr ? nullptr : resolved(response, at), at, method.content_type);
    if (content == nullptr) return;
    if (is_json(method.content_type) && method.content_type.find('*') != std::string::npos)
      method.content_type = "application/json";
    if (const Json* schema = member(content, "schema")) {
      schemas_.push_back("#" + at + "/schema");
      method.answer = schema;
      method.answer_at = schemas_.back();
    }
    method.answers = examples_of(*content, at);
  }

  std::vector<SpecifiedExample> examples_of(const Json& content, const std::string& at) {
    std::vector<SpecifiedExample> examples;
    if (const Json* one = member(&content, "example")) {
      examples.push_back({"", one});
      places_.emplace(one, at + "/example");
    }
    const Json* named = member(&content, "examples");
    if (named == nullptr || !named->is_object()) return examples;
    for (const auto& [name, example] : named->items()) {
      std::string example_at = at + "/examples/" + base::pointer_token(name);
      const Json* value = member(resolved(&example, example_at), "value");
      if (value == nullptr) continue;
      examples.push_back({name, value});
      places_.emplace(value, example_at + "/value");
    }
    return examples;
  }

  // Those that no method uses are looked at too.
  void add_components() {
    const Json* schemas = member(member(document_, "components"), "schemas");
    if (schemas == nullptr || !schemas->is_object()) return;
    for (const auto& [name, schema] : schemas->items())
      schemas_.push_back("#/components/schemas/" + base::pointer_token(name));
  }

  void survey() {
    base::SchemaSurvey found = base::survey_schemas(*document_, schemas_);
    shown_ = std::move(found.shown);
    for (const base::SchemaProblem& problem : found.problems) {
      if (problem.used_at != problem.at) {
        leads_nowhere(problem.used_at.substr(1), problem.at);
      } else {
        mistake(problem.at, fmt::format("`{}` {}", problem.at, problem.what),
                problem.what.find("without end") == std::string::npos ? "" : "break the circle");
      }
    }
    std::map<std::string, std::pair<std::string, int>> by_keyword;
    for (const std::string& at : found.unchecked) {
      auto& [first, count] = by_keyword[at.substr(at.rfind('/') + 1)];
      if (count++ == 0) first = at;
    }
    for (const auto& [keyword, places] : by_keyword) {
      if (keyword == "discriminator" || keyword == "xml") continue;  // they tell tools how to read and write
      note(places.first,
           fmt::format("`{}` is not checked{}", keyword,
                       places.second == 1 ? ""
                                          : fmt::format(", here and in {} more place{}", places.second - 1,
                                                        places.second == 2 ? "" : "s")),
           "values are held to the other keywords alone", true);
    }
  }

  // Those that no answer needs too: of parameters, faults, headers, paths of other things.
  void look_at_reference(const Json& part, const std::string& at) {
    const Json* reference = member(&part, "$ref");
    if (reference == nullptr || !reference->is_string()) return;
    const std::string to = base::text_of(*reference);
    if (base::find_reference(*document_, to) != nullptr || !told_.insert(at + "/$ref").second) return;
    note(at + "/$ref", fmt::format("`{}` refers to nothing that is in this file", to), nearest_reference(to));
  }

  // Bounds between which nothing is.
  void look_at_bounds(const Json& schema, const std::string& at) {
    for (const auto& [least, most] : {std::pair("minimum", "maximum"), std::pair("minLength", "maxLength"),
                                      std::pair("minItems", "maxItems")}) {
      const Json* low = member(&schema, least);
      const Json* high = member(&schema, most);
      if (low == nullptr || high == nullptr || !low->is_number() || !high->is_number() || *low <= *high)
        continue;
      note(at + "/" + least, fmt::format("nothing is allowed here: `{}` is above `{}`", least, most),
           "correct it, or let a stub answer");
    }
  }

  // Answers that would be made of a schema that requires itself.
  void look_for_endless_answers() {
    for (const auto& [name, method] : methods_) {
      if (!method.answers.empty() || method.answer == nullptr || !is_json(method.content_type)) continue;
      std::set<const Json*> open;
      visits_left_ = kVisitsMax;
      if (has_an_end(*method.answer, open)) continue;
      note(method.answer_at.substr(1),
           fmt::format("no answer of {} can be made: its schema requires itself", name),
           "give an example, or let a stub answer");
    }
  }

  // False where every value that the schema allows holds another such value, as far as can be told.
  bool has_an_end(const Json& schema, std::set<const Json*>& open) {
    if (!schema.is_object() || ending_.count(&schema) > 0 || --visits_left_ < 0) return true;
    if (!open.insert(&schema).second) return false;
    const bool ends = has_parts_that_end(schema, open);
    open.erase(&schema);
    if (ends) ending_.insert(&schema);
    return ends;
  }

  bool has_parts_that_end(const Json& schema, std::set<const Json*>& open) {
    const auto ends = [&](const Json& part) { return has_an_end(part, open); };
    if (const Json* reference = member(&schema, "$ref")) {
      const Json* target = base::find_reference(*document_, base::text_of(*reference));
      if (target != nullptr && !ends(*target)) return false;
    }
    if (const Json* type = member(&schema, "type"); type != nullptr && type->is_array()) return true;
    for (const char* one : {"anyOf", "oneOf"}) {
      const Json* some = member(&schema, one);
      if (some != nullptr && some->is_array() && !some->empty() &&
          std::none_of(some->begin(), some->end(), ends))
        return false;
    }
    const Json* all = member(&schema, "allOf");
    if (all != nullptr && all->is_array() && !std::all_of(all->begin(), all->end(), ends)) return false;
    const Json* required = member(&schema, "required");
    if (required != nullptr && required->is_array()) {
      for (const Json& name : *required) {
        const Json* part = member(member(&schema, "properties"), base::text_of(name));
        if (part != nullptr && !ends(*part)) return false;
      }
    }
    const Json* least = member(&schema, "minItems");
    const Json* items = member(&schema, "items");
    return least == nullptr || !least->is_number() || *least == 0 || items == nullptr || ends(*items);
  }

  // One schema whose members are those at `places`, by method: each alone would bring what it refers to with
  // it. Nothing where there are none, or where survey() has told what is wrong in them.
  std::optional<base::JsonSchema> schema_of(const std::map<std::string, std::string>& places) const {
    if (places.empty()) return std::nullopt;
    Json members = Json::object();
    for (const auto& [name, at] : places) members[name] = {{"$ref", at}};
    auto schema = base::JsonSchema::compile({{"properties", std::move(members)}}, *document_);
    if (!schema) return std::nullopt;
    return *std::move(schema);
  }

  void check_examples() {
    std::map<std::string, std::string> places;
    for (const auto& [name, method] : methods_) {
      if (!method.answers.empty() && method.answer != nullptr && is_json(method.content_type))
        places[name] = method.answer_at;
    }
    const auto schema = schema_of(places);
    if (!schema) return;
    for (const auto& [name, at] : places) {
      SpecifiedMethod& method = methods_.at(name);
      std::erase_if(method.answers, [this, &schema, &method](const SpecifiedExample& example) {
        return is_broken(*schema, method.name, example, "",
                         "it is not used; correct it, or let a stub answer");
      });
    }
  }

  // They are for people, and say which example is the answer's.
  void check_request_examples() {
    const auto schema = schema_of(request_at_);
    if (!schema) return;
    for (const auto& [name, at] : request_at_) {
      for (const SpecifiedExample& example : request_examples_[name])
        is_broken(*schema, name, example, "a request of ", "correct it; requests are held to the schema");
    }
  }

  // What schemas show of themselves: `example`, `default`, `examples`. All are held to one schema, in groups,
  // since one look at a value passes all members of that.
  void check_shown_values() {
    std::erase_if(shown_, [this](const base::ShownValue& shown) {
      return is_plainly_right(*base::find_reference(*document_, shown.schema),
                              *base::find_reference(*document_, shown.at));
    });
    std::map<std::string, std::string> places;
    for (std::size_t n = 0; n < shown_.size(); ++n) places[std::to_string(n)] = shown_[n].schema;
    const auto schema = schema_of(places);
    if (!schema) return;
    std::map<std::size_t, base::SchemaViolation> broken;
    for (std::size_t begin = 0; begin < shown_.size(); begin += kShownGroup) {
      Json group = Json::object();
      for (std::size_t n = begin; n < std::min(begin + kShownGroup, shown_.size()); ++n)
        group[std::to_string(n)] = *base::find_reference(*document_, shown_[n].at);
      for (base::SchemaViolation& each : schema->violations(group)) {
        if (each.path.empty()) continue;  // the group could not be judged
        const std::size_t end = std::min(each.path.find('/', 1), each.path.size());
        const std::size_t n = std::stoul(each.path.substr(1, end - 1));
        each.path.erase(0, end);
        broken.emplace(n, std::move(each));
      }
    }
    tell_broken(broken);
    untold_ = broken.size() - std::min(broken.size(), kShownToldMax);
  }

  void tell_broken(const std::map<std::size_t, base::SchemaViolation>& broken) {
    std::size_t told = 0;
    for (const auto& [n, violation] : broken) {
      if (++told > kShownToldMax) break;
      note(shown_[n].at.substr(1) + violation.path,
           fmt::format("{} of a schema breaks it: {}expected {}, found {}",
                       shown_[n].at.ends_with("/default") ? "the default" : "an example",
                       violation.path.empty() ? "" : violation.path + ": ", violation.expected,
                       violation.found),
           "correct it; answers may be made of it");
    }
  }

  bool is_broken(const base::JsonSchema& schema, const std::string& name, const SpecifiedExample& example,
                 const char* kind, const char* help) {
    const auto broken = schema.violations({{name, *example.value}});
    if (broken.empty()) return false;
    base::SchemaViolation first = broken.front();
    first.path.erase(0, 1 + base::pointer_token(name).size());
    note(places_[example.value] + first.path,
         fmt::format("an example of {}{} breaks its own schema: {}", kind, name, base::to_text(first)), help);
    return true;
  }

  static void sort(std::vector<base::Diagnostic>& found) {
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.pos.line < b.pos.line; });
  }

  void cut_notes() {
    auto& notes = result_.notes;
    sort(notes);
    std::size_t more = untold_;
    if (notes.size() > kNotesMax) {
      more += notes.size() - kNotesMax;
      notes.resize(kNotesMax);
    }
    if (more == 0) return;
    notes.push_back({file_,
                     {0, 0},
                     1,
                     fmt::format("{} more note{} on this file {} not shown", more, more == 1 ? "" : "s",
                                 more == 1 ? "is" : "are"),
                     "",
                     base::Severity::Note});
  }

  std::string file_;
  const std::string& source_;
  std::vector<Realm> realms_;
  SpecificationRead result_;
  Text text_;
  const Json* document_ = nullptr;
  std::map<std::string, SpecifiedMethod> methods_;
  std::vector<std::string> schemas_;               // where they stand, "#/paths/…"
  std::vector<base::ShownValue> shown_;            // by those schemas and by what they refer to
  std::map<const Json*, std::string> places_;      // of examples
  std::map<std::string, std::string> request_at_;  // by method, where its schema stands
  std::map<std::string, std::vector<SpecifiedExample>> request_examples_;  // whole bodies
  std::set<const Json*> ending_;                                           // schemas known to have an end
  std::size_t untold_ = 0;                                                 // notes that are counted alone
  int visits_left_ = 0;                                                    // of the look at one answer
  std::set<std::string> told_;
};

}  // namespace

SpecificationRead read_specification(const std::string& file, const std::string& text,
                                     std::vector<Realm> realms) {
  return Reader(file, text, std::move(realms)).read();
}

}  // namespace sim::api
