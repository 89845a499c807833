// PortaBilling's /rest and ESPF API in memory, as a loopback peer: a few accounts, sessions that end when
// told to, and answers that can be replaced. Written from the protocol pages alone.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/http_client.h"
#include "base/json.h"
#include "base/mutex.h"
#include "provisioner/portabilling_session.h"

namespace prov {

class FakePortaBilling {
 public:
  struct Account {
    int i_customer = 3;
    std::string bill_status = "O";
    bool blocked = false;
    std::vector<std::string> imsis = {};
    std::vector<int> services = {3, 10};
  };

  base::LoopbackHttpClient client() {
    return base::LoopbackHttpClient([this](const base::ClientRequest& request) { return answer(request); });
  }

  void set(int i_account, Account account) {
    base::MutexLock lock(mutex_);
    accounts_[i_account] = std::move(account);
  }
  // Every token that was given out is over.
  void end_session() {
    base::MutexLock lock(mutex_);
    good_token_.clear();
    good_refresh_.clear();
  }
  void end_access_token() {
    base::MutexLock lock(mutex_);
    good_token_.clear();
  }
  // The next call of `method` (or of the status API, "status") is answered so, in place of us.
  void answer_next(const std::string& method, const base::HttpOutcome& outcome, int times = 1) {
    base::MutexLock lock(mutex_);
    for (int i = 0; i < times; ++i) scripted_[method].push_back(outcome);
  }
  void set_expires_in(int seconds) {
    base::MutexLock lock(mutex_);
    expires_in_ = seconds;
  }
  // Called at each call, outside the lock.
  std::function<void(const std::string& method)> on_call;

  // Methods called, Session/… included, in order.
  std::vector<std::string> calls() const {
    base::MutexLock lock(mutex_);
    return calls_;
  }
  int count(const std::string& method) const {
    base::MutexLock lock(mutex_);
    int found = 0;
    for (const auto& call : calls_) found += call == method ? 1 : 0;
    return found;
  }
  // "7 IN_PROGRESS", in order, as far as they were taken.
  std::vector<std::string> statuses() const {
    base::MutexLock lock(mutex_);
    return statuses_;
  }
  std::string last_message() const {
    base::MutexLock lock(mutex_);
    return last_message_;
  }

 private:
  static base::HttpResponse fault(const std::string& code) {
    return base::json_response(500, base::dump({{"faultcode", code}, {"faultstring", "no"}}));
  }

  base::HttpOutcome answer(const base::ClientRequest& request) {
    const auto& target = request.url.target;
    const bool rest = target.starts_with("/rest/");
    const std::string method = rest ? target.substr(6) : (target.ends_with("/status") ? "status" : target);
    if (on_call) on_call(method);
    base::MutexLock lock(mutex_);
    calls_.push_back(method);
    if (auto& scripted = scripted_[method]; !scripted.empty()) {
      auto outcome = scripted.front();
      scripted.pop_front();
      return outcome;
    }
    const auto body = base::parse_json(request.body);
    if (!body) return base::json_response(400, "{}");
    if (method == "Session/login") return login(body->at("params"));
    if (method == "Session/refresh_access_token") return refresh(body->at("params"));
    const auto* bearer = request.headers.find("Authorization");
    if (bearer == nullptr || good_token_.empty() || *bearer != "Bearer " + good_token_) {
      return rest ? fault("Client.Session.check_auth.failed_to_process_access_token")
                  : base::HttpResponse{401, {}, ""};
    }
    if (method == "status") {
      const auto begin = std::string("/espf/v1/account/i/").size();
      const auto i_account = target.substr(begin, target.find('/', begin) - begin);
      statuses_.push_back(i_account + " " + body->at("status").get<std::string>());
      last_message_ = body->value("message", "");
      return base::json_response(200, "{}");
    }
    if (!rest) return base::json_response(200, "{}");
    return base::json_response(200, base::dump(call(method, body->at("params"))));
  }

