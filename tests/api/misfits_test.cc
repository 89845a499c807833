// Which literals of stubs are noted because of the user's own document.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/api/stubs_support.h"

namespace sim::api {
namespace {

const char* const kDocument = R"(
openapi: 3.1.0
info: {title: A, version: "1"}
paths:
  /Moon/land:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                params:
                  type: object
                  properties:
                    number: {$ref: "#/components/schemas/number"}
                    amount: {type: [number, "null"]}
                    flag: {type: boolean}
                    text: {type: string}
                    list: {type: array, items: {type: string}}
                    either: {anyOf: [{type: integer}, {type: "null"}]}
                    untyped: {description: Whatever}
                    open: true
                    circle: {$ref: "#/components/schemas/info"}
      responses: {"200": {description: ok}}
components:
  schemas:
    number: {type: integer}
    info: {type: object, properties: {number: {$ref: "#/components/schemas/number"}}}
)";

const char* const kOther = R"(
openapi: 3.1.0
info: {title: B, version: "1"}
paths:
  /Moon/land:
    post:
      requestBody:
        content: {application/json: {schema: {properties: {params: {properties: {number: {type: string}}}}}}}
      responses: {"200": {description: ok}}
)";

// "COLUMN message" of each note of a stub with these `params`.
std::vector<std::string> notes_of(const std::string& params, const std::string& realm = "admin") {
  auto documents = std::make_shared<std::vector<Specification>>();
  auto first = read_specification("A.yaml", kDocument, {Realm::Admin, Realm::Customer});
  auto second = read_specification("B.yaml", kOther, {Realm::Reseller});
  EXPECT_TRUE(first.specification && second.specification);
  documents->push_back(*std::move(first.specification));
  documents->push_back(*std::move(second.specification));
  StubContext context;
  context.documents = documents;
  const std::string before = "[{method: Moon/land, realm: " + realm + ", answer: {body: {}}, params: ";
  const auto document = base::parse_document("t.yaml", before + params + "}]");
  base::Findings findings("t.yaml");
  if (!document) {
    ADD_FAILURE() << params;
    return {};
  }
  read_stubs(document->root, context, findings);
  EXPECT_TRUE(findings.empty()) << params;
  std::vector<std::string> notes;
  for (const base::Diagnostic& each : findings.notes())
    notes.push_back(std::to_string(each.pos.column - static_cast<int>(before.size())) + " " + each.message);
  return notes;
}

TEST(Misfits, AreLiteralsThatTheTypeCanNeverHold) {
  struct Case {
    const char* params;
    const char* note;
  };
  const Case cases[] = {
      {"{number: abc}", "10 `number` is described as an integer; this stub never fits a call as described"},
      {"{number: 1.5}", "10 `number` is described as an integer; this stub never fits a call as described"},
      {"{number: [1]}", "10 `number` is described as an integer; this stub never fits a call as described"},
      {"{number: {a: 1}}",
       "10 `number` is described as an integer; this stub never fits a call as described"},
      {"{number: {is: abc}}",
       "15 `number` is described as an integer; this stub never fits a call as described"},
      {"{number: {any_of: [1, abc]}}",
       "23 `number` is described as an integer; this alternative never fits a call as described"},
      {"{amount: abc}",
       "10 `amount` is described as a number or null; this stub never fits a call as described"},
      {"{flag: maybe}", "8 `flag` is described as true or false; this stub never fits a call as described"},
      {"{text: [a]}", "8 `text` is described as text; this stub never fits a call as described"},
      {"{list: a}", "8 `list` is described as a list; this stub never fits a call as described"},
      {"{circle: 1}", "10 `circle` is described as an object; this stub never fits a call as described"},
      {"{circle: {number: x}}",
       "19 `circle.number` is described as an integer; this stub never fits a call as described"},
  };
  for (const Case& each : cases)
    EXPECT_THAT(notes_of(each.params), testing::ElementsAre(each.note)) << each.params;
}

TEST(Misfits, AreNotWhatMayBeSent) {
  for (const char* params : {"{number: 12}",
                             "{number: '12'}",
                             "{number: '0012'}",
                             "{number: 12.0}",
                             "{number: 1e3}",
                             "{number: {is: '12', type: string}}",
                             "{number: true}",
                             "{number: {matches: 'a.*'}}",
                             "{number: null}",
                             "{number: {absent: true}}",
                             "{number: {contains: a}}",
                             "{amount: 1.50}",
                             "{amount: '1.5'}",
                             "{flag: true}",
                             "{flag: 1}",
                             "{text: 12}",
                             "{text: true}",
                             "{list: [a, 1]}",
                             "{list: {contains: a}}",
                             "{either: abc}",
                             "{untyped: [x]}",
                             "{open: {a: 1}}",
                             "{circle: {other: abc}}",
                             "{any_of: [{number: abc}]}"}) {
    EXPECT_THAT(notes_of(params), testing::IsEmpty()) << params;
  }
}

TEST(Misfits, AreThoseOfEveryRealmOfTheStub) {
  EXPECT_EQ(notes_of("{number: abc}", "{any_of: [admin, customer, account]}").size(), 1u);
  EXPECT_THAT(notes_of("{number: abc}", "{any_of: [admin, reseller]}"), testing::IsEmpty());
}

TEST(UndescribedParameters, AreThoseThatNoRealmOfTheStubDescribes) {
  EXPECT_THAT(notes_of("{numbr: 1}", "{any_of: [account, reseller]}"),
              testing::ElementsAre(testing::HasSubstr("Moon/land is described without a parameter `numbr`")));
  EXPECT_EQ(notes_of("{flagg: true}", "{any_of: [admin, reseller]}").size(), 1u);
  EXPECT_THAT(notes_of("{amount: 1}", "{any_of: [admin, reseller]}"), testing::IsEmpty());
}

}  // namespace
}  // namespace sim::api
