// bench_fdatasync FOLDER SECONDS: how often a second the disk below FOLDER makes 4 KiB durable, one after
// the other, as a journal does that commits each change on its own. Prints {"syncs":…,"seconds":…} and leaves
// no file.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/clock.h"

namespace {

constexpr int kSecondsMax = 60;
constexpr long kSyncsMax = 200'000;  // 800 MB

int fail(const std::string& what) {
  std::fprintf(stderr, "bench_fdatasync: %s: %s\n", what.c_str(), std::strerror(errno));
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc == 3 ? std::atof(argv[2]) : 0;
  if (!(seconds > 0 && seconds <= kSecondsMax)) {
    std::fprintf(stderr, "bench_fdatasync: write FOLDER SECONDS, at most 60\n");
    return 1;
  }
  std::string name = std::string(argv[1]) + "/fdatasync.XXXXXX";
  const int file = ::mkstemp(name.data());
  if (file < 0) return fail(name);
  ::unlink(name.c_str());

  std::array<char, 4096> block{};
  block.fill('x');
  const base::SystemClock clock;
  const auto begin = clock.now();
  const auto took = [&] { return std::chrono::duration<double>(clock.now() - begin).count(); };
  long syncs = 0;
  for (; took() < seconds && syncs < kSyncsMax; ++syncs) {
    if (::write(file, block.data(), block.size()) != static_cast<ssize_t>(block.size())) return fail("write");
    if (::fdatasync(file) != 0) return fail("fdatasync");
  }
  std::printf("{\"syncs\":%ld,\"seconds\":%.6f}\n", syncs, took());
  ::close(file);
  return 0;
}
