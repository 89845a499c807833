#include "simulator/installation/known_systems.h"

#include <algorithm>

#include "simulator/api/realm.h"
#include "simulator/external_system/external_system.h"
#include "simulator/transcript/entry.h"

namespace sim {

std::vector<std::string> port_names() {
  std::vector<std::string> names{"http", "https", "control", "clock"};
  for (const api::Realm realm : api::all_realms()) {
    if (realm == api::Realm::Admin) continue;
    for (const char* scheme : {"_http", "_https"}) names.push_back(std::string(realm_word(realm)) + scheme);
  }
  return names;
}

std::vector<std::string> port_names(const std::vector<const World*>& worlds) {
  std::vector<std::string> names = port_names();
  for (const World* world : worlds) {
    for (const SystemMapping& system : world->systems()) {
      if (std::find(names.begin(), names.end(), system.name) == names.end()) names.push_back(system.name);
    }
  }
  return names;
}

std::vector<std::string> port_names_of_runs(const std::vector<const World*>& worlds) {
  std::vector<std::string> names = port_names(worlds);
  std::erase(names, "control");
  return names;
}

KnownSystems known_systems() {
  KnownSystems known;
  for (const SystemKind& kind : system_kinds()) known.kinds.push_back({kind.name, kind.texts, kind.flags});
  known.taken = port_names();
  for (const std::string_view party : {kPortaBilling, kEspf, kApplication}) known.taken.emplace_back(party);
  return known;
}

}  // namespace sim
