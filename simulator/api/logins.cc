#include "simulator/api/logins.h"

#include <algorithm>

#include "base/crypto.h"

namespace sim::api {
namespace {

constexpr std::size_t kFailuresMax = 10'000;

struct Secrets {
  std::string password;
  std::string token;
};

std::string user_realm(Realm realm) {
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

std::optional<std::pair<Identity, Secrets>> look_up(Realm realm, const std::string& login,
                                                    const World& world) {
  if (login.empty()) return std::nullopt;
  if (realm == Realm::Account) {
    const Account* account = world.account_by_login(login);
    if (account == nullptr || account->bill_status == AccountBillStatus::Closed) return std::nullopt;
    return std::pair{
        Identity{realm, account->i_account.value(), login, false, account->i_customer, false, world.i_env()},
        Secrets{account->password, account->api_token}};
  }
  if (const ApiUser* user = world.user(user_realm(realm), login)) {
    return std::pair{Identity{realm, user->i_user.value(), login, user->is_super_user, user->i_customer,
                              false, world.i_env()},
                     Secrets{user->password, user->token}};
  }
  if (realm == Realm::Admin) return std::nullopt;
  const Customer* customer = world.customer_by_login(login);
  const bool fits = customer != nullptr && customer->bill_status != CustomerBillStatus::Closed &&
                    (customer->i_customer_type == 1) == (realm == Realm::Customer);
  if (!fits) return std::nullopt;
  return std::pair{
      Identity{realm, customer->i_customer.value(), login, false, customer->i_customer, false, world.i_env()},
      Secrets{customer->password, ""}};
}

bool same(const std::string& given, const std::string& right) {
  return !right.empty() && base::equal_secrets(given, right);
}

}  // namespace

bool Logins::is_right(Realm realm, const LoginAttempt& attempt, const World& world) const {
  const auto found = look_up(realm, attempt.login, world);
  if (!found) return false;
  const auto changed = changed_passwords_.find({realm, attempt.login});
  const std::string& password =
      changed == changed_passwords_.end() ? found->second.password : changed->second;
  return same(attempt.password, password) || same(attempt.token, found->second.token);
}

std::optional<Fault> Logins::wrong_secrets(Realm realm, const LoginAttempt& attempt, const World& world,
                                           base::VirtualTime now) const {
  const auto failures = failures_.find({realm, attempt.login});
  if (options_.failed_logins_max > 0 && failures != failures_.end() &&
      failures->second.count >= options_.failed_logins_max &&
      now < failures->second.last + options_.failed_logins_lock) {
    return Fault{"Server.Session.cannot_login_brute_force_activity",
                 "Too many failed logins; this login is locked for a while."};
  }
  if (is_right(realm, attempt, world)) return std::nullopt;
  return Fault{"Server.Session.auth_failed",
               "The login or password is incorrect. Please note: your password is case sensitive."};
}

std::optional<Fault> Logins::refusal(Realm realm, const LoginAttempt& attempt, const World& world,
                                     base::VirtualTime now) const {
  if (auto wrong = wrong_secrets(realm, attempt, world, now)) return wrong;
  const auto& locked = options_.must_change_password;
  if (std::find(locked.begin(), locked.end(), attempt.login) != locked.end() &&
      changed_passwords_.find({realm, attempt.login}) == changed_passwords_.end()) {
    return Fault{"Server.Session.alert_You_must_change_password",
                 "You must change your password: call Session/change_password."};
  }
  return std::nullopt;
}

OrFault<Identity> Logins::check(Realm realm, const LoginAttempt& attempt, const World& world,
                                base::VirtualTime now) {
  const auto refused = refusal(realm, attempt, world, now);
  const bool failed = refused && refused->faultcode == "Server.Session.auth_failed";
  note({realm, attempt.login}, failed, now);
  if (refused) return tl::unexpected(*refused);
  return look_up(realm, attempt.login, world)->first;
}

void Logins::note(const Key& key, bool failed, base::VirtualTime now) {
  if (options_.failed_logins_max == 0) return;
  const auto known = failures_.find(key);
  if (!failed) {
    // A lock stays; a login that succeeds has none.
    if (known != failures_.end() && known->second.count < options_.failed_logins_max) failures_.erase(known);
    return;
  }
  if (known == failures_.end() && failures_.size() >= kFailuresMax) failures_.erase(failures_.begin());
  Failures& failures = failures_[key];
  // The lock has run out: it begins anew.
  if (failures.count >= options_.failed_logins_max) failures.count = 0;
  ++failures.count;
  failures.last = now;
}

std::optional<Identity> Logins::find(Realm realm, const std::string& login, const World& world) const {
  const auto found = look_up(realm, login, world);
  if (!found) return std::nullopt;
  return found->first;
}

OrFault<void> Logins::change_password(Realm realm, const LoginAttempt& attempt,
                                      const std::string& new_password, const World& world,
                                      base::VirtualTime now) {
  const auto wrong = wrong_secrets(realm, attempt, world, now);
  note({realm, attempt.login}, wrong && wrong->faultcode == "Server.Session.auth_failed", now);
  if (wrong) return tl::unexpected(*wrong);
  if (new_password.empty()) {
    return fault("Server.Session.change_password.empty_password", "The new password must not be empty.");
  }
  changed_passwords_[{realm, attempt.login}] = new_password;
  return {};
}

}  // namespace sim::api
