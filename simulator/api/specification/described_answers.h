// Answers as a document describes them: its examples, or one that is made of the schema.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/http.h"
#include "simulator/api/fault.h"
#include "simulator/api/specification/specification.h"

namespace sim::api {

// Why the method is never answered as described, whatever its parameters:
// Server.<Service>.<method>.no_example (code assumed), where its document shows no answer and none can be
// made that the schema allows.
std::optional<Fault> no_answer(const SpecifiedMethod& method);

// Examples are made when a method is first asked for, and kept. Threads: one.
class DescribedAnswers {
 public:
  // The example of the same name as the example of a request with these parameters, else the first example
  // that fits its schema, else one that is made. Faults: that of no_answer().
  OrFault<base::HttpResponse> answer(const SpecifiedMethod& method, const base::Json& params);

 private:
  const base::Json& made(const SpecifiedMethod& method);

  std::map<const SpecifiedMethod*, base::Json> made_;
};

}  // namespace sim::api
