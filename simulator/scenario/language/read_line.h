// Lines: {KIND: {ENTITY, match keys, answered, nth, of}}.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "simulator/scenario/language/reading.h"

namespace sim::language {

// Who says the line.
enum class LineUse { Expect, Never, InOrder, Until, When, Fault };

struct LineRead {
  const Kind* kind = nullptr;
  Checked what;
  std::string of;  // of any of them
};

// Reads `member`, KIND and its map. Nothing where it is wrong, which is then a finding.
std::optional<LineRead> read_line(const base::Member& member, LineUse use, Reading& reading);
// Reads a map of one line that is no record check and no sequence.
std::optional<LinePattern> read_pattern(const base::Node& node, LineUse use, Reading& reading);

// Takes the kinds of line among the other keys of a frame; a second one is a finding.
class LineInFrame {
 public:
  LineInFrame(std::string what, LineUse use, Reading& reading)
      : what_(std::move(what)), use_(use), reading_(reading) {}

  void join(TableReader& reader);
  // Call after the frame was read. Says that there must be a line, where there was none.
  std::optional<LineRead> take(const base::Node& frame);
  bool found() const { return kind_ != nullptr; }
  // Also where the line itself is wrong; null where there is none.
  const Kind* kind() const { return kind_; }

 private:
  std::string what_;
  LineUse use_;
  Reading& reading_;
  const Kind* kind_ = nullptr;
  std::size_t before_ = 0;  // findings before the frame was read
  std::optional<LineRead> line_;
};

}  // namespace sim::language
