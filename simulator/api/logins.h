// Who may come in: API users of a realm, customers and accounts of the world, by password or API token.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/virtual_time.h"
#include "simulator/api/fault.h"
#include "simulator/api/options.h"
#include "simulator/billing/world.h"

namespace sim::api {

// Somebody who was let in.
struct Identity {
  Realm realm = Realm::Admin;
  std::int64_t id = 0;  // i_user; in the account realm i_account; of a customer's own login i_customer
  std::string login;
  bool is_super_user = false;
  std::optional<ICustomer> i_customer;  // whose data a reseller or customer sees
  bool admitted = false;                // by an administrator, through Session/login_to_realm
  std::int64_t i_env = 1;
};

struct LoginAttempt {
  std::string login;
  std::string password;  // "" where none was given
  std::string token;
};

class Logins {
 public:
  explicit Logins(const ApiOptions& options) : options_(options) {}

  // Any of the given secrets that is right lets in. Counts failures. Faults: Server.Session.auth_failed,
  // .cannot_login_brute_force_activity, .alert_You_must_change_password.
  OrFault<Identity> check(Realm realm, const LoginAttempt& attempt, const World& world,
                          base::VirtualTime now);
  // Why check() would refuse; it counts nothing.
  std::optional<Fault> refusal(Realm realm, const LoginAttempt& attempt, const World& world,
                               base::VirtualTime now) const;

  // Without a secret, for login_to_realm. Nothing where nobody has that login.
  std::optional<Identity> find(Realm realm, const std::string& login, const World& world) const;

  // Replaces a password from now on; the world is not touched. Faults as check(), and
  // Server.Session.change_password.empty_password (assumed).
  OrFault<void> change_password(Realm realm, const LoginAttempt& attempt, const std::string& new_password,
                                const World& world, base::VirtualTime now);

 private:
  using Key = std::pair<Realm, std::string>;
  struct Failures {
    int count = 0;
    base::VirtualTime last;
  };
  std::optional<Fault> wrong_secrets(Realm realm, const LoginAttempt& attempt, const World& world,
                                     base::VirtualTime now) const;
  // Counts a failure, or forgets those there were.
  void note(const Key& key, bool failed, base::VirtualTime now);
  bool is_right(Realm realm, const LoginAttempt& attempt, const World& world) const;

  const ApiOptions options_;
  std::map<Key, std::string> changed_passwords_;
  std::map<Key, Failures> failures_;  // at most kFailuresMax logins
};

}  // namespace sim::api
