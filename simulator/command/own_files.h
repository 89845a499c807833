// Files that are there while `espf serve` serves, and no longer: where it is found, and its CA certificate.
#pragma once

#include <memory>
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

  // Removes the files of every OwnFiles of the program, as their destructors would. For the end by a signal
  // handler: takes neither memory nor a lock.
  static void remove_all() noexcept;

 private:
  struct Written {
    std::string path;
    std::string text;
  };
  static void remove(const Written& file) noexcept;

  std::string text_;
  int mode_;
  std::vector<std::unique_ptr<const Written>> written_;
};

}  // namespace sim
