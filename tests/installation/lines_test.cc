#include "simulator/installation/lines.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/installation/support.h"

namespace sim {
namespace {

using tests::small_world;

Row row_of_account() {
  Row row;
  row.i_event = 7;
  row.handler = "EventSender";
  row.event.event_type = "Account/Blocked";
  row.event.i_account = IAccount(1001);
  row.event_type = "Subscriber/Updated";
  row.origin = 3;
  row.entry = 4;
  row.deliveries = 1;
  return row;
}

TEST(Lines, OfAnEventNameWhatIsSentAndWhatWasRecorded) {
  const Entry line = event_line(small_world(), row_of_account());
  EXPECT_EQ(line.summary, "queued for EventSender: Subscriber/Updated (Account/Blocked) i_event 7");
  EXPECT_EQ(line.origin, 3u);
  EXPECT_EQ(line.fields, (base::Json{{"account", "380501112233"},
                                     {"i_account", 1001},
                                     {"event_type", "Subscriber/Updated"},
                                     {"recorded", "Account/Blocked"},
                                     {"handler", "EventSender"},
                                     {"i_event", 7}}));
}

TEST(Lines, OfAnEventsEndBelongToItsBeginningAndCountDeliveries) {
  Row row = row_of_account();
  row.state = RowState::Discarded;
  const Entry line = event_end_line(small_world(), row);
  EXPECT_EQ(line.stage, Stage::Ended);
  EXPECT_EQ(line.exchange, 4u);
  EXPECT_EQ(line.summary, "Subscriber/Updated i_event 7 discarded after 1 delivery");
  EXPECT_EQ(line.fields["ends"], "discarded");
  row.deliveries = 2;
  EXPECT_EQ(event_end_line(small_world(), row).summary,
            "Subscriber/Updated i_event 7 discarded after 2 deliveries");
}

TEST(Lines, OfADeliveryHoldTheVariablesAsSent) {
  base::HttpRequest request{"POST", "/events", {}, R"({"event_type":"x","variables":{"i_account":1001}})"};
  const Entry line = delivery_line(small_world(), row_of_account(), request);
  EXPECT_EQ(line.fields["variables"], (base::Json{{"i_account", 1001}}));
  EXPECT_EQ(line.summary, "Subscriber/Updated i_event 7, delivery 1");
  ASSERT_TRUE(line.message);
  EXPECT_EQ(line.message->start, "POST /events");
}

TEST(Lines, OfApi2ShowTheRequestAsWritten) {
  api::Described described;
  described.kind = api::Described::Kind::Resource;
  described.method = "v2/products";
  described.params = {{"fields", "id,name"}};
  const Entry line =
      call_line(small_world(), described, {"GET", "/api/v2/products?fields=id%2Cname", {}, ""});
  EXPECT_EQ(line.kind, LineKind::Call);
  EXPECT_EQ(line.summary, "GET /api/v2/products?fields=id,name");
  EXPECT_EQ(line.to, "PortaBilling");
  EXPECT_EQ(line.fields["method"], "v2/products");
  EXPECT_EQ(line.fields["params"], (base::Json{{"fields", "id,name"}}));
  described.method = "v2/products/id";
  EXPECT_EQ(call_line(small_world(), described, {"GET", "/api/v2/products/1%ZZ", {}, ""}).summary,
            "GET /api/v2/products/1%ZZ");
}

TEST(Lines, OfAnAnswerRepeatTheFieldsAndTurnThePartiesRound) {
  Entry begun = event_line(small_world(), row_of_account());
  begun.number = 12;
  begun.from = "ESPF";
  begun.to = "Application";
  const Entry answered = answered_line(begun, base::HttpResponse{204, {}, "x"});
  EXPECT_EQ(answered.stage, Stage::Answered);
  EXPECT_EQ(answered.exchange, 12u);
  EXPECT_EQ(answered.from, "Application");
  EXPECT_EQ(answered.to, "ESPF");
  EXPECT_EQ(answered.fields["answered"], 204);
  EXPECT_EQ(answered.fields["i_event"], 7);
}

TEST(Lines, OfNoAnswerSayWhy) {
  const Entry answered = answered_line(Entry{}, base::HttpFailure::Reset);
  EXPECT_EQ(answered.fields["answered"], "nothing");
  EXPECT_EQ(answered.summary, "no answer: " + std::string(base::failure_name(base::HttpFailure::Reset)));
}

TEST(Lines, OfARecordSayWhatTheSystemHoldsNow) {
  const base::Json record = {{"barred", false}};
  const World world = small_world();
  EXPECT_EQ(record_line(world, "hss", {"255", std::nullopt, record}, std::nullopt).summary,
            R"(now holds 255 {"barred":false})");
  EXPECT_EQ(record_line(world, "hss", {"255", record, base::Json{{"barred", true}}}, std::nullopt).summary,
            R"(holds 255 {"barred":true})");
  const Entry gone = record_line(world, "hss", {"255", record, std::nullopt}, IAccount(1001));
  EXPECT_EQ(gone.summary, "no longer holds 255");
  EXPECT_EQ(gone.from, "HSS");
  EXPECT_EQ(gone.fields["account"], "380501112233");
  EXPECT_FALSE(gone.fields.contains("after"));
}

TEST(Lines, OfAStatusSayGroupAndWordAndKeepTheMessage) {
  api::Described described;
  described.kind = api::Described::Kind::Status;
  described.params = {{"group", "HSS"}, {"status", "FAILED"}, {"message", "no IMSI"}};
  described.i_account = IAccount(1001);
  const Entry line = call_line(small_world(), described, {});
  EXPECT_EQ(line.kind, LineKind::Status);
  EXPECT_EQ(line.to, "ESPF");
  EXPECT_EQ(line.summary, "status HSS FAILED");
  EXPECT_EQ(line.fields["message"], "no IMSI");
  EXPECT_EQ(line.fields["account"], "380501112233");
}

TEST(Lines, OfACallThatIsNoMethodSayWhatWasRequested) {
  const Entry line = call_line(small_world(), {}, {"GET", "/nothing", {}, ""});
  EXPECT_EQ(line.summary, "GET /nothing");
  EXPECT_EQ(line.to, "PortaBilling");
  api::Described of_the_espf;
  of_the_espf.method = "espf/v1/nothing";
  EXPECT_EQ(call_line(small_world(), of_the_espf, {}).to, "ESPF");
}

}  // namespace
}  // namespace sim
