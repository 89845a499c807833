#include "simulator/billing/change_argument.h"
#include "simulator/billing/change_tables.h"
#include "simulator/billing/customer_keys.h"

namespace sim {
namespace {

using Said = base::Result<std::string, ChangeError>;
using Done = base::Result<void, ChangeError>;

Said create(ChangeDraft& draft, const base::Node& argument) {
  Customer customer;
  customer.i_customer = draft.world().next_customer();
  customer.name = draft.name();
  customer.creation_date = draft.now();
  const Money nothing(0, draft.world().currency());
  customer.balance = customer.opening_balance = customer.unallocated_payments = nothing;
  Customer& row = draft.add(std::move(customer));
  if (const Done done = apply_keys(customer_keys(), draft, row, argument); !done) {
    return tl::unexpected(done.error());
  }
  return "customer " + row.name + " is created";
}

Said set(ChangeDraft& draft, const base::Node& argument) {
  const bool was_open = draft.customer().bill_status != CustomerBillStatus::Closed;
  if (const Done done = apply_keys(customer_keys(), draft, draft.customer(), argument); !done) {
    return tl::unexpected(done.error());
  }
  if (was_open && draft.customer().bill_status == CustomerBillStatus::Closed) {
    return wrong_value("a customer is closed by `terminate`, which closes its accounts too", argument);
  }
  std::string keys;
  for (const base::Member& member : argument.members) keys += (keys.empty() ? "" : ", ") + member.key;
  return draft.subject_text() + " changes: " + keys;
}

Said rename(ChangeDraft& draft, const base::Node& argument) {
  if (const Done done = rename_customer(draft, draft.customer(), argument); !done) {
    return tl::unexpected(done.error());
  }
  return draft.subject_text() + " is renamed to " + argument.text;
}

Said block(ChangeDraft& draft, const base::Node&) {
  const bool already = std::exchange(draft.customer().blocked, true);
  return draft.subject_text() + " is blocked" + (already ? " already" : "");
}

Said unblock(ChangeDraft& draft, const base::Node&) {
  const bool blocked = std::exchange(draft.customer().blocked, false);
  return draft.subject_text() + (blocked ? " is unblocked" : " is not blocked: nothing changes");
}

Said suspend(ChangeDraft& draft, const base::Node&) {
  CustomerBillStatus& status = draft.customer().bill_status;
  const bool already = std::exchange(status, CustomerBillStatus::Suspended) == CustomerBillStatus::Suspended;
  return draft.subject_text() + " is suspended" + (already ? " already" : "");
}

Said unsuspend(ChangeDraft& draft, const base::Node&) {
  Customer& customer = draft.customer();
  if (customer.bill_status != CustomerBillStatus::Suspended) {
    return draft.subject_text() + " is not suspended: nothing changes";
  }
  customer.bill_status = CustomerBillStatus::Open;
  customer.bill_suspension_delayed = false;
  return draft.subject_text() + " is no longer suspended";
}

Said limit(ChangeDraft& draft, const base::Node&) {
  const bool already = std::exchange(draft.customer().limited, true);
  return draft.subject_text() + " is limited" + (already ? " already" : "");
}

Said lift_limit(ChangeDraft& draft, const base::Node&) {
  Customer& customer = draft.customer();
  const bool limited = std::exchange(customer.limited, false);
  customer.limiting_delayed = false;
  return draft.subject_text() + (limited ? " is no longer limited" : " is not limited: nothing changes");
}

Said terminate(ChangeDraft& draft, const base::Node&) {
  Customer& customer = draft.customer();
  customer.bill_status = CustomerBillStatus::Closed;
  for (const Account* account : draft.world().accounts_of(customer.i_customer)) {
    close_account(draft.account(account->i_account));
  }
  return draft.subject_text() + " is terminated, with its accounts";
}

Said set_service_feature(ChangeDraft& draft, const base::Node& argument) {
  merge_service_feature(draft.customer().service_features, argument);
  return draft.subject_text() + " has its feature " + argument.find("name")->text + " changed";
}

Said set_custom_field(ChangeDraft& draft, const base::Node& argument) {
  merge_custom_fields(draft.customer().custom_fields, argument);
  return draft.subject_text() + " has custom fields changed";
}

}  // namespace

std::vector<ChangeRow> customer_changes() {
  using Kind = ArgumentKind;
  constexpr EntityKind kCustomer = EntityKind::Customer;
  const std::vector<std::string> set_events{"Customer/Name/Changed",
                                            "Customer/Blocked",
                                            "Customer/Unblocked",
                                            "Customer/Status/Suspended",
                                            "Customer/Status/Unsuspend",
                                            "Customer/Status/Deactivated",
                                            "Customer/Status/Activated",
                                            "Customer/Status/Exported",
                                            "Customer/Status/Imported",
                                            "Customer/Status/Changed",
                                            "Customer/CustomField/Changed",
                                            "Customer/ZeroAvailableFunds",
                                            "Customer/AvailableFundsAppear",
                                            "Account/Status/Suspended",
                                            "Account/Status/SuspensionRemoved",
                                            "Subscriber/Name/Changed",
                                            "Subscriber/ContactInfo/Changed",
                                            "Subscriber/Address/Changed"};
  return {
      {kCustomer,
       "create",
       Kind::OptionalMap,
       "adds a customer",
       argument_keys(customer_keys(), true),
       {},
       {"Customer/New"},
       true,
       create},
      {kCustomer,
       "set",
       Kind::Map,
       "changes some of the customer's data and leaves the rest",
       argument_keys(customer_keys(), false),
       {},
       set_events,
       false,
       set},
      {kCustomer,
       "rename",
       Kind::Text,
       "gives the customer another name",
       {},
       {},
       {"Customer/Name/Changed"},
       false,
       rename},
      {kCustomer, "block", Kind::None, "blocks the customer", {}, {}, {"Customer/Blocked"}, false, block},
      {kCustomer, "unblock", Kind::None, "ends the block", {}, {}, {"Customer/Unblocked"}, false, unblock},
      {kCustomer,
       "suspend",
       Kind::None,
       "suspends the customer and by that its accounts",
       {},
       {},
       {"Customer/Status/Suspended", "Account/Status/Suspended"},
       false,
       suspend},
      {kCustomer,
       "unsuspend",
       Kind::None,
       "opens a suspended customer again",
       {},
       {},
       {"Customer/Status/Unsuspend", "Account/Status/SuspensionRemoved"},
       false,
       unsuspend},
      {kCustomer,
       "limit",
       Kind::None,
       "limits the customer's services",
       {},
       {},
       {"Customer/Status/Limited"},
       false,
       limit},
      {kCustomer,
       "lift_limit",
       Kind::None,
       "ends that",
       {},
       {},
       {"Customer/Status/Changed"},
       false,
       lift_limit},
      {kCustomer,
       "terminate",
       Kind::None,
       "closes the customer and its accounts for good",
       {},
       {},
       {"Customer/Status/Closed", "Account/Status/Closed"},
       false,
       terminate},
      {kCustomer,
       "set_service_feature",
       Kind::Map,
       "switches or changes one service feature, for the accounts that inherit it too",
       service_feature_keys(),
       {},
       {"Customer/ServiceAttribute/Changed", "Account/ServiceAttribute/Changed"},
       false,
       set_service_feature},
      {kCustomer,
       "set_custom_field",
       Kind::AnyMap,
       "sets custom fields: name → value; null takes one away",
       {},
       {},
       {"Customer/CustomField/Changed"},
       false,
       set_custom_field},
  };
}

}  // namespace sim
