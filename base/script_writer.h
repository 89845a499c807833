// Writes a WireScript to a connection, step by step. For the files of base/.
#pragma once

#include <functional>
#include <memory>

#include "base/byte_stream.h"
#include "base/http.h"

namespace base {

class ScriptWriter {
 public:
  enum class End {
    Finished,  // all steps are done and their bytes have left
    Fin,       // our direction is being ended
    Rst,       // the connection is gone
    Held,      // a Hold was reached
  };

  // Borrows `loop` and `stream`. `done` is called once, perhaps from within run(), and may destroy this.
  ScriptWriter(EventLoop& loop, ByteStream& stream, WireScript script, std::function<void(End)> done);

  // Begins, or goes on; to be called again by StreamOwner::on_drained().
  void run();

 private:
  EventLoop& loop_;
  ByteStream& stream_;
  WireScript script_;
  std::function<void(End)> done_;
  std::size_t next_ = 0;
  EventLoop::Timer pause_;
};

}  // namespace base
