#include "simulator/command/read_option.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/map_reader.h"
#include "base/uri.h"
#include "simulator/scenario/language/read_settings.h"

namespace sim {
namespace {

constexpr int kJobsMax = 64;
constexpr int kPortMax = 65535;
constexpr double kSpeedMax = 1e6;

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\n\r") == std::string::npos; }

// from_chars takes a minus, and it alone of all that is no digit.
template <class Number>
bool read_digits(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && !text.starts_with('-');
}

// `kind`: what the text should be; `right`: what to write.
tl::unexpected<base::Error> wrong(const std::string& text, const std::string& kind,
                                  const std::string& right) {
  const std::string what = is_blank(text) ? "the value is blank" : fmt::format("`{}` is no {}", text, kind);
  return base::fail(base::ErrorKind::Invalid, what + "; write " + right);
}

}  // namespace

base::Result<std::uint64_t> read_seed(const std::string& text) {
  std::uint64_t seed = 0;
  if (read_digits(text, seed) && seed <= std::uint64_t{language::kSeedMax}) return seed;
  return wrong(text, fmt::format("whole number from 0 to {}", language::kSeedMax), "digits, such as 42");
}

base::Result<int> read_jobs(const std::string& text) {
  int jobs = 0;
  if (read_digits(text, jobs) && jobs >= 1 && jobs <= kJobsMax) return jobs;
  return wrong(text, fmt::format("whole number from 1 to {}", kJobsMax), "digits, such as 4");
}

base::Result<TimeOptions> read_time(const std::string& text) {
  TimeOptions options;
  if (text == "skip") return options;
  if (text == "real") {
    options.mode = TimeMode::Real;
    return options;
  }
  options.mode = TimeMode::Scaled;
  for (const std::string_view suffix : {"x", "×"}) {
    if (!text.ends_with(suffix)) continue;
    const std::string_view number(text.data(), text.size() - suffix.size());
    if (read_digits(number, options.speed) && options.speed > 0 && options.speed <= kSpeedMax) return options;
  }
  return wrong(text, "way for time to go", "skip, real, or a factor such as 10x");
}

base::Result<std::pair<std::string, int>> read_port(const std::string& text) {
  const auto equals = text.find('=');
  const std::string name = equals == std::string::npos ? "http" : text.substr(0, equals);
  const std::string number = equals == std::string::npos ? text : text.substr(equals + 1);
  int port = 0;
  if (!name.empty() && read_digits(number, port) && port <= kPortMax) return std::pair(name, port);
  return wrong(text, fmt::format("port up to {}", kPortMax), "8080, or NAME=PORT such as https=8443");
}

std::string why_no_port(const std::map<std::string, int>& ports, const std::vector<std::string>& known) {
  for (const auto& [name, port] : ports) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      return fmt::format("--port: nothing listens on a port named `{}`: {}", name,
                         base::suggestion(name, known));
  }
  return "";
}

base::Result<std::string> read_url(const std::string& text, const std::string& example) {
  if (is_blank(text)) return wrong(text, "URL", "one such as " + example);
  if (const auto url = base::parse_url(text); !url)
    return base::fail(url.error().kind, url.error().what + "; write one such as " + example);
  return text;
}

base::Result<std::string> read_command_line(const std::string& text) {
  if (is_blank(text))
    return wrong(text, "command line", "a program and its arguments, such as 'python3 app.py'");
  return text;
}

base::Result<std::string> read_step_of_time(const std::string& text) {
  const std::string by = text.starts_with('+') ? text.substr(1) : text;
  if (base::parse_duration(by)) return by;
  return wrong(text, "duration of at most 100 years", "+24h, +90s or +1h30m");
}

base::Result<DocumentOption> read_document_option(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || text.find_first_of("./") < equals) return DocumentOption{{}, text};
  const auto realm = api::read_realm(text.substr(0, equals));
  if (!realm) return tl::unexpected(realm.error());
  return DocumentOption{*realm, text.substr(equals + 1)};
}

}  // namespace sim
