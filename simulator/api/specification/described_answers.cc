#include "simulator/api/specification/described_answers.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "base/json_example.h"
#include "base/json_schema.h"

namespace sim::api {
namespace {

using base::Json;

// The example that answers a call with these parameters; null where the document shows none.
const Json* example_for(const SpecifiedMethod& method, const Json& params) {
  for (const SpecifiedExample& request : method.requests) {
    if (request.name.empty() || *request.value != params) continue;
    for (const SpecifiedExample& answer : method.answers) {
      if (answer.name == request.name) return answer.value;
    }
  }
  return method.answers.empty() ? nullptr : method.answers.front().value;
}

base::HttpResponse file_response(const SpecifiedMethod& method, const Json* example) {
  const std::string& type = method.content_type;
  std::string ending = type.substr(type.find('/') + 1);
  ending = ending.substr(0, ending.find_first_of(";+*"));
  base::HttpResponse response;
  response.status = method.status;
  response.headers.set("Content-Type", type);
  response.headers.set("Content-Disposition", fmt::format("attachment; filename=\"{}{}{}\"",
                                                          method.name.substr(method.name.find('/') + 1),
                                                          ending.empty() ? "" : ".", ending));
  if (example != nullptr) response.body = base::text_of(*example);
  return response;
}

}  // namespace

const DescribedAnswers::Made& DescribedAnswers::made(const SpecifiedMethod& method) {
  if (const auto found = made_.find(&method); found != made_.end()) return found->second;
  Made made;
  auto value = base::example_of(*method.answer, *method.document);
  const auto schema = base::JsonSchema::compile(*method.answer, *method.document);
  if (!value) {
    made.problem = "its schema describes a value without an end";
  } else if (!schema) {
    made.problem = schema.error().what;
  } else if (const auto broken = schema->violations(*value); !broken.empty()) {
    made.problem = base::to_text(broken.front());
  } else {
    made.value = std::move(*value);
  }
  return made_.emplace(&method, std::move(made)).first->second;
}

OrFault<base::HttpResponse> DescribedAnswers::answer(const SpecifiedMethod& method, const Json& params) {
  const Json* example = example_for(method, params);
  const bool is_json = method.content_type.find("json") != std::string::npos;
  if (!method.content_type.empty() && !is_json) return file_response(method, example);
  if (example == nullptr && method.answer != nullptr) {
    const Made& own = made(method);
    if (!own.problem.empty()) {
      return fault(
          fault_code("Server", method.name, "no_example"),
          fmt::format("{} describes no example, and none could be made that its schema allows: {}. Say "
                      "what is answered as `stubs: [{{method: {}, answer: {{body: …}}}}]`",
                      method.place(), own.problem, method.name));
    }
    example = &own.value;
  }
  return base::json_response(method.status, example == nullptr ? "{}" : base::dump(*example));
}

}  // namespace sim::api
