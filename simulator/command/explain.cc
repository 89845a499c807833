#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "base/json.h"
#include "base/uri.h"
#include "simulator/api/explain.h"
#include "simulator/command/commands.h"
#include "simulator/command/control_client.h"
#include "simulator/command/exit_codes.h"
#include "simulator/command/output.h"
#include "simulator/command/served_files.h"
#include "simulator/console/words.h"

namespace sim {
namespace {

using base::Json;

int failed(int code, const std::string& what) {
  fmt::print(stderr, "espf: {}\n", what);
  return code;
}

bool names_files(const ExplainCommand& command) {
  return !command.world_file.empty() || !command.suite_file.empty() || !command.stubs_files.empty() ||
         !command.openapi_files.empty() || command.strict;
}

// An explanation, and of which espf it is, in words.
struct Told {
  Json explanation;
  std::string of;
};

// `why_alone`: of a command that names no files.
tl::expected<Told, int> of_files(const ExplainCommand& command, const api::ExplainQuestion& question,
                                 const std::string& why_alone = "") {
  auto files =
      read_served_files({command.world_file, command.suite_file, command.stubs_files, command.openapi_files});
  if (!files) return tl::unexpected(files.error());
  api::ApiOptions options;
  options.release = files->settings.espf.release;
  options.stubs = files->settings.stubs;
  options.specifications = files->specifications;
  options.strict = command.strict;
  return Told{api::to_json(api::explain(question, options)),
              names_files(command) ? "" : "of espf alone: " + why_alone};
}

base::Result<Told> of_running(const ExplainCommand& command, const std::string& method,
                              ControlClient& client) {
  const auto answer = client.send(
      "GET",
      "/control/explain?" +
          base::write_form({{"method", method}, {"realm", command.realm}, {"params", command.params}}),
      "");
  if (!answer) return tl::unexpected(answer.error());
  auto body = base::parse_json(answer->body);
  if (!body || !body->is_object())
    return base::fail(base::ErrorKind::Unavailable, "what answers there is no espf");
  return Told{*std::move(body), "of the running espf at " + client.origin()};
}

std::string text(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? "" : base::text_of(*found);
}

// `is_answered`: by a row before.
std::string row_text(const Json& row, bool is_answered) {
  std::string what = text(row, "what");
  if (const std::string place = text(row, "place"); !place.empty())
    what += what.empty() ? place : fmt::format(" ({})", place);
  const bool depends = text(row, "there") == "by params";
  const char* mark = row.value("answers", false)        ? "  <- answers"
                     : row.value("would_answer", false) ? "  <- would answer, were it not refused"
                     : depends && !is_answered          ? "  <- answers such params"
                                                        : "";
  return fmt::format("  {}  {:<14} {}{}\n", text(row, "number"), text(row, "answered_by"), what, mark);
}

std::string as_text(const Told& told) {
  const Json& said = told.explanation;
  std::string all = fmt::format("{} in the realm {}", text(said, "method"), text(said, "realm"));
  // What there is, in its own words.
  const auto add = [&](const char* before, const std::string& what, const char* behind) {
    if (!what.empty()) all += before + what + behind;
  };
  add(": ", text(said, "asked_as"), "");
  all += "\n";
  add("", text(said, "meaning"), "\n");
  add("(", told.of, ")\n");
  all += "\n";
  const auto rows = said.find("rows");
  if (rows != said.end() && rows->is_array()) {
    bool is_answered = false;
    for (const Json& row : *rows) {
      all += row_text(row, is_answered);
      is_answered = is_answered || row.value("answers", false) || row.value("would_answer", false);
    }
  }
  all += "\n";
  add("It needs ", text(said, "needs"), ".\n");
  add("Strict: its parameters are held to ", text(said, "held_to"), ".\n");
  add("This call is refused before anyone is asked. ", text(said, "refused"), "\n");
  add("It is answered with a fault. ", text(said, "fault"), "\n");
  add("", text(said, "advice"), "\n");
  return all;
}

// The espf that is meant: the one that `--control` names, else of files, else the one that serves here.
tl::expected<Told, int> ask(const ExplainCommand& command, const api::ExplainQuestion& question) {
  const bool is_told_whom = !command.control.empty() || !command.token.empty();
  if (!is_told_whom && names_files(command)) return of_files(command, question);
  auto client = ControlClient::connect(command.control, command.token);
  auto told = client ? of_running(command, question.method, *client) : tl::unexpected(client.error());
  if (told) return *std::move(told);
  if (told.error().kind == base::ErrorKind::Invalid && client)
    return tl::unexpected(failed(kUsage, told.error().what));
  if (is_told_whom) return tl::unexpected(failed(kNotRun, told.error().what));
  return of_files(command, question,
                  client ? fmt::format("the espf at {}, which .espf/ready.json tells of, does not answer",
                                       client->origin())
                         : "no espf serves here, and no file is named");
}

}  // namespace

int run_explain(const ExplainCommand& command) {
  const auto question = read_question(command.method, command.realm, command.params, "--params");
  if (!question) return failed(kUsage, question.error().what);
  const auto told = ask(command, *question);
  if (!told) return told.error();
  print_out(command.json ? base::dump_pretty(told->explanation) + "\n" : as_text(*told));
  return told->explanation.value("is_method", false) ? kPassed : kUsage;
}

}  // namespace sim
