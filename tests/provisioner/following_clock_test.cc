#include "provisioner/following_clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace prov {
namespace {

using std::chrono::microseconds;

// The other program: answers at once, or holds a long poll until it is released or the connection is stopped.
class FakeTime {
 public:
  FollowingClock::Connection connect() {
    auto stopped = std::make_shared<std::atomic<bool>>(false);
    auto client = std::make_unique<base::LoopbackHttpClient>(
        [this, stopped](const base::ClientRequest& request) { return answer(request, *stopped); });
    return {std::move(client), [this, stopped] {
              *stopped = true;
              base::MutexLock lock(mutex_);
              changed_.notify_all();
            }};
  }

  void set(std::int64_t unix_us) {
    base::MutexLock lock(mutex_);
    now_us_ = unix_us;
    changed_.notify_all();
  }
  void fail(int times) {
    base::MutexLock lock(mutex_);
    failures_ = times;
  }
  bool has_polls(std::size_t count) {
    base::MutexLock lock(mutex_);
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (polls_.size() < count) {
      if (changed_.wait_until(mutex_, limit) == std::cv_status::timeout) return false;
    }
    return true;
  }
  std::vector<std::string> polls() {
    base::MutexLock lock(mutex_);
    return polls_;
  }

 private:
  base::HttpOutcome answer(const base::ClientRequest& request, const std::atomic<bool>& stopped) {
    base::MutexLock lock(mutex_);
    if (failures_ > 0) {
      failures_ -= 1;
      return base::HttpFailure::Refused;
    }
    const auto until = request.url.target.find("until=");
    if (until != std::string::npos) {
      polls_.push_back(request.url.target);
      changed_.notify_all();
      const auto wanted = std::stoll(request.url.target.substr(until + 6));
      while (now_us_ < wanted && !stopped) changed_.wait(mutex_);
      if (stopped) return base::HttpFailure::Cancelled;
    }
    return base::json_response(200, R"({"now":"","unix_us":)" + std::to_string(now_us_) + "}");
  }

  base::Mutex mutex_;
  base::ConditionVariable changed_;
  std::int64_t now_us_ GUARDED_BY(mutex_) = 1'000'000;
  int failures_ GUARDED_BY(mutex_) = 0;
  std::vector<std::string> polls_ GUARDED_BY(mutex_);
};

class FollowingClockTest : public testing::Test {
 protected:
  base::Result<std::unique_ptr<FollowingClock>> follow() {
    return FollowingClock::follow(*base::parse_url("http://127.0.0.1:1/clock"),
                                  [this] { return time_.connect(); });
  }
  static base::SteadyTime at(std::int64_t us) { return base::SteadyTime(microseconds(us)); }

  FakeTime time_;
};

TEST_F(FollowingClockTest, TellsTheOtherProgramsTime) {
  const auto clock = follow();
  ASSERT_TRUE(clock) << clock.error().what;
  EXPECT_EQ((*clock)->now(), at(1'000'000));
  EXPECT_EQ((*clock)->wall_now(), base::WallTime(microseconds(1'000'000)));
}

TEST_F(FollowingClockTest, NeedsAnAnswerToBegin) {
  time_.fail(1);
  const auto clock = follow();
  ASSERT_FALSE(clock);
  EXPECT_EQ(clock.error().kind, base::ErrorKind::Unavailable);
}

TEST_F(FollowingClockTest, WaitsByOneLongPoll) {
  const auto clock = follow();
  ASSERT_TRUE(clock);
  std::thread waiter([&] { (*clock)->wait_until(at(90'000'000)); });
  ASSERT_TRUE(time_.has_polls(1)) << "for the long poll";
  time_.set(90'000'000);
  waiter.join();
  EXPECT_EQ((*clock)->now(), at(90'000'000));
  EXPECT_THAT(time_.polls(), testing::ElementsAre("/clock?until=90000000&max_wait_ms=25000"));
}

TEST_F(FollowingClockTest, WakeAllEndsEveryWait) {
  const auto clock = follow();
  ASSERT_TRUE(clock);
  std::thread first([&] { (*clock)->wait_until(at(90'000'000)); });
  std::thread second([&] { (*clock)->wait_until(at(80'000'000)); });
  ASSERT_TRUE(time_.has_polls(2)) << "for two long polls";
  (*clock)->wake_all();
  first.join();
  second.join();
  EXPECT_EQ((*clock)->now(), at(1'000'000));
}

TEST_F(FollowingClockTest, AsksAgainAfterAFailure) {
  const auto clock = follow();
  ASSERT_TRUE(clock);
  time_.set(5'000'000);
  time_.fail(1);
  (*clock)->wait_until(at(5'000'000));
  EXPECT_EQ((*clock)->now(), at(5'000'000));
}

TEST_F(FollowingClockTest, NeverGoesBack) {
  const auto clock = follow();
  ASSERT_TRUE(clock);
  (*clock)->wait_until(at(1'000'000));
  time_.set(10);
  (*clock)->wait_until(at(10));
  EXPECT_EQ((*clock)->now(), at(1'000'000));
}

}  // namespace
}  // namespace prov
