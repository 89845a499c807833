// `espf serve` as a developer uses it: its ready file, its control commands, its deliveries.
#include "tests/end_to_end/served.h"

namespace tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

constexpr const char* kBlock = "{account: 380501112233, do: block}";

class Serve : public ServedTest {};

TEST_F(Serve, ReadyFileLeadsToEverythingThatListens) {
  serve();
  for (const char* origin : {"portabilling_url", "portabilling_https_url"}) {
    EXPECT_THAT(login(ready_text(origin)), Not(testing::IsEmpty())) << origin;
  }
  const std::string token = login(ready_text("portabilling_url"));
  EXPECT_EQ(ready_text("realms/admin/http"), ready_text("portabilling_url"));
  EXPECT_EQ(ready_text("realms/admin/https"), ready_text("portabilling_https_url"));
  for (const std::string realm : {"admin", "reseller", "customer", "account"}) {
    for (const std::string scheme : {"http", "https"}) {
      const std::string origin = ready_text("realms/" + realm + "/" + scheme);
      EXPECT_THAT(origin, MatchesRegex(scheme + "://127.0.0.1:[0-9]+")) << realm;
      const auto ping = R"({"params": {"access_token": "x"}})";
      EXPECT_TRUE(ask_json("POST", origin + "/rest/Session/ping", ping).contains("user_id")) << realm;
    }
  }
  EXPECT_EQ(ask("GET", ready_text("espf_url") + "/espf/v1/groups", "", token).status, 200);
  EXPECT_TRUE(ask_json("GET", ready_text("clock_url")).contains("now"));
  EXPECT_EQ(ask_json("GET", hss_url() + "/subscribers/255010000000001").value("imsi", ""), "255010000000001");
  const std::string time = ready_text("control_url") + "/control/time";
  EXPECT_TRUE(ask_json("GET", time, "", ready_text("control_token")).contains("now"));
  EXPECT_EQ(ask("GET", time, "", "another").status, 401);
  EXPECT_EQ(ask("GET", time).status, 401);
  const base::Json by_token = {{"params", {{"login", ready_text("login")}, {"token", ready_text("token")}}}};
  EXPECT_TRUE(ask_json("POST", ready_text("portabilling_url") + "/rest/Session/login", base::dump(by_token))
                  .contains("access_token"));
  EXPECT_EQ(ready, base::parse_json(read(".espf/ready.json")).value());
}

TEST_F(Serve, DeliversAChangeAndShowsIt) {
  Receiver application(loop);
  serve({"--application", application.url() + "/events", "--transcript", "lines.jsonl"});
  const auto triggered = run_espf({"trigger", kBlock});
  EXPECT_EQ(triggered.code, 0);
  EXPECT_EQ(triggered.output, "account 380501112233 is blocked\n");
  wait_for("the event", [&] { return application.requests.size() == 1; });
  ASSERT_EQ(application.requests.size(), 1u);
  const base::HttpRequest& event = application.requests.front();
  EXPECT_EQ(event.method + " " + event.target, "POST /events");
  const auto body = base::parse_json(event.body).value_or(base::Json::object());
  EXPECT_EQ(body.value("event_type", ""), "Subscriber/Updated") << event.body;
  EXPECT_EQ(body.value(base::Json::json_pointer("/variables/i_account"), 0), 1001) << event.body;
  ASSERT_NE(event.headers.find("Authorization"), nullptr);
  EXPECT_THAT(*event.headers.find("Authorization"), testing::StartsWith("Basic "));

  wait_for("the answer in the transcript",
           [&] { return read("lines.jsonl").find("finished after 1 delivery") != std::string::npos; });
  const std::string text = transcript();
  EXPECT_THAT(text, HasSubstr("PortaBilling                 change: account 380501112233 is blocked\n"));
  EXPECT_THAT(text, HasSubstr("ESPF         → Application   Subscriber/Updated i_event 1, delivery 1\n"));
  EXPECT_THAT(text, HasSubstr("Application  → ESPF          200\n"));

  const auto lines = run({"sh", "-c", espf() + " transcript --json > by_control.jsonl"});
  EXPECT_EQ(lines.code, 0);
  EXPECT_EQ(read("by_control.jsonl"), read("lines.jsonl"));
  std::istringstream all(read("lines.jsonl"));
  std::vector<std::string> kinds;
  for (std::string line; std::getline(all, line);) {
    const auto entry = base::parse_json(line);
    ASSERT_TRUE(entry) << line;
    kinds.push_back(entry->value("kind", ""));
  }
  EXPECT_THAT(kinds, ElementsAre("change", "event", "delivery", "delivery", "event"));
}

