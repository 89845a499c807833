#include "simulator/command/own_files.h"

#include <filesystem>
#include <system_error>

#include "base/file.h"

namespace sim {

OwnFiles::~OwnFiles() {
  for (const std::string& path : written_) {
    std::error_code ignored;
    // Looked at first, since a pipe would be waited for.
    if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(path, ignored))) continue;
    if (const auto text = base::read_file(path); text && *text == text_)
      std::filesystem::remove(path, ignored);
  }
}

base::Result<void> OwnFiles::write(const std::string& path) {
  if (auto written = base::write_file(path, text_, mode_); !written) return written;
  written_.push_back(path);
  return {};
}

}  // namespace sim
