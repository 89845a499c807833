// The table of "Receiving provisioning events", one row per test case, and the request on the wire.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/crypto.h"
#include "simulator/espf/event_queue.h"

namespace sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

base::HttpOutcome status(int code) { return base::HttpResponse{code, {}, ""}; }

TEST(AfterDelivery, RemovesOn200) { EXPECT_EQ(after_delivery(status(200), false), Disposition::Remove); }

TEST(AfterDelivery, DiscardsOnEvery4xx) {
  for (int code = 400; code <= 499; ++code) {
    EXPECT_EQ(after_delivery(status(code), false), Disposition::Discard) << "status " << code;
    EXPECT_EQ(after_delivery(status(code), true), Disposition::Discard) << "status " << code;
  }
}

TEST(AfterDelivery, ResendsOn202BecauseOnly200Confirms) {
  for (const int code : {201, 202, 204, 206, 299}) {
    EXPECT_EQ(after_delivery(status(code), false), Disposition::Resend) << "status " << code;
    EXPECT_EQ(after_delivery(status(code), true), Disposition::Remove) << "status " << code;
  }
}

TEST(AfterDelivery, ResendsOnServerErrorRedirectAndSilence) {
  for (const int code : {100, 199, 300, 302, 399, 500, 503, 599, 600}) {
    EXPECT_EQ(after_delivery(status(code), true), Disposition::Resend) << "status " << code;
  }
  for (const auto failure :
       {base::HttpFailure::Refused, base::HttpFailure::Reset, base::HttpFailure::Closed,
        base::HttpFailure::Timeout, base::HttpFailure::Malformed, base::HttpFailure::BadCertificate}) {
    EXPECT_EQ(after_delivery(failure, true), Disposition::Resend);
  }
}

