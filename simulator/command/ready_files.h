// The files that say where a running `espf serve` is found. Each is there while it serves, and no longer.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace sim {

class ReadyFiles {
 public:
  // `text`: what each of them holds; unique to this process by its control token.
  explicit ReadyFiles(std::string text) : text_(std::move(text)) {}
  // Removes those that still hold the text: another espf may have written its own there since. What is no
  // regular file (a pipe, a device, a link) stays.
  ~ReadyFiles();
  ReadyFiles(const ReadyFiles&) = delete;
  ReadyFiles& operator=(const ReadyFiles&) = delete;

  // For the user alone to read (0600). Errors: Unavailable, naming the file.
  base::Result<void> write(const std::string& path);

 private:
  std::string text_;
  std::vector<std::string> written_;
};

}  // namespace sim