TEST_F(Serve, MovesTimeToWhatTheEspfSendsAgain) {
  Receiver application(loop);
  application.answer = [&](const base::HttpRequest&, base::Reply reply) {
    reply(base::HttpResponse{application.requests.size() == 1 ? 503 : 200, {}, ""});
  };
  serve({"--application", application.url()});
  run_espf({"trigger", "--emit", "{event_type: DID/Created, variables: {i_did_number: 7}}"});
  wait_for("the first delivery", [&] { return application.requests.size() == 1; });
  const std::string before = run_espf({"time"}).output;
  EXPECT_THAT(before, MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\n"));
  const auto moved = run_espf({"time", "+24h"});
  EXPECT_EQ(moved.code, 0);
  EXPECT_GT(moved.output, before);
  wait_for("the second delivery", [&] { return application.requests.size() == 2; });
  ASSERT_EQ(application.requests.size(), 2u);
  EXPECT_EQ(application.requests[0].body, application.requests[1].body) << "the same event";
  EXPECT_THAT(transcript(), HasSubstr("emit (scripted): DID/Created"));
}

TEST_F(Serve, TellsThoseWhoSpeakToItWhatIsWrong) {
  const auto alone = run_espf({"trigger", kBlock});
  EXPECT_EQ(alone.code, 3);
  EXPECT_THAT(alone.output, HasSubstr("no espf serves here (there is no .espf/ready.json)"));

  Program& program = serve();
  const auto misspelt = run_espf({"trigger", "{account: 380501112233, do: blok}"});
  EXPECT_EQ(misspelt.code, 2);
  EXPECT_THAT(misspelt.output, HasSubstr("did you mean `block`?"));
  const auto stranger = run_espf({"time", "--token", "another"});
  EXPECT_EQ(stranger.code, 3);
  EXPECT_THAT(stranger.output, HasSubstr("has another control token: give --token"));
  const auto elsewhere = run({"sh", "-c",
                              "cd tmp && " + espf() + " time --control " + ready_text("control_url") +
                                  " --token " + ready_text("control_token")});
  EXPECT_EQ(elsewhere.code, 0) << elsewhere.output;

  const std::string other = "http://127.0.0.1:" + std::to_string(base::HeldPort::hold()->port());
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"time"}, {"transcript"}, {"trigger", kBlock}}) {
    auto to_other = command;
    to_other.insert(to_other.end(), {"--control", other});
    const auto unknown = run_espf(to_other);
    EXPECT_EQ(unknown.code, 3);
    EXPECT_EQ(unknown.output, "espf: the control token of the espf at " + other +
                                  " is not known here (.espf/ready.json is that of " +
                                  ready_text("control_url") +
                                  "): give --token, the `control_token` of its ready file\n");
    auto to_this = command;
    to_this.insert(to_this.end(), {"--control", ready_text("control_url")});
    EXPECT_EQ(run_espf(to_this).code, 0) << "its own ready file stands here";
  }

  for (const char* server : {"portabilling_url", "espf_url", "clock_url"}) {
    const std::string url = ready_text(server);
    const std::string origin = url.substr(0, url.find('/', std::string("http://").size()));
    const auto no_control = run_espf({"time", "--control", origin, "--token", "a"});
    EXPECT_EQ(no_control.code, 3) << server;
    EXPECT_EQ(no_control.output, "espf: " + origin +
                                     " is no control address of an espf, but of another server: give "
                                     "--control the `control_url` of its ready file\n");
  }

  program.signal(SIGKILL);
  end_of(program);
  const auto gone = run_espf({"time"});
  EXPECT_EQ(gone.code, 3);
  EXPECT_THAT(gone.output, HasSubstr("no answer from http://127.0.0.1:"));
  EXPECT_THAT(gone.output, HasSubstr("does it still run?"));
}

