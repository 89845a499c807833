// How entities look on the wire: the members and types of recorded answers; what no recording shows is marked
// in the sources of this folder as ours.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "base/json.h"
#include "base/virtual_time.h"
#include "simulator/api/options.h"
#include "simulator/billing/world.h"

namespace sim::api {

struct AccountShape {
  bool included_services = false;
  bool service_features = true;
  bool detailed = false;  // extension_id, extension_name, i_master_account, alias_list
  bool auth = false;      // login, password, api_token
  bool in_list = false;   // sip_status
};

// account_info: the 60 recorded members and those that `shape` adds; `status` is absent where the account is
// fine.
base::Json account_json(const World& world, const Account& account, const AccountShape& shape,
                        const ApiOptions& options, base::VirtualTime now);
base::Json customer_json(const World& world, const Customer& customer);
base::Json product_json(const World& world, const Product& product, const ApiOptions& options);
base::Json addon_json(const World& world, const AssignedAddon& addon);
base::Json sim_card_json(const SimCard& card);
base::Json invoice_json(const Invoice& invoice);
base::Json did_json(const World& world, const Did& did);
base::Json service_json(const Service& service);

// [{name, flag_value, effective_flag_value, locked, locks, attributes}] of all features that the account, its
// customer or its product speak of, by name.
base::Json service_features_json(const World& world, const Account& account);
base::Json service_features_json(const Customer& customer);
base::Json service_features_json(const Product& product);

// [{name, value}] in the order of names (ours).
base::Json custom_fields_json(const CustomFields& fields);

base::Json datetime_or_null(std::optional<base::VirtualTime> time);
base::Json date_or_null(std::optional<base::VirtualTime> time);
base::Json money_or_null(const std::optional<Money>& money);
inline std::string_view yes_no_text(bool yes) { return yes ? "Y" : "N"; }
// i_time_zone: an id for each zone name (ours; 1 for UTC).
int time_zone_id(std::string_view name);
void add_formats(base::Json& object);  // in_date_format … out_time_format

}  // namespace sim::api
