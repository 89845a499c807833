// The methods that a document describes: its paths, and what they are sent and answer.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "simulator/api/specification/document_findings.h"
#include "simulator/api/specification/document_references.h"
#include "simulator/api/specification/schema_judge.h"
#include "simulator/api/specification/specification.h"

namespace sim::api {

// An example with its place.
struct PlacedExample {
  std::string name;  // "" where it has none
  const base::Json* value = nullptr;
  std::string at;  // "/paths/…/example"
};

struct Operations {
  std::map<std::string, SpecifiedMethod> methods;  // by name; with all their examples
  std::vector<std::string> schemas;                // of requests and answers, where they stand: "#/paths/…"
  std::vector<HeldValue> requests;                 // examples of whole bodies of JSON that have a schema
  std::vector<HeldValue> answers;                  // likewise of answers
  std::set<std::string> held;                      // the places of those, and of examples without a schema
};

// `file` is named in diagnostics.
Operations read_operations(const std::string& file, const base::Json& document,
                           DocumentReferences& references, DocumentFindings& findings);

// Whether there is a schema that its answer is held to.
bool has_json_answer(const SpecifiedMethod& method);

// What stands beside a schema in a media type, a parameter or a header at `at`.
std::vector<PlacedExample> examples_of(const base::Json& holder, const std::string& at,
                                       DocumentReferences& references);

}  // namespace sim::api
