#include "provisioner/portabilling_client.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "provisioner/http_outcome.h"
#include "provisioner/json_values.h"

namespace prov {

// What the list of an answer is called, and what each of its items must have.
struct ListForm {
  const char* name_end;
  const char* needed;
  bool (*has_needed)(const base::Json& item);
};

namespace {

constexpr int kPagesMax = 100'000;
constexpr std::size_t kServicesMax = 10'000;

// The name of the list of SIM cards is not documented: `card_list`, `sim_card_list`, … (assumed).
constexpr ListForm kCards{"card_list", "imsi",
                          [](const base::Json& item) { return !text_member(item, "imsi").empty(); }};
constexpr ListForm kAccounts{"account_list", "i_account", [](const base::Json& item) {
                               return integer_member(item, "i_account").value_or(0) > 0;
                             }};

// Null where the answer has none of that name.
const base::Json* list_of(const base::Json& answer, const ListForm& form) {
  for (const auto& [name, value] : answer.items()) {
    if (name.ends_with(form.name_end)) return &value;
  }
  return nullptr;
}

// How an answer without a list says that there are none (assumed).
bool says_that_there_are_none(const base::Json& answer, const base::Json* list) {
  if (answer.empty()) return true;
  const auto total = integer_member(answer, "total");
  if (list != nullptr) return list->is_null() && total.value_or(0) == 0;
  return answer.size() == 1 && total == 0;
}

}  // namespace

PortaBillingClient::PortaBillingClient(PortaBillingOptions options, base::HttpClient& client,
                                       PortaBillingSession& session)
    : options_(std::move(options)), client_(client), session_(session) {}

Outcome<base::Json> PortaBillingClient::call(const std::string& method, const base::Json& params) {
  const auto params_json = base::dump(params);
  auto token = session_.token();
  for (bool repeated = false;; repeated = true) {
    if (!token) return tl::unexpected(token.error());
    const auto response =
        response_of(client_.send(rest_request(options_.url, method, params_json, *token), options_.timeout),
                    "PortaBilling", method);
    if (!response) return tl::unexpected(response.error());
    const auto fault = fault_of(*response);
    const bool over = response->status == 401 || (fault && fault->is_session_over());
    if (over && !repeated) {
      token = session_.renew(*token);
      continue;
    }
    if (fault) {
      return failure(FailureKind::Passing,
                     method + " failed: " + fault->faultcode + ": " + fault->faultstring);
    }
    if (response->status != 200) {
      auto why = refused(*response, "PortaBilling", method);
      why.kind = FailureKind::Passing;
      return tl::unexpected(std::move(why));
    }
    auto json = base::parse_json(response->body);
    if (!json || !json->is_object()) {
      return failure(FailureKind::Passing,
                     "PortaBilling answered " + method + " with something that is no JSON object");
    }
    return std::move(*json);
  }
}

Outcome<AccountFacts> PortaBillingClient::account(IAccount i_account) {
  const auto info =
      call("Account/get_account_info", {{"i_account", i_account.value()}, {"get_included_services", 1}});
  if (!info) return tl::unexpected(info.error());
  if (const auto why = why_no_account(i_account, *info); !why.empty())
    return failure(FailureKind::Passing, "PortaBilling answered Account/get_account_info " + why);
  auto facts = read_account(i_account, *info);
  // A closed account is asked for its cards too: one that is still on it may be in the external system.
  if (facts.id.empty() && !facts.exists) return facts;
  auto listed = pages("SIMCard/get_card_list", {{"i_account", i_account.value()}}, kCards,
                      [&](const base::Json& list) { read_sim_cards(facts, list); });
  if (!listed) return tl::unexpected(listed.error());
  if (!facts.exists) return facts;
  if (facts.i_product) {
    const auto product = call("Product/get_product_info", {{"i_product", *facts.i_product}});
    if (!product) return tl::unexpected(product.error());
    if (const auto why = why_nothing(*product, "product_info", "i_product", std::to_string(*facts.i_product));
        !why.empty())
      return failure(FailureKind::Passing, "PortaBilling answered Product/get_product_info " + why);
    read_product(facts, *product);
  }
  if (auto named = name_services(facts); !named) return tl::unexpected(named.error());
  return facts;
}

Outcome<void> PortaBillingClient::name_services(AccountFacts& facts) {
  for (auto& service : facts.services) {
    if (!service.name.empty() || options_.known_services.contains(service.i_service)) continue;
    {
      base::MutexLock lock(mutex_);
      const auto known = services_.find(service.i_service);
      if (known != services_.end()) service = known->second;
    }
    if (!service.name.empty()) continue;
    const base::Json as_told(service.i_service);
    const auto number = integer_of(as_told);  // as the API describes its parameter
    const auto answer =
        call("Service/get_service_info", {{"i_service", number ? base::Json(*number) : as_told}});
    if (!answer) return tl::unexpected(answer.error());
    const auto* info = member(*answer, "service_info");
    if (const auto why = why_nothing(*answer, "service_info", "i_service", service.i_service); !why.empty())
      return failure(FailureKind::Passing, "PortaBilling answered Service/get_service_info " + why);
    if (info == nullptr) continue;
    service.name = text_member(*info, "name");
    service.type = text_member(*info, "service_type");
    base::MutexLock lock(mutex_);
    if (!service.name.empty() && services_.size() < kServicesMax) services_[service.i_service] = service;
  }
  return {};
}

Outcome<void> PortaBillingClient::pages(const std::string& method, base::Json params, const ListForm& form,
                                        const std::function<void(const base::Json& list)>& page) {
  params["limit"] = options_.page_size;
  const base::Json none = base::Json::array();
  std::int64_t listed = 0;
  for (int number = 0; number < kPagesMax; ++number) {
    params["offset"] = number * options_.page_size;
    const auto answer = call(method, params);
    if (!answer) return tl::unexpected(answer.error());
    const auto* told = list_of(*answer, form);
    const bool is_list = told != nullptr && told->is_array();
    if (!is_list && !says_that_there_are_none(*answer, told))
      return failure(FailureKind::Passing, "PortaBilling answered " + method + " without a list");
    const base::Json& list = is_list ? *told : none;
    if (!std::all_of(list.begin(), list.end(), form.has_needed))
      return failure(FailureKind::Passing,
                     "PortaBilling answered " + method + " with an item that has no " + form.needed);
    listed += static_cast<std::int64_t>(list.size());
    const bool is_last = list.size() < static_cast<std::size_t>(options_.page_size);
    if (is_last && integer_member(*answer, "total").value_or(0) > listed)
      return failure(FailureKind::Passing, "PortaBilling answered " + method + " with fewer than it counts");
    page(list);
    if (is_last) return {};
  }
  return failure(FailureKind::Passing, method + " does not come to an end");
}

Outcome<std::vector<IAccount>> PortaBillingClient::accounts_of(ICustomer i_customer) {
  std::set<IAccount> accounts;
  auto listed = pages("Account/get_account_list", {{"i_customer", i_customer.value()}}, kAccounts,
                      [&](const base::Json& list) {
                        for (const auto& item : list) {
                          if (const auto i_account = integer_member(item, "i_account"))
                            accounts.insert(IAccount(*i_account));
                        }
                      });
  if (!listed) return tl::unexpected(listed.error());
  return std::vector<IAccount>(accounts.begin(), accounts.end());
}

Outcome<std::vector<OwnedCard>> PortaBillingClient::assigned_cards() {
  std::vector<OwnedCard> cards;
  auto listed = pages("SIMCard/get_card_list", base::Json::object(), kCards, [&](const base::Json& list) {
    for (const auto& item : list) {
      const auto i_account = integer_member(item, "i_account");
      const auto imsi = text_member(item, "imsi");
      if (i_account && !imsi.empty()) cards.push_back({imsi, IAccount(*i_account)});
    }
  });
  if (!listed) return tl::unexpected(listed.error());
  return cards;
}

}  // namespace prov
