// Kept connections that carry no request now. For the files of base/.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <string>

#include "base/byte_stream.h"
#include "base/clock.h"

namespace base {

class IdleConnections {
 public:
  explicit IdleConnections(EventLoop& loop);
  ~IdleConnections();
  IdleConnections(const IdleConnections&) = delete;
  IdleConnections& operator=(const IdleConnections&) = delete;

  // Keeps it for 30 s, at most 16 for one origin and 256 in all, until it ends or anything arrives on it.
  void keep(const std::string& origin, std::shared_ptr<ByteStream> stream);
  // The one of that origin that was used last; null where there is none.
  std::shared_ptr<ByteStream> take(const std::string& origin);

 private:
  class Entry;
  void remove(Entry& entry);
  void arm();

  EventLoop& loop_;
  const SystemClock clock_;
  std::list<std::shared_ptr<Entry>> entries_;  // the oldest first
  EventLoop::Timer expiry_;
};

}  // namespace base
