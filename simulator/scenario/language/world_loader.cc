#include "simulator/scenario/language/world_loader.h"

#include "simulator/billing/world_file.h"

namespace sim {

const WorldLoader::Loaded& WorldLoader::load(const std::string& path) {
  const auto known = worlds_.find(path);
  if (known != worlds_.end()) return known->second;
  Loaded loaded;
  const auto text = read_(path);
  if (!text) {
    loaded.missing = text.error().what;
    return worlds_.emplace(path, std::move(loaded)).first->second;
  }
  loaded.text = *text;
  const auto document = base::parse_document(path, *text);
  if (!document) {
    loaded.diagnostics = document.error();
    return worlds_.emplace(path, std::move(loaded)).first->second;
  }
  auto world = read_world(*document);
  if (world) {
    loaded.world = std::make_shared<const World>(*std::move(world));
  } else {
    loaded.diagnostics = world.error();
  }
  return worlds_.emplace(path, std::move(loaded)).first->second;
}

}  // namespace sim
