#include "base/schema_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/utf8.h"

namespace base {
namespace {

constexpr std::size_t kBriefMax = 100;

std::string type_words(const std::string& type) {
  if (type == "integer") return "an integer";
  if (type == "number") return "a number";
  if (type == "string") return "text";
  if (type == "boolean") return "true or false";
  if (type == "object") return "an object";
  if (type == "array") return "a list";
  return type;  // null
}

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

std::string words_of_types(const Json& types) {
  if (types.is_string()) return type_words(types.get<std::string>());
  std::vector<std::string> words;
  for (const Json& type : types) words.push_back(type_words(type.get<std::string>()));
  return joined(words, " or ");
}

std::string words_of_values(const Json& values) {
  std::vector<std::string> words;
  for (const Json& value : values) words.push_back(brief(value));
  return (words.size() == 1 ? "" : "one of ") + joined(words, ", ");
}

// How the library begins what it says of a broken keyword, and how we say it; {} is the keyword's operand.
struct Phrase {
  std::string_view beginning;
  const char* keyword;
  const char* words;
};

constexpr Phrase kPhrases[] = {
    {"Value type not permitted", "type", ""},
    {"Failed to match against any enum", "enum", ""},
    {"Failed to match expected value set by 'const'", "const", "{}"},
    {"Failed to match regex", "pattern", "text that matches {}"},
    {"Expected number less than or equal to", "maximum", "a number of at most {}"},
    {"Expected number greater than or equal to", "minimum", "a number of at least {}"},
    {"Expected number less than", "exclusiveMaximum", "a number below {}"},
    {"Expected number greater than", "exclusiveMinimum", "a number above {}"},
    {"Array should contain no more than", "maxItems", "a list of at most {}"},
    {"Array should contain no fewer than", "minItems", "a list of at least {}"},
    {"String should be no more than", "maxLength", "text of at most {} characters"},
    {"String should be no fewer than", "minLength", "text of at least {} characters"},
    {"Object should have no more than", "maxProperties", "an object of at most {} members"},
    {"Object should have no fewer than", "minProperties", "an object of at least {} members"},
    {"Elements at indexes", "uniqueItems", "a list in which nothing stands twice"},
    {"Target should not validate", "not", "something else"},
    {"Failed to validate against any schemas allowed by anyOf", "anyOf", "what fits one of the alternatives"},
    {"Failed to validate against any child schemas", "oneOf", "what fits one of the alternatives"},
    {"Failed to validate against exactly one", "oneOf", "what fits one of the alternatives alone"},
};

bool begins(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

// Only says that a part does not fit, which has been told already.
bool is_about_a_part(std::string_view description) {
  return begins(description, "Failed to validate against schema associated with") ||
         begins(description, "Failed to validate item #") ||
         begins(description, "Failed to validate against child schema #") ||
         begins(description, "Failed to validate against additional properties schema");
}

// Of `anyOf: [{required: [a]}, {required: [b]}]`, where each alternative only asks for one member: their
// names. Empty for any other.
std::vector<std::string> choice_of_members(const Json& alternatives) {
  std::vector<std::string> names;
  for (const Json& alternative : alternatives) {
    const auto required = alternative.find("required");
    if (required == alternative.end() || required->size() != 1 || alternative.size() != 1) return {};
    names.push_back((*required)[0].get<std::string>());
  }
  return names;
}

// The schema is an alternative of such a choice of one of the others.
bool is_a_choice(const Json* schema, const std::vector<const Json*>& others) {
  return std::any_of(others.begin(), others.end(), [&](const Json* other) {
    const auto any_of = other->find("anyOf");
    if (any_of == other->end() || choice_of_members(*any_of).empty()) return false;
    return std::any_of(any_of->begin(), any_of->end(), [&](const Json& each) { return &each == schema; });
  });
}

// What the keyword of `phrase` asks for.
Expectation expectation_of(const Phrase& phrase, const Json& operand) {
  const std::string_view keyword = phrase.keyword;
  if (keyword == "type") return {words_of_types(operand)};
  if (keyword == "enum") return {words_of_values(operand)};
  if (keyword == "anyOf") {
    if (auto names = choice_of_members(operand); !names.empty())
      return {"one of the members `" + joined(names, "`, `") + "`", std::move(names)};
  }
  return {fmt::format(fmt::runtime(phrase.words), brief(operand))};
}

// What a choice asks for is told by itself, as one thing.
std::vector<Expectation> missing_members(const std::vector<const Json*>& schemas, const Json& value) {
  std::vector<Expectation> all;
  for (const Json* schema : schemas) {
    if (is_a_choice(schema, schemas)) continue;
    for (const Json& each : schema->value("required", Json::array())) {
      const auto name = each.get<std::string>();
      if (!value.contains(name)) all.push_back({"the member `" + name + "`", {name}});
    }
  }
  return all;
}

std::vector<Expectation> unknown_members(const std::vector<const Json*>& schemas, const Json& value) {
  std::vector<Expectation> all;
  for (const Json* schema : schemas) {
    if (schema->value("additionalProperties", Json(true)) != Json(false)) continue;
    const Json known = schema->value("properties", Json::object());
    for (const auto& [name, part] : value.items()) {
      if (!known.contains(name)) all.push_back({"no member `" + name + "`"});
    }
  }
  return all;
}

}  // namespace

std::vector<Expectation> expectations(const std::string& description, const std::vector<const Json*>& schemas,
                                      const Json& value) {
  if (is_about_a_part(description)) return {};
  if (begins(description, "Missing required property")) return missing_members(schemas, value);
  if (begins(description, "Object contains a property")) return unknown_members(schemas, value);
  for (const Phrase& phrase : kPhrases) {
    if (!begins(description, phrase.beginning)) continue;
    std::vector<std::string> words;
    std::vector<std::string> missing;
    for (const Json* schema : schemas) {
      const auto operand = schema->find(phrase.keyword);
      if (operand == schema->end()) continue;
      Expectation each = expectation_of(phrase, *operand);
      if (std::find(words.begin(), words.end(), each.words) != words.end()) continue;
      words.push_back(std::move(each.words));
      missing.insert(missing.end(), each.missing.begin(), each.missing.end());
    }
    if (!words.empty()) return {{joined(words, ", or "), std::move(missing)}};
  }
  return {{"otherwise (" + description + ")"}};
}

std::string brief(const Json& value) { return shortened(dump(value), kBriefMax); }

}  // namespace base
