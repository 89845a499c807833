#include "simulator/billing/change_argument.h"
#include "simulator/billing/change_tables.h"

namespace sim {
namespace {

using Said = base::Result<std::string, ChangeError>;

Money amount_in(ChangeDraft& draft, const base::Node& argument) {
  return money_in(argument, draft.invoice().amount.currency());
}

void settle_status(Invoice& invoice) {
  if (!invoice.amount_due().is_positive()) {
    invoice.status = InvoiceStatus::Paid;
  } else {
    invoice.status = invoice.amount_paid.is_positive() ? InvoiceStatus::PartiallyPaid : InvoiceStatus::Unpaid;
  }
}

// A payment is the customer's: it owes that much less.
void take_payment(ChangeDraft& draft, Money amount) {
  Invoice& invoice = draft.invoice();
  invoice.amount_paid = invoice.amount_paid + amount;
  settle_status(invoice);
  Customer& customer = draft.customer(invoice.i_customer);
  customer.balance = customer.balance - amount;
}

Said pay(ChangeDraft& draft, const base::Node&) {
  const Money due = draft.invoice().amount_due();
  if (!due.is_positive()) return draft.subject_text() + " is paid already";
  take_payment(draft, due);
  return draft.subject_text() + " is paid";
}

Said pay_partly(ChangeDraft& draft, const base::Node& argument) {
  const Money amount = amount_in(draft, argument);
  const Money due = draft.invoice().amount_due();
  if (amount >= due) {
    return wrong_state(draft.subject_text() + " has only " + due.text_with_currency() + " to pay", argument,
                       "see `pay`");
  }
  take_payment(draft, amount);
  return draft.subject_text() + " is paid partly: " + amount.text_with_currency();
}

Said refund(ChangeDraft& draft, const base::Node& argument) {
  const Money amount = amount_in(draft, argument);
  const Money paid = draft.invoice().amount_paid;
  if (amount > paid) {
    return wrong_state(draft.subject_text() + " has only " + paid.text_with_currency() + " paid", argument);
  }
  take_payment(draft, -amount);
  return draft.subject_text() + " is refunded " + amount.text_with_currency();
}

Said adjust(ChangeDraft& draft, const base::Node& argument) {
  Invoice& invoice = draft.invoice();
  const Money amount = amount_in(draft, argument);
  invoice.adjustments = invoice.adjustments + amount;
  settle_status(invoice);
  return draft.subject_text() + " is adjusted by " + amount.text_with_currency();
}

}  // namespace

std::vector<ChangeRow> invoice_changes() {
  using Kind = ArgumentKind;
  constexpr EntityKind kInvoice = EntityKind::Invoice;
  const std::vector<std::string> paid{"Invoice/AmountPaid/Changed", "Invoice/Status/Changed",
                                      "Customer/BalanceChanged", "Customer/AvailableFundsAppear"};
  const std::vector<std::string> refunded{"Invoice/AmountPaid/Changed", "Invoice/Status/Changed",
                                          "Customer/BalanceChanged", "Customer/ZeroAvailableFunds"};
  return {
      {kInvoice, "pay", Kind::None, "pays what is due", {}, {}, paid, false, pay},
      {kInvoice, "pay_partly", Kind::Amount, "pays a part", {}, {}, paid, false, pay_partly},
      {kInvoice,
       "refund",
       Kind::Amount,
       "gives a part of what was paid back",
       {},
       {},
       refunded,
       false,
       refund},
      {kInvoice,
       "adjust",
       Kind::Money,
       "adds to what is due; less with a minus",
       {},
       {},
       {"Invoice/Adjustments/Changed", "Invoice/Status/Changed"},
       false,
       adjust},
  };
}

}  // namespace sim
