#include "simulator/api/described_methods.h"

#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/api/documents.h"

namespace sim::api {
namespace {

using base::Json;

// The build made the text: what does not fit is our mistake.
std::vector<std::string> texts(const Json& row, const char* name) {
  std::vector<std::string> all;
  for (const Json& text : row.value(name, Json::array())) all.push_back(base::text_of(text));
  return all;
}

ParameterType type_of(const std::string& word) {
  static const std::pair<const char*, ParameterType> kTypes[] = {
      {"integer", ParameterType::Integer},    {"number", ParameterType::Number},
      {"string", ParameterType::Text},        {"flag", ParameterType::Flag},
      {"yes_no", ParameterType::YesNo},       {"date", ParameterType::Date},
      {"date_time", ParameterType::DateTime}, {"object", ParameterType::Object},
      {"array", ParameterType::List},
  };
  const auto* found = std::find_if(std::begin(kTypes), std::end(kTypes),
                                   [&](const auto& type) { return type.first == word; });
  assert(found != std::end(kTypes));
  return found->second;
}

std::optional<std::int64_t> bound(const Json& row, const char* name) {
  const auto found = row.find(name);
  if (found == row.end()) return std::nullopt;
  return found->get<std::int64_t>();
}

std::vector<Parameter> parameters_of(const Json& rows) {
  std::vector<Parameter> parameters;
  parameters.reserve(rows.size());
  for (const Json& row : rows) {
    Parameter parameter;
    parameter.name = base::text_of(row["name"]);
    parameter.type = type_of(base::text_of(row["type"]));
    parameter.required = row.value("required", false);
    parameter.words = texts(row, "words");
    parameter.minimum = bound(row, "minimum");
    parameter.maximum = bound(row, "maximum");
    parameter.members = parameters_of(row.value("members", Json::array()));
    parameters.push_back(std::move(parameter));
  }
  return parameters;
}

DescribedMethod method_of(const Json& row) {
  DescribedMethod method;
  method.name = base::text_of(row["name"]);
  method.meaning = base::text_of(row["meaning"]);
  for (const std::string& realm : texts(row, "realms")) method.realms.push_back(*realm_of_name(realm));
  method.needs_session = row["session"].get<bool>();
  method.is_assumed = row.value("assumed", false);
  method.parameters = parameters_of(row["params"]);
  method.answers = texts(row, "answers");
  return method;
}

}  // namespace

const std::vector<DescribedMethod>& described_methods() {
  static const std::vector<DescribedMethod> methods = [] {
    const auto rows = base::parse_json(described_methods_json());
    assert(rows);
    std::vector<DescribedMethod> all;
    all.reserve(rows->size());
    for (const Json& row : *rows) all.push_back(method_of(row));
    std::sort(all.begin(), all.end(),
              [](const DescribedMethod& a, const DescribedMethod& b) { return a.name < b.name; });
    return all;
  }();
  return methods;
}

}  // namespace sim::api
