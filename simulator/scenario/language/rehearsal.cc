#include "simulator/scenario/language/rehearsal.h"

namespace sim::language {

std::optional<ChangeError> Rehearsal::change(const ChangeRequest& request) {
  if (world_ == nullptr) return std::nullopt;
  const World& world = changed_ ? *changed_ : *world_;
  const base::VirtualTime now = clock_.value_or(world.clock());
  const auto change = make_change(world, request, now);
  if (!change) {
    const base::ErrorKind kind = change.error().kind;
    const bool is_certain =
        kind == base::ErrorKind::Invalid || (kind == base::ErrorKind::Conflict && knows_state_);
    lose_sight();  // a run may do what was not done here
    if (!is_certain) return std::nullopt;
    return change.error();
  }
  if (change->empty()) return std::nullopt;
  if (!changed_) changed_.emplace(*world_);
  changed_->apply(*change, now);
  return std::nullopt;
}

}  // namespace sim::language
