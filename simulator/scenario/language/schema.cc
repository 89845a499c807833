#include "simulator/scenario/language/schema.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "simulator/api/api.h"
#include "simulator/billing/changes.h"
#include "simulator/billing/event_types.h"
#include "simulator/fault/fault_table.h"
#include "simulator/scenario/language/grammar.h"

namespace sim {
namespace {

using base::Json;
using language::Key;
using language::Keys;
using language::Kind;
using language::Type;
using language::Verb;

Json refer_to(const std::string& name) { return {{"$ref", "#/definitions/" + name}}; }

// A scalar of a closed list, or a parameter in its place.
Json word_of(const Json& words) {
  return {{"anyOf", Json::array({{{"enum", words}}, refer_to("parameter")})}};
}

Json object_of(Json properties) {
  return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

Json list_of(Json item) { return {{"type", "array"}, {"items", std::move(item)}}; }

Json pattern(const char* regex) { return {{"type", "string"}, {"pattern", regex}}; }

Json any(std::initializer_list<Json> choices) {
  Json list = Json::array();
  for (const Json& each : choices) list.push_back(each);
  return {{"anyOf", std::move(list)}};
}

// An object with the parameter in its place.
Json map_or_parameter(Json map) { return any({std::move(map), refer_to("parameter")}); }

Json properties_of(const Keys& keys);

void require(Json& map, const Keys& keys) {
  Json names = Json::array();
  for (const Key& key : keys) {
    if (key.required) names.push_back(key.name);
  }
  if (!names.empty()) map["required"] = std::move(names);
}

Json map_of(const Keys& keys) {
  Json map = object_of(properties_of(keys));
  require(map, keys);
  return map;
}

// A VALUE that shows its usual words to whoever completes them.
Json value_with(const Json& words) { return any({word_of(words), refer_to("value")}); }

Json schema_of(const Key& key) {
  switch (key.type) {
    case Type::Text:
    case Type::File:
    case Type::DateTime:
    case Type::NewName:
    case Type::OldName:
      return refer_to("text");
    case Type::Texts:
      return any({list_of(refer_to("text")), refer_to("parameter"), {{"const", "all"}}});
    case Type::Word:
      return word_of(key.words == std::vector<std::string>{"true"} ? Json::array({true}) : Json(key.words));
    case Type::Words:
      return map_or_parameter(list_of(word_of(key.words)));
    case Type::Bool:
      return map_or_parameter({{"type", "boolean"}});
    case Type::Integer:
      return map_or_parameter({{"type", "integer"}, {"minimum", key.min}, {"maximum", key.max}});
    case Type::Number:
      return map_or_parameter({{"type", "number"}, {"minimum", key.min}});
    case Type::Duration:
      return refer_to("duration");
    case Type::TimeMode:
      return any({word_of({"skip", "real"}), pattern("^[0-9.]+(x|×)$")});
    case Type::Value:
      return key.words.empty() ? refer_to("value") : value_with(key.words);
    case Type::Entity:
      return refer_to("value");
    case Type::ValueMap:
      return map_or_parameter({{"type", "object"}});
    case Type::Answered:
      return value_with({200, 400, 401, 500, 503, "2xx", "4xx", "5xx", "nothing"});
    case Type::EventType:
      return refer_to("event_type");
    case Type::Method:
      return refer_to("method");
    case Type::System:
      return refer_to("value");
    case Type::Json:
      return map_or_parameter({{"type", "object"}});
    case Type::TextMap:
      return map_or_parameter({{"type", "object"}, {"additionalProperties", refer_to("text")}});
    case Type::Command:
      return any({refer_to("text"), list_of(refer_to("text"))});
    case Type::Count:
      return refer_to("count");
    case Type::FaultCount:
      return any({{{"type", "integer"}, {"minimum", 1}}, word_of({"all"})});
    case Type::Line:
      return map_or_parameter(refer_to("line"));
    case Type::Lines:
      return map_or_parameter(list_of(map_or_parameter(refer_to("line"))));
    case Type::Change:
      return Json::object();  // change_schema tells it for each entity
    case Type::FaultDeed:
      return refer_to("fault_deed");
    case Type::Map:
      return map_or_parameter(map_of(key.keys));
    case Type::Maps:
      return map_or_parameter(list_of(map_or_parameter(map_of(key.keys))));
    case Type::OneOf: {
      Json map = map_of(key.keys);
      map["minProperties"] = map["maxProperties"] = 1;
      return map_or_parameter(std::move(map));
    }
    case Type::Given:
      return refer_to("given");
    case Type::Examples:
      return {{"type", "array"}, {"minItems", 1}, {"items", {{"type", "object"}, {"minProperties", 1}}}};
    case Type::Steps:
      return {{"type", "array"}, {"minItems", 1}, {"items", map_or_parameter(refer_to("step"))}};
    case Type::Stubs:
      return any({refer_to("text"), list_of(refer_to("stub"))});
  }
  return Json::object();
}

Json described(Json schema, const Key& key) {
  std::string text = key.sentence;
  if (!key.fallback.empty()) text += " Default: " + key.fallback + (key.assumed ? " (assumed)." : ".");
  Json result = Json::object();
  if (!text.empty()) result["description"] = std::move(text);
  // Beside a $ref, draft 7 reads nothing else: so it stands in allOf.
  if (schema.contains("$ref")) {
    result["allOf"] = Json::array({std::move(schema)});
  } else {
    result.update(schema);
  }
  return result;
}

Json properties_of(const Keys& keys) {
  Json properties = Json::object();
  for (const Key& key : keys) properties[key.name] = described(schema_of(key), key);
  return properties;
}

// A bare word of `words`, or one of `maps` with its argument.
Json deed_schema(const Json& words, const Json& maps) {
  Json list = Json::array();
  if (!words.empty()) list.push_back({{"enum", words}});
  if (!maps.empty()) {
    Json map = object_of(maps);
    map["minProperties"] = map["maxProperties"] = 1;
    list.push_back(std::move(map));
  }
  list.push_back(refer_to("parameter"));
  return {{"anyOf", std::move(list)}};
}

bool may_be_bare(const ChangeRow& row) {
  return row.argument == ArgumentKind::None || row.argument == ArgumentKind::OptionalMoney ||
         row.argument == ArgumentKind::OptionalMap;
}

Json argument_schema(const ChangeRow& row) {
  const bool is_map = row.argument == ArgumentKind::Map || row.argument == ArgumentKind::OptionalMap;
  if (!row.keys.empty()) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const ArgumentKey& key : row.keys) {
      properties[key.name] = {{"description", key.sentence}};
      if (key.required) required.push_back(key.name);
    }
    Json map = object_of(std::move(properties));
    if (!required.empty()) map["required"] = std::move(required);
    return is_map ? map_or_parameter(std::move(map)) : any({refer_to("text"), std::move(map)});
  }
  switch (row.argument) {
    case ArgumentKind::AnyMap:
    case ArgumentKind::Lists:
    case ArgumentKind::Map:
    case ArgumentKind::OptionalMap:
      return map_or_parameter({{"type", "object"}});
    case ArgumentKind::Word:
      return word_of(row.words);
    default:
      return refer_to("text");
  }
}

Json change_deed(EntityKind kind) {
  Json words = Json::array();
  Json maps = Json::object();
  for (const ChangeRow& row : change_table()) {
    if (row.entity != kind) continue;
    if (may_be_bare(row)) words.push_back(row.deed);
    if (row.argument == ArgumentKind::None) continue;
    maps[row.deed] = argument_schema(row);
    maps[row.deed]["description"] = row.sentence;
  }
  return deed_schema(words, maps);
}

Json fault_deed() {
  Json words = Json::array();
  Json maps = Json::object();
  for (const FaultDeed& deed : fault_table()) {
    const std::string name(deed.name);
    const bool bare = deed.argument == FaultArgument::None || deed.argument == FaultArgument::RestartAfter;
    if (bare) words.push_back(name);
    Json argument = Json::object();
    if (deed.argument == FaultArgument::Duration) argument = refer_to("duration");
    if (deed.argument == FaultArgument::Answer)
      argument = any({{{"type", "integer"}}, {{"type", "object"}}, refer_to("parameter")});
    if (deed.argument == FaultArgument::RestartAfter)
      argument = object_of({{"restart_after", refer_to("duration")}});
    if (deed.argument != FaultArgument::None) maps[name] = std::move(argument);
  }
  return deed_schema(words, maps);
}

// `change`: for each entity its own deeds.
Json change_schema(const Verb& verb) {
  Json choices = Json::array();
  for (const EntityKind kind : entity_kinds()) {
    const std::string name(word(kind));
    if (deeds_of(kind).empty()) continue;
    Keys frame = verb.keys;
    std::erase_if(frame, [](const Key& key) { return key.name == "do"; });
    for (const std::string& key : {name, "i_" + name}) {
      const bool is_declared = std::any_of(language::entity_keys().begin(), language::entity_keys().end(),
                                           [&](const Key& each) { return each.name == key; });
      if (!is_declared) continue;
      Json properties = properties_of(frame);
      properties[key] = refer_to("text");
      properties["do"] = refer_to("change_" + name);
      Json map = object_of(std::move(properties));
      map["required"] = Json::array({key, "do"});
      choices.push_back(std::move(map));
    }
  }
  choices.push_back(refer_to("parameter"));
  return {{"anyOf", std::move(choices)}};
}

Json kind_schema(const Kind& kind) {
  Json properties = properties_of(kind.keys);
  const auto add = [&](const Key& key) { properties[key.name] = described(schema_of(key), key); };
  if (kind.has_entity) {
    for (const Key& key : language::entity_keys()) add(key);
  }
  if (kind.has_answer) add(language::answered_key());
  if (kind.has_cause) add(language::of_key());
  add(language::nth_key());
  Json map = object_of(std::move(properties));
  require(map, kind.keys);
  Json result = map_or_parameter(std::move(map));
  result["description"] = kind.way + ". " + kind.sentence;
  return result;
}

Json kinds_schema() {
  Json properties = Json::object();
  for (const Kind& kind : language::kinds()) properties[kind.name] = refer_to("line_" + kind.name);
  return properties;
}

Json verb_schema(const Verb& verb) {
  if (verb.name == "change") return change_schema(verb);
  Json properties = properties_of(verb.keys);
  if (verb.has_entity) {
    for (const Key& key : language::entity_keys()) properties[key.name] = described(schema_of(key), key);
  }
  if (verb.has_line) properties.update(kinds_schema());
  Json map = object_of(std::move(properties));
  require(map, verb.keys);
  if (verb.short_form == Type::Duration) return any({refer_to("duration"), std::move(map)});
  if (verb.short_form == Type::OldName) return any({refer_to("text"), std::move(map)});
  return map_or_parameter(std::move(map));
}

Json step_schema() {
  Json properties = Json::object();
  for (const Verb& verb : language::verbs()) {
    properties[verb.name] = verb_schema(verb);
    properties[verb.name]["description"] = verb.sentence + " Say: " + verb.example;
  }
  Json step = object_of(std::move(properties));
  step["minProperties"] = step["maxProperties"] = 1;
  return step;
}

Json given_schema() {
  Json choices = Json::array();
  for (const EntityKind kind : entity_kinds()) {
    Json properties = properties_of(language::fact_keys(kind));
    properties[std::string(word(kind))] = refer_to("text");
    Json item = object_of(std::move(properties));
    item["required"] = Json::array({word(kind)});
    choices.push_back(std::move(item));
  }
  choices.push_back(refer_to("parameter"));
  return list_of({{"anyOf", std::move(choices)}});
}

Json value_schema() {
  Json operators = properties_of(language::value_keys());
  operators["any_of"] = list_of(refer_to("value"));
  operators["between"] = {{"type", "array"}, {"minItems", 2}, {"maxItems", 2}};
  Json operation = object_of(std::move(operators));
  operation["minProperties"] = 1;
  return any(
      {refer_to("text"), {{"type", "null"}}, list_of(refer_to("value")), operation, {{"type", "object"}}});
}

Json count_schema() {
  const Json number = {{"type", "integer"}, {"minimum", 1}};
  Json map = object_of({{"at_least", number},
                        {"at_most", number},
                        {"between", {{"type", "array"}, {"minItems", 2}, {"maxItems", 2}}}});
  map["minProperties"] = map["maxProperties"] = 1;
  return any({number, std::move(map), refer_to("parameter")});
}

Json definitions() {
  std::vector<std::string> methods = api::known_methods();
  for (std::string& name : api::resource_methods()) methods.push_back(std::move(name));
  Json all = {
      {"parameter", pattern("<[A-Za-z0-9_.-]+>")},
      {"text", {{"type", {"string", "number", "boolean"}}}},
      {"duration", any({pattern("^([0-9]+(ms|s|m|h|d))+$"), refer_to("parameter")})},
      {"value", value_schema()},
      {"count", count_schema()},
      {"event_type", value_with(event_type_names())},
      {"method", value_with(methods)},
      {"fault_deed", fault_deed()},
      {"given", given_schema()},
      {"stub", map_of(language::stub_keys())},
      {"step", step_schema()},
  };
  for (const EntityKind kind : entity_kinds()) all["change_" + std::string(word(kind))] = change_deed(kind);
  for (const Kind& kind : language::kinds()) all["line_" + kind.name] = kind_schema(kind);
  Json line = object_of(kinds_schema());
  line["minProperties"] = line["maxProperties"] = 1;
  all["line"] = std::move(line);
  return all;
}

// Adds the definitions that `schema` refers to, and theirs.
void add_needed(const Json& schema, const Json& all, Json& needed) {
  for (const auto& [name, value] : schema.items()) {
    if (value.is_structured()) add_needed(value, all, needed);
    if (name != "$ref" || !value.is_string()) continue;
    const std::string wanted = value.get<std::string>().substr(std::string("#/definitions/").size());
    if (needed.contains(wanted)) continue;
    needed[wanted] = all.at(wanted);
    add_needed(all.at(wanted), all, needed);
  }
}

std::string written(const char* title, const Keys& first, const Keys& second) {
  Json properties = properties_of(first);
  properties.update(properties_of(second));
  Json schema = object_of(std::move(properties));
  require(schema, first);
  schema["$schema"] = "http://json-schema.org/draft-07/schema#";
  schema["title"] = title;
  Json needed = Json::object();
  add_needed(schema, definitions(), needed);
  schema["definitions"] = std::move(needed);
  return base::dump_pretty(schema);
}

}  // namespace

std::string scenario_schema() {
  return written("A scenario of espf", language::scenario_keys(), language::settings_keys());
}

std::string stubs_schema() {
  const Keys keys = {{.name = "stubs",
                      .type = Type::Stubs,
                      .sentence = "What calls are answered: the first that a call fits answers it.",
                      .required = true}};
  return written("A file of stubs for espf", keys, {});
}

std::string suite_schema() {
  return written("A suite file of espf", language::suite_keys(), language::settings_keys());
}

}  // namespace sim
