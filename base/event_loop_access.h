// For the files of base/ that use Asio: what stands behind an EventLoop.
#pragma once

// GCC 12 compiles Boost 1.74's Asio only where <utility> came first.
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "base/event_loop.h"

namespace base {

namespace asio = boost::asio;

struct EventLoop::Access {
  asio::io_context io{1};  // 1: one thread runs it; posting from others stays safe
  asio::executor_work_guard<asio::io_context::executor_type> work = asio::make_work_guard(io);
};

}  // namespace base
