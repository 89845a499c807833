#include "simulator/scenario/run/story.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/installation/held_by.h"
#include "simulator/scenario/language/emit.h"
#include "simulator/scenario/language/parse.h"

namespace sim {

struct Story::Armed {
  std::unique_ptr<Check> check;
  const Step* step;
  std::unique_ptr<Check> until;          // the line that ends the watch; may be null
  std::optional<DeadlineId> until_time;  // `for`
  bool window_is_closed = false;

  bool looks() const {
    if (until) return !until->holds();
    return until_time || !window_is_closed;
  }
};

struct Story::Current {
  const Step* step;
  std::unique_ptr<Check> check;  // null: a wait for time alone, or a restart
  DeadlineId deadline = 0;
  std::optional<std::chrono::milliseconds> lasts;
  std::optional<DeadlineId> lasting;  // it held once and must go on doing so
  bool is_wait = false;
};

namespace {

constexpr std::size_t kFieldsMax = 1'000;

// A card that a pattern names by an ICCID or MSISDN is named as lines name it, by the IMSI that it has
// now.
void name_cards(LineMatch& match, const World& world) {
  for (auto& [path, matcher] : match.keys) {
    if (path != "sim") continue;
    matcher = matcher.with_texts([&](const std::string& said) {
      const SimCard* card = world.sim_card(said);
      return card == nullptr ? said : card->imsi.text();
    });
  }
}

void add_fields(const base::Json& object, const std::string& before, std::set<std::string>& fields) {
  if (!object.is_object()) return;
  for (const auto& [name, value] : object.items()) {
    if (fields.size() >= kFieldsMax) return;
    fields.insert(before + name);
    add_fields(value, before + name + ".", fields);
  }
}

}  // namespace

Story::Story(const Scenario& scenario, Installation& installation)
    : scenario_(scenario), installation_(installation) {}
Story::~Story() = default;

void Story::fail(const Step& step, Finding finding) {
  finding.rule = step.verb;
  finding.pos = step.pos;
  finding.text = step.text;
  findings_.push_back(std::move(finding));
}

void Story::fail(const Step& step, std::string what, std::string help) {
  Finding finding;
  finding.what = std::move(what);
  finding.nearest = std::move(help);
  fail(step, std::move(finding));
}

void Story::feed() {
  const Transcript& transcript = installation_.transcript();
  while (fed_ < transcript.last_number()) {
    const Entry* entry = transcript.find(++fed_);
    if (entry == nullptr) continue;
    if (current_ && current_->check) current_->check->see(*entry);
    for (const auto& armed : armed_) {
      if (!armed->looks()) continue;
      armed->check->see(*entry);
      if (armed->until) armed->until->see(*entry);
    }
  }
  std::erase_if(armed_, [&](const std::unique_ptr<Armed>& armed) {
    if (armed->check->is_broken() || !armed->check->holds()) {
      fail(*armed->step, armed->check->explain());
      return true;
    }
    if (armed->until_time && installation_.timeline().is_past(*armed->until_time)) {
      installation_.timeline().drop_deadline(*armed->until_time);
      armed->until_time.reset();
    }
    return !armed->looks();
  });
}

bool Story::poll() {
  for (;;) {
    feed();
    if (!findings_.empty()) return true;
    if (const auto failure = installation_.application_failed()) {
      Finding finding;
      finding.rule = "application";
      finding.pos = {0, 0};
      finding.text = "the Application runs through the whole scenario";
      finding.what = "the Application is gone: " + *failure;
      findings_.push_back(std::move(finding));
      return true;
    }
    if (installation_.transcript().is_full()) {
      Finding finding;
      finding.rule = "limit";
      finding.pos = {0, 0};
      finding.text = "the transcript has a limit";
      finding.what = "more happened than a transcript holds: the scenario was ended";
      findings_.push_back(std::move(finding));
      return true;
    }
    if (restarting_) return false;
    if (current_) {
      if (!go_on()) return false;
      current_.reset();
      continue;
    }
    if (is_at_end()) return settled();
    const Step* step = &scenario_.steps[next_step_++];
    if (step->late) {
      auto bound = bind_step(
          scenario_, *step, [this](std::string_view name) { return lookup(name); },
          [this](std::string_view name) { return fields_of(name); });
      if (!bound) {
        fail(*step, bound.error().empty() ? "this step cannot be read" : bound.error().front().message,
             bound.error().empty() ? "" : bound.error().front().help);
        return true;
      }
      bound_.push_back(std::make_unique<Step>(std::move(*bound)));
      step = bound_.back().get();
    }
    begin(*step);
  }
}

bool Story::go_on() {
  Timeline& timeline = installation_.timeline();
  Current& current = *current_;
  const auto over = [&] {
    timeline.drop_deadline(current.deadline);
    if (current.lasting) timeline.drop_deadline(*current.lasting);
    return true;
  };
  if (!current.check) return timeline.is_past(current.deadline) ? over() : false;

  if (current.check->is_broken() || (current.lasting && !current.check->holds())) {
    fail(*current.step, current.check->explain());
    return over();
  }
  if (current.lasting) {
    if (!timeline.is_past(*current.lasting)) return false;
    remember(*current.check, *current.step);
    return over();
  }
  if (current.check->holds()) {
    if (current.lasts) {
      current.lasting = timeline.add_deadline(timeline.now() + *current.lasts);
      return false;
    }
    remember(*current.check, *current.step);
    if (current.check->must_stay()) arm(std::move(current.check), *current.step, std::nullopt, nullptr);
    return over();
  }
  if (!timeline.is_past(current.deadline)) return false;
  if (const std::string held = timeline.held_by(); held != kHeldByPatience) held_by_ = held;
  fail(*current.step, current.check->explain());
  return over();
}

void Story::remember(const Check& check, const Step& step) {
  for (const std::uint64_t number : check.found()) {
    const Entry* entry = installation_.transcript().find(number);
    if (entry == nullptr) continue;
    if (entry->kind == LineKind::Event && entry->stage == Stage::Ended) licensed_.insert(number);
    if (!step.name.empty()) named_[step.name] = entry->fields;
  }
}

// What was appended before the act (all of it seen by now) belongs to the window that it closes.
void Story::open_window(std::uint64_t before, const std::string& name, std::uint64_t act) {
  window_ = before;
  for (const auto& armed : armed_) armed->window_is_closed = true;
  if (!name.empty()) acts_[name] = act;
}

void Story::replay(Check& check) const {
  const Transcript& transcript = installation_.transcript();
  for (std::uint64_t number = window_ + 1; number <= fed_; ++number) {
    if (const Entry* entry = transcript.find(number)) check.see(*entry);
  }
}

std::optional<LineMatch> Story::resolve(LinePattern pattern, const Step& step) {
  if (!pattern.of.empty()) {
    const auto act = acts_.find(pattern.of);
    if (act == acts_.end()) {
      fail(step, "`" + pattern.of + "` has not happened yet");
      return std::nullopt;
    }
    pattern.match.origin = act->second;
    pattern.match.origin_name = pattern.of;
  }
  name_cards(pattern.match, installation_.world());
  return std::move(pattern.match);
}

std::unique_ptr<Check> Story::make_check(const Checked& what, const Count* count, bool never,
                                         const Step& step) {
  if (const auto* record = std::get_if<RecordCheck>(&what))
    return watch_record(*record, never, installation_);
  if (const auto* statuses = std::get_if<StatusSequence>(&what)) {
    auto match = resolve(statuses->line, step);
    if (!match) return nullptr;
    return follow_statuses(std::move(*match), statuses->words, statuses->exactly, installation_.transcript());
  }
  auto match = resolve(std::get<LinePattern>(what), step);
  if (!match) return nullptr;
  const Count none{0, 0};
  return count_lines(std::move(*match),
                     never              ? none
                     : count == nullptr ? Count{}
                                        : *count,
                     installation_.transcript());
}

void Story::begin_check(std::unique_ptr<Check> check, const Step& step, std::chrono::milliseconds within,
                        std::optional<std::chrono::milliseconds> lasts) {
  replay(*check);
  current_ = std::make_unique<Current>();
  current_->step = &step;
  current_->check = std::move(check);
  current_->lasts = lasts;
  Timeline& timeline = installation_.timeline();
  current_->deadline = timeline.add_deadline(timeline.now() + within);
}

void Story::arm(std::unique_ptr<Check> check, const Step& step,
                std::optional<std::chrono::milliseconds> lasts, std::unique_ptr<Check> until) {
  auto armed = std::make_unique<Armed>();
  armed->check = std::move(check);
  armed->step = &step;
  armed->until = std::move(until);
  Timeline& timeline = installation_.timeline();
  if (lasts) armed->until_time = timeline.add_deadline(timeline.now() + *lasts);
  armed_.push_back(std::move(armed));
}

bool Story::begin(const Step& step) {
  if (const auto* change = std::get_if<ChangeStep>(&step.what)) return begin_change(*change, step);
  if (const auto* emit_it = std::get_if<EmitStep>(&step.what)) return begin_emit(*emit_it, step);
  if (const auto* call = std::get_if<CallStep>(&step.what)) return begin_call(*call, step);
  if (const auto* fault = std::get_if<FaultStep>(&step.what)) return begin_fault(*fault, step);
  if (const auto* clear = std::get_if<ClearStep>(&step.what)) {
    if (const auto cleared = installation_.clear_fault(clear->name); !cleared)
      fail(step, cleared.error().what);
    return true;
  }
  if (std::holds_alternative<RestartStep>(step.what)) {
    const std::uint64_t last = installation_.transcript().last_number();
    open_window(last, step.name, last + 1);
    restarting_ = true;
    const auto begun = installation_.restart_application([this, &step](const base::Result<void>& ready) {
      restarting_ = false;
      if (!ready) fail(step, ready.error().what);
    });
    if (!begun) {
      restarting_ = false;
      fail(step, begun.error().what);
    }
    return true;
  }
  if (const auto* expect = std::get_if<ExpectStep>(&step.what)) {
    if (auto check = make_check(expect->what, &expect->times, false, step)) {
      begin_check(std::move(check), step, expect->within.value_or(scenario_.settings.within), expect->lasts);
    }
    return true;
  }
  if (const auto* never = std::get_if<NeverStep>(&step.what)) {
    auto check = make_check(never->what, nullptr, true, step);
    std::unique_ptr<Check> until;
    if (check && never->until) until = make_check(Checked(*never->until), nullptr, false, step);
    if (!check) return true;
    replay(*check);
    if (until) replay(*until);
    arm(std::move(check), step, never->lasts, std::move(until));
    return true;
  }
  if (const auto* order = std::get_if<InOrderStep>(&step.what)) {
    std::vector<LineMatch> lines;
    for (const LinePattern& pattern : order->lines) {
      auto match = resolve(pattern, step);
      if (!match) return true;
      lines.push_back(std::move(*match));
    }
    begin_check(follow_order(std::move(lines), installation_.transcript()), step,
                order->within.value_or(scenario_.settings.within), std::nullopt);
    return true;
  }
  const auto& wait = std::get<WaitStep>(step.what);
  if (wait.until) {
    if (auto check = make_check(Checked(*wait.until), nullptr, false, step)) {
      begin_check(std::move(check), step, wait.length.count() == 0 ? scenario_.settings.within : wait.length,
                  std::nullopt);
    }
    return true;
  }
  Timeline& timeline = installation_.timeline();
  current_ = std::make_unique<Current>();
  current_->step = &step;
  current_->deadline = timeline.add_deadline(timeline.now() + wait.length);
  return true;
}

bool Story::begin_change(const ChangeStep& change, const Step& step) {
  const std::uint64_t before = installation_.transcript().last_number();
  const auto act = installation_.change(change.request);
  if (!act) {
    fail(step, act.error().what, act.error().help);
    return true;
  }
  open_window(before, step.name, act->number);
  return true;
}

bool Story::begin_emit(const EmitStep& emit_it, const Step& step) {
  const std::uint64_t before = installation_.transcript().last_number();
  const auto variables = emit_variables(emit_it, installation_.world());
  if (!variables) {
    fail(step, variables.error().what);
    return true;
  }
  const auto act = installation_.emit(emit_it.event_type, *variables);
  if (!act) {
    fail(step, act.error().what);
    return true;
  }
  open_window(before, step.name, act->number);
  return true;
}

bool Story::begin_call(const CallStep& call, const Step& step) {
  const std::uint64_t before = installation_.transcript().last_number();
  const CallResult result = installation_.call(call.method, call.params);
  open_window(before, step.name, result.number);
  if (!step.name.empty()) named_[step.name] = result.body;
  Finding finding;
  finding.around = result.number;
  const base::Json status = result.status;
  if (call.answered ? !answer_matches(*call.answered, &status) : result.status != 200) {
    finding.what = fmt::format("{} was answered {}", call.method, result.status);
    finding.nearest = "its answer: " + base::dump(result.body);
    fail(step, std::move(finding));
  } else if (call.has && !call.has->matches(&result.body)) {
    finding.what = "the answer of " + call.method + " differs in";
    for (auto& difference : call.has->differences(&result.body)) {
      finding.differences.push_back(
          {std::move(difference.path), std::move(difference.expected), std::move(difference.actual)});
    }
    fail(step, std::move(finding));
  }
  return true;
}

bool Story::begin_fault(FaultStep fault, const Step& step) {
  const auto bind = [&](LineMatch& match, const std::string& name) {
    name_cards(match, installation_.world());
    if (name.empty()) return true;
    const auto act = acts_.find(name);
    if (act == acts_.end()) {
      fail(step, "`" + name + "` has not happened yet");
      return false;
    }
    match.origin = act->second;
    match.origin_name = name;
    return true;
  };
  if (!bind(fault.rule.target, fault.target_of)) return true;
  if (fault.rule.when && !bind(*fault.rule.when, fault.when_of)) return true;
  if (fault.rule.until && !bind(*fault.rule.until, fault.until_of)) return true;
  installation_.declare_fault(std::move(fault.rule));
  return true;
}

std::optional<base::Json> Story::lookup(std::string_view name_and_field) const {
  const auto dot = name_and_field.find('.');
  const std::string name(name_and_field.substr(0, dot));
  const std::string field(dot == std::string_view::npos ? "" : name_and_field.substr(dot + 1));
  if (const auto named = named_.find(name); named != named_.end()) {
    const base::Json* value = &named->second;
    for (std::string_view rest = field; !rest.empty() && value != nullptr;) {
      const auto next = rest.find('.');
      const std::string member(rest.substr(0, next));
      rest = next == std::string_view::npos ? "" : rest.substr(next + 1);
      const auto found = value->is_object() ? value->find(member) : value->end();
      value = value->is_object() && found != value->end() ? &*found : nullptr;
    }
    if (value != nullptr) return *value;
  }
  for (const Entry* line : lines_of_act(name)) {
    if (const auto found = line->fields.find(field); found != line->fields.end()) return *found;
  }
  return std::nullopt;
}

// Its own, then those of the events that it recorded.
std::vector<const Entry*> Story::lines_of_act(const std::string& name) const {
  std::vector<const Entry*> lines;
  const auto act = acts_.find(name);
  if (act == acts_.end()) return lines;
  for (const Entry& entry : installation_.transcript().entries()) {
    if (entry.number == act->second || (entry.origin == act->second && entry.kind == LineKind::Event))
      lines.push_back(&entry);
  }
  return lines;
}

// Those of an answer with all that is in them: "account_info.i_account".
std::vector<std::string> Story::fields_of(std::string_view name) const {
  std::set<std::string> fields;
  if (const auto named = named_.find(std::string(name)); named != named_.end())
    add_fields(named->second, "", fields);
  for (const Entry* line : lines_of_act(std::string(name))) {
    for (const auto& [field, value] : line->fields.items()) fields.insert(field);
  }
  return {fields.begin(), fields.end()};
}

bool Story::settled() {
  Timeline& timeline = installation_.timeline();
  if (!settle_deadline_) {
    settle_deadline_ = timeline.add_deadline(timeline.now() + scenario_.settings.settle);
  }
  const bool over = timeline.is_past(*settle_deadline_);
  for (const auto& armed : armed_) {
    if (armed->until_time) return false;
  }
  if (installation_.is_queue_empty() && !installation_.is_owed()) return timeline.is_quiet();
  return over || (timeline.is_patient() && !timeline.next_cause());
}

}  // namespace sim
