// Reads one map against declared keys: each must be given a reader, so that no row is without one.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/map_reader.h"
#include "simulator/api/stubs/stub_keys.h"

namespace sim::api {

class DeclaredMap {
 public:
  // `what` names the map in messages: "a stub". Borrows `keys` and `findings`.
  DeclaredMap(std::string what, const std::vector<StubKey>& keys, base::Findings& findings)
      : what_(std::move(what)), keys_(keys), findings_(findings) {}

  // REQUIRES: `name` is declared.
  void on(std::string_view name, std::function<void(const base::Node&)> read);
  // REQUIRES: every declared key has a reader. Returns false where `node` is no map or lacks a needed key.
  bool read(const base::Node& node) const;

 private:
  std::string what_;
  const std::vector<StubKey>& keys_;
  base::Findings& findings_;
  std::map<std::string_view, std::function<void(const base::Node&)>> readers_;
};

}  // namespace sim::api
