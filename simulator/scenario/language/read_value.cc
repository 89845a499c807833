#include "simulator/scenario/language/read_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/ascii.h"
#include "simulator/api/api.h"
#include "simulator/billing/event_types.h"

namespace sim::language {
namespace {

// Reads a VALUE whose words `check` looks at first.
template <class Check>
std::optional<base::ValueMatcher> read_checked(const base::Node& node, Reading& reading, Check check) {
  const std::size_t before = reading.findings.size();
  for_each_word(node, [&](const base::Node& word) {
    if (!word.is_unread()) check(word);
  });
  auto value = base::ValueMatcher::read(node, reading.findings);
  if (reading.findings.size() > before) return std::nullopt;
  return value;
}

void check_word(const base::Node& word, const std::vector<std::string>& words, Reading& reading) {
  base::read_word(word, words, reading.findings);
}

bool is_status_code(std::string_view text) {
  if (text.size() != 3 || text[0] < '1' || text[0] > '5') return false;
  if (text.substr(1) == "xx") return true;
  return base::all_digits(text);
}

std::string answer_meant(std::string text) {
  for (char& c : text) c = c == 'X' ? 'x' : c;
  if (is_status_code(text)) return fmt::format("did you mean `{}`?", text);
  if (text.size() > 4 && text[3] == ' ' && is_status_code(text.substr(0, 3)))
    return fmt::format("did you mean `{}`?", text.substr(0, 3));
  if (!base::nearest(text, {"nothing"}).empty()) return "did you mean `nothing`?";
  return "write 200, 2xx or nothing";
}

// A list, or a map that is no form of a VALUE, is never equal to a text; nor is one among others.
bool refuse_no_text(const std::string& key, const base::Node& node, Reading& reading) {
  if (node.is_sequence()) {
    reading.findings.add(node, fmt::format("`{}` is one text, not a list", key),
                         "write `{any_of: […]}` where it may be one of several");
    return true;
  }
  if (node.is_map() && node.members.empty() && !node.incomplete) {
    reading.findings.add(node, fmt::format("`{}` is one text, and `{{}}` says none", key),
                         "write it, or leave the key out");
    return true;
  }
  if (const base::Node* any_of = node.find("any_of")) {
    bool refused = false;
    for (const base::Node& item : any_of->items) refused = refuse_no_text(key, item, reading) || refused;
    return refused;
  }
  const base::Node* part = node.find("contains");
  if (part != nullptr && part->is_scalar() && part->text.empty()) {
    reading.findings.add(node, fmt::format("every text contains nothing: this says nothing of `{}`", key),
                         "write what it contains, or leave the key out");
    return true;
  }
  if (node.find("type") != nullptr && node.find("is") == nullptr) {
    reading.findings.add(node, fmt::format("`type` says nothing of `{}` alone", key),
                         "write `{is: …, type: …}`");
    return true;
  }
  const std::vector<std::string> forms = names(value_keys());
  for (const base::Member& member : node.members) {
    if (std::find(forms.begin(), forms.end(), member.key) != forms.end()) continue;
    add_unknown(member, fmt::format("`{}` is one text, and `{}` is no way to say one", key, member.key),
                forms, reading.findings);
    return true;
  }
  return false;
}

void check_group(const base::Node& word, Reading& reading) {
  if (reading.world == nullptr) return;
  std::vector<std::string> groups;
  for (const ServiceGroup& group : reading.world->service_groups()) groups.push_back(group.name);
  if (std::find(groups.begin(), groups.end(), word.text) != groups.end()) return;
  reading.findings.add(word, fmt::format("`{}` is no service group of the world", word.text),
                       base::suggestion(word.text, groups));
}

void check_handler(const base::Node& word, Reading& reading) {
  if (!reading.knows_espf) return;
  std::vector<std::string> names;
  for (const Handler& handler : reading.settings.espf.handlers) names.push_back(handler.name);
  if (std::find(names.begin(), names.end(), word.text) != names.end()) return;
  if (reading.findings.may_be_left_out(word.text)) return;
  reading.findings.add(word, fmt::format("`{}` is no handler of this ESPF", word.text),
                       base::suggestion(word.text, names));
}

std::vector<std::string> stub_names(const Reading& reading) {
  std::vector<std::string> names;
  for (const api::Stub& stub : reading.settings.stubs) names.push_back(stub.name);
  return names;
}

std::string help_for_stub(std::string_view name, const std::vector<std::string>& names) {
  if (names.empty()) return "neither the scenario nor its suite file nor its world has `stubs:`";
  return base::suggestion(name, names);
}

void check_stub(const base::Node& word, Reading& reading) {
  if (!reading.knows_stub_names) return;
  const std::vector<std::string> names = stub_names(reading);
  if (std::find(names.begin(), names.end(), word.text) != names.end()) return;
  reading.findings.add(word, fmt::format("no stub is named `{}`", word.text),
                       help_for_stub(word.text, names));
}

// A part or a pattern of a name.
void check_stub_fits(const base::Node& form, const base::ValueMatcher& wanted, Reading& reading) {
  if (!reading.knows_stub_names) return;
  if (form.find("matches") == nullptr && form.find("contains") == nullptr) return;
  const std::vector<std::string> names = stub_names(reading);
  const bool any_fits = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const base::Json text(name);
    return wanted.matches(&text);
  });
  if (any_fits) return;
  reading.findings.add(form.members.front().value, "no stub has a name that fits this",
                       help_for_stub(form.members.front().value.text, names));
}

