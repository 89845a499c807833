// Where the references of a document lead.
#pragma once

#include <map>
#include <set>
#include <string>

#include "base/json.h"
#include "simulator/api/specification/document_findings.h"

namespace sim::api {

class DocumentReferences {
 public:
  // Both are borrowed.
  DocumentReferences(const base::Json& document, DocumentFindings& findings)
      : document_(document), findings_(findings) {}

  // Follows references of parts that are no schemas, and moves `at` along; null, and a mistake, where they
  // lead nowhere. `part` may be null.
  const base::Json* resolved(const base::Json* part, std::string& at);

  // A mistake: what stands at `at` ("/paths/…/$ref") refers to `to`, which is nothing.
  void leads_nowhere(const std::string& at, const std::string& to);

  // Notes of a part that no method answers or takes where its reference leads nowhere or, save of a schema,
  // in a circle.
  void look_at(const base::Json& part, std::string at, bool is_schema);

 private:
  using Passed = std::map<const base::Json*, std::string>;  // with their places

  bool is_new_circle(const Passed& passed);
  std::string nearest_reference(const std::string& to) const;

  const base::Json& document_;
  DocumentFindings& findings_;
  std::set<std::string> told_;
  std::set<const base::Json*> endless_;  // parts that lead into circles
};

}  // namespace sim::api
