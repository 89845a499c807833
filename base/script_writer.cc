#include "base/script_writer.h"

namespace base {

ScriptWriter::ScriptWriter(EventLoop& loop, ByteStream& stream, WireScript script,
                           std::function<void(End)> done)
    : loop_(loop), stream_(stream), script_(std::move(script)), done_(std::move(done)) {}

void ScriptWriter::run() {
  if (pause_.is_armed() || !done_) return;
  auto end = End::Finished;
  while (stream_.is_drained() && !stream_.is_closed()) {
    if (next_ == script_.size()) return std::exchange(done_, nullptr)(end);
    WireStep& step = script_[next_++];
    if (auto* bytes = std::get_if<wire::Bytes>(&step)) {
      stream_.write(std::move(bytes->bytes));
    } else if (auto* plain = std::get_if<wire::Plain>(&step)) {
      stream_.write_raw(std::move(plain->bytes));
    } else if (const auto* pause = std::get_if<wire::Pause>(&step)) {
      pause_ = loop_.call_after(pause->length, [this] { run(); });
      return;
    } else {
      if (std::holds_alternative<wire::Fin>(step)) {
        stream_.finish_writing();
        end = End::Fin;
      } else if (std::holds_alternative<wire::Rst>(step)) {
        stream_.reset();
        return std::exchange(done_, nullptr)(End::Rst);
      } else {
        end = End::Held;
      }
      next_ = script_.size();
    }
  }
}

}  // namespace base