// The name of an EventType in this release; adds a finding where it has another or none.
void check_release(const base::Node& name, const EventType& type, Reading& reading) {
  const int release = reading.settings.espf.release;
  const auto right = name_in_release(type.name, release);
  if (right && *right == name.text) return;
  reading.findings.add(
      name, fmt::format("release {} does not record `{}`", release, name.text),
      right ? fmt::format("did you mean `{}`?", *right) : fmt::format("say another `release` in `espf:`"));
}

void check_style(const base::Node& name, const EventType* fine, const GroupedType* grouped,
                 Reading& reading) {
  bool any_grouped = false;
  bool any_fine = false;
  for (const Handler& handler : reading.settings.espf.handlers) {
    (handler.style == EventStyle::Grouped ? any_grouped : any_fine) = true;
  }
  if (grouped == nullptr && fine != nullptr && !any_fine) {
    reading.findings.add(name, fmt::format("no handler is sent `{}`: their style is grouped", name.text),
                         fine->grouped.empty()
                             ? "write `event: {recorded: …}`, or say another `style` in `espf:`"
                             : fmt::format("did you mean `{}`?", fine->grouped));
  }
  if (fine == nullptr && grouped != nullptr && !any_grouped) {
    reading.findings.add(name, fmt::format("no handler is sent `{}`: their style is fine_grained", name.text),
                         "write the fine-grained type");
  }
}

bool is_known(EntityKind kind, const base::Node& name, const Reading& reading) {
  if (reading.bound || reading.cast.knows(kind, name.text)) return true;
  if (reading.findings.may_be_left_out(name.text)) return true;
  const World* rehearsed = reading.rehearsal.world();
  if (rehearsed != nullptr && rehearsed->find(kind, name.text)) return true;
  return kind == EntityKind::Sim && reading.rehearsal.may_name_card(name.text);
}

void tell_unknown(EntityKind kind, const base::Node& name, std::string_view whose_step, Reading& reading) {
  const std::vector<std::string> names = reading.cast.names(kind);
  const std::string near = base::nearest(name.text, names);
  std::string help = near.empty() ? "" : fmt::format("did you mean `{}`?", near);
  for (const EntityKind other : entity_kinds()) {
    if (!help.empty() || other == kind || reading.world == nullptr) continue;
    if (reading.world->find(other, name.text))
      help = fmt::format("did you mean `{}: {}`?", word(other), name.text);
  }
  if (help.empty() && !names.empty()) help = base::suggestion(name.text, names);
  reading.findings.add(
      name, fmt::format("the world has no {} `{}`, and {} makes one", word(kind), name.text, whose_step),
      help);
}

}  // namespace

void check_entity(EntityKind kind, const base::Node& name, Reading& reading) {
  if (is_known(kind, name, reading)) return;
  if (reading.looks_ahead) {
    reading.ahead.emplace_back(kind, name);
  } else {
    tell_unknown(kind, name, "no earlier step", reading);
  }
}

void check_ahead(Reading& reading) {
  for (const auto& [kind, name] : reading.ahead) {
    if (!is_known(kind, name, reading)) tell_unknown(kind, name, "no step", reading);
  }
}

void check_method(const base::Node& name, Reading& reading) {
  if (name.text.starts_with("espf/v1/")) return;
  const auto& known = api::known_methods();
  if (std::binary_search(known.begin(), known.end(), name.text)) return;
  auto methods = known;
  const auto resources = api::resource_methods();
  methods.insert(methods.end(), resources.begin(), resources.end());
  const auto theirs = api::methods_of(reading.settings.documents.get());
  methods.insert(methods.end(), theirs.begin(), theirs.end());
  for (const api::Stub& stub : reading.settings.stubs)  // they may name unlisted ones
    methods.insert(methods.end(), stub.methods.begin(), stub.methods.end());
  if (std::find(methods.begin(), methods.end(), name.text) != methods.end() || !reading.knows_stubs) return;
  const std::string near = api::nearest_method(name.text, methods);
  reading.findings.add(
      name, fmt::format("`{}` is not a method of PortaBilling", name.text),
      near.empty() ? "write `Service/method`, as in the URL" : fmt::format("did you mean `{}`?", near));
}