TEST_F(Serve, TranscriptFollowsUntilCtrlC) {
  serve();
  Program& follower = start({espf(), "transcript", "--follow"});
  run_espf({"trigger", kBlock});
  wait_for("the change to be followed",
           [&] { return follower.output.find("is blocked") != std::string::npos; });
  follower.signal(SIGINT);
  EXPECT_EQ(end_of(follower).code, 0);
}

TEST_F(Serve, BesideAnotherInItsFolderLeavesItsFilesAlone) {
  serve();
  const std::string theirs = read(".espf/ready.json");
  const std::string authority = read(".espf/ca.pem");
  const std::string their_control = ready_text("control_url");
  const std::string named = read("ready.json");
  const auto same =
      run_espf({"serve", "--world", source("fixtures/worlds/mvno.yaml"), "--ready-file", "ready.json"});
  EXPECT_EQ(same.code, 3);
  EXPECT_THAT(same.output,
              HasSubstr("`ready.json` is the ready file of the espf that serves at " + their_control));
  EXPECT_EQ(read("ready.json"), named);

  Program& second = serve();
  EXPECT_NE(ready_text("control_url"), their_control);
  EXPECT_NE(ready_text("ca_file"), path(".espf/ca.pem"));
  EXPECT_FALSE(login(ready_text("portabilling_https_url")).empty());
  second.signal(SIGINT);
  const auto ended = end_of(second);
  EXPECT_EQ(ended.code, 0);
  const std::string ours =
      " --control " + ready_text("control_url") + " --token " + ready_text("control_token") + "\n";
  for (const char* words : {"do: block}'", "espf time +24h", "espf transcript"})
    EXPECT_THAT(ended.output, HasSubstr(words + ours)) << "what is to be tried is done to this one";

  EXPECT_EQ(read(".espf/ready.json"), theirs);
  EXPECT_EQ(read(".espf/ca.pem"), authority);
  EXPECT_EQ(run_espf({"time"}).code, 0);
}

TEST_F(Serve, WithATakenPortSaysWhichAndEnds3) {
  Receiver other(loop);
  const std::string port = other.url().substr(other.url().rfind(':') + 1);
  for (const std::string name : {"", "https=", "hss=", "control=", "clock=", "reseller_http="}) {
    const auto ended = run_espf({"serve", "--world", source("fixtures/worlds/mvno.yaml"), "--port",
                                 name + port, "--ready-file", "ready.json"});
    EXPECT_EQ(ended.code, 3) << name;
    EXPECT_EQ(ended.output,
              "espf: port " + port +
                  " of 127.0.0.1 is taken by another program: end that one or choose another port\n");
    EXPECT_FALSE(exists("ready.json") || exists(".espf/ready.json")) << "nothing is ready";
  }
}

