// The books of the queue: states, timers, what is due, and whose order is kept.
#include "simulator/espf/event_queue.h"

namespace sim {

std::string_view state_name(RowState state) {
  switch (state) {
    case RowState::Queued:
      return "queued";
    case RowState::Sent:
      return "sent";
    case RowState::Waiting:
      return "waiting";
    case RowState::Finished:
      return "finished";
    case RowState::Discarded:
      return "discarded";
    case RowState::GivenUp:
      return "given_up";
    case RowState::Coalesced:
      return "coalesced";
  }
  return "queued";
}

std::size_t* EventQueue::count_of(RowState state) {
  switch (state) {
    case RowState::Queued:
      return &counts_.queued;
    case RowState::Sent:
      return &counts_.sent;
    case RowState::Waiting:
      return &counts_.waiting;
    default:
      return nullptr;
  }
}

void EventQueue::set_state(Slot& slot, RowState state) {
  if (auto* count = count_of(slot.row.state)) --*count;
  slot.row.state = state;
  if (auto* count = count_of(state)) ++*count;
}

void EventQueue::set_timer(Slot& slot, base::VirtualTime at) {
  slot.row.next_at = at;
  (slot.row.state == RowState::Sent ? time_outs_ : resends_).insert({at, slot.row.row});
}

void EventQueue::clear_timer(Slot& slot) {
  if (!slot.row.next_at) return;
  (slot.row.state == RowState::Sent ? time_outs_ : resends_).erase({*slot.row.next_at, slot.row.row});
  slot.row.next_at.reset();
}

void EventQueue::set_due(Slot& slot, bool is_due) {
  slot.is_due = is_due;
  update_ready(slot);
}

void EventQueue::update_ready(const Slot& slot) {
  const SendKey key{slot.row.i_event, slot.row.row};
  const auto* to = handler(slot.row.handler);
  bool is_free = slot.is_due && to != nullptr && to->enabled;
  if (is_free && to->in_order_per_entity && !slot.entity.empty()) {
    const auto lane = lanes_.find({slot.row.handler, slot.entity});
    is_free = lane == lanes_.end() || *lane->second.begin() == slot.row.row;
  }
  if (is_free) {
    ready_.insert(key);
  } else {
    ready_.erase(key);
  }
}

void EventQueue::leave_lane(const Slot& slot) {
  const auto lane = lanes_.find({slot.row.handler, slot.entity});
  if (lane == lanes_.end()) return;
  lane->second.erase(slot.row.row);
  if (lane->second.empty()) {
    lanes_.erase(lane);
    return;
  }
  update_ready(slots_.at(*lane->second.begin()));
}

}  // namespace sim
