// Holds what a document shows to its schemas, and makes the answers that it does not show.
#pragma once

#include <vector>

#include "base/json.h"
#include "simulator/api/specification/document_findings.h"
#include "simulator/api/specification/read_operations.h"

namespace sim::api {

// Notes of all that breaks its schema: the examples of `operations`, and `others`, which no method answers or
// takes. Answers that break theirs are dropped; methods that have none left get one that is made
// (SpecifiedMethod::answer_proposal), or a note that says why none can be (no_answer).
// `goes_one_way`: some member in the document is `readOnly` or `writeOnly`.
void check_values(const base::Json& document, Operations& operations, const std::vector<HeldValue>& others,
                  bool goes_one_way, DocumentFindings& findings);

}  // namespace sim::api
