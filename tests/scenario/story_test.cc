// Each kind of check, holding and failing, by what people are told.
#include "simulator/scenario/run/story.h"

#include <gmock/gmock.h>

#include "tests/scenario/story_support.h"
#include "tests/support/golden.h"

namespace sim {
namespace {

using tests::StoryTest;
using Script = std::vector<std::string>;

constexpr const char* kBlock = "  - change: {account: 380501112233, do: block, as: blocking}\n";
constexpr const char* kUnblock = "  - change: {account: 380501112233, do: unblock}\n";

struct Row {
  std::string name;
  std::string steps;
  std::vector<Script> scripts;  // one an event
};

class Holding : public StoryTest, public testing::WithParamInterface<Row> {};
class Failing : public StoryTest, public testing::WithParamInterface<Row> {};

std::string name_of(const testing::TestParamInfo<Row>& row) { return row.param.name; }

TEST_P(Holding, HasNoFinding) {
  tell(GetParam().steps, "", GetParam().scripts);
  EXPECT_EQ(findings(), "") << story();
  EXPECT_TRUE(story_->is_at_end());
}

TEST_P(Failing, SaysWhatWasMissingAndWhatCameNearest) {
  tell(GetParam().steps, "", GetParam().scripts);
  EXPECT_TRUE(::tests::matches_golden("scenario/golden/finding_" + GetParam().name + ".txt", findings()))
      << story();
}

INSTANTIATE_TEST_SUITE_P(
    Checks, Holding,
    testing::Values(
        Row{"ADelivery",
            std::string(kBlock) + "  - expect: {delivery: {of: blocking, event_type: "
                                  "Subscriber/Updated, answered: 200}}\n",
            {{"put", "OK"}}},
        Row{"AnAccountUnderTheNameThatAChangeGave",
            "  - change: {account: 380501112233, do: {change_id: '380501119999'}, as: renamed}\n"
            "  - expect: {delivery: {account: <renamed.account>, answered: 200}}\n"
            "  - expect: {delivery: {account: '380501119999', answered: 200}}\n",
            {{}}},
        Row{"ChecksOfOneWindowInAnyOrder",
            std::string(kBlock) + "  - expect: {status: {account: 380501112233, passes: [OK]}}\n"
                                  "  - expect: {request: {system: hss, method: PUT}}\n"
                                  "  - expect: {delivery: {of: blocking}}\n",
            {{"put", "OK"}}},
        Row{"StatusesWithOthersBetween",
            std::string(kBlock) + "  - expect: {status: {account: 380501112233, passes: [RETRY, OK]}}\n",
            {{"IN_PROGRESS", "RETRY", "RETRY", "IN_PROGRESS", "put", "OK"}}},
        Row{"ExactlyTheseStatuses",
            std::string(kBlock) + "  - expect: {status: {account: 380501112233, exactly: [RETRY, OK]}}\n",
            {{"RETRY", "RETRY", "put", "OK"}}},
        Row{"ARecord",
            std::string(kBlock) +
                "  - expect: {record: {system: hss, account: 380501112233, has: {barred: true}}}\n",
            {{"put", "OK"}}},
        Row{"ARecordThatStaysSo",
            std::string(kBlock) +
                "  - expect: {record: {system: hss, sim: 255010000000001, has: {barred: true}}, for: 1h}\n",
            {{"put", "OK"}}},
        Row{"ARecordThatIsGone",
            std::string(kBlock) + "  - expect: {record: {system: hss, sim: 255010000000001, absent: true}}\n",
            {{"delete", "OK"}}},
        Row{"ACount",
            std::string(kBlock) + "  - expect: {request: {system: hss, method: PUT}, times: 2}\n",
            {{"put", "put", "OK"}}},
        Row{"LinesInOrder",
            std::string(kBlock) +
                "  - in_order: {lines: [{call: {method: Account/get_account_info, answered: 200}}, "
                "{request: {system: hss}}, {status: {account: 380501112233, status: OK}}]}\n",
            {{"info", "put", "OK"}}},
        Row{"LinesInOrderThoughTheFirstIsAnsweredLast",
            "  - fault: {delivery: {}, do: {delay_answer: 1s}, times: 1}\n" + std::string(kBlock) +
                "  - in_order: {lines: [{delivery: {answered: 200}}, {request: {system: hss, answered: "
                "2xx}}, "
                "{status: {account: 380501112233, status: OK}}]}\n",
            {{"put", "OK"}}},
        Row{"TheSecondOfLinesInOrder",
            std::string(kBlock) +
                "  - in_order: {lines: [{call: {}}, {request: {system: hss, nth: 2}}, {status: {}}]}\n",
            {{"info", "put", "put", "OK"}}},
        Row{"NeverAsLongAsTheWindowIsOpen",
            std::string(kBlock) + "  - never: {request: {system: hss, method: DELETE}}\n" +
                "  - expect: {status: {account: 380501112233, passes: [OK]}}\n" + kUnblock +
                "  - expect: {request: {system: hss, method: DELETE}}\n",
            {{"put", "OK"}, {"delete", "OK"}}},
        Row{"NeverUntilALineHappened",
            std::string(kBlock) +
                "  - never: {request: {system: hss, method: DELETE}, until: {status: {status: OK}}}\n"
                "  - expect: {request: {system: hss, method: DELETE}}\n",
            {{"put", "OK", "delete", "OK"}}},
        Row{"AnEventThatIsDiscarded",
            std::string(kBlock) + "  - expect: {event: {of: blocking, ends: discarded}}\n",
            {{"answer 422"}}},
        Row{"AnApisAnswer",
            "  - call: {method: Account/get_account_info, params: {i_account: 1001}, has: {account_info: "
            "{id: "
            "380501112233}}, as: read}\n"
            "  - call: {method: Account/get_account_info, params: {i_account: "
            "<read.account_info.i_account>}, "
            "has: {account_info: {i_account: 1001}}}\n",
            {}},
        Row{"AnApisAnswerByItsClass",
            "  - call: {method: Account/get_account_info, params: {i_account: 1001}, answered: 2xx}\n"
            "  - call: {method: Account/get_account_info, params: {i_account: x}, answered: {any_of: [4xx, "
            "5xx]}}\n",
            {}},
        Row{"FieldsWhereNumbersStand",
            "  - call: {method: Account/get_account_info, params: {i_account: 1002}, as: read}\n"
            "  - change: {i_account: <read.account_info.i_account>, do: block, as: block}\n"
            "  - emit: {event_type: Moon/Landed, i_account: <read.account_info.i_account>, as: landing}\n"
            "  - expect: {delivery: {i_event: {is: <landing.i_event>, type: number}}}\n"
            "  - call: {method: Account/get_account_info, params: {i_account: 1002}, has: {account_info: "
            "{balance: {between: [<read.account_info.balance>, 100000]}}}}\n",
            {}},
        Row{"AWaitUntilALine",
            std::string(kBlock) + "  - wait: {until: {status: {account: 380501112233, status: OK}}}\n",
            {{"put", "OK"}}},
        Row{"ARawEvent",
            "  - emit: {event_type: Moon/Landed, account: 380501112244, variables: {crater: 9}, as: "
            "landing}\n"
            "  - expect: {delivery: {of: landing, variables: {crater: 9, i_account: 1002}, answered: 200}}\n",
            {}}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Checks, Failing,
    testing::Values(
        Row{"delivery_of_another_type",
            std::string(kBlock) + "  - expect: {delivery: {of: blocking, event_type: Subscriber/Deleted}}\n",
            {{"put", "OK"}}},
        Row{"no_such_line_at_all",
            std::string(kBlock) + "  - expect: {status: {account: 380501112233, passes: [OK]}}\n",
            {{"put"}}},
        Row{"field_that_an_answer_has_not",
            "  - call: {method: Account/get_account_info, params: {i_account: 1001}, as: read}\n"
            "  - call: {method: Account/get_account_info, params: {i_account: "
            "<read.account_info.i_acount>}}\n",
            {}},
        Row{"field_that_is_no_number",
            "  - call: {method: Account/get_account_info, params: {i_account: 1001}, as: read}\n"
            "  - change: {i_account: <read.account_info.product_name>, do: block}\n",
            {}},
        Row{"field_that_an_act_has_not_this_time",
            std::string(kUnblock) +
                "  - change: {account: 380501112233, do: unblock, as: again}\n"
                "  - call: {method: Account/get_account_info, params: {i_account: <again.i_event>}}\n",
            {}},
        Row{"too_few",
            std::string(kBlock) + "  - expect: {request: {system: hss, method: PUT}, times: 2}\n",
            {{"put", "OK"}}},
        Row{"too_few_beside_others_that_have_nothing_in_common",
            std::string(kBlock) + "  - expect: {call: {method: Account/get_account_info}, times: 2}\n",
            {{"info", "login", "put", "OK"}}},
        Row{"too_few_for_the_second",
            std::string(kBlock) + "  - expect: {request: {system: hss, nth: 2}}\n",
            {{"put", "OK"}}},
        Row{"too_few_answered_deliveries",
            std::string(kBlock) + "  - expect: {delivery: {of: blocking, answered: 200}, times: 2}\n",
            {{"put", "OK"}}},
        Row{"too_few_answered_as_wanted",
            std::string(kBlock) +
                "  - expect: {delivery: {of: blocking, answered: 200}, times: {at_least: 2}}\n",
            {{"answer 503"}, {"put", "OK"}}},
        Row{"more_than_the_number",
            std::string(kBlock) + "  - expect: {request: {system: hss, method: PUT}, times: 2}\n",
            {{"put", "put", "put", "OK"}}},
        Row{"fewer_than_between",
            std::string(kBlock) +
                "  - expect: {request: {system: hss, method: PUT}, times: {between: [2, 3]}}\n",
            {{"put", "OK"}}},
        Row{"too_many",
            std::string(kBlock) + "  - expect: {request: {system: hss, method: PUT}, times: {at_most: 1}}\n",
            {{"put", "put", "OK"}}},
        Row{"never_and_did",
            std::string(kBlock) + "  - never: {request: {system: hss, method: DELETE}}\n",
            {{"delete", "put", "OK"}}},
        Row{"never_for_longer_than_the_window",
            std::string(kBlock) + "  - never: {request: {system: hss, method: DELETE}, for: 1h}\n" +
                "  - expect: {status: {account: 380501112233, passes: [OK]}}\n" + kUnblock,
            {{"put", "OK"}, {"delete", "OK"}}},
        Row{"never_a_record_that_was_so_for_a_moment",
            std::string(kBlock) + "  - expect: {status: {account: 380501112233, passes: [OK]}}\n" +
                "  - never: {record: {system: hss, sim: 255010000000001, absent: true}}\n",
            {{"delete", "put", "OK"}}},
        Row{"record_differs",
            std::string(kBlock) +
                "  - expect: {record: {system: hss, sim: 255010000000001, has: {barred: true, "
                "msisdn: 380501112233}}}\n",
            {{"OK"}}},
        Row{"record_is_not_there",
            std::string(kBlock) +
                "  - expect: {record: {system: hss, sim: 255010000000001, has: {barred: true}}}\n",
            {{"delete", "OK"}}},
        Row{"record_is_still_there",
            std::string(kBlock) + "  - expect: {record: {system: hss, sim: 255010000000001, absent: true}}\n",
            {{"put", "OK"}}},
        Row{"record_did_not_stay_so",
            std::string(kBlock) +
                "  - expect: {record: {system: hss, sim: 255010000000001, has: {barred: true}}, for: 2h}\n",
            {{"answer 503", "put"}, {"put open", "OK"}}},
        Row{"statuses_in_another_order",
            std::string(kBlock) + "  - expect: {status: {account: 380501112233, passes: [RETRY, OK]}}\n",
            {{"OK", "RETRY"}}},
        Row{"statuses_not_exactly",
            std::string(kBlock) + "  - expect: {status: {account: 380501112233, exactly: [OK]}}\n",
            {{"RETRY", "OK"}}},
        Row{"lines_not_in_order",
            std::string(kBlock) + "  - in_order: {lines: [{request: {system: hss}}, {call: {method: "
                                  "Account/get_account_info}}]}\n",
            {{"info", "put", "OK"}}},
        Row{"the_first_of_lines_in_order_is_not_the_second",
            std::string(kBlock) + "  - in_order: {lines: [{call: {}}, {request: {system: hss, nth: 2}}]}\n",
            {{"info", "put", "OK"}}},
        Row{"an_old_ok_satisfies_nothing_new",
            std::string(kBlock) + "  - expect: {status: {account: 380501112233, passes: [OK]}}\n" + kUnblock +
                "  - expect: {status: {account: 380501112233, passes: [OK]}, within: 10m}\n",
            {{"put", "OK"}, {"put open"}}},
        Row{"api_answer_differs",
            "  - call: {method: Account/get_account_info, params: {i_account: 1001}, has: {account_info: "
            "{id: "
            "380501112299}}}\n",
            {}},
        Row{"api_answer_is_a_fault",
            "  - call: {method: Account/terminate_account, params: {i_account: 77}}\n",
            {}},
        Row{"change_is_refused",
            "  - change: {account: 380501112233, do: terminate}\n"
            "  - wait: 1m\n"
            "  - change: {account: 380501112233, do: block}\n",
            {{"delete", "OK"}}},
        Row{"wait_until_a_line_that_never_comes",
            std::string(kBlock) + "  - wait: {until: {status: {status: FAILED}}, within: 10m}\n",
            {{"put", "OK"}}}),
    name_of);

TEST_F(StoryTest, KnowsACardByWhatItIsCalledNow) {
  tell(
      "  - change: {account: 380501112233, do: {change_id: '380501119999'}}\n"
      "  - change: {account: 380501119999, do: block}\n"
      "  - expect: {request: {system: hss, method: PUT, sim: 380501119999}}\n"
      "  - expect: {record: {system: hss, sim: 380501119999, has: {barred: true}}}\n",
      "", {{}, {"put", "OK"}});
  EXPECT_EQ(findings(), "");
}

TEST_F(StoryTest, KnowsACardByANumberThatMovedToIt) {
  tell(
      "  - change: {account: 380501112233, do: {assign_sim: 255010000000002}}\n"
      "  - expect: {request: {method: PUT, sim: {any_of: ['89380012345678900011', "
      "'89380012345678900029']}}}\n"
      "  - wait: {until: {record: {system: hss, sim: '89380012345678900011', has: {barred: true}}}}\n"
      "  - expect: {record: {system: hss, sim: 380501112233, absent: true}}\n",
      "", {{"put", "OK"}});
  EXPECT_EQ(findings(), "");
}

class StoryTime : public StoryTest {};

TEST_F(StoryTime, WaitsInSimulatedTime) {
  tell("  - wait: 36h\n");
  EXPECT_EQ(findings(), "");
  EXPECT_EQ(installation->now() - installation->started_at(), std::chrono::hours(36));
}

TEST_F(StoryTime, RunsOnUntilTheQueueIsEmpty) {
  application.answer = nullptr;
  tell(kBlock, "", {{"answer 503"}, {"answer 503"}, {"put", "OK"}});
  EXPECT_EQ(findings(), "");
  EXPECT_TRUE(installation->is_queue_empty());
  EXPECT_EQ(application.requests.size(), 3u);
}

TEST_F(StoryTime, SettlesNoLongerThanItMay) {
  std::vector<Script> scripts(50, Script{"answer 503"});
  tell(kBlock, "settle: 10m\nespf: {resend: {first: 60s, factor: 1, deliveries_max: 50}}", scripts);
  EXPECT_FALSE(installation->is_queue_empty());
  EXPECT_EQ(installation->now() - installation->started_at(), std::chrono::minutes(10));
}

TEST_F(StoryTime, ADeadlineCountsFromTheStartOfItsStep) {
  tell(std::string("  - wait: 1h\n") + kBlock + "  - expect: {status: {passes: [OK]}, within: 10m}\n");
  EXPECT_EQ(installation->now() - installation->started_at(), std::chrono::minutes(70));
  EXPECT_EQ(story_->findings().size(), 1u);
}

TEST_F(StoryTime, EndsAtAFullTranscript) {
  options.transcript.bytes_max = 4096;
  tell(std::string(kBlock) + kUnblock + "  - wait: 1h\n");
  ASSERT_EQ(story_->findings().size(), 1u);
  EXPECT_EQ(story_->findings()[0].rule, "limit");
}

}  // namespace
}  // namespace sim
