#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "base/bounded_regex.h"
#include "base/json_example.h"
#include "base/json_pointer.h"
#include "base/json_schema.h"
#include "simulator/api/specification/document_parts.h"
#include "simulator/api/specification/document_text.h"
#include "simulator/api/specification/openapi_30.h"
#include "simulator/api/specification/openapi_form.h"
#include "simulator/api/specification/schema_judge.h"
#include "simulator/api/specification/shown_text.h"
#include "simulator/api/specification/specification.h"

namespace sim::api {
namespace {

using base::Json;

constexpr std::size_t kMadeAtOnce = 100;
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
  Reader(std::string file, const std::string& source, std::vector<Realm> realms)
      : file_(std::move(file)), source_(source), realms_(std::move(realms)) {}

  SpecificationRead read() {
    auto json = text_.read(file_, source_);
    if (!json) {
      result_.mistakes = std::move(json.error());
      return std::move(result_);
    }
    result_.notes = text_.doubled_keys();
    std::string shown = shown_text(text_.as_json(*json), *json);  // before it is rewritten
    if (!check_version(*json)) return std::move(result_);
    leave_out_patterns(*json);
    Specification specification(file_, std::move(realms_), std::move(*json), std::move(shown));
    document_ = &specification.document();
    look_at_forms();
    read_paths();
    add_other_schemas();
    survey();
    for_each_part(
        *document_, Part::Document, "", [this](Part part, const Json& value, const std::string& at) {
          look_at_reference(value, at, part == Part::Schema);
          if (part == Part::Schema) look_at_bounds(value, at);
          goes_one_way_ = goes_one_way_ || (part == Part::Schema &&
                                            (value.contains("readOnly") || value.contains("writeOnly")));
          if (part == Part::MediaType || part == Part::Parameter || part == Part::Header)
            look_at_examples(value, at);
        });
    sort(result_.mistakes);
    sort(result_.notes);
    if (!result_.mistakes.empty()) return std::move(result_);
    check_values();
    note_undescribed_requests();
    for (auto& [name, method] : methods_) specification.add(std::move(method));
    sort(result_.notes);
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
      mistake(paths == nullptr ? "" : "/paths", "it has no `paths`, a map: no method is described",
              paths == nullptr ? nearly_paths(json, help) : help);
    } else {
      if (words.substr(0, 3) == "3.0") rewrite_openapi_30(json);
      return true;
    }
    return false;
  }

  static std::string nearly_paths(const Json& json, const char* otherwise) {
    for (const auto& [name, value] : json.items()) {
      if (!base::nearest(name, {"paths"}).empty()) return fmt::format("is `{}` meant to be `paths`?", name);
    }
    return otherwise;
  }

  // JSON Schema allows patterns, as of Unicode classes, that std::regex does not know: they are not checked.
  void leave_out_patterns(Json& json) {
    for_each_part(json, Part::Document, "", [this](Part kind, Json& part, const std::string& at) {
      if (kind != Part::Schema) return;
      const Json* pattern = member(&part, "pattern");
      if (pattern == nullptr || !pattern->is_string()) return;
      const auto search = base::compile_search(base::text_of(*pattern));
      if (search) return;
      note(at + "/pattern", fmt::format("the pattern `{}` is not checked", base::text_of(*pattern)),
           fmt::format("only regular expressions of ECMAScript 5 are known; here {}", search.error().what));
      part.erase("pattern");
    });
  }

  void look_at_forms() {
    for (FormProblem& each : form_problems(*document_)) {
      if (each.kind == FormProblem::Kind::Form) {
        mistake(each.at, std::move(each.what), std::move(each.help));
      } else {
        note(each.at, std::move(each.what), std::move(each.help), each.kind == FormProblem::Kind::Name);
      }
    }
  }

