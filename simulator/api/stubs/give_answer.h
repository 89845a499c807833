// What a stub answers to one call.
#pragma once

#include <cstddef>
#include <string>

#include "base/http.h"
#include "simulator/api/stubs/stub.h"
#include "simulator/api/stubs/template.h"

namespace sim::api {

struct StubResponse {
  base::HttpResponse response;
  std::string faultcode;  // "" where it is none
};

// The answer after `given` others; `call.count` is set from it. Faults (codes assumed):
// Server.<Service>.<method>.stub_used_up where all are given, .stub_failed where a `<name>` has no value.
StubResponse give_answer(const Stub& stub, std::size_t given, TemplateCall call);

}  // namespace sim::api
