#include "simulator/command/options.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/command_line.h"
#include "base/diagnostic.h"
#include "simulator/command/exit_codes.h"
#include "simulator/command/read_option.h"

namespace sim {
namespace {

constexpr const char* kFooter =
    "exit codes: 0 all passed, 1 the command line is wrong, 2 a scenario or world file is wrong,\n"
    "            3 something could not run, 4 a scenario failed, 130 interrupted";
constexpr const char* kApplicationUrl = "http://127.0.0.1:3000/";  // an example

// An option whose text `read` turns into the value, or refuses with its reason.
template <class Value, class Read>
CLI::Option* add_read(CLI::App* command, const std::string& names, Value& into, const std::string& help,
                      const Read& read) {
  const auto dashes = names.find("--");
  const std::string shown = dashes == std::string::npos ? names : names.substr(dashes);
  return command->add_option_function<std::string>(
      names,
      [&into, read, shown](const std::string& text) {
        auto value = read(text);
        if (!value) throw CLI::ValidationError(shown, value.error().what);
        into = *std::move(value);
      },
      help);
}

CLI::Option* add_seed(CLI::App* command, std::optional<std::uint64_t>& seed) {
  return add_read(command, "--seed", seed, "the seed of all that is drawn", read_seed);
}

CLI::Option* add_url(CLI::App* command, const std::string& name, std::string& url, const std::string& example,
                     const std::string& help) {
  return add_read(command, name, url, help,
                  [example](const std::string& text) { return read_url(text, example); });
}

// The name that has `port` already; "" for none. Port 0 is a free one, for each its own.
std::string owner_of(int port, const std::map<std::string, int>& ports) {
  for (const auto& [name, its_port] : ports) {
    if (port != 0 && its_port == port) return name;
  }
  return "";
}

// Each occurrence takes one value, so that what follows it stays a path.
void add_ports(CLI::App* command, std::map<std::string, int>& ports, const std::string& names) {
  const auto take = [&ports](const std::vector<std::string>& items) {
    for (const std::string& item : items) {
      const auto port = read_port(item);
      if (!port) throw CLI::ValidationError("--port", port.error().what);
      if (ports.contains(port->first))
        throw CLI::ValidationError("--port", "`" + port->first + "` is given two ports");
      if (const std::string owner = owner_of(port->second, ports); !owner.empty())
        throw CLI::ValidationError(
            "--port", fmt::format("`{}` and `{}` are both given port {}: each needs its own", owner,
                                  port->first, port->second));
      ports.insert(*port);
    }
  };
  command
      ->add_option_function<std::vector<std::string>>(
          "--port", take,
          fmt::format("a fixed port: 8080 (http), or NAME=PORT with {} or a system's name; may be repeated",
                      names))
      ->allow_extra_args(false);
}

// What calls are held to, and who answers those that are not modelled.
void add_documents(CLI::App* command, std::vector<std::string>& openapi_files, bool& strict) {
  const auto take = [&openapi_files](const std::vector<std::string>& items) {
    for (const std::string& item : items) {
      if (const auto read = read_document_option(item); !read)
        throw CLI::ValidationError("--openapi", read.error().what);
    }
    openapi_files = items;
  };
  command
      ->add_option_function<std::vector<std::string>>(
          "--openapi", take,
          "[REALM=]FILE, the OpenAPI document of your own PortaBilling "
          "(/doc/api/AdminInterface.json …): its methods are answered with its examples, and "
          "requests held to it; JSON, or YAML without anchors; may be repeated")
      ->allow_extra_args(false);
  command->add_flag("--strict", strict,
                    "refuse a request that its document (your own or, without one, ours) does not allow, "
                    "with a fault that says why");
}

void add_stubs(CLI::App* command, std::vector<std::string>& stubs_files) {
  command
      ->add_option("--stubs", stubs_files,
                   "a file of stubs: what calls are answered beyond the model; may be repeated")
      ->allow_extra_args(false);
}

void add_control(CLI::App* command, std::string& control, std::string& token) {
  add_url(command, "--control", control, "http://127.0.0.1:37827",
          "the control URL of a running espf (default: of .espf/ready.json)");
  command->add_option("--token", token,
                      "its control token (default: of .espf/ready.json, where that is its file)");
}

std::vector<std::string> subcommands_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* known : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(known->get_name());
  }
  return names;
}

