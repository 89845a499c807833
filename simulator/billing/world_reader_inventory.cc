// SIM cards, DIDs, invoices.
#include "simulator/billing/text_form.h"
#include "simulator/billing/world_reader.h"

namespace sim {
namespace {

constexpr base::VirtualTime kAlways{};

const std::vector<std::pair<std::string, SimStatus>> kSimStatuses{{"available", SimStatus::Available},
                                                                  {"reserved", SimStatus::Reserved},
                                                                  {"used", SimStatus::Used},
                                                                  {"disposed", SimStatus::Disposed}};

}  // namespace

void WorldReader::read_sim_cards(const base::Node& list) {
  UniqueNames ids("i_sim_card");
  UniqueNames imsis("IMSI");
  UniqueNames iccids("ICCID");
  UniqueNames msisdns("MSISDN");
  base::read_list(list, findings_, [&](const base::Node& node) {
    SimCard card;
    std::optional<std::int64_t> id;
    RowReader row("a SIM card", findings_);
    row.id("i_sim_card", id, ids);
    row.name("imsi", true, card.imsi, imsis);
    row.name("iccid", true, card.iccid, iccids);
    row.name("msisdn", false, card.msisdn, msisdns);
    row.word("status", kSimStatuses, card.status);
    row.custom_fields("custom_fields", card.custom_fields);
    row.read(node);
    check_form(node.find("imsi"), TextForm::ImsiDigits, findings_);
    check_form(node.find("iccid"), TextForm::IccidDigits, findings_);
    check_form(node.find("msisdn"), TextForm::MsisdnDigits, findings_);
    card.i_sim_card = key_or(id, world_.next_sim_card());
    sim_cards_.emplace(card.imsi.text(), card.i_sim_card);
    sim_cards_.emplace(card.iccid.text(), card.i_sim_card);
    world_.put(card, kAlways);
  });
}

void WorldReader::give_sim_card(const base::Node& node, const Account& account, ISimCard key) {
  SimCard card = *world_.sim_card(key);
  if (card.i_account) {
    findings_.add(node,
                  "SIM card `" + node.text + "` is on account " + world_.account(*card.i_account)->id.text() +
                      " already",
                  "a SIM card is on one account: leave it out of one of them");
    return;
  }
  card.i_account = account.i_account;
  // `available` is what a card is where the file says nothing.
  if (card.status == SimStatus::Available) card.status = SimStatus::Used;
  if (card.msisdn.empty()) card.msisdn = Msisdn(number_of(account.id));
  world_.put(card, kAlways);
}

// Once the accounts have theirs: a card's own status must fit.
void WorldReader::check_sim_cards(const base::Node& list) {
  for (const base::Node& node : list.items) {
    const base::Node* imsi = node.find("imsi");
    const base::Node* status = node.find("status");
    if (imsi == nullptr || status == nullptr) continue;
    const SimCard* card = world_.sim_card(imsi->text);
    if (card == nullptr) continue;
    if (card->i_account && status->text != "used") {
      findings_.add(*status, "SIM card `" + card->imsi.text() + "` is on an account, so its status is `used`",
                    "leave `status` out");
    }
    if (!card->i_account && status->text == "used" && !findings_.incomplete()) {
      findings_.add(*status, "SIM card `" + card->imsi.text() + "` is `used` but on no account",
                    "give an account `sim: " + card->imsi.text() + "`");
    }
  }
}

void WorldReader::read_dids(const base::Node& list) {
  UniqueNames ids("i_did_number");
  UniqueNames numbers("DID");
  base::read_list(list, findings_, [&](const base::Node& node) {
    Did did;
    std::optional<std::int64_t> id;
    bool canceled = false;
    RowReader row("a DID", findings_);
    row.id("i_did_number", id, ids);
    row.name("number", true, did.number, numbers);
    row.text("description", did.description);
    row.text("country_name", did.country_name);
    row.reference("customer", false, "customer", customers_, did.i_customer);
    row.reference("account", false, "account", accounts_, did.i_account);
    row.flag("canceled", canceled);
    row.read(node);
    check_form(node.find("number"), TextForm::DidDigits, findings_);
    if (const Account* account = did.i_account ? world_.account(*did.i_account) : nullptr) {
      if (did.i_customer && did.i_customer != account->i_customer) {
        findings_.add(*node.find("account"), "account " + account->id.text() + " is another customer's",
                      "leave `customer` out: it is the account's");
      }
      did.i_customer = account->i_customer;
    }
    if (did.i_customer) did.status = DidStatus::Assigned;
    if (canceled) did.status = DidStatus::Canceled;
    did.active = !canceled;
    did.i_did_number = key_or(id, world_.next_did());
    world_.put(did, kAlways);
  });
}

void WorldReader::read_invoices(const base::Node& list) {
  UniqueNames ids("i_invoice");
  UniqueNames numbers("invoice");
  base::read_list(list, findings_, [&](const base::Node& node) {
    const base::Node* owner = node.find("customer");
    const Customer* customer = owner != nullptr ? world_.customer(owner->text) : nullptr;
    const Currency currency = customer != nullptr ? customer->balance.currency() : currency_;
    Invoice invoice;
    invoice.amount = invoice.adjustments = invoice.amount_paid = Money(0, currency);
    std::optional<std::int64_t> id;
    std::optional<ICustomer> i_customer;
    std::optional<base::VirtualTime> issued, due, from, to;
    RowReader row("an invoice", findings_);
    row.id("i_invoice", id, ids);
    row.name("number", true, invoice.invoice_number, numbers);
    row.reference("customer", true, "customer", customers_, i_customer);
    row.money("amount", currency, invoice.amount);
    row.money("adjustments", currency, invoice.adjustments);
    row.money("paid", currency, invoice.amount_paid);
    row.datetime("issue_date", issued);
    row.datetime("due_date", due);
    row.datetime("period_from", from);
    row.datetime("period_to", to);
    row.read(node);
    const base::Node* paid = node.find("paid");
    if (paid != nullptr && invoice.amount_paid > invoice.amount + invoice.adjustments) {
      findings_.add(*paid, "more is paid than the invoice amounts to",
                    "`paid` is at most `amount` and `adjustments`");
    }
    const bool due_now = invoice.amount_due().is_positive();
    invoice.status = !due_now                            ? InvoiceStatus::Paid
                     : invoice.amount_paid.is_positive() ? InvoiceStatus::PartiallyPaid
                                                         : InvoiceStatus::Unpaid;
    invoice.issue_date = issued.value_or(world_.clock());
    invoice.due_date = due.value_or(invoice.issue_date + std::chrono::days(30));
    invoice.period_to = to.value_or(invoice.issue_date);
    invoice.period_from = from.value_or(invoice.period_to - std::chrono::days(30));
    invoice.i_customer = i_customer.value_or(ICustomer(0));
    invoice.i_invoice = key_or(id, world_.next_invoice());
    world_.put(invoice, kAlways);
  });
}

}  // namespace sim
