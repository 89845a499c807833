// A world to try things on, and how to look at what a change did.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/document.h"
#include "base/file.h"
#include "simulator/billing/changes.h"
#include "simulator/billing/world.h"
#include "simulator/billing/world_file.h"

namespace sim::tests {

inline World world_of(const std::string& file, const std::string& text) {
  const auto document = base::parse_document(file, text);
  if (!document) {
    ADD_FAILURE() << base::render(document.error().front(), text);
    return {};
  }
  auto world = read_world(*document);
  if (world) return *std::move(world);
  for (const base::Diagnostic& each : world.error()) ADD_FAILURE() << base::render(each, text);
  return {};
}

// fixtures/worlds/mvno.yaml, read once.
inline const World& mvno() {
  static const World world = [] {
    const std::string path = std::string(ESPF_SOURCE_DIR) + "/fixtures/worlds/mvno.yaml";
    return world_of(path, base::read_file(path).value_or(""));
  }();
  return world;
}

// "block", "top_up: 10", "set: {product: LTE Unlimited}".
inline ChangeRequest request(EntityKind entity, const std::string& name, const std::string& deed) {
  ChangeRequest wanted{entity, name, std::nullopt, deed, {}};
  const auto document = base::parse_document("deed", deed);
  if (!document) {
    ADD_FAILURE() << base::render(document.error().front(), deed);
    return wanted;
  }
  if (document->root.is_map()) {
    wanted.deed = document->root.members.front().key;
    wanted.argument = document->root.members.front().value;
  }
  return wanted;
}

inline std::vector<std::string> described(const std::vector<ProvisioningEvent>& events) {
  std::vector<std::string> texts;
  texts.reserve(events.size());
  for (const ProvisioningEvent& event : events) texts.push_back(describe(event));
  return texts;
}

// The change; an empty one and a failure where it is refused.
inline ChangeSet changed(const World& world, EntityKind entity, const std::string& name,
                         const std::string& deed, int release = kDefaultRelease) {
  auto change = make_change(world, request(entity, name, deed), world.clock(), {release});
  if (change) return *std::move(change);
  ADD_FAILURE() << deed << ": " << change.error().what << " " << change.error().help;
  return {};
}

// What a refused change says: "what [help]".
inline std::string refusal(const World& world, EntityKind entity, const std::string& name,
                           const std::string& deed) {
  const auto change = make_change(world, request(entity, name, deed), world.clock());
  if (change) return "accepted: " + change->description;
  return change.error().what + (change.error().help.empty() ? "" : " [" + change.error().help + "]");
}

}  // namespace sim::tests
