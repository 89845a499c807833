// Files, as functions that can be passed in.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace base {

// Reads a whole file. Errors: NotFound, Unavailable, Limit, each naming the file.
using FileReader = std::function<Result<std::string>(const std::string& path)>;

Result<std::string> read_file(const std::string& path);  // at most 256 MiB
// Writes a whole file by a temporary beside it and a rename; `mode` as in chmod. What stands at `path` and is
// no regular file (a device, a pipe, a link) is written to as it is. Errors: Unavailable.
Result<void> write_file(const std::string& path, const std::string& text, int mode = 0644);
// The files below the folder `path` with one of those endings, sorted; hidden ones left out. Where `path` is
// a file: itself, whatever its ending. Errors: NotFound, Unavailable, Limit (over 100,000 files).
Result<std::vector<std::string>> files_below(const std::string& path,
                                             const std::vector<std::string>& endings);
// `relative` as seen from the folder of the file `from`, without `..` where it can be; an absolute path
// stays.
std::string path_beside(const std::string& from, const std::string& relative);

// A folder that is removed with all it holds when this is destroyed.
class TemporaryFolder {
 public:
  // `label` becomes part of its name. Errors: Unavailable.
  static Result<TemporaryFolder> make(const std::string& label);
  TemporaryFolder(TemporaryFolder&& other) noexcept;
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;
  ~TemporaryFolder();
  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace base
