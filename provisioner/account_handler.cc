#include "provisioner/account_handler.h"

#include <algorithm>
#include <set>
#include <utility>

namespace prov {
namespace {

tl::unexpected<Failure> journal_failed(const base::Error& error) {
  return failure(FailureKind::Passing, error.what);
}

}  // namespace

AccountHandler::AccountHandler(Mapping mapping, PortaBillingClient& portabilling, ExternalSystem& hss,
                               EventJournal& journal, base::Log& log)
    : mapping_(std::move(mapping)), portabilling_(portabilling), hss_(hss), journal_(journal), log_(log) {}

Outcome<AccountDone> AccountHandler::handle(IAccount i_account, const std::function<void()>& begun,
                                            std::vector<PendingEvent>& derived) {
  const auto facts = portabilling_.account(i_account);
  if (!facts) return tl::unexpected(facts.error());
  const auto wanted = wanted_records(*facts, mapping_);

  // Everything that may have to do with this account. What we remember only shrinks while we wait for the
  // locks.
  std::set<std::string> imsis;
  for (const auto& card : facts->sim_cards) imsis.insert(card.imsi);
  auto remembered = journal_.imsis_of(i_account);
  if (!remembered) return journal_failed(remembered.error());
  imsis.insert(remembered->begin(), remembered->end());
  const auto held = imsis_.take(imsis);
  remembered = journal_.imsis_of(i_account);
  if (!remembered) return journal_failed(remembered.error());

  AccountDone done;
  const auto begin = [&] {
    if (!std::exchange(done.provisioned, true)) begun();
  };
  if (!wanted.empty() || !remembered->empty()) begin();

  std::set<std::string> to_ask(remembered->begin(), remembered->end());
  for (const auto& card : facts->sim_cards) to_ask.insert(card.imsi);
  std::map<std::string, Subscriber> current;
  for (const auto& imsi : to_ask) {
    auto found = hss_.find(imsi);
    if (!found) return tl::unexpected(found.error());
    if (*found) current.emplace(imsi, std::move(**found));
  }

  const auto plan = plan_account(wanted, current, *remembered);
  if (!plan.operations.empty()) begin();
  if (!plan.claims.empty()) {
    auto displaced = journal_.claim(i_account, facts->i_customer, plan.claims);
    if (!displaced) return journal_failed(displaced.error());
    derived.insert(derived.end(), displaced->begin(), displaced->end());
  }
  if (auto applied = apply(plan.operations); !applied) return tl::unexpected(applied.error());
  done.operations = plan.operations.size();
  done.released_imsis = plan.releases;
  return done;
}

Outcome<void> AccountHandler::apply(const std::vector<HssOperation>& operations) {
  for (const auto& operation : operations) {
    if (const auto* put = std::get_if<Put>(&operation)) {
      if (auto ok = hss_.put(put->subscriber); !ok) return ok;
      log_.info("put", {{"imsi", put->subscriber.imsi},
                        {"msisdn", put->subscriber.msisdn},
                        {"profile", put->subscriber.profile},
                        {"barred", put->subscriber.barred ? "true" : "false"}});
    } else {
      const auto& imsi = std::get<Remove>(operation).imsi;
      if (auto ok = hss_.remove(imsi); !ok) return ok;
      log_.info("removed", {{"imsi", imsi}});
    }
  }
  return {};
}

}  // namespace prov
