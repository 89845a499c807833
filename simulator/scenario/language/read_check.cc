// expect, never, in_order, wait
#include <fmt/format.h>

#include "simulator/scenario/language/read_frame.h"
#include "simulator/scenario/language/read_line.h"
#include "simulator/scenario/language/read_step.h"

namespace sim::language {
namespace {

void check_expect(const base::Node& node, const ExpectStep& step, base::Findings& findings) {
  const bool is_line = std::holds_alternative<LinePattern>(step.what);
  const bool is_record = std::holds_alternative<RecordCheck>(step.what);
  const auto refuse = [&](const char* key, std::string message, std::string help) {
    if (const base::Node* value = node.find(key)) findings.add(*value, std::move(message), std::move(help));
  };
  if (!is_line) {
    refuse("times",
           is_record ? "a record is held or not: `times` does not go with it"
                     : "`passes` and `exactly` fold repeats: `times` does not go with them",
           "leave it out");
    if (!is_record) refuse("for", "`for` goes with a record or an upper count", "leave it out");
  }
  if (is_line && !step.times.at_most) {
    refuse("for", "`for` goes with a record or an upper count", "add `times: 1`, or write `within: …`");
  }
  if (const auto* pattern = std::get_if<LinePattern>(&step.what); pattern != nullptr && pattern->match.nth) {
    refuse("times", "`nth` and `times` are two ways to count", "leave one of them out");
  }
}

}  // namespace

std::optional<StepBody> read_expect(const Verb& verb, const base::Node& node, Reading& reading) {
  base::Findings& findings = reading.findings;
  const std::size_t before = findings.size();
  ExpectStep step;
  TableReader reader(verb_words(verb), findings);
  reader.declare(verb.keys);
  reader.on("times", [&](const base::Node& value) {
    if (const auto count = read_count(value, findings)) step.times = *count;
  });
  reader.on("within", [&](const base::Node& value) { step.within = base::read_duration(value, findings); });
  reader.on("for", [&](const base::Node& value) { step.lasts = base::read_duration(value, findings); });
  reader.on("as", [](const base::Node&) {});  // read_step's
  LineInFrame line("an `expect`", LineUse::Expect, reading);
  line.join(reader);
  reader.read(node, example_words(verb));
  auto read = line.take(node);
  if (findings.size() > before || !read) return std::nullopt;
  step.what = std::move(read->what);
  check_expect(node, step, findings);
  if (findings.size() > before) return std::nullopt;
  return StepBody(std::move(step));
}

std::optional<StepBody> read_never(const Verb& verb, const base::Node& node, Reading& reading) {
  base::Findings& findings = reading.findings;
  const std::size_t before = findings.size();
  NeverStep step;
  TableReader reader(verb_words(verb), findings);
  reader.declare(verb.keys);
  reader.on("for", [&](const base::Node& value) { step.lasts = base::read_duration(value, findings); });
  reader.on("until",
            [&](const base::Node& value) { step.until = read_pattern(value, LineUse::Until, reading); });
  LineInFrame line("a `never`", LineUse::Never, reading);
  line.join(reader);
  if (const base::Node* times = node.find("times")) {
    findings.add(*times, "`never` counts nothing", "write `expect: {…, times: {at_most: 1}}`");
    return std::nullopt;
  }
  reader.read(node, example_words(verb));
  auto read = line.take(node);
  if (findings.size() > before || !read) return std::nullopt;
  step.what = std::move(read->what);
  return StepBody(std::move(step));
}

std::optional<StepBody> read_in_order(const Verb& verb, const base::Node& node, Reading& reading) {
  base::Findings& findings = reading.findings;
  const std::size_t before = findings.size();
  InOrderStep step;
  TableReader reader(verb_words(verb), findings);
  reader.declare(verb.keys);
  reader.on("lines", [&](const base::Node& value) {
    base::read_list(value, findings, [&](const base::Node& item) {
      if (auto line = read_pattern(item, LineUse::InOrder, reading)) step.lines.push_back(*std::move(line));
    });
    if (value.is_sequence() && value.items.size() < 2) {
      findings.add(value, "an order needs two lines or more", "write `expect: {…}` for one");
    }
  });
  reader.on("within", [&](const base::Node& value) { step.within = base::read_duration(value, findings); });
  reader.read(node, example_words(verb));
  if (findings.size() > before) return std::nullopt;
  return StepBody(std::move(step));
}

std::optional<StepBody> read_wait(const Verb& verb, const base::Node& node, Reading& reading) {
  base::Findings& findings = reading.findings;
  const std::size_t before = findings.size();
  WaitStep step;
  step.length = reading.settings.within;
  const auto length = [&](const base::Node& value) {
    step.length = base::read_duration(value, findings).value_or(step.length);
  };
  if (node.is_scalar()) {
    length(node);
    if (findings.size() > before) return std::nullopt;
    return StepBody(std::move(step));
  }
  TableReader reader(verb_words(verb), findings);
  reader.declare(verb.keys);
  reader.on("for", length);
  reader.on("within", length);
  reader.on("until",
            [&](const base::Node& value) { step.until = read_pattern(value, LineUse::Until, reading); });
  reader.read(node, example_words(verb));
  if (node.is_map()) {
    const bool has_for = node.find("for") != nullptr;
    const bool has_until = node.find("until") != nullptr;
    if (has_for == has_until) {
      findings.add(node, has_for ? "a `wait` has `for` or `until`, not both" : "how long, or for what?",
                   has_for ? "with `until`, write `within: …`" : "write `wait: 24h` or `wait: {until: {…}}`");
    } else if (has_for && node.find("within") != nullptr) {
      findings.add(*node.find("within"), "`within` goes with `until`", "leave it out");
    }
  }
  if (findings.size() > before) return std::nullopt;
  return StepBody(std::move(step));
}

}  // namespace sim::language
