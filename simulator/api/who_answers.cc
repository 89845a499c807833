#include "simulator/api/who_answers.h"

namespace sim::api {

const std::vector<AnswererRow>& answerer_table() {
  static const std::vector<AnswererRow> table{
      {Answerer::Fault, "fault",
       "A fault that a scenario declares for the call and that answers in its place."},
      {Answerer::Stub, "stub", "The first stub that the call fits."},
      {Answerer::Model, "model", "The method's model: it reads and changes the world."},
      {Answerer::Specification, "specification",
       "An example of the OpenAPI document of the user's own PortaBilling (`--openapi FILE`), where that "
       "describes the method."},
      {Answerer::NotModelled, "nothing",
       "The method is known but not modelled: a fault, `Server.<Service>.<method>.not_modelled` (assumed), "
       "says so and how to stub it."},
      {Answerer::Unknown, "nothing",
       "The method is unknown: a fault (assumed) says which one was probably meant."},
  };
  return table;
}

std::string_view answered_by(Answerer answerer) {
  for (const AnswererRow& row : answerer_table()) {
    if (row.answerer == answerer) return row.word;
  }
  return "nothing";
}

Answerer who_answers(const Candidates& candidates) {
  if (candidates.fault) return Answerer::Fault;
  if (candidates.stub) return Answerer::Stub;
  if (candidates.model) return Answerer::Model;
  if (candidates.specification) return Answerer::Specification;
  return candidates.is_known ? Answerer::NotModelled : Answerer::Unknown;
}

}  // namespace sim::api
