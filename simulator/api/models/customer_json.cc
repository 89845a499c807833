#include "simulator/api/models/shapes.h"
#include "simulator/billing/statuses.h"

namespace sim::api {
namespace {

void add_person(base::Json& json, const Person& person) {
  json["salutation"] = person.salutation;
  json["firstname"] = person.firstname;
  json["midinit"] = person.midinit;
  json["lastname"] = person.lastname;
  json["companyname"] = person.companyname;
  json["email"] = person.email;
  json["cont1"] = "";
  json["cont2"] = "";
  json["phone1"] = person.phone1;
  json["phone2"] = person.phone2;
  json["faxnum"] = "";
  json["baddr1"] = person.baddr1;
  json["address_line_2"] = person.address_line_2;
  json["city"] = person.city;
  json["state"] = person.state;
  json["zip"] = person.zip;
  json["country"] = person.country;
  json["note"] = person.note;
}

// What the model knows nothing of, with the values of a plain customer.
void add_unmodelled(base::Json& json) {
  for (const char* name : {"suspension_delay_date", "deactivate_on", "restore_on", "terminate_on",
                           "purge_after_months", "i_template", "ot_i_template", "i_commission_plan"}) {
    json[name] = nullptr;
  }
  for (const char* name : {"billing_lock", "override_tariffs_enabled", "balance_transfer_allowed",
                           "callshop_enabled", "generate_invoice_earlier"}) {
    json[name] = "N";
  }
  json["suspend_on_insuff_funds"] = "N";
  json["invoice_generation_enabled"] = "Y";
  json["onetime_invoice_generation_enabled"] = "N";
  json["estimate_taxes"] = 0;
  json["inclusive_taxation"] = 0;
  json["scheduled_status_change_list"] = base::Json::array();
  json["i_acl"] = 151;
  json["i_role"] = 3;
  json["i_lang"] = "en";
}

bool is_credit_exceeded(const Customer& customer) {
  const auto funds = available_funds(customer);
  return funds && !funds->is_positive();
}

}  // namespace

base::Json customer_json(const World& world, const Customer& customer) {
  base::Json json = base::Json::object();
  add_unmodelled(json);
  add_person(json, customer.person);
  add_formats(json);
  json["i_customer"] = customer.i_customer.value();
  json["name"] = customer.name;
  json["login"] = customer.login.text();
  json["i_parent"] = customer.i_parent ? base::Json(customer.i_parent->value()) : base::Json();
  json["i_customer_type"] = customer.i_customer_type;
  json["i_customer_class"] = customer.i_customer_class;
  json["i_office_type"] = customer.i_office_type;
  json["i_balance_control_type"] = static_cast<int>(customer.i_balance_control_type);
  json["bill_status"] = wire_text(customer.bill_status);
  json["blocked"] = yes_no_text(customer.blocked);
  if (const auto word = customer_status(world, customer)) json["status"] = *word;
  json["bill_suspension_delayed"] = customer.bill_suspension_delayed ? 1 : 0;
  json["balance"] = customer.balance.to_json();
  json["opening_balance"] = customer.opening_balance.to_json();
  json["credit_limit"] = money_or_null(customer.credit_limit);
  json["perm_credit_limit"] = money_or_null(customer.perm_credit_limit);
  json["credit_exceed"] = is_credit_exceeded(customer) ? 1 : 0;
  json["unallocated_payments"] = customer.unallocated_payments.to_json();
  json["iso_4217"] = customer.balance.currency().text();
  json["i_billing_period"] = customer.i_billing_period;
  json["billed_to"] = datetime_or_null(customer.billed_to);
  json["next_billed_to"] = datetime_or_null(customer.next_billed_to);
  json["creation_date"] = base::datetime_text(customer.creation_date);
  json["i_time_zone"] = time_zone_id(customer.time_zone_name);
  json["i_ui_time_zone"] = json["i_time_zone"];
  json["has_custom_fields"] = customer.custom_fields.empty() ? 0 : 1;
  json["is_used"] = world.accounts_of(customer.i_customer).empty() ? 0 : 1;
  json["service_features"] = service_features_json(customer);
  return json;
}

}  // namespace sim::api
