// What `espf explain` tells: by tables; and that it tells what the Api does.
#include "simulator/api/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/api/stubs_support.h"
#include "tests/api/support.h"
#include "tests/support/golden.h"

namespace sim::api {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using There = Explanation::Row::There;

base::Json json(std::string_view text) {
  auto parsed = base::parse_json(text);
  EXPECT_TRUE(parsed) << text;
  return parsed ? *parsed : base::Json();
}

std::shared_ptr<const std::vector<Specification>> document(std::vector<Realm> realms) {
  const std::string text = ::tests::read_whole(::tests::tests_folder() + "api/specification/admin.json");
  auto read = read_specification("admin.json", text, std::move(realms));
  std::vector<Specification> all;
  if (read.specification) all.push_back(std::move(*read.specification));
  EXPECT_EQ(all.size(), 1u);
  return std::make_shared<const std::vector<Specification>>(std::move(all));
}

// "1-", "2+", "2?": the rows by their numbers, whether each is there, and "<" behind the one that answers.
std::string rows_of(const Explanation& explanation) {
  std::string all;
  for (std::size_t index = 0; index < explanation.rows.size(); ++index) {
    const auto& row = explanation.rows[index];
    all += (all.empty() ? "" : " ") + std::to_string(static_cast<int>(row.answerer) + 1);
    all += row.there == There::No ? "-" : row.there == There::Yes ? "+" : "?";
    if (index == explanation.answers) all += "<";
  }
  return all;
}

TEST(Explain, ShowsTheRuleRowByRow) {
  ApiOptions own_document;
  own_document.specifications = document({Realm::Admin});
  const ApiOptions stubs = with_stubs(
      stubs_of("- {name: one, method: CDR/get_call_recording, params: {i_xdr: 1}, answer: {status: 503}}\n"
               "- {name: all, service: Account, realm: admin, answer: {body: {success: 1}}}\n"));
  struct Case {
    const char* method;
    Realm realm;
    const ApiOptions* options;
    std::optional<base::Json> params;
    const char* rows;
  };
  const ApiOptions alone;
  const Case cases[] = {
      {"Account/get_account_info", Realm::Admin, &alone, {}, "1- 2- 3+< 4- 5+"},
      {"Account/get_subscriptions", Realm::Admin, &alone, {}, "1- 2- 3- 4- 5+<"},
      {"Acount/get", Realm::Admin, &alone, {}, "1- 2- 3- 4- 5- 6+<"},
      {"Account/get_account_info", Realm::Admin, &own_document, {}, "1- 2- 3+< 4+ 5+"},
      {"Bulk/upload", Realm::Admin, &own_document, {}, "1- 2- 3- 4+< 5- 6+"},
      {"Bulk/upload", Realm::Account, &own_document, {}, "1- 2- 3- 4- 5- 6+<"},
      {"Account/get_subscriptions", Realm::Admin, &stubs, {}, "1- 2+< 3- 4- 5+"},
      {"Account/get_subscriptions", Realm::Account, &stubs, {}, "1- 2- 3- 4- 5+<"},
      {"CDR/get_call_recording", Realm::Admin, &stubs, {}, "1- 2? 3- 4- 5+<"},
      {"CDR/get_call_recording", Realm::Admin, &stubs, json(R"({"i_xdr": "1"})"), "1- 2+< 3- 4- 5+"},
      {"CDR/get_call_recording", Realm::Admin, &stubs, json(R"({"i_xdr": 2})"), "1- 2- 3- 4- 5+<"},
      {"v2/products", Realm::Admin, &stubs, {}, "1- 2- 3+<"},
      {"espf/v1/groups", Realm::Admin, &stubs, {}, "1- 2- 3+<"},
  };
  for (const Case& each : cases)
    EXPECT_EQ(rows_of(explain({each.method, each.realm, each.params}, *each.options)), each.rows)
        << each.method;
}

TEST(Explain, NamesStubsByTheirPlacesAndWhatTheyHaveLeft) {
  const ApiOptions options =
      with_stubs(stubs_of("- name: twice\n  method: Account/get_subscriptions\n  answers: [{status: 503}, "
                          "{status: 504}]\n  then: pass\n"
                          "- {method: Account/get_subscriptions, answer: {body: {alias_list: []}}}\n"));
  const ExplainQuestion question{"Account/get_subscriptions", Realm::Admin, {}};
  const auto fresh = explain(question, options);
  EXPECT_EQ(rows_of(fresh), "1- 2+< 2+ 3- 4- 5+");
  EXPECT_EQ(fresh.rows[1].what, "\"twice\", answer 1 of 2");
  EXPECT_THAT(fresh.rows[1].place, HasSubstr("folder/stubs.yaml:1:3"));
  EXPECT_EQ(fresh.rows[2].what, "one without a name");
  EXPECT_EQ(explain(question, options, {1, 0}).rows[1].what, "\"twice\", answer 2 of 2");
  const auto used = explain(question, options, {2, 0});
  EXPECT_EQ(rows_of(used), "1- 2- 2+< 3- 4- 5+");
  EXPECT_EQ(used.rows[1].what, "\"twice\", which has given its 2 answers");
}

TEST(Explain, TellsWhereADocumentsAnswerComesFrom) {
  ApiOptions options;
  options.specifications = document({Realm::Admin});
  const auto row_of = [&](const char* method) {
    return explain({method, Realm::Admin, {}}, options).rows[3];
  };
  EXPECT_EQ(row_of("CDR/get_xdr_list").what, "one of its 2 examples");
  EXPECT_EQ(row_of("CDR/get_xdr_list").place, "admin.json#/paths/~1CDR~1get_xdr_list/post");
  EXPECT_EQ(row_of("Rating/rate").what, "an answer made of its schema");
  EXPECT_EQ(row_of("Account/get_hidden").what, "no answer, for none can be made");
  EXPECT_THAT(explain({"Account/get_hidden", Realm::Admin, {}}, options).fault,
              HasSubstr("Server.Account.get_hidden.no_example: "));
}

TEST(Explain, TellsWhatASequenceComesTo) {
  struct Case {
    const char* then;
    std::size_t given;
    const char* what;
  };
  for (const Case& each : {Case{"last", 5, "\"s\", answer 2 of 2"}, Case{"again", 2, "\"s\", answer 1 of 2"},
                           Case{"again", 3, "\"s\", answer 2 of 2"}, Case{"fault", 1, "\"s\", answer 2 of 2"},
                           Case{"fault", 2, "\"s\", which has given its 2 answers: a fault says so"}}) {
    const ApiOptions options =
        with_stubs(stubs_of(std::string("- {name: s, method: Account/get_subscriptions, answers: [{status: "
                                        "503}, {status: 504}], then: ") +
                            each.then + "}\n"));
    EXPECT_EQ(explain({"Account/get_subscriptions", Realm::Admin, {}}, options, {each.given}).rows[1].what,
              each.what);
  }
}

TEST(Explain, SaysWhyACallIsRefused) {
  ApiOptions own_document;
  own_document.specifications = document({Realm::Admin});
  ApiOptions strict;
  strict.strict = true;
  ApiOptions customers;
  customers.specifications = document({Realm::Customer});
  const ApiOptions alone;
  struct Case {
    const char* method;
    Realm realm;
    const ApiOptions* options;
    const char* params;  // "" for none
    const char* refused;
    const char* fault;
  };
  const Case cases[] = {
      {"Account/get_account_info", Realm::Admin, &alone, R"({"i_account": 1})", "", ""},
      {"Account/get_account_info", Realm::Admin, &alone, R"({"i_account": "x"})", "",
       "Client.Account.get_account_info.wrong_parameter: "},
      {"Account/add_account", Realm::Account, &alone, "",
       "Server.Account.add_account.access_denied: Account/add_account is not for the realm account", ""},
      {"Account/get_account_info", Realm::Admin, &strict, R"({"i_acount": 1})",
       "Client.Account.get_account_info.not_as_described: `i_acount` is not described, `i_account` is ", ""},
      {"CDR/get_xdr_list", Realm::Admin, &own_document, "{}", "",
       "Client.CDR.get_xdr_list.wrong_parameter: "},
      {"v2/products", Realm::Customer, &alone, "", "403: API 2.0 is not for the realm customer", ""},
      {"v2/auth/login", Realm::Customer, &alone, "", "403: API 2.0 is not for the realm customer", ""},
      {"espf/v1/groups", Realm::Reseller, &alone, "",
       "404: the ESPF API stands on the port of the realm admin", ""},
  };
  for (const Case& each : cases) {
    std::optional<base::Json> params;
    if (*each.params != '\0') params = json(each.params);
    const auto told = explain({each.method, each.realm, params}, *each.options);
    EXPECT_THAT(told.refused,
                *each.refused == '\0' ? testing::Matcher<std::string>(IsEmpty()) : HasSubstr(each.refused))
        << each.method;
    EXPECT_THAT(told.fault,
                *each.fault == '\0' ? testing::Matcher<std::string>(IsEmpty()) : HasSubstr(each.fault))
        << each.method;
    EXPECT_EQ(to_json(told)["answered_by"] == "refusal", *each.refused != '\0') << each.method;
  }
}

TEST(Explain, AdvisesWhereNobodyAnswers) {
  const auto known = explain({"Account/get_subscriptions", Realm::Admin, {}}, {});
  EXPECT_TRUE(known.is_method);
  EXPECT_THAT(known.advice, HasSubstr("Server.Account.get_subscriptions.not_modelled: "));
  EXPECT_THAT(known.advice, HasSubstr("`stubs: [{method: Account/get_subscriptions,"));
  struct Case {
    const char* method;
    const char* meant;
  };
  for (const Case& each : {Case{"Acount/get_account_info", "; did you mean Account/get_account_info?"},
                           Case{"get_account_info", "; did you mean Account/get_account_info?"},
                           Case{"Numbers/get_acount_info", "; did you mean Account/get_account_info?"},
                           Case{"nothing at all like it", "is not a method of PortaBilling"}}) {
    const auto unknown = explain({each.method, Realm::Admin, {}}, {});
    EXPECT_FALSE(unknown.is_method) << each.method;
    EXPECT_EQ(unknown.asked_as + unknown.needs, "") << each.method;
    EXPECT_THAT(unknown.advice, testing::EndsWith(each.meant));
  }
  EXPECT_THAT(explain({"Account/get_account_info", Realm::Admin, {}}, {}).advice, IsEmpty());
  const ApiOptions stubs =
      with_stubs(stubs_of("- {method: Acme/charge_all, unlisted: true, answer: {status: 503}}\n"));
  EXPECT_THAT(explain({"Acme/charge_al", Realm::Admin, {}}, stubs).advice,
              testing::EndsWith("; did you mean Acme/charge_all?"));
}

TEST(Explain, SaysWhereNoResourceIs) {
  struct Case {
    const char* method;
    const char* refused;
  };
  for (const Case& each :
       {Case{"v2/prodcts", "404: API 2.0 has no resource `prodcts`; did you mean `products`? There are "},
        Case{"v2/products/1/2", "404: API 2.0 has no resource `products/1/2`"},
        Case{"espf/v1/group", "404: the ESPF API has no such resource; did you mean `espf/v1/groups`?"}}) {
    const auto unknown = explain({each.method, Realm::Admin, {}}, {});
    EXPECT_FALSE(unknown.is_method) << each.method;
    EXPECT_THAT(unknown.refused, testing::StartsWith(each.refused));
    const auto told = to_json(unknown);
    EXPECT_EQ(told["answered_by"], "refusal");
    for (const auto& row : told["rows"]) EXPECT_FALSE(row["answers"].get<bool>());
  }
}

TEST(Explain, TakesAMethodAsAPath) {
  for (const char* text : {"Account/get_account_info", "/Account/get_account_info",
                           "rest/Account/get_account_info", "/rest/Account/get_account_info"})
    EXPECT_EQ(method_meant(text), "Account/get_account_info") << text;
  EXPECT_EQ(method_meant("/api/v2/products"), "v2/products");
  EXPECT_EQ(method_meant("/espf/v1/groups"), "espf/v1/groups");
}

TEST(Explain, TakesPathsOfResourcesAsTheyAreAsked) {
  for (const auto& [text, method] :
       {std::pair("v2/products/11", "v2/products/id"), std::pair("/api/v2/products?fields=id", "v2/products"),
        std::pair("api/v2/auth/login", "v2/auth/login"), std::pair("v2/prodcts/1", "v2/prodcts/1"),
        std::pair("espf/v1/account/i/1/status", "espf/v1/account/status"),
        std::pair("/espf/v1/account/380501112233/status", "espf/v1/account/status"),
        std::pair("/espf/v1/group/5", "espf/v1/group/delete"),
        std::pair("espf/v1/account", "espf/v1/account"),
        std::pair("espf/v1/account/status", "espf/v1/account/status"),
        std::pair("v2/products/id", "v2/products/id")})
    EXPECT_EQ(method_meant(text), method) << text;
}

TEST(Explain, HoldsParametersOfResources) {
  struct Case {
    const char* method;
    const char* params;
    bool strict;
    const char* refused;
    const char* fault;
  };
  for (const Case& each : {
           Case{"v2/products", R"({"fields": "id", "limit": 5})", false, "", ""},
           Case{"v2/products", R"({"feilds": "id"})", false, "",
                "400: `feilds` is no parameter here; did you mean `fields`?"},
           Case{"v2/products/id", R"({"id": 11, "limit": 5})", false, "",
                "400: `limit` is no parameter here"},
           Case{"v2/auth/login", R"({"login": "demo", "pasword": "x"})", false, "", ""},
           Case{"v2/auth/login", R"({"password": "x"})", false, "", "400: "},
           Case{"v2/auth/login", R"({"login": "demo", "pasword": "x"})", true,
                "400: `pasword` is not described, `password` is", ""},
           Case{"espf/v1/account/status", R"({"status": "OK", "group": "HSS"})", true, "", ""},
           Case{"espf/v1/account/status", R"({"status": "ok", "group": "HSS"})", false, "",
                "400: `status` must be OK, IN_PROGRESS, RETRY or FAILED"},
           Case{"espf/v1/account/status", R"({"status": "OK", "groop": "HSS"})", true,
                "400: `groop` is not described, `group` is", ""},
           Case{"espf/v1/group/create", R"({})", false, "", "400: `name` must be the group's name"},
           Case{"espf/v1/group/delete", R"({"i_group": "x"})", false, "", "400: `i_group` must be a number"},
       }) {
    ApiOptions options;
    options.strict = each.strict;
    const auto told = explain({each.method, Realm::Admin, json(each.params)}, options);
    EXPECT_TRUE(told.is_method);
    EXPECT_THAT(told.refused, testing::StartsWith(each.refused)) << each.method << each.params;
    EXPECT_EQ(told.refused.empty(), *each.refused == '\0') << told.refused;
    EXPECT_THAT(told.fault, testing::StartsWith(each.fault)) << each.method << each.params;
    EXPECT_EQ(told.fault.empty(), *each.fault == '\0') << told.fault;
  }
}

// Whatever it tells, the Api does the same: for every known method, with stubs, in each realm.
TEST(Explain, AgreesWithTheApi) {
  ApiOptions options = with_stubs(
      stubs_of("- {method: Account/get_account_info, realm: admin, answers: [{status: 503}], then: pass}\n"
               "- {service: CDR, answer: {body: {success: 1}}}\n"));
  options.specifications = document({Realm::Admin, Realm::Customer});
  Api api(options, base::Rng(7));
  const World world = sample_world();
  std::vector<std::string> methods = known_methods();
  for (const char* further : {"Bulk/upload", "Rating/rate", "Nothing/at_all"}) methods.emplace_back(further);
  std::map<std::string, int> seen;
  for (const std::string& method : methods) {
    for (const Realm realm : all_realms()) {
      const auto described = api.describe(json_request("/rest/" + method, R"({"params": {}})"), realm, world);
      const auto told = api.explain({method, realm, base::Json::object()});
      ASSERT_TRUE(described.answerer) << method;
      ASSERT_EQ(told.rows[told.answers].answerer, *described.answerer) << method << " " << realm_word(realm);
      ++seen[std::string(answered_by(*described.answerer))];
      if (*described.answerer == Answerer::NotModelled || *described.answerer == Answerer::Unknown) continue;
      EXPECT_EQ(told.needs == "a session", !described.authorization_problem.empty()) << method;
    }
  }
  EXPECT_GT(seen["stub"], 1);
  EXPECT_GT(seen["model"], 100);
  EXPECT_GT(seen["specification"], 1);
  EXPECT_GT(seen["nothing"], 2000);
}

TEST(Explain, IsAnObjectForPrograms) {
  const base::Json told = to_json(explain({"Account/get_subscriptions", Realm::Reseller, {}}, {}));
  EXPECT_THAT(keys_of(told), testing::UnorderedElementsAre("method", "realm", "is_method", "asked_as",
                                                           "needs", "answered_by", "rows", "advice"));
  EXPECT_EQ(told["realm"], "reseller");
  EXPECT_EQ(told["answered_by"], "nothing");
  EXPECT_EQ(base::dump(told["rows"][4]),
            R"({"answered_by":"nothing","answers":true,"number":5,"there":true,)"
            R"("what":"a fault: in the list of methods, but nobody answers it"})");
}

}  // namespace
}  // namespace sim::api
