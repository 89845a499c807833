#include "simulator/api/specification/described_answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/json_example.h"

namespace sim::api {
namespace {

using base::Json;

// As servers take parameters: a number may be written as text.
bool is_same(const Json& a, const Json& b) {
  if (a.is_structured() != b.is_structured() || a.size() != b.size()) return false;
  if (a.is_array() && b.is_array()) return std::equal(a.begin(), a.end(), b.begin(), is_same);
  if (!a.is_object() || !b.is_object())
    return !a.is_structured() &&
           (a == b || (!a.is_null() && !b.is_null() && base::text_of(a) == base::text_of(b)));
  return std::all_of(a.items().begin(), a.items().end(), [&](const auto& member) {
    const auto other = b.find(member.key());
    return other != b.end() && is_same(member.value(), *other);
  });
}

// The example that answers a call with these parameters; null where the document shows none.
const Json* example_for(const SpecifiedMethod& method, const Json& params) {
  for (const SpecifiedExample& request : method.requests) {
    if (request.name.empty() || !is_same(*request.value, params)) continue;
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
               fmt::format("{} describes no example that fits its schema, and none could be made: {}. Say "
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
