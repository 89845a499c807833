#include <algorithm>

#include "simulator/billing/change_argument.h"
#include "simulator/billing/change_tables.h"
#include "simulator/billing/statuses.h"

namespace sim {
namespace {

using Said = base::Result<std::string, ChangeError>;

constexpr std::chrono::days kPaymentTerm{30};  // assumed

Money amount_in(ChangeDraft& draft, const base::Node& argument) {
  return money_in(argument, draft.customer().balance.currency());
}

Said top_up(ChangeDraft& draft, const base::Node& argument) {
  const Money amount = amount_in(draft, argument);
  draft.customer().balance = draft.customer().balance - amount;
  return draft.subject_text() + " pays in " + amount.text_with_currency();
}

Said charge(ChangeDraft& draft, const base::Node& argument) {
  const Money amount = amount_in(draft, argument);
  draft.customer().balance = draft.customer().balance + amount;
  return draft.subject_text() + " is charged " + amount.text_with_currency();
}

// The customer owes as much as it may.
Said use_up(ChangeDraft& draft, const std::string& done) {
  Customer& customer = draft.customer();
  const auto funds = available_funds(customer);
  if (!funds) {
    return wrong_state(draft.subject_text() + " has no credit limit", "set a `credit_limit` first");
  }
  if (!funds->is_positive()) return draft.subject_text() + " has no funds left already";
  customer.balance = customer.balance + *funds;
  return draft.subject_text() + done;
}

Said reach_credit_limit(ChangeDraft& draft, const base::Node&) {
  if (!draft.customer().credit_limit) {
    return wrong_state(draft.subject_text() + " has no credit limit", "set a `credit_limit` first");
  }
  return use_up(draft, " reaches its credit limit");
}

Said exhaust_funds(ChangeDraft& draft, const base::Node&) { return use_up(draft, " has used up its funds"); }

Said restore_credit(ChangeDraft& draft, const base::Node&) {
  Customer& customer = draft.customer();
  if (customer.i_balance_control_type == BalanceControl::Prepaid) {
    return wrong_state(draft.subject_text() + " is prepaid", "see `top_up`");
  }
  if (!customer.balance.is_positive()) return draft.subject_text() + " owes nothing: nothing changes";
  customer.balance = Money(0, customer.balance.currency());
  return draft.subject_text() + " pays all that it owes";
}

Said issue_invoice(ChangeDraft& draft, const base::Node& argument) {
  const Customer& customer = *draft.world().customer(draft.customer().i_customer);
  const Money nothing(0, customer.balance.currency());
  Money amount = std::max(customer.balance, nothing);
  if (!argument.is_null()) amount = amount_in(draft, argument);
  Invoice invoice;
  invoice.i_invoice = draft.world().next_invoice();
  invoice.i_customer = customer.i_customer;
  invoice.invoice_number = base::date_text(draft.now()).substr(0, 4) + "-" +
                           std::to_string(100000 + invoice.i_invoice.value()).substr(1);
  invoice.amount = amount;
  invoice.adjustments = invoice.amount_paid = nothing;
  invoice.status = amount.is_zero() ? InvoiceStatus::Paid : InvoiceStatus::Unpaid;
  invoice.issue_date = draft.now();
  invoice.due_date = draft.now() + kPaymentTerm;
  invoice.period_from = customer.billed_to.value_or(customer.creation_date);
  invoice.period_to = draft.now();
  const std::string number = invoice.invoice_number;
  draft.add(std::move(invoice));
  return "customer " + customer.name + " gets invoice " + number + " of " + amount.text_with_currency();
}

}  // namespace

std::vector<ChangeRow> customer_money_changes() {
  using Kind = ArgumentKind;
  constexpr EntityKind kCustomer = EntityKind::Customer;
  return {
      {kCustomer,
       "top_up",
       Kind::Amount,
       "takes a payment",
       {},
       {},
       {"Customer/BalanceChanged", "Customer/AvailableFundsAppear"},
       false,
       top_up},
      {kCustomer,
       "charge",
       Kind::Amount,
       "adds to what the customer owes",
       {},
       {},
       {"Customer/BalanceChanged", "Customer/ZeroAvailableFunds"},
       false,
       charge},
      {kCustomer,
       "reach_credit_limit",
       Kind::None,
       "lets the customer owe as much as it may",
       {},
       {},
       {"Customer/BalanceChanged", "Customer/ZeroAvailableFunds"},
       false,
       reach_credit_limit},
      {kCustomer,
       "restore_credit",
       Kind::None,
       "lets a postpaid customer pay all that it owes",
       {},
       {},
       {"Customer/BalanceChanged", "Customer/AvailableFundsAppear"},
       false,
       restore_credit},
      {kCustomer,
       "exhaust_funds",
       Kind::None,
       "uses up what a prepaid customer has left",
       {},
       {},
       {"Customer/BalanceChanged", "Customer/ZeroAvailableFunds"},
       false,
       exhaust_funds},
      {kCustomer,
       "issue_invoice",
       Kind::OptionalAmount,
       "issues an invoice, of this amount or of what is owed",
       {},
       {},
       {"Invoice/New"},
       false,
       issue_invoice},
  };
}

}  // namespace sim
