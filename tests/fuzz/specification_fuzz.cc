// Any OpenAPI document is read or says where it is wrong; what is read answers its methods, and holds
// requests.
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "simulator/api/specification/described_answers.h"
#include "simulator/api/specification/request_checks.h"
#include "simulator/api/specification/specification.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sim::api;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const SpecificationRead read = read_specification("fuzz.json", text, all_realms());
  assert(read.specification.has_value() == read.mistakes.empty());
  for (const auto* all : {&read.mistakes, &read.notes}) {
    for (const base::Diagnostic& each : *all) assert(!base::render(each, text).empty());
  }
  if (!read.specification) return 0;
  assert(!read.specification->text_at("http://127.0.0.1:1").empty());
  DescribedAnswers answers;
  RequestChecks checks;
  const base::Json params = {{"i_account", "1"}, {"list", {1, nullptr}}};
  for (const auto& [name, method] : read.specification->methods()) {
    checks.problem(method, params, Strictness::Lenient);
    checks.problem(method, params, Strictness::Strict);
    checks.auth_info_problem(method, params);
    const auto answer = answers.answer(method, params);
    assert(answer || !answer.error().faultstring.empty());
  }
  return 0;
}
