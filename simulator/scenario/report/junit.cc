#include <fmt/format.h>

#include <map>

#include "base/utf8.h"
#include "simulator/scenario/report/report.h"

namespace sim {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Without what is no UTF-8, and without U+FFFE and U+FFFF, which XML forbids.
std::string valid_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t valid = base::first_invalid_utf8(text).value_or(text.size());
    out += text.substr(0, valid);
    text.remove_prefix(valid);
    if (text.empty()) break;
    out += kReplacement;
    text.remove_prefix(1);
  }
  for (const std::string_view forbidden : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (auto at = out.find(forbidden); at != std::string::npos; at = out.find(forbidden, at))
      out.replace(at, forbidden.size(), kReplacement);
  }
  return out;
}

// XML 1.0 text: the five entities, and no character that it forbids.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : valid_text(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') out += c;
    }
  }
  return out;
}

std::string seconds(std::chrono::microseconds length) {
  return fmt::format("{:.3f}", static_cast<double>(length.count()) / 1e6);
}

std::string folder_of(const std::string& file) {
  const auto slash = file.rfind('/');
  return slash == std::string::npos ? "." : file.substr(0, slash);
}

std::string testcase(const ScenarioResult& result, const std::string& again_options) {
  std::string text =
      fmt::format(R"(    <testcase classname="{}" name="{}" file="{}" time="{}")", escaped(result.file),
                  escaped(result.title), escaped(result.file), seconds(result.real_length));
  const std::string seed =
      fmt::format("\n      <properties><property name=\"seed\" value=\"{}\"/></properties>\n", result.seed);
  ReportOptions options;
  options.again_options = again_options;
  const std::string story = to_text(result, options);
  switch (result.outcome) {
    case Outcome::Passed:
      return text + ">" + seed + "    </testcase>\n";
    case Outcome::Failed: {
      const std::string message = result.findings.empty() ? "" : result.findings.front().what;
      return text + fmt::format(">{}      <failure message=\"{}\">{}</failure>\n    </testcase>\n", seed,
                                escaped(message), escaped(story));
    }
    case Outcome::NotRun:
      return text + fmt::format(">{}      <error message=\"{}\">{}</error>\n    </testcase>\n", seed,
                                escaped(result.reason), escaped(story));
    case Outcome::Skipped:
    case Outcome::Interrupted:
      return text +
             fmt::format(">\n      <skipped message=\"{}\"/>\n    </testcase>\n", escaped(result.reason));
  }
  return text;
}

}  // namespace

std::string to_junit(const SuiteResult& result, const std::string& again_options) {
  std::map<std::string, std::vector<const ScenarioResult*>> folders;
  for (const ScenarioResult& scenario : result.scenarios)
    folders[folder_of(scenario.file)].push_back(&scenario);

  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text += fmt::format(
      "<testsuites name=\"espf\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\">\n",
      result.scenarios.size(), result.count(Outcome::Failed), result.count(Outcome::NotRun),
      result.count(Outcome::Skipped) + result.count(Outcome::Interrupted), seconds(result.real_length));
  for (const auto& [folder, scenarios] : folders) {
    SuiteResult part;
    for (const ScenarioResult* scenario : scenarios) {
      part.scenarios.push_back(*scenario);
      part.real_length += scenario->real_length;
    }
    text += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\">\n",
        escaped(folder), scenarios.size(), part.count(Outcome::Failed), part.count(Outcome::NotRun),
        part.count(Outcome::Skipped) + part.count(Outcome::Interrupted), seconds(part.real_length));
    for (const ScenarioResult* scenario : scenarios) text += testcase(*scenario, again_options);
    text += "  </testsuite>\n";
  }
  return text + "</testsuites>\n";
}

}  // namespace sim
