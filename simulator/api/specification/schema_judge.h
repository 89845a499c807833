// Holds what a document shows to the schemas beside it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/json_schema.h"

namespace sim::api {

struct HeldValue {
  const base::Json* value = nullptr;
  std::string schema;     // where that stands in the document: "#/paths/…/schema"
  std::string at = {};    // where the value stands, "/paths/…/example"; "" for one that is made
  std::string what = {};  // for people: "an example of CDR/get_xdr_list breaks its own schema"
};

class SchemaJudge {
 public:
  // One validator for the schemas at all `places`: each alone would bring what it refers to with it. Those
  // that JsonSchema does not take break nothing. `document` is borrowed. `use`: what all its values are.
  SchemaJudge(const base::Json& document, const std::vector<std::string>& places, base::SchemaUse use);

  // Which of `values` break their schema, which is one of `places`, each with the first violation.
  std::map<std::size_t, base::SchemaViolation> broken(const std::vector<HeldValue>& values) const;

 private:
  using Broken = std::map<std::size_t, base::SchemaViolation>;

  void number(const std::vector<std::string>& places);
  bool compile();
  void leave_out_unfit();
  bool is_plainly_right(const HeldValue& each) const;
  void judge(const std::vector<HeldValue>& values, std::size_t begin, std::size_t end, Broken& broken) const;

  const base::Json& document_;
  const base::SchemaUse use_;
  std::map<std::string, std::string> names_;  // in schema_, of the schemas by their places
  std::optional<base::JsonSchema> schema_;
};

}  // namespace sim::api
