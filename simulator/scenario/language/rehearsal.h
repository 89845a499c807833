// The changes of a scenario done one after another to a copy of its world, so that what cannot be done is
// told before any run.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "simulator/billing/changes.h"
#include "simulator/billing/world.h"

namespace sim::language {

class Rehearsal {
 public:
  // Borrows `world`; null: nothing is rehearsed. `clock` is the scenario's own, if it has one.
  Rehearsal(const World* world, std::optional<base::VirtualTime> clock) : world_(world), clock_(clock) {}

  // Does the change, and returns what forbids it in every run.
  std::optional<ChangeError> change(const ChangeRequest& request);
  // A change that is not done, for a mistake that is told: what it names may be otherwise once that is
  // mended.
  void doubt(const ChangeRequest& request);

  // From here on an Application may have changed the state of things; it makes and renames none.
  void let_others_act() { knows_ = std::min(knows_, Knows::Entities); }
  // From here on anything may be there and be so.
  void lose_sight() { knows_ = Knows::Nothing; }

  // The world as the changes left it; null where there is none.
  const World* world() const { return changed_ ? &*changed_ : world_; }
  // Whether there are no entities of that kind but those of world().
  bool knows_all(EntityKind kind) const;
  // Whether a SIM card may have been called so: any may, once it is not known what was done.
  bool may_name_card(const std::string& number) const;
  // Whether all invoices have the numbers that they have in world(): these begin with the year.
  bool knows_invoices() const { return knows_invoices_ && knows_all(EntityKind::Invoice); }

 private:
  enum class Knows { Nothing, Entities, States };

  bool says_any_of(const std::set<std::string>& texts, const ChangeRequest& request) const;
  bool is_of_unmade_kind(const ChangeError& error) const;
  bool is_certain(const ChangeError& error, const ChangeRequest& request) const;

  const World* world_;
  std::optional<base::VirtualTime> clock_;
  std::optional<World> changed_;
  Knows knows_ = Knows::States;
  bool knows_invoices_ = true;          // by their numbers
  std::set<std::string> card_numbers_;  // all that changes gave to cards
  std::set<std::string> doubtful_;      // what changes that are not done say
  std::set<std::string> unmade_;        // whom they would have made
  std::set<EntityKind> unmade_kinds_;   // of what kinds
};

}  // namespace sim::language