  base::HttpResponse login(const base::Json& params) REQUIRES(mutex_) {
    if (params.value("login", "") != "demo" || params.value("token", "") != "t0ken") {
      return fault("Server.Session.auth_failed");
    }
    return tokens();
  }
  base::HttpResponse refresh(const base::Json& params) REQUIRES(mutex_) {
    if (good_refresh_.empty() || params.value("refresh_token", "") != good_refresh_) {
      return fault("Server.Session.refresh_access_token.refresh_failed");
    }
    return tokens();
  }
  base::HttpResponse tokens() REQUIRES(mutex_) {
    made_ += 1;
    good_token_ = "access" + std::to_string(made_);
    good_refresh_ = "refresh" + std::to_string(made_);
    return base::json_response(200, base::dump({{"access_token", good_token_},
                                                {"refresh_token", good_refresh_},
                                                {"expires_in", expires_in_}}));
  }

  base::Json call(const std::string& method, const base::Json& params) REQUIRES(mutex_) {
    base::Json list = base::Json::array();
    if (method == "Account/get_account_info") {
      const auto found = accounts_.find(params.at("i_account").get<int>());
      if (found == accounts_.end()) return base::Json::object();
      const auto& account = found->second;
      return {{"account_info",
               {{"i_account", found->first},
                {"id", "38050" + std::to_string(found->first) + "@msisdn"},
                {"i_customer", account.i_customer},
                {"i_product", 4},
                {"bill_status", account.bill_status},
                {"blocked", account.blocked ? "Y" : "N"},
                {"included_services", account.services}}}};
    }
    if (method == "SIMCard/get_card_list") {
      for (const auto& [i_account, account] : accounts_) {
        if (params.contains("i_account") && params.at("i_account").get<int>() != i_account) continue;
        for (const auto& imsi : account.imsis) list.push_back({{"imsi", imsi}, {"i_account", i_account}});
      }
      return {{"sim_card_list", page(list, params)}};
    }
    if (method == "Account/get_account_list") {
      for (const auto& [i_account, account] : accounts_) {
        if (account.i_customer == params.at("i_customer").get<int>())
          list.push_back({{"i_account", i_account}});
      }
      return {{"account_list", page(list, params)}};
    }
    if (method == "Product/get_product_info")
      return {{"product_info", {{"i_product", 4}, {"name", "Mobile"}}}};
    if (method == "Service/get_service_info") {
      const bool lte = params.at("i_service") == 10;  // a number, as the API describes it
      return {{"service_info", {{"name", lte ? "LTE 20M" : "Voice"}}}};
    }
    return base::Json::object();
  }

  static base::Json page(const base::Json& list, const base::Json& params) {
    base::Json cut = base::Json::array();
    const auto offset = params.at("offset").get<std::size_t>();
    for (std::size_t i = offset; i < list.size() && cut.size() < params.at("limit").get<std::size_t>(); ++i) {
      cut.push_back(list[i]);
    }
    return cut;
  }

  mutable base::Mutex mutex_;
  std::map<int, Account> accounts_ GUARDED_BY(mutex_);
  std::map<std::string, std::deque<base::HttpOutcome>> scripted_ GUARDED_BY(mutex_);
  std::vector<std::string> calls_ GUARDED_BY(mutex_);
  std::vector<std::string> statuses_ GUARDED_BY(mutex_);
  std::string last_message_ GUARDED_BY(mutex_);
  std::string good_token_ GUARDED_BY(mutex_);
  std::string good_refresh_ GUARDED_BY(mutex_);
  int made_ GUARDED_BY(mutex_) = 0;
  int expires_in_ GUARDED_BY(mutex_) = 172800;
};

inline PortaBillingOptions fake_options() {
  PortaBillingOptions options;
  options.url = *base::parse_url("http://127.0.0.1:1/");
  options.login = "demo";
  options.token = "t0ken";
  return options;
}

}  // namespace prov
