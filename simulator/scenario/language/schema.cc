#include "simulator/scenario/language/schema.h"

#include <algorithm>
#include <charconv>
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

// {"required": [..]}, of several an object has one.
Json has(std::initializer_list<std::string> names) {
  return {{"required", Json(std::vector<std::string>(names))}};
}
Json no(Json schema) { return {{"not", std::move(schema)}}; }

// Adds a rule to an object's schema.
void hold_to(Json& map, Json rule) {
  if (!map.contains("allOf")) map["allOf"] = Json::array();
  map["allOf"].push_back(std::move(rule));
}

// Exactly one of these keys.
Json one_of(const std::vector<std::string>& keys) {
  Json choices = Json::array();
  for (const std::string& key : keys) choices.push_back(has({key}));
  return {{"oneOf", std::move(choices)}};
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

// Quotes make no difference where the type is declared.
Json integer_between(std::int64_t min, std::int64_t max) {
  return any({{{"type", "integer"}, {"minimum", min}, {"maximum", max}},
              pattern("^-?[0-9]{1,19}$"),
              refer_to("parameter")});
}

Json boolean() { return any({{{"type", "boolean"}}, {{"enum", {"true", "false"}}}, refer_to("parameter")}); }

Json nothing() { return {{"type", "null"}}; }

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
  if (map["properties"].contains("command")) map["dependencies"]["command"] = no(has({"url"}));
  return map;
}

Json list_not_empty(Json item) {
  Json list = list_of(std::move(item));
  list["minItems"] = 1;
  return list;
}

Json two_of(Json item) {
  Json list = list_of(std::move(item));
  list["minItems"] = list["maxItems"] = 2;
  return list;
}

// A VALUE of one text that shows its usual words to whoever completes them.
Json value_with(const Json& words) { return any({word_of(words), refer_to("text_value")}); }

// One whose words are all there are.
Json closed_value(const Json& words) { return any({word_of(words), refer_to("value_form"), nothing()}); }

