// systems.
#include <algorithm>

#include "base/ascii.h"
#include "simulator/billing/world_reader.h"

namespace sim {
namespace {

constexpr std::size_t kNameCharactersMax = 32;

bool fits_name(char c) { return base::is_alphanumeric(c) || c == '_'; }

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

// A name that could be one, where `text` needs little for it; else "".
std::string made_fit(std::string text) {
  for (char& c : text) {
    if (c == '-' || c == ' ' || c == '.') c = '_';
  }
  const bool fits = !text.empty() && text.size() <= kNameCharactersMax && base::is_letter(text.front()) &&
                    std::all_of(text.begin(), text.end(), fits_name);
  return fits ? text : "";
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool tells_records_apart(RecordSource source) {
  return source != RecordSource::ServiceName && source != RecordSource::ProductName &&
         source != RecordSource::Barred;
}

}  // namespace

void WorldReader::read_systems(const base::Node& map) {
  std::map<std::string, std::string> groups;
  for (const ServiceGroup& group : world_.service_groups()) groups.emplace(group.name, group.name);
  std::vector<SystemMapping> systems;
  std::map<std::string, const base::Member*> seen;
  if (!map.is_map()) {
    findings_.add(map, "the systems must be a map, not " + std::string(base::kind_name(map.kind)),
                  "write `hss: {kind: hss, …}`: the name of each before its settings");
    return;
  }
  for (const base::Member& member : map.members) {
    check_system_name(member, seen);
    systems.push_back(read_system(member, groups));
  }
  world_.set_systems(std::move(systems));
}

// It becomes a port's name, a party of the transcript and a part of ESPF_<NAME>_URL.
void WorldReader::check_system_name(const base::Member& member,
                                    std::map<std::string, const base::Member*>& seen) {
  const std::string& name = member.key;
  if (made_fit(name) != name || name.empty()) {
    const std::string meant = made_fit(name);
    findings_.add(member.pos, member.width, "`" + name + "` cannot be the name of an external system",
                  meant.empty() ? "a letter, then letters, digits and `_`, at most " +
                                      std::to_string(kNameCharactersMax) + " characters"
                                : "did you mean `" + meant + "`?");
    return;
  }
  for (const std::string& taken : known_.taken) {
    if (upper(taken) != upper(name)) continue;
    findings_.add(member.pos, member.width,
                  "an external system cannot be named `" + name + "`: espf names something of its own so",
                  "choose another name, as `hss`");
  }
  const auto [first, is_new] = seen.emplace(upper(name), &member);
  if (!is_new) {
    findings_.add(member.pos, member.width,
                  "the external systems `" + first->second->key + "` and `" + name + "` are one name",
                  "case does not count: both are told by ESPF_" + upper(name) + "_URL; choose another name");
  }
}

SystemMapping WorldReader::read_system(const base::Member& member,
                                       const std::map<std::string, std::string>& groups) {
  SystemMapping mapping;
  mapping.name = mapping.kind = member.key;
  std::map<std::string, std::string> types;
  for (const Service& service : world_.services()) types.emplace(service.type, service.type);

  std::optional<std::string> group;
  std::optional<std::string> service;
  const KnownSystems::Kind* kind = kind_of(member, mapping);
  RowReader row("a system", findings_);
  row.add("kind", false, [](const base::Node&) {});
  row.reference("group", true, "service group", groups, group);
  row.reference("service", true, "type of service", types, service);
  row.add("record", true, [&](const base::Node& node) { read_record(node, kind, mapping); });
  row.read(member.value);
  mapping.group = group.value_or("");
  mapping.service = service.value_or("");
  return mapping;
}

// Null where it is not known. A system that says no kind is of the kind of its name.
const KnownSystems::Kind* WorldReader::kind_of(const base::Member& member, SystemMapping& mapping) {
  std::vector<std::string> names;
  for (const KnownSystems::Kind& kind : known_.kinds) names.push_back(kind.name);
  const base::Node* said = member.value.find("kind");
  if (said != nullptr) {
    const auto text = base::read_text(*said, findings_);
    if (!text) return nullptr;
    mapping.kind = *text;
  }
  for (const KnownSystems::Kind& kind : known_.kinds) {
    if (kind.name == mapping.kind) return &kind;
  }
  if (known_.kinds.empty() || !member.value.is_map()) return nullptr;
  if (said != nullptr) {
    findings_.add(*said, "there is no kind of external system `" + mapping.kind + "`",
                  base::suggestion(mapping.kind, names));
  } else {
    findings_.add(member.pos, member.width, "there is no kind of external system `" + mapping.kind + "`",
                  "add `kind: …`; " + base::suggestion(mapping.kind, names));
  }
  return nullptr;
}

void WorldReader::read_record(const base::Node& node, const KnownSystems::Kind* kind,
                              SystemMapping& mapping) {
  std::map<std::string, RecordSource> sources;
  std::map<std::string, RecordSource> keys;
  std::map<std::string, RecordSource> texts;
  for (const std::string& word : record_source_words()) {
    const RecordSource source = *parse_record_source(word);
    sources.emplace(word, source);
    if (tells_records_apart(source)) keys.emplace(word, source);
    if (source != RecordSource::Barred) texts.emplace(word, source);
  }
  const std::map<std::string, RecordSource> flags{{"barred", RecordSource::Barred}};

  std::vector<std::string> members{"key"};
  if (kind != nullptr) {
    members.insert(members.end(), kind->texts.begin(), kind->texts.end());
    members.insert(members.end(), kind->flags.begin(), kind->flags.end());
  }
  RowReader record("a record", findings_);
  record.add("key", true, [&](const base::Node& value) {
    const auto source = record.look_up(value, "source of a record's key", keys);
    if (source) mapping.key = *source;
  });
  record.others([&](const base::Member& field) {
    if (kind != nullptr && !has(members, field.key)) {
      findings_.add(field.pos, field.width,
                    "a record of the kind `" + kind->name + "` has no member `" + field.key + "`",
                    base::suggestion(field.key, members));
      return;
    }
    const bool is_text = kind != nullptr && has(kind->texts, field.key);
    const bool is_flag = kind != nullptr && has(kind->flags, field.key);
    const auto source = record.look_up(field.value,
                                       is_flag   ? "source of true or false"
                                       : is_text ? "source of text"
                                                 : "source of a record's field",
                                       is_flag   ? flags
                                       : is_text ? texts
                                                 : sources);
    if (source) mapping.fields[field.key] = *source;
  });
  record.read(node);
}

}  // namespace sim
