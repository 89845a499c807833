// What the REST API is described to do, and what it does. UPDATE_GOLDEN=1 records the answers of examples
// that the description does not write out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "base/file.h"
#include "simulator/api/api.h"
#include "simulator/api/documents.h"
#include "tests/contract/described.h"
#include "tests/contract/shipped.h"

namespace sim::tests {
namespace {

using base::Json;

constexpr const char* kJson = "application/json";

const Json& media(const Json& holder) { return holder["content"][kJson]; }

// The tokens that examples show are those of Session/login's example: a real session's stand in their place.
void use_session(Json& params, const Json& shown, const Json& session) {
  for (const char* name : {"access_token", "refresh_token", "session_id"}) {
    if (params.contains(name) && params[name] == shown[name]) params[name] = session[name];
  }
}

// The first of realms() that has the example.
std::string first_realm_with(const std::string& method, const std::string& name) {
  static const std::map<std::string, Json> documents = [] {
    std::map<std::string, Json> all;
    for (const std::string& realm : realms()) {
      all[realm] = base::parse_json(api::find_document(realm)->json).value_or(Json::object());
    }
    return all;
  }();
  for (const std::string& realm : realms()) {
    const Json& paths = documents.at(realm)["paths"];
    const auto item = paths.find("/" + method);
    if (item == paths.end()) continue;
    if (media((*item)["post"]["requestBody"])["examples"].contains(name)) return realm;
  }
  return "";
}

class RestDescription : public testing::TestWithParam<std::string> {
 protected:
  const std::string& realm() const { return GetParam(); }

  // One example, asked of a fresh Installation; what is not as described. `body`: the request that it shows.
  std::vector<std::string> problems(const std::string& method, const std::string& name, Json body,
                                    const Json& post, const Json& contract) {
    const std::string where = realm() + " " + method + ", example " + name;
    Shipped shipped;
    const Json session = shipped.login(realm());
    use_session(body["params"], shown_session(contract), session);
    const Answer answer = shipped.call_with(realm(), method, body, base::text_of(session["access_token"]));
    const Json& responses = post["responses"];
    const std::string status = std::to_string(answer.status);
    if (!responses.contains(status)) return {where + ": answered " + status + ", which is not described"};
    auto found = violations(media(responses[status])["schema"], contract, answer.json, where);
    const Json& faults = media(responses["500"])["examples"];
    if (faults.contains(name)) {
      if (answer.json != faults[name]["value"]) found.push_back(where + ": answered " + answer.body);
    } else if (answer.status != 200) {
      found.push_back(where + ": answered " + answer.body);
    } else {
      compare(method, name, where, media(responses["200"]), contract, answer.json, found);
    }
    return found;
  }

  static Json shown_session(const Json& document) {
    const Json& examples = media(document["paths"]["/Session/login"]["post"]["responses"]["200"])["examples"];
    return (*examples.begin())["value"];
  }

