#include "simulator/api/models/shapes.h"
#include "simulator/billing/statuses.h"

namespace sim::api {
namespace {

void add_identity(base::Json& json, const Account& account) {
  json["i_account"] = account.i_account.value();
  json["id"] = account.id.text();
  json["i_customer"] = account.i_customer.value();
  json["i_product"] = account.i_product.value();
  json["i_subscriber"] = account.i_account.value();  // of the person record; ours
  json["i_account_role"] = account.i_account_role;
  json["i_role"] = 4;
  json["i_acl"] = 155;
  json["i_time_zone"] = time_zone_id(account.time_zone_name);
  json["billing_model"] = static_cast<int>(account.billing_model);
  json["i_account_balance_control_type"] = static_cast<int>(account.i_account_balance_control_type);
}

void add_status(base::Json& json, const World& world, const Account& account, base::VirtualTime now) {
  json["bill_status"] = wire_text(account.bill_status);
  json["blocked"] = yes_no_text(account.blocked);
  json["is_active"] = is_active(account, now) ? 1 : 0;
  if (const auto word = account_status(world, account, now)) json["status"] = *word;
  const Customer* customer = world.customer(account.i_customer);
  if (customer == nullptr) return;
  json["customer_name"] = customer->name;
  json["customer_bill_status"] = wire_text(customer->bill_status);
  json["customer_blocked"] = yes_no_text(customer->blocked);
  json["customer_bill_suspended"] = customer->bill_status == CustomerBillStatus::Suspended ? 1 : 0;
  json["cust_bill_suspension_delayed"] = customer->bill_suspension_delayed ? 1 : 0;
}

void add_dates(base::Json& json, const Account& account, base::VirtualTime now) {
  json["issue_date"] = base::datetime_text(account.issue_date);
  json["activation_date"] = base::date_text(account.activation_date);
  json["expiration_date"] = date_or_null(account.expiration_date);
  json["first_usage"] = date_or_null(account.first_usage);
  json["first_usage_time"] = datetime_or_null(account.first_usage);
  json["last_usage"] = datetime_or_null(account.last_usage);
  json["inactivity_expire_time"] = nullptr;
  json["life_time"] = nullptr;
  const base::VirtualTime since = account.last_usage.value_or(account.issue_date);
  json["idle_days"] = now < since ? 0 : (now - since) / std::chrono::hours(24);
}

void add_person(base::Json& json, const Person& person) {
  json["companyname"] = person.companyname;
  json["salutation"] = person.salutation;
  json["midinit"] = person.midinit;
  json["cont1"] = "";
  json["cont2"] = "";
  json["phone1"] = person.phone1;
  json["phone2"] = person.phone2;
  json["faxnum"] = "";
  json["bcc"] = "";
  json["address_line_2"] = person.address_line_2;
  json["note"] = person.note;
  // Recorded only where they are set.
  if (!person.firstname.empty()) json["firstname"] = person.firstname;
  if (!person.lastname.empty()) json["lastname"] = person.lastname;
  if (!person.email.empty()) json["email"] = person.email;
  if (!person.zip.empty()) json["zip"] = person.zip;
}

base::Json included_services_json(const World& world, const Account& account, const ApiOptions& options) {
  base::Json list = base::Json::array();
  const Product* product = world.product(account.i_product);
  if (product == nullptr) return list;
  for (const IService i_service : product->included_services) {
    const Service* service = world.service(i_service);
    if (options.included_services == IncludedServices::Objects && service != nullptr) {
      list.push_back(service_json(*service));
    } else {
      list.push_back(i_service.value());
    }
  }
  return list;
}

}  // namespace

base::Json account_json(const World& world, const Account& account, const AccountShape& shape,
                        const ApiOptions& options, base::VirtualTime now) {
  base::Json json = base::Json::object();
  add_identity(json, account);
  add_status(json, world, account, now);
  add_dates(json, account, now);
  add_person(json, account.person);
  add_formats(json);

  json["balance"] = account.balance.to_json();
  json["opening_balance"] = account.opening_balance.to_json();
  json["credit_limit"] = money_or_null(account.credit_limit);
  json["iso_4217"] = account.balance.currency().text();

  const Product* product = world.product(account.i_product);
  json["product_name"] = product == nullptr ? "" : product->name;
  json["product_visible_name"] = json["product_name"];
  json["included_services"] =
      shape.included_services ? included_services_json(world, account, options) : base::Json::array();
  json["assigned_addons"] = base::Json::array();
  for (const AssignedAddon& addon : account.assigned_addons) {
    json["assigned_addons"].push_back(addon_json(world, addon));
  }

  json["h323_password"] = account.h323_password;
  json["i_lang"] = "en";
  json["iso_639_1"] = "en";
  json["time_zone_name"] = account.time_zone_name;
  json["ecommerce_enabled"] = "N";
  json["has_custom_fields"] = account.custom_fields.empty() ? 0 : 1;
  json["service_flags"] = "";
  if (shape.service_features) json["service_features"] = service_features_json(world, account);

  if (shape.auth) {
    json["login"] = account.login.text();
    json["password"] = account.password;
    json["api_token"] = account.api_token;
  }
  if (shape.detailed) {
    json["extension_id"] = nullptr;
    json["extension_name"] = nullptr;
    json["i_master_account"] =
        account.i_master_account ? base::Json(account.i_master_account->value()) : base::Json();
  }
  if (shape.in_list) json["sip_status"] = 0;
  return json;
}

}  // namespace sim::api
