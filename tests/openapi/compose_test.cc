#include "simulator/api/openapi/compose/compose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/json_schema.h"
#include "simulator/api/openapi/compose/node.h"
#include "simulator/api/openapi/compose/schema_keywords.h"
#include "simulator/api/openapi/compose/sources.h"
#include "simulator/billing/event_types.h"
#include "tests/openapi/support.h"

namespace sim::openapi {
namespace {

using base::Json;
using testing::ElementsAre;
using testing::HasSubstr;

Json document(const Composition& composition, const std::string& file) {
  const auto found = composition.documents.find(file);
  EXPECT_NE(found, composition.documents.end()) << file;
  const auto parsed = base::parse_json(found == composition.documents.end() ? "{}" : found->second);
  EXPECT_TRUE(parsed) << file;
  return parsed.value_or(Json::object());
}

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

TEST(Compose, GivesARealmItsOwnMethodsAndTheSchemasThatTheyUse) {
  const Composition composition = composed();
  ASSERT_EQ(composition.mistakes, "");
  const Json customer = document(composition, "CustomerInterface.json");
  EXPECT_EQ(customer["openapi"], "3.1.0");
  EXPECT_EQ(customer["info"]["version"], "1.2.3");
  EXPECT_EQ(customer["servers"], Json::array({{{"url", "/rest"}}}));
  EXPECT_THAT(keys(customer["paths"]), ElementsAre("/Account/get_account_info"));
  EXPECT_THAT(keys(customer["components"]["schemas"]),
              ElementsAre("account_info", "auth_info", "fault", "flag", "form_call"));
}

TEST(Compose, WritesACallWithItsParametersAnswerFaultsAndExamples) {
  const Json post =
      document(composed(), "CustomerInterface.json")["paths"]["/Account/get_account_info"]["post"];
  const Json& call = post["requestBody"]["content"]["application/json"];
  const Json& params = call["schema"]["properties"]["params"];
  EXPECT_THAT(keys(params["properties"]), ElementsAre("detailed_info", "i_account", "id"));
  EXPECT_EQ(params["properties"]["detailed_info"]["$ref"], "#/components/schemas/flag");
  EXPECT_EQ(call["examples"]["one"]["value"], Json({{"params", {{"i_account", 1001}}}}));
  const Json& answers = post["responses"]["200"]["content"]["application/json"]["examples"];
  EXPECT_EQ(answers["one"]["value"], Json({{"account_info", {{"i_account", 1001}}}}));
  EXPECT_EQ(answers["nobody"]["value"], Json::object());
  EXPECT_FALSE(call["examples"].contains("wrong_type"));  // no request that may be made
  const Json& fault = post["responses"]["500"]["content"]["application/json"]["examples"]["wrong_type"];
  EXPECT_EQ(fault["value"]["faultstring"], "no integer");
  EXPECT_EQ(fault["summary"], R"({"params":{"i_account":"olena"}})");
  EXPECT_EQ(fault["x-request"], Json({{"params", {{"i_account", "olena"}}}}));
  const std::string faults = base::text_of(post["responses"]["500"]["description"]);
  EXPECT_THAT(faults, HasSubstr("Client.Account.get_account_info.wrong_parameter"));
}

TEST(Compose, MakesAllMembersRequiredThatAreNotOptionalAndSaysWhatIsAssumed) {
  const Json schema = document(composed(), "CustomerInterface.json")["components"]["schemas"]["account_info"];
  EXPECT_EQ(schema["required"], Json::array({"i_account"}));
  EXPECT_EQ(schema["properties"]["status"]["description"],
            "What is wrong with it. Assumed: no source shows it.");
  EXPECT_FALSE(schema.contains("optional"));
}

TEST(Compose, SaysInTheSchemaThatOneOfSeveralMembersMustBeThere) {
  Texts texts = small_sources();
  std::string& account = texts["rest/Account.yaml"];
  const std::string needs_i_account = "required: [i_account]}";
  account.replace(account.find(needs_i_account), needs_i_account.size(), "needs one of: [i_account, id]}");
  std::string& table = texts["documents.yaml"];
  table.replace(table.find("realm: customer"), 15, "realm: admin");
  const Composition composition = compose("api", texts, "1.2.3");
  ASSERT_EQ(composition.mistakes, "");
  const Json post =
      document(composition, "CustomerInterface.json")["paths"]["/Account/block_account"]["post"];
  const Json& call = post["requestBody"]["content"]["application/json"]["schema"];
  EXPECT_EQ(call["required"], Json({"params"}));
  const Json& params = call["properties"]["params"];
  EXPECT_EQ(params["anyOf"], Json({{{"required", {"i_account"}}}, {{"required", {"id"}}}}));
  EXPECT_FALSE(params.contains("needs one of"));
}

TEST(Compose, MakesAWebhookOfEveryEventType) {
  const Json webhooks = document(composed(), "Webhooks.json")["webhooks"];
  for (const std::string& name : event_type_names()) EXPECT_TRUE(webhooks.contains(name)) << name;
  const Json& body = webhooks["Account/Blocked"]["post"]["requestBody"]["content"]["application/json"];
  EXPECT_EQ(body["example"],
            Json({{"event_type", "Account/Blocked"}, {"variables", {{"i_account", 1001}, {"i_event", 7}}}}));
}

TEST(Compose, DescribesTheMethodsToTheProgramInShort) {
  const auto rows = base::parse_json(composed().descriptor);
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2u);
  const Json& row = (*rows)[1];
  EXPECT_EQ(row, Json({{"name", "Account/block_account"},
                       {"meaning", "Blocks an account"},
                       {"realms", {"admin"}},
                       {"session", true},
                       {"assumed", true},
                       {"answers", {"success"}},
                       {"params",
                        {{{"name", "i_account"}, {"type", "integer"}, {"required", true}},
                         {{"name", "id"}, {"type", "string"}}}}}));
}

TEST(Compose, TakesTheSourcesThatShip) {
  const std::string folder = std::string(ESPF_SOURCE_DIR) + "/simulator/api/openapi";
  const auto texts = read_texts(folder);
  ASSERT_TRUE(texts) << texts.error().what;
  const Composition composition = compose(folder, *texts, "1.2.3");
  EXPECT_EQ(composition.mistakes, "");
  EXPECT_GE(composition.documents.size(), 6u);
}

// A keyword that nothing checks would be a promise that no test keeps.
TEST(SchemaKeywords, AreCheckedByJsonSchemaOrTellPeopleSomething) {
  for (const std::string& name : schema_keywords()) {
    if (name == "use" || name == "optional" || name == "needs one of" || name.starts_with("x-")) continue;
    const auto& checked = base::checked_keywords();
    const auto& told = base::annotation_keywords();
    EXPECT_TRUE(std::find(checked.begin(), checked.end(), name) != checked.end() ||
                std::find(told.begin(), told.end(), name) != told.end())
        << name;
  }
}

TEST(JsonText, KeepsTheOrderAndBreaksWhatIsLong) {
  base::Node map = map_node({{"b", literal_node("1")}, {"a", text_node("1")}});
  EXPECT_EQ(json_text(map), "{\"b\": 1, \"a\": \"1\"}\n");
  set(map, "c", list_node({text_node(std::string(80, 'x')), text_node(std::string(20, 'y'))}));
  EXPECT_EQ(json_text(map), "{\n  \"b\": 1,\n  \"a\": \"1\",\n  \"c\": [\n    \"" + std::string(80, 'x') +
                                "\",\n    \"" + std::string(20, 'y') + "\"\n  ]\n}\n");
}

TEST(NodeAt, FollowsAPointerAsFarAsItLeads) {
  const base::Node inner = list_node({text_node("x"), text_node("y")});
  const base::Node map = map_node({{"a/b", map_node({{"l", inner}})}});
  EXPECT_EQ(node_at(map, "/a~1b/l/1").text, "y");
  EXPECT_TRUE(node_at(map, "/a~1b/l/2").is_sequence());
  EXPECT_TRUE(node_at(map, "").is_map());
}

}  // namespace
}  // namespace sim::openapi
