#include "base/line_splitter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace base {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(LineSplitter, ReturnsLinesAsTheyEnd) {
  LineSplitter splitter(100, 1000);
  EXPECT_THAT(splitter.feed("a\nb"), ElementsAre("a"));
  EXPECT_THAT(splitter.feed("c"), IsEmpty());
  EXPECT_THAT(splitter.feed("\n\nd\n"), ElementsAre("bc", "", "d"));
  EXPECT_THAT(splitter.finish(), IsEmpty());
  EXPECT_THAT(splitter.feed("last"), IsEmpty());
  EXPECT_THAT(splitter.finish(), ElementsAre("last"));
}

TEST(LineSplitter, CutsALongLineIntoPieces) {
  LineSplitter splitter(4, 1000);
  EXPECT_THAT(splitter.feed("123456789\n1234\n"), ElementsAre("1234", "5678", "9", "1234"));
  EXPECT_THAT(splitter.feed("1234"), IsEmpty());
  EXPECT_THAT(splitter.feed("\n"), ElementsAre("1234"));
  EXPECT_THAT(splitter.feed("12345"), ElementsAre("1234"));
  EXPECT_THAT(splitter.finish(), ElementsAre("5"));
}

TEST(LineSplitter, CountsWhatIsOverTheLimit) {
  LineSplitter splitter(100, 5);
  EXPECT_THAT(splitter.feed("abc\ndef\n"), ElementsAre("abc"));
  EXPECT_THAT(splitter.feed("ghi\n"), IsEmpty());
  EXPECT_THAT(splitter.finish(), ElementsAre("d", "[7 more bytes of output left out]"));
  EXPECT_THAT(splitter.finish(), IsEmpty());
}

}  // namespace
}  // namespace base