// What is too much on a command line, in our words.
std::string surplus(const CLI::App& app, const CLI::App& command, const std::string& what) {
  const auto left = app.remaining(/*recurse=*/true);
  if (left.empty()) return what;
  std::vector<std::string> names = {"--help"};
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& each : option->get_lnames()) names.push_back("--" + each);
  }
  return base::surplus_argument(left.front(), names);
}

// What is missing on a command line; "" where it is none of its arguments.
std::string missing_argument(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional() && option->get_required() && option->count() == 0)
      return "an argument is missing: " + option->get_description();
  }
  return "";
}

// The mistake in our words, where CLI11's are not plain.
std::string what_is_wrong(const CLI::App& app, const CLI::App& command, const CLI::ParseError& mistake) {
  std::string what = mistake.what();
  const bool is_missing = dynamic_cast<const CLI::RequiredError*>(&mistake) != nullptr;
  const auto left = app.remaining(/*recurse=*/true);
  const bool is_misspelt = is_missing && !left.empty() && left.front().starts_with('-');
  if (is_misspelt || dynamic_cast<const CLI::ExtrasError*>(&mistake) != nullptr)
    return surplus(app, command, what);
  if (is_missing) {
    const std::string missing = missing_argument(command);
    return missing.empty() ? what : missing;
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&mistake) != nullptr) {
    const std::string option = what.substr(0, what.find(':'));
    if (what.find("At Most 1") != std::string::npos) return option + " is given more than once";
    const CLI::Option* known = command.get_option_no_throw(option);
    return option + ": a value is missing" + (known == nullptr ? "" : ": " + known->get_description());
  }
  return what;
}

