#include "base/event_loop.h"

#include "base/event_loop_access.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>

namespace base {

// The Asio timer lives exactly as long as its wait, so a Timer may outlive the loop.
struct EventLoop::Timer::State {
  std::function<void()> work;
  std::optional<asio::steady_timer> timer;
};

namespace {

template <class State>
struct TimerWait {
  explicit TimerWait(std::shared_ptr<State> armed) : state(std::move(armed)) {}
  TimerWait(TimerWait&&) noexcept = default;
  TimerWait(const TimerWait&) = delete;
  ~TimerWait() {
    if (state) state->timer.reset();
  }
  void operator()(const boost::system::error_code&) {
    if (state->work) std::exchange(state->work, nullptr)();
  }
  std::shared_ptr<State> state;
};

}  // namespace

EventLoop::EventLoop() : access_(std::make_unique<Access>()) {}
EventLoop::~EventLoop() = default;

void EventLoop::post(std::function<void()> work) { asio::post(access_->io, std::move(work)); }

EventLoop::Timer::Timer() = default;
EventLoop::Timer::Timer(Timer&&) noexcept = default;
EventLoop::Timer::~Timer() { cancel(); }

EventLoop::Timer& EventLoop::Timer::operator=(Timer&& other) noexcept {
  if (this == &other) return *this;
  cancel();
  state_ = std::move(other.state_);
  return *this;
}

void EventLoop::Timer::cancel() {
  if (!state_) return;
  const auto state = std::exchange(state_, nullptr);
  const auto dropped = std::exchange(state->work, nullptr);
  boost::system::error_code ignored;
  if (state->timer) state->timer->cancel(ignored);
}

bool EventLoop::Timer::is_armed() const { return state_ && state_->work; }

EventLoop::Timer EventLoop::call_after(std::chrono::milliseconds after, std::function<void()> work) {
  Timer handle;
  handle.state_ = std::make_shared<Timer::State>();
  handle.state_->work = std::move(work);
  auto& timer = handle.state_->timer.emplace(access_->io, after);
  timer.async_wait(TimerWait<Timer::State>(handle.state_));
  return handle;
}

// stop() makes the run that is under way return, or the next one where none is.
void EventLoop::run() {
  access_->io.run();
  access_->io.restart();
}

void EventLoop::run_for(std::chrono::milliseconds length) {
  access_->io.run_for(length);
  if (access_->io.stopped()) access_->io.restart();
}

bool EventLoop::run_until(const std::function<bool()>& done, std::chrono::milliseconds limit) {
  const auto end = asio::steady_timer::clock_type::now() + limit;
  bool is_done = done();
  while (!is_done && access_->io.run_one_until(end) > 0) is_done = done();
  if (access_->io.stopped()) access_->io.restart();
  return is_done;
}

void EventLoop::stop() { access_->io.stop(); }

}  // namespace base
