// An Installation in a small world, and an Application in the same loop: nothing here waits but for what is
// named, each with a limit.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/document.h"
#include "base/http_sender.h"
#include "base/http_server.h"
#include "simulator/billing/changes.h"
#include "simulator/billing/world_file.h"
#include "simulator/installation/installation.h"

namespace sim::tests {

inline constexpr std::chrono::seconds kLimit{20};  // of any wait: far more than is ever needed

// Customer 101 with account 1001 (SIM …01, in the HSS), account 1002 (no SIM) and the free SIM …02.
inline constexpr const char* kSmallWorld = R"(world: A small one
clock: "2026-01-31 12:00:00"
services: [{i_service: 4, name: LTE, type: LTE}]
products: [{i_product: 11, name: LTE Basic, services: [LTE]}]
customers: [{i_customer: 101, name: Panda Telecom}]
accounts:
  - {i_account: 1001, id: 380501112233, customer: Panda Telecom, product: LTE Basic, sim: 255010000000001}
  - {i_account: 1002, id: 380501112244, customer: Panda Telecom, product: LTE Basic}
sim_cards:
  - {i_sim_card: 1, imsi: 255010000000001, iccid: "89380012345678900011", msisdn: 380501112233}
  - {i_sim_card: 2, imsi: 255010000000002, iccid: "89380012345678900029"}
users: [{i_user: 1, realm: admin, login: demo, password: Long-Password-1, token: 0f3a8d6b75c14e92}]
service_groups: [IOT]
systems:
  hss: {kind: hss, group: HSS, service: LTE, record: {key: imsi, msisdn: msisdn, profile: service_name, barred: barred}}
)";

inline World small_world() {
  const auto document = base::parse_document("small.yaml", kSmallWorld);
  if (!document) {
    ADD_FAILURE() << base::render(document.error().front(), kSmallWorld);
    return {};
  }
  auto world = read_world(*document);
  if (world) return *std::move(world);
  for (const base::Diagnostic& each : world.error()) ADD_FAILURE() << base::render(each, kSmallWorld);
  return {};
}

inline const base::TestCertificateAuthority& test_authority() {
  static const base::TestCertificateAuthority authority;
  return authority;
}

// Answers with `answer`, at once; keeps what it was asked.
class FakeApplication {
 public:
  explicit FakeApplication(base::EventLoop& loop) {
    auto made =
        base::HttpServer::listen(loop, {}, [this](const base::HttpRequest& request, base::Reply reply) {
          requests.push_back(request);
          if (!answer) {
            held.push_back(std::move(reply));
            return;
          }
          reply(answer(request));
        });
    if (!made) {
      ADD_FAILURE() << made.error().what;
      return;
    }
    server_ = std::move(*made);
  }
  std::string url() const { return server_->origin() + "/events"; }

  // Null: it holds every request without an answer.
  std::function<base::HttpResponse(const base::HttpRequest&)> answer = [](const base::HttpRequest&) {
    return base::HttpResponse{200, {}, ""};
  };
  std::vector<base::HttpRequest> requests;
  std::vector<base::Reply> held;

 private:
  std::unique_ptr<base::HttpServer> server_;
};

class InstallationTest : public testing::Test {
 protected:
  InstallationTest() {
    options.world = small_world();
    options.authority = &test_authority();
    options.authority_file = "/nowhere/ca.pem";
    options.time.quiet = std::chrono::milliseconds(10);
    options.time.patience = std::chrono::milliseconds(100);
    options.espf.deliveries_per_second = 0;
  }

  void start() {
    auto made = Installation::start(loop, std::move(options));
    ASSERT_TRUE(made) << made.error().what;
    installation = std::move(*made);
    installation->use_application(application.url());
  }

  // Runs the loop until `done`; `what` names it in the failure.
  void wait_for(const std::string& what, const std::function<bool()>& done) {
    EXPECT_TRUE(loop.run_until(done, kLimit)) << "waited in vain for: " << what << "\n" << story();
  }