  // Follows references of parts that are no schemas; null where they lead nowhere, which is told.
  const Json* resolved(const Json* part, std::string& at) {
    std::map<const Json*, std::string> passed;
    while (part != nullptr && passed.emplace(part, at).second) {
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
    if (part != nullptr) tell_endless(passed, at, base::Severity::Error);
    return nullptr;
  }

  // `passed`: all that leads to the circle.
  void tell_endless(const std::map<const Json*, std::string>& passed, const std::string& at,
                    base::Severity severity) {
    bool is_new = true;
    for (const auto& [part, place] : passed) is_new = endless_.insert(part).second && is_new;
    if (!is_new) return;
    auto& told = severity == base::Severity::Error ? result_.mistakes : result_.notes;
    told.push_back(
        text_.at(at, fmt::format("`#{}` refers to itself without end", at), "break the circle", severity));
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
        if (resolved_item != nullptr && resolved_item->is_object())
          note(at, fmt::format("`{}` has neither `post` nor `get`", path), "it is passed over");
        continue;
      }
      if (!operation->is_object()) continue;
      if (const auto before = methods_.find(name); before != methods_.end()) {
        note(at, fmt::format("{} is described twice: this one is passed over", name),
             fmt::format("the other is `{}`", before->second.at.substr(1)), true);
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
    look_at_query(operation, name, at);
    methods_.emplace(name, std::move(method));
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
    const Json* content = chosen_media(body == nullptr ? nullptr : resolved(body, at), at, media);
    if (content == nullptr) return;
    if (const Json* schema = member(content, "schema")) {
      add_schema("#" + at + "/schema");
      if (is_json_media(media)) request_at_[method.name] = "#" + at + "/schema";
      method.params = member_of_body(schema, "params", 0);
      method.auth_info = member_of_body(schema, "auth_info", 0);
      const bool has_envelope = method.params != nullptr || method.auth_info != nullptr;
      if (!has_envelope) method.params = schema;
    }
    for (const SpecifiedExample& example : examples_of(*content, at)) {
      request_examples_[method.name].push_back(example);
      if (is_json_media(media)) held_.insert(places_.at(example.value));
      const Json* params = member(example.value, "params");
      method.requests.push_back({example.name, params == nullptr ? example.value : params});
    }
  }

  void note_undescribed_requests() {
    std::vector<const SpecifiedMethod*> without;
    for (const auto& [name, method] : methods_) {
      if (!method.describes_request()) without.push_back(&method);
    }
    if (without.empty()) return;
    note(without.front()->at,
         fmt::format("{} {} not say what {} sent: {}{}", base::counted(without.size(), "method"),
                     without.size() == 1 ? "does" : "do", without.size() == 1 ? "it is" : "they are",
                     without.front()->name, without.size() == 1 ? "" : " …"),
         "their parameters are held to nothing, save by --strict where our own documents describe them");
  }

  void look_at_query(const Json& operation, const std::string& name, const std::string& operation_at) {
    const Json* parameters = member(&operation, "parameters");
    if (parameters == nullptr || !parameters->is_array()) return;
    for (std::size_t n = 0; n < parameters->size(); ++n) {
      const Json* parameter = &(*parameters)[n];
      if (const Json* reference = member(parameter, "$ref"))
        parameter = base::find_reference(*document_, base::text_of(*reference));
      const Json* in = member(parameter, "in");
      if (in == nullptr || base::text_of(*in) != "query") continue;
      note(operation_at + "/parameters/" + std::to_string(n),
           fmt::format("parameters of {} in the query are not read", name),
           "PortaBilling's methods take them as `params` of the body");
      return;
    }
  }

  // The schema of a member in that of a body; null where it has none.
  const Json* member_of_body(const Json* schema, const char* name, int depth) {
    if (schema == nullptr || depth > kReferencesMax) return nullptr;
    if (const Json* reference = member(schema, "$ref"))
      return member_of_body(base::find_reference(*document_, base::text_of(*reference)), name, depth + 1);
    if (const Json* found = member(member(schema, "properties"), name)) return found;
    const Json* all = member(schema, "allOf");
    if (all == nullptr || !all->is_array()) return nullptr;
    for (const Json& each : *all) {
      if (const Json* found = member_of_body(&each, name, depth + 1)) return found;
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
    if (is_json_media(method.content_type) && method.content_type.find('*') != std::string::npos)
      method.content_type = "application/json";
    if (const Json* schema = member(content, "schema")) {
      method.answer = schema;
      method.answer_at = "#" + at + "/schema";
      add_schema(method.answer_at);
    }
    method.answers = examples_of(*content, at);
    for (const SpecifiedExample& example : method.answers) held_.insert(places_.at(example.value));
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

  void add_schema(const std::string& at) {
    if (added_.insert(at).second) schemas_.push_back(at);
  }

  // Those that no method answers or takes are looked at too.
  void add_other_schemas() {
    used_ = added_;
    for_each_part(*document_, Part::Document, "",
                  [this](Part part, const Json& value, const std::string& at) {
                    if (part == Part::Schema) return;
                    if (part == Part::Components) return add_components(value, at);
                    if (value.contains("schema")) add_schema("#" + at + "/schema");
                  });
  }

  void add_components(const Json& components, const std::string& at) {
    const Json* schemas = member(&components, "schemas");
    if (schemas == nullptr || !schemas->is_object()) return;
    for (const auto& [name, schema] : schemas->items()) {
      const std::string place = "#" + at + "/schemas/" + base::pointer_token(name);
      add_schema(place);
      used_.insert(place);
    }
  }

  // Whether a part at this place is one of, or in, a schema that answers or requests are held to, or a
  // component, which may be.
  bool is_used(const std::string& at) const {
    for (std::size_t end = at.size(); end != std::string::npos && end > 0; end = at.rfind('/', end - 1)) {
      if (used_.count(at.substr(0, end)) > 0) return true;
    }
    return false;
  }

  static const char* help_for(std::string_view what) {
    if (what.find("without end") != std::string_view::npos) return "break the circle";
    return what.starts_with("leads") ? "describe it with fewer alternatives" : "";
  }

  static std::string keyword_help(const std::string& keyword) {
    std::vector<std::string> names;
    for (const auto* known : {&base::checked_keywords(), &base::annotation_keywords()})
      names.insert(names.end(), known->begin(), known->end());
    const std::string meant = base::nearest(keyword, names);
    return meant.empty() || meant == keyword ? "values are held to the other keywords alone"
                                             : fmt::format("did you mean `{}`?", meant);
  }

  void survey() {
    base::SchemaSurvey found = base::survey_schemas(*document_, schemas_);
    shown_ = std::move(found.shown);
    for (const base::SchemaProblem& problem : found.problems) {
      const bool leads_out = problem.used_at != problem.at;
      if (!is_used(problem.used_at)) {  // look_at_reference() tells what leads out
        if (!leads_out)
          note(problem.at, fmt::format("`{}` {}", problem.at, problem.what), help_for(problem.what));
      } else if (leads_out) {
        leads_nowhere(problem.used_at.substr(1), problem.at);
      } else {
        mistake(problem.at, fmt::format("`{}` {}", problem.at, problem.what), help_for(problem.what));
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
                       places.second == 1
                           ? ""
                           : ", here and in " +
                                 base::counted(static_cast<std::size_t>(places.second - 1), "more place")),
           keyword_help(keyword), true);
    }
  }

  // Those that no answer needs too: of parameters, faults, headers, paths of other things.
  void look_at_reference(const Json& part, std::string at, bool is_schema) {
    std::map<const Json*, std::string> passed;
    const Json* next = &part;
    while (passed.emplace(next, at).second) {
      const Json* reference = member(next, "$ref");
      if (reference == nullptr || !reference->is_string()) return;
      const std::string to = base::text_of(*reference);
      next = base::find_reference(*document_, to);
      if (next == nullptr) {
        if (told_.insert(at + "/$ref").second)
          note(at + "/$ref", fmt::format("`{}` refers to nothing that is in this file", to),
               nearest_reference(to));
        return;
      }
      at = to.substr(1);
    }
    if (!is_schema) tell_endless(passed, at, base::Severity::Note);  // of schemas survey() tells
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

  // What is shown beside schemas that are no answer's and no request's: of faults, parameters and headers.
  void look_at_examples(const Json& part, const std::string& at) {
    if (member(&part, "schema") == nullptr) return;
    for (const SpecifiedExample& example : examples_of(part, at)) {
      const std::string& place = places_.at(example.value);
      if (!is_text_of_another_form(*example.value, at) && held_.insert(place).second)
        others_.push_back({example.value, "#" + at + "/schema", place, "an example breaks its own schema"});
    }
  }

  // Of XML, of a form and the like: the schema is not of the text.
  static bool is_text_of_another_form(const Json& example, const std::string& at) {
    const auto path = base::read_pointer(at).value_or(std::vector<std::string>());
    return path.size() > 1 && path[path.size() - 2] == "content" && !is_json_media(path.back()) &&
           example.is_string();
  }

  void check_values() {
    std::vector<HeldValue> requests;
    std::vector<HeldValue> examples = std::move(others_);
    for (const auto& [name, at] : request_at_) {
      for (const SpecifiedExample& example : request_examples_[name])
        requests.push_back({example.value, at, places_.at(example.value),
                            fmt::format("an example of a request of {} breaks its own schema", name)});
    }
    for (const base::ShownValue& each : shown_) {
      const bool is_default = each.at.ends_with("/default");
      examples.push_back(
          {base::find_reference(*document_, each.at), each.schema, each.at.substr(1),
           is_default ? "the default of a schema breaks it" : "an example of a schema breaks it"});
    }
    check_values_of(requests, examples);
  }

  // One judge does for all where no member goes one way alone.
  void check_values_of(const std::vector<HeldValue>& requests, const std::vector<HeldValue>& examples) {
    std::vector<std::string> of_answers;
    for (const auto& [name, method] : methods_) {
      if (has_json_answer(method)) of_answers.push_back(method.answer_at);
    }
    std::vector<std::string> of_requests = schemas_of(requests);
    std::vector<std::string> of_examples = schemas_of(examples);
    std::deque<SchemaJudge> judges;
    if (goes_one_way_) {
      judges.emplace_back(*document_, of_answers, base::SchemaUse::Answer);
      judges.emplace_back(*document_, of_requests, base::SchemaUse::Request);
      judges.emplace_back(*document_, of_examples, base::SchemaUse::Example);
    } else {
      for (const auto* more : {&of_requests, &of_examples})
        of_answers.insert(of_answers.end(), more->begin(), more->end());
      judges.emplace_back(*document_, of_answers, base::SchemaUse::Plain);
    }
    const SchemaJudge& answers_judge = judges.front();
    drop_broken_answers(answers_judge);
    tell_broken(judges[judges.size() / 2], requests, "correct it; requests are held to the schema");
    tell_broken(judges.back(), examples, "correct it; people and tools are shown it");
    look_for_missing_answers(answers_judge);
  }

  static std::vector<std::string> schemas_of(const std::vector<HeldValue>& values) {
    std::vector<std::string> schemas;
    for (const HeldValue& each : values) schemas.push_back(each.schema);
    return schemas;
  }

  static bool has_json_answer(const SpecifiedMethod& method) {
    return method.answer != nullptr && is_json_media(method.content_type);
  }

  // Returns which are broken.
  std::set<const Json*> tell_broken(const SchemaJudge& judge, const std::vector<HeldValue>& values,
                                    const char* help) {
    std::set<const Json*> found;
    for (const auto& [n, violation] : judge.broken(values)) {
      const HeldValue& value = values[n];
      found.insert(value.value);
      note(value.at + violation.path, fmt::format("{}: {}", value.what, words_of(violation)), help);
    }
    return found;
  }

  static std::string words_of(const base::SchemaViolation& violation) {
    return fmt::format("{}{}expected {}, found {}", violation.path, violation.path.empty() ? "" : ": ",
                       violation.expected, violation.found);
  }

  void drop_broken_answers(const SchemaJudge& judge) {
    std::vector<HeldValue> answers;
    for (const auto& [name, method] : methods_) {
      if (!has_json_answer(method)) continue;
      for (const SpecifiedExample& example : method.answers)
        answers.push_back({example.value, method.answer_at, places_.at(example.value),
                           fmt::format("an example of {} breaks its own schema", name)});
    }
    const auto broken = tell_broken(judge, answers, "it is not used; correct it, or let a stub answer");
    if (broken.empty()) return;
    for (auto& [name, method] : methods_) {
      std::erase_if(method.answers,
                    [&](const SpecifiedExample& example) { return broken.count(example.value) > 0; });
    }
  }

  // Those without an example are made when they are asked for (DescribedAnswers), in the same way.
  void look_for_missing_answers(const SchemaJudge& judge) {
    std::vector<SpecifiedMethod*> without;
    for (auto& [name, method] : methods_) {
      if (!has_json_answer(method) || !method.answers.empty()) continue;
      without.push_back(&method);
      if (without.size() < kMadeAtOnce) continue;
      make_answers(judge, without);
      without.clear();
    }
    make_answers(judge, without);
  }

  // Of each the first proposal that fits its schema.
  void make_answers(const SchemaJudge& judge, std::vector<SpecifiedMethod*> methods) {
    std::map<SpecifiedMethod*, std::string> why;
    for (std::size_t proposal = 0; proposal < base::kExampleProposals && !methods.empty(); ++proposal) {
      std::deque<Json> made;
      std::vector<HeldValue> values;
      std::vector<SpecifiedMethod*> of_values;
      std::vector<SpecifiedMethod*> without;
      for (SpecifiedMethod* method : methods) {
        method->answer_proposal = proposal;
        if (auto value = base::example_of(*method->answer, *document_, proposal)) {
          made.push_back(std::move(*value));
          values.push_back({&made.back(), method->answer_at});
          of_values.push_back(method);
        } else {
          why.emplace(method, "what its schema requires has no end, or is not allowed");
          without.push_back(method);
        }
      }
      for (const auto& [n, violation] : judge.broken(values)) {
        why.emplace(of_values[n], words_of(violation));
        without.push_back(of_values[n]);
      }
      methods = std::move(without);
    }
    for (SpecifiedMethod* method : methods) no_answer(*method, why.at(method));
  }

  void no_answer(SpecifiedMethod& method, std::string why) {
    note(method.answer_at.substr(1), fmt::format("no answer of {} can be made: {}", method.name, why),
         "give an example, or let a stub answer");
    method.no_answer = std::move(why);
  }

  static void sort(std::vector<base::Diagnostic>& found) {
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return std::pair(a.pos.line, a.pos.column) < std::pair(b.pos.line, b.pos.column);
    });
  }

  std::string file_;
  const std::string& source_;
  std::vector<Realm> realms_;
  SpecificationRead result_;
  DocumentText text_;
  const Json* document_ = nullptr;
  std::map<std::string, SpecifiedMethod> methods_;
  std::vector<std::string> schemas_;               // where they stand, "#/paths/…"
  std::set<std::string> added_;                    // the same
  std::set<std::string> used_;                     // of them, those of answers and requests, and components
  std::vector<base::ShownValue> shown_;            // by those schemas and by what they refer to
  std::vector<HeldValue> others_;                  // that no method answers or takes
  std::set<std::string> held_;                     // their places
  std::map<const Json*, std::string> places_;      // of examples
  std::map<std::string, std::string> request_at_;  // by method, where its schema stands
  std::map<std::string, std::vector<SpecifiedExample>> request_examples_;  // whole bodies
  std::set<std::string> told_;
  bool goes_one_way_ = false;      // some member of a schema is for requests or for answers alone
  std::set<const Json*> endless_;  // parts that lead into circles
};

}  // namespace

SpecificationRead read_specification(const std::string& file, const std::string& text,
                                     std::vector<Realm> realms) {
  return Reader(file, text, std::move(realms)).read();
}

}  // namespace sim::api
