// The `<name>`s of a stub's answer: what may stand there, and what is put in when it is given.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/map_reader.h"
#include "base/result.h"
#include "base/virtual_time.h"
#include "simulator/api/options.h"
#include "simulator/billing/world.h"

namespace sim::api {

struct TemplateName {
  std::string_view name;  // "account.id"
  std::string_view sentence;
};
// All but `params` and `params.…`, which are the call's own: "params.account_info.id", "params.list.0".
const std::vector<TemplateName>& template_names();

// Adds a finding for each `<name>` that can never stand for anything, and a note for each text that was
// probably meant to be one. `params`: what the stub asks of the call's parameters, or null.
void check_template(const base::Node& node, const base::Node* params, base::Findings& findings);

// Where which parameter of the call is put in.
struct ParameterNamed {
  const base::Node* where = nullptr;  // the text, in the node that was looked through
  std::string path;                   // "account_info.id" of `<params.account_info.id>`
};
std::vector<ParameterNamed> parameters_named(const base::Node& node);

// The call that is answered. Everything is borrowed.
struct TemplateCall {
  std::string_view method;
  Realm realm = Realm::Admin;
  const base::Json& params;
  const World& world;
  std::optional<IAccount> i_account;
  std::optional<ICustomer> i_customer;
  base::VirtualTime now;
  const ApiOptions& options;
  std::size_t count = 1;  // the how many-th answer of the stub it is
};

// Puts the values in: a whole `<name>` becomes the value with its type, null where the call or the row has
// none of that name. Errors: Invalid, in words: a name of an account where the call is about none that the
// world knows, nothing or an object within a text.
base::Result<base::Node> fill_in(const base::Node& node, const TemplateCall& call);

}  // namespace sim::api
