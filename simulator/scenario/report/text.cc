#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/map_reader.h"
#include "simulator/scenario/report/report.h"
#include "simulator/transcript/utf8.h"

namespace sim {
namespace {

constexpr std::string_view kRed = "\033[31m", kGreen = "\033[32m", kYellow = "\033[33m", kPlain = "\033[0m";

std::string_view word(Outcome outcome) {
  switch (outcome) {
    case Outcome::Passed:
      return "PASSED";
    case Outcome::Failed:
      return "FAILED";
    case Outcome::Skipped:
      return "SKIPPED";
    case Outcome::NotRun:
      return "NOT RUN";
    case Outcome::Interrupted:
      return "STOPPED";
  }
  return "";
}

std::string coloured(Outcome outcome, const ReportOptions& options) {
  std::string padded = fmt::format("{:<8}", word(outcome));
  if (!options.colour) return padded;
  const auto colour = outcome == Outcome::Passed ? kGreen : outcome == Outcome::Skipped ? kYellow : kRed;
  return fmt::format("{}{}{}", colour, padded, kPlain);
}

// The entries that a report shows of a finding: those around it, or the last ones.
std::pair<std::size_t, std::size_t> range_around(const std::vector<Entry>& entries, std::uint64_t number,
                                                 std::size_t lines) {
  if (number == 0 || entries.empty()) {
    const std::size_t size = entries.size();
    return {size > lines ? size - lines : 0, size};
  }
  const auto at =
      static_cast<std::size_t>(std::find_if(entries.begin(), entries.end(),
                                            [&](const Entry& entry) { return entry.number >= number; }) -
                               entries.begin());
  const std::size_t before = lines * 2 / 3;
  const std::size_t first = at > before ? at - before : 0;
  return {first, std::min(entries.size(), first + lines)};
}

void add_sequence(std::string& text, const ScenarioResult& result, std::size_t first, std::size_t last) {
  if (first > 0) text += fmt::format("  … {} earlier lines\n", first);
  for (std::size_t i = first; i < last; ++i)
    text += "  " + to_text(result.entries[i], result.started_at) + "\n";
  if (last < result.entries.size()) text += fmt::format("  … {} later lines\n", result.entries.size() - last);
}

// `with_rule`: what an invariant says stands beside it.
void add_finding(std::string& text, const Finding& finding, bool with_rule) {
  if (finding.pos.line > 0) {
    text += fmt::format("  {:>2} | {}\n", finding.pos.line, printable(finding.text));
    text += "  " + printable(finding.what) + "\n";
  } else {
    text += fmt::format("  {}: {}\n", finding.rule, printable(finding.what));
    if (with_rule && !finding.text.empty()) text += fmt::format("      ({})\n", printable(finding.text));
  }
  if (!finding.nearest.empty()) text += "  nearest: " + printable(finding.nearest) + "\n";
  std::size_t width = 0;
  for (const auto& difference : finding.differences) width = std::max(width, difference.path.size());
  for (const auto& difference : finding.differences) {
    text += fmt::format("      {:<{}}   expected {}   was {}\n", difference.path, width,
                        printable(difference.expected), printable(difference.actual));
  }
}

std::string again(const ScenarioResult& result, const ReportOptions& options) {
  const std::string filter = result.is_example ? " --filter " + shell_word(result.title) : "";
  return fmt::format("again: espf run {}{} --seed {}{}{}\n", shell_word(result.file), filter, result.seed,
                     result.time_mode == "skip" ? "" : " --time " + result.time_mode, options.again_options);
}

}  // namespace

std::string shell_word(const std::string& text) {
  const bool is_plain = !text.empty() && text.find_first_not_of(
                                             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRS"
                                             "TUVWXYZ0123456789_-./:=@+,%") == std::string::npos;
  if (is_plain) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string real_text(std::chrono::microseconds length) {
  return fmt::format("{:.2f} s", static_cast<double>(length.count()) / 1e6);
}

std::string virtual_text(base::VirtualDuration length) {
  const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(length);
  return base::duration_text(whole) + " of virtual time";
}

std::string to_line(const ScenarioResult& result, const ReportOptions& options) {
  std::string line = fmt::format("{} {}  {}", coloured(result.outcome, options), result.file, result.title);
  if (result.outcome == Outcome::Passed || result.outcome == Outcome::Failed) {
    line += fmt::format("  ({}, {})", virtual_text(result.virtual_length), real_text(result.real_length));
  } else {
    line += "  (" + printable(result.reason) + ")";
  }
  return line + "\n";
}

std::string to_text(const ScenarioResult& result, const ReportOptions& options) {
  const bool bad = result.outcome == Outcome::Failed || result.outcome == Outcome::NotRun;
  if (!bad && !options.verbose) return "";
  std::string text = to_line(result, options);
  std::optional<std::pair<std::size_t, std::size_t>> shown;
  std::size_t sequences = 0;
  std::set<std::string> rules;  // that were said
  for (const Finding& finding : result.findings) {
    add_finding(text, finding, rules.insert(finding.rule).second);
    const auto range = range_around(result.entries, finding.around, options.sequence_lines);
    if (options.verbose || shown == range || sequences == options.sequences_max) continue;
    sequences += 1;
    add_sequence(text, result, range.first, range.second);
    shown = range;
  }
  if (options.verbose) add_sequence(text, result, 0, result.entries.size());
  if (!bad) return text;
  if (!result.held_by.empty()) text += "  time was held by: " + result.held_by + "\n";
  if (!result.application_output.empty() && (options.verbose || result.outcome == Outcome::NotRun)) {
    text += "  the Application's last words:\n";
    const std::size_t size = result.application_output.size();
    for (std::size_t i = size > 20 && !options.verbose ? size - 20 : 0; i < size; ++i) {
      text += "    | " + printable(result.application_output[i]) + "\n";
    }
  }
  return text + again(result, options);
}

std::string to_summary(const SuiteResult& result) {
  std::string text = fmt::format("{}: {} passed", base::counted(result.scenarios.size(), "scenario"),
                                 result.count(Outcome::Passed));
  const auto add = [&](Outcome outcome, std::string_view what) {
    if (const std::size_t count = result.count(outcome); count > 0)
      text += fmt::format(", {} {}", count, what);
  };
  add(Outcome::Failed, "failed");
  add(Outcome::NotRun, "not run");
  add(Outcome::Skipped, "skipped");
  add(Outcome::Interrupted, "stopped");
  base::VirtualDuration simulated{0};
  std::set<std::uint64_t> seeds;
  for (const ScenarioResult& scenario : result.scenarios) {
    simulated += scenario.virtual_length;
    const bool ran = scenario.outcome == Outcome::Passed || scenario.outcome == Outcome::Failed;
    if (ran) seeds.insert(scenario.seed);
  }
  const std::string seed = seeds.size() == 1 ? fmt::format("; seed {}", *seeds.begin()) : "";
  text += fmt::format("  ({} in {}{})\n", virtual_text(simulated), real_text(result.real_length), seed);
  return text;
}

}  // namespace sim
