#include "base/virtual_time.h"

#include <gtest/gtest.h>

#include <vector>

namespace base {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

VirtualTime at(std::int64_t unix_seconds) { return {seconds(unix_seconds)}; }

TEST(DatetimeText, WritesAnInstantAsPortaBillingDoes) {
  EXPECT_EQ(datetime_text(at(1769860800)), "2026-01-31 12:00:00");
  EXPECT_EQ(date_text(at(1769860800)), "2026-01-31");
  EXPECT_EQ(datetime_text(at(-1)), "1969-12-31 23:59:59");
  EXPECT_EQ(datetime_text({microseconds(1'999'999)}), "1970-01-01 00:00:01");
}

TEST(ParseDatetime, ReadsBackWhatWasWritten) {
  for (const std::int64_t instant : {0L, 86399L, 951826154L, 1769860800L, 4102444799L, -62135596800L}) {
    EXPECT_EQ(parse_datetime(datetime_text(at(instant))), at(instant)) << instant;
  }
}

TEST(ParseDatetime, ReadsADateAsItsMidnight) {
  EXPECT_EQ(parse_datetime("2026-01-31"), parse_datetime("2026-01-31 00:00:00"));
  EXPECT_EQ(parse_datetime("2024-02-29"), at(1709164800));
}

TEST(ParseDatetime, RefusesWhatIsNoDateOfTheCalendar) {
  const std::vector<std::string> bad = {
      "",
      "2026",
      "2026-1-31",
      "2026-02-30",
      "2023-02-29",
      "2026-00-10",
      "2026-13-01",
      "2026-01-00",
      "0000-00-00 00:00:00",
      "2026-01-31T12:00:00",
      "2026-01-31 12:00",
      "2026-01-31 24:00:00",
      "2026-01-31 12:60:00",
      "2026-01-31 12:00:60",
      "2026-01-31 12:00:00Z",
      "2026-01-31 ",
      "2026-01-31x",
      " 2026-01-31",
      "2026-01--1",
      "+026-01-01",
      "2026-01-31 1a:00:00",
  };
  for (const std::string& text : bad) EXPECT_EQ(parse_datetime(text), std::nullopt) << "`" << text << "`";
}

TEST(Earlier, TakesTheOneThatIsThere) {
  EXPECT_EQ(earlier(std::nullopt, std::nullopt), std::nullopt);
  EXPECT_EQ(earlier(at(1), std::nullopt), at(1));
  EXPECT_EQ(earlier(std::nullopt, at(2)), at(2));
  EXPECT_EQ(earlier(at(3), at(2)), at(2));
}

}  // namespace
}  // namespace base
