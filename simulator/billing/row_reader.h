// Reads one row of a world file into a struct: a MapReader with the types of the tables.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/map_reader.h"
#include "simulator/billing/entities.h"

namespace sim {

// Names of one table that must not repeat, with where each stood first.
class UniqueNames {
 public:
  explicit UniqueNames(std::string what) : what_(std::move(what)) {}
  // A name seen before is a finding, and false.
  bool add(const base::Node& node, base::Findings& findings);

 private:
  std::string what_;
  std::map<std::string, int> lines_;
};

class RowReader {
 public:
  // Borrows `findings` and every variable given below, until read().
  RowReader(const std::string& what, base::Findings& findings)
      : reader_(what, findings), findings_(findings) {}

  // A text that may not be empty.
  void name(const std::string& key, bool required, std::string& into, UniqueNames& unique);
  template <class Tag>
  void name(const std::string& key, bool required, Name<Tag>& into, UniqueNames& unique) {
    add(key, required, [this, &into, &unique](const base::Node& node) {
      if (const auto text = name_in(node, unique)) into = Name<Tag>(*text);
    });
  }
  void text(const std::string& key, std::string& into);
  template <class Tag>
  void text(const std::string& key, Name<Tag>& into) {
    add(key, false, [this, &into](const base::Node& node) {
      if (const auto text = base::read_text(node, findings_)) into = Name<Tag>(*text);
    });
  }
  void flag(const std::string& key, bool& into);
  void integer(const std::string& key, int min, int max, int& into);
  void integer(const std::string& key, std::optional<std::int64_t>& into);
  // An `i_…`; `unique` may be shared by the rows of the table.
  void id(const std::string& key, std::optional<std::int64_t>& into, UniqueNames& unique);
  void money(const std::string& key, Currency currency, Money& into);
  void money(const std::string& key, Currency currency, std::optional<Money>& into);
  void datetime(const std::string& key, base::VirtualTime& into);
  void datetime(const std::string& key, std::optional<base::VirtualTime>& into);
  void person(Person& into);
  void features(const std::string& key, ServiceFeatures& into);
  void custom_fields(const std::string& key, CustomFields& into);

  template <class Value>
  void word(const std::string& key, const std::vector<std::pair<std::string, Value>>& words, Value& into) {
    add(key, false, [this, words, &into](const base::Node& node) {
      std::vector<std::string> names;
      names.reserve(words.size());
      for (const auto& [name, value] : words) names.push_back(name);
      const auto text = base::read_word(node, names, findings_);
      for (const auto& [name, value] : words) {
        if (text == name) into = value;
      }
    });
  }

  // The name of something else, to be looked up in `names`.
  template <class Key>
  void reference(const std::string& key, bool required, const std::string& what,
                 const std::map<std::string, Key>& names, std::optional<Key>& into) {
    add(key, required,
        [this, what, &names, &into](const base::Node& node) { into = look_up(node, what, names); });
  }
  // A list of such names.
  template <class Key>
  void references(const std::string& key, const std::string& what, const std::map<std::string, Key>& names,
                  std::vector<Key>& into) {
    add(key, false, [this, what, &names, &into](const base::Node& list) {
      base::read_list(list, findings_, [&](const base::Node& node) {
        if (const auto found = look_up(node, what, names)) into.push_back(*found);
      });
    });
  }

  template <class Key>
  std::optional<Key> look_up(const base::Node& node, const std::string& what,
                             const std::map<std::string, Key>& names) {
    const auto text = base::read_text(node, findings_);
    if (!text) return std::nullopt;
    const auto at = names.find(*text);
    if (at != names.end()) return at->second;
    if (findings_.may_be_left_out(*text)) return std::nullopt;
    std::vector<std::string> known;
    known.reserve(names.size());
    for (const auto& [name, value] : names) known.push_back(name);
    findings_.add(node, "there is no " + what + " `" + *text + "`", base::suggestion(*text, known));
    return std::nullopt;
  }

  // Anything else.
  void add(const std::string& key, bool required, base::MapReader::ReadValue read);

  // Reads each member of another key, as MapReader::others.
  void others(std::function<void(const base::Member&)> read) { reader_.others(std::move(read)); }

  bool read(const base::Node& node) const { return reader_.read(node); }

 private:
  std::optional<std::string> name_in(const base::Node& node, UniqueNames& unique);

  base::MapReader reader_;
  base::Findings& findings_;
};

// One of addon_priorities().
std::optional<int> read_priority(const base::Node& node, base::Findings& findings);
std::optional<base::VirtualTime> read_datetime(const base::Node& node, base::Findings& findings);

}  // namespace sim
