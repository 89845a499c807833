// Calls to PortaBilling's API within the one session: a call that finds the session over is repeated once
// with a new one.
//
// Threads: any; calls block.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "provisioner/account_facts.h"
#include "provisioner/event_journal.h"
#include "provisioner/portabilling_session.h"

namespace prov {

struct ListForm;

class PortaBillingClient {
 public:
  // Borrows all but the options.
  PortaBillingClient(PortaBillingOptions options, base::HttpClient& client, PortaBillingSession& session);

  // Calls a method: "Account/get_account_info". The answer's body. Failures: no answer, a fault (its
  // faultcode is in `what`), an answer that is no JSON object.
  Outcome<base::Json> call(const std::string& method, const base::Json& params);

  // The account with its SIM cards, product and services. An unknown one does not exist(), which is no
  // failure.
  Outcome<AccountFacts> account(IAccount i_account);

  // All accounts of a customer, page by page.
  Outcome<std::vector<IAccount>> accounts_of(ICustomer i_customer);

  // All SIM cards that are assigned to an account, page by page.
  Outcome<std::vector<OwnedCard>> assigned_cards();

 private:
  Outcome<void> name_services(AccountFacts& facts);
  // Calls `page` with each list of `method` until a short one. An item without what it needs, and fewer items
  // than the answer's `total`, are failures.
  Outcome<void> pages(const std::string& method, base::Json params, const ListForm& form,
                      const std::function<void(const base::Json& list)>& page);

  const PortaBillingOptions options_;
  base::HttpClient& client_;
  PortaBillingSession& session_;

  base::Mutex mutex_;
  std::map<std::string, Service> services_ GUARDED_BY(mutex_);  // by i_service, at most 10,000
};

}  // namespace prov
