// The provisioner as a service beside a running PortaBilling: its life, and its death at the worst moment.
#include "tests/end_to_end/served.h"

namespace tests {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Provisioner : public ServedTest {
 protected:
  Provisioner() { std::filesystem::create_directory(path("data")); }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_.port()); }
  // As README has it; `espf_url`: where it tells statuses.
  Program& start_provisioner(const std::string& espf_url) {
    return start_provisioner(espf_url, ready_text("portabilling_url"));
  }
  Program& start_provisioner(const std::string& espf_url, const std::string& portabilling_url) {
    return start({provisioner()}, {{"ESPF_APPLICATION_PORT", std::to_string(port_.port())},
                                   {"ESPF_EVENT_LOGIN", "espf"},
                                   {"ESPF_EVENT_PASSWORD", "espf"},
                                   {"ESPF_PORTABILLING_URL", portabilling_url},
                                   {"ESPF_URL", espf_url},
                                   {"ESPF_LOGIN", ready_text("login")},
                                   {"ESPF_TOKEN", ready_text("token")},
                                   {"ESPF_HSS_URL", hss_url()},
                                   {"ESPF_DATA_FOLDER", path("data")}});
  }
  void wait_until_listening(const Program& program) {
    wait_for(
        "the provisioner to listen", [&] { return program.output.find("listening") != std::string::npos; },
        &program);
  }
  // The transcript's lines, as they are streamed to a file.
  std::vector<base::Json> lines() const {
    std::vector<base::Json> all;
    std::istringstream text(read("lines.jsonl"));
    for (std::string line; std::getline(text, line);) {
      if (auto entry = base::parse_json(line)) all.push_back(*std::move(entry));
    }
    return all;
  }
  std::size_t count(const std::string& kind, const std::string& summary) const {
    const auto all = lines();
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const base::Json& line) {
      return line.value("kind", "") == kind && line.value("summary", "").starts_with(summary);
    }));
  }

 private:
  base::HeldPort port_ = *base::HeldPort::hold();
};

TEST_F(Provisioner, IsTestedWhereItRunsAlreadyAtFixedPorts) {
  const auto http = base::HeldPort::hold();
  const auto hss = base::HeldPort::hold();
  ASSERT_TRUE(http && hss);
  const std::string portabilling = "http://127.0.0.1:" + std::to_string(http->port());
  Program& program =
      start({provisioner()}, {{"ESPF_APPLICATION_PORT", url().substr(url().rfind(':') + 1)},
                              {"ESPF_EVENT_LOGIN", "espf"},
                              {"ESPF_EVENT_PASSWORD", "espf"},
                              {"ESPF_PORTABILLING_URL", portabilling},
                              {"ESPF_LOGIN", "provisioner"},
                              {"ESPF_TOKEN", "7e5c1a9042d84b6fa3d0"},
                              {"ESPF_HSS_URL", "http://127.0.0.1:" + std::to_string(hss->port())},
                              {"ESPF_DATA_FOLDER", path("data")}});
  wait_until_listening(program);
  write("one.yaml", "scenario: One\nworld: " + source("fixtures/worlds/mvno.yaml") +
                        "\nports: {http: " + std::to_string(http->port()) +
                        "}\nsteps:\n"
                        "  - change: {account: 380501112233, do: block}\n"
                        "  - expect: {status: {account: 380501112233, passes: [OK]}}\n"
                        "  - expect: {record: {system: hss, account: 380501112233, has: {barred: true}}}\n");
  const auto ended = run({espf(), "run", "one.yaml", "--application-url", url() + "/", "--port",
                          "hss=" + std::to_string(hss->port())});
  EXPECT_EQ(ended.code, 0) << ended.output << program.output;
}

TEST_F(Provisioner, TellsItsHealthAndEndsInOrder) {
  serve();
  Program& program = start_provisioner(ready_text("espf_url"));
  wait_until_listening(program);
  const auto health = ask("GET", url() + "/healthz");
  EXPECT_EQ(health.status, 200);
  EXPECT_THAT(health.body, HasSubstr(R"("status":"ok")"));
  EXPECT_EQ(ask("POST", url() + "/healthz", "{}").status, 405);
  EXPECT_EQ(ask("POST", url() + "/", R"({"event_type": "A/B", "variables": {}})").status, 401)
      << "a stranger";
  const auto too_large = ask("POST", url() + "/", std::string((1u << 20) + 1, ' '));
  EXPECT_EQ(too_large.status, 413);
  EXPECT_EQ(too_large.body, R"({"error":"body too large"})");
  program.signal(SIGTERM);
  const auto ended = end_of(program);
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.output, HasSubstr("stopped"));
}

