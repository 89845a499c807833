#include "simulator/command/options.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/diagnostic.h"
#include "base/map_reader.h"
#include "simulator/command/exit_codes.h"

namespace sim {
namespace {

constexpr const char* kFooter =
    "exit codes: 0 all passed, 1 the command line is wrong, 2 a scenario or world file is wrong,\n"
    "            3 something could not run, 4 a scenario failed, 130 interrupted";

// "skip", "real", "10x" or "10×".
std::string read_time(const std::string& text, std::optional<TimeOptions>& time) {
  TimeOptions options;
  if (text == "skip") {
    options.mode = TimeMode::Skip;
  } else if (text == "real") {
    options.mode = TimeMode::Real;
  } else {
    std::string number = text;
    for (const std::string& suffix : {std::string("x"), std::string("×")}) {
      if (number.ends_with(suffix)) number.resize(number.size() - suffix.size());
    }
    double speed = 0;
    try {
      std::size_t used = 0;
      speed = std::stod(number, &used);
      if (used != number.size()) speed = 0;
    } catch (const std::exception&) {
      speed = 0;
    }
    if (number == text || !(speed > 0 && speed <= 1e6)) return "write skip, real, or a factor such as 10x";
    options.mode = TimeMode::Scaled;
    options.speed = speed;
  }
  time = options;
  return "";
}

CLI::Option* add_time(CLI::App* command, std::optional<TimeOptions>& time, const std::string& help) {
  return command->add_option_function<std::string>(
      "--time",
      [&time](const std::string& text) {
        const std::string mistake = read_time(text, time);
        if (!mistake.empty()) throw CLI::ValidationError("--time", "`" + text + "`: " + mistake);
      },
      help);
}

void add_ports(CLI::App* command, std::map<std::string, int>& ports) {
  command->add_option_function<std::vector<std::string>>(
      "--port",
      [&ports](const std::vector<std::string>& items) {
        for (const std::string& item : items) {
          const auto equals = item.find('=');
          const std::string name = equals == std::string::npos ? "http" : item.substr(0, equals);
          const std::string number = equals == std::string::npos ? item : item.substr(equals + 1);
          const bool digits = !number.empty() && number.size() <= 5 &&
                              number.find_first_not_of("0123456789") == std::string::npos;
          if (!digits || std::stoi(number) > 65535) {
            throw CLI::ValidationError("--port",
                                       "`" + item + "`: write a port, or NAME=PORT as in https=8443");
          }
          ports[name] = std::stoi(number);
        }
      },
      "a fixed port: 8080 (http), or NAME=PORT with http, https, control, clock or a system's name; may be "
      "repeated");
}

void add_control(CLI::App* command, std::string& control, std::string& token) {
  command->add_option("--control", control,
                      "the control URL of a running espf (default: of .espf/ready.json)");
  command->add_option("--token", token, "its control token (default: of .espf/ready.json)");
}

std::string usage_mistake(const CLI::App& app, const std::vector<std::string>& arguments,
                          const std::string& what) {
  const auto chosen = app.get_subcommands();
  if (!chosen.empty()) return fmt::format("espf: {}; see espf {} --help\n", what, chosen.front()->get_name());
  if (arguments.empty() || arguments.front().starts_with('-'))
    return fmt::format("espf: {}; see espf --help\n", what);
  std::vector<std::string> names;
  for (const CLI::App* known : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(known->get_name());
  }
  return fmt::format("espf: there is no subcommand `{}`: {}; see espf --help\n", arguments.front(),
                     base::suggestion(arguments.front(), names));
}

}  // namespace

ParsedCommandLine parse_command_line(const std::vector<std::string>& arguments) {
  CLI::App app{"espf: a PortaBilling that fits in a CI pipeline", "espf"};
  app.require_subcommand(1);
  app.footer(kFooter);
  app.set_version_flag("--version", "espf " ESPF_VERSION);

  RunCommand run;
  auto* run_app = app.add_subcommand("run", "Run scenarios against the Application and report");
  run_app->add_option("paths", run.paths, "scenario files and folders")->required();
  run_app->add_option("--suite", run.suite_file, "the suite file (default: the nearest espf.yaml)");
  run_app->add_option("-j,--jobs", run.jobs, "scenarios side by side")->check(CLI::Range(1, 64));
  run_app->add_option("--filter", run.filter, "only those with this in their file name or title");
  run_app->add_option("--tag", run.tags, "only those with this tag; may be repeated (any of them)");
  run_app->add_option("--junit", run.junit_file, "write JUnit XML to this file");
  run_app->add_option("--seed", run.seed, "the seed of all that is drawn");
  add_time(run_app, run.time, "skip (the default), real, or a factor such as 10x");
  run_app->add_flag("--fail-fast", run.fail_fast, "begin no further scenario after one failed");
  run_app->add_flag("-v,--verbose", run.verbose, "show every scenario's whole sequence");
  auto* application =
      run_app->add_option("--application", run.application,
                          "the Application's command line (default: of the suite, else provisioner)");
  run_app->add_option("--application-url", run.application_url, "the URL of an Application that runs already")
      ->excludes(application);
  run_app->add_flag("--application-tls", run.application_tls, "deliver events over https");
  run_app->add_flag("--portabilling-tls", run.portabilling_by_tls,
                    "tell the Application the https addresses");
  run_app->add_option("--transcripts", run.transcript_folder,
                      "write each scenario's transcript here, as JSON Lines");

  CheckCommand check;
  auto* check_app = app.add_subcommand("check", "Read scenarios without running them and show every mistake");
  check_app->add_option("paths", check.paths, "scenario files and folders")->required();
  check_app->add_option("--suite", check.suite_file, "the suite file (default: the nearest espf.yaml)");

  ServeCommand serve;
  std::optional<TimeOptions> serve_time;
  auto* serve_app = app.add_subcommand("serve", "Run a fake PortaBilling for developers, until Ctrl-C");
  serve_app->add_option("--world", serve.world_file, "the world file")->required();
  serve_app->add_option("--application", serve.application_url, "the URL that events are delivered to");
  serve_app->add_option("--suite", serve.suite_file, "a suite file with settings of the ESPF");
  add_ports(serve_app, serve.ports);
  serve_app->add_option("--address", serve.address, "the address to listen on (default 127.0.0.1)");
  auto* certificate = serve_app->add_option("--tls-certificate,--tls", serve.certificate_file,
                                            "your own certificate chain, PEM (default: one made at start)");
  serve_app->add_option("--tls-key", serve.key_file, "its private key, PEM")->needs(certificate);
  add_time(serve_app, serve_time, "real (the default), skip, or a factor such as 10x");
  serve_app->add_option("--seed", serve.seed, "the seed of all that is drawn");
  serve_app->add_option("--ready-file", serve.ready_file,
                        "write addresses and credentials here once all listens");
  serve_app->add_option("--transcript", serve.transcript_file, "stream the transcript here, as JSON Lines");

  TriggerCommand trigger;
  auto* trigger_app = app.add_subcommand("trigger", "Make a change, or send a raw event, in a running espf");
  trigger_app
      ->add_option(
          "words", trigger.words,
          "the words of `change`: '{account: 380501112233, do: block}'; with --emit, those of `emit`")
      ->required();
  trigger_app->add_flag("--emit", trigger.is_emit, "the words are those of `emit`: a raw event");
  add_control(trigger_app, trigger.control, trigger.token);

  TimeCommand time;
  auto* time_app = app.add_subcommand("time", "Ask a running espf for its time, or move it: espf time +24h");
  time_app->add_option("by", time.by, "+DURATION, such as +24h");
  add_control(time_app, time.control, time.token);

  TranscriptCommand transcript;
  auto* transcript_app = app.add_subcommand("transcript", "Print what happened in a running espf");
  transcript_app->add_flag("--json", transcript.json, "JSON Lines");
  transcript_app->add_flag("-f,--follow", transcript.follow, "go on until Ctrl-C");
  add_control(transcript_app, transcript.control, transcript.token);

  app.add_subcommand("schema", "Print the JSON Schema of scenario files, for editors");
  app.add_subcommand("docs", "Print the reference of the scenario language, as Markdown");

  ParsedCommandLine parsed;
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::Success& success) {
    std::ostringstream text;
    app.exit(success, text, text);
    parsed.output = text.str();
    parsed.exit_code = kPassed;
    return parsed;
  } catch (const CLI::ParseError& mistake) {
    parsed.output = usage_mistake(app, arguments, mistake.what());
    parsed.exit_code = kUsage;
    return parsed;
  }

  if (serve_time) {
    serve.time = *serve_time;
  } else {
    serve.time.mode = TimeMode::Real;
  }
  if (app.got_subcommand("run")) parsed.command = run;
  if (app.got_subcommand("check")) parsed.command = check;
  if (app.got_subcommand("serve")) parsed.command = serve;
  if (app.got_subcommand("trigger")) parsed.command = trigger;
  if (app.got_subcommand("time")) parsed.command = time;
  if (app.got_subcommand("transcript")) parsed.command = transcript;
  if (app.got_subcommand("schema")) parsed.command = SchemaCommand{};
  if (app.got_subcommand("docs")) parsed.command = DocsCommand{};
  return parsed;
}

}  // namespace sim
