// One table of the world, with a bounded past of each row.
//
// A version is never changed once it is in, so copies of a table share them: a scenario's fresh world costs
// its pointers, and threads may read versions of one parsed world at once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "base/virtual_time.h"

namespace sim {

template <class Key, class Row>
class Table {
 public:
  static constexpr std::size_t kVersionsMax = 32;  // of one row; the oldest is forgotten

  // The row as it is now; null where there is none. Valid until the row's next put() or remove().
  const Row* find(Key key) const {
    const auto at = rows_.find(key);
    return at == rows_.end() ? nullptr : at->second.back().row.get();
  }

  // The row as it was at `time`; its oldest known version where `time` is before all of them and older ones
  // were forgotten.
  const Row* find_at(Key key, base::VirtualTime time) const {
    const auto at = rows_.find(key);
    if (at == rows_.end()) return nullptr;
    const Version* version = version_at(at->second, time);
    return version == nullptr ? nullptr : version->row.get();
  }

  void put(Key key, Row row, base::VirtualTime now) {
    add(key, {now, std::make_shared<const Row>(std::move(row)), false});
  }
  void remove(Key key, base::VirtualTime now) {
    if (find(key) != nullptr) add(key, {now, nullptr, false});
  }

  // In the order of keys.
  std::vector<const Row*> all() const {
    std::vector<const Row*> rows;
    rows.reserve(rows_.size());
    for (const auto& [key, versions] : rows_) {
      if (versions.back().row) rows.push_back(versions.back().row.get());
    }
    return rows;
  }

  // A key that no row had so far.
  Key next_key(std::int64_t first) const {
    return Key(rows_.empty() ? first : std::max(first, rows_.rbegin()->first.value() + 1));
  }

  // The table as it was at `time`, without a past of its own.
  Table as_of(base::VirtualTime time) const {
    Table then;
    for (const auto& [key, versions] : rows_) {
      const Version* version = version_at(versions, time);
      if (version != nullptr && version->row) then.rows_[key] = {*version};
    }
    return then;
  }

 private:
  struct Version {
    base::VirtualTime since;
    std::shared_ptr<const Row> row;  // null: removed
    bool oldest_kept;                // older ones were forgotten
  };

  static const Version* version_at(const std::vector<Version>& versions, base::VirtualTime time) {
    for (auto at = versions.rbegin(); at != versions.rend(); ++at) {
      if (at->since <= time || at->oldest_kept) return &*at;
    }
    return nullptr;
  }

  void add(Key key, Version version) {
    std::vector<Version>& versions = rows_[key];
    if (versions.size() == kVersionsMax) {
      versions.erase(versions.begin());
      versions.front().oldest_kept = true;
    }
    versions.push_back(std::move(version));
  }

  std::map<Key, std::vector<Version>> rows_;
};

}  // namespace sim
