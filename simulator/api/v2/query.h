// What a request asks of a list or of one row, from the parameters behind the `?`: all of them read and
// checked before anything is computed.
//
//   fields=id,name            plan.h
//   limit=20&offset=40        a page; `total` counts the rows of all pages
//   sort=name,-id             plain fields, `-` for the greatest first; text without regard to case; what is
//                             equal stays in the order of ids
//   name=LTE%&type=main       plain fields: rows must fit all of them. Text: `%` stands for any text, case
//                             does not count. Numbers and words: equal.
//
// An empty parameter counts as absent.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/uri.h"
#include "simulator/api/options.h"
#include "simulator/api/v2/plan.h"

namespace sim::api::v2 {

struct Filter {
  const Field* field;
  std::string pattern;      // of a Text or a Word
  std::int64_t number = 0;  // of an Integer
};

struct SortKey {
  const Field* field;
  bool descending = false;
};

struct ListQuery {
  Plan plan;
  std::vector<Filter> filters;
  std::vector<SortKey> sort;
  std::size_t limit = 0;
  std::size_t offset = 0;
};

// The names of a list's parameters: the four above, then the plain fields.
std::vector<std::string> list_parameters(const Entity& entity);

// Errors: 400 with everything that is wrong: unknown and doubled parameters, unknown fields, values of the
// wrong kind, a limit over options.page_limit_max.
OrProblem<ListQuery> read_list_query(const Entity& entity, const base::FormFields& parameters,
                                     const ApiOptions& options);
// Of one row, which takes `fields` alone.
OrProblem<Plan> read_row_query(const Entity& entity, const base::FormFields& parameters);

// {"data": […], "total": N}. The fields of the plan are computed for the rows of the page alone; what is
// filtered by, for all rows; what is sorted by, for those that fit. Errors: 400 too_much.
OrProblem<base::Json> answer_list(const ListQuery& query, const World& world);
// {"data": {…}}
OrProblem<base::Json> answer_row(const Plan& plan, const World& world, Row row);

}  // namespace sim::api::v2
