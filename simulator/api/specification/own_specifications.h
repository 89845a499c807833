// Our own documents, as strict mode reads them. Each is read at the first call.
#pragma once

#include <string>
#include <string_view>

#include "simulator/api/realm.h"
#include "simulator/api/specification/specification.h"

namespace sim::api {

const Specification& own_specification(Realm realm);
// What it says of the method; null where it does not describe it.
const SpecifiedMethod* find_own_method(const std::string& method, Realm realm);

// What a request of the ESPF API holds in its body, by its route ("/account/i/{i_account}/status"); null
// where it has none.
const SpecifiedMethod* find_own_espf_body(std::string_view route);
// Likewise of API 2.0's login.
const SpecifiedMethod& own_login_body();

}  // namespace sim::api
