#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <set>
#include <sstream>
#include <system_error>

#include "base/command_line.h"
#include "base/crypto.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "base/json.h"
#include "simulator/command/commands.h"
#include "simulator/command/exit_codes.h"
#include "simulator/command/output.h"
#include "simulator/command/read_option.h"
#include "simulator/command/show_mistakes.h"
#include "simulator/installation/known_systems.h"
#include "simulator/scenario/language/suite.h"
#include "simulator/scenario/report/report.h"
#include "simulator/scenario/run/runner.h"

namespace sim {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

bool is_wanted(const Scenario& scenario, const RunCommand& command) {
  if (!command.filter.empty() && scenario.file.find(command.filter) == std::string::npos &&
      scenario.title.find(command.filter) == std::string::npos) {
    return false;
  }
  if (command.tags.empty()) return true;
  return std::any_of(command.tags.begin(), command.tags.end(), [&](const std::string& tag) {
    return std::find(scenario.tags.begin(), scenario.tags.end(), tag) != scenario.tags.end();
  });
}

std::vector<std::string> tags_of(const std::vector<Scenario>& scenarios) {
  std::set<std::string> tags;
  for (const Scenario& scenario : scenarios) tags.insert(scenario.tags.begin(), scenario.tags.end());
  return {tags.begin(), tags.end()};
}

// Why none of `scenarios` is wanted, and which tag was probably meant.
std::string why_none(const std::vector<Scenario>& scenarios, const RunCommand& command) {
  if (scenarios.empty()) return "these paths hold none";
  const std::vector<std::string> known = tags_of(scenarios);
  for (const std::string& tag : command.tags) {
    if (std::find(known.begin(), known.end(), tag) != known.end()) continue;
    return fmt::format("none has the tag `{}`{}", tag,
                       known.empty() ? "; they have no tags" : ": " + base::suggestion(tag, known));
  }
  if (command.tags.empty())
    return fmt::format("none has `{}` in its file's name or its title (--filter)", command.filter);
  return "none fits both --filter and --tag";
}

// "scenarios/smoke/created.yaml", title "…" → "smoke_created.yaml-3.jsonl" within the folder.
std::string transcript_name(const ScenarioResult& result, std::size_t index) {
  std::string name = result.file;
  std::replace(name.begin(), name.end(), '/', '_');
  return fmt::format("{:03}_{}.jsonl", index + 1, name);
}

// What the run is to write at its end, looked at before it begins. Errors: Unavailable.
base::Result<void> prepare_files(const RunCommand& command) {
  const auto cannot = [](const std::string& path, const std::error_code& why) {
    return base::fail(base::ErrorKind::Unavailable, "cannot write `" + path + "`: " + why.message());
  };
  std::error_code error;
  if (!command.junit_file.empty()) {
    const auto folder = std::filesystem::absolute(command.junit_file).parent_path() / ".";
    if (std::filesystem::is_directory(command.junit_file, error))
      return cannot(command.junit_file, std::make_error_code(std::errc::is_a_directory));
    if (::access(folder.c_str(), W_OK) != 0)
      return cannot(command.junit_file, {errno, std::generic_category()});
  }
  if (!command.transcript_folder.empty()) {
    std::filesystem::create_directories(command.transcript_folder, error);
    if (error) return cannot(command.transcript_folder, error);
  }
  return {};
}

bool write_transcripts(const SuiteResult& result, const std::string& folder) {
  for (std::size_t i = 0; i < result.scenarios.size(); ++i) {
    std::string text;
    for (const Entry& entry : result.scenarios[i].entries) text += base::dump(to_json(entry)) + "\n";
    const auto written = base::write_file(folder + "/" + transcript_name(result.scenarios[i], i), text);
    if (!written) {
      fmt::print(stderr, "espf: {}\n", written.error().what);
      return false;
    }
  }
  return true;
}

std::vector<const World*> worlds_of(const std::vector<Scenario>& scenarios) {
  std::vector<const World*> worlds;
  worlds.reserve(scenarios.size());
  for (const Scenario& scenario : scenarios) worlds.push_back(scenario.world.get());
  return worlds;
}

// What the command that repeats a failure must say beside file, seed and time.
std::string again_options(const RunCommand& command) {
  std::string text;
  const auto add = [&](const char* option, const std::string& value) {
    if (!value.empty()) text += fmt::format(" {} {}", option, shell_word(value));
  };
  add("--suite", command.suite_file);
  add("--application", command.application);
  add("--application-url", command.application_url);
  for (const auto& [name, port] : command.ports) add("--port", fmt::format("{}={}", name, port));
  for (const std::string& each : command.openapi_files) add("--openapi", each);
  // The report adds the other modes itself.
  if (command.time && command.time->mode == TimeMode::Skip) text += " --time skip";
  if (command.application_tls) text += " --application-tls";
  if (command.portabilling_by_tls) text += " --portabilling-tls";
  if (command.strict) text += " --strict";
  return text;
}

}  // namespace

