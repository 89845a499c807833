#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>

namespace base {
namespace {

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::Debug:
      return spdlog::level::debug;
    case LogLevel::Info:
      return spdlog::level::info;
    case LogLevel::Warning:
      return spdlog::level::warn;
    case LogLevel::Error:
      break;
  }
  return spdlog::level::err;
}

class StderrLog final : public Log {
 public:
  explicit StderrLog(LogLevel least) : logger_("", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    logger_.set_level(level_of(least));
    logger_.set_formatter(std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%eZ %l %v",
                                                                      spdlog::pattern_time_type::utc));
  }

  void write(LogLevel level, std::string_view message, const LogFields& fields) override {
    if (logger_.should_log(level_of(level))) logger_.log(level_of(level), log_text(message, fields));
  }

 private:
  spdlog::logger logger_;
};

class NullLog final : public Log {
 public:
  void write(LogLevel, std::string_view, const LogFields&) override {}
};

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

// Control characters as \n, \t or \x1b, so that a text stays on its line and a terminal is left alone.
void append_escaped(std::string& line, std::string_view text, bool quoted) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  for (const char c : text) {
    if (c == '\n') {
      line += "\\n";
    } else if (c == '\t') {
      line += "\\t";
    } else if (is_control(c)) {
      const auto byte = static_cast<unsigned char>(c);
      line += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
    } else {
      if (quoted && (c == '"' || c == '\\')) line += '\\';
      line += c;
    }
  }
}

bool needs_quotes(std::string_view value) {
  return value.empty() || value.find_first_of(" \"\\=") != std::string_view::npos ||
         std::any_of(value.begin(), value.end(), is_control);
}

}  // namespace

std::string log_text(std::string_view message, const LogFields& fields) {
  std::string line;
  append_escaped(line, message, false);
  for (const auto& [name, value] : fields) {
    line += " " + name + "=";
    const bool quoted = needs_quotes(value);
    if (quoted) line += '"';
    append_escaped(line, value, quoted);
    if (quoted) line += '"';
  }
  return line;
}

std::unique_ptr<Log> stderr_log(LogLevel least) { return std::make_unique<StderrLog>(least); }

std::unique_ptr<Log> null_log() { return std::make_unique<NullLog>(); }

}  // namespace base
