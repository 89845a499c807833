// What `espf check` says of changes that follow each other.
#include <gtest/gtest.h>

#include "tests/scenario/language_support.h"

namespace sim {
namespace {

struct Row {
  std::string name;
  std::string steps;
  std::string said;  // "line: message" of each mistake; steps begin at line 4
};

std::string name_of(const testing::TestParamInfo<Row>& row) { return row.param.name; }

std::string mistakes_in(const std::string& steps) {
  const Suite suite = tests::suite_of("scenario: A test\nworld: worlds/small.yaml\nsteps:\n" + steps);
  std::string all;
  for (const base::Diagnostic& each : suite.diagnostics)
    all += std::to_string(each.pos.line) + ": " + each.message + "\n";
  return all;
}

class Rehearsed : public testing::TestWithParam<Row> {};

TEST_P(Rehearsed, TellsWhatNoRunCouldDoAndNothingElse) {
  EXPECT_EQ(mistakes_in(GetParam().steps), GetParam().said);
}

const char* const kCreate =
    "  - change: {account: '380501112277', do: {create: {customer: Panda Telecom, "
    "product: LTE Basic}}}\n";

INSTANTIATE_TEST_SUITE_P(
    Right, Rehearsed,
    testing::Values(
        Row{"AnIdThatWasFreed",
            "  - change: {account: 380501112233, do: {change_id: '380501119999'}}\n"
            "  - change: {account: 380501112233, do: {create: {customer: Panda Telecom, product: LTE "
            "Basic}}}\n",
            ""},
        Row{"ANumberThatWasRemoved",
            "  - change: {did: 442079460001, do: remove}\n  - change: {did: 442079460001, do: upload}\n", ""},
        Row{"ANameThatWasFreed",
            "  - change: {customer: Panda Telecom, do: {rename: Bamboo}}\n"
            "  - change: {customer: Panda Telecom, do: create}\n",
            ""},
        Row{"ANameThatACallMayFree",
            "  - call: {method: Customer/update_customer, params: {customer_info: {i_customer: 101, name: "
            "B}}}\n"
            "  - change: {customer: Panda Telecom, do: create}\n",
            ""},
        Row{"TheInvoiceThatIsIssued",
            "  - change: {customer: Kestrel Couriers, do: {issue_invoice: 10}}\n"
            "  - change: {invoice: 2026-00002, do: {pay_partly: 5}}\n"
            "  - change: {i_invoice: 2, do: pay}\n"
            "  - expect: {event: {invoice: 2026-00002}}\n",
            ""},
        Row{"WhomTheApplicationMakesByACallThatIsAwaited",
            "  - expect: {call: {method: Account/add_account, params: {account_info: {id: "
            "'380501119999'}}}}\n"
            "  - expect: {event: {account: 380501119999}}\n"
            "  - change: {account: 380501119999, do: block}\n",
            ""},
        Row{"AnInvoiceOfWhichOnlyTheRunKnowsTheNumber",
            "  - call: {method: Customer/update_customer, params: {customer_info: {i_customer: 101, name: "
            "B}}}\n"
            "  - change: {customer: B, do: {issue_invoice: 10}}\n"
            "  - change: {invoice: 2026-00002, do: pay}\n",
            ""},
        Row{"AFaultForWhomALaterStepMakes",
            std::string("  - fault: {call: {account: '380501112277'}, do: {answer: 503}, times: 1}\n") +
                kCreate,
            ""},
        Row{"ANeverForWhomALaterStepMakes",
            std::string("  - never: {call: {account: '380501112277', answered: 500}}\n") + kCreate, ""},
        Row{"AResellerThatACallMade",
            "  - call: {method: Customer/add_customer, params: {customer_info: {name: R, i_customer_type: "
            "2}}}\n"
            "  - change: {customer: Retail, do: create}\n"
            "  - change: {customer: Theirs, do: {create: {i_parent: 103}}}\n",
            ""},
        Row{"ACardByTheNumberOfItsAccount",
            "  - change: {account: 380501112233, do: {change_id: '380501119999'}}\n"
            "  - change: {sim: 380501119999, do: {set: {msisdn: 380501118888}}}\n",
            ""},
        Row{"AnInvoiceThatIsIssuedOnceTimeHasPassed",
            "  - wait: 335d\n  - change: {customer: Kestrel Couriers, do: {issue_invoice: 10}}\n"
            "  - change: {invoice: 2027-00002, do: pay}\n",
            ""},
        Row{"ACardByANumberThatACallGaveIt",
            "  - call: {method: Account/update_account, params: {account_info: {i_account: 1002, id: "
            "'380501119999'}}}\n"
            "  - change: {sim: '380501119998', do: {set: {msisdn: 380501118888}}}\n",
            ""},
        Row{"ACardByANumberThatItHadOnce",
            "  - change: {sim: 255010000000002, do: {set: {msisdn: 380501118888}}}\n"
            "  - change: {sim: 255010000000002, do: {set: {msisdn: null}}}\n"
            "  - never: {request: {sim: 380501118888}}\n",
            ""},
        Row{"AnAccountOfWhichOnlyTheRunKnowsTheName",
            "  - change: {account: 380501112233, do: block, as: a}\n"
            "  - call: {method: Account/add_account, params: {account_info: {id: '38<a.i_account>'}}}\n"
            "  - expect: {event: {account: '381001'}}\n",
            ""},
        Row{"AnIdThatOnlyTheRunKnows",
            "  - change: {account: 380501112233, do: block, as: a}\n"
            "  - change: {account: 380501112233, do: {change_id: '38<a.i_account>00'}}\n"
            "  - change: {account: '38100100', do: unblock}\n",
            ""},
        Row{"WhatAnApplicationMayHaveChanged",
            "  - change: {account: 380501112233, do: terminate}\n  - wait: 1h\n"
            "  - change: {account: 380501112233, do: block}\n",
            ""}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Wrong, Rehearsed,
    testing::Values(
        Row{"WhatTheStateForbids",
            "  - change: {account: 380501112233, do: terminate}\n  - fault: {delivery: {}, do: {answer: "
            "503}, "
            "times: 1}\n  - change: {account: 380501112233, do: block}\n",
            "6: account 380501112233 is closed\n"},
        Row{"AnAmountAndNotTheInvoiceThatItWouldHave",
            "  - change: {customer: Kestrel Couriers, do: {issue_invoice: -5}}\n"
            "  - change: {invoice: 2026-00002, do: pay}\n"
            "  - change: {i_invoice: 2, do: pay}\n",
            "4: `issue_invoice` is an amount over 0, not `-5`\n"},
        Row{"AKeyAndNotTheNumberOfWhoIsNotMade",
            "  - change: {customer: Reseller, do: {create: {i_customer_type: 2, currency: EURO}}}\n"
            "  - change: {customer: Sub, do: {create: {i_parent: 104}}}\n",
            "4: `EURO` is not a currency: write three capital letters, as USD\n"},
        Row{"WhomTheApplicationMustNotMake",
            "  - never: {call: {method: Account/add_account, params: {account_info: {id: '380501119999'}}}, "
            "for: 1m}\n"
            "  - expect: {event: {account: 380501119999}}\n",
            "5: the world has no account `380501119999`, and no earlier step makes one\n"},
        Row{"EachOfSeveralInOneGo",
            "  - change: {account: 380501112233, do: {change_id: '0501112234'}}\n"
            "  - change: {customer: Panda Telecom, do: {rename: Kestrel Couriers}}\n"
            "  - change: {invoice: 2026-00001, do: {pay_partly: 200}}\n",
            "4: there is an account `0501112234` already\n5: there is a customer `Kestrel Couriers` already\n"
            "6: invoice 2026-00001 has only 105.50 EUR to pay\n"},
        Row{"NothingThatFollowsFromAMistakeAlone",
            "  - change: {account: '380501112277', do: {create: {customer: Panda Telecom}}}\n"
            "  - change: {account: '380501112277', do: block}\n"
            "  - change: {account: '380501112277', do: {assign_sim: 255010000000002}}\n",
            "4: `product` is missing in `create` of an account\n"},
        Row{"NothingThatFollowsFromAMisspeltDeed",
            "  - change: {account: 380501112277, do: {creat: {customer: Panda Telecom, product: LTE "
            "Basic}}}\n"
            "  - change: {account: 380501112277, do: {assign_sim: 255010000000001}}\n",
            "4: `creat` is nothing that happens to `account`\n"},
        Row{"NothingThatFollowsFromAMisspeltKey",
            "  - change: {account: 380501112233, do: {set: {idd: 380501112277}}}\n"
            "  - change: {account: 380501112277, do: block}\n",
            "4: unknown key `idd` in `set` of an account\n"},
        Row{"AnOldName",
            "  - change: {account: 380501112233, do: {change_id: '380501119999'}}\n  - wait: 1h\n"
            "  - change: {account: 380501112233, do: block}\n",
            "6: there is no account `380501112233`\n"},
        Row{"ACardThatIsGone",
            "  - change: {sim: 255010000000002, do: remove}\n"
            "  - change: {account: 380501112233, do: {assign_sim: 255010000000002}}\n",
            "5: there is no sim `255010000000002`\n"},
        Row{"NumbersAfterACallThatOnlyReads",
            "  - call: {method: Account/get_account_info, params: {i_account: 999}}\n"
            "  - change: {i_account: 999, do: block}\n",
            "5: the world has no account with `i_account: 999`\n"},
        Row{"AProductThatNobodyCanMake",
            "  - call: {method: Account/add_account, params: {account_info: {id: '1'}}}\n"
            "  - change: {account: 380501112233, do: {set: {i_product: 99}}}\n",
            "5: the world has no product with `i_product: 99`\n"},
        Row{"AResellerBesideAWrongCurrency",
            "  - change: {customer: B, do: {create: {reseller: Panda Telecom, currency: Euro}}}\n",
            "4: customer `Panda Telecom` is no reseller\n"
            "4: `Euro` is not a currency: write three capital letters, as USD\n"},
        Row{"AFaultForWhomNothingMakes",
            "  - fault: {call: {account: '380501112277'}, do: {answer: 503}, times: 1}\n",
            "4: the world has no account `380501112277`, and no step makes one\n"}),
    name_of);

}  // namespace
}  // namespace sim
