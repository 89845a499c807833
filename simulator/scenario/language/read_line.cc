#include "simulator/scenario/language/read_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

#include "base/ascii.h"
#include "base/utf8.h"
#include "simulator/billing/ids.h"
#include "simulator/scenario/language/read_value.h"

namespace sim::language {
namespace {

std::vector<std::string> kinds_for(LineUse use) {
  std::vector<std::string> result;
  for (const Kind& kind : kinds()) {
    if (use != LineUse::Fault || kind.can_fail) result.push_back(kind.name);
  }
  return result;
}

std::vector<std::string> kinds_with(bool Kind::*property) {
  std::vector<std::string> result;
  for (const Kind& kind : kinds()) {
    if (kind.*property) result.push_back(kind.name);
  }
  return result;
}

std::string article(const std::string& word) {
  return (word.find_first_of("aeiou") == 0 ? "an `" : "a `") + word + "`";
}

class LineReader {
 public:
  LineReader(const base::Member& member, const Kind& kind, LineUse use, Reading& reading)
      : member_(member), kind_(kind), use_(use), reading_(reading), findings_(reading.findings) {
    pattern_.match.kind = kind.kind;
    pattern_.pos = member.pos;
    record_.pos = member.pos;
  }

  std::optional<LineRead> read() {
    const std::size_t before = findings_.size();
    if (!member_.value.is_map()) {
      findings_.add(
          member_.value,
          fmt::format("{} must be a map, not {}", article(kind_.name), base::kind_name(member_.value.kind)),
          kind_.kind == LineKind::Log && member_.value.is_scalar()
              ? fmt::format("write `log: {{text: {{contains: {}}}}}`",
                            base::shortened(member_.value.text, 40))
              : fmt::format("write `{}: {{…}}`", kind_.name));
      return std::nullopt;
    }
    TableReader reader(article(kind_.name), findings_);
    reader.each(kind_.keys, [&](const Key& key, const base::Member& value) { own(key, value); });
    if (kind_.has_entity) {
      reader.each(entity_keys(), [&](const Key& key, const base::Member& value) { entity(key, value); });
    }
    reader.others(further(), [&](const base::Member& value) { return frame(value); });
    reader.read(member_.value);
    check_whole();
    if (findings_.size() > before) return std::nullopt;
    if (kind_.kind == LineKind::Call && use_ != LineUse::Never) let_make();
    return result();
  }

 private:
  // A call that is awaited may make entities: they are called what its parameters say.
  void let_make() {
    const base::Node* method = member_.value.find("method");
    const base::Node* params = member_.value.find("params");
    if (method == nullptr || params == nullptr || !method->is_scalar() || only_reads(method->text)) return;
    reading_.cast.add_any(*params);
    reading_.rehearsal.lose_sight();
  }

  // A record in `expect` and `never` is a state; elsewhere it is the line that says it changed.
  bool is_state() const {
    return kind_.kind == LineKind::Record && (use_ == LineUse::Expect || use_ == LineUse::Never);
  }

  std::vector<std::string> further() const {
    std::vector<std::string> names;
    if (kind_.has_answer) names.push_back(answered_key().name);
    if (kind_.has_cause) names.push_back(of_key().name);
    if (!is_state()) names.push_back(nth_key().name);
    return names;
  }

  void add_key(const std::string& path, std::optional<base::ValueMatcher> value) {
    if (value) pattern_.match.keys.emplace_back(path, *std::move(value));
  }

  void own(const Key& key, const base::Member& member) {
    if (key.type == Type::Words) return sequence(key, member);
    if (kind_.kind == LineKind::Record) return record(key, member);
    add_key(key.name, read_value(kind_, key, member.value, reading_));
  }

  void sequence(const Key& key, const base::Member& member) {
    if (use_ != LineUse::Expect) {
      findings_.add(member.pos, member.width, fmt::format("`{}` can be said in `expect` alone", key.name),
                    "say one status, as `status: OK`");
      return;
    }
    if (sequence_) {
      findings_.add(member.pos, member.width, "`passes` and `exactly` are two ways to say one thing",
                    "leave one of them out");
      return;
    }
    sequence_.emplace();
    sequence_->exactly = key.name == "exactly";
    base::read_list(member.value, findings_, [&](const base::Node& word) {
      if (const auto status = base::read_word(word, key.words, findings_))
        sequence_->words.push_back(*status);
    });
    if (member.value.is_sequence() && member.value.items.empty()) {
      findings_.add(member.value, fmt::format("`{}` is empty", key.name),
                    "write `never: {status: {…}}` for none");
    }
  }

