#include "simulator/transcript/transcript.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/crypto.h"

namespace sim {
namespace {

Entry line(LineKind kind, std::string summary, std::string body = "") {
  Entry entry;
  entry.kind = kind;
  entry.from = kApplication;
  entry.summary = std::move(summary);
  entry.fields = base::Json::object();
  if (!body.empty()) entry.message = Message{"PUT /", {}, std::move(body), 0, ""};
  return entry;
}

TEST(Transcript, NumbersFromOneInTheOrderOfAppending) {
  Transcript transcript;
  EXPECT_EQ(transcript.append(line(LineKind::Note, "a")).number, 1U);
  EXPECT_EQ(transcript.append(line(LineKind::Note, "b")).number, 2U);
  EXPECT_EQ(transcript.last_number(), 2U);
  ASSERT_NE(transcript.find(2), nullptr);
  EXPECT_EQ(transcript.find(2)->summary, "b");
  EXPECT_EQ(transcript.find(0), nullptr);
  EXPECT_EQ(transcript.find(3), nullptr);
}

TEST(Transcript, MakesTheBeginningOfAnExchangeItsOwn) {
  Transcript transcript;
  EXPECT_EQ(transcript.append(line(LineKind::Note, "a")).exchange, 0U);
  EXPECT_EQ(transcript.append(line(LineKind::Call, "b")).exchange, 2U);
  auto answer = line(LineKind::Call, "200");
  answer.stage = Stage::Answered;
  answer.exchange = 2;
  EXPECT_EQ(transcript.append(answer).exchange, 2U);
}

TEST(Transcript, CutsALongBodyAndKeepsItsHash) {
  TranscriptOptions options;
  options.body_bytes_max = 5;
  Transcript transcript(options);
  const std::string body = "abcdäöü";  // the cut must not split the ä, which has two bytes
  const auto& kept = transcript.append(line(LineKind::Request, "long", body));
  EXPECT_EQ(kept.message->body, "abcd");
  EXPECT_EQ(kept.message->body_bytes, body.size());
  EXPECT_EQ(kept.message->body_sha256, base::sha256_hex(body));

  const auto& short_one = transcript.append(line(LineKind::Request, "short", "abcde"));
  EXPECT_EQ(short_one.message->body, "abcde");
  EXPECT_EQ(short_one.message->body_bytes, 5U);
  EXPECT_EQ(short_one.message->body_sha256, "");
}

TEST(Transcript, SaysThatItIsFullAndThenTakesNothing) {
  TranscriptOptions options;
  options.bytes_max = 4000;
  Transcript transcript(options);
  for (int i = 0; i < 100; ++i) transcript.append(line(LineKind::Note, std::string(200, 'x')));
  EXPECT_TRUE(transcript.is_full());
  const auto count = transcript.entries().size();
  EXPECT_LT(count, 100U);
  EXPECT_THAT(transcript.entries().back().summary, testing::StartsWith("the transcript is full"));
  EXPECT_EQ(transcript.append(line(LineKind::Note, "late")).number, count);
  EXPECT_EQ(transcript.entries().size(), count);
}

TEST(Transcript, ForgetsTheOldestWhereToldTo) {
  TranscriptOptions options;
  options.bytes_max = 4000;
  options.drop_oldest = true;
  Transcript transcript(options);
  for (int i = 0; i < 100; ++i) transcript.append(line(LineKind::Note, std::string(200, 'x')));
  EXPECT_FALSE(transcript.is_full());
  EXPECT_EQ(transcript.last_number(), 100U);
  EXPECT_GT(transcript.dropped(), 0U);
  EXPECT_EQ(transcript.dropped() + transcript.entries().size(), 100U);
  EXPECT_EQ(transcript.find(1), nullptr);
  ASSERT_NE(transcript.find(100), nullptr);
  EXPECT_EQ(transcript.find(100)->number, 100U);
  EXPECT_EQ(transcript.find(transcript.dropped()), nullptr);
  EXPECT_NE(transcript.find(transcript.dropped() + 1), nullptr);
}

}  // namespace
}  // namespace sim
