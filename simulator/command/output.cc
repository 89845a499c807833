#include "simulator/command/output.h"

#include <poll.h>
#include <unistd.h>

#include <cstdio>

#include "simulator/command/exit_codes.h"

namespace sim {
namespace {

// Nobody holds the other end of stdout: that of a pipe, a socket or a terminal.
bool has_reader_left() {
  pollfd output{STDOUT_FILENO, 0, 0};
  return ::poll(&output, 1, 0) == 1 && (output.revents & (POLLERR | POLLHUP)) != 0;
}

}  // namespace

bool print_out(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  return std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
}

int after_output(int code) {
  const bool is_flushed = std::fflush(stdout) == 0;
  if (is_flushed && std::ferror(stdout) == 0) return code;
  if (has_reader_left()) return code;
  std::fprintf(stderr, "espf: not all of its output could be written\n");
  return code == kPassed ? kNotRun : code;
}

}  // namespace sim
