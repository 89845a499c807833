#include "simulator/api/stubs/declared_map.h"

#include <cassert>

namespace sim::api {

void DeclaredMap::on(std::string_view name, std::function<void(const base::Node&)> read) {
  readers_[stub_key(keys_, name).name] = std::move(read);
}

bool DeclaredMap::read(const base::Node& node) const {
  base::MapReader reader(what_, findings_);
  for (const StubKey& key : keys_) {
    const auto found = readers_.find(key.name);
    assert(found != readers_.end() && "a declared key without a reader");
    if (key.required) {
      reader.required(std::string(key.name), found->second);
    } else {
      reader.optional(std::string(key.name), found->second);
    }
  }
  return reader.read(node);
}

}  // namespace sim::api
