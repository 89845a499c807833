// What would become of a call, and why: the rule of who_answers.h, row by row. For `espf explain`.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "simulator/api/options.h"
#include "simulator/api/who_answers.h"

namespace sim::api {

struct ExplainQuestion {
  std::string method;                // "Account/get_account_info", "v2/products", "espf/v1/groups"
  Realm realm = Realm::Admin;        // on whose port it is asked
  std::optional<base::Json> params;  // an object; none: whatever they are
};

// The method that a person means who writes it as a path: "/rest/Account/get_account_info",
// "/api/v2/products".
std::string method_meant(std::string_view text);

struct Explanation {
  // One that the rule asks; of stubs one row for each that is for the method in this realm.
  struct Row {
    enum class There {
      No,
      Yes,
      Depends
    } there = There::No;  // Depends: on the parameters, which are not said
    Answerer answerer = Answerer::Unknown;
    std::string what;   // for people: which it is, or why there is none
    std::string place;  // "stubs.yaml:3:5", "AdminInterface.json#/paths/…"; "" where there is none
  };

  std::string method;
  Realm realm = Realm::Admin;
  bool is_method = false;  // false: PortaBilling has none of that name, nor has the user's document
  std::string asked_as;    // "POST /rest/Account/get_account_info"; "" where it is no method
  std::string meaning;     // "" where our documents do not describe it
  std::string needs;       // what a call must come with: "a session", "no session" …; likewise
  std::vector<Row> rows;
  std::size_t answers = 0;  // which row, unless one before it that depends does; rows.size() for none
  std::string held_to;  // where parameters are described that strict mode holds the call to; "" for nothing
  std::string refused;  // why it is refused before anyone is asked; "" where it is not
  std::string fault;    // what answers it with a fault that can be told beforehand; "" where none can
  std::string advice;   // of a method that nobody answers: how to stub it, or which was meant; else ""
};

// `stub_answers`: how many each of options.stubs has given; empty: none yet.
Explanation explain(const ExplainQuestion& question, const ApiOptions& options,
                    const std::vector<std::size_t>& stub_answers = {});

// {method, realm, is_method, asked_as, meaning, needs, answered_by, rows: [{number, answered_by, there: true,
// false or "by params", answers, would_answer, what, place}], held_to, refused, fault, advice}; what is "" is
// left out. `number` counts the rule's rows from 1; of a call that is refused `answered_by` is "refusal", and
// the row that would answer has `would_answer` in place of `answers`.
base::Json to_json(const Explanation& explanation);

}  // namespace sim::api