Json schema_of(const Key& key) {
  switch (key.type) {
    case Type::Text:
      if (key.not_empty) return {{"allOf", Json::array({refer_to("text")})}, {"minLength", 1}};
      return refer_to("text");
    case Type::File:
      return refer_to("text");
    case Type::DateTime:
      return refer_to("datetime");
    case Type::NewName:
    case Type::OldName:
      return refer_to("name");
    case Type::Texts: {
      Json choices = Json::array({list_of(refer_to("text")), refer_to("parameter")});
      if (!key.words.empty()) choices.push_back({{"enum", key.words}});
      return {{"anyOf", std::move(choices)}};
    }
    case Type::Word:
      return word_of(key.words == std::vector<std::string>{"true"} ? Json::array({true, "true"})
                                                                   : Json(key.words));
    case Type::Words:
      return map_or_parameter(list_of(word_of(key.words)));
    case Type::Bool:
      return boolean();
    case Type::Integer:
      return integer_between(key.min, key.max);
    case Type::Number:
      return any({{{"type", "number"}, {"minimum", key.min}, {"maximum", 1'000'000}},
                  pattern("^[0-9]+([.][0-9]*)?$"),
                  refer_to("parameter")});
    case Type::Duration:
      return refer_to("duration");
    case Type::TimeMode:
      return any({word_of({"skip", "real"}), pattern("^[0-9.]+(x|×)$")});
    case Type::Value:
      return key.words.empty() ? refer_to("text_value") : closed_value(key.words);
    case Type::Entity:
      return refer_to("text_value");
    case Type::ValueMap:
      return map_or_parameter({{"type", "object"}});
    case Type::Answered:
      return refer_to("answered");
    case Type::EventType:
      return refer_to("event_type");
    case Type::Method:
      return refer_to("method");
    case Type::System:
      return refer_to("text_value");
    case Type::Json:
      return map_or_parameter({{"type", "object"}});
    case Type::TextMap:
      return map_or_parameter({{"type", "object"}, {"additionalProperties", refer_to("text")}});
    case Type::Ports:
      return map_or_parameter(
          {{"type", "object"}, {"additionalProperties", integer_between(key.min, key.max)}});
    case Type::Command:
      return any({{{"type", "string"}, {"pattern", "[^ ]"}}, list_not_empty(refer_to("text"))});
    case Type::Count:
      return refer_to("count");
    case Type::FaultCount:
      return any({integer_between(1, 1'000'000), word_of({"all"})});
    case Type::Line:
      return map_or_parameter(refer_to("line"));
    case Type::Lines:
      return map_or_parameter(
          {{"type", "array"}, {"minItems", 2}, {"items", map_or_parameter(refer_to("line"))}});
    case Type::Change:     // change_schema tells it for each entity
    case Type::FaultDeed:  // fault_targets tells it for each kind of line
      return Json::object();
    case Type::Map:
      return map_or_parameter(map_of(key.keys));
    case Type::Maps:
      return map_or_parameter(list_not_empty(map_or_parameter(map_of(key.keys))));
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
  return row.argument == ArgumentKind::None || row.argument == ArgumentKind::OptionalAmount ||
         row.argument == ArgumentKind::OptionalMap;
}

// Those that are numbers, as -1, may stand without quotes.
Json with_numbers(const std::vector<std::string>& words) {
  Json all = words;
  for (const std::string& each : words) {
    int number = 0;
    const char* const end = each.data() + each.size();
    if (std::from_chars(each.data(), end, number).ptr == end) all.push_back(number);
  }
  return all;
}

Json argument_value(ArgumentKind kind, const std::vector<std::string>& words) {
  switch (kind) {
    case ArgumentKind::Word:
      return word_of(with_numbers(words));
    case ArgumentKind::Money:
      return any({{{"type", "number"}}, pattern("^-?[0-9]+([.][0-9]{1,5})?$"), refer_to("parameter")});
    case ArgumentKind::Amount:
    case ArgumentKind::OptionalAmount:
      return any({{{"type", "number"}, {"minimum", 0.00001}},
                  pattern("^[0-9]+([.][0-9]{1,5})?$"),
                  refer_to("parameter")});
    case ArgumentKind::DateTime:
      return refer_to("datetime");
    case ArgumentKind::Flag:
      return word_of({true, false, "true", "false", "Y", "N"});
    case ArgumentKind::Integer:
    case ArgumentKind::CustomerNumber:
    case ArgumentKind::ProductNumber:
      return any({{{"type", "integer"}, {"minimum", 0}}, pattern("^[0-9]{1,18}$"), refer_to("parameter")});
    case ArgumentKind::AnyMap:
      return map_or_parameter(
          {{"type", "object"}, {"additionalProperties", any({refer_to("text"), nothing()})}});
    case ArgumentKind::Lists:
      return map_or_parameter(
          {{"type", "object"}, {"additionalProperties", any({refer_to("text"), list_of(refer_to("text"))})}});
    case ArgumentKind::Map:
    case ArgumentKind::OptionalMap:
      return map_or_parameter({{"type", "object"}});
    default:
      return refer_to("text");
  }
}

Json argument_of(const ArgumentKey& key) {
  Json schema = argument_value(key.kind, key.words);
  if (key.nullable) schema = any({std::move(schema), nothing()});
  Json result = {{"description", key.sentence}};
  if (schema.contains("$ref")) {
    result["allOf"] = Json::array({std::move(schema)});
  } else {
    result.update(schema);
  }
  return result;
}

Json argument_schema(const ChangeRow& row) {
  const bool is_map = row.argument == ArgumentKind::Map || row.argument == ArgumentKind::OptionalMap;
  if (!row.keys.empty()) {
    Json properties = Json::object();
    Json required = Json::array();
    Json one_of_two = Json::array();  // of keys that say the same
    for (const ArgumentKey& key : row.keys) {
      properties[key.name] = argument_of(key);
      if (!key.instead_of.empty())
        one_of_two.push_back({{"not", {{"required", {key.name, key.instead_of}}}}});
      if (!key.required) continue;
      const ArgumentKey* other = other_way_to_say(key, row.keys);
      if (other == nullptr) {
        required.push_back(key.name);
      } else {
        one_of_two.push_back({{"anyOf", {{{"required", {key.name}}}, {{"required", {other->name}}}}}});
      }
    }
    Json map = object_of(std::move(properties));
    if (!required.empty()) map["required"] = std::move(required);
    if (!one_of_two.empty()) map["allOf"] = std::move(one_of_two);
    return is_map ? map_or_parameter(std::move(map)) : any({refer_to("text"), std::move(map)});
  }
  return argument_value(row.argument, row.words);
}

Json change_deed(EntityKind kind) {
  Json words = Json::array();
  Json maps = Json::object();
  for (const ChangeRow& row : change_table()) {
    if (row.entity != kind) continue;
    if (may_be_bare(row)) words.push_back(row.deed);
    // `{block: null}` says as much as `block`.
    maps[row.deed] = row.argument == ArgumentKind::None ? nothing()
                     : may_be_bare(row)                 ? any({argument_schema(row), nothing()})
                                                        : argument_schema(row);
    maps[row.deed]["description"] = row.sentence;
  }
  return deed_schema(words, maps);
}

Json fault_value(FaultKey::Value value) {
  switch (value) {
    case FaultKey::Value::Status:
      return integer_between(kFaultStatusMin, kFaultStatusMax);
    case FaultKey::Value::Body:
      return any({refer_to("text"), {{"type", {"object", "array"}}}});
    case FaultKey::Value::Headers:
      return map_or_parameter({{"type", "object"}, {"additionalProperties", refer_to("text")}});
    case FaultKey::Value::Duration:
      return refer_to("duration");
  }
  return Json::object();
}

Json fault_argument(FaultArgument argument) {
  if (argument == FaultArgument::Duration) return refer_to("duration");
  Json properties = Json::object();
  Json required = Json::array();
  for (const FaultKey& key : fault_keys(argument)) {
    properties[std::string(key.name)] =
        described(fault_value(key.value), {.sentence = std::string(key.says)});
    if (key.required) required.push_back(key.name);
  }
  Json map = object_of(std::move(properties));
  if (!required.empty()) map["required"] = std::move(required);
  if (argument != FaultArgument::Answer) return map_or_parameter(std::move(map));
  return any({fault_value(FaultKey::Value::Status), std::move(map), refer_to("parameter")});
}

// The deeds for one kind of line; of the process, where it is null.
Json fault_deed(const Kind* kind) {
  Json words = Json::array();
  Json maps = Json::object();
  for (const FaultDeed& deed : fault_table()) {
    const bool fits = kind == nullptr
                          ? deed.for_process
                          : std::find(deed.lines.begin(), deed.lines.end(), kind->kind) != deed.lines.end();
    if (!fits) continue;
    const std::string name(deed.name);
    if (deed.argument == FaultArgument::None || deed.argument == FaultArgument::RestartAfter)
      words.push_back(name);
    if (deed.argument == FaultArgument::None) continue;
    maps[name] = fault_argument(deed.argument);
    maps[name]["description"] = deed.says;
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
      properties[key] = refer_to(key == name ? "text" : "number");
      properties["do"] = refer_to("change_" + name);
      Json map = object_of(std::move(properties));
      map["required"] = Json::array({key, "do"});
      choices.push_back(std::move(map));
    }
  }
  choices.push_back(refer_to("parameter"));
  return {{"anyOf", std::move(choices)}};
}

