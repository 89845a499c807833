#include "base/idle_connections.h"

#include <algorithm>

namespace base {
namespace {

constexpr std::chrono::seconds kKept{30};
constexpr std::chrono::milliseconds kSweepEvery{1000};
constexpr std::size_t kPerOriginMax = 16;
constexpr std::size_t kMax = 256;

}  // namespace

class IdleConnections::Entry final : public StreamOwner {
 public:
  Entry(IdleConnections& pool, std::string to, std::shared_ptr<ByteStream> kept, SteadyTime until)
      : origin(std::move(to)), stream(std::move(kept)), expires(until), pool_(pool) {}
  ~Entry() override {
    if (stream) stream->close();
  }

  void on_ready() override {}
  void on_drained() override {}
  void on_bytes(std::string_view) override { pool_.remove(*this); }
  void on_end(StreamEnd, const std::string&) override { pool_.remove(*this); }

  const std::string origin;
  std::shared_ptr<ByteStream> stream;
  const SteadyTime expires;

 private:
  IdleConnections& pool_;
};

IdleConnections::IdleConnections(EventLoop& loop) : loop_(loop) {}
IdleConnections::~IdleConnections() = default;

void IdleConnections::keep(const std::string& origin, std::shared_ptr<ByteStream> stream) {
  const auto same = [&](const auto& entry) { return entry->origin == origin; };
  const auto of_origin = std::count_if(entries_.begin(), entries_.end(), same);
  if (of_origin >= static_cast<std::ptrdiff_t>(kPerOriginMax)) {
    entries_.erase(std::find_if(entries_.begin(), entries_.end(), same));
  } else if (entries_.size() >= kMax) {
    entries_.pop_front();
  }
  auto entry = std::make_shared<Entry>(*this, origin, std::move(stream), clock_.now() + kKept);
  entry->stream->set_owner(entry);
  entries_.push_back(std::move(entry));
  if (!expiry_.is_armed()) arm();
}

std::shared_ptr<ByteStream> IdleConnections::take(const std::string& origin) {
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    if ((*entry)->origin != origin) continue;
    auto stream = std::exchange((*entry)->stream, nullptr);
    entries_.erase(std::next(entry).base());
    if (entries_.empty()) expiry_.cancel();
    return stream;
  }
  return nullptr;
}

void IdleConnections::remove(Entry& entry) {
  entries_.remove_if([&](const auto& kept) { return kept.get() == &entry; });
}

void IdleConnections::arm() {
  expiry_ = loop_.call_after(kSweepEvery, [this] {
    const auto now = clock_.now();
    entries_.remove_if([&](const auto& entry) { return entry->expires <= now; });
    if (!entries_.empty()) arm();
  });
}

}  // namespace base