void check_system(const base::Node& name, Reading& reading) {
  if (reading.world == nullptr || reading.world->system(name.text) != nullptr) return;
  std::vector<std::string> names;
  for (const SystemMapping& system : reading.world->systems()) names.push_back(system.name);
  reading.findings.add(
      name, fmt::format("the world has no external system `{}`", name.text),
      names.empty() ? "the world file's `systems:` declares them" : base::suggestion(name.text, names));
}

void check_event_type(const base::Node& name, TypeSense sense, Reading& reading) {
  if (reading.raw_types.find(name.text) != reading.raw_types.end()) return;
  const EventType* fine = find_event_type(name.text);
  const GroupedType* grouped = find_grouped_type(name.text);
  if (fine == nullptr && grouped == nullptr) {
    if (reading.findings.may_be_left_out(name.text)) return;  // by an `emit`
    const std::string near = base::nearest(name.text, event_type_names());
    reading.findings.add(name, fmt::format("`{}` is not an event type", name.text),
                         near.empty() ? "`espf docs` lists them: Subscriber/Updated, Account/Blocked …"
                                      : fmt::format("did you mean `{}`?", near));
    return;
  }
  if (sense == TypeSense::Recorded && fine == nullptr) {
    reading.findings.add(
        name, fmt::format("events are recorded by fine-grained types, and `{}` is a grouped one", name.text),
        fmt::format("write `event_type: {}`", name.text));
    return;
  }
  if (!reading.knows_espf) return;
  if (fine != nullptr) check_release(name, *fine, reading);
  if (sense == TypeSense::Sent) check_style(name, fine, grouped, reading);
  if (fine == nullptr && grouped->first_release > reading.settings.espf.release) {
    reading.findings.add(
        name, fmt::format("release {} does not send `{}`", reading.settings.espf.release, name.text),
        fmt::format("it is known from release {} on", grouped->first_release));
  }
}

std::optional<base::ValueMatcher> read_answered(const base::Node& node, Reading& reading) {
  if (node.is_null()) {
    reading.findings.add(node, "`answered` says what the answer is", answer_meant(""));
    return std::nullopt;
  }
  if (refuse_no_text("answered", node, reading)) return std::nullopt;
  if (const base::Node* absent = node.find("absent")) {
    reading.findings.add(*absent, "`answered` says what the answer is",
                         "write `nothing` where there is none");
    return std::nullopt;
  }
  return read_checked(node, reading, [&](const base::Node& word) {
    if (word.text == "nothing" || is_status_code(word.text)) return;
    reading.findings.add(word, fmt::format("`{}` is no answer", word.text), answer_meant(word.text));
  });
}

std::optional<base::ValueMatcher> read_entity(EntityKind kind, const base::Node& node, Reading& reading) {
  if (node.is_null()) {
    reading.findings.add(node, fmt::format("the name of the {} is missing", word(kind)),
                         "write it, or leave the key out");
    return std::nullopt;
  }
  if (refuse_no_text(std::string(word(kind)), node, reading)) return std::nullopt;
  return read_checked(node, reading, [&](const base::Node& name) { check_entity(kind, name, reading); });
}

std::optional<base::ValueMatcher> read_value(const Kind& kind, const Key& key, const base::Node& node,
                                             Reading& reading) {
  if (key.type == Type::ValueMap && !node.is_map()) {
    reading.findings.add(node,
                         fmt::format("`{}` must be a map, not {}", key.name, base::kind_name(node.kind)),
                         fmt::format("write `{}: {{name: value}}`", key.name));
    return std::nullopt;
  }
  if (key.type != Type::ValueMap && refuse_no_text(key.name, node, reading)) return std::nullopt;
  const bool is_stub = key.name == "stub" && kind.kind == LineKind::Call;
  auto value = read_checked(node, reading, [&](const base::Node& word) {
    if (!key.words.empty()) check_word(word, key.words, reading);
    if (key.type == Type::Method) check_method(word, reading);
    if (key.type == Type::System) check_system(word, reading);
    if (key.type == Type::EventType) {
      check_event_type(word, key.name == "recorded" ? TypeSense::Recorded : TypeSense::Sent, reading);
    }
    if (key.name == "group" && kind.kind == LineKind::Status) check_group(word, reading);
    if (key.name == "handler") check_handler(word, reading);
    if (is_stub) check_stub(word, reading);
  });
  if (is_stub && value) check_stub_fits(node, *value, reading);
  return value;
}

}  // namespace sim::language
