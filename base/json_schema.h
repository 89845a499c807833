// Holds JSON values to a JSON Schema: the part of draft 7 and of OpenAPI 3.1's dialect that
// checked_keywords() names.
//
// `format` and `default` are annotations and not looked at, as the standard has it: PortaBilling's date-times
// are not RFC 3339's. A text longer than 65,536 bytes (less where its patterns are large, see
// bounded_regex.h) breaks a schema that has a `pattern` anywhere: it is not matched. A value breaks a schema
// whose alternatives make it look at its parts more than 200,000 times.
//
// Threads: a compiled schema may be asked from many at once.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace base {

struct SchemaViolation {
  std::string path;      // a JSON Pointer into the value: "/account_info/i_account"; "" is all of it
  std::string expected;  // "an integer or null", "one of \"Y\", \"N\"", "the member `i_customer`"
  std::string found;     // what stands there, as JSON, cut to 100 characters
  std::vector<std::string> missing =
      {};  // of an object: the member that it lacks, or those of which it needs one

  friend bool operator==(const SchemaViolation&, const SchemaViolation&) = default;
};

// "/account_info/blocked: expected one of "Y", "N", found true"; the whole value is called "the value".
std::string to_text(const SchemaViolation& violation);

// Which way a value goes. In OpenAPI a member that is `readOnly` is not required of requests, one that is
// `writeOnly` not of answers, where the `required` that names it stands beside the `properties` that describe
// it; of an Example, that may show either, neither.
enum class SchemaUse { Plain, Request, Answer, Example };

class JsonSchema {
 public:
  // Where `schema` refers to something ("$ref": "#/components/schemas/account_info"), that stands in
  // `document`; without one, in `schema` itself. What is reached is copied: both may go. Errors: Invalid,
  // with the place in the schema: a reference that names nothing or leads back to itself, a keyword with a
  // value that it cannot have, a pattern that is none, alternatives that lead to more than 20,000 schemas.
  // Never throws.
  static Result<JsonSchema> compile(const Json& schema, const Json& document = nullptr,
                                    SchemaUse use = SchemaUse::Plain);

  JsonSchema(JsonSchema&&) noexcept;
  JsonSchema& operator=(JsonSchema&&) noexcept;
  ~JsonSchema();

  // What does not fit, at most 100, in the order of discovery. Where a value fits none of several
  // alternatives, what each of them misses comes first; of the schemas of an `allOf` only the first that is
  // broken is told. Empty: `value` fits.
  std::vector<SchemaViolation> violations(const Json& value) const;

  // The keywords it has that are not looked at here, each with its place: "/properties/a/dependentSchemas".
  // A schema is fully checked where this is empty.
  const std::vector<std::string>& unchecked() const;

 private:
  struct State;
  explicit JsonSchema(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// What is wrong in the schemas of a document.
struct SchemaProblem {
  std::string at;       // "#/components/schemas/account_info/type"; "" is the schema itself
  std::string what;     // "must be a type, or a list of types, not \"int\""
  std::string used_at;  // of a reference to nothing, the first `$ref` that is one; else as `at`
};

// A value that a schema shows: its `example`, `default`, or one of its `examples`.
struct ShownValue {
  std::string schema;  // where that stands, "#/components/schemas/a"
  std::string at;      // "#/components/schemas/a/example"
};

struct SchemaSurvey {
  std::vector<SchemaProblem> problems;  // at most 100; of a circle of references one
  // As JsonSchema::unchecked(), each behind "#/…"; and what else a peer may hold values to: `format`,
  // `contentEncoding`, `contentMediaType`, `contentSchema`.
  std::vector<std::string> unchecked;
  std::vector<ShownValue> shown;  // not looked at
};

// Looks at the schemas that stand at `places` ("#/paths/…/schema") of `document` and at all that they refer
// to: what compile() would refuse of them.
SchemaSurvey survey_schemas(const Json& document, const std::vector<std::string>& places);

struct UndescribedMember {
  std::string holder;  // a JSON Pointer into the value: the object that it is a member of
  std::string name;
  std::string meant;  // the member that was probably meant; "" for none
};

// The members of `value` and of its parts that no schema there describes, where one names members at all and
// none speaks of additionalProperties or patternProperties; at most 100. References lead into `document`;
// `schema` is one that compile() takes.
std::vector<UndescribedMember> undescribed_members(const Json& value, const Json& schema,
                                                   const Json& document);

// The keywords that decide whether a value fits, sorted.
const std::vector<std::string_view>& checked_keywords();
// Those that only tell something to people and tools, sorted; names that begin with x- are such too.
const std::vector<std::string_view>& annotation_keywords();

}  // namespace base
