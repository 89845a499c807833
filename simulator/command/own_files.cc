#include "simulator/command/own_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <string_view>

#include "base/file.h"

namespace sim {
namespace {

constexpr std::size_t kFilesMax = 16;
std::array<std::atomic<const void*>, kFilesMax> g_written{};  // Written; what a signal handler can reach

void replace_in_table(const void* old, const void* by) {
  for (auto& place : g_written) {
    if (const void* expected = old; place.compare_exchange_strong(expected, by)) return;
  }
}

// Without memory of its own, since a signal handler calls it.
bool holds(int file, std::string_view text) {
  std::array<char, 4096> part{};
  for (;;) {
    const ssize_t count = ::read(file, part.data(), part.size());
    if (count <= 0) return count == 0 && text.empty();
    const std::string_view read(part.data(), static_cast<std::size_t>(count));
    if (!text.starts_with(read)) return false;
    text.remove_prefix(read.size());
  }
}

}  // namespace

void OwnFiles::remove(const Written& file) noexcept {
  struct stat there {};
  // Looked at first, since a pipe would be waited for.
  if (::lstat(file.path.c_str(), &there) != 0 || !S_ISREG(there.st_mode)) return;
  const int opened = ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (opened < 0) return;
  const bool is_ours = holds(opened, file.text);
  ::close(opened);
  if (is_ours) ::unlink(file.path.c_str());
}

void OwnFiles::remove_all() noexcept {
  for (const auto& place : g_written) {
    if (const void* file = place.load()) remove(*static_cast<const Written*>(file));
  }
}

OwnFiles::~OwnFiles() {
  for (const auto& file : written_) {
    remove(*file);
    replace_in_table(file.get(), nullptr);
  }
}

base::Result<void> OwnFiles::write(const std::string& path) {
  if (auto written = base::write_file(path, text_, mode_); !written) return written;
  written_.push_back(std::make_unique<const Written>(Written{path, text_}));
  replace_in_table(nullptr, written_.back().get());
  return {};
}

}  // namespace sim
