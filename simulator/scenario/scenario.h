// A scenario as read: what the language makes of a file and the runner carries out.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "base/json.h"
#include "base/value_matcher.h"
#include "base/virtual_time.h"
#include "simulator/api/options.h"
#include "simulator/api/specification/specification.h"
#include "simulator/api/stubs/stub.h"
#include "simulator/billing/changes.h"
#include "simulator/billing/entity_kind.h"
#include "simulator/billing/world.h"
#include "simulator/espf/handler.h"
#include "simulator/fault/fault.h"
#include "simulator/installation/application.h"
#include "simulator/installation/timeline.h"
#include "simulator/transcript/line_match.h"

namespace sim {

// {KIND: {ENTITY, match keys, answered, nth, of}}, as written; `of` is a name until it runs.
struct LinePattern {
  LineMatch match;
  std::string of;  // the name of an act in this scenario; "" for none
  base::SourcePos pos;
};

// times: 2 | {at_least: 1} | {at_most: 1} | {between: [1, 2]} ; default at_least 1 for expect.
struct Count {
  int at_least = 1;
  std::optional<int> at_most;
};

struct ChangeStep {
  ChangeRequest request;
};

// The entities stand by the names that people use; language/emit.h puts their numbers into the variables.
struct EmitStep {
  struct Named {
    EntityKind kind;
    std::string name;
  };
  std::string event_type;
  base::Json variables;  // an object; what is written there wins over what the entities give
  std::vector<Named> entities;
};

// As an administrator. Its own answer is asserted: the status (none: 200) and a part of the body.
struct CallStep {
  std::string method;
  base::Json params;
  std::optional<base::ValueMatcher> answered;
  std::optional<base::ValueMatcher> has;
};
struct RestartStep {};
struct FaultStep {
  FaultRule rule;
  std::string target_of, when_of, until_of;
};  // names of `of`, to be resolved
struct ClearStep {
  std::string name;
};

// What a record of an external system must hold (part of it), or that it is absent. (As a trigger of a fault
// or the end of a wait, `record` is a LinePattern instead: the change of a record, by `system`, `key` or
// `account`, `after`.)
struct RecordCheck {
  std::string system;
  std::string key;  // one of these three is there; a card and an account are looked up when it runs
  std::string sim;
  std::string account;
  std::optional<base::ValueMatcher> has;
  bool absent = false;
  base::SourcePos pos;
};

// status: {.., passes: [RETRY, OK]} or exactly: [..]: words in their order, repeats folded.
struct StatusSequence {
  LinePattern line;  // account, group, message …
  std::vector<std::string> words;
  bool exactly = false;
};

using Checked = std::variant<LinePattern, RecordCheck, StatusSequence>;

struct ExpectStep {
  Checked what;
  Count times;
  std::optional<std::chrono::milliseconds> within;  // none: the suite's default, 1h
  std::optional<std::chrono::milliseconds> lasts;   // `for`: it must stay so
};
struct NeverStep {
  Checked what;
  std::optional<std::chrono::milliseconds> lasts;
  std::optional<LinePattern> until;
};
struct InOrderStep {
  std::vector<LinePattern> lines;
  std::optional<std::chrono::milliseconds> within;
};
struct WaitStep {
  std::chrono::milliseconds length{0};
  std::optional<LinePattern> until;  // then `length` is the limit (default 1h)
};

// A step that says `<NAME.field>` of an earlier step's NAME: known only when it runs. Then language/parse.h's
// bind_step() reads it again, and what stands in `what` before is only the shape.
struct LateStep {
  base::Node node;                       // as written
  std::vector<base::Member> parameters;  // of this example
};

struct Step {
  std::string verb;
  std::string name;  // `as`: of an act what it did, of a fault the fault, of an expect the line that it found
  base::SourcePos pos;
  std::string text;  // the line of the file it begins on
  std::variant<ChangeStep, EmitStep, CallStep, RestartStep, FaultStep, ClearStep, ExpectStep, NeverStep,
               InOrderStep, WaitStep>
      what;
  std::optional<LateStep> late;
};

// What stands at the top of a scenario or in the suite file espf.yaml; the scenario's wins, member by member.
struct Settings {
  EspfOptions espf;
  std::optional<base::VirtualTime> clock;
  TimeOptions time;
  std::chrono::milliseconds within = std::chrono::hours(1);
  std::chrono::milliseconds settle = std::chrono::hours(24);
  api::ApiSettings api;
  std::shared_ptr<const std::vector<api::Specification>> documents;  // the user's own; null for none
  std::vector<api::Stub> stubs;      // in the order in which they are asked: scenario, suite, world
  std::vector<std::string> without;  // invariants switched off
  std::optional<std::uint64_t> seed;
  bool preset_systems = true;
  std::map<std::string, int> ports;  // fixed ones, for an Application that runs already: http, https, hss …
  ApplicationOptions application;    // command empty: the provisioner beside espf
  std::string application_url;       // one that runs already
  std::string reset_url;             // POSTed to between scenarios where the Application runs already
};

// One story, ready to run. A file with `examples` makes several.
struct Scenario {
  std::string file;
  std::string title;
  bool is_example = false;  // one of several of its file
  std::string source;       // one line: where the behaviour is documented
  std::vector<std::string> tags;
  std::string world_file;
  std::shared_ptr<const World> world;  // shared by the scenarios of one file name; copied when one runs
  Settings settings;
  std::vector<Step> steps;
};

}  // namespace sim