TEST_F(Provisioner, EndsWhileItWaitsForPortaBilling) {
  Receiver silent(loop);
  std::vector<base::Reply> held;
  silent.answer = [&](const base::HttpRequest&, base::Reply reply) { held.push_back(std::move(reply)); };
  serve();
  Program& program = start_provisioner(ready_text("espf_url"), silent.url());
  wait_for(
      "PortaBilling to be asked", [&] { return !held.empty(); }, &program);
  program.signal(SIGTERM);
  const auto ended = end_of(program);
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.output, HasSubstr("stopped before it listened"));
}

TEST_F(Provisioner, KilledBetweenTheHssAndTheStatusChangesTheHssOnce) {
  Receiver gate(loop);  // before the ESPF's API: what is told as OK does not pass
  std::vector<base::Reply> held;
  gate.answer = [&](const base::HttpRequest& request, base::Reply reply) {
    if (request.body.find("\"OK\"") != std::string::npos) {
      held.push_back(std::move(reply));
      return;
    }
    const std::string* authorization = request.headers.find("Authorization");
    const std::string bearer =
        authorization == nullptr ? "" : authorization->substr(std::string("Bearer ").size());
    reply(ask(request.method, ready_text("espf_url") + request.target, request.body, bearer));
  };
  serve({"--application", url(), "--transcript", "lines.jsonl"});
  Program& first = start_provisioner(gate.url());
  wait_until_listening(first);
  run_espf({"trigger", "{account: 380501112233, do: block}"});
  wait_for(
      "OK to be told", [&] { return !held.empty(); }, &first);
  wait_for("what the HSS holds to be in the transcript's file",  // which is written a moment later
           [&] { return count("record", "holds 255010000000001") > 0; });
  EXPECT_EQ(count("status", "status HSS IN_PROGRESS"), 1u);
  EXPECT_EQ(count("record", "holds 255010000000001"), 1u) << "the HSS has it already";
  first.signal(SIGKILL);
  EXPECT_EQ(end_of(first).code, -SIGKILL);

  Program& second = start_provisioner(ready_text("espf_url"));
  wait_for(
      "OK to be told after the restart", [&] { return count("status", "status HSS OK") > 0; }, &second);
  EXPECT_EQ(count("status", "status HSS OK"), 1u);
  EXPECT_EQ(count("record", "holds 255010000000001"), 1u) << "one change of the HSS";
  EXPECT_TRUE(ask_json("GET", hss_url() + "/subscribers/255010000000001").value("barred", false));
  wait_until_listening(second);
  wait_for("the event to be done with",
           [&] { return ask_json("GET", url() + "/healthz").value("pending_events", -1) == 0; });
  second.signal(SIGTERM);
  EXPECT_EQ(end_of(second).code, 0);
}

TEST_F(Provisioner, TakesTheEventsOfAPortaBillingSetUpAnewForNew) {
  const auto block = [&](const std::string& account, const std::string& imsi) {
    Program& program = start_provisioner(ready_text("espf_url"));
    wait_until_listening(program);
    run_espf({"trigger", "{account: " + account + ", do: block}"});
    wait_for(
        imsi + " to be barred",
        [&] { return ask_json("GET", hss_url() + "/subscribers/" + imsi).value("barred", false); }, &program);
    wait_for("the event to be done with",
             [&] { return ask_json("GET", url() + "/healthz").value("pending_events", -1) == 0; });
    program.signal(SIGTERM);
    return end_of(program).output;
  };
  Program& before = serve({"--application", url()});
  EXPECT_THAT(block("380501112233", "255010000000001"), Not(HasSubstr("came again")));
  before.signal(SIGTERM);
  EXPECT_EQ(end_of(before).code, 0);

  serve({"--application", url()});  // counts its events from 1 again
  EXPECT_THAT(block("380501112234", "255010000000011"),
              AllOf(HasSubstr("i_event came again"), HasSubstr("i_event=1 ")));
}

TEST_F(Provisioner, WithAWrongConfigurationEnds2AndSaysWhere) {
  const auto unset =
      run({provisioner()}, {{"ESPF_PORTABILLING_URL", "127.0.0.1:8080"}, {"ESPF_HSS_URL", ""}});
  EXPECT_EQ(unset.code, 2);
  EXPECT_THAT(unset.output, HasSubstr("provisioner.yaml (built in):28:8: error: `127.0.0.1:8080` is no URL"));
  EXPECT_THAT(unset.output, HasSubstr("set ESPF_HSS_URL"));
  write("p.yaml", "work: {workrs: 4}\n");
  const auto misspelt = run({provisioner(), "--config", "p.yaml"});
  EXPECT_EQ(misspelt.code, 2);
  EXPECT_THAT(misspelt.output, HasSubstr("p.yaml:1:8: error: unknown key `workrs` in work"));
  EXPECT_THAT(misspelt.output, HasSubstr("^~~~~~ did you mean `workers`?"));
}

}  // namespace
}  // namespace tests
