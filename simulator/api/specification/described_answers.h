// Answers as a document describes them: its examples, or one that is made of the schema.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/http.h"
#include "simulator/api/fault.h"
#include "simulator/api/specification/specification.h"

namespace sim::api {

// Examples are made when a method is first asked for, and kept. Threads: one.
class DescribedAnswers {
 public:
  // The example of the same name as the example of a request with these parameters, else the first example
  // that fits its schema, else one that is made. Faults (code assumed): Server.<Service>.<method>.no_example,
  // where none can be made that the schema allows.
  OrFault<base::HttpResponse> answer(const SpecifiedMethod& method, const base::Json& params);

 private:
  // An example that is made; "" and why, where none can be.
  struct Made {
    base::Json value;
    std::string problem;
  };
  const Made& made(const SpecifiedMethod& method);

  std::map<const SpecifiedMethod*, Made> made_;
};

}  // namespace sim::api