  void record(const Key& key, const base::Member& member) {
    if (key.name == "system") {
      const auto name = base::read_text(member.value, findings_);
      if (!name) return;
      check_system(member.value, reading_);
      record_.system = *name;
      add_key("system", base::ValueMatcher::exactly(*name));
    } else if (key.name == "key") {
      record_.key = base::read_text(member.value, findings_).value_or("");
      add_key("key", base::ValueMatcher::exactly(record_.key));
    } else if (key.name == "has") {
      record_.has = read_value(kind_, key, member.value, reading_);
      has_ = &member.value;
      if (record_.has) add_key("after", record_.has);
    } else {
      assert(key.name == "absent");
      const auto absent = base::read_bool(member.value, findings_);
      if (absent && !*absent)
        findings_.add(member.value, "`absent` is true or left out",
                      "leave it out, and say what the record holds with `has`");
      record_.absent = true;
      if (!is_state()) add_key("after", absent_matcher());
    }
  }

  static std::optional<base::ValueMatcher> absent_matcher() {
    base::Findings none("");
    return base::ValueMatcher::read(base::to_node(base::Json{{"absent", "true"}}), none);
  }

  void entity(const Key& key, const base::Member& member) {
    const auto kind = parse_entity_kind(key.name);
    if (!kind) return add_key(key.name, read_value(kind_, key, member.value, reading_));
    if (kind_.kind != LineKind::Record) return add_key(key.name, read_entity(*kind, member.value, reading_));
    if (kind != EntityKind::Sim && kind != EntityKind::Account) {
      findings_.add(member.pos, member.width, fmt::format("a record is not found by `{}`", key.name),
                    "say its `sim`, its `account` or its `key`");
      return;
    }
    const auto name = read_entity(*kind, member.value, reading_);
    if (!name) return;
    if (!name->is_plain()) {
      findings_.add(member.value, "a record is found by one name, written as it is",
                    "say the name alone; one step for each record");
      return;
    }
    // What only a run knows may be anything, and what is no card is always absent.
    const std::string& said = name->text();
    const bool is_number = base::all_digits(said);
    if (reading_.bound && kind == EntityKind::Sim && !is_number) {
      findings_.add(member.value, fmt::format("`{}` is no SIM card", base::shortened(said, 60)),
                    "a card is named by its IMSI, ICCID or MSISDN");
      return;
    }
    (kind == EntityKind::Sim ? record_.sim : record_.account) = said;
    add_key(kind == EntityKind::Sim ? "sim" : "account", name);
  }

  // The keys that are not the kind's own.
  bool frame(const base::Member& member) {
    const auto refuse = [&](std::string message, std::string help) {
      findings_.add(member.pos, member.width, std::move(message), std::move(help));
      return true;
    };
    if (member.key == answered_key().name) {
      if (!kind_.has_answer) {
        return refuse(fmt::format("nobody answers {}", article(kind_.name)),
                      "only these are answered: " + quoted_list(kinds_with(&Kind::has_answer)));
      }
      if (use_ == LineUse::Fault) {
        return refuse("a fault meets a request before it is answered",
                      "leave `answered` out, or write `when: {…}`");
      }
      if (auto value = read_answered(member.value, reading_)) pattern_.match.answered = *std::move(value);
      return true;
    }
    if (member.key == of_key().name) {
      if (!kind_.has_cause) {
        return refuse(
            fmt::format("what caused {} is not known: Applications do not say it", article(kind_.name)),
            "only these have a cause: " + quoted_list(kinds_with(&Kind::has_cause)));
      }
      if (!reading_.bound) reading_.names.require(member.value, NameSort::Act, findings_);
      of_ = member.value.text;
      return true;
    }
    if (member.key == nth_key().name) {
      if (is_state()) return refuse("a record is held or not: `nth` does not go with it", "leave it out");
      const auto nth = base::read_integer(member.value, nth_key().min, nth_key().max, findings_);
      if (nth) pattern_.match.nth = static_cast<int>(*nth);
      return true;
    }
    for (const std::string_view key : {"times", "within", "for"}) {
      if (member.key == key &&
          (use_ == LineUse::Expect || use_ == LineUse::Never || use_ == LineUse::Fault)) {
        return refuse(fmt::format("`{}` belongs beside `{}`, not in it", key, kind_.name),
                      fmt::format("write `{}: {{…}}, {}: …`", kind_.name, key));
      }
    }
    return false;
  }

  void check_whole() {
    if (kind_.kind == LineKind::Status && sequence_) {
      if (member_.value.find("status") != nullptr || pattern_.match.answered || pattern_.match.nth) {
        findings_.add(member_.pos, member_.width,
                      "`passes` and `exactly` go with neither `status` nor `answered` nor `nth`",
                      "leave one of the two out, or begin a second step");
      }
    }
    for (const char* key : {"fault", "answered_by", "stub"}) {
      if (kind_.kind != LineKind::Call || member_.value.find(key) == nullptr || pattern_.match.answered)
        continue;
      findings_.add(member_.pos, member_.width,
                    fmt::format("the `{}` of a call is known when it is answered", key),
                    std::string_view(key) == "fault" ? "add `answered: 500`" : "add `answered: 200`");
    }
    if (kind_.kind == LineKind::Event && member_.value.find("deliveries") != nullptr &&
        member_.value.find("ends") == nullptr) {
      findings_.add(member_.pos, member_.width, "`deliveries` of an event are known when it ends",
                    "add `ends: …`");
    }
    if (kind_.kind == LineKind::Record) check_record();
  }