// Where a line is said: what it may hold differs.
enum class Place { Pattern, Expect, Never, Fault };

bool is_state(const Kind& kind, Place place) {
  return kind.kind == LineKind::Record && (place == Place::Expect || place == Place::Never);
}

std::string definition_of(const Kind& kind, Place place) {
  if (place == Place::Fault) return "fault_line_" + kind.name;
  if (is_state(kind, place)) return "state_record";
  const bool passes = kind.kind == LineKind::Status && place == Place::Expect;
  return (passes ? "expect_line_" : "line_") + kind.name;
}

// What a person leaves out or says twice.
void hold_kind_to_rules(const Kind& kind, Place place, Json& map) {
  switch (kind.kind) {
    case LineKind::Status:
      if (place != Place::Expect) return;
      for (const char* key : {"passes", "exactly"}) {
        map["properties"][key]["anyOf"][0]["minItems"] = 1;
        const std::string other = std::string_view(key) == "passes" ? "exactly" : "passes";
        map["dependencies"][key] =
            no({{"anyOf", Json::array({has({"status"}), has({"answered"}), has({"nth"}), has({other})})}});
      }
      return;
    case LineKind::Call:
      if (!map["properties"].contains("answered")) return;
      for (const char* key : {"fault", "answered_by", "stub"})
        map["dependencies"][key] = Json::array({"answered"});
      return;
    case LineKind::Event:
      map["dependencies"]["deliveries"] = Json::array({"ends"});
      return;
    case LineKind::Record:
      for (const char* key : {"customer", "product", "did", "invoice"}) map["properties"].erase(key);
      hold_to(map, one_of({"has", "absent"}));
      if (is_state(kind, place)) hold_to(map, one_of({"sim", "account", "key"}));
      return;
    default:
      return;
  }
}

