#include "simulator/billing/customer_keys.h"

namespace sim {
namespace {

using Done = base::Result<void, ChangeError>;

Currency currency_of(const Customer& customer) { return customer.balance.currency(); }

Done set_name(ChangeDraft& draft, Customer& customer, const base::Node& value) {
  return rename_customer(draft, customer, value);
}

Done set_currency(ChangeDraft&, Customer& customer, const base::Node& value) {
  const Money nothing(0, Currency::parse(value.text).value_or(Currency()));
  customer.balance = customer.opening_balance = customer.unallocated_payments = nothing;
  return {};
}

Done set_reseller(const World& world, Customer& customer, const Customer& reseller, const base::Node& value) {
  if (const auto why = why_no_reseller(world, reseller)) return wrong_value(why->what, value, why->help);
  customer.i_parent = reseller.i_customer;
  return {};
}

Done set_parent(ChangeDraft& draft, Customer& customer, const base::Node& value) {
  const auto parent = customer_named(draft.world(), value);
  if (!parent) return tl::unexpected(parent.error());
  return set_reseller(draft.world(), customer, **parent, value);
}

Done set_i_parent(ChangeDraft& draft, Customer& customer, const base::Node& value) {
  const auto parent = customer_numbered(draft.world(), value);
  if (!parent) return tl::unexpected(parent.error());
  return set_reseller(draft.world(), customer, **parent, value);
}

Done set_type(ChangeDraft&, Customer& customer, const base::Node& value) {
  customer.i_customer_type = static_cast<int>(integer_in(value));
  return {};
}

Done set_balance_control(ChangeDraft&, Customer& customer, const base::Node& value) {
  const bool prepaid = value.text == "prepaid" || value.text == "2";
  customer.i_balance_control_type = prepaid ? BalanceControl::Prepaid : BalanceControl::Postpaid;
  return {};
}

Done set_opening_balance(ChangeDraft&, Customer& customer, const base::Node& value) {
  customer.opening_balance = customer.balance = money_in(value, currency_of(customer));
  return {};
}

Done set_credit_limit(ChangeDraft&, Customer& customer, const base::Node& value) {
  customer.credit_limit.reset();
  if (!value.is_null()) customer.credit_limit = money_in(value, currency_of(customer));
  return {};
}

Done set_period(ChangeDraft&, Customer& customer, const base::Node& value) {
  customer.i_billing_period = static_cast<int>(integer_in(value));
  return {};
}

Done set_bill_status(ChangeDraft&, Customer& customer, const base::Node& value) {
  customer.bill_status = parse_customer_bill_status(value.text).value_or(customer.bill_status);
  return {};
}

template <bool Customer::*Member>
Done set_flag(ChangeDraft&, Customer& customer, const base::Node& value) {
  customer.*Member = flag_in(value);
  return {};
}

template <std::string Customer::*Member>
Done set_text(ChangeDraft&, Customer& customer, const base::Node& value) {
  customer.*Member = value.text;
  return {};
}

Done set_login(ChangeDraft& draft, Customer& customer, const base::Node& value) {
  const Customer* other = draft.world().customer_by_login(value.text);
  if (other != nullptr && other->i_customer != customer.i_customer) {
    return refuse(base::ErrorKind::Conflict, "duplicate_login",
                  "customer " + other->name + " has the login `" + value.text + "`", "", &value);
  }
  customer.login = Login(value.text);
  return {};
}

Done set_custom_fields(ChangeDraft&, Customer& customer, const base::Node& value) {
  merge_custom_fields(customer.custom_fields, value);
  return {};
}

ArgumentKey key(const char* name, ArgumentKind kind, const char* sentence,
                std::vector<std::string> words = {}, bool nullable = false) {
  return {name, kind, false, sentence, std::move(words), nullable};
}

std::vector<RowKey<Customer>> make_keys() {
  using Kind = ArgumentKind;
  std::vector<RowKey<Customer>> keys{
      {of_form(TextForm::NotEmpty, key("name", Kind::Text, "the name")), false, set_name},
      {of_form(TextForm::CurrencyLetters, key("currency", Kind::Text, "ISO 4217, as USD")), true,
       set_currency},
      {instead_of("currency", of_form(TextForm::CurrencyLetters,
                                      key("iso_4217", Kind::Text, "the same, as the wire spells it"))),
       true, set_currency},
      {key("reseller", Kind::Customer, "the reseller that it belongs to"), true, set_parent},
      {instead_of("reseller", key("i_parent", Kind::CustomerNumber, "the same by number")), true,
       set_i_parent},
      {key("i_customer_type", Kind::Word, "1 retail, 2 reseller, 3 distributor", {"1", "2", "3"}), true,
       set_type},
      {key("i_balance_control_type", Kind::Word, "postpaid (1) or prepaid (2)",
           {"postpaid", "prepaid", "1", "2"}),
       true, set_balance_control},
      {key("opening_balance", Kind::Money, "what it owes to begin with"), true, set_opening_balance},
      {key("credit_limit", Kind::Money, "the credit limit; null: none", {}, true), false, set_credit_limit},
      {key("i_billing_period", Kind::Integer, "1 day, 2 week, 3 semi-month, 4 month"), false, set_period},
      {key("blocked", Kind::Flag, "whether it is blocked"), false, set_flag<&Customer::blocked>},
      {key("bill_status", Kind::Word, "O open, S suspended, C closed, E exported, D deactivated",
           {"O", "S", "C", "E", "D"}),
       false, set_bill_status},
      {key("bill_suspension_delayed", Kind::Flag, "a suspension that is not in force yet"), false,
       set_flag<&Customer::bill_suspension_delayed>},
      {key("login", Kind::Text, "the login of the customer's self-care"), false, set_login},
      {key("password", Kind::Text, "its password"), false, set_text<&Customer::password>},
      {key("time_zone_name", Kind::Text, "its time zone"), false, set_text<&Customer::time_zone_name>},
      {key("custom_fields", Kind::AnyMap, "custom fields to set; null takes one away"), false,
       set_custom_fields}};
  for (RowKey<Customer>& person : person_keys<Customer>()) keys.push_back(std::move(person));
  return keys;
}

}  // namespace

NoReseller no_reseller(const std::string& customer, const std::vector<std::string>& resellers) {
  const std::string meant = base::nearest(customer, resellers);
  return {"customer `" + customer + "` is no reseller",
          meant.empty() ? "a reseller has `i_customer_type: 2`" : "did you mean `" + meant + "`?"};
}

std::optional<NoReseller> why_no_reseller(const World& world, const Customer& customer) {
  if (customer.i_customer_type == kResellerType) return std::nullopt;
  std::vector<std::string> resellers;
  for (const Customer* each : world.customers()) {
    if (each->i_customer_type == kResellerType) resellers.push_back(each->name);
  }
  return no_reseller(customer.name, resellers);
}

const std::vector<RowKey<Customer>>& customer_keys() {
  static const std::vector<RowKey<Customer>> keys = make_keys();
  return keys;
}

base::Result<void, ChangeError> rename_customer(ChangeDraft& draft, Customer& customer,
                                                const base::Node& name) {
  const Customer* other = draft.world().customer(name.text);
  if (other != nullptr && other->i_customer != customer.i_customer) {
    return refuse(base::ErrorKind::Conflict, "duplicate_name",
                  "there is a customer `" + name.text + "` already", "", &name);
  }
  customer.name = name.text;
  return {};
}

}  // namespace sim
