#include "provisioner/event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace prov {
namespace {

using testing::HasSubstr;

TEST(ParseEvent, ReadsNumbersAndStringsAlike) {
  const auto numbers =
      parse_event(R"({"event_type":"Subscriber/Created","variables":{"i_account":1000889,"i_event":5}})");
  const auto strings =
      parse_event(R"({"event_type":"Subscriber/Created","variables":{"i_account":"1000889","i_event":"5"}})");
  ASSERT_TRUE(numbers) << numbers.error().what;
  ASSERT_TRUE(strings) << strings.error().what;
  EXPECT_EQ(*numbers,
            (ProvisioningEvent{"5", "Subscriber/Created", Subject::of(IAccount(1000889)), numbers->digest}));
  EXPECT_EQ(*numbers, *strings);
}

TEST(ParseEvent, DigestIsThatOfARepeatHoweverItIsWritten) {
  const auto digest = [](const char* body) {
    const auto event = parse_event(body);
    EXPECT_TRUE(event) << body;
    return event ? event->digest : "";
  };
  const std::string first =
      digest(R"({"event_type":"SIM/Updated","variables":{"i_account":7,"i_event":5,"imsi":"1"}})");
  EXPECT_EQ(
      first,
      digest(
          R"({"variables": {"imsi": "1", "i_event": "5", "i_account": "7"}, "event_type": "SIM/Updated"})"));
  for (const char* other :
       {R"({"event_type":"SIM/Created","variables":{"i_account":7,"i_event":5,"imsi":"1"}})",
        R"({"event_type":"SIM/Updated","variables":{"i_account":8,"i_event":5,"imsi":"1"}})",
        R"({"event_type":"SIM/Updated","variables":{"i_account":7,"i_event":5,"imsi":"2"}})",
        R"({"event_type":"SIM/Updated","variables":{"i_account":7,"i_event":5}})"}) {
    EXPECT_NE(digest(other), first) << other;
  }
}

struct SubjectCase {
  const char* body;
  Subject subject;
};

class ParseEventSubject : public testing::TestWithParam<SubjectCase> {};

TEST_P(ParseEventSubject, IsWhatThereIsToProvision) {
  const auto event = parse_event(GetParam().body);
  ASSERT_TRUE(event) << event.error().what;
  EXPECT_EQ(event->subject, GetParam().subject) << GetParam().body;
}

INSTANTIATE_TEST_SUITE_P(
    All, ParseEventSubject,
    testing::Values(
        SubjectCase{R"({"event_type":"SIM/Updated","variables":{"i_account":7,"i_event":1,"i_env":3}})",
                    Subject::of(IAccount(7))},
        SubjectCase{
            R"({"event_type":"Account/Service/Msg/QuotaExceeded","variables":{"i_account":7,"i_event":1}})",
            Subject::of(IAccount(7))},
        SubjectCase{
            R"({"event_type":"Account/BalanceChanged","variables":{"billing_entity_id":"7","i_event":1}})",
            Subject::of(IAccount(7))},
        SubjectCase{R"({"event_type":"Customer/Updated","variables":{"i_customer":9,"i_event":1}})",
                    Subject::of(ICustomer(9))},
        SubjectCase{
            R"({"event_type":"CustomerSite/ServiceAttribute/Changed","variables":{"i_customer":9,"i_event":1}})",
            Subject::of(ICustomer(9))},
        SubjectCase{
            R"({"event_type":"Invoice/Created","variables":{"i_customer":9,"i_invoice":4,"i_event":1}})", {}},
        SubjectCase{R"({"event_type":"DID/Updated","variables":{"number":"442079460009","i_event":1}})", {}},
        SubjectCase{R"({"event_type":"Product/AccessPolicy/Changed","variables":{"i_event":1}})", {}},
        SubjectCase{
            R"({"event_type":"Subscriber/ContactInfo/Changed","variables":{"i_customer":9,"i_event":1}})",
            Subject::of(ICustomer(9))},
        SubjectCase{
            R"({"event_type":"Subscriber/ContactInfo/Changed","variables":{"i_account":7,"i_event":1}})",
            Subject::of(IAccount(7))},
        SubjectCase{R"({"event_type":"Bundle/AutoRenewed","variables":{"i_customer":9,"i_event":1}})",
                    Subject::of(ICustomer(9))},
        SubjectCase{R"({"event_type":"PaymentTransaction/New","variables":{"i_customer":9,"i_event":1}})",
                    {}},
        SubjectCase{R"({"event_type":"Never/Heard/Of/It","variables":{"i_account":7,"i_event":1}})",
                    Subject::of(IAccount(7))}));

struct BadEvent {
  const char* body;
  const char* says;
};

class ParseEventRefuses : public testing::TestWithParam<BadEvent> {};

TEST_P(ParseEventRefuses, WithTheReason) {
  const auto event = parse_event(GetParam().body);
  ASSERT_FALSE(event) << GetParam().body;
  EXPECT_THAT(event.error().what, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    All, ParseEventRefuses,
    testing::Values(
        BadEvent{"", ""}, BadEvent{"{\"event_type\":", ""}, BadEvent{"[1]", "not a JSON object"},
        BadEvent{"7", "not a JSON object"},
        BadEvent{R"({"variables":{"i_event":1}})", "event_type is missing"},
        BadEvent{R"({"event_type":7,"variables":{"i_event":1}})", "event_type is missing"},
        BadEvent{R"({"event_type":"Subscriber/Created"})", "variables is missing"},
        BadEvent{R"({"event_type":"Subscriber/Created","variables":null})", "variables is missing"},
        BadEvent{R"({"event_type":"Subscriber/Created","i_event":1,"variables":{"i_account":1}})",
                 "i_event is missing"},
        BadEvent{R"({"event_type":"Subscriber/Created","variables":{"i_event":1}})", "i_account is missing"},
        BadEvent{R"({"event_type":"Customer/Deleted","variables":{"i_event":1}})", "i_customer is missing"},
        BadEvent{R"({"event_type":"Subscriber/Created","variables":{"i_event":1,"i_account":"x"}})",
                 "not a whole number"},
        BadEvent{R"({"event_type":"Subscriber/Created","variables":{"i_event":1,"i_account":-4}})",
                 "not a whole number"}));

}  // namespace
}  // namespace prov
