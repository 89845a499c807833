#include "base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace base {
namespace {

TEST(LogText, WritesFieldsBehindTheMessage) {
  EXPECT_EQ(log_text("delivered", {}), "delivered");
  EXPECT_EQ(log_text("delivered", {{"i_event", "5"}, {"status", "200"}}), "delivered i_event=5 status=200");
}

TEST(LogText, QuotesValuesThatWouldBeMisread) {
  EXPECT_EQ(log_text("m", {{"a", "x y"}, {"b", ""}, {"c", "k=v"}, {"d", "say \"hi\" \\"}}),
            R"(m a="x y" b="" c="k=v" d="say \"hi\" \\")");
}

TEST(LogText, LeavesNoControlCharacterThatCouldForgeALine) {
  EXPECT_EQ(log_text("a\nb\x1b[2J", {{"c", "d\r\n\te\x7f"}}), R"(a\nb\x1b[2J c="d\x0d\n\te\x7f")");
  EXPECT_EQ(log_text("é", {{"n", "ü"}}), "é n=ü");
}

TEST(StderrLog, WritesLinesFromItsLevelOn) {
  testing::internal::CaptureStderr();
  const auto log = stderr_log(LogLevel::Warning);
  log->debug("no");
  log->info("no");
  log->warning("careful", {{"port", "80"}});
  log->error("{} %s broken");
  const std::string text = testing::internal::GetCapturedStderr();
  EXPECT_THAT(text, testing::MatchesRegex("[0-9-]+T[0-9:.]+Z warning careful port=80\n"
                                          "[0-9-]+T[0-9:.]+Z error \\{\\} %s broken\n"));
}

TEST(NullLog, WritesNothing) {
  testing::internal::CaptureStderr();
  null_log()->error("x");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace base
