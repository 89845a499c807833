#include "simulator/scenario/language/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <set>

#include "base/ascii.h"

namespace sim::language {
namespace {

bool is_name(std::string_view text) {
  const auto fits = [](char c) { return base::is_alphanumeric(c) || c == '_' || c == '-'; };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), fits);
}

// "my name" → did you mean `my_name`?
std::string name_meant(std::string text) {
  for (char& c : text) {
    if (c == ' ' || c == '.' || c == '/') c = '_';
  }
  return is_name(text) ? fmt::format("did you mean `{}`?", text) : "at most 64 characters";
}

std::string_view sort_words(NameSort sort) {
  switch (sort) {
    case NameSort::Act:
      return "an act";
    case NameSort::Fault:
      return "a fault";
    case NameSort::Line:
      return "a line";
  }
  return "";
}

}  // namespace

void Names::add(const base::Node& name, NameSort sort, base::Findings& findings) {
  if (!name.is_scalar() || !is_name(name.text)) {
    findings.add(name, "a name is one word of letters, digits, `_` and `-`", name_meant(name.text));
    return;
  }
  if (!sorts_.emplace(name.text, sort).second) {
    findings.add(name, fmt::format("the name `{}` is given twice", name.text), "choose another");
  }
}

const std::vector<std::string>* Names::fields_of(std::string_view name) const {
  const auto found = fields_.find(name);
  return found == fields_.end() ? nullptr : &found->second;
}

std::vector<std::string> Names::with_fields() const {
  std::vector<std::string> names;
  for (const auto& [name, sort] : sorts_) names.push_back(name + ".NAME");
  return names;
}

void Names::require(const base::Node& name, NameSort sort, base::Findings& findings) const {
  if (!name.is_scalar()) {
    findings.add(name, "a name must stand here", "one that an earlier step gave with `as: NAME`");
    return;
  }
  const auto found = sorts_.find(name.text);
  if (found != sorts_.end() && found->second == sort) return;
  if (found == sorts_.end() && findings.may_be_left_out("as", name.text)) return;
  std::vector<std::string> candidates;
  for (const auto& [each, its_sort] : sorts_) {
    if (its_sort == sort) candidates.push_back(each);
  }
  if (found != sorts_.end()) {
    findings.add(name,
                 fmt::format("`{}` is the name of {}, not of {}", name.text, sort_words(found->second),
                             sort_words(sort)),
                 candidates.empty() ? fmt::format("give {} a name with `as: NAME`", sort_words(sort))
                                    : base::suggestion(name.text, candidates));
    return;
  }
  findings.add(name, fmt::format("no earlier step gives the name `{}` to {}", name.text, sort_words(sort)),
               candidates.empty() ? fmt::format("write `as: {}` in that step", name.text)
                                  : base::suggestion(name.text, candidates));
}

bool Cast::knows(EntityKind kind, std::string_view name) const {
  if (world_ == nullptr || any_.find(name) != any_.end() || unknown_.contains(kind)) return true;
  return made_.find({kind, std::string(name)}) != made_.end() || world_->find(kind, name).has_value();
}

void Cast::add_any(const base::Node& node) {
  if (node.is_scalar()) any_.insert(node.text);
  if (node.is_unread()) {
    for (const EntityKind kind : entity_kinds()) {
      if (kind != EntityKind::Product) unknown_.insert(kind);  // nobody makes those
    }
  }
  for (const base::Node& item : node.items) add_any(item);
  for (const base::Member& member : node.members) add_any(member.value);
}

std::vector<std::string> Cast::names(EntityKind kind) const {
  std::vector<std::string> result;
  if (world_ != nullptr) result = world_->names(kind);
  for (const auto& [its_kind, name] : made_) {
    if (its_kind == kind) result.push_back(name);
  }
  return result;
}

bool only_reads(std::string_view method) {
  const std::string_view deed = method.substr(std::min(method.find('/') + 1, method.size()));
  return deed.starts_with("get_") || method.starts_with("Session/") || method.starts_with("v2/");
}

void TableReader::declare(const Keys& keys) {
  for (const Key& key : keys) rows_.push_back({&key, nullptr});
}

