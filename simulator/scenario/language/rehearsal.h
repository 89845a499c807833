// The changes of a scenario done one after another to a copy of its world, so that what cannot be done is
// told before any run.
#pragma once

#include <optional>

#include "simulator/billing/changes.h"
#include "simulator/billing/world.h"

namespace sim::language {

class Rehearsal {
 public:
  // Borrows `world`; null: nothing is rehearsed. `clock` is the scenario's own, if it has one.
  Rehearsal(const World* world, std::optional<base::VirtualTime> clock) : world_(world), clock_(clock) {}

  // Does the change. Returns what is wrong in it in every run, or, while all that came before was rehearsed,
  // what the state of the world forbids. Whom it does not find it says nothing about: another step may have
  // made that.
  std::optional<ChangeError> change(const ChangeRequest& request);

  // Something else happens: from here on others, as the Application, may have changed the world too.
  void lose_sight() { knows_state_ = false; }

 private:
  const World* world_;
  std::optional<base::VirtualTime> clock_;
  std::optional<World> changed_;  // as the changes left it
  bool knows_state_ = true;
};

}  // namespace sim::language