Json kind_schema(const Kind& kind, Place place) {
  Keys keys = kind.keys;
  std::erase_if(keys, [&](const Key& key) { return key.type == Type::Words && place != Place::Expect; });
  if (kind.has_entity)
    keys.insert(keys.end(), language::entity_keys().begin(), language::entity_keys().end());
  if (kind.has_answer && place != Place::Fault) keys.push_back(language::answered_key());
  if (kind.has_cause) keys.push_back(language::of_key());
  if (!is_state(kind, place)) keys.push_back(language::nth_key());
  Json map = object_of(properties_of(keys));
  require(map, kind.keys);
  hold_kind_to_rules(kind, place, map);
  Json result = map_or_parameter(std::move(map));
  result["description"] = kind.way + ". " + kind.sentence;
  return result;
}

Json kinds_schema(Place place) {
  Json properties = Json::object();
  for (const Kind& kind : language::kinds()) {
    if (place == Place::Fault && !kind.can_fail) continue;
    properties[kind.name] = refer_to(definition_of(kind, place));
  }
  return properties;
}

// One line, or the process, each with the deeds that it can have.
void hold_to_targets(Json& map) {
  std::vector<std::string> targets;
  Json choices = Json::array();
  const auto add = [&](const std::string& key, const std::string& deeds) {
    targets.push_back(key);
    Json choice = has({key});
    choice["properties"] = {{"do", refer_to(deeds)}};
    choices.push_back(std::move(choice));
  };
  for (const Kind& kind : language::kinds()) {
    if (kind.can_fail) add(kind.name, "fault_deed_" + kind.name);
  }
  add("process", "fault_deed_process");
  hold_to(map, one_of(targets));
  hold_to(map, {{"anyOf", std::move(choices)}});
}

void hold_verb_to_rules(const Verb& verb, Json& map) {
  if (verb.name == "fault") {
    hold_to_targets(map);
    hold_to(map, {{"anyOf", Json::array({has({"times"}), has({"for"}), has({"until"})})}});
    map["dependencies"]["process"] = Json::array({"when"});
  } else if (verb.has_line) {
    hold_to(map, one_of(language::names(language::kinds())));
  }
  if (verb.name == "expect") map["dependencies"]["record"] = no(has({"times"}));
  if (verb.name == "wait") {
    hold_to(map, one_of({"for", "until"}));
    map["dependencies"]["within"] = Json::array({"until"});
  }
}

Place place_of(const Verb& verb) {
  if (verb.name == "fault") return Place::Fault;
  if (verb.name == "never") return Place::Never;
  return verb.name == "expect" ? Place::Expect : Place::Pattern;
}

