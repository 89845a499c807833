#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/transcript/transcript.h"

namespace sim {
namespace {

const base::VirtualTime kStart = *base::parse_datetime("2026-01-31 12:00:00");

Entry line(std::chrono::microseconds after, LineKind kind, std::string_view from, std::string_view to,
           std::string summary) {
  Entry entry;
  entry.at = kStart + after;
  entry.kind = kind;
  entry.from = from;
  entry.to = to;
  entry.summary = std::move(summary);
  entry.fields = base::Json::object();
  return entry;
}

TEST(ToText, AlignsTimePartiesAndSummary) {
  auto request = line(std::chrono::milliseconds(12), LineKind::Request, kApplication, "HSS",
                      "PUT /subscribers/255010000000002");
  request.message = Message{"", {}, R"({"barred":true})", 15, ""};
  const std::vector<Entry> entries{
      line({}, LineKind::Change, kPortaBilling, "", "change: account 380501112233 gets SIM 255010000000002"),
      line(std::chrono::milliseconds(2), LineKind::Delivery, kEspf, kApplication,
           "Subscriber/Updated i_event 7, delivery 1"),
      line(std::chrono::hours(28), LineKind::Call, kApplication, kPortaBilling, "Account/get_account_info"),
      request,
  };
  std::string text;
  for (const auto& entry : entries) text += to_text(entry, kStart) + "\n";
  EXPECT_EQ(
      text,
      "+0.000 s      PortaBilling                 change: account 380501112233 gets SIM 255010000000002\n"
      "+0.002 s      ESPF         → Application   Subscriber/Updated i_event 7, delivery 1\n"
      "+28:00:00.000 Application  → PortaBilling  Account/get_account_info\n"
      "+0.012 s      Application  → HSS           PUT /subscribers/255010000000002  {\"barred\":true}\n");
}

TEST(ToText, ShortensALongBodyBehindTheLastWholeMember) {
  auto request = line({}, LineKind::Request, kApplication, "HSS", "PUT /x");
  request.message = Message{
      "", {}, R"({"barred":true,"msisdn":"380501112233","profile":"a very long name indeed"})", 76, ""};
  EXPECT_THAT(to_text(request, kStart), testing::EndsWith(R"({"barred":true,"msisdn":"380501112233",…})"));
  request.message->body = std::string(100, 'x');
  EXPECT_THAT(to_text(request, kStart), testing::EndsWith("  " + std::string(60, 'x') + "…"));
}

TEST(ToText, LetsNoControlCharacterReachATerminal) {
  const auto log = line({}, LineKind::Log, kApplication, "", "red \x1b[31m\x07 and\nn\xFFw");
  EXPECT_THAT(to_text(log, kStart), testing::EndsWith("red ·[31m· and n\xEF\xBF\xBDw"));
}

TEST(ToJson, HoldsEveryMemberInOneVersionedObject) {
  auto entry =
      line(std::chrono::microseconds(1500), LineKind::Call, kApplication, kPortaBilling, "Session/login");
  entry.number = 9;
  entry.real = std::chrono::microseconds(77);
  entry.stage = Stage::Answered;
  entry.exchange = 8;
  entry.origin = 3;
  entry.in_place = true;
  entry.fields = {{"answered", 200}};
  entry.message = Message{"200", {{"Date", "now"}, {"Date", "then"}}, "{}", 2, ""};
  const auto expected = base::parse_json(R"({
    "v": 1, "number": 9, "at": "2026-01-31 12:00:00.001500", "real_us": 77, "kind": "call", "stage": "answered",
    "exchange": 8, "origin": 3, "from": "Application", "to": "PortaBilling", "summary": "Session/login",
    "in_place": true, "fields": {"answered": 200},
    "message": {"start": "200", "headers": [["Date", "now"], ["Date", "then"]], "body": "{}", "body_bytes": 2}})");
  ASSERT_TRUE(expected.has_value());
  EXPECT_EQ(to_json(entry), *expected);
}

TEST(ToJson, WritesFieldsAsAnObjectEvenWhereThereAreNone) {
  Entry entry;
  EXPECT_EQ(to_json(entry)["fields"], base::Json::object());
}

Entry answer(int port, int real_us, const std::string& date, std::uint64_t number) {
  auto entry = line({}, LineKind::Call, kApplication, kPortaBilling,
                    "http://127.0.0.1:" + std::to_string(port) + "/rest");
  entry.number = number;
  entry.exchange = number;
  entry.origin = number;
  entry.real = std::chrono::microseconds(real_us);
  entry.fields = {{"method", "Session/login"}, {"url", "https://localhost:" + std::to_string(port)}};
  entry.message = Message{"POST /rest",
                          {{"Host", "127.0.0.1:" + std::to_string(port)}, {"date", date}, {"Accept", "*/*"}},
                          R"({"expires_at": ")" + date + R"("})",
                          0,
                          ""};
  return entry;
}

TEST(Canonical, IsTheSameForTwoRunsThatDifferInPortsDatesAndRealTime) {
  EXPECT_EQ(canonical(answer(40001, 5, "Fri, 11 May 2018", 4)),
            canonical(answer(51, 999, "Sat, 12 May 2018", 6)));
}

TEST(Canonical, DiffersWhereWhatHappenedDiffers) {
  auto other = answer(40001, 5, "Fri, 11 May 2018", 4);
  const auto same = canonical(other);
  other.fields["method"] = "Session/ping";
  EXPECT_NE(canonical(other), same);
  other = answer(40001, 5, "Fri, 11 May 2018", 4);
  other.at = kStart + std::chrono::seconds(1);
  EXPECT_NE(canonical(other), same);
  other = answer(40001, 5, "Fri, 11 May 2018", 4);
  other.message->headers.set("Accept", "text/html");
  EXPECT_NE(canonical(other), same);
}

}  // namespace
}  // namespace sim
