// What the ESPF API is described to do, and what it does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/api/espf_api.h"
#include "tests/contract/described.h"
#include "tests/contract/shipped.h"

namespace sim::tests {
namespace {

using base::Json;

constexpr const char* kJson = "application/json";

class EspfDescription : public testing::Test {
 protected:
  EspfDescription()
      : document_(shipped_.document("admin", "ESPFInterface.json")), contract_(closed(document_)) {}

  // Follows references to responses, request bodies and the like.
  const Json& meant(const Json& part) const {
    const auto reference = part.find("$ref");
    if (reference == part.end()) return part;
    return contract_.at(Json::json_pointer(base::text_of(*reference).substr(1)));
  }

  // The path with the examples of its parameters in it.
  static std::string target(const std::string& path, const Json& operation) {
    std::string result = "/espf/v1" + path;
    for (const Json& parameter : operation.value("parameters", Json::array())) {
      const std::string name = "{" + base::text_of(parameter["name"]) + "}";
      const std::size_t at = result.find(name);
      if (at != std::string::npos) result.replace(at, name.size(), base::text_of(parameter["example"]));
    }
    return result;
  }

  // The examples of its body, "" where it has none.
  std::vector<std::string> bodies(const Json& operation) const {
    if (!operation.contains("requestBody")) return {""};
    std::vector<std::string> all;
    for (const auto& [name, example] :
         meant(operation["requestBody"])["content"][kJson]["examples"].items()) {
      all.push_back(base::dump(example["value"]));
    }
    return all;
  }

  static std::string upper(std::string verb) {
    for (char& c : verb) c = static_cast<char>(c - 'a' + 'A');
    return verb;
  }

  // Of an answer: not as described.
  void judge(const std::string& what, const Json& operation, const Answer& answer) {
    const std::string status = std::to_string(answer.status);
    if (!operation["responses"].contains(status)) {
      ADD_FAILURE() << what << ": answered " << status << ", which is not described: " << answer.body;
      return;
    }
    const Json& schema = meant(operation["responses"][status])["content"][kJson]["schema"];
    const auto found = violations(schema, contract_, answer.json, what);
    EXPECT_TRUE(found.empty()) << joined(found);
  }

  // Calls `act(what, path, verb, operation)` for each operation.
  template <class Act>
  void for_each_operation(Act act) {
    for (const auto& [path, item] : contract_["paths"].items()) {
      for (const auto& [verb, operation] : item.items())
        act(upper(verb) + " " + path, path, upper(verb), operation);
    }
  }

  Shipped shipped_;
  Json document_, contract_;
};

TEST_F(EspfDescription, NamesEveryRouteAndNoOther) {
  std::vector<std::string> served, described;
  for (const api::EspfRoute& route : api::espf_routes()) {
    served.push_back(std::string(route.verb) + " " + std::string(route.path));
  }
  for_each_operation([&](const std::string& what, const std::string&, const std::string&, const Json&) {
    described.push_back(what);
  });
  EXPECT_THAT(served, testing::UnorderedElementsAreArray(described));
}

TEST_F(EspfDescription, HoldsWithEveryExample) {
  for_each_operation(
      [&](const std::string& what, const std::string& path, const std::string& verb, const Json& operation) {
        for (const std::string& body : bodies(operation)) {
          Shipped fresh;
          const std::string token = base::text_of(fresh.login("admin")["access_token"]);
          const Answer answer = fresh.ask(fresh.origin("admin"), verb, target(path, operation), body,
                                          {{"Authorization", "Bearer " + token}});
          EXPECT_EQ(answer.status, 200) << what << " " << body << ": " << answer.body;
          judge(what + " " + body, operation, answer);
          const Json examples =
              meant(operation["responses"]["200"])["content"][kJson].value("examples", Json::object());
          if (!examples.empty()) {
            EXPECT_EQ(answer.json, (*examples.begin())["value"]) << what;
          }
        }
      });
}

TEST_F(EspfDescription, NamesTheErrorsThatAreGiven) {
  const std::string token = base::text_of(shipped_.login("admin")["access_token"]);
  const base::Headers bearer{{"Authorization", "Bearer " + token}};
  const std::string admin = shipped_.origin("admin");
  for_each_operation(
      [&](const std::string& what, const std::string& path, const std::string& verb, const Json& operation) {
        const std::string where = target(path, operation);
        judge(what + " by nobody", operation, shipped_.ask(admin, verb, where, bodies(operation).front()));
        if (verb != "POST") return;
        base::Headers as_text = bearer;
        as_text.add("Content-Type", "text/plain");
        judge(what + " as text", operation, shipped_.ask(admin, verb, where, "x", as_text));
        judge(what + " with nothing", operation, shipped_.ask(admin, verb, where, "{}", bearer));
        judge(what + " with no JSON", operation, shipped_.ask(admin, verb, where, "{", bearer));
      });
  const Json& post = contract_["paths"]["/account/i/{i_account}/status"]["post"];
  judge("a status of nobody", post,
        shipped_.ask(admin, "POST", "/espf/v1/account/i/999999/status", R"({"status":"OK","group":"HSS"})",
                     bearer));
}

}  // namespace
}  // namespace sim::tests
