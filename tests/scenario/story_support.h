// Stories told to an Installation whose Application is scripted and lives in the same loop.
#pragma once

#include <deque>

#include "simulator/scenario/invariant/invariant.h"
#include "simulator/scenario/language/parse.h"
#include "simulator/scenario/run/story.h"
#include "tests/installation/support.h"

namespace sim::tests {

inline std::vector<Scenario> scenarios_of(const std::string& text) {
  static WorldLoader worlds(
      [](const std::string&) { return base::Result<std::string>(std::string(kSmallWorld)); });
  const auto document = base::parse_document("story.yaml", text);
  if (!document) {
    ADD_FAILURE() << base::render(document.error().front(), text);
    return {};
  }
  auto scenarios = parse_scenarios(*document, SuiteSettings{}, worlds);
  if (scenarios) return *std::move(scenarios);
  for (const base::Diagnostic& each : scenarios.error()) ADD_FAILURE() << base::render(each, text);
  return {};
}

// `steps` are indented by two blanks; `top` is further members of the file.
inline std::string story_text(const std::string& steps, const std::string& top = "") {
  return "scenario: A story\nworld: small.yaml\n" + top + "\nsteps:\n" + steps;
}

inline std::string text_of(const Finding& finding) {
  std::string text =
      finding.rule + " at line " + std::to_string(finding.pos.line) + ": " + finding.what + "\n";
  if (!finding.nearest.empty()) text += "  nearest: " + finding.nearest + "\n";
  for (const auto& difference : finding.differences) {
    text +=
        "    " + difference.path + ": expected " + difference.expected + ", was " + difference.actual + "\n";
  }
  return text;
}

class StoryTest : public InstallationTest {
 protected:
  // What the Application does after it answered the n-th event: "put" (a barred record), "put open",
  // "delete", "OK", "OK in VoIP", "FAILED because …", "RETRY", "info" (a call), "login", "logout", "answer
  // 503" (in place of 200, first).
  using Script = std::vector<std::string>;

  void begin(const std::string& steps, const std::string& top = "", std::vector<Script> scripts = {}) {
    auto all = scenarios_of(story_text(steps, top));
    ASSERT_EQ(all.size(), 1u);
    scenario = std::move(all[0]);
    scripts_ = std::move(scripts);
    options.espf = scenario.settings.espf;
    options.espf.deliveries_per_second = 0;
    start();
    token_ = login();
    application.answer = [this](const base::HttpRequest&) { return act(); };
    story_.emplace(scenario, *installation);
  }

  void tell(const std::string& steps, const std::string& top = "", std::vector<Script> scripts = {}) {
    begin(steps, top, std::move(scripts));
    if (!story_) return;
    wait_for("the end of the story", [&] { return story_->poll(); });
    installation->freeze();
  }

  std::string findings() const {
    std::string text;
    for (const Finding& finding : story_->findings()) text += text_of(finding);
    return text;
  }

  base::HttpResponse act() {
    const std::size_t index = application.requests.size() - 1;
    if (index >= scripts_.size()) return {200, {}, ""};
    Script script = scripts_[index];
    int status = 200;
    if (!script.empty() && script.front().starts_with("answer ")) {
      status = std::stoi(script.front().substr(7));
      script.erase(script.begin());
    }
    for (std::string& deed : script) deeds_.push_back(std::move(deed));
    if (!acting_) act_next();
    return {status, {}, ""};
  }

  // One deed after the other.
  void act_next() {
    acting_ = !deeds_.empty();
    if (!acting_) return;
    const std::string deed = deeds_.front();
    deeds_.pop_front();
    base::OutgoingRequest request;
    const Addresses at = installation->addresses();
    request.headers.add("Content-Type", "application/json");
    request.headers.add("Authorization", "Bearer " + token_);
    std::string url = at.systems.at("hss") + "/subscribers/255010000000001";
    if (deed == "put" || deed == "put open") {
      request.method = "PUT";
      request.body = deed == "put" ? R"({"msisdn": "380501112233", "profile": "LTE", "barred": true})"
                                   : R"({"msisdn": "380501112233", "profile": "LTE", "barred": false})";
    } else if (deed == "delete") {
      request.method = "DELETE";
    } else if (deed == "info" || deed == "info in URL") {
      url = rest("Account/get_account_info");
      if (deed == "info in URL") url += "?access_token=" + token_;
      request.body = R"({"params": {"i_account": 1001}})";
    } else if (deed == "logout") {
      url = rest("Session/logout");
      request.body = base::dump(base::Json{{"params", {{"access_token", token_}}}});
    } else if (deed == "login") {
      url = rest("Session/login");
      request.body = R"({"params": {"login": "demo", "password": "Long-Password-1"}})";
    } else {
      url = at.espf_url + "/espf/v1/account/i/1001/status";
      const auto because = deed.find(" because ");
      base::Json body = {{"status", deed.substr(0, because)}, {"group", "HSS"}};
      if (deed.starts_with("OK in ")) body = {{"status", "OK"}, {"group", deed.substr(6)}};
      if (because != std::string::npos) body["message"] = deed.substr(because + 9);
      request.body = base::dump(body);
    }
    request.url = *base::parse_url(url);
    sender.send(std::move(request), [this](const base::HttpOutcome& outcome) {
      const auto body = body_of(outcome);
      if (body.is_object() && body.contains("access_token")) token_ = body["access_token"].get<std::string>();
      act_next();
    });
  }

  Scenario scenario;
  std::optional<Story> story_;

 private:
  std::vector<Script> scripts_;
  std::deque<std::string> deeds_;
  bool acting_ = false;
  std::string token_;
};

}  // namespace sim::tests
