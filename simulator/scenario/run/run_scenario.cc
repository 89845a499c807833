#include <fmt/format.h>

#include <utility>

#include "base/http_sender.h"
#include "simulator/scenario/invariant/invariant.h"
#include "simulator/scenario/run/runner.h"
#include "simulator/scenario/run/story.h"

namespace sim {
namespace {

constexpr std::chrono::milliseconds kResetLimit{10'000};
constexpr std::chrono::milliseconds kReachLimit{1'000};

std::string time_text(const TimeOptions& time) {
  if (time.mode == TimeMode::Skip) return "skip";
  if (time.mode == TimeMode::Real) return "real";
  return fmt::format("{:g}×", time.speed);
}

bool interrupted(const RunOptions& options) {
  return options.interrupts != nullptr && options.interrupts->load() > 0;
}

ApplicationOptions application_of(const Scenario& scenario, const RunOptions& options) {
  ApplicationOptions application = scenario.settings.application;
  if (!options.application.empty()) application.command = options.application;
  if (application.command.empty()) application.command = options.default_application;
  if (options.application_tls) application.tls = *options.application_tls;
  if (options.portabilling_by_tls) application.portabilling_by_tls = *options.portabilling_by_tls;
  return application;
}

InstallationOptions installation_options(const Scenario& scenario, const RunOptions& options, bool by_url) {
  InstallationOptions made;
  made.world = *scenario.world;
  made.clock = scenario.settings.clock;
  made.espf = scenario.settings.espf;
  static_cast<api::ApiSettings&>(made.api) = scenario.settings.api;
  made.api.release = scenario.settings.espf.release;
  made.api.stubs = scenario.settings.stubs;
  made.api.specifications = scenario.settings.documents;
  made.api.strict = options.strict;
  made.time = scenario.settings.time;
  if (options.time) {
    made.time.mode = options.time->mode;
    made.time.speed = options.time->speed;
  }
  if (by_url) made.time.patience = std::max(made.time.patience, std::chrono::milliseconds(5000));
  made.seed = options.seed.value_or(scenario.settings.seed.value_or(1));
  made.preset_systems = scenario.settings.preset_systems;
  made.ports = ports_of(scenario, options);
  made.authority = options.authority;
  made.authority_file = options.authority_file;
  made.guardian = options.guardian;
  return made;
}

// What comes of `request`, sent once.
base::HttpOutcome send_once(base::EventLoop& loop, const RunOptions& options, base::OutgoingRequest request) {
  base::HttpSenderOptions trusted;
  trusted.ca_pem = options.authority->certificate_pem();
  base::HttpSender sender(loop, std::move(trusted));
  const auto limit = 2 * request.deadline.value_or(kResetLimit);
  std::optional<base::HttpOutcome> outcome;
  sender.send(std::move(request), [&](base::HttpOutcome came) { outcome = std::move(came); });
  loop.run_until([&] { return outcome.has_value(); }, limit);
  return outcome ? *std::move(outcome) : base::HttpFailure::Timeout;
}

// Whether somebody listens at `url`: a connection that is closed again. One that hangs counts as listening.
base::Result<void> reach(base::EventLoop& loop, const std::string& url, const RunOptions& options) {
  auto parsed = base::parse_url(url);
  if (!parsed) return tl::unexpected(parsed.error());
  base::OutgoingRequest request;
  request.url = std::move(*parsed);
  request.deadline = kReachLimit;
  request.script = base::WireScript{base::wire::Fin{}};
  const auto outcome = send_once(loop, options, std::move(request));
  const auto* failure = std::get_if<base::HttpFailure>(&outcome);
  if (failure == nullptr) return {};
  if (*failure != base::HttpFailure::Refused && *failure != base::HttpFailure::BadCertificate) return {};
  return base::fail(base::ErrorKind::Unavailable,
                    fmt::format("the Application at {} cannot be reached ({}): does it run?", url,
                                base::failure_name(*failure)));
}

// An Application that runs already is told that a new story begins, where the suite says how, and what one
// that is started finds in its environment.
base::Result<void> reset(base::EventLoop& loop, const Installation& installation, const Scenario& scenario,
                         const RunOptions& options) {
  const std::string& url = scenario.settings.reset_url;
  auto parsed = base::parse_url(url);
  if (!parsed) return tl::unexpected(parsed.error());
  base::OutgoingRequest request;
  request.url = std::move(*parsed);
  request.deadline = kResetLimit;
  request.headers.add("Content-Type", "application/json");
  ApplicationOptions application = application_of(scenario, options);
  application.follows_clock = false;
  request.body = base::dump(base::Json(installation.environment_of(application)));
  const auto outcome = send_once(loop, options, std::move(request));
  const auto* response = std::get_if<base::HttpResponse>(&outcome);
  if (response != nullptr && response->status >= 200 && response->status <= 299) return {};
  return base::fail(base::ErrorKind::Unavailable,
                    fmt::format("the Application could not be reset by POST {}: {}", url,
                                response != nullptr
                                    ? fmt::format("it answered {}", response->status)
                                    : std::string(base::failure_name(std::get<base::HttpFailure>(outcome)))));
}

// Runs the story on `installation`; says nothing where it was told to its end or broken by a finding.
struct Told {
  Outcome outcome = Outcome::Passed;
  std::string reason;
};

Told tell(base::EventLoop& loop, Installation& installation, Story& story, const Scenario& scenario,
          const RunOptions& options, const std::string& url) {
  const std::chrono::milliseconds limit = options.real_limit;
  if (url.empty()) {
    std::optional<base::Result<void>> ready;
    installation.start_application(application_of(scenario, options),
                                   [&](base::Result<void> outcome) { ready = std::move(outcome); });
    // Its own limit is `ready_within`.
    loop.run_until([&] { return ready.has_value() || interrupted(options); }, std::chrono::hours(24));
    if (interrupted(options)) return {Outcome::Interrupted, "interrupted"};
    if (!*ready) return {Outcome::NotRun, ready->error().what};
  } else {
    if (const auto reached = reach(loop, url, options); !reached)
      return {Outcome::NotRun, reached.error().what};
    if (!scenario.settings.reset_url.empty()) {
      if (const auto done = reset(loop, installation, scenario, options); !done)
        return {Outcome::NotRun, done.error().what};
    }
    installation.use_application(url);
  }
  const bool over = loop.run_until([&] { return story.poll() || interrupted(options); }, limit);
  if (interrupted(options)) return {Outcome::Interrupted, "interrupted"};
  if (!over) {
    const std::string held = installation.timeline().held_by();
    return {Outcome::Failed, fmt::format("not over after {} s of real time{}", options.real_limit.count(),
                                         held.empty() ? "" : "; what held time: " + held)};
  }
  return {};
}

// Nothing secret is ever in a report.
Finding masked(Finding finding, const Secrets& secrets) {
  for (std::string* text : {&finding.text, &finding.what, &finding.nearest}) *text = secrets.masked(*text);
  for (Finding::Difference& difference : finding.differences) {
    difference.expected = secrets.masked(difference.expected);
    difference.actual = secrets.masked(difference.actual);
  }
  return finding;
}

}  // namespace

std::string application_url_of(const Scenario& scenario, const RunOptions& options) {
  if (!options.application.empty()) return "";
  return options.application_url.empty() ? scenario.settings.application_url : options.application_url;
}

std::map<std::string, int> ports_of(const Scenario& scenario, const RunOptions& options) {
  std::map<std::string, int> ports = options.ports;
  ports.insert(scenario.settings.ports.begin(), scenario.settings.ports.end());
  return ports;
}

std::optional<std::string> skip_reason(const Scenario& scenario, const RunOptions& options) {
  if (application_url_of(scenario, options).empty()) return std::nullopt;
  for (const Step& step : scenario.steps) {
    const auto* fault = std::get_if<FaultStep>(&step.what);
    if (std::holds_alternative<RestartStep>(step.what) || (fault != nullptr && fault->rule.targets_process)) {
      return "it needs an Application that espf starts itself; this one is known by its URL";
    }
  }
  return std::nullopt;
}

ScenarioResult run_scenario(const Scenario& scenario, const RunOptions& options) {
  ScenarioResult result;
  result.file = scenario.file;
  result.title = scenario.title;
  result.is_example = scenario.is_example;
  result.tags = scenario.tags;
  if (const auto reason = skip_reason(scenario, options)) {
    result.outcome = Outcome::Skipped;
    result.reason = *reason;
    return result;
  }
  const base::SystemClock clock;
  const auto begun = clock.now();
  const std::string url = application_url_of(scenario, options);
  auto made = installation_options(scenario, options, !url.empty());
  result.seed = made.seed;
  result.time_mode = time_text(made.time);

  base::EventLoop loop;
  auto started = Installation::start(loop, std::move(made));
  if (!started) {
    result.reason = started.error().what;
    return result;
  }
  Installation& installation = **started;
  result.started_at = installation.started_at();
  Story story(scenario, installation);
  const Told told = tell(loop, installation, story, scenario, options, url);
  installation.freeze();

  result.outcome = told.outcome;
  result.reason = told.reason;
  result.findings = story.findings();
  result.held_by = story.held_by();
  if (told.outcome == Outcome::Failed) {
    Finding finding;
    finding.rule = "limit";
    finding.pos = {0, 0};
    finding.text = "a scenario ends within its limit of real time";
    finding.what = told.reason;
    result.findings.push_back(std::move(finding));
  } else if (told.outcome == Outcome::Passed && result.findings.empty()) {
    result.findings = judge_invariants({installation, scenario, story.licensed()});
  }
  if (told.outcome == Outcome::Passed && !result.findings.empty()) result.outcome = Outcome::Failed;
  result.virtual_length = installation.now() - installation.started_at();

  bool stopped = false;
  installation.stop_application([&] { stopped = true; });
  loop.run_until([&] { return stopped; }, std::chrono::seconds(10));
  const Secrets& secrets = installation.secrets();
  for (Finding& finding : result.findings) finding = masked(std::move(finding), secrets);
  result.reason = secrets.masked(result.reason);
  for (const Entry& entry : installation.transcript().entries())
    result.entries.push_back(masked(entry, secrets));
  for (const std::string& line : installation.application_output()) {
    result.application_output.push_back(secrets.masked(line));
  }
  result.real_length = std::chrono::duration_cast<std::chrono::microseconds>(clock.now() - begun);
  return result;
}

}  // namespace sim