TEST(ResendDelay, GrowsByTheFactorUpToTheLongest) {
  const ResendPolicy policy{seconds(60), 2, seconds(3600), 10};
  const std::vector<int> expected{60, 120, 240, 480, 960, 1920, 3600, 3600, 3600};
  for (std::size_t n = 0; n < expected.size(); ++n) {
    EXPECT_EQ(resend_delay(policy, static_cast<int>(n) + 1), seconds(expected[n]))
        << "after delivery " << n + 1;
  }
  EXPECT_EQ(resend_delay(policy, 1'000'000'000), seconds(3600));
}

TEST(ResendDelay, StaysWhereTheFactorIsOne) {
  const ResendPolicy policy{milliseconds(1500), 1, seconds(3600), 10};
  EXPECT_EQ(resend_delay(policy, 1), milliseconds(1500));
  EXPECT_EQ(resend_delay(policy, 1'000'000'000), milliseconds(1500));
}

TEST(ResendDelay, IsNeverOverTheLongest) {
  EXPECT_EQ(resend_delay({seconds(60), 2, seconds(10), 10}, 1), seconds(10));
}

Row blocked() {
  Row row;
  row.i_event = 5;
  row.event.event_type = "Account/Blocked";
  row.event.i_account = IAccount(1000889);
  row.event.variables = {{"prev_balance", 1.5}};
  row.event_type = "Subscriber/Updated";
  row.recorded_at = *base::parse_datetime("2026-01-31 12:00:00");
  return row;
}

constexpr const char* kDate = "Fri, 11 May 2018 13:28:08 GMT";

TEST(DeliveryRequest, HasTheMandatoryHeadersAndTheDocumentedBody) {
  Handler handler;
  handler.url = "https://app.example:3000/events?x=1";
  handler.authorization = BasicAuthorization{"Aladdin", "open sesame"};
  const auto request = delivery_request(handler, blocked(), {}, kDate);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/events?x=1");
  EXPECT_TRUE(request.over_tls);
  EXPECT_EQ(request.headers, (base::Headers{{"Date", kDate},
                                            {"Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="},
                                            {"Content-Type", "application/json"}}));
  EXPECT_EQ(request.body,
            R"({"event_type":"Subscriber/Updated","variables":{"i_account":1000889,"i_event":5}})");
}

TEST(DeliveryRequest, SendsTheCustomAuthorizationInTheHeaderOfThatName) {
  Handler handler;
  handler.authorization = CustomAuthorization{"Token", "abc123"};
  handler.authorization_header = "X-Auth";
  const auto request = delivery_request(handler, blocked(), {}, kDate);
  EXPECT_EQ(request.headers.find("Authorization"), nullptr);
  ASSERT_NE(request.headers.find("X-Auth"), nullptr);
  EXPECT_EQ(*request.headers.find("X-Auth"), "Token abc123");
}

TEST(DeliveryRequest, SignsTheDateHeaderAlone) {
  Handler handler;
  handler.authorization = SignatureAuthorization{"test", "secret", base::HmacAlgorithm::Sha1};
  // Computed with: printf 'date: Fri, 11 May 2018 13:28:08 GMT' | openssl dgst -sha1 -hmac secret -binary |
  // base64
  EXPECT_EQ(*delivery_request(handler, blocked(), {}, kDate).headers.find("Authorization"),
            R"(Signature keyId="test",algorithm="hmac-sha1",signature="aqRCmzUlV5Z3MoSShdnP0X11Pew=")");
  handler.authorization = SignatureAuthorization{"te\"st", "secret", base::HmacAlgorithm::Sha256};
  EXPECT_EQ(
      *delivery_request(handler, blocked(), {}, kDate).headers.find("Authorization"),
      R"(Signature keyId="te\"st",algorithm="hmac-sha256",signature="BgFdVNNR313/iq5iXveQr7e5XMXjrbLAb1RCWtvn2A0=")");
}

struct VariablesRow {
  const char* name;
  std::function<void(Handler&, Row&)> change;
  const char* variables;
};

class DeliveryVariables : public testing::TestWithParam<VariablesRow> {};

TEST_P(DeliveryVariables, AreThoseOfTheStyleAndTheSettings) {
  Handler handler;
  auto row = blocked();
  GetParam().change(handler, row);
  EspfOptions options;
  options.i_env = 3;
  EXPECT_EQ(base::dump(delivery_variables(handler, row, options)), GetParam().variables);
}

INSTANTIATE_TEST_SUITE_P(
    Table, DeliveryVariables,
    testing::Values(
        VariablesRow{"Grouped", [](Handler&, Row&) {}, R"({"i_account":1000889,"i_event":5})"},
        VariablesRow{"GroupedAsStrings", [](Handler& h, Row&) { h.ids_as_strings = true; },
                     R"({"i_account":"1000889","i_event":"5"})"},
        VariablesRow{"GroupedWithMore",
                     [](Handler& h, Row&) {
                       h.with_i_env = true;
                       h.with_event_time = true;
                     },
                     R"({"event_time":"2026-01-31 12:00:00","i_account":1000889,"i_env":3,"i_event":5})"},
        VariablesRow{"FineGrainedWithItsOwn",
                     [](Handler& h, Row& row) {
                       h.style = EventStyle::FineGrained;
                       row.event_type = row.event.event_type;
                     },
                     R"({"i_account":1000889,"i_event":5,"prev_balance":1.5})"},
        VariablesRow{"Invoice",
                     [](Handler& h, Row& row) {
                       h.ids_as_strings = true;
                       row.event.i_account.reset();
                       row.event.i_customer = ICustomer(7);
                       row.event.i_invoice = IInvoice(9);
                       row.event_type = "Invoice/Created";
                     },
                     R"({"i_customer":"7","i_event":"5","i_invoice":"9"})"},
        VariablesRow{"CustomerWithoutTheAccount",
                     [](Handler&, Row& row) {
                       row.event.i_customer = ICustomer(7);
                       row.event_type = "Customer/Updated";
                     },
                     R"({"i_customer":7,"i_event":5})"},
        VariablesRow{"DidIsAlwaysAString",
                     [](Handler&, Row& row) {
                       row.event.i_account.reset();
                       row.event.number = DidNumber("0442079460009");
                       row.event_type = "DID/Updated";
                     },
                     R"({"i_event":5,"number":"0442079460009"})"},
        VariablesRow{"RawAsGiven",
                     [](Handler& h, Row& row) {
                       h.ids_as_strings = true;
                       h.with_i_env = true;
                       row.raw = true;
                       row.event.variables = {{"i_account", 12}, {"i_event", "seven"}, {"x", {1, 2}}};
                     },
                     R"({"i_account":12,"i_event":"seven","x":[1,2]})"},
        VariablesRow{"RawWithoutNumber",
                     [](Handler& h, Row& row) {
                       h.ids_as_strings = true;
                       row.raw = true;
                       row.event.variables = base::Json::object();
                     },
                     R"({"i_event":"5"})"}),
    [](const auto& row) { return row.param.name; });

TEST(TypeAsSent, IsGroupedOrFineGrainedByTheHandlersStyle) {
  Handler handler;
  EXPECT_EQ(type_as_sent(handler, blocked().event, 115), "Subscriber/Updated");
  handler.style = EventStyle::FineGrained;
  EXPECT_EQ(type_as_sent(handler, blocked().event, 115), "Account/Blocked");
}

TEST(TypeAsSent, FiltersBySubscriptionsOnTheTypeAsSent) {
  Handler handler;
  handler.subscriptions = {"Account/Blocked"};
  EXPECT_EQ(type_as_sent(handler, blocked().event, 115), std::nullopt);
  handler.style = EventStyle::FineGrained;
  EXPECT_EQ(type_as_sent(handler, blocked().event, 115), "Account/Blocked");
  handler.subscriptions = std::vector<std::string>{};
  EXPECT_EQ(type_as_sent(handler, blocked().event, 115), std::nullopt);
}

TEST(TypeAsSent, IsNothingForADisabledHandler) {
  Handler handler;
  handler.enabled = false;
  EXPECT_EQ(type_as_sent(handler, blocked().event, 115), std::nullopt);
}

TEST(TypeAsSent, FollowsTheNamesOfTheRelease) {
  Handler handler;
  handler.style = EventStyle::FineGrained;
  ProvisioningEvent event;
  event.event_type = "Account/Status/Suspended";
  event.i_account = IAccount(1);
  EXPECT_EQ(type_as_sent(handler, event, 115), "Account/Status/Suspended");
  EXPECT_EQ(type_as_sent(handler, event, 107), "Account/Status/Suspend");
}

TEST(TypeAsSent, IsNothingWhereTheReleaseDoesNotHaveTheType) {
  Handler handler;
  ProvisioningEvent event;
  event.event_type = "Account/Service/QuotaExpired";
  event.i_account = IAccount(1);
  EXPECT_EQ(type_as_sent(handler, event, 115), "Subscriber/Updated");
  EXPECT_EQ(type_as_sent(handler, event, 110), std::nullopt);
  event.event_type = "SIM/Updated";
  EXPECT_EQ(type_as_sent(handler, event, 115), std::nullopt);
  EXPECT_EQ(type_as_sent(handler, event, 121), "SIM/Updated");
}

}  // namespace
}  // namespace sim
