// Schemas as the sources write them, and as the documents do.
//
// In the sources `$ref: account_info` names a schema of components/*.yaml, `use: [paging]` takes the members
// of a group of components/parameters.yaml in, `optional: [status]` says which members may be absent (all
// others are required), `needs one of: [i_account, id]` that one of these must be there, `x-assumed: true`
// adds a sentence to the description.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/document.h"
#include "base/json_schema.h"
#include "base/map_reader.h"
#include "simulator/api/openapi/compose/sources.h"

namespace sim::openapi {

// {"$ref": "#/components/schemas/<name>"}
base::Node reference_to(const std::string& schema);

class SchemaTable {
 public:
  // Reads components/*.yaml; what is wrong in them goes to their findings.
  explicit SchemaTable(Sources& sources);

  // Nothing is wrong in components/*.yaml.
  bool is_sound() const { return is_sound_; }

  bool has(std::string_view name) const { return schemas_.find(std::string(name)) != schemas_.end(); }

  // Adds what is wrong in a schema of another file: unknown keywords, wrong operands, references to nothing.
  void check(const base::Node& schema, base::Findings& findings) const;
  // The schema as the documents have it. REQUIRES: is_sound(), and check() found nothing
  base::Node expanded(const base::Node& schema) const;

  // {"account_info": …} of the names that `node` refers to, directly or through others, in their order here.
  base::Node used_by(const base::Node& node) const;
  // Follows "#/components/schemas/…"; any other schema is itself.
  const base::Node& resolved(const base::Node& schema) const;
  // An expanded schema, compiled.
  base::Result<base::JsonSchema> compiled(const base::Node& schema) const;

 private:
  struct Entry {
    const base::Member* member;
    base::Findings* findings;
  };
  using Entries = std::map<std::string, Entry>;

  void read_file(Source& source, Entries& entries);
  void check_keyword(const base::Member& keyword, base::Findings& findings) const;
  void check_members(const base::Node& schema, base::Findings& findings) const;
  void check_names(const base::Node& names, const std::vector<std::string>& known, const std::string& what,
                   base::Findings& findings) const;
  void check_cycles();
  std::vector<std::string> member_names(const base::Node& schema) const;

  bool is_sound_ = true;
  std::vector<std::string> order_;
  Entries schemas_;
  Entries groups_;
  std::map<std::string, base::Node> expanded_;
  base::Json json_;  // {"components": {"schemas": …}}
};

// The example with the members of its objects in the order in which their schemas name them.
base::Node in_order_of(const base::Node& schema, const base::Node& example, const SchemaTable& schemas);

// Adds a finding for each violation, at its place in the example.
void check_example(const base::JsonSchema& schema, const base::Node& example, base::Findings& findings);

}  // namespace sim::openapi
