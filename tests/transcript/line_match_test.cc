#include "simulator/transcript/line_match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sim {
namespace {

using base::ValueMatcher;
using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

ValueMatcher read(const std::string& yaml) {
  const auto document = base::parse_document("test.yaml", yaml);
  EXPECT_TRUE(document.has_value()) << yaml;
  base::Findings findings("test.yaml");
  const auto matcher = ValueMatcher::read(document->root, findings);
  EXPECT_TRUE(matcher.has_value()) << yaml;
  return *matcher;
}

Entry call(Stage stage, base::Json fields) {
  Entry entry;
  entry.kind = LineKind::Call;
  entry.stage = stage;
  entry.origin = 3;
  entry.fields = std::move(fields);
  return entry;
}

LineMatch call_pattern(std::vector<std::pair<std::string, ValueMatcher>> keys) {
  LineMatch match;
  match.kind = LineKind::Call;
  match.keys = std::move(keys);
  return match;
}

TEST(StageOf, IsAnsweredOnlyWhereAnAnswerIsNamed) {
  LineMatch match;
  match.kind = LineKind::Delivery;
  EXPECT_EQ(stage_of(match), Stage::Begun);
  match.answered = ValueMatcher::exactly("200");
  EXPECT_EQ(stage_of(match), Stage::Answered);
}

TEST(StageOf, IsEndedForAnEventThatSaysHowItEnds) {
  LineMatch match;
  match.kind = LineKind::Event;
  match.keys = {{"event_type", ValueMatcher::exactly("Subscriber/Updated")}};
  EXPECT_EQ(stage_of(match), Stage::Begun);
  match.keys.emplace_back("ends", ValueMatcher::exactly("finished"));
  EXPECT_EQ(stage_of(match), Stage::Ended);
}

TEST(Matches, FollowsDottedPathsIntoObjects) {
  const auto match = call_pattern({{"params.i_account", ValueMatcher::exactly("7")}});
  EXPECT_TRUE(matches(match, call(Stage::Begun, {{"params", {{"i_account", 7}}}})));
  EXPECT_FALSE(matches(match, call(Stage::Begun, {{"params", {{"i_account", 8}}}})));
  EXPECT_FALSE(matches(match, call(Stage::Begun, {{"params", "i_account"}})));
  EXPECT_FALSE(matches(match, call(Stage::Begun, {{"params.i_account", 7}})));
}

TEST(Matches, WantsTheStageAndTheKind) {
  const auto match = call_pattern({});
  EXPECT_TRUE(matches(match, call(Stage::Begun, base::Json::object())));
  EXPECT_FALSE(matches(match, call(Stage::Answered, {{"answered", 200}})));
  auto status = call(Stage::Begun, base::Json::object());
  status.kind = LineKind::Status;
  EXPECT_FALSE(matches(match, status));
}

TEST(Matches, WantsTheOriginWhereOneIsGiven) {
  auto match = call_pattern({});
  match.origin = 3;
  EXPECT_TRUE(matches(match, call(Stage::Begun, base::Json::object())));
  match.origin = 4;
  EXPECT_FALSE(matches(match, call(Stage::Begun, base::Json::object())));
}

TEST(Matches, AcceptsAnAbsentMemberOnlyWhereAbsenceIsWanted) {
  const auto match = call_pattern({{"fault", read("{absent: true}")}});
  EXPECT_TRUE(matches(match, call(Stage::Begun, base::Json::object())));
  EXPECT_FALSE(matches(match, call(Stage::Begun, {{"fault", "Server.Session.auth_failed"}})));
}

struct AnswerRow {
  const char* pattern;
  base::Json answered;
  bool matches;
};

class MatchesAnswers : public testing::TestWithParam<AnswerRow> {};

TEST_P(MatchesAnswers, AsWritten) {
  auto match = call_pattern({});
  match.answered = read(GetParam().pattern);
  EXPECT_EQ(matches(match, call(Stage::Answered, {{"answered", GetParam().answered}})), GetParam().matches)
      << GetParam().pattern << " against " << base::dump(GetParam().answered);
}

INSTANTIATE_TEST_SUITE_P(Table, MatchesAnswers,
                         testing::Values(AnswerRow{"200", 200, true}, AnswerRow{"200", 201, false},
                                         AnswerRow{"2xx", 204, true}, AnswerRow{"2xx", 302, false},
                                         AnswerRow{"5xx", 503, true}, AnswerRow{"nothing", "nothing", true},
                                         AnswerRow{"nothing", 500, false}, AnswerRow{"5xx", "nothing", false},
                                         AnswerRow{"{any_of: [2xx, 404]}", 404, true},
                                         AnswerRow{"{any_of: [2xx, 404]}", 202, true},
                                         AnswerRow{"{any_of: [2xx, 404]}", 403, false},
                                         AnswerRow{"{between: [400, 403]}", 403, true},
                                         AnswerRow{"{between: [400, 403]}", 404, false}));

TEST(Mismatches, AreEmptyExactlyWhereItMatches) {
  auto match = call_pattern({{"method", ValueMatcher::exactly("Account/get_account_info")}});
  match.answered = ValueMatcher::exactly("2xx");
  const auto good = call(Stage::Answered, {{"method", "Account/get_account_info"}, {"answered", 200}});
  EXPECT_TRUE(matches(match, good));
  EXPECT_THAT(mismatches(match, good), IsEmpty());
}

TEST(Mismatches, NameEveryMemberThatDiffers) {
  auto match = call_pattern({{"method", ValueMatcher::exactly("Account/get_account_info")},
                             {"params.i_account", ValueMatcher::exactly("7")}});
  match.answered = ValueMatcher::exactly("200");
  match.origin = 3;
  const auto entry = call(Stage::Answered, {{"method", "Account/get_account_list"}, {"answered", 500}});
  EXPECT_THAT(
      mismatches(match, entry),
      ElementsAre(
          AllOf(Field(&Mismatch::path, "method"), Field(&Mismatch::expected, "Account/get_account_info"),
                Field(&Mismatch::actual, "Account/get_account_list")),
          AllOf(Field(&Mismatch::path, "params.i_account"), Field(&Mismatch::actual, "nothing")),
          AllOf(Field(&Mismatch::path, "answered"), Field(&Mismatch::expected, "200"),
                Field(&Mismatch::actual, "500"))));
}

TEST(Mismatches, AreOneWhereTheKindOrTheStageDiffers) {
  auto match = call_pattern({{"method", ValueMatcher::exactly("Account/get_account_info")}});
  auto status = call(Stage::Begun, base::Json::object());
  status.kind = LineKind::Status;
  EXPECT_THAT(mismatches(match, status),
              ElementsAre(AllOf(Field(&Mismatch::path, "kind"), Field(&Mismatch::expected, "call"),
                                Field(&Mismatch::actual, "status"))));
  match.answered = ValueMatcher::exactly("200");
  EXPECT_THAT(mismatches(match, call(Stage::Begun, base::Json::object())),
              ElementsAre(AllOf(Field(&Mismatch::path, "answered"), Field(&Mismatch::expected, "200"),
                                Field(&Mismatch::actual, "nothing yet"))));
}

TEST(Describe, SaysALineAsAPersonWould) {
  LineMatch match;
  match.kind = LineKind::Delivery;
  match.keys = {{"event_type", ValueMatcher::exactly("Subscriber/Updated")}};
  match.answered = ValueMatcher::exactly("200");
  EXPECT_EQ(describe(match), "delivery with event_type Subscriber/Updated, answered 200");
  match.nth = 2;
  EXPECT_EQ(describe(match), "2nd delivery with event_type Subscriber/Updated, answered 200");
  match.nth = 11;
  EXPECT_EQ(describe(match).substr(0, 5), "11th ");
}

TEST(KindOfName, ReadsBackEveryName) {
  for (int kind = 0; kind <= static_cast<int>(LineKind::Note); ++kind) {
    EXPECT_EQ(kind_of_name(kind_name(static_cast<LineKind>(kind))), static_cast<LineKind>(kind));
  }
  EXPECT_EQ(kind_of_name("deliveries"), std::nullopt);
}

}  // namespace
}  // namespace sim
