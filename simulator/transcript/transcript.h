// Everything that happened in one Installation, in order. Appended to by the Installation alone; checks,
// reports, consoles and recordings are views of it.
//
// Threads: one (the Installation's loop).
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "simulator/transcript/entry.h"

namespace sim {

struct TranscriptOptions {
  std::size_t bytes_max = 256u << 20;      // of all entries, about
  std::size_t body_bytes_max = 64u << 10;  // a longer body is cut, with its hash
  bool drop_oldest = false;                // at the limit: forget the oldest (serve), or stop taking (run)
};

class Transcript {
 public:
  explicit Transcript(TranscriptOptions options = {}) : options_(options) {}

  // Numbers, cuts and keeps `entry`; returns it as kept. A Begun entry of an exchange or of a queue row
  // without `exchange` becomes its own. At the limit without drop_oldest it keeps one last Note that says so,
  // and from then on nothing (that Note is returned); is_full() tells.
  const Entry& append(Entry entry);

  const std::deque<Entry>& entries() const { return entries_; }
  // Returns the entry of that number, or null where it was dropped or never was.
  const Entry* find(std::uint64_t number) const;
  std::uint64_t last_number() const { return last_number_; }
  bool is_full() const { return full_; }
  std::uint64_t dropped() const { return dropped_; }

 private:
  TranscriptOptions options_;
  std::deque<Entry> entries_;
  std::uint64_t last_number_ = 0;
  std::uint64_t dropped_ = 0;
  std::size_t bytes_ = 0;
  bool full_ = false;
};

// The secrets that no writer outside may let through: passwords, tokens, session ids, keys. What is shorter
// than 4 bytes is never masked; where secrets overlap, all that any of them covers is masked as one.
class Secrets {
 public:
  // Also masks its percent-encoded, form-encoded and JSON-escaped forms. Other forms (base64 of
  // `login:password`) are secrets of their own, added by who makes them.
  void add(const std::string& secret);
  std::string masked(std::string text) const;  // each secret becomes "•••"

 private:
  void add_form(std::string form);

  // By their first four bytes; looked up, never iterated. Masking takes one pass over the text.
  std::unordered_map<std::uint32_t, std::vector<std::string>> by_prefix_;
};
// Masks the summary, the fields (all depths) and the message.
Entry masked(Entry entry, const Secrets& secrets);

inline constexpr int kTranscriptVersion = 1;
// One line of JSON Lines, {"v":1,"number":…,"at":"2026-01-31 12:00:00.000000",…}; give it a masked entry.
base::Json to_json(const Entry& entry);
// One line of a diagram, "+0.002 s      ESPF         → Application   Subscriber/Updated i_event 7, delivery
// 1", without a newline. Requests and notifications show the beginning of their body. `start` is what times
// are counted from. What a terminal could take for a command is shown as "·".
std::string to_text(const Entry& entry, base::VirtualTime start);
// "+0.002 s" below a minute, "+28:00:00.002" from then on.
std::string since_text(base::VirtualDuration since);
// What two runs of one seed have in common: without ports, credentials, `Date`, real time and numbers of
// entries. Give it a masked entry.
std::string canonical(const Entry& entry);

}  // namespace sim
