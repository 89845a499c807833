#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/bounded_regex.h"
#include "base/json_pointer.h"
#include "base/json_schema.h"
#include "simulator/api/specification/check_values.h"
#include "simulator/api/specification/document_findings.h"
#include "simulator/api/specification/document_parts.h"
#include "simulator/api/specification/document_references.h"
#include "simulator/api/specification/document_text.h"
#include "simulator/api/specification/openapi_30.h"
#include "simulator/api/specification/openapi_form.h"
#include "simulator/api/specification/read_operations.h"
#include "simulator/api/specification/shown_text.h"
#include "simulator/api/specification/specification.h"

namespace sim::api {
namespace {

using base::Json;

class Reader {
 public:
  SpecificationRead read(const std::string& file, const std::string& source, std::vector<Realm> realms) {
    SpecificationRead result;
    auto json = text_.read(file, source);
    if (!json) {
      result.mistakes = std::move(json.error());
      return result;
    }
    findings_.add_notes(text_.doubled_keys());
    findings_.add_notes(text_.long_numbers());
    std::string shown = shown_text(text_.as_json(*json), *json);  // before it is rewritten
    if (check_version(*json)) {
      leave_out_patterns(*json);
      result.specification = Specification(file, std::move(realms), std::move(*json), std::move(shown));
      read_parts(*result.specification);
    }
    result.mistakes = findings_.take_mistakes();
    result.notes = findings_.take_notes();
    if (!result.mistakes.empty() && result.specification) {
      result.specification.reset();
      result.notes.push_back({file,
                              {0, 0},
                              1,
                              "more may be noted when these mistakes are mended",
                              "answers and examples are looked at where a document has no mistakes",
                              base::Severity::Note});
    }
    return result;
  }

 private:
  void read_parts(Specification& specification) {
    document_ = &specification.document();
    references_.emplace(*document_, findings_);
    look_at_forms();
    operations_ = read_operations(specification.file(), *document_, *references_, findings_);
    add_other_schemas();
    survey();
    for_each_part(*document_, Part::Document, "",
                  [this](Part part, const Json& value, const std::string& at) { look_at(part, value, at); });
    if (findings_.has_mistakes()) return;
    check_values(*document_, operations_, others_, goes_one_way_, findings_);
    for (auto& [name, method] : operations_.methods) specification.add(std::move(method));
  }

  void look_at(Part part, const Json& value, const std::string& at) {
    references_->look_at(value, at, part == Part::Schema);
    if (part == Part::Schema) {
      look_at_bounds(value, at);
      look_at_enum(value, at);
      look_at_discriminator(value, at);
      goes_one_way_ = goes_one_way_ || value.contains("readOnly") || value.contains("writeOnly");
    }
    if (part == Part::Operation) look_at_operation(value, at);
    if (part == Part::MediaType || part == Part::Parameter || part == Part::Header)
      look_at_examples(value, at);
  }

  bool check_version(Json& json) {
    const char* help =
        "give the document that your PortaBilling serves as /doc/api/AdminInterface.json or the like";
    if (!json.is_object()) {
      findings_.mistake("", "no OpenAPI document: it must be an object", help);
    } else if (const Json* old = member(&json, "swagger")) {
      findings_.mistake("/swagger",
                        fmt::format("Swagger {} is not read, only OpenAPI 3.x", base::text_of(*old)),
                        "convert it to OpenAPI 3, as many tools do");
    } else if (const Json* version = member(&json, "openapi"); version == nullptr) {
      findings_.mistake("", "no OpenAPI document: it has no `openapi`", help);
    } else if (const std::string words = base::text_of(*version);
               words.size() < 3 || words.substr(0, 2) != "3." || !base::is_digit(words[2])) {
      findings_.mistake("/openapi", fmt::format("OpenAPI `{}` is not read, only 3.x", words),
                        "3.0 and 3.1 are known");
    } else if (const Json* paths = member(&json, "paths"); paths == nullptr || !paths->is_object()) {
      findings_.mistake(paths == nullptr ? "" : "/paths", "it has no `paths`, a map: no method is described",
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
      findings_.note(
          at + "/pattern", fmt::format("the pattern `{}` is not checked", base::text_of(*pattern)),
          fmt::format("only regular expressions of ECMAScript 5 are known; here {}", search.error().what));
      part.erase("pattern");
    });
  }

  void look_at_forms() {
    for (FormProblem& each : form_problems(*document_)) {
      if (each.kind == FormProblem::Kind::Form) {
        findings_.mistake(each.at, std::move(each.what), std::move(each.help));
      } else {
        findings_.note(each.at, std::move(each.what), std::move(each.help),
                       each.kind == FormProblem::Kind::Name);
      }
    }
  }

  // Those that no method answers or takes are looked at too.
  void add_other_schemas() {
    schemas_ = operations_.schemas;
    used_.insert(schemas_.begin(), schemas_.end());
    for_each_part(*document_, Part::Document, "",
                  [this](Part part, const Json& value, const std::string& at) {
                    if (part == Part::Schema) return;
                    if (part == Part::Components) return add_components(value, at);
                    if (value.contains("schema")) schemas_.push_back("#" + at + "/schema");
                  });
  }