  // The answer that the description shows is the one that is given: to administrators, or where they do not
  // have the method or the example, in the first realm that does.
  void compare(const std::string& method, const std::string& name, const std::string& where,
               const Json& answers, const Json& contract, const Json& actual,
               std::vector<std::string>& found) {
    if (first_realm_with(method, name) != realm()) return;
    const Json examples = answers.value("examples", Json::object());
    const Json shown = examples.contains(name) ? examples[name]["value"] : Json();
    const Json& schema = answers["schema"];
    if (without_varying(shown, schema, contract) == without_varying(actual, schema, contract)) return;
    std::string file = method;
    file.replace(file.find('/'), 1, ".");
    const std::string path =
        std::string(ESPF_SOURCE_DIR) + "/simulator/api/openapi/examples/" + file + "." + name + ".json";
    const bool may_record = shown.is_null() || base::read_file(path).has_value();
    if (may_record && std::getenv("UPDATE_GOLDEN") != nullptr) {
      EXPECT_TRUE(base::write_file(path, base::dump_pretty(actual) + "\n"));
      return;
    }
    found.push_back(shown.is_null()
                        ? where + ": no answer is recorded (UPDATE_GOLDEN=1 does; then build again)"
                        : where + ": the description shows another answer than " + base::dump(actual));
  }
};

// The requests that a document shows stand with the request, those that break their schema with their fault.
TEST_P(RestDescription, HoldsWithEveryExample) {
  Shipped shipped;
  const Json contract = closed(shipped.document(realm(), document_file(realm())));
  std::vector<std::string> all;
  int examples = 0;
  const auto ask = [&](const std::string& path, const std::string& name, const Json& body, const Json& post) {
    ++examples;
    for (std::string& line : problems(path.substr(1), name, body, post, contract))
      all.push_back(std::move(line));
  };
  for (const auto& [path, item] : contract["paths"].items()) {
    const Json& post = item["post"];
    const Json& requests = media(post["requestBody"])["examples"];
    const Json faults = media(post["responses"]["500"]).value("examples", Json::object());
    EXPECT_FALSE(faults.empty()) << realm() << " " << path << " shows no fault";
    for (const auto& [name, example] : requests.items()) ask(path, name, example["value"], post);
    for (const auto& [name, fault] : faults.items()) {
      EXPECT_NE(requests.contains(name), fault.contains("x-request"))
          << realm() << " " << path << " " << name;
      if (fault.contains("x-request")) ask(path, name, fault["x-request"], post);
    }
  }
  EXPECT_GT(examples, 30);
  EXPECT_TRUE(all.empty()) << joined(all);
}

// Whether a method is served is seen from outside: by the fault that it gives where it is not.
TEST_P(RestDescription, NamesWhatIsServedAndNothingElse) {
  Shipped shipped;
  const Json document = shipped.document(realm(), document_file(realm()));
  const std::string token = base::text_of(shipped.login(realm())["access_token"]);
  std::vector<std::string> served, described;
  for (const std::string& method : api::known_methods()) {
    if (method == "Session/logout") {  // it would end the session that asks
      served.push_back(method);
      continue;
    }
    const std::string code = shipped.call(realm(), method, Json::object(), token).json.value("faultcode", "");
    const bool is_refused = code.ends_with(".not_modelled") || code.ends_with(".access_denied") ||
                            code.ends_with(".unknown_method") || code == "Client.unknown_service";
    if (!is_refused) served.push_back(method);
  }
  for (const auto& [path, item] : document["paths"].items()) described.push_back(path.substr(1));
  EXPECT_THAT(served, testing::UnorderedElementsAreArray(described));
}

// Of each method: no parameters, a list in place of each, and nobody's session.
TEST_P(RestDescription, NamesTheFaultsThatAreGiven) {
  Shipped shipped;
  const Json contract = closed(shipped.document(realm(), document_file(realm())));
  const std::string token = base::text_of(shipped.login(realm())["access_token"]);
  std::vector<std::string> all;
  const auto judge = [&](const std::string& what, const Json& post, const Answer& answer) {
    const std::string status = std::to_string(answer.status);
    const Json& schema = media(post["responses"][status])["schema"];
    for (std::string& line : violations(schema, contract, answer.json, realm() + " " + what))
      all.push_back(std::move(line));
  };
  for (const auto& [path, item] : contract["paths"].items()) {
    const std::string method = path.substr(1);
    const Json& post = item["post"];
    const std::string target = "/rest" + path;
    judge(method + " without a session", post, shipped.call(realm(), method, Json::object()));
    judge(method + " with junk for a token", post, shipped.call(realm(), method, Json::object(), "junk"));
    judge(method + " with another's token", post,
          shipped.call(realm(), method, Json::object(), "eyJhbGciOiJSUzI1NiJ9.e30.c2ln"));
    judge(method + " with an old session", post,
          shipped.ask(shipped.origin(realm()), "POST", target,
                      R"({"auth_info":{"session_id":"0"},"params":{}})"));
    judge(method + " with a broken body", post, shipped.ask(shipped.origin(realm()), "POST", target, "{"));
    judge(method + " as text", post,
          shipped.ask(shipped.origin(realm()), "POST", target, "x", {{"Content-Type", "text/plain"}}));
    if (method == "Session/logout") continue;
    judge(method + " without parameters", post, shipped.call(realm(), method, Json::object(), token));
    const Json& params = media(post["requestBody"])["schema"]["properties"]["params"];
    const Json members = params.value("properties", Json::object());
    for (const auto& [name, schema] : members.items()) {
      judge(method + " with a list for " + name, post,
            shipped.call(realm(), method, {{name, Json::array({Json::array()})}}, token));
    }
  }
  EXPECT_TRUE(all.empty()) << joined(all);
}

INSTANTIATE_TEST_SUITE_P(Realms, RestDescription, testing::ValuesIn(realms()),
                         [](const auto& param) { return param.param; });

}  // namespace
}  // namespace sim::tests
