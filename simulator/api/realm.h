// The realms of the API: who its callers are.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace sim::api {

// Each stands on a port of its own: admin 443, reseller 8442, customer 8444, account 8445 on a real system.
enum class Realm { Admin, Reseller, Customer, Account };

const std::vector<Realm>& all_realms();
// As scenarios, stubs and the ready file name it: "admin", "reseller", "customer", "account".
std::string_view realm_word(Realm realm);
// As tokens name it: "admin", "accounts" are recorded; "resellers", "customers" are assumed.
std::string_view realm_name(Realm realm);
// Either of both.
std::optional<Realm> realm_of_name(std::string_view name);

}  // namespace sim::api
