#include "tests/contract/shipped.h"

#include "base/document.h"
#include "base/file.h"
#include "simulator/billing/world_file.h"

namespace sim::tests {
namespace {

constexpr std::chrono::seconds kLimit{20};  // of any wait: far more than is ever needed

// Somebody of each realm, as the world has them; the account is 1001, a customer's that has a reseller.
base::Json credentials(const std::string& realm) {
  if (realm == "admin") return {{"login", "provisioner"}, {"password", "Quiet-Harbour-21"}};
  if (realm == "reseller") return {{"login", "heron-api"}, {"password", "Reed-Bed-5"}};
  if (realm == "customer") return {{"login", "panda-api"}, {"password", "Green-Stalk-8"}};
  return {{"login", "olena"}, {"password", "Spring-Rain-4"}};
}

}  // namespace

World shipped_world() {
  static const World world = [] {
    const std::string file = std::string(ESPF_SOURCE_DIR) + "/fixtures/worlds/mvno.yaml";
    const auto document = base::parse_document(file, base::read_file(file).value_or(""));
    if (!document) return World();
    return read_world(*document).value_or(World());
  }();
  return world;
}

const base::TestCertificateAuthority& test_authority() {
  static const base::TestCertificateAuthority authority;
  return authority;
}

const std::vector<std::string>& realms() {
  static const std::vector<std::string> all{"admin", "reseller", "customer", "account"};
  return all;
}

std::string document_file(const std::string& realm) {
  return static_cast<char>(realm[0] - 'a' + 'A') + realm.substr(1) + "Interface.json";
}

Shipped::Shipped(EspfOptions espf) {
  InstallationOptions options;
  options.world = shipped_world();
  options.authority = &test_authority();
  options.authority_file = "/nowhere/ca.pem";
  options.espf = std::move(espf);
  auto made = Installation::start(loop_, std::move(options));
  if (!made) {
    ADD_FAILURE() << made.error().what;
    return;
  }
  installation_ = std::move(*made);
  sender_ = std::make_unique<base::HttpSender>(
      loop_, base::HttpSenderOptions{.ca_pem = test_authority().certificate_pem()});
}

Answer Shipped::ask(const std::string& origin, const std::string& method, const std::string& target,
                    const std::string& body, const base::Headers& headers) {
  Answer answer;
  const auto url = base::parse_url(origin + target);
  if (!url) {
    ADD_FAILURE() << "no URL: " << origin << target;
    return answer;
  }
  bool done = false;
  base::OutgoingRequest request{.url = *url, .method = method, .headers = headers, .body = body};
  if (!body.empty() && headers.find("Content-Type") == nullptr) {
    request.headers.add("Content-Type", "application/json");
  }
  sender_->send(std::move(request), [&](const base::HttpOutcome& outcome) {
    done = true;
    const auto* response = std::get_if<base::HttpResponse>(&outcome);
    if (response == nullptr) return;
    answer = {response->status, response->headers, response->body,
              base::parse_json(response->body).value_or(base::Json())};
  });
  EXPECT_TRUE(loop_.run_until([&] { return done; }, kLimit)) << "no answer to " << method << " " << target;
  EXPECT_NE(answer.status, 0) << "no answer to " << method << " " << target;
  return answer;
}

std::string Shipped::origin(const std::string& realm) const {
  return installation_->addresses().realms.at(realm).http;
}

base::Json Shipped::login(const std::string& realm) {
  const Answer answer = call(realm, "Session/login", credentials(realm));
  EXPECT_EQ(answer.status, 200) << realm << ": " << answer.body;
  return answer.json;
}

Answer Shipped::call(const std::string& realm, const std::string& method, const base::Json& params,
                     const std::string& token) {
  return call_with(realm, method, {{"params", params}}, token);
}

Answer Shipped::call_with(const std::string& realm, const std::string& method, const base::Json& body,
                          const std::string& token) {
  base::Headers headers;
  if (!token.empty()) headers.add("Authorization", "Bearer " + token);
  return ask(origin(realm), "POST", "/rest/" + method, base::dump(body), headers);
}

base::Json Shipped::document(const std::string& realm, const std::string& file) {
  const Answer answer = ask(origin(realm), "GET", "/doc/api/" + file);
  EXPECT_EQ(answer.status, 200) << file;
  return answer.json;
}

}  // namespace sim::tests
