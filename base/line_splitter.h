// Cuts a stream of bytes into lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace base {

class LineSplitter {
 public:
  // A line longer than `line_bytes_max` comes in pieces of that size. After `bytes_max` in all, what comes is
  // only counted.
  LineSplitter(std::size_t line_bytes_max, std::size_t bytes_max)
      : line_bytes_max_(line_bytes_max), bytes_left_(bytes_max) {}

  // Takes more bytes and returns the lines that they end, without their line breaks.
  std::vector<std::string> feed(std::string_view bytes);

  // Returns what has not ended in a line break, and a line that tells how much was left out since the last
  // call, where something was.
  std::vector<std::string> finish();

 private:
  std::size_t line_bytes_max_;
  std::size_t bytes_left_;
  std::uint64_t bytes_left_out_ = 0;
  std::string begun_;
};

}  // namespace base
