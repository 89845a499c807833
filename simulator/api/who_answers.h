// Who answers a call: the one rule. docs/stubs.md says it from the same table.
#pragma once

#include <string_view>
#include <vector>

namespace sim::api {

// In the order in which they are asked.
enum class Answerer { Fault, Stub, Model, Specification, NotModelled, Unknown };

struct AnswererRow {
  Answerer answerer;
  std::string_view word;      // as the transcript's `answered_by` says it
  std::string_view sentence;  // for documents
};
const std::vector<AnswererRow>& answerer_table();
std::string_view answered_by(Answerer answerer);
// As `answered_by` says it of a request that is refused before anyone is asked: it is no call, its session
// has ended, its realm may not call the method, its parameters break the schema in strict mode.
inline constexpr std::string_view kRefusal = "refusal";

// Who there is for one call.
struct Candidates {
  bool fault = false;          // a fault answers in PortaBilling's place
  bool stub = false;           // a stub fits it, and has an answer left
  bool model = false;          // the method has a model
  bool specification = false;  // the user's OpenAPI document describes the method
  bool is_known = false;       // it is in the list of methods
};
Answerer who_answers(const Candidates& candidates);

}  // namespace sim::api
