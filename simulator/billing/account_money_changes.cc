#include "simulator/billing/change_argument.h"
#include "simulator/billing/change_tables.h"
#include "simulator/billing/statuses.h"

namespace sim {
namespace {

using Said = base::Result<std::string, ChangeError>;

bool has_own_money(const Account& account) {
  return account.billing_model == BillingModel::Debit || account.billing_model == BillingModel::Voucher;
}

base::Result<void, ChangeError> needs_own_balance(ChangeDraft& draft) {
  const Account& account = draft.account();
  const bool subordinate = account.i_account_balance_control_type == AccountBalanceControl::Subordinate;
  if (has_own_money(account) || !subordinate) return {};
  const Customer* customer = draft.world().customer(account.i_customer);
  return wrong_state(draft.subject_text() + " spends its customer's funds",
                     "change customer " + customer->name + " instead");
}

base::Result<Money, ChangeError> amount_in(ChangeDraft& draft, const base::Node& argument) {
  if (const auto own = needs_own_balance(draft); !own) return tl::unexpected(own.error());
  return money_in(argument, draft.account().balance.currency());
}

Said top_up(ChangeDraft& draft, const base::Node& argument) {
  const auto amount = amount_in(draft, argument);
  if (!amount) return tl::unexpected(amount.error());
  Account& account = draft.account();
  account.balance = has_own_money(account) ? account.balance + *amount : account.balance - *amount;
  return draft.subject_text() + " is topped up by " + amount->text_with_currency();
}

Said charge(ChangeDraft& draft, const base::Node& argument) {
  const auto amount = amount_in(draft, argument);
  if (!amount) return tl::unexpected(amount.error());
  Account& account = draft.account();
  account.balance = has_own_money(account) ? account.balance - *amount : account.balance + *amount;
  return draft.subject_text() + " is charged " + amount->text_with_currency();
}

Said exhaust_funds(ChangeDraft& draft, const base::Node&) {
  if (const auto own = needs_own_balance(draft); !own) return tl::unexpected(own.error());
  Account& account = draft.account();
  const auto funds = available_funds(draft.world(), account);
  if (!funds) {
    return wrong_state(draft.subject_text() + " has no credit limit, so its funds have no end",
                       "set a `credit_limit` first");
  }
  if (!funds->is_positive()) return draft.subject_text() + " has no funds left already";
  account.balance = has_own_money(account) ? Money(0, funds->currency()) : *account.credit_limit;
  return draft.subject_text() + " has used up its funds";
}

std::string quota_text(const base::Node& argument) {
  if (argument.text == "msg") return "messaging quota";
  if (argument.text == "netaccess") return "internet quota";
  return "service quota";
}

Said exceed_quota(ChangeDraft& draft, const base::Node& argument) {
  const bool news = draft.account().quotas_exceeded.insert(argument.text).second;
  return draft.subject_text() + " exceeds its " + quota_text(argument) + (news ? "" : " already");
}

Said restore_quota(ChangeDraft& draft, const base::Node& argument) {
  const bool had = draft.account().quotas_exceeded.erase(argument.text) > 0;
  return draft.subject_text() + (had ? " may use its " : " has not exceeded its ") + quota_text(argument) +
         (had ? " again" : ": nothing changes");
}

Said expire_quota(ChangeDraft& draft, const base::Node& argument) {
  const std::string_view event_type = argument.text == "msg" ? "Account/Service/Msg/QuotaExpired"
                                      : argument.text == "netaccess"
                                          ? "Account/Service/Netaccess/QuotaExpired"
                                          : "Account/Service/QuotaExpired";
  draft.record(event_type, draft.account().i_account);
  return draft.subject_text() + " has its " + quota_text(argument) + " expired";
}

}  // namespace

std::vector<ChangeRow> account_money_changes() {
  using Kind = ArgumentKind;
  constexpr EntityKind kAccount = EntityKind::Account;
  const std::vector<std::string> quotas{"service", "msg", "netaccess"};
  return {
      {kAccount,
       "top_up",
       Kind::Amount,
       "adds money to the account",
       {},
       {},
       {"Account/BalanceChanged", "Account/AvailableFundsAppear"},
       false,
       top_up},
      {kAccount,
       "charge",
       Kind::Amount,
       "takes money from the account, as usage does",
       {},
       {},
       {"Account/BalanceChanged", "Account/ZeroAvailableFunds"},
       false,
       charge},
      {kAccount,
       "exhaust_funds",
       Kind::None,
       "uses up the account's own funds",
       {},
       {},
       {"Account/BalanceChanged", "Account/ZeroAvailableFunds"},
       false,
       exhaust_funds},
      {kAccount,
       "exceed_quota",
       Kind::Word,
       "uses up a quota: service, msg or netaccess",
       {},
       quotas,
       {"Account/Service/QuotaExceeded", "Account/Service/Msg/QuotaExceeded",
        "Account/Service/Netaccess/QuotaExceeded"},
       false,
       exceed_quota},
      {kAccount,
       "restore_quota",
       Kind::Word,
       "makes an exceeded quota available again",
       {},
       quotas,
       {"Account/Service/QuotaAvailable"},
       false,
       restore_quota},
      {kAccount,
       "expire_quota",
       Kind::Word,
       "lets a quota expire (from MR115)",
       {},
       quotas,
       {"Account/Service/QuotaExpired", "Account/Service/Msg/QuotaExpired",
        "Account/Service/Netaccess/QuotaExpired"},
       false,
       expire_quota},
  };
}

}  // namespace sim
