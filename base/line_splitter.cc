#include "base/line_splitter.h"

#include <algorithm>
#include <utility>

namespace base {

std::vector<std::string> LineSplitter::feed(std::string_view bytes) {
  const std::string_view taken = bytes.substr(0, bytes_left_);
  bytes_left_ -= taken.size();
  bytes_left_out_ += bytes.size() - taken.size();

  std::vector<std::string> lines;
  for (std::string_view rest = taken; !rest.empty();) {
    const std::size_t room = line_bytes_max_ - begun_.size();
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    begun_ += rest.substr(0, std::min(end, room));
    if (end > room) {
      rest.remove_prefix(room);
      lines.push_back(std::exchange(begun_, ""));
    } else if (end < rest.size()) {
      rest.remove_prefix(end + 1);
      lines.push_back(std::exchange(begun_, ""));
    } else {
      break;
    }
  }
  return lines;
}

std::vector<std::string> LineSplitter::finish() {
  std::vector<std::string> lines;
  if (!begun_.empty()) lines.push_back(std::exchange(begun_, ""));
  if (bytes_left_out_ > 0) {
    lines.push_back("[" + std::to_string(std::exchange(bytes_left_out_, 0)) +
                    " more bytes of output left out]");
  }
  return lines;
}

}  // namespace base
