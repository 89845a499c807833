#include "simulator/billing/account_keys.h"

#include "simulator/billing/change_tables.h"

namespace sim {
namespace {

using Done = base::Result<void, ChangeError>;

Currency currency_of(const Account& account) { return account.balance.currency(); }

Done set_id(ChangeDraft& draft, Account& account, const base::Node& value) {
  return change_account_id(draft, account, value);
}

// A new account's money is in its customer's currency.
void place_with(Account& account, const Customer& customer) {
  account.i_customer = customer.i_customer;
  account.balance = account.opening_balance = Money(0, customer.balance.currency());
  account.time_zone_name = customer.time_zone_name;
}

Done set_customer(ChangeDraft& draft, Account& account, const base::Node& value) {
  const auto customer = customer_named(draft.world(), value);
  if (!customer) return tl::unexpected(customer.error());
  place_with(account, **customer);
  return {};
}

Done set_i_customer(ChangeDraft& draft, Account& account, const base::Node& value) {
  const auto customer = customer_numbered(draft.world(), value);
  if (!customer) return tl::unexpected(customer.error());
  place_with(account, **customer);
  return {};
}

Done set_product(ChangeDraft& draft, Account& account, const base::Node& value) {
  const auto product = product_named(draft.world(), value);
  if (!product) return tl::unexpected(product.error());
  return set_main_product(account, **product, value);
}

Done set_i_product(ChangeDraft& draft, Account& account, const base::Node& value) {
  const auto product = product_numbered(draft.world(), value);
  if (!product) return tl::unexpected(product.error());
  return set_main_product(account, **product, value);
}

Done set_billing_model(ChangeDraft&, Account& account, const base::Node& value) {
  const std::string& text = value.text;
  if (text == "debit" || text == "-1") account.billing_model = BillingModel::Debit;
  if (text == "voucher" || text == "0") account.billing_model = BillingModel::Voucher;
  if (text == "credit" || text == "1") account.billing_model = BillingModel::Credit;
  return {};
}

Done set_balance_control(ChangeDraft&, Account& account, const base::Node& value) {
  account.i_account_balance_control_type = static_cast<AccountBalanceControl>(integer_in(value));
  return {};
}

Done set_role(ChangeDraft&, Account& account, const base::Node& value) {
  account.i_account_role = static_cast<int>(integer_in(value));
  return {};
}

Done set_opening_balance(ChangeDraft&, Account& account, const base::Node& value) {
  account.opening_balance = account.balance = money_in(value, currency_of(account));
  return {};
}

Done set_balance(ChangeDraft&, Account& account, const base::Node& value) {
  account.balance = money_in(value, currency_of(account));
  return {};
}

Done set_credit_limit(ChangeDraft&, Account& account, const base::Node& value) {
  account.credit_limit.reset();
  if (!value.is_null()) account.credit_limit = money_in(value, currency_of(account));
  return {};
}

Done set_blocked(ChangeDraft&, Account& account, const base::Node& value) {
  account.blocked = flag_in(value);
  return {};
}

Done set_bill_status(ChangeDraft&, Account& account, const base::Node& value) {
  account.bill_status = parse_account_bill_status(value.text).value_or(account.bill_status);
  return {};
}

Done set_activation_date(ChangeDraft&, Account& account, const base::Node& value) {
  account.activation_date = datetime_in(value);
  return {};
}

Done set_expiration_date(ChangeDraft&, Account& account, const base::Node& value) {
  account.expiration_date.reset();
  if (!value.is_null()) account.expiration_date = datetime_in(value);
  return {};
}

Done set_login(ChangeDraft& draft, Account& account, const base::Node& value) {
  const Account* other = draft.world().account_by_login(value.text);
  if (other != nullptr && other->i_account != account.i_account) {
    return refuse(base::ErrorKind::Conflict, "duplicate_login",
                  "account " + other->id.text() + " has the login `" + value.text + "`", "", &value);
  }
  account.login = Login(value.text);
  return {};
}

template <std::string Account::*Member>
Done set_text(ChangeDraft&, Account& account, const base::Node& value) {
  account.*Member = value.text;
  return {};
}

Done set_custom_fields(ChangeDraft&, Account& account, const base::Node& value) {
  merge_custom_fields(account.custom_fields, value);
  return {};
}

Done set_sim(ChangeDraft& draft, Account& account, const base::Node& value) {
  return assign_sim_card(draft, account, value);
}

ArgumentKey key(const char* name, ArgumentKind kind, const char* sentence,
                std::vector<std::string> words = {}) {
  return {name, kind, false, sentence, std::move(words), false};
}

ArgumentKey nullable(ArgumentKey which) {
  which.nullable = true;
  return which;
}

ArgumentKey needed(ArgumentKey which) {
  which.required = true;
  return which;
}

std::vector<RowKey<Account>> make_keys() {
  using Kind = ArgumentKind;
  std::vector<RowKey<Account>> keys{
      {needed(key("customer", Kind::Customer, "whose account it is")), true, set_customer},
      {instead_of("customer", key("i_customer", Kind::CustomerNumber, "the same by number")), true,
       set_i_customer},
      {of_form(TextForm::NotEmpty, key("id", Kind::Text, "the account ID")), false, set_id},
      {needed(key("product", Kind::Product, "the main product")), false, set_product},
      {instead_of("product", key("i_product", Kind::ProductNumber, "the same by number")), false,
       set_i_product},
      {key("billing_model", Kind::Word, "debit (-1), voucher (0) or credit (1)",
           {"debit", "voucher", "credit", "-1", "0", "1"}),
       true, set_billing_model},
      {key("i_account_balance_control_type", Kind::Word, "3: spends its customer's funds", {"1", "2", "3"}),
       true, set_balance_control},
      {key("i_account_role", Kind::Integer, "8: mobile"), true, set_role},
      {key("opening_balance", Kind::Money, "the balance to begin with"), true, set_opening_balance},
      {key("balance", Kind::Money, "the balance"), true, set_balance},
      {nullable(key("credit_limit", Kind::Money, "the credit limit; null: none")), false, set_credit_limit},
      {key("blocked", Kind::Flag, "whether it is blocked"), false, set_blocked},
      {key("bill_status", Kind::Word, "O open, I inactive, S suspended, C closed", {"O", "I", "S", "C"}),
       false, set_bill_status},
      {key("activation_date", Kind::DateTime, "active from then on"), false, set_activation_date},
      {nullable(key("expiration_date", Kind::DateTime, "expired from then on; null: never")), false,
       set_expiration_date},
      {key("login", Kind::Text, "the login of the account's self-care"), false, set_login},
      {key("password", Kind::Text, "its password"), false, set_text<&Account::password>},
      {key("h323_password", Kind::Text, "the service password"), false, set_text<&Account::h323_password>},
      {key("api_token", Kind::Text, "the account's API token"), false, set_text<&Account::api_token>},
      {key("time_zone_name", Kind::Text, "its time zone"), false, set_text<&Account::time_zone_name>},
      {key("custom_fields", Kind::AnyMap, "custom fields to set; null takes one away"), false,
       set_custom_fields},
      {key("sim", Kind::Sim, "its SIM card: IMSI, ICCID or MSISDN"), false, set_sim}};
  for (RowKey<Account>& person : person_keys<Account>()) keys.push_back(std::move(person));
  return keys;
}

}  // namespace

const std::vector<RowKey<Account>>& account_keys() {
  static const std::vector<RowKey<Account>> keys = make_keys();
  return keys;
}

base::Result<void, ChangeError> set_main_product(Account& account, const Product& product,
                                                 const base::Node& at) {
  if (product.addon) {
    return wrong_value("`" + product.name + "` is an add-on, not a main product", at, "see `add_addon`");
  }
  if (product.currency != currency_of(account)) {
    return wrong_value("product `" + product.name + "` is in " + product.currency.text() +
                           ", the account in " + currency_of(account).text(),
                       at);
  }
  account.i_product = product.i_product;
  return {};
}

base::Result<void, ChangeError> change_account_id(ChangeDraft& draft, Account& account,
                                                  const base::Node& id) {
  const Account* other = draft.world().account(id.text);
  if (other != nullptr && other->i_account != account.i_account) {
    return refuse(base::ErrorKind::Conflict, "duplicate_id", "there is an account `" + id.text + "` already",
                  "", &id);
  }
  SimCard* card = draft.sim_card_of(account.i_account);
  const bool follows = card != nullptr && card->msisdn.text() == number_of(account.id);
  account.id = AccountId(id.text);
  if (follows) card->msisdn = Msisdn(number_of(account.id));
  return {};
}

}  // namespace sim
