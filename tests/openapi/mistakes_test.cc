// What people are told of their mistakes: each with its file, line, column and help. UPDATE_GOLDEN=1 accepts
// it.
#include <gtest/gtest.h>

#include <string>

#include "tests/openapi/support.h"
#include "tests/support/golden.h"

namespace sim::openapi {
namespace {

struct Case {
  const char* name;
  const char* file;
  const char* from;  // a part of the small source, which is replaced; nullptr: the file is new
  const char* to;
};

void PrintTo(const Case& it, std::ostream* out) { *out << it.name; }

class Mistakes : public testing::TestWithParam<Case> {};

TEST_P(Mistakes, AreShownInTheirPlace) {
  const Case& it = GetParam();
  std::string text;
  if (it.from != nullptr) {
    text = small_sources().at(it.file);
    const std::size_t at = text.find(it.from);
    ASSERT_NE(at, std::string::npos);
    text.replace(at, std::string(it.from).size(), it.to);
  } else {
    text = it.to;
  }
  const std::string told = composed({{it.file, text}}).mistakes;
  EXPECT_NE(told, "");
  EXPECT_TRUE(tests::matches_golden("openapi/golden/" + std::string(it.name) + ".txt", told));
}

constexpr const char* kAccount = "rest/Account.yaml";
constexpr const char* kCommon = "components/common.yaml";
constexpr const char* kEspf = "espf_api.yaml";

INSTANTIATE_TEST_SUITE_P(
    All, Mistakes,
    testing::Values(
        Case{"unknown_keyword", kCommon, "type: integer, enum: [0, 1]", "type: integer, enun: [0, 1]"},
        Case{"wrong_type_word", kCommon, "type: integer, enum", "type: int, enum"},
        Case{"null_without_quotes", kCommon, "type: integer, enum", "type: [integer, null], enum"},
        Case{"dangling_reference", kAccount, "{$ref: account_info}", "{$ref: acount_info}"},
        Case{"cyclic_reference", kCommon, "unused: {type: string}",
             "unused: {anyOf: [{$ref: other}]}\nother: {allOf: [{not: {$ref: unused}}]}"},
        Case{"reference_to_itself", kCommon, "unused: {type: string}", "unused: {$ref: unused}"},
        Case{"schema_described_twice", "components/again.yaml", nullptr, "flag: {type: integer}\n"},
        Case{"required_member_that_is_none", kCommon, "required: [faultcode]", "required: [faultcod]"},
        Case{"optional_beside_required", kCommon, "required: [faultcode]",
             "required: [faultcode], optional: []"},
        Case{"unknown_group", kAccount, "use: [keys]", "use: [key]"},
        Case{"member_of_a_group_again", kAccount, "detailed_info: {", "id: {"},
        Case{"unknown_key_of_an_operation", kAccount, "summary: One", "sumary: One"},
        Case{"unknown_realm", kAccount, "x-realms: [admin, customer]", "x-realms: [admin, customers]"},
        Case{"method_twice", kAccount, "  block_account:", "  get_account_info:"},
        Case{"service_in_another_file", kAccount, "service: Account", "service: Accounts"},
        Case{"needs_one_of_members_that_are_none", kAccount, "required: [i_account]}",
             "needs one of: [i_account, ids], anyOf: []}"},
        Case{"no_example", kAccount,
             "examples:\n      nobody:\n        params: {i_account: 7}\n        fault: "
             "{faultcode: Server.Account.not_found, faultstring: there is none}\n",
             "examples: {}\n"},
        Case{"example_with_a_wrong_parameter", kAccount, "params: {i_account: 1001}",
             "params: {i_account: one}"},
        Case{"example_without_a_parameter", kAccount, "params: {i_account: 7}\n        fault",
             "params: {id: \"38\"}\n        fault"},
        Case{"answer_that_breaks_its_schema", kAccount, "answer: {}",
             "answer: {account_info: {i_account: x}}"},
        Case{"recorded_answer_that_breaks_its_schema", "examples/Account.get_account_info.one.json", nullptr,
             "{\n  \"account_info\": {\n    \"i_account\": null\n  }\n}\n"},
        Case{"recorded_answer_of_no_example", "examples/Account.get_account_info.two.json", nullptr, "{}\n"},
        Case{"fault_that_is_not_described", kAccount, "faultcode: Server.Account.not_found",
             "faultcode: Server.Account.not_fond"},
        Case{"fault_and_answer", kAccount, "fault: {faultcode: Server.Account.not_found",
             "answer: {}\n        fault: {faultcode: Server.Account.not_found"},
        Case{"no_example_of_a_fault", kAccount,
             "fault: {faultcode: Server.Account.not_found, faultstring: there is none}", "answer: {}"},
        Case{"wrong_parameter_that_is_right", kAccount, "i_account: olena", "i_account: 1001"},
        Case{"dangling_component", kEspf, "#/components/responses/done", "#/components/responses/don"},
        Case{"unused_component", kEspf, "    done:\n      description",
             "    never: {description: Never}\n    done:\n      description"},
        Case{"operation_id_twice", kEspf, "components:",
             "  /more:\n    get:\n      operationId: get_groups\n      tags: [Groups]\n      summary: More\n"
             "      responses: {\"200\": {$ref: \"#/components/responses/done\"}}\ncomponents:"},
        Case{"unknown_key_of_a_path", kEspf, "operationId:", "operation_id:"},
        Case{"example_of_a_path", kEspf, "schema: {type: object}", "schema: {type: array}"},
        Case{"parameter_that_cannot_be_checked", kAccount, "{description: More, $ref: flag}",
             "{type: boolean}"},
        Case{"unknown_event_type", "webhooks.yaml", "SIM/Updated", "SIM/Update"},
        Case{"unknown_variable", "webhooks.yaml", "always: [i_event]", "always: [i_evnt]"},
        Case{"variable_of_the_table_without_a_schema", "components/events.yaml", "i_invoice", "i_invoices"},
        Case{"document_of_nothing", "documents.yaml", "  realm: customer\n", ""},
        Case{"document_of_a_missing_file", "documents.yaml", "paths: espf_api.yaml", "paths: esfp_api.yaml"},
        Case{"no_yaml", kAccount, "service: Account", "service: [Account"}),
    [](const auto& param) { return std::string(param.param.name); });

}  // namespace
}  // namespace sim::openapi