void TableReader::on(std::string_view name, std::function<void(const base::Node&)> read) {
  const auto row =
      std::find_if(rows_.begin(), rows_.end(), [&](const Row& each) { return each.key->name == name; });
  assert(row != rows_.end() && "a reader without a declared key");
  row->read = [read = std::move(read)](const Key&, const base::Member& member) { read(member.value); };
}

void TableReader::each(const Keys& keys, const ReadKey& read) {
  for (const Key& key : keys) rows_.push_back({&key, read});
}

void TableReader::others(std::vector<std::string> candidates, std::function<bool(const base::Member&)> take) {
  candidates_ = std::move(candidates);
  others_ = std::move(take);
}

const TableReader::Row* TableReader::find(std::string_view name) const {
  const auto row =
      std::find_if(rows_.begin(), rows_.end(), [&](const Row& each) { return each.key->name == name; });
  return row == rows_.end() ? nullptr : &*row;
}

bool TableReader::read(const base::Node& node, const std::string& help) const {
  for (const Row& row : rows_) assert(row.read != nullptr && "a declared key without a reader");
  if (node.is_unread()) return false;
  if (!node.is_map()) {
    findings_.add(node, fmt::format("{} must be a map, not {}", what_, base::kind_name(node.kind)), help);
    return false;
  }
  std::set<std::string> meant;  // by keys that are misspelt
  for (const base::Member& member : node.members) {
    if (const Row* row = find(member.key)) {
      if (!member.value.is_unread()) row->read(*row->key, member);
      continue;
    }
    if (others_ && others_(member)) continue;
    std::vector<std::string> candidates;
    for (const Row& row : rows_) candidates.push_back(row.key->name);
    candidates.insert(candidates.end(), candidates_.begin(), candidates_.end());
    add_unknown(member, fmt::format("unknown key `{}` in {}", member.key, what_), candidates, findings_);
    meant.insert(base::nearest(member.key, candidates));
  }
  bool complete = true;
  for (const Row& row : rows_) {
    if (!row.key->required || node.incomplete || node.find(row.key->name) != nullptr) continue;
    complete = false;
    if (meant.contains(row.key->name)) continue;
    findings_.add(node, fmt::format("`{}` is missing in {}", row.key->name, what_),
                  help.empty() ? fmt::format("add `{}: …`", row.key->name) : help);
  }
  return complete;
}

void add_unknown(const base::Member& member, const std::string& message,
                 const std::vector<std::string>& candidates, base::Findings& findings) {
  for (const Later& row : later()) {
    if (row.word != member.key) continue;
    findings.add(member.pos, member.width, fmt::format("`{}` cannot be said yet", row.word), row.says);
    return;
  }
  std::string help = base::suggestion(member.key, candidates);
  if (base::nearest(member.key, candidates).empty()) {
    for (const Kind& kind : kinds()) {
      const std::vector<std::string> own = names(kind.keys);
      if (std::find(own.begin(), own.end(), member.key) == own.end()) continue;
      if (std::find(candidates.begin(), candidates.end(), kind.name) == candidates.end()) continue;
      help = fmt::format("it belongs in a line: `{}: {{{}: …}}`", kind.name, member.key);
      break;
    }
  }
  findings.add(member.pos, member.width, message, help);
}

std::optional<std::chrono::milliseconds> read_lasting(const base::Node& node, const std::string& what,
                                                      const std::string& help, base::Findings& findings) {
  const auto time = base::read_duration(node, findings);
  if (time && time->count() == 0) findings.add(node, what, help);
  return time;
}

std::string no_such_field(std::string_view name_and_field, const std::vector<std::string>& fields) {
  const std::size_t dot = std::min(name_and_field.find('.'), name_and_field.size());
  const std::string_view field = name_and_field.substr(std::min(dot + 1, name_and_field.size()));
  std::string text = fmt::format("`{}` has no field `{}`", name_and_field.substr(0, dot), field);
  if (!fields.empty()) text += ": " + base::suggestion(field, fields);
  return text;
}

void for_each_word(const base::Node& value, const std::function<void(const base::Node&)>& check) {
  if (value.is_scalar()) check(value);
  if (const base::Node* is = value.find("is"); is != nullptr && is->is_scalar()) check(*is);
  if (const base::Node* any_of = value.find("any_of")) {
    for (const base::Node& item : any_of->items) for_each_word(item, check);
  }
}

std::string quoted_list(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "`" : ", `") + word + "`";
  return text;
}

}  // namespace sim::language