Json verb_schema(const Verb& verb) {
  if (verb.name == "change") return change_schema(verb);
  Json properties = properties_of(verb.keys);
  if (verb.has_entity) {  // emit
    for (const Key& key : language::entity_keys()) {
      if (key.name == "product" || key.name == "sim") continue;
      properties[key.name] = described(refer_to(key.type == Type::Entity ? "text" : "number"), key);
    }
  }
  if (verb.has_line) properties.update(kinds_schema(place_of(verb)));
  Json map = object_of(std::move(properties));
  require(map, verb.keys);
  hold_verb_to_rules(verb, map);
  if (verb.short_form == Type::Duration) return any({refer_to("duration"), std::move(map)});
  if (verb.short_form == Type::OldName) return any({refer_to("name"), std::move(map)});
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

// The forms of a VALUE, of which one is said; `type` goes with `is`.
Json value_form() {
  Json choices = Json::array();
  for (const Key& key : language::value_keys()) {
    if (key.name == "type") continue;
    Keys keys = {key};
    if (key.name == "is") {
      for (const Key& other : language::value_keys()) {
        if (other.name == "type") keys.push_back(other);
      }
    }
    Json form = object_of(properties_of(keys));
    if (key.name == "any_of")
      form["properties"][key.name] = map_or_parameter(list_not_empty(refer_to("value")));
    if (key.name == "between") form["properties"][key.name] = map_or_parameter(two_of(refer_to("text")));
    if (key.name == "absent") form["properties"][key.name] = boolean();
    form["required"] = Json::array({key.name});
    choices.push_back(std::move(form));
  }
  return {{"anyOf", std::move(choices)}};
}

Json value_schema() {
  return any({refer_to("text_value"), list_of(refer_to("value")), {{"type", "object"}}});
}

Json count_schema() {
  Json properties = Json::object();
  for (const Key& key : language::count_keys()) {
    const Json number = integer_between(key.min, key.max);
    properties[key.name] = key.type == Type::Integer ? number : map_or_parameter(two_of(number));
    properties[key.name]["description"] = key.sentence;
  }
  const Key& times = language::count_keys().front();
  Json map = object_of(std::move(properties));
  map["minProperties"] = map["maxProperties"] = 1;
  return any({integer_between(times.min, times.max), std::move(map)});
}

Json answered_schema() {
  return any({{{"type", "integer"}, {"minimum", 100}, {"maximum", 599}},
              pattern("^[1-5](xx|[0-9][0-9])$"),
              word_of({"nothing"}),
              refer_to("value_form")});
}

// What is said twice or left out in a stub and in its answer.
Json stub_schema() {
  Json map = map_of(language::stub_keys());
  hold_to(map, {{"anyOf", Json::array({has({"method"}), has({"service"})})}});
  hold_to(map, one_of({"answer", "answers"}));
  map["dependencies"]["then"] = Json::array({"answers"});
  return map;
}

Json definitions() {
  std::vector<std::string> methods = api::known_methods();
  for (std::string& name : api::resource_methods()) methods.push_back(std::move(name));
  Json all = {
      {"parameter", pattern("<[A-Za-z0-9_.-]+>")},
      {"text", {{"type", {"string", "number", "boolean"}}}},
      {"name", any({{{"type", {"string", "number", "boolean"}}, {"pattern", "^[A-Za-z0-9_-]{1,64}$"}},
                    refer_to("parameter")})},
      {"number", any({{{"type", "integer"}, {"minimum", 1}, {"maximum", 999'999'999'999}},
                      pattern("^[1-9][0-9]{0,11}$"),
                      refer_to("parameter")})},
      {"datetime",
       any({pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}:[0-9]{2})?$"), refer_to("parameter")})},
      {"duration",
       any({pattern(
                "^(?=[0-9])([0-9]{1,12}d)?([0-9]{1,12}h)?([0-9]{1,12}m)?([0-9]{1,12}s)?([0-9]{1,12}ms)?$"),
            refer_to("parameter")})},
      {"value_form", value_form()},
      {"text_value", any({refer_to("text"), nothing(), refer_to("value_form")})},
      {"answered", answered_schema()},
      {"value", value_schema()},
      {"count", count_schema()},
      {"event_type", value_with(event_type_names())},
      {"method", value_with(methods)},
      {"given", given_schema()},
      {"stub", stub_schema()},
      {"step", step_schema()},
  };
  for (const EntityKind kind : entity_kinds()) all["change_" + std::string(word(kind))] = change_deed(kind);
  for (const Kind& kind : language::kinds()) {
    for (const Place place : {Place::Pattern, Place::Expect, Place::Never, Place::Fault})
      all[definition_of(kind, place)] = kind_schema(kind, place);
    if (kind.can_fail) all["fault_deed_" + kind.name] = fault_deed(&kind);
  }
  all["fault_deed_process"] = fault_deed(nullptr);
  Json line = object_of(kinds_schema(Place::Pattern));
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
