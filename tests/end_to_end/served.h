// A running `espf serve`, and what an Application or a person asks of it.
#pragma once

#include <nlohmann/json.hpp>

#include "base/http_client.h"
#include "base/http_server.h"
#include "base/json.h"
#include "tests/support/programs.h"

namespace tests {

class ServedTest : public ProgramsTest {
 protected:
  // Returns once it is ready; then `ready` holds its ready file.
  Program& serve(std::vector<std::string> options = {},
                 const std::string& world = "fixtures/worlds/mvno.yaml") {
    std::filesystem::remove(path("ready.json"));
    options.insert(options.begin(),
                   {espf(), "serve", "--world", source(world), "--ready-file", "ready.json"});
    Program& program = start(std::move(options));
    wait_for(
        "the ready file of serve", [&] { return exists("ready.json"); }, &program);
    ready = base::parse_json(read("ready.json")).value_or(base::Json::object());
    return program;
  }
  // The ready file's member at `pointer`, such as "login" or "realms/admin/http"; "" for none.
  std::string ready_text(const std::string& pointer) const {
    const base::Json::json_pointer at("/" + pointer);
    return ready.contains(at) ? base::text_of(ready[at]) : "";
  }
  std::string hss_url() const { return ready_text("external_systems/hss"); }

  // Asks over a socket and returns the answer; status 0 where there is none.
  base::HttpResponse ask(const std::string& method, const std::string& url, const std::string& body = "",
                         const std::string& bearer = "") {
    base::ClientRequest request;
    const auto parsed = base::parse_url(url);
    EXPECT_TRUE(parsed) << url;
    if (!parsed) return {0, {}, ""};
    request.url = *parsed;
    request.method = method;
    if (!bearer.empty()) request.headers.add("Authorization", "Bearer " + bearer);
    if (!body.empty()) request.headers.add("Content-Type", "application/json");
    request.body = body;
    base::SocketHttpClient client({.ca_file = ready_text("ca_file")});
    const auto outcome = client.send(request, std::chrono::duration_cast<std::chrono::milliseconds>(kLimit));
    if (const auto* response = std::get_if<base::HttpResponse>(&outcome)) return *response;
    return {0, {}, std::string(base::failure_name(std::get<base::HttpFailure>(outcome)))};
  }
  base::Json ask_json(const std::string& method, const std::string& url, const std::string& body = "",
                      const std::string& bearer = "") {
    const auto response = ask(method, url, body, bearer);
    const auto json = base::parse_json(response.body);
    EXPECT_TRUE(json) << url << " answered " << response.status << " " << response.body;
    return json.value_or(base::Json::object());
  }
  // An access token of the administrator, at `origin`.
  std::string login(const std::string& origin) {
    const base::Json params = {
        {"params", {{"login", ready_text("login")}, {"password", ready_text("password")}}}};
    const auto answer = ask_json("POST", origin + "/rest/Session/login", base::dump(params));
    EXPECT_TRUE(answer.contains("access_token")) << origin << " " << base::dump(answer);
    return answer.contains("access_token") ? base::text_of(answer["access_token"]) : "";
  }
  std::string transcript() { return run_espf({"transcript"}).output; }

  base::Json ready = base::Json::object();
};

// What an Application takes: a server of the test's own, on its loop.
class Receiver {
 public:
  explicit Receiver(base::EventLoop& loop) {
    auto made = base::HttpServer::listen(loop, {}, [this](base::HttpRequest request, base::Reply reply) {
      requests.push_back(std::move(request));
      answer(requests.back(), std::move(reply));
    });
    if (made) server_ = *std::move(made);
  }
  std::string url() const { return server_ ? server_->origin() : ""; }

  std::vector<base::HttpRequest> requests;
  std::function<void(const base::HttpRequest&, base::Reply)> answer = [](const base::HttpRequest&,
                                                                         base::Reply reply) {
    reply(base::HttpResponse{200, {}, ""});
  };

 private:
  std::unique_ptr<base::HttpServer> server_;
};

}  // namespace tests
