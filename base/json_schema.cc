// The one file that sees valijson, which costs 10 s of compile time and throws.
#include "base/json_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <regex>
#include <stdexcept>
#include <unordered_map>
#include <utility>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_visitor.hpp>

#include "base/bounded_regex.h"
#include "base/json_pointer.h"
#include "base/schema_closure.h"
#include "base/schema_words.h"

namespace base {
namespace {

using JsonAdapter = valijson::adapters::NlohmannJsonAdapter;

constexpr std::size_t kViolationsMax = 100;
constexpr std::size_t kStepsMax = 200'000;

thread_local std::size_t steps_left;

// The library makes one for each value that it holds to a schema, twice for two alternatives that each have
// two, and so on: where that has no end in sight, it throws.
class CountedAdapter : public JsonAdapter {
 public:
  CountedAdapter(const JsonAdapter& adapter) : JsonAdapter(adapter) { count(); }  // NOLINT(*-explicit-*)
  CountedAdapter(const CountedAdapter& other) : JsonAdapter(other) { count(); }
  CountedAdapter& operator=(const CountedAdapter&) = delete;
  ~CountedAdapter() override = default;

 private:
  static void count() {
    if (steps_left-- == 0)
      throw std::length_error("there are more ways to hold it to its schema than can be tried");
  }
};

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

void find_long_text(const Json& value, std::size_t bytes_max, std::vector<std::string>& path,
                    std::vector<SchemaViolation>& found) {
  if (value.is_string() && value.get_ref<const std::string&>().size() > bytes_max) {
    found.push_back({write_pointer(path), fmt::format("text of at most {} bytes, to be matched", bytes_max),
                     brief(value)});
  }
  const auto visit = [&](std::string name, const Json& part) {
    path.push_back(std::move(name));
    find_long_text(part, bytes_max, path, found);
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
  std::unordered_map<std::string, std::regex> patterns;  // all: the library adds none
  std::optional<std::size_t> text_max;                   // bytes that they can be searched for in
};

JsonSchema::JsonSchema(std::unique_ptr<State> state) : state_(std::move(state)) {}
JsonSchema::JsonSchema(JsonSchema&&) noexcept = default;
JsonSchema& JsonSchema::operator=(JsonSchema&&) noexcept = default;
JsonSchema::~JsonSchema() = default;

Result<JsonSchema> JsonSchema::compile(const Json& schema, const Json& document, SchemaUse use) {
  auto closure = close_schema(schema, document.is_null() ? schema : document, use);
  if (!closure) return tl::unexpected(closure.error());
  auto state = std::make_unique<State>();
  state->closure = std::move(*closure);
  for (auto& [pattern, search] : state->closure.patterns) {
    state->text_max = std::min(search.text_max, state->text_max.value_or(search.text_max));
    state->patterns.emplace(pattern, std::move(search.regex));
  }
  try {
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(JsonAdapter(state->closure.root), state->compiled);
  } catch (const std::exception& error) {
    return fail(ErrorKind::Invalid, std::string("the schema cannot be used: ") + error.what());
  }
  return JsonSchema(std::move(state));
}

std::vector<SchemaViolation> JsonSchema::violations(const Json& value) const {
  std::vector<SchemaViolation> found;
  if (state_->text_max) {
    std::vector<std::string> path;
    find_long_text(value, *state_->text_max, path, found);
    if (!found.empty()) return found;
  }
  valijson::ValidationResults results;
  try {
    steps_left = kStepsMax;
    valijson::ValidationVisitor<CountedAdapter> visitor(CountedAdapter(JsonAdapter(value)), {"<root>"}, true,
                                                        &results, state_->patterns);
    if (visitor.validateSchema(state_->compiled)) return found;
  } catch (const std::exception& error) {
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
