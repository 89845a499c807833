// Which table a line, a change or an event speaks of, by the words of scenarios.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

enum class EntityKind { Account, Customer, Product, Sim, Did, Invoice };

// "account", "customer", "product", "sim", "did", "invoice".
std::string_view word(EntityKind kind);
// "an account", "a customer" …: for messages.
std::string_view article(EntityKind kind);
std::optional<EntityKind> parse_entity_kind(std::string_view word);
const std::vector<EntityKind>& entity_kinds();

}  // namespace sim
