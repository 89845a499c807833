#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "base/descriptor.h"

namespace base {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileBytesMax = 256u << 20;
constexpr std::size_t kFilesMax = 100'000;

std::string reason(int code) { return std::generic_category().message(code); }

tl::unexpected<Error> cannot(const std::string& what, const std::string& path, int code) {
  return fail(code == ENOENT || code == ENOTDIR ? ErrorKind::NotFound : ErrorKind::Unavailable,
              "cannot " + what + " `" + path + "`: " + reason(code));
}

// Returns 0 or errno.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

Result<void> write_in_place(const std::string& path, const std::string& text) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC));
  const int code = file ? write_all(file.get(), text) : errno;
  if (code != 0) return fail(ErrorKind::Unavailable, "cannot write `" + path + "`: " + reason(code));
  return {};
}

// False for a link that leads nowhere.
bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

}  // namespace

Result<std::string> read_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return cannot("read", path, errno);
  std::string text;
  std::array<char, 65536> piece;
  while (true) {
    const ssize_t size = ::read(file.get(), piece.data(), piece.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return cannot("read", path, errno);
    if (size == 0) return text;
    text.append(piece.data(), static_cast<std::size_t>(size));
    if (text.size() > kFileBytesMax) {
      return fail(ErrorKind::Limit, "cannot read `" + path + "`: it is larger than 256 MiB");
    }
  }
}

Result<void> write_file(const std::string& path, const std::string& text, int mode) {
  struct stat there;
  if (::lstat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode)) return write_in_place(path, text);

  std::string temporary = path + ".XXXXXX";
  int code = 0;
  {
    const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!file) return fail(ErrorKind::Unavailable, "cannot write `" + path + "`: " + reason(errno));
    code = write_all(file.get(), text);
    if (code == 0 && ::fchmod(file.get(), static_cast<mode_t>(mode)) != 0) code = errno;
  }
  if (code == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) code = errno;
  if (code == 0) return {};
  ::unlink(temporary.c_str());
  return fail(ErrorKind::Unavailable, "cannot write `" + path + "`: " + reason(code));
}

Result<std::vector<std::string>> files_below(const std::string& path,
                                             const std::vector<std::string>& endings) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return fail(ErrorKind::NotFound, "there is no file or folder `" + path + "`");
  if (!fs::is_directory(status)) return std::vector<std::string>{path};

  const auto is_wanted = [&](const std::string& name) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](const std::string& ending) { return name.ends_with(ending); });
  };
  std::vector<std::string> files;
  fs::recursive_directory_iterator entry(path, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (is_hidden(entry->path())) {
      entry.disable_recursion_pending();
    } else if (is_wanted(entry->path().string()) && is_file(entry->path())) {
      if (files.size() == kFilesMax) {
        return fail(ErrorKind::Limit, "there are more than 100000 such files below `" + path + "`");
      }
      files.push_back(entry->path().string());
    }
  }
  if (error) return fail(ErrorKind::Unavailable, "cannot read the folder `" + path + "`: " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

std::string path_beside(const std::string& from, const std::string& relative) {
  return (fs::path(from).parent_path() / relative).lexically_normal().string();
}

Result<TemporaryFolder> TemporaryFolder::make(const std::string& label) {
  std::string name = label.substr(0, 64);
  std::replace(name.begin(), name.end(), '/', '-');
  std::error_code error;
  std::string path = (fs::temp_directory_path(error) / ("espf-" + name + "-XXXXXX")).string();
  if (error)
    return fail(ErrorKind::Unavailable, "there is no folder for temporary files: " + error.message());
  if (::mkdtemp(path.data()) == nullptr) {
    return fail(ErrorKind::Unavailable, "cannot make a temporary folder `" + path + "`: " + reason(errno));
  }
  return TemporaryFolder(std::move(path));
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, "")) {}

TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
  std::swap(path_, other.path_);
  return *this;
}

TemporaryFolder::~TemporaryFolder() {
  if (path_.empty()) return;
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace base
