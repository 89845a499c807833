#include "simulator/installation/agenda.h"

#include <gtest/gtest.h>

#include <string>

namespace sim {
namespace {

base::VirtualTime at_second(int second) { return {std::chrono::seconds(second)}; }

class AgendaTest : public testing::Test {
 protected:
  Agenda::Id add(int second, const std::string& word) {
    return agenda_.add(at_second(second), [this, word] { done_ += word; });
  }
  void do_all_at(int second) {
    while (const auto work = agenda_.take_due(at_second(second))) work();
  }
  Agenda agenda_;
  std::string done_;
};

TEST_F(AgendaTest, GivesWorkInOrderOfTimeAndOfInsertionAtOneInstant) {
  add(20, "c");
  add(10, "a");
  add(10, "b");
  EXPECT_EQ(agenda_.next_due(), at_second(10));
  do_all_at(10);
  EXPECT_EQ(done_, "ab");
  EXPECT_EQ(agenda_.next_due(), at_second(20));
  do_all_at(25);
  EXPECT_EQ(done_, "abc");
  EXPECT_EQ(agenda_.next_due(), std::nullopt);
}

TEST_F(AgendaTest, ForgetsWhatIsCancelledAndNothingElse) {
  const auto first = add(10, "a");
  add(10, "b");
  agenda_.cancel(first);
  agenda_.cancel(first);
  do_all_at(10);
  EXPECT_EQ(done_, "b");
}

TEST_F(AgendaTest, TakesWorkThatWorkAdds) {
  agenda_.add(at_second(1), [this] { add(1, "later"); });
  do_all_at(1);
  EXPECT_EQ(done_, "later");
}

}  // namespace
}  // namespace sim
