// Who there is for a call of a method of /rest: what who_answers.h chooses from, for the Api and explain.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/api/api.h"
#include "simulator/api/method_table.h"
#include "simulator/api/options.h"
#include "simulator/api/specification/request_checks.h"
#include "simulator/api/specification/specification.h"
#include "simulator/api/who_answers.h"

namespace sim::api {

// Pointers lead into the method table and into ApiOptions::specifications.
struct Answerers {
  const Method* model = nullptr;
  bool realm_may_call_model = false;
  const SpecifiedMethod* specification = nullptr;  // of the user's document that describes it in the realm
  bool is_known = false;                           // in the list of methods

  // Where the user's document has the method in a realm that our model does not have it in, that answers.
  Candidates candidates(bool stub) const;
  // Stubs are called with a session, save in place of a method that needs none.
  bool needs_session() const;
};
Answerers find_answerers(const ApiOptions& options, const std::string& method, Realm realm);

// What strict mode holds a call to: the user's document or, where that does not describe what the method is
// sent, ours. Null: neither does, or `options` do not ask for it.
const SpecifiedMethod* held_to(const ApiOptions& options, const Answerers& answerers,
                               const std::string& method, Realm realm);

// Why a call is not done; nothing where it may be. Codes assumed.
Fault not_for_realm(const std::string& method, Realm realm);
// … by what strict mode holds it to, if that is anything.
std::optional<Fault> not_as_described(const SpecifiedMethod* held_to, const base::Json& params,
                                      RequestChecks& checks);
// … likewise, since a part of it is missing that must be there.
std::optional<Fault> parts_not_as_described(const SpecifiedMethod* held_to, const Described& call);
// … likewise, by its `auth_info`, before that is looked at.
std::optional<Fault> auth_info_not_as_described(const SpecifiedMethod* held_to, const base::Json& auth_info,
                                                RequestChecks& checks);
// … by the user's document, which answers it.
std::optional<Fault> wrong_parameter(const SpecifiedMethod& described, const base::Json& params,
                                     RequestChecks& checks);

// Every method that a call of /rest may mean: those that are known, of the user's documents and of stubs.
std::vector<std::string> methods_meant(const ApiOptions& options);

// The fault where nobody answers: how to stub the method, or which of `names` was probably meant. Codes
// assumed: what is answered for an unknown method is not attested.
// REQUIRES: Answerer::NotModelled or Answerer::Unknown
Fault nobody_answers(Answerer answerer, const std::string& method, const std::vector<std::string>& names);

}  // namespace sim::api
