// A file descriptor that is closed with its owner.
#pragma once

#include <sys/syscall.h>
#include <unistd.h>

#include <utility>

namespace base {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Descriptor() { close(); }

  // -1 where there is none.
  int get() const { return value_; }
  explicit operator bool() const { return value_ >= 0; }

  // Gives it up unclosed.
  int release() { return std::exchange(value_, -1); }

  void close() {
    if (value_ >= 0) ::close(value_);
    value_ = -1;
  }

 private:
  int value_ = -1;
};

// Readable when the process has ended. (glibc 2.36 declares pidfd_open for C alone.)
inline Descriptor process_descriptor(pid_t process) {
  return Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
}

}  // namespace base
