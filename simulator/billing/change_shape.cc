// The shape of a deed's argument: what can be said of it without a world.
#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"
#include "simulator/billing/changes.h"
#include "simulator/billing/money.h"

namespace sim {
namespace {

std::string written(const base::Node& node) {
  return node.is_scalar() ? "`" + base::shortened(node.text, 60) + "`"
                          : std::string(base::kind_name(node.kind));
}

// One value: the key or the deed that it is for, what it may be, and itself.
struct Value {
  const std::string& name;
  ArgumentKind kind;
  const std::vector<std::string>& words;
  TextForm form;
  const base::Node& node;
};

void refuse_value(const Value& value, const std::string& should_be, const std::string& help,
                  base::Findings& findings) {
  findings.add(value.node, "`" + value.name + "` is " + should_be + ", not " + written(value.node), help);
}

void check_money(const Value& value, base::Findings& findings) {
  if (!value.node.is_scalar()) return refuse_value(value, "an amount", "as 12.50", findings);
  const auto money = Money::parse(value.node.text, Currency());
  if (!money) return findings.add(value.node, money.error().what);
  const bool over_nothing = value.kind == ArgumentKind::Amount || value.kind == ArgumentKind::OptionalAmount;
  if (over_nothing && !money->is_positive()) refuse_value(value, "an amount over 0", "", findings);
}

void check_text(TextForm form, const base::Node& node, base::Findings& findings) {
  if (base::read_text(node, findings)) check_form(&node, form, findings);
}

void check_datetime(const Value& value, base::Findings& findings) {
  if (value.node.is_scalar() && base::parse_datetime(value.node.text)) return;
  refuse_value(value, "a date", R"(write "2026-01-31" or "2026-01-31 12:00:00" (UTC))", findings);
}

void check_flag(const Value& value, base::Findings& findings) {
  const std::vector<std::string> flags{"true", "false", "Y", "N"};
  const base::Node& node = value.node;
  const bool known = node.is_scalar() && std::find(flags.begin(), flags.end(), node.text) != flags.end();
  if (!known) refuse_value(value, "true or false", "write `true` or `false`", findings);
}

void check_integer(const Value& value, base::Findings& findings) {
  const std::string& text = value.node.text;
  if (!value.node.is_scalar() || !base::all_digits(text) || text.size() > 18)
    refuse_value(value, "a whole number", "digits alone, as 12", findings);
}

void check_any_map(const Value& map, bool lists, base::Findings& findings) {
  if (!map.node.is_map()) return refuse_value(map, "a map of names and values", "as {name: value}", findings);
  for (const base::Member& member : map.node.members) {
    const base::Node& value = member.value;
    if (value.is_scalar() || (!lists && value.is_null())) continue;
    const bool texts =
        value.is_sequence() && std::all_of(value.items.begin(), value.items.end(),
                                           [](const base::Node& item) { return item.is_scalar(); });
    if (lists && texts) continue;
    findings.add(value, "`" + member.key + "` of `" + map.name + "` is " +
                            (lists ? "text or a list of texts" : "text") + ", not " + written(value));
  }
}

void check_value(const Value& value, base::Findings& findings);

void check_map(const std::vector<ArgumentKey>& keys, const std::string& what, const base::Node& node,
               base::Findings& findings) {
  base::MapReader reader(what, findings);
  for (const ArgumentKey& key : keys) {
    const auto read = [&key, &findings](const base::Node& value) {
      if (value.is_null() && key.nullable) return;
      check_value({key.name, key.kind, key.words, key.form, value}, findings);
    };
    const ArgumentKey* other = other_way_to_say(key, keys);
    if (key.required && (other == nullptr || node.find(other->name) == nullptr)) {
      reader.required(key.name, read);
    } else {
      reader.optional(key.name, read);
    }
  }
  reader.read(node);
  for (const base::Member& member : node.members) {
    const auto key = std::find_if(keys.begin(), keys.end(),
                                  [&](const ArgumentKey& each) { return each.name == member.key; });
    if (key == keys.end() || key->instead_of.empty() || node.find(key->instead_of) == nullptr) continue;
    findings.add(member.pos, member.width,
                 "`" + key->name + "` stands beside `" + key->instead_of + "`, and says the same",
                 "leave one of them out");
  }
}

void check_value(const Value& value, base::Findings& findings) {
  switch (value.kind) {
    case ArgumentKind::Word:
      base::read_word(value.node, value.words, findings);
      return;
    case ArgumentKind::Money:
    case ArgumentKind::Amount:
    case ArgumentKind::OptionalAmount:
      check_money(value, findings);
      return;
    case ArgumentKind::DateTime:
      check_datetime(value, findings);
      return;
    case ArgumentKind::Flag:
      check_flag(value, findings);
      return;
    case ArgumentKind::Integer:
    case ArgumentKind::CustomerNumber:
    case ArgumentKind::ProductNumber:
      check_integer(value, findings);
      return;
    case ArgumentKind::AnyMap:
      check_any_map(value, /*lists=*/false, findings);
      return;
    case ArgumentKind::Lists:
      check_any_map(value, /*lists=*/true, findings);
      return;
    case ArgumentKind::Text:
    case ArgumentKind::Product:
    case ArgumentKind::Sim:
    case ArgumentKind::Customer:
    case ArgumentKind::Account:
      check_text(value.form, value.node, findings);
      return;
    case ArgumentKind::None:
    case ArgumentKind::Map:
    case ArgumentKind::OptionalMap:
      return;
  }
}

bool is_optional(ArgumentKind kind) {
  return kind == ArgumentKind::None || kind == ArgumentKind::OptionalMap ||
         kind == ArgumentKind::OptionalAmount;
}

}  // namespace

const ArgumentKey* other_way_to_say(const ArgumentKey& key, const std::vector<ArgumentKey>& keys) {
  const auto found = std::find_if(keys.begin(), keys.end(),
                                  [&](const ArgumentKey& each) { return each.instead_of == key.name; });
  return found == keys.end() ? nullptr : &*found;
}

std::string_view word(ArgumentKind kind) {
  switch (kind) {
    case ArgumentKind::None:
      return "nothing";
    case ArgumentKind::Text:
      return "text";
    case ArgumentKind::Word:
      return "a word";
    case ArgumentKind::Money:
      return "an amount";
    case ArgumentKind::Amount:
      return "an amount over 0";
    case ArgumentKind::OptionalAmount:
      return "an amount over 0, or nothing";
    case ArgumentKind::DateTime:
      return "a date";
    case ArgumentKind::Flag:
      return "true or false";
    case ArgumentKind::Integer:
      return "a number";
    case ArgumentKind::CustomerNumber:
      return "an i_customer";
    case ArgumentKind::ProductNumber:
      return "an i_product";
    case ArgumentKind::Product:
      return "a product's name";
    case ArgumentKind::Sim:
      return "a SIM card: IMSI, ICCID or MSISDN";
    case ArgumentKind::Customer:
      return "a customer's name";
    case ArgumentKind::Account:
      return "an account's ID";
    case ArgumentKind::Map:
      return "a map";
    case ArgumentKind::OptionalMap:
      return "a map, or nothing";
    case ArgumentKind::AnyMap:
      return "a map of names and texts";
    case ArgumentKind::Lists:
      return "a map of names and texts or lists of texts";
  }
  return "";
}

void check_argument(const ChangeRow& row, const base::Node& argument, base::Findings& findings) {
  const bool map_instead = !row.keys.empty() && argument.is_map();
  if (argument.is_null() && is_optional(row.argument)) return;
  if (row.argument == ArgumentKind::None) {
    findings.add(argument, "`" + row.deed + "` takes nothing",
                 "write the word alone: `do: " + row.deed + "`");
    return;
  }
  if (argument.is_null()) {
    std::string needed;
    for (const ArgumentKey& key : row.keys) {
      if (key.required) needed += (needed.empty() ? "" : ", ") + key.name + ": ..";
    }
    findings.add(argument, "`" + row.deed + "` needs " + std::string(word(row.argument)),
                 "as `do: {" + row.deed + ": " + (needed.empty() ? ".." : "{" + needed + "}") + "}`");
    return;
  }
  if (map_instead || row.argument == ArgumentKind::Map || row.argument == ArgumentKind::OptionalMap) {
    check_map(row.keys, "`" + row.deed + "` of " + std::string(article(row.entity)), argument, findings);
    return;
  }
  check_value({row.deed, row.argument, row.words, row.text_form, argument}, findings);
}

void check_new_name(const ChangeRow& row, const base::Node& name, base::Findings& findings) {
  if (!row.creates || !name.is_scalar()) return;
  if (name.text.empty()) {
    findings.add(name, "a new " + std::string(word(row.entity)) + " needs a name");
  } else {
    check_text(row.name_form, name, findings);
  }
}

}  // namespace sim