  static constexpr std::array<std::string_view, 3> kIdentities = {"sim", "account", "key"};

  void check_record() {
    const bool has = member_.value.find("has") != nullptr;
    if (has == record_.absent) {
      findings_.add(member_.pos, member_.width,
                    has ? "a record cannot hold something and be absent" : "what must be so of the record?",
                    has ? "leave `has` or `absent` out" : "add `has: {…}` or `absent: true`");
    }
    const auto identities = std::count_if(kIdentities.begin(), kIdentities.end(), [&](std::string_view key) {
      return member_.value.find(key) != nullptr;
    });
    if (identities != 1 && (is_state() || identities > 1)) {
      findings_.add(member_.pos, member_.width,
                    identities == 0 ? "which record?" : "a record is found by one of `sim`, `account`, `key`",
                    identities == 0 ? "add `sim: …` or `account: …`" : "leave the others out");
    }
    check_fields();
  }

  // A field that looks like one of the mapping's, and is none, is a slip.
  void check_fields() {
    const SystemMapping* system =
        reading_.world == nullptr ? nullptr : reading_.world->system(record_.system);
    if (system == nullptr || has_ == nullptr) return;
    std::vector<std::string> fields;
    for (const auto& [field, source] : system->fields) fields.push_back(field);
    for (const base::Member& field : has_->members) {
      if (system->fields.find(field.key) != system->fields.end()) continue;
      const std::string near = base::nearest(field.key, fields);
      if (near.empty()) continue;
      findings_.add(field.pos, field.width,
                    fmt::format("a record of `{}` has no field `{}`", system->name, field.key),
                    fmt::format("did you mean `{}`?", near));
    }
  }

  LineRead result() {
    LineRead line{&kind_, pattern_, of_};
    pattern_.of = of_;
    line.what = pattern_;
    if (is_state()) line.what = record_;
    if (sequence_) {
      sequence_->line = pattern_;
      line.what = *sequence_;
    }
    return line;
  }

  const base::Member& member_;
  const Kind& kind_;
  LineUse use_;
  Reading& reading_;
  base::Findings& findings_;
  LinePattern pattern_;
  RecordCheck record_;
  std::optional<StatusSequence> sequence_;
  const base::Node* has_ = nullptr;
  std::string of_;
};

}  // namespace

std::optional<LineRead> read_line(const base::Member& member, LineUse use, Reading& reading) {
  const Kind* kind = find_kind(member.key);
  assert(kind != nullptr);
  if (use == LineUse::Fault && !kind->can_fail) {
    reading.findings.add(member.pos, member.width,
                         fmt::format("nothing can go wrong with {}", article(kind->name)),
                         "a fault is about one of " + quoted_list(kinds_for(use)));
    return std::nullopt;
  }
  return LineReader(member, *kind, use, reading).read();
}

std::optional<LinePattern> read_pattern(const base::Node& node, LineUse use, Reading& reading) {
  if (!node.is_map() || node.members.size() != 1) {
    reading.findings.add(node, fmt::format("one line must stand here{}", node.is_map() ? "" : ", as a map"),
                         "write, say, `{delivery: {answered: 200}}`");
    for (const base::Member& member : node.members) {
      if (find_kind(member.key) != nullptr) read_line(member, use, reading);
    }
    return std::nullopt;
  }
  const base::Member& member = node.members.front();
  if (find_kind(member.key) == nullptr) {
    add_unknown(member, fmt::format("`{}` is not a kind of line", member.key), kinds_for(use),
                reading.findings);
    return std::nullopt;
  }
  const auto line = read_line(member, use, reading);
  if (!line) return std::nullopt;
  return std::get<LinePattern>(line->what);
}

void LineInFrame::join(TableReader& reader) {
  before_ = reading_.findings.size();
  reader.others(kinds_for(use_), [this](const base::Member& member) {
    const Kind* kind = find_kind(member.key);
    if (kind == nullptr) return false;
    if (found()) {
      reading_.findings.add(member.pos, member.width, fmt::format("{} has one line", what_),
                            "begin a new step for the second");
      read_line(member, use_, reading_);  // its own mistakes are told too
      return true;
    }
    kind_ = kind;
    line_ = read_line(member, use_, reading_);
    return true;
  });
}

namespace {

bool has_unread_line(const base::Node& frame) {
  return std::any_of(frame.members.begin(), frame.members.end(), [](const base::Member& member) {
    return member.value.is_unread() && find_kind(member.key) != nullptr;
  });
}

}  // namespace

std::optional<LineRead> LineInFrame::take(const base::Node& frame) {
  // An unknown key was probably meant to be the line.
  if (!found() && frame.is_map() && !has_unread_line(frame) && reading_.findings.size() == before_) {
    reading_.findings.add(frame, fmt::format("{} needs a line", what_),
                          "one of: " + quoted_list(kinds_for(use_)));
  }
  return std::move(line_);
}

}  // namespace sim::language
