// The realms of the API: who its callers are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

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
// Likewise, as a person writes it. Errors: Invalid, with what was probably meant.
base::Result<Realm> read_realm(const std::string& word);
// realm_word() of all.
std::vector<std::string> realm_words();

}  // namespace sim::api
