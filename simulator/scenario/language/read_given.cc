#include "simulator/scenario/language/read_given.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/value_matcher.h"
#include "simulator/scenario/language/facts.h"
#include "simulator/scenario/language/read_value.h"

namespace sim::language {
namespace {

bool holds(const Fact& fact, const base::Node& said, const base::ValueMatcher& value) {
  if (said.is_scalar() && !fact.money.empty()) {
    const auto amount = Money::parse(said.text, fact.money.front().currency());
    return amount && *amount == fact.money.front();
  }
  if (fact.values.empty()) return value.matches(nullptr);
  return std::any_of(fact.values.begin(), fact.values.end(),
                     [&](const base::Json& each) { return value.matches(&each); });
}

std::string what_is(const Fact& fact) {
  std::string text;
  for (const base::Json& value : fact.values) text += (text.empty() ? "" : ", ") + base::text_of(value);
  return text.empty() ? "nothing" : text;
}

// A name in a fact that names an entity is asked for first: then a slip is shown as one.
bool names_nothing(EntityKind subject, const std::string& key, const base::Node& said, Reading& reading) {
  auto kind = parse_entity_kind(key);
  if (key == "reseller") kind = EntityKind::Customer;
  if (key == "addon" && subject == EntityKind::Account) kind = EntityKind::Product;
  if (!kind || !said.is_scalar()) return false;
  const std::size_t before = reading.findings.size();
  check_entity(*kind, said, reading);
  return reading.findings.size() > before;
}

void read_fact(const EntityRef& ref, EntityKind subject, const Key& key, const base::Member& member,
               base::VirtualTime now, Reading& reading) {
  if (names_nothing(subject, key.name, member.value, reading)) return;
  base::Node said = member.value;
  if (key.name == "sim" && said.is_scalar()) {
    if (const SimCard* card = reading.world->sim_card(said.text)) said.text = card->imsi.text();
  }
  const auto value = base::ValueMatcher::read(said, reading.findings);
  if (!value) return;
  const Fact fact = fact_of(*reading.world, ref, key.name, now);
  if (holds(fact, said, *value)) return;
  reading.findings.add(
      member.value,
      fmt::format("this is not so: `{}` of {} is {}", key.name, reading.world->describe(ref), what_is(fact)),
      "change the world file, or what is given");
}

void read_item(const base::Node& item, Reading& reading) {
  if (!item.is_map()) {
    reading.findings.add(item, fmt::format("a fact must be a map, not {}", base::kind_name(item.kind)),
                         "write, say, `- {account: 380501112233, blocked: false}`");
    return;
  }
  const auto subject = std::find_if(item.members.begin(), item.members.end(), [](const base::Member& member) {
    return parse_entity_kind(member.key).has_value();
  });
  if (subject == item.members.end()) {
    std::vector<std::string> kinds;
    for (const EntityKind kind : entity_kinds()) kinds.emplace_back(word(kind));
    const auto near = std::find_if(item.members.begin(), item.members.end(), [&](const base::Member& member) {
      return !base::nearest(member.key, kinds).empty();
    });
    if (near != item.members.end()) {
      reading.findings.add(near->pos, near->width, fmt::format("`{}` is no entity", near->key),
                           base::suggestion(near->key, kinds));
    } else {
      reading.findings.add(item, "of which entity?", "begin with " + base::suggestion("", kinds));
    }
    return;
  }
  const EntityKind kind = *parse_entity_kind(subject->key);
  std::optional<EntityRef> ref;
  if (subject->value.is_scalar()) {
    check_entity(kind, subject->value, reading);
    if (reading.world != nullptr) ref = reading.world->find(kind, subject->value.text);
  } else {
    reading.findings.add(subject->value, "the name of an entity must stand here",
                         fmt::format("write, say, `{}: NAME`", subject->key));
  }
  const base::VirtualTime now = reading.settings.clock.value_or(
      reading.world == nullptr ? base::VirtualTime{} : reading.world->clock());
  const Key itself{.name = subject->key, .type = Type::Entity, .sentence = ""};
  TableReader reader(fmt::format("a fact about `{}`", subject->key), reading.findings);
  const Keys first = {itself};
  reader.each(first, [](const Key&, const base::Member&) {});
  reader.each(fact_keys(kind), [&](const Key& key, const base::Member& member) {
    if (ref) read_fact(*ref, kind, key, member, now, reading);
  });
  reader.read(item);
}

}  // namespace

void read_given(const base::Node& node, Reading& reading) {
  base::read_list(node, reading.findings, [&](const base::Node& item) { read_item(item, reading); });
}

}  // namespace sim::language
