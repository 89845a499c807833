#include "simulator/billing/entity_kind.h"

namespace sim {

std::string_view word(EntityKind kind) {
  switch (kind) {
    case EntityKind::Account:
      return "account";
    case EntityKind::Customer:
      return "customer";
    case EntityKind::Product:
      return "product";
    case EntityKind::Sim:
      return "sim";
    case EntityKind::Did:
      return "did";
    case EntityKind::Invoice:
      return "invoice";
  }
  return "";
}

std::string_view article(EntityKind kind) {
  switch (kind) {
    case EntityKind::Account:
      return "an account";
    case EntityKind::Customer:
      return "a customer";
    case EntityKind::Product:
      return "a product";
    case EntityKind::Sim:
      return "a SIM card";
    case EntityKind::Did:
      return "a DID";
    case EntityKind::Invoice:
      return "an invoice";
  }
  return "";
}

std::optional<EntityKind> parse_entity_kind(std::string_view text) {
  for (const EntityKind kind : entity_kinds()) {
    if (word(kind) == text) return kind;
  }
  return std::nullopt;
}

const std::vector<EntityKind>& entity_kinds() {
  static const std::vector<EntityKind> kinds{EntityKind::Account, EntityKind::Customer, EntityKind::Product,
                                             EntityKind::Sim,     EntityKind::Did,      EntityKind::Invoice};
  return kinds;
}

}  // namespace sim