std::string usage_mistake(const CLI::App& app, const std::vector<std::string>& arguments,
                          const CLI::ParseError& mistake) {
  const auto told = [](const std::string& what, const std::string& command) {
    return fmt::format("espf: {}\n", base::with_help(what, "espf" + command));
  };
  const auto chosen = app.get_subcommands();
  if (!chosen.empty()) {
    const CLI::App& command = *chosen.front();
    return told(what_is_wrong(app, command, mistake), " " + command.get_name());
  }
  const auto names = subcommands_of(app);
  if (arguments.empty()) return told("a subcommand is missing: " + base::suggestion("", names), "");
  if (arguments.front().starts_with('-')) return told(surplus(app, app, mistake.what()), "");
  return told(fmt::format("there is no subcommand `{}`: {}", arguments.front(),
                          base::suggestion(arguments.front(), names)),
              "");
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
  add_read(run_app, "-j,--jobs", run.jobs, "scenarios side by side, 1 to 64", read_jobs);
  run_app->add_option("--filter", run.filter, "only those with this in their file name or title");
  run_app->add_option("--tag", run.tags, "only those with this tag; may be repeated (any of them)")
      ->allow_extra_args(false);
  run_app->add_option("--junit", run.junit_file, "write JUnit XML to this file");
  add_seed(run_app, run.seed);
  add_read(run_app, "--time", run.time, "skip (the default), real, or a factor such as 10x", read_time);
  run_app->add_flag("--fail-fast", run.fail_fast, "begin no further scenario after one failed");
  run_app->add_flag("-v,--verbose", run.verbose, "show every scenario's whole sequence");
  auto* application =
      add_read(run_app, "--application", run.application,
               "the Application's command line, cut at blanks (default: of the suite, else provisioner)",
               read_command_line);
  add_url(run_app, "--application-url", run.application_url, kApplicationUrl,
          "the URL of an Application that runs already")
      ->excludes(application);
  add_ports(run_app, run.ports, "http, https, clock");
  run_app->add_flag("--application-tls", run.application_tls, "deliver events over https");
  run_app->add_flag("--portabilling-tls", run.portabilling_by_tls,
                    "tell the Application the https addresses");
  run_app->add_option("--transcripts", run.transcript_folder,
                      "write each scenario's transcript here, as JSON Lines");
  add_documents(run_app, run.openapi_files, run.strict);

  CheckCommand check;
  auto* check_app = app.add_subcommand("check", "Read scenarios without running them and show every mistake");
  check_app
      ->add_option(
          "paths", check.paths,
          "scenario files and folders; also worlds, files of stubs, suite files and OpenAPI documents: a "
          "file is what most of its keys at the top are of")
      ->required();
  check_app->add_option("--suite", check.suite_file, "the suite file (default: the nearest espf.yaml)");

  ServeCommand serve;
  std::optional<TimeOptions> serve_time;
  std::optional<std::uint64_t> serve_seed;
  auto* serve_app = app.add_subcommand("serve", "Run a fake PortaBilling for developers, until Ctrl-C");
  serve_app->add_option("--world", serve.world_file, "the world file")->required();
  add_stubs(serve_app, serve.stubs_files);
  add_documents(serve_app, serve.openapi_files, serve.strict);
  add_url(serve_app, "--application", serve.application_url, kApplicationUrl,
          "the URL that events are delivered to");
  serve_app->add_option("--suite", serve.suite_file, "a suite file with settings of the ESPF");
  add_ports(serve_app, serve.ports, "http, https, control, clock");
  serve_app->add_option("--address", serve.address, "the address to listen on (default 127.0.0.1)");
  auto* certificate = serve_app->add_option("--tls-certificate,--tls", serve.certificate_file,
                                            "your own certificate chain, PEM (default: one made at start)");
  serve_app->add_option("--tls-key", serve.key_file, "its private key, PEM")->needs(certificate);
  add_read(serve_app, "--time", serve_time, "real (the default), skip, or a factor such as 10x", read_time);
  add_seed(serve_app, serve_seed);
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
  add_read(time_app, "DURATION", time.by, "how far to move it, such as +24h", read_step_of_time);
  add_control(time_app, time.control, time.token);

  TranscriptCommand transcript;
  auto* transcript_app = app.add_subcommand("transcript", "Print what happened in a running espf");
  transcript_app->add_flag("--json", transcript.json, "JSON Lines");
  transcript_app->add_flag("-f,--follow", transcript.follow, "go on until Ctrl-C");
  add_control(transcript_app, transcript.control, transcript.token);

  ExplainCommand explain;
  auto* explain_app = app.add_subcommand(
      "explain",
      "Tell who answers a call and why: of these files, else of a running espf, else of espf alone");
  explain_app
      ->add_option("method", explain.method,
                   "the method: Account/get_account_info, v2/products, espf/v1/groups …")
      ->required();
  explain_app->add_option("--realm", explain.realm, "admin (the default), reseller, customer or account");
  explain_app->add_option("--params", explain.params,
                          "the call's parameters, as '{i_account: 1001}' (default: whatever they are)");
  explain_app->add_option("--world", explain.world_file, "a world file, for its stubs");
  explain_app->add_option("--suite", explain.suite_file, "a suite file, for its stubs");
  add_stubs(explain_app, explain.stubs_files);
  add_documents(explain_app, explain.openapi_files, explain.strict);
  explain_app->add_flag("--json", explain.json, "one JSON object");
  add_control(explain_app, explain.control, explain.token);
  for (const char* file : {"--world", "--suite", "--stubs", "--openapi", "--strict"}) {
    for (const char* running : {"--control", "--token"})
      explain_app->get_option(file)->excludes(explain_app->get_option(running));
  }

  OpenapiCommand openapi;
  auto* openapi_app = app.add_subcommand("openapi", "Print an OpenAPI document of what is served or sent");
  openapi_app->add_option("document", openapi.document,
                          "admin, reseller, customer, account, espf, webhooks …; without it they are listed");

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
    parsed.output = usage_mistake(app, arguments, mistake);
    parsed.exit_code = kUsage;
    return parsed;
  }

  serve.time.mode = TimeMode::Real;
  if (serve_time) serve.time = *serve_time;
  serve.seed = serve_seed.value_or(serve.seed);
  if (app.got_subcommand("run")) parsed.command = run;
  if (app.got_subcommand("check")) parsed.command = check;
  if (app.got_subcommand("serve")) parsed.command = serve;
  if (app.got_subcommand("trigger")) parsed.command = trigger;
  if (app.got_subcommand("time")) parsed.command = time;
  if (app.got_subcommand("transcript")) parsed.command = transcript;
  if (app.got_subcommand("explain")) parsed.command = explain;
  if (app.got_subcommand("openapi")) parsed.command = openapi;
  if (app.got_subcommand("schema")) parsed.command = SchemaCommand{};
  if (app.got_subcommand("docs")) parsed.command = DocsCommand{};
  return parsed;
}

}  // namespace sim
