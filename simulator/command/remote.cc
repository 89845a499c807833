// trigger, time and transcript: what is said to a running espf.
#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "simulator/command/commands.h"
#include "simulator/command/control_client.h"
#include "simulator/command/exit_codes.h"
#include "simulator/command/output.h"

namespace sim {
namespace {

int fail(const base::Error& error) {
  fmt::print(stderr, "espf: {}\n", error.what);
  return error.kind == base::ErrorKind::Invalid ? kBadInput : kNotRun;
}

}  // namespace

int run_trigger(const TriggerCommand& command) {
  auto client = ControlClient::connect(command.control, command.token);
  if (!client) return fail(client.error());
  const auto answer =
      client->send("POST", command.is_emit ? "/control/emit" : "/control/change", command.words);
  if (!answer) return fail(answer.error());
  const auto said = base::parse_json(answer->body);
  if (said && said->is_object() && said->contains("note"))
    fmt::print(stderr, "espf: note: {}\n", base::text_of((*said)["note"]));
  if (said && said->is_object() && said->contains("description")) {
    print_out(base::text_of((*said)["description"]) + "\n");
  }
  return kPassed;
}

int run_time(const TimeCommand& command) {
  auto client = ControlClient::connect(command.control, command.token);
  if (!client) return fail(client.error());
  auto answer = base::Result<base::HttpResponse>();
  if (command.by.empty()) {
    answer = client->send("GET", "/control/time", "");
  } else {
    base::Json body;
    body["by"] = command.by;
    answer = client->send("POST", "/control/time", base::dump(body), std::chrono::minutes(10));
  }
  if (!answer) return fail(answer.error());
  const auto said = base::parse_json(answer->body);
  if (said && said->is_object() && said->contains("now")) print_out(base::text_of((*said)["now"]) + "\n");
  return kPassed;
}

int run_transcript(const TranscriptCommand& command, const Surroundings& surroundings) {
  auto client = ControlClient::connect(command.control, command.token);
  if (!client) return fail(client.error());
  std::string after = "0";
  for (;;) {
    const auto answer = client->send("GET",
                                     fmt::format("/control/transcript?after={}&wait_ms={}&format={}", after,
                                                 command.follow ? 1000 : 0, command.json ? "json" : "text"),
                                     "");
    if (!answer) return fail(answer.error());
    if (!print_out(answer->body)) return kPassed;  // after_output() says more
    const std::string* last = answer->headers.find("X-Last-Number");
    const bool more = last != nullptr && *last != after;
    if (last != nullptr) after = *last;
    if (surroundings.interrupts->load() > 0) return kPassed;
    if (!command.follow && !more) return kPassed;
  }
}

}  // namespace sim
