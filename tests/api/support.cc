#include "tests/api/support.h"

namespace sim::api {
namespace {

const Currency kEuro = *Currency::parse("EUR");

Money euros(std::int64_t whole) { return {whole * Money::kUnitsPerOne, kEuro}; }

Account account(std::int64_t number, const std::string& id) {
  Account row;
  row.i_account = IAccount(number);
  row.id = AccountId(id);
  row.i_customer = ICustomer(101);
  row.i_product = IProduct(1);
  row.balance = euros(5);
  row.opening_balance = euros(0);
  row.issue_date = row.activation_date = *base::parse_datetime("2025-06-01");
  row.h323_password = "sip-secret";
  return row;
}

Product product(std::int64_t number, const std::string& name, bool addon) {
  Product row;
  row.i_product = IProduct(number);
  row.name = name;
  row.addon = addon;
  row.addon_priority = addon ? 10 : 0;
  row.currency = kEuro;
  if (!addon) row.included_services = {IService(3)};
  return row;
}

SimCard card(std::int64_t number, const std::string& imsi, const std::string& iccid) {
  SimCard row;
  row.i_sim_card = ISimCard(number);
  row.imsi = Imsi(imsi);
  row.iccid = Iccid(iccid);
  return row;
}

}  // namespace

World sample_world() {
  World world;
  world.set_clock(kStart);
  world.set_services({Service{IService(3), "LTE 20M", "LTE"}});
  world.put(product(1, "LTE 20M", false), kStart);
  world.put(product(2, "LTE 100M", false), kStart);
  world.put(product(3, "Roaming", true), kStart);

  Customer customer;
  customer.i_customer = ICustomer(101);
  customer.name = "Panda Telecom";
  customer.balance = customer.opening_balance = customer.unallocated_payments = euros(0);
  customer.login = Login("panda");
  customer.password = "bamboo";
  customer.creation_date = *base::parse_datetime("2025-05-01");
  world.put(customer, kStart);

  Account first = account(1001, "380501112233");
  first.login = Login("panda1");
  first.password = "pw1";
  first.api_token = "t-panda1";
  first.service_features["clip"] = {"Y", {{"display", {"name"}}}};
  world.put(first, kStart);
  Account alias = account(1002, "380501112244");
  alias.i_master_account = IAccount(1001);
  alias.billing_model = BillingModel::Alias;
  world.put(alias, kStart);
  world.put(account(1003, "79001@msisdn"), kStart);

  SimCard used = card(1, "255010000000001", "8938001000000000001");
  used.msisdn = Msisdn("380501112233");
  used.status = SimStatus::Used;
  used.i_account = IAccount(1001);
  world.put(used, kStart);
  world.put(card(2, "255010000000002", "8938001000000000002"), kStart);

  Did did;
  did.i_did_number = IDid(1);
  did.number = DidNumber("442079460001");
  did.country_name = "United Kingdom";
  world.put(did, kStart);

  Invoice invoice;
  invoice.i_invoice = IInvoice(7);
  invoice.i_customer = ICustomer(101);
  invoice.invoice_number = "INV-7";
  invoice.amount = euros(10);
  invoice.adjustments = invoice.amount_paid = euros(0);
  invoice.issue_date = invoice.due_date = invoice.period_from = invoice.period_to = kStart;
  world.put(invoice, kStart);

  ApiUser user;
  user.i_user = IUser(42);
  user.login = Login("demo");
  user.password = "exAmple";
  user.token = "t-demo";
  user.email = "noc@example.net";
  world.set_users({user});
  return world;
}

ApiAnswer Installed::ask(const base::HttpRequest& asked, Realm realm) {
  api.advance(now);
  return api.answer(asked, api.describe(asked, realm, world), world, now, wall);
}

ApiAnswer Installed::call(const std::string& method, const base::Json& params, const base::Json& token,
                          Realm realm) {
  return ask(json_request("/rest/" + method, base::dump({{"params", params}}), base::text_of(token)), realm);
}

base::Json Installed::admin(const std::string& method, const base::Json& params) {
  const ApiAnswer answer = api.call_as_administrator(method, params, world, now, wall);
  if (answer.changes) {
    world.apply(*answer.changes, now);
    events.insert(events.end(), answer.changes->events.begin(), answer.changes->events.end());
  }
  return body_of(answer.response);
}

base::Json Installed::login(const base::Json& params, Realm realm) {
  return body_of(call("Session/login", params, "", realm).response);
}

base::HttpRequest request(std::string method, std::string target, base::Headers headers, std::string body) {
  base::HttpRequest made;
  made.method = std::move(method);
  made.target = std::move(target);
  made.headers = std::move(headers);
  made.body = std::move(body);
  return made;
}

base::HttpRequest json_request(std::string target, std::string body, const std::string& token) {
  base::Headers headers{{"Content-Type", "application/json"}};
  if (!token.empty()) headers.add("Authorization", "Bearer " + token);
  return request("POST", std::move(target), std::move(headers), std::move(body));
}

base::HttpRequest form_request(std::string target, std::string body) {
  return request("POST", std::move(target), {{"Content-Type", "application/x-www-form-urlencoded"}},
                 std::move(body));
}

base::Json body_of(const base::HttpResponse& response) {
  return base::parse_json(response.body).value_or(base::Json("no JSON: " + response.body));
}

std::vector<std::string> keys_of(const base::Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

std::vector<std::string> event_names(const std::vector<ProvisioningEvent>& events) {
  std::vector<std::string> names;
  names.reserve(events.size());
  for (const auto& event : events) names.push_back(event.event_type);
  return names;
}

}  // namespace sim::api
