// The answer of a list method: {"<name>": [...]} and, where get_total asks for it, "total".
#pragma once

#include <string>
#include <utility>

#include "simulator/api/method_table.h"
#include "simulator/billing/queries.h"

namespace sim::api {

template <class Row, class ToJson>
MethodAnswer list_answer(const Call& call, const std::string& name, const Page<Row>& page, ToJson to_json) {
  base::Json list = base::Json::array();
  for (const Row* row : page.rows) list.push_back(to_json(*row));
  MethodAnswer answer;
  answer.body[name] = std::move(list);
  if (flag(call.params, "get_total")) answer.body["total"] = page.total;
  return answer;
}

}  // namespace sim::api
