#include "simulator/api/realm.h"

#include "base/diagnostic.h"

namespace sim::api {

const std::vector<Realm>& all_realms() {
  static const std::vector<Realm> realms{Realm::Admin, Realm::Reseller, Realm::Customer, Realm::Account};
  return realms;
}

std::string_view realm_word(Realm realm) {
  switch (realm) {
    case Realm::Admin:
      return "admin";
    case Realm::Reseller:
      return "reseller";
    case Realm::Customer:
      return "customer";
    case Realm::Account:
      return "account";
  }
  return "";
}

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
  for (const Realm realm : all_realms()) {
    if (name == realm_name(realm) || name == realm_word(realm)) return realm;
  }
  return std::nullopt;
}

base::Result<Realm> read_realm(const std::string& word) {
  if (const auto realm = realm_of_name(word)) return *realm;
  return base::fail(base::ErrorKind::Invalid,
                    "there is no realm `" + word + "`: " + base::suggestion(word, realm_words()));
}

std::vector<std::string> realm_words() {
  std::vector<std::string> words;
  for (const Realm realm : all_realms()) words.emplace_back(realm_word(realm));
  return words;
}

}  // namespace sim::api