  void add_components(const Json& components, const std::string& at) {
    const Json* schemas = member(&components, "schemas");
    if (schemas == nullptr || !schemas->is_object()) return;
    for (const auto& [name, schema] : schemas->items()) {
      const std::string place = "#" + at + "/schemas/" + base::pointer_token(name);
      schemas_.push_back(place);
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
    for (const base::ShownValue& each : found.shown) {
      const bool is_default = each.at.ends_with("/default");
      others_.push_back(
          {base::find_reference(*document_, each.at), each.schema, each.at.substr(1),
           is_default ? "the default of a schema breaks it" : "an example of a schema breaks it"});
    }
    for (const base::SchemaProblem& problem : found.problems) {
      const bool leads_out = problem.used_at != problem.at;
      if (!is_used(problem.used_at)) {  // DocumentReferences::look_at() tells what leads out
        if (!leads_out)
          findings_.note(problem.at, fmt::format("`{}` {}", problem.at, problem.what),
                         help_for(problem.what));
      } else if (leads_out) {
        references_->leads_nowhere(problem.used_at.substr(1), problem.at);
      } else {
        findings_.mistake(problem.at, fmt::format("`{}` {}", problem.at, problem.what),
                          help_for(problem.what));
      }
    }
    std::map<std::string, std::pair<std::string, int>> by_keyword;
    for (const std::string& at : found.unchecked) {
      auto& [first, count] = by_keyword[at.substr(at.rfind('/') + 1)];
      if (count++ == 0) first = at;
    }
    for (const auto& [keyword, places] : by_keyword) {
      if (keyword == "discriminator" || keyword == "xml") continue;  // they tell tools how to read and write
      findings_.note(
          places.first,
          fmt::format("`{}` is not checked{}", keyword,
                      places.second == 1
                          ? ""
                          : ", here and in " +
                                base::counted(static_cast<std::size_t>(places.second - 1), "more place")),
          keyword_help(keyword), true);
    }
  }

  // Bounds between which nothing is.
  void look_at_bounds(const Json& schema, const std::string& at) {
    for (const auto& [least, most] : {std::pair("minimum", "maximum"), std::pair("minLength", "maxLength"),
                                      std::pair("minItems", "maxItems")}) {
      const Json* low = member(&schema, least);
      const Json* high = member(&schema, most);
      if (low == nullptr || high == nullptr || !low->is_number() || !high->is_number() || *low <= *high)
        continue;
      findings_.note(at + "/" + least,
                     fmt::format("nothing is allowed here: `{}` is above `{}`", least, most),
                     "correct it, or let a stub answer");
    }
  }

  void look_at_enum(const Json& schema, const std::string& at) {
    const Json* words = member(&schema, "enum");
    const Json* type = member(&schema, "type");
    if (words == nullptr || type == nullptr || !words->is_array() || words->empty()) return;
    const auto fits = base::JsonSchema::compile({{"type", *type}});
    if (!fits) return;
    for (const Json& word : *words) {
      if (fits->violations(word).empty()) return;
    }
    findings_.note(
        at + "/enum",
        fmt::format("nothing is allowed here: none of `enum` is of the type {}", base::dump(*type)),
        words->front().is_string() ? "leave the quotes out, or correct the type" : "correct the type");
  }

  void look_at_discriminator(const Json& schema, const std::string& at) {
    const Json* mapping = member(member(&schema, "discriminator"), "mapping");
    if (mapping == nullptr || !mapping->is_object()) return;
    for (const auto& [name, to] : mapping->items()) {
      if (!to.is_string() || !to.get_ref<const std::string&>().starts_with("#")) continue;
      if (base::find_reference(*document_, to.get_ref<const std::string&>()) != nullptr) continue;
      findings_.note(at + "/discriminator/mapping/" + base::pointer_token(name),
                     fmt::format("`{}` refers to nothing that is in this file", base::text_of(to)), "");
    }
  }

  void look_at_operation(const Json& operation, const std::string& at) {
    const Json* id = member(&operation, "operationId");
    if (id == nullptr || !id->is_string() || operation_ids_.insert(base::text_of(*id)).second) return;
    findings_.note(at + "/operationId",
                   fmt::format("another operation has the operationId `{}` too", base::text_of(*id)),
                   "tools that make clients of the document name their functions by it");
  }

  // What is shown beside schemas that are no answer's and no request's: of faults, parameters and headers.
  void look_at_examples(const Json& part, const std::string& at) {
    if (member(&part, "schema") == nullptr) return;
    for (const PlacedExample& example : examples_of(part, at, *references_)) {
      if (!is_text_of_another_form(*example.value, at) && operations_.held.insert(example.at).second)
        others_.push_back(
            {example.value, "#" + at + "/schema", example.at, "an example breaks its own schema"});
    }
  }

  // Of XML, of a form and the like: the schema is not of the text.
  static bool is_text_of_another_form(const Json& example, const std::string& at) {
    const auto path = base::read_pointer(at).value_or(std::vector<std::string>());
    return path.size() > 1 && path[path.size() - 2] == "content" && !is_json_media(path.back()) &&
           example.is_string();
  }

  DocumentText text_;
  DocumentFindings findings_{text_};
  const Json* document_ = nullptr;
  std::optional<DocumentReferences> references_;
  Operations operations_;
  std::vector<std::string> schemas_;  // where they stand, "#/paths/…", some more than once
  std::set<std::string> used_;        // of them, those of answers and requests, and components
  std::vector<HeldValue> others_;     // what is shown, save of what methods are sent and answer
  std::set<std::string> operation_ids_;
  bool goes_one_way_ = false;  // some member of a schema is for requests or for answers alone
};

}  // namespace

SpecificationRead read_specification(const std::string& file, const std::string& text,
                                     std::vector<Realm> realms) {
  return Reader().read(file, text, std::move(realms));
}

}  // namespace sim::api
