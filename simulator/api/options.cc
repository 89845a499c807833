#include "simulator/api/options.h"

namespace sim::api {

std::string_view realm_name(Realm realm) {
  switch (realm) {
    case Realm::Admin:
      return "admin";
    case Realm::Reseller:
      return "resellers";
    case Realm::Customer:
      return "customers";
    case Realm::Account:
      return "accounts";
  }
  return "";
}

std::optional<Realm> realm_of_name(std::string_view name) {
  for (const Realm realm : {Realm::Admin, Realm::Reseller, Realm::Customer, Realm::Account}) {
    const std::string_view plural = realm_name(realm);
    if (name == plural || (realm != Realm::Admin && name == plural.substr(0, plural.size() - 1)))
      return realm;
  }
  return std::nullopt;
}

}  // namespace sim::api
