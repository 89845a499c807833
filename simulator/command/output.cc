#include "simulator/command/output.h"

#include <poll.h>
#include <unistd.h>

#include <cstdio>

#include "simulator/command/exit_codes.h"

namespace sim {

void print_out(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

int after_output(int code) {
  const bool is_flushed = std::fflush(stdout) == 0;
  if (is_flushed && std::ferror(stdout) == 0) return code;
  pollfd output{STDOUT_FILENO, 0, 0};
  const bool has_left = ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
  if (!has_left) std::fprintf(stderr, "espf: not all of its output could be written\n");
  return code == kPassed ? kNotRun : code;
}

}  // namespace sim
