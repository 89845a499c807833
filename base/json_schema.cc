// The one file that sees valijson, which costs 10 s of compile time and throws.
#include "base/json_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "base/json_pointer.h"
#include "base/schema_closure.h"
#include "base/schema_words.h"

namespace base {
namespace {

using Adapter = valijson::adapters::NlohmannJsonAdapter;

constexpr std::size_t kViolationsMax = 100;
// std::regex recurses for each character: a long text would end the stack.
constexpr std::size_t kMatchedTextMax = 4096;

// "[account_info]", as valijson writes each step of a path behind its first, "<root>".
std::vector<std::string> path_of(const std::vector<std::string>& context) {
  std::vector<std::string> path;
  for (std::size_t n = 1; n < context.size(); ++n)
    path.push_back(context[n].substr(1, context[n].size() - 2));
  return path;
}

const Json& value_at(const Json& value, const std::vector<std::string>& path) {
  const Json* at = &value;
  for (const std::string& name : path) at = at->is_array() ? &(*at)[std::stoul(name)] : &(*at)[name];
  return *at;
}

void find_long_text(const Json& value, std::vector<std::string>& path, std::vector<SchemaViolation>& found) {
  if (value.is_string() && value.get_ref<const std::string&>().size() > kMatchedTextMax) {
    found.push_back({write_pointer(path),
                     fmt::format("text of at most {} bytes, to be matched", kMatchedTextMax), brief(value)});
  }
  const auto visit = [&](std::string name, const Json& part) {
    path.push_back(std::move(name));
    find_long_text(part, path, found);
    path.pop_back();
  };
  if (value.is_object()) {
    for (const auto& [name, part] : value.items()) visit(name, part);
  } else if (value.is_array()) {
    for (std::size_t n = 0; n < value.size(); ++n) visit(std::to_string(n), value[n]);
  }
}

}  // namespace

struct JsonSchema::State {
  SchemaClosure closure;
  valijson::Schema compiled;
};

JsonSchema::JsonSchema(std::unique_ptr<State> state) : state_(std::move(state)) {}
JsonSchema::JsonSchema(JsonSchema&&) noexcept = default;
JsonSchema& JsonSchema::operator=(JsonSchema&&) noexcept = default;
JsonSchema::~JsonSchema() = default;

Result<JsonSchema> JsonSchema::compile(const Json& schema, const Json& document) {
  auto closure = close_schema(schema, document.is_null() ? schema : document);
  if (!closure) return tl::unexpected(closure.error());
  auto state = std::make_unique<State>();
  state->closure = std::move(*closure);
  try {
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(Adapter(state->closure.root), state->compiled);
  } catch (const std::exception& error) {
    return fail(ErrorKind::Invalid, std::string("the schema cannot be used: ") + error.what());
  }
  return JsonSchema(std::move(state));
}

std::vector<SchemaViolation> JsonSchema::violations(const Json& value) const {
  std::vector<SchemaViolation> found;
  if (state_->closure.has_pattern) {
    std::vector<std::string> path;
    find_long_text(value, path, found);
    if (!found.empty()) return found;
  }
  valijson::ValidationResults results;
  try {
    valijson::Validator validator;
    if (validator.validate(state_->compiled, Adapter(value), &results)) return found;
  } catch (const std::exception& error) {  // a pattern that takes too long on this text
    found.push_back({"", std::string("a value that can be checked: ") + error.what(), brief(value)});
    return found;
  }
  for (const auto& error : results) {
    const std::vector<std::string> path = path_of(error.context);
    const Json& part = value_at(value, path);
    for (Expectation& expected :
         expectations(error.description, schemas_at(state_->closure.root, path), part)) {
      SchemaViolation violation{write_pointer(path), std::move(expected.words), brief(part),
                                std::move(expected.missing)};
      if (std::find(found.begin(), found.end(), violation) != found.end()) continue;
      if (found.size() < kViolationsMax) found.push_back(std::move(violation));
    }
  }
  return found;
}

const std::vector<std::string>& JsonSchema::unchecked() const { return state_->closure.unchecked; }

std::string to_text(const SchemaViolation& violation) {
  return fmt::format("{}: expected {}, found {}", violation.path.empty() ? "the value" : violation.path,
                     violation.expected, violation.found);
}

}  // namespace base
