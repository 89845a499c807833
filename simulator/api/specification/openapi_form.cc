#include "simulator/api/specification/openapi_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/diagnostic.h"

namespace sim::api {
namespace {

using base::Json;
using Form = PartMember::Form;

constexpr Part kNone = Part::Other;

std::vector<PartMember> header_members() {
  return {{"$ref", kNone},
          {"description", kNone},
          {"required", kNone},
          {"deprecated", kNone},
          {"allowEmptyValue", kNone},
          {"style", kNone},
          {"explode", kNone},
          {"allowReserved", kNone},
          {"schema", Part::Schema},
          {"example", kNone},
          {"examples", Part::Example, Form::Map},
          {"content", Part::MediaType, Form::Map}};
}

std::vector<PartMember> parameter_members() {
  std::vector<PartMember> members = header_members();
  members.push_back({"name", kNone});
  members.push_back({"in", kNone});
  return members;
}

// A name "*" stands for all that are no other's.
const std::vector<PartMember>& members_of(Part part) {
  static const std::map<Part, std::vector<PartMember>> kMembers{
      {Part::Document,
       {{"openapi", kNone},
        {"info", kNone},
        {"jsonSchemaDialect", kNone},
        {"servers", kNone},
        {"paths", Part::PathItem, Form::Map},
        {"webhooks", Part::PathItem, Form::Map},
        {"components", Part::Components},
        {"security", kNone},
        {"tags", kNone},
        {"externalDocs", kNone}}},
      {Part::PathItem,
       {{"$ref", kNone},
        {"summary", kNone},
        {"description", kNone},
        {"get", Part::Operation},
        {"put", Part::Operation},
        {"post", Part::Operation},
        {"delete", Part::Operation},
        {"options", Part::Operation},
        {"head", Part::Operation},
        {"patch", Part::Operation},
        {"trace", Part::Operation},
        {"servers", kNone},
        {"parameters", Part::Parameter, Form::List}}},
      {Part::Operation,
       {{"tags", kNone},
        {"summary", kNone},
        {"description", kNone},
        {"externalDocs", kNone},
        {"operationId", kNone},
        {"parameters", Part::Parameter, Form::List},
        {"requestBody", Part::RequestBody},
        {"responses", Part::Response, Form::Map},
        {"callbacks", Part::Callback, Form::Map},
        {"deprecated", kNone},
        {"security", kNone},
        {"servers", kNone}}},
      {Part::Parameter, parameter_members()},
      {Part::RequestBody,
       {{"$ref", kNone},
        {"description", kNone},
        {"content", Part::MediaType, Form::Map},
        {"required", kNone}}},
      {Part::Response,
       {{"$ref", kNone},
        {"description", kNone},
        {"headers", Part::Header, Form::Map},
        {"content", Part::MediaType, Form::Map},
        {"links", Part::Link, Form::Map}}},
      {Part::MediaType,
       {{"schema", Part::Schema},
        {"example", kNone},
        {"examples", Part::Example, Form::Map},
        {"encoding", Part::Encoding, Form::Map}}},
      {Part::Encoding,
       {{"contentType", kNone},
        {"headers", Part::Header, Form::Map},
        {"style", kNone},
        {"explode", kNone},
        {"allowReserved", kNone}}},
      {Part::Header, header_members()},
      {Part::Example,
       {{"$ref", kNone},
        {"summary", kNone},
        {"description", kNone},
        {"value", kNone},
        {"externalValue", kNone}}},
      {Part::Link,
       {{"$ref", kNone},
        {"operationRef", kNone},
        {"operationId", kNone},
        {"parameters", kNone},
        {"requestBody", kNone},
        {"description", kNone},
        {"server", kNone}}},
      {Part::Callback, {{"$ref", kNone}, {"*", Part::PathItem}}},
      {Part::Components,
       {{"schemas", Part::Schema, Form::Map},
        {"responses", Part::Response, Form::Map},
        {"parameters", Part::Parameter, Form::Map},
        {"examples", Part::Example, Form::Map},
        {"requestBodies", Part::RequestBody, Form::Map},
        {"headers", Part::Header, Form::Map},
        {"securitySchemes", kNone},
        {"links", Part::Link, Form::Map},
        {"callbacks", Part::Callback, Form::Map},
        {"pathItems", Part::PathItem, Form::Map}}},
      {Part::Schema,
       {{"properties", Part::Schema, Form::Map},
        {"patternProperties", Part::Schema, Form::Map},
        {"dependentSchemas", Part::Schema, Form::Map},
        {"$defs", Part::Schema, Form::Map},
        {"definitions", Part::Schema, Form::Map},
        {"allOf", Part::Schema, Form::List},
        {"anyOf", Part::Schema, Form::List},
        {"oneOf", Part::Schema, Form::List},
        {"prefixItems", Part::Schema, Form::List},
        {"items", Part::Schema},
        {"contains", Part::Schema},
        {"additionalProperties", Part::Schema},
        {"propertyNames", Part::Schema},
        {"unevaluatedItems", Part::Schema},
        {"unevaluatedProperties", Part::Schema},
        {"not", Part::Schema},
        {"if", Part::Schema},
        {"then", Part::Schema},
        {"else", Part::Schema}}},
      {Part::Other, {}}};
  return kMembers.at(part);
}

struct Words {
  const char* one;
  const char* many;
};

Words words_of(Part part) {
  switch (part) {
    case Part::PathItem:
      return {"a path", "paths"};
    case Part::Operation:
      return {"an operation", "operations"};
    case Part::Parameter:
      return {"a parameter", "parameters"};
    case Part::RequestBody:
      return {"a request's body", "requests' bodies"};
    case Part::Response:
      return {"an answer", "answers"};
    case Part::MediaType:
      return {"a media type", "media types"};
    case Part::Encoding:
      return {"an encoding", "encodings"};
    case Part::Header:
      return {"a header", "headers"};
    case Part::Example:
      return {"an example", "examples"};
    case Part::Link:
      return {"a link", "links"};
    case Part::Callback:
      return {"a callback", "callbacks"};
    case Part::Schema:
      return {"a schema", "schemas"};
    default:
      return {"a part of a document", "parts of a document"};
  }
}

std::string brief(const Json& value) {
  if (value.is_object()) return "a map";
  if (value.is_array()) return "a list";
  return base::dump(value).substr(0, 60);
}

// What stands at a place of a document, by the names on the way; nothing where those do not tell.
std::optional<Part> part_at(std::string_view pointer) {
  const auto names = base::read_pointer(pointer);
  if (!names) return std::nullopt;
  Part part = Part::Document;
  for (std::size_t n = 0; n < names->size(); ++n) {
    const PartMember* known = find_part_member(part, (*names)[n]);
    if (known == nullptr || known->part == Part::Other) return std::nullopt;
    if (known->form != PartMember::Form::One && ++n == names->size()) return std::nullopt;  // all of them
    part = known->part;
  }
  return part;
}

class Looking {
 public:
  explicit Looking(const Json& document) : document_(document) {}

