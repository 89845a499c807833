// fault and clear
#include <fmt/format.h>

#include "simulator/fault/fault_table.h"
#include "simulator/scenario/language/read_frame.h"
#include "simulator/scenario/language/read_line.h"
#include "simulator/scenario/language/read_step.h"

namespace sim::language {
namespace {

class FaultReader {
 public:
  FaultReader(const Verb& verb, Reading& reading)
      : verb_(verb),
        reading_(reading),
        findings_(reading.findings),
        line_("a fault", LineUse::Fault, reading) {}

  std::optional<StepBody> read(const base::Node& node) {
    const std::size_t before = findings_.size();
    TableReader reader(verb_words(verb_), findings_);
    reader.declare(verb_.keys);
    declare(reader);
    line_.join(reader);
    reader.read(node, example_words(verb_));
    if (!node.is_map()) return std::nullopt;
    read_target(node);
    if (!has_end(node)) {
      findings_.add(node, "when does this fault end? It needs one of `times`, `for`, `until`",
                    "write, say, `times: 1`; `times: all` with `as: NAME` lasts until `clear: NAME`");
    }
    if (findings_.size() > before) return std::nullopt;
    return StepBody(std::move(step_));
  }

 private:
  // One that slipped into the line is told there.
  static bool has_end(const base::Node& node) {
    for (const std::string_view key : {"times", "for", "until"}) {
      if (node.find(key) != nullptr) return true;
      for (const base::Member& member : node.members) {
        if (find_kind(member.key) != nullptr && member.value.find(key) != nullptr) return true;
      }
    }
    return false;
  }

  void declare(TableReader& reader) {
    reader.on("process", [&](const base::Node& value) {
      base::read_word(value, {"application"}, findings_);
      step_.rule.targets_process = true;
    });
    reader.on("do", [&](const base::Node& value) { deed_ = &value; });
    reader.on("when", [&](const base::Node& value) {
      if (const auto line = read_pattern(value, LineUse::When, reading_)) {
        step_.rule.when = line->match;
        step_.when_of = line->of;
      }
    });
    reader.on("until", [&](const base::Node& value) {
      if (const auto line = read_pattern(value, LineUse::Until, reading_)) {
        step_.rule.until = line->match;
        step_.until_of = line->of;
      }
    });
    reader.on("times", [&](const base::Node& value) {
      if (const auto count = read_fault_count(value, findings_)) step_.rule.times = count->times;
    });
    reader.on("for",
              [&](const base::Node& value) { step_.rule.lasts = base::read_duration(value, findings_); });
    reader.on("as", [&](const base::Node& value) { step_.rule.name = value.text; });
  }

  void read_target(const base::Node& node) {
    const base::Node* when = node.find("when");
    if (node.find("process") != nullptr) {
      if (line_.found()) {
        findings_.add(node, "a fault is about a line or about the process, not both",
                      "say the line with `when`");
      } else if (when == nullptr) {
        findings_.add(node, "when does this happen to the process?", "add `when: {request: {system: …}}`");
      }
      return read_deed_for(std::nullopt, "the Application's process");
    }
    const auto line = line_.take(node);
    if (line) {
      const auto& pattern = std::get<LinePattern>(line->what);
      step_.rule.target = pattern.match;
      step_.target_of = pattern.of;
      return read_deed_for(line->kind->kind, describe(pattern.match));
    }
    // Its line is wrong, but what can be done to one of its kind is known.
    if (line_.found() && line_.kind()->can_fail) read_deed_for(line_.kind()->kind, line_.kind()->name);
  }

  void read_deed_for(FaultTarget target, const std::string& what) {
    if (deed_ == nullptr) return;
    if (auto verdict = read_fault_deed(*deed_, target, findings_)) step_.rule.verdict = *std::move(verdict);
    step_.rule.words = fmt::format("{}: {}", what, flow_text(*deed_));
  }

  const Verb& verb_;
  Reading& reading_;
  base::Findings& findings_;
  LineInFrame line_;
  const base::Node* deed_ = nullptr;
  FaultStep step_;
};

}  // namespace

std::optional<StepBody> read_fault(const Verb& verb, const base::Node& node, Reading& reading) {
  return FaultReader(verb, reading).read(node);
}

std::optional<StepBody> read_clear(const Verb& verb, const base::Node& node, Reading& reading) {
  base::Findings& findings = reading.findings;
  const std::size_t before = findings.size();
  ClearStep step;
  const auto name = [&](const base::Node& value) {
    if (!reading.bound) reading.names.require(value, NameSort::Fault, findings);
    step.name = value.text;
  };
  if (node.is_scalar()) {
    name(node);
  } else {
    TableReader reader(verb_words(verb), findings);
    reader.declare(verb.keys);
    reader.on("fault", name);
    reader.read(node, example_words(verb));
  }
  if (findings.size() > before) return std::nullopt;
  return StepBody(std::move(step));
}

}  // namespace sim::language