TEST_F(Serve, RefusesWhatItCannotServe) {
  const std::string world = source("fixtures/worlds/mvno.yaml");
  const auto port = run_espf({"serve", "--world", world, "--port", "htps=8443"});
  EXPECT_EQ(port.code, 1);
  EXPECT_THAT(port.output,
              HasSubstr("nothing listens on a port named `htps`: did you mean `https`? See espf"));
  const auto address = run_espf({"serve", "--world", world, "--address", "foo"});
  EXPECT_EQ(address.code, 3);
  EXPECT_THAT(address.output, HasSubstr("espf: cannot listen on `foo`: it is no IP address"));
  const auto no_world = run_espf({"serve", "--world", "no.yaml"});
  EXPECT_EQ(no_world.code, 3);
  EXPECT_THAT(no_world.output, HasSubstr("cannot read `no.yaml`"));
  const auto transcript = run_espf(
      {"serve", "--world", world, "--transcript", "no/such/lines.jsonl", "--ready-file", "ready.json"});
  EXPECT_EQ(transcript.code, 3);
  EXPECT_THAT(transcript.output, HasSubstr("cannot write `no/such/lines.jsonl`: No such file or directory"));
  EXPECT_FALSE(exists("ready.json")) << "nothing is ready";
  const auto ready_file = run_espf({"serve", "--world", world, "--ready-file", "no/such/ready.json"});
  EXPECT_EQ(ready_file.code, 3);
  EXPECT_THAT(ready_file.output, HasSubstr("no/such/ready.json"));
  EXPECT_FALSE(exists(".espf/ready.json")) << "what was written first is taken back";
  const auto certificate = run_espf({"serve", "--world", world, "--tls", "no.pem"});
  EXPECT_EQ(certificate.code, 3);
  EXPECT_THAT(certificate.output, HasSubstr("no.pem"));
}

// -- the API over a real socket -----------------------------------------------------------------------------

TEST_F(Serve, AnswersRequestsThatAreWrong) {
  serve();
  const std::string rest = ready_text("portabilling_url") + "/rest";
  const std::string token = login(ready_text("portabilling_url"));
  const auto fault = [&](const std::string& method, const std::string& body, const std::string& bearer) {
    const auto response = ask("POST", rest + method, body, bearer);
    EXPECT_EQ(response.status, 500) << method;
    const auto json = base::parse_json(response.body).value_or(base::Json::object());
    return json.contains("faultcode") ? base::text_of(json["faultcode"]) : response.body;
  };
  const std::string info = "/Account/get_account_info";
  EXPECT_EQ(fault("/Account/frobnicate", R"({"params": {}})", token), "Client.Account.unknown_method");
  EXPECT_EQ(fault(info, R"({"params": {)", token), "Client.Request.malformed_json");
  EXPECT_EQ(fault(info, R"({"params": {"i_account": 1001}})", "wrong"),
            "Client.Session.check_auth.failed_to_process_jwt");
  const std::string origin = ready_text("portabilling_url");
  for (const auto& [target, said] :
       {std::pair("/rest/Account/get_account_info", R"("faultcode":"Client.Request.body_too_large")"),
        std::pair("/api/v2/products", R"({"errors":[{"code":"body_too_large")"),
        std::pair("/espf/v1/account/i/1001/status", R"({"error":"body too large"})")}) {
    const auto refused = ask("POST", origin + target, std::string((8u << 20) + 1, ' '), token);
    EXPECT_EQ(refused.status, 413) << target;
    EXPECT_THAT(refused.body, HasSubstr(said)) << target;
    ASSERT_NE(refused.headers.find("Content-Type"), nullptr) << target;
    EXPECT_EQ(*refused.headers.find("Content-Type"), "application/json") << target;
  }
  for (const std::string& other : {ready_text("control_url"), ready_text("clock_url"), hss_url()}) {
    const auto refused = ask("POST", other, std::string((8u << 20) + 1, ' '), token);
    EXPECT_EQ(refused.status, 413) << other;
    EXPECT_EQ(refused.body, R"({"error":"body too large"})") << other;
  }
  EXPECT_EQ(ask("POST", rest + info, R"({"params": {"i_account": 1001}})", token).status, 200)
      << "it goes on as before";
  EXPECT_EQ(ask("GET", ready_text("espf_url") + "/espf/v1/groups", "", "wrong").status, 401);
  EXPECT_EQ(ask("POST", ready_text("espf_url") + "/espf/v1/groups", "{}", token).status, 405);
  EXPECT_EQ(ask("GET", ready_text("portabilling_url") + "/nothing").status, 404);
}

}  // namespace
}  // namespace tests