  Act change(const std::string& account, const std::string& deed) {
    ChangeRequest request{EntityKind::Account, account, std::nullopt, deed, {}};
    const auto document = base::parse_document("deed", deed);
    if (document && document->root.is_map()) {
      request.deed = document->root.members.front().key;
      request.argument = document->root.members.front().value;
    }
    auto act = installation->change(request);
    EXPECT_TRUE(act) << (act ? "" : act.error().what);
    return act ? *act : Act{};
  }

  static base::ValueMatcher is(const std::string& text) { return base::ValueMatcher::exactly(text); }

  FaultRule fault(LineKind kind, Verdict verdict, int times = 1) {
    FaultRule rule;
    rule.words = "a fault";
    rule.target.kind = kind;
    rule.verdict = std::move(verdict);
    rule.times = times;
    return rule;
  }

  // The outcome, once it is there.
  base::HttpOutcome ask(const std::string& url, const std::string& method = "GET", std::string body = "",
                        const std::string& token = "") {
    std::optional<base::HttpOutcome> outcome;
    send(url, method, std::move(body), token, outcome);
    wait_for("an answer of " + url, [&] { return outcome.has_value(); });
    return outcome.value_or(base::HttpFailure::Cancelled);
  }
  void send(const std::string& url, const std::string& method, std::string body, const std::string& token,
            std::optional<base::HttpOutcome>& outcome) {
    base::OutgoingRequest request;
    request.url = *base::parse_url(url);
    request.method = method;
    request.body = std::move(body);
    request.headers.add("Content-Type", "application/json");
    if (!token.empty()) request.headers.add("Authorization", "Bearer " + token);
    sender.send(std::move(request), [&outcome](base::HttpOutcome came) { outcome = std::move(came); });
  }
  static int status_of(const base::HttpOutcome& outcome) {
    const auto* response = std::get_if<base::HttpResponse>(&outcome);
    return response == nullptr ? 0 : response->status;
  }
  static base::Json body_of(const base::HttpOutcome& outcome) {
    const auto* response = std::get_if<base::HttpResponse>(&outcome);
    return response == nullptr ? base::Json() : base::parse_json(response->body).value_or(base::Json());
  }
  std::string rest(const std::string& method) const {
    return installation->addresses().portabilling_url + "/rest/" + method;
  }
  std::string login() {
    const auto body = body_of(ask(rest("Session/login"), "POST",
                                  R"({"params": {"login": "demo", "password": "Long-Password-1"}})"));
    return body.value("access_token", "");
  }

  std::vector<const Entry*> lines(LineKind kind, Stage stage = Stage::Begun) const {
    std::vector<const Entry*> found;
    for (const Entry& entry : installation->transcript().entries()) {
      if (entry.kind == kind && entry.stage == stage) found.push_back(&entry);
    }
    return found;
  }
  // What was answered, in order: "200", "nothing", with "*" where a fault spoke.
  std::vector<std::string> answers(LineKind kind) const {
    std::vector<std::string> all;
    for (const Entry* entry : lines(kind, Stage::Answered)) {
      all.push_back(base::text_of(entry->fields.at("answered")) + (entry->in_place ? "*" : ""));
    }
    return all;
  }
  // Seconds of simulated time since the start, of each line.
  std::vector<double> times(LineKind kind, Stage stage = Stage::Begun) const {
    std::vector<double> all;
    for (const Entry* entry : lines(kind, stage))
      all.push_back(static_cast<double>((entry->at - installation->started_at()).count()) / 1e6);
    return all;
  }
  bool is_told() const { return installation->is_queue_empty() && installation->timeline().is_quiet(); }
  std::string story() const {
    std::string text;
    if (!installation) return text;
    for (const Entry& entry : installation->transcript().entries())
      text += to_text(entry, installation->started_at()) + "\n";
    return text + "held by: " + installation->timeline().held_by() + "\n";
  }

  base::EventLoop loop;
  InstallationOptions options;
  FakeApplication application{loop};
  base::HttpSender sender{loop, {}};
  std::unique_ptr<Installation> installation;
};

}  // namespace sim::tests