  std::vector<FormProblem> look() {
    for_each_part(document_, Part::Document, "",
                  [this](Part part, const Json& value, const std::string& at) { look_at(part, value, at); });
    return std::move(found_);
  }

 private:
  void look_at(Part part, const Json& value, const std::string& at) {
    look_at_reference(part, value, at);
    if (part == Part::Schema) return;
    if (part == Part::Example && !value.contains("$ref") && !value.contains("value"))
      found_.push_back({at, "an example without `value`", "it is not used", FormProblem::Kind::Value});
    for (const auto& [name, member] : value.items()) {
      const std::string there = at + "/" + base::pointer_token(name);
      if (const PartMember* known = find_part_member(part, name)) {
        hold(*known, name, member, there);
      } else if (name.substr(0, 2) != "x-" && !value.contains("$ref")) {
        look_at_name(part, name, there);
      }
    }
  }

  // Where it leads nowhere, that is found elsewhere.
  void look_at_reference(Part part, const Json& value, const std::string& at) {
    const auto reference = value.find("$ref");
    if (reference == value.end() || !reference->is_string()) return;
    const std::string to = reference->get<std::string>();
    if (base::find_reference(document_, to) == nullptr) return;
    const auto found = part_at(std::string_view(to).substr(1));
    if (!found || *found == part) return;
    misfit(at + "/$ref",
           fmt::format("`{}` is {}, and {} must stand here", to, words_of(*found).one, words_of(part).one));
  }

  void hold(const PartMember& known, const std::string& name, const Json& member, const std::string& at) {
    if (known.part == Part::Other) return;
    if (known.form == Form::One) return hold_one(known.part, "`" + name + "`", member, at);
    const bool is_list = known.form == Form::List;
    if (is_list ? !member.is_array() : !member.is_object()) {
      return misfit(at, fmt::format("`{}` must be a {} of {}, not {}", name, is_list ? "list" : "map",
                                    words_of(known.part).many, brief(member)));
    }
    for (const auto& [key, each] : member.items())
      hold_one(known.part, "`" + (is_list ? name + "/" + key : key) + "`", each,
               at + "/" + base::pointer_token(key));
  }

  void hold_one(Part part, const std::string& name, const Json& value, const std::string& at) {
    if (value.is_object() || part == Part::Schema) return;
    const bool goes_without_saying = part == Part::Components;
    misfit(at, fmt::format("{} must be {}a map, not {}", name,
                           goes_without_saying ? "" : std::string(words_of(part).one) + ", which is ",
                           brief(value)));
  }

  void look_at_name(Part part, const std::string& name, const std::string& at) {
    std::vector<std::string> names;
    for (const PartMember& each : members_of(part)) names.emplace_back(each.name);
    const std::string meant = base::nearest(name, names);
    if (meant.empty()) return;
    found_.push_back({at, fmt::format("`{}` is not known here", name),
                      fmt::format("did you mean `{}`?", meant), FormProblem::Kind::Name});
  }

  void misfit(const std::string& at, std::string what) { found_.push_back({at, std::move(what), ""}); }

  const Json& document_;
  std::vector<FormProblem> found_;
};

}  // namespace

const PartMember* find_part_member(Part part, std::string_view name) {
  for (const PartMember& each : members_of(part)) {
    if (each.name == name || (each.name == "*" && name.substr(0, 2) != "x-")) return &each;
  }
  return nullptr;
}

std::vector<FormProblem> form_problems(const Json& document) { return Looking(document).look(); }

}  // namespace sim::api
