#include "simulator/api/specification/described_answers.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "base/json_example.h"

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

const Json& DescribedAnswers::made(const SpecifiedMethod& method) {
  if (const auto found = made_.find(&method); found != made_.end()) return found->second;
  auto value = base::example_of(*method.answer, *method.document, method.answer_proposal);
  return made_.emplace(&method, std::move(value).value_or(Json::object())).first->second;
}

std::optional<Fault> no_answer(const SpecifiedMethod& method) {
  if (method.no_answer.empty()) return std::nullopt;
  return Fault{fault_code("Server", method.name, "no_example"),
               fmt::format("{} describes no example, and none could be made that its schema allows: {}. Say "
                           "what is answered as `stubs: [{{method: {}, answer: {{body: …}}}}]`",
                           method.place(), method.no_answer, method.name)};
}

OrFault<base::HttpResponse> DescribedAnswers::answer(const SpecifiedMethod& method, const Json& params) {
  const Json* example = example_for(method, params);
  const bool is_json = method.content_type.find("json") != std::string::npos;
  if (!method.content_type.empty() && !is_json) return file_response(method, example);
  if (auto none = no_answer(method)) return tl::unexpected(*std::move(none));
  if (example == nullptr && method.answer != nullptr) example = &made(method);
  return base::json_response(method.status, example == nullptr ? "{}" : base::dump(*example));
}

}  // namespace sim::api
