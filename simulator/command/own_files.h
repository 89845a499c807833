// Files that are there while `espf serve` serves, and no longer: where it is found, and its CA certificate.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace sim {

class OwnFiles {
 public:
  // `text`: what each of them holds, unique to this process. `mode`: as of chmod(2).
  OwnFiles(std::string text, int mode) : text_(std::move(text)), mode_(mode) {}
  // Removes those that still hold the text: another espf may have written its own there since. What is no
  // regular file (a pipe, a device, a link) stays.
  ~OwnFiles();
  OwnFiles(const OwnFiles&) = delete;
  OwnFiles& operator=(const OwnFiles&) = delete;

  // Errors: Unavailable, naming the file.
  base::Result<void> write(const std::string& path);

 private:
  std::string text_;
  int mode_;
  std::vector<std::string> written_;
};

}  // namespace sim
