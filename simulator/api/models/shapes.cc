#include "simulator/api/models/shapes.h"

#include <string>
#include <utility>

namespace sim::api {

base::Json datetime_or_null(std::optional<base::VirtualTime> time) {
  return time ? base::Json(base::datetime_text(*time)) : base::Json();
}

base::Json date_or_null(std::optional<base::VirtualTime> time) {
  return time ? base::Json(base::date_text(*time)) : base::Json();
}

base::Json money_or_null(const std::optional<Money>& money) {
  return money ? money->to_json() : base::Json();
}

int time_zone_id(std::string_view name) {
  static constexpr std::pair<std::string_view, int> kZones[] = {
      {"UTC", 1},           {"Europe/London", 2}, {"Europe/Prague", 3},    {"Europe/Kiev", 4},
      {"Europe/Berlin", 5}, {"Europe/Madrid", 6}, {"America/New_York", 7}, {"America/Vancouver", 8},
  };
  for (const auto& [zone, id] : kZones) {
    if (zone == name) return id;
  }
  return 1;
}

void add_formats(base::Json& object) {
  object["in_date_format"] = "YYYY-MM-DD";
  object["in_time_format"] = "HH24:MI:SS";
  object["out_date_format"] = "YYYY-MM-DD";
  object["out_time_format"] = "HH24:MI:SS";
  object["out_date_time_format"] = "YYYY-MM-DD HH24:MI:SS";
}

base::Json custom_fields_json(const CustomFields& fields) {
  base::Json list = base::Json::array();
  for (const auto& [name, value] : fields) list.push_back({{"name", name}, {"value", value}});
  return list;
}

base::Json service_json(const Service& service) {
  return {{"i_service", service.i_service.value()}, {"name", service.name}, {"service_type", service.type}};
}

base::Json sim_card_json(const SimCard& card) {
  return {
      {"i_sim_card", card.i_sim_card.value()},
      {"i_account", card.i_account ? base::Json(card.i_account->value()) : base::Json()},
      {"iccid", card.iccid.text()},
      {"imsi", card.imsi.text()},
      {"msisdn", card.msisdn.text()},
      {"status", wire_text(card.status)},
  };
}

// Beside i_invoice, i_customer, invoice_number and issue_date the members are ours.
base::Json invoice_json(const Invoice& invoice) {
  return {
      {"i_invoice", invoice.i_invoice.value()},
      {"i_customer", invoice.i_customer.value()},
      {"invoice_number", invoice.invoice_number},
      {"issue_date", base::date_text(invoice.issue_date)},
      {"due_date", base::date_text(invoice.due_date)},
      {"period_from", base::datetime_text(invoice.period_from)},
      {"period_to", base::datetime_text(invoice.period_to)},
      {"amount_net", invoice.amount.to_json()},
      {"adjustments", invoice.adjustments.to_json()},
      {"amount_paid", invoice.amount_paid.to_json()},
      {"amount_due", invoice.amount_due().to_json()},
      {"iso_4217", invoice.amount.currency().text()},
      {"invoice_status", wire_text(invoice.status)},
  };
}

base::Json did_json(const World& world, const Did& did) {
  base::Json json = {
      {"i_did_number", did.i_did_number.value()},
      {"number", did.number.text()},
      {"did_number", did.number.text()},
      {"description", did.description},
      {"country_name", did.country_name},
      {"i_customer", did.i_customer ? base::Json(did.i_customer->value()) : base::Json()},
      {"i_account", did.i_account ? base::Json(did.i_account->value()) : base::Json()},
      {"i_master_account", nullptr},
      {"pricing", nullptr},
      {"extension_id", nullptr},
      {"status", wire_text(did.status)},                           // ours
      {"frozen", yes_no_text(did.status == DidStatus::Canceled)},  // ours
  };
  const Account* account = did.i_account ? world.account(*did.i_account) : nullptr;
  if (account != nullptr && account->i_master_account)
    json["i_master_account"] = account->i_master_account->value();
  return json;
}

}  // namespace sim::api
