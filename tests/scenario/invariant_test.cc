// Each invariant with a story that keeps it and one that breaks it.
#include "simulator/scenario/invariant/invariant.h"

#include <gmock/gmock.h>

#include "tests/scenario/story_support.h"
#include "tests/support/golden.h"

namespace sim {
namespace {

using tests::StoryTest;
using Script = std::vector<std::string>;

constexpr const char* kBlock = "  - change: {account: 380501112233, do: block, as: blocking}\n";

struct Row {
  std::string name;
  std::string steps;
  std::vector<Script> scripts;
  std::string top{};
};

class JudgedStory : public StoryTest {
 protected:
  // The findings of all invariants but those that `without` names.
  std::string judged(const Row& row) {
    tell(row.steps, row.top, row.scripts);
    EXPECT_EQ(findings(), "") << "the steps themselves hold";
    std::string text;
    for (const Finding& finding : judge_invariants({*installation, scenario, story_->licensed()}))
      text += tests::text_of(finding);
    return text;
  }
  // What answered_in_time finds of an Application that never answers, at the first time-out.
  std::vector<Finding> time_outs(const std::string& steps) {
    begin(steps, "espf: {answer_timeout: 10s}");
    application.answer = nullptr;
    wait_for("the first time-out", [&] {
      story_->poll();
      return !answers(LineKind::Delivery).empty();
    });
    installation->freeze();
    return judge_answered_in_time({*installation, scenario, {}});
  }
};
class Kept : public JudgedStory, public testing::WithParamInterface<Row> {};
class Broken : public JudgedStory, public testing::WithParamInterface<Row> {};

std::string name_of(const testing::TestParamInfo<Row>& row) { return row.param.name; }

TEST_P(Kept, HasNoFinding) { EXPECT_EQ(judged(GetParam()), "") << story(); }
TEST_P(Broken, SaysHow) {
  EXPECT_TRUE(
      ::tests::matches_golden("scenario/golden/invariant_" + GetParam().name + ".txt", judged(GetParam())))
      << story();
}

INSTANTIATE_TEST_SUITE_P(
    Stories, Kept,
    testing::Values(
        Row{"ByAGoodApplication", kBlock, {{"info", "put", "OK"}}},
        Row{"WhereALossIsAnnounced",
            std::string(kBlock) + "  - expect: {event: {of: blocking, ends: discarded}}\n",
            {{"answer 422"}}},
        Row{"WhereAFaultRefusedInItsPlace",
            std::string("  - fault: {delivery: {}, do: {answer: 404}, times: 1}\n") + kBlock,
            {}},
        Row{"WhereAFaultConfirmedInItsPlace",
            std::string("  - fault: {delivery: {}, do: {answer: 200}, times: 1}\n") + kBlock,
            {}},
        Row{"WhereAFaultSpokeInItsPlaceUntilAllWasGivenUp",
            std::string("  - fault: {delivery: {}, do: {answer: 500}, times: 2}\n") + kBlock,
            {},
            "espf: {resend: {deliveries_max: 2}}"},
        Row{"WhereAFaultConfirmedARequestInItsSystemsPlace",
            std::string("  - fault: {request: {system: hss}, do: {answer: 200}, times: 1}\n") + kBlock,
            {{"put", "OK"}}},
        Row{"WhereAFaultSaidThatThereIsNoRecord",
            "  - fault: {request: {system: hss, method: DELETE}, do: {answer: 404}, times: 1}\n"
            "  - change: {account: 380501112233, do: terminate}\n",
            {{"delete", "OK"}}},
        Row{"WhereAFaultSaidThatThereIsNoAccount",
            std::string("  - fault: {call: {method: Account/get_account_info}, do: {replace_answer: {status: "
                        "200, body: {}}}, times: 1}\n") +
                kBlock,
            {{"info", "OK"}}},
        Row{"WhereAFaultMadeALoginOfAnother",
            "  - fault: {call: {method: Account/get_account_info}, do: expire_session, times: 1}\n"
            "  - fault: {call: {method: Session/login}, do: duplicate_request, times: 1}\n" +
                std::string(kBlock),
            {{"info", "login", "put", "OK"}}},
        Row{"WhereAFaultRefusesRequestsToTheEnd",
            std::string("  - fault: {request: {system: hss}, do: {answer: 503}, times: all}\n") + kBlock,
            {{"put", "RETRY"}},
            "settle: 5m"},
        Row{"WhereAFaultRefusesCallsToTheEnd",
            std::string("  - fault: {call: {}, do: {answer: 503}, times: all}\n") + kBlock,
            {{"info"}},
            "settle: 5m"},
        Row{"WhereAFaultConfirmedItsStatus",
            std::string("  - fault: {status: {status: OK}, do: {answer: 200}, times: 1}\n") + kBlock,
            {{"put", "OK"}},
            "settle: 5m"},
        Row{"WhereAFaultRefusedItsStatusForGood",
            std::string("  - fault: {status: {}, do: {answer: 400}, times: 1}\n") + kBlock,
            {{"put", "OK"}},
            "settle: 5m"},
        Row{"ByARepeatThatIsKnown",
            std::string("  - fault: {delivery: {}, do: lose_answer, times: 1}\n") + kBlock,
            {{"put", "OK"}, {}}},
        Row{"ByARepeatedStatus", kBlock, {{"put", "OK", "OK"}}},
        Row{"WhereADeliveryThatItNeverSawIsNoRepeat",
            std::string("  - fault: {delivery: {}, do: {answer: 503}, times: 1}\n") + kBlock,
            {{"put", "put", "OK"}}},
        Row{"ByARetryAfterANewEvent",
            std::string(kBlock) + "  - expect: {status: {passes: [OK]}}\n"
                                  "  - change: {account: 380501112233, do: unblock}\n",
            {{"put", "OK"}, {"RETRY", "put open", "OK"}}},
        Row{"ByALoginForEachSessionThatEnded",
            std::string(
                "  - fault: {call: {method: Account/get_account_info}, do: expire_session, times: 1}\n") +
                kBlock,
            {{"info", "login", "put", "OK"}}},
        Row{"ByALoginAfterARefusal",
            std::string(
                "  - fault: {call: {method: Account/get_account_info}, do: {answer: 401}, times: 1}\n") +
                kBlock,
            {{"info", "login", "put", "OK"}}},
        Row{"WhereAFaultDoubledTheChangeAfterARepeat",
            std::string("  - fault: {delivery: {}, do: lose_answer, times: 1}\n"
                        "  - fault: {request: {method: PUT}, do: duplicate_request, times: 1}\n") +
                kBlock,
            {{}, {"put", "OK"}}},
        Row{"WhereAFaultRefusedTheEventOfItsCustomer",
            "  - fault: {delivery: {}, do: {answer: 403}, times: 1}\n"
            "  - change: {customer: Panda Telecom, do: block}\n",
            {}},
        Row{"WhereAFaultTookEachTryToTellTheStatus",
            std::string("  - fault: {status: {status: OK}, do: {answer: 503}, times: all}\n") + kBlock,
            {{"put", "OK", "OK"}},
            "settle: 5m"},
        Row{"ByALoginAfterALogout", kBlock, {{"logout", "login", "put", "OK"}}},
        Row{"ByAChangeForEachOfTwoEvents",
            std::string(kBlock) + "  - change: {account: 380501112233, do: {set_custom_field: {a: b}}}\n",
            {{"put", "OK"}, {"put", "OK"}},
            "espf: {coalesce: false}"},
        Row{"WhereAFaultHeldTheAnswerTooLong",
            std::string("  - fault: {delivery: {}, do: {delay_answer: 10m}, times: 1}\n") + kBlock,
            {{"put", "OK"}, {}}},
        Row{"ByAChangeAfterARepeatWhereTheLaterEventIsNotDoneYet",
            std::string("  - fault: {delivery: {}, do: lose_answer, times: 1}\n") + kBlock +
                "  - wait: 10s\n"
                "  - change: {account: 380501112233, do: {set_custom_field: {a: b}}}\n",
            {{"put", "OK"}, {"info"}, {"put", "OK"}},
            "espf: {coalesce: false}"},
        Row{"ByALateChangeOfEachOfTwoEventsAfterARepeatOfTheFirst",
            "  - fault: {delivery: {}, do: lose_answer, times: 1}\n"
            "  - fault: {request: {}, do: {delay_answer: 50s}, times: all}\n" +
                std::string(kBlock) +
                "  - wait: 30s\n  - change: {account: 380501112233, do: {set_custom_field: {a: b}}}\n",
            {{"info", "put", "OK", "info", "put", "OK"}},
            "espf: {coalesce: false}"},
        Row{"WhereAFaultRefusedForGoodAndItToldSo",
            std::string("  - fault: {request: {method: PUT}, do: {answer: 400}, times: 1}\n") + kBlock,
            {{"put", "FAILED because of 400"}}},
        Row{"ByAChangeAfterARepeatWhereADateCameBetween",
            "  - fault: {delivery: {}, do: lose_answer, times: 1}\n"
            "  - change: {account: 380501112233, do: {set: {expiration_date: \"2026-02-01\"}}}\n"
            "  - wait: 48h\n",
            {{"put open", "OK"}, {"put", "OK"}},
            "espf: {resend: {first: 40h, longest: 40h}}"},
        Row{"WhereAnEarlierReadingWasWrittenAfterALostEvent",
            "  - fault: {call: {}, do: {delay_answer: 1m}, times: 1}\n" + std::string(kBlock) +
                "  - wait: 10s\n"
                "  - fault: {delivery: {}, do: {answer: 404}, times: 1}\n"
                "  - change: {account: 380501112233, do: unblock}\n",
            {{"info", "put", "OK"}}},
        Row{"WhereAFaultKeepsTheAnswerToTheEnd",
            std::string("  - fault: {call: {}, do: hold_answer, times: 1}\n") + kBlock,
            {{"info", "put", "OK"}},
            "settle: 5m"},
        Row{"WhereAFaultKeepsEachAnswerOfItsOwn",
            std::string("  - fault: {delivery: {}, do: hold_answer, times: all}\n") + kBlock,
            {{"put", "OK"}},
            "espf: {resend: {deliveries_max: 2}}"},
        Row{"WhereAChangeRecordsNoEvent",
            std::string(kBlock),
            {},
            "espf: {style: fine_grained, subscriptions: [Account/New]}"},
        Row{"WhereTimeAloneChangedAnAccount",
            "  - change: {account: 380501112233, do: {set: {expiration_date: \"2026-02-01\"}}}\n"
            "  - wait: 48h\n",
            {{"OK"}}},
        Row{"WhereAllAreSwitchedOff",
            kBlock,
            {{"answer 422"}},
            "without: [no_lost_event, effect_once, converged, status_told, status_forward, session_kept, "
            "answered_in_time]"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Stories, Broken,
    testing::Values(
        Row{"no_lost_event_by_4xx", kBlock, {{"answer 422", "put", "OK"}}},
        Row{"no_lost_event_until_the_end", kBlock, std::vector<Script>(20, Script{"answer 503", "put", "OK"}),
            "settle: 5m\nwithout: [effect_once]"},
        Row{"effect_once_by_a_repeat",
            std::string("  - fault: {delivery: {}, do: lose_answer, times: 1}\n") + kBlock,
            {{"put", "OK"}, {"put", "OK"}}},
        Row{"effect_once_by_a_repeat_after_a_later_event",
            std::string("  - fault: {delivery: {}, do: lose_answer, times: 1}\n") + kBlock +
                "  - wait: 10s\n  - change: {account: 380501112233, do: {set_custom_field: {a: b}}}\n",
            {{"put", "OK"}, {"put", "OK"}, {"put", "OK"}},
            "espf: {coalesce: false}"},
        Row{"effect_once_by_a_repeat_after_a_later_event_that_is_done",
            std::string("  - fault: {delivery: {}, do: lose_answer, times: 1}\n") + kBlock +
                "  - wait: 10s\n"
                "  - change: {account: 380501112233, do: {set_custom_field: {a: b}}}\n",
            {{"put", "OK"}, {"info", "OK"}, {"put", "OK"}},
            "espf: {coalesce: false}"},
        Row{"converged_by_nothing_done_though_a_fault_took_the_status",
            std::string("  - fault: {status: {}, do: lose_answer, times: 5}\n") + kBlock,
            {{"OK"}}},
        Row{"converged_by_nothing_done", kBlock, {{"OK"}}},
        Row{"converged_by_nothing_done_before_time_changed_it",
            "  - change: {account: 380501112233, do: {set: {expiration_date: \"2026-01-30\"}}}\n"
            "  - wait: 48h\n",
            {{"OK"}}},
        Row{"converged_by_nothing_done_after_a_fault",
            std::string("  - fault: {delivery: {}, do: {answer: 404}, times: 1}\n") + kBlock +
                "  - expect: {event: {ends: discarded}}\n"
                "  - change: {account: 380501112233, do: unblock}\n"
                "  - change: {account: 380501112233, do: block}\n",
            {{"OK"}, {"OK"}}},
        Row{"converged_by_a_reading_after_a_lost_event",
            "  - fault: {call: {}, do: {delay_answer: 1m}, times: 1}\n" + std::string(kBlock) +
                "  - wait: 10s\n"
                "  - fault: {delivery: {}, do: {answer: 404}, times: 1}\n"
                "  - change: {account: 380501112233, do: unblock}\n",
            {{"info", "info", "put", "OK"}}},
        Row{"converged_by_nothing_done_after_a_change_that_recorded_nothing",
            "  - change: {account: 380501112233, do: suspend}\n" + std::string(kBlock),
            {{"OK"}},
            "espf: {style: fine_grained, subscriptions: [Account/Blocked]}"},
        Row{"converged_by_nothing_done_before_an_event_about_another_thing",
            std::string(kBlock) + "  - change: {did: 442079460001, do: upload}\n"
                                  "  - change: {did: 442079460001, do: {assign_to_account: 380501112233}}\n",
            {{"OK"}}},
        Row{"converged_by_a_record_that_is_gone", kBlock, {{"delete", "OK"}}},
        Row{"converged_by_a_record_left_over",
            "  - change: {account: 380501112233, do: terminate}\n",
            {{"OK"}}},
        Row{"converged_by_no_retry_after_a_fault",
            std::string("  - fault: {request: {system: hss}, do: {answer: 503}, times: 1}\n") + kBlock,
            {{"put", "OK"}}},
        Row{"status_told_not_at_all", kBlock, {{"put", "RETRY"}}, "settle: 5m"},
        Row{"status_told_not_at_all_of_an_event_that_is_expected_to_finish",
            std::string(kBlock) + "  - expect: {event: {of: blocking, ends: finished}}\n",
            {{"put"}},
            "settle: 5m"},
        Row{"status_told_not_at_all_after_a_fault",
            std::string("  - fault: {status: {status: OK}, do: {answer: 503}, times: 1}\n") + kBlock,
            {{"put", "OK"}},
            "settle: 5m"},
        Row{"status_told_last_as_in_progress",
            std::string(kBlock) + "  - change: {account: 380501112233, do: {set_custom_field: {a: b}}}\n",
            {{}, {"put", "OK", "IN_PROGRESS"}},
            "settle: 5m\nespf: {coalesce: false}"},
        Row{"status_told_last_as_retry_though_a_fault_refused_one_before",
            std::string("  - fault: {status: {}, do: {answer: 503}, times: 1}\n") + kBlock,
            {{"IN_PROGRESS", "put", "OK", "RETRY"}},
            "settle: 5m"},
        Row{"status_told_not_at_all_though_a_fault_took_the_first_one",
            std::string("  - fault: {status: {}, do: {answer: 200}, times: 1}\n") + kBlock,
            {{"IN_PROGRESS", "put"}},
            "settle: 5m"},
        Row{"status_told_not_at_all_after_a_late_answer",
            std::string("  - fault: {call: {}, do: {delay_answer: 1m}, times: 1}\n") + kBlock,
            {{"info", "put"}},
            "settle: 5m"},
        Row{"status_told_once_though_a_fault_that_goes_on_took_it",
            std::string("  - fault: {status: {status: OK}, do: {answer: 503}, times: 5}\n") + kBlock,
            {{"put", "OK"}},
            "settle: 5m"},
        Row{"converged_by_no_word_after_a_refusal_for_good",
            std::string("  - fault: {request: {method: PUT}, do: {answer: 400}, times: 1}\n") + kBlock,
            {{"put", "OK"}}},
        Row{"converged_by_giving_up_at_once",
            std::string("  - fault: {request: {system: hss}, do: {answer: 503}, for: 1h}\n") + kBlock,
            {{"put", "FAILED because of 503"}}},
        Row{"status_told_in_another_group", kBlock, {{"put", "OK in VoIP"}}, "settle: 5m"},
        Row{"status_told_failed_without_a_message", kBlock, {{"put", "FAILED"}}},
        Row{"status_told_failed_with_blanks", kBlock, {{"put", "FAILED because   "}}},
        Row{"status_forward_back_to_retry", kBlock, {{"put", "OK", "RETRY", "OK"}}},
        Row{"session_kept_by_logins", kBlock, {{"login", "info", "put", "OK"}}},
        Row{"session_kept_by_a_credential_in_a_url", kBlock, {{"info in URL", "put", "OK"}}}),
    name_of);

TEST_F(JudgedStory, FindsDeliveriesThatTimedOut) {
  const auto findings = time_outs(kBlock);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].what, "a delivery was not answered in time: Subscriber/Updated i_event 1");
}

TEST_F(JudgedStory, FindsDeliveriesThatTimedOutThoughAFaultWouldHaveTakenTheAnswer) {
  const std::string fault = "  - fault: {delivery: {}, do: lose_answer, times: 1}\n";
  EXPECT_EQ(time_outs(fault + kBlock).size(), 1u) << "it made no time-out";
}

TEST_F(JudgedStory, FindsNoDeliveryThatTimedOutSinceAFaultKeptItsAnswer) {
  tell("  - fault: {delivery: {}, do: {delay_answer: 20s}, times: 1}\n" + std::string(kBlock),
       "espf: {answer_timeout: 10s}", {{"put", "OK"}, {}});
  EXPECT_TRUE(judge_answered_in_time({*installation, scenario, {}}).empty()) << story();
}

TEST(TellsInClear, SeesCredentialsOfOurRequestsWithoutTls) {
  Secrets secrets;
  secrets.add("s3cret-token");
  Entry entry;
  entry.kind = LineKind::Call;
  entry.message.emplace();
  entry.message->body = R"({"params": {"i_account": 1}})";
  EXPECT_FALSE(tells_in_clear(entry, secrets)) << "it says none";
  entry.message->headers.add("Authorization", "Bearer s3cret-token");
  EXPECT_TRUE(tells_in_clear(entry, secrets));
  entry.kind = LineKind::Status;
  EXPECT_TRUE(tells_in_clear(entry, secrets));
  entry.kind = LineKind::Request;
  EXPECT_FALSE(tells_in_clear(entry, secrets)) << "an external system has credentials of its own";
  entry.kind = LineKind::Call;
  entry.message->over_tls = true;
  EXPECT_FALSE(tells_in_clear(entry, secrets));
  entry.message->headers = {};
  entry.message->over_tls = false;
  entry.message->body = R"({"auth_info": {"token": "s3cret-token"}})";
  EXPECT_TRUE(tells_in_clear(entry, secrets)) << "in a body";
  entry.message.reset();
  EXPECT_FALSE(tells_in_clear(entry, secrets));
}

TEST(InvariantTable, HasEveryNameOnceWithItsSentence) {
  std::set<std::string> names;
  for (const InvariantRow& row : invariant_table()) EXPECT_TRUE(names.insert(row.name).second) << row.name;
  EXPECT_EQ(names.size(), 7u);
}

}  // namespace
}  // namespace sim