int run_run(const RunCommand& command, const Surroundings& surroundings) {
  base::JwtSigner::process_wide().warm_up();
  const SpecificationsRead documents = read_specifications(command.openapi_files);
  if (const int code = show_mistakes(documents); code != kPassed) return code;
  Suite suite = load_suite({command.paths, command.suite_file, false, documents.specifications});
  if (const int code = show_mistakes(suite); code != kPassed) return code;
  const auto& all = suite.scenarios;
  if (std::none_of(all.begin(), all.end(), [&](const Scenario& each) { return is_wanted(each, command); })) {
    fmt::print(stderr, "espf: no scenario to run: {}\n", why_none(all, command));
    return kBadInput;
  }
  if (const std::string what = why_no_port(command.ports, port_names_of_runs(worlds_of(all)));
      !what.empty()) {
    fmt::print(stderr, "espf: {}\n", base::with_help(what, "espf run"));
    return kUsage;
  }
  std::erase_if(suite.scenarios, [&](const Scenario& scenario) { return !is_wanted(scenario, command); });

  if (const auto prepared = prepare_files(command); !prepared) {
    fmt::print(stderr, "espf: {}\n", prepared.error().what);
    return kNotRun;
  }
  base::TestCertificateAuthority authority;
  auto folder = base::TemporaryFolder::make("espf-run");
  if (!folder) {
    fmt::print(stderr, "espf: {}\n", folder.error().what);
    return kNotRun;
  }
  if (surroundings.guardian != nullptr) surroundings.guardian->watch_folder(folder->path());
  RunOptions options;
  options.authority_file = folder->path() + "/ca.pem";
  if (const auto written = base::write_file(options.authority_file, authority.certificate_pem()); !written) {
    fmt::print(stderr, "espf: {}\n", written.error().what);
    return kNotRun;
  }
  options.jobs = command.jobs;
  options.seed = command.seed;
  options.time = command.time;
  options.application = words_of(command.application);
  options.application_url = command.application_url;
  options.ports = command.ports;
  if (command.application_tls) options.application_tls = true;
  if (command.portabilling_by_tls) options.portabilling_by_tls = true;
  options.strict = command.strict;
  options.default_application = {surroundings.program_folder + "/provisioner"};
  options.fail_fast = command.fail_fast;
  options.authority = &authority;
  options.guardian = surroundings.guardian;
  options.interrupts = surroundings.interrupts;

  ReportOptions report;
  report.verbose = command.verbose;
  report.colour = surroundings.out_is_terminal;
  report.again_options = again_options(command);
  base::JwtSigner::process_wide().wait_for_key();  // or the first login's wait would be the Application's
  std::size_t done = 0;
  const std::size_t total = suite.scenarios.size();
  const SuiteResult result = run_suite(suite.scenarios, options, [&](const ScenarioResult& ended) {
    done += 1;
    std::string text = to_text(ended, report);
    if (text.empty()) text = to_line(ended, report);
    if (surroundings.out_is_terminal) text = "\r\033[K" + text;
    if (surroundings.out_is_terminal && done < total) text += fmt::format("{} of {} …", done, total);
    print_out(text);
  });
  print_out(to_summary(result));
  if (!command.junit_file.empty()) {
    if (const auto written = base::write_file(command.junit_file, to_junit(result, report.again_options));
        !written) {
      fmt::print(stderr, "espf: {}\n", written.error().what);
      return kNotRun;
    }
  }
  if (!command.transcript_folder.empty() && !write_transcripts(result, command.transcript_folder))
    return kNotRun;
  return result.exit_code();
}

}  // namespace sim
