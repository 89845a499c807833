// A log that is passed in (spdlog, hidden); there is no default one. Any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace base {

enum class LogLevel { Debug, Info, Warning, Error };

using LogFields = std::vector<std::pair<std::string, std::string>>;

class Log {
 public:
  virtual ~Log() = default;
  // One line: time, level, message, fields as key=value. The writer masks nothing: give it no secrets.
  virtual void write(LogLevel level, std::string_view message, const LogFields& fields) = 0;

  void debug(std::string_view message, const LogFields& fields = {}) {
    write(LogLevel::Debug, message, fields);
  }
  void info(std::string_view message, const LogFields& fields = {}) {
    write(LogLevel::Info, message, fields);
  }
  void warning(std::string_view message, const LogFields& fields = {}) {
    write(LogLevel::Warning, message, fields);
  }
  void error(std::string_view message, const LogFields& fields = {}) {
    write(LogLevel::Error, message, fields);
  }
};

// What write() puts behind time and level: `message name=value other="with blanks"`. Line breaks and other
// control characters are written as escapes, so that a text of a peer's cannot begin a line of its own.
std::string log_text(std::string_view message, const LogFields& fields);

// Lines on stderr, from `least` on.
std::unique_ptr<Log> stderr_log(LogLevel least);
// Keeps nothing.
std::unique_ptr<Log> null_log();

}  // namespace base
