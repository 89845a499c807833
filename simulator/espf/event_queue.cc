#include "simulator/espf/event_queue.h"

#include <algorithm>
#include <utility>

namespace sim {

EventQueue::EventQueue(EspfOptions options)
    : options_(std::move(options)),
      rate_(options_.deliveries_per_second, options_.burst),
      next_i_event_(options_.first_i_event) {}

std::optional<base::VirtualTime> EventQueue::next_due() const {
  return base::earlier(next_send(), next_time_out());
}

std::optional<base::VirtualTime> EventQueue::next_send() const {
  std::optional<base::VirtualTime> due;
  if (!resends_.empty()) due = resends_.begin()->first;
  if (ready_.empty() || counts_.sent >= in_flight_max()) return due;
  const auto by_rate = rate_.next().value_or(last_now_);
  return base::earlier(due, std::max(by_rate, last_now_));
}

std::optional<base::VirtualTime> EventQueue::next_time_out() const {
  if (time_outs_.empty()) return std::nullopt;
  return time_outs_.begin()->first;
}

std::vector<EspfFact> EventQueue::advance(base::VirtualTime now) {
  see(now);
  std::vector<EspfFact> facts;
  while (!time_outs_.empty() && time_outs_.begin()->first <= now) {
    auto& slot = slots_.at(time_outs_.begin()->second);
    std::vector<EspfFact> then;
    plan_or_give_up(slot, now, then);
    facts.emplace_back(DeliveryTimedOut{slot.row});
    facts.insert(facts.end(), then.begin(), then.end());
  }
  while (!resends_.empty() && resends_.begin()->first <= now) {
    auto& slot = slots_.at(resends_.begin()->second);
    resends_.erase(resends_.begin());
    set_due(slot, true);
  }
  while (!ready_.empty() && counts_.sent < in_flight_max() && rate_.may_send(now)) {
    rate_.take(now);
    send(slots_.at(ready_.begin()->second), now, facts);
  }
  return facts;
}

void EventQueue::send(Slot& slot, base::VirtualTime now, std::vector<EspfFact>& facts) {
  set_due(slot, false);
  clear_timer(slot);
  set_state(slot, RowState::Sent);
  ++slot.row.deliveries;
  const auto last = unsent_.find({slot.row.handler, slot.entity, slot.row.event.event_type});
  if (last != unsent_.end() && last->second == slot.row.row) unsent_.erase(last);

  const auto* to = handler(slot.row.handler);
  if (to != nullptr && to->answer_timeout.count() > 0) set_timer(slot, now + to->answer_timeout);
  facts.emplace_back(DeliveryDue{slot.row});
}

std::vector<EspfFact> EventQueue::answered(RowId row, const base::HttpOutcome& outcome,
                                           base::VirtualTime now) {
  see(now);
  std::vector<EspfFact> facts;
  const auto found = slots_.find(row);
  if (found == slots_.end() || found->second.row.state != RowState::Sent) return facts;
  auto& slot = found->second;
  const auto* from = handler(slot.row.handler);
  switch (after_delivery(outcome, from != nullptr && from->any_2xx_confirms)) {
    case Disposition::Remove:
      end(slot, RowState::Finished, facts);
      break;
    case Disposition::Discard:
      end(slot, RowState::Discarded, facts);
      break;
    case Disposition::Resend:
      plan_or_give_up(slot, now, facts);
      break;
  }
  return facts;
}

void EventQueue::plan_or_give_up(Slot& slot, base::VirtualTime now, std::vector<EspfFact>& facts) {
  if (slot.row.deliveries >= options_.resend.deliveries_max) {
    end(slot, RowState::GivenUp, facts);
    return;
  }
  clear_timer(slot);
  set_state(slot, RowState::Waiting);
  set_timer(slot, now + resend_delay(options_.resend, slot.row.deliveries));
  facts.emplace_back(ResendPlanned{slot.row});
}

void EventQueue::end(Slot& slot, RowState state, std::vector<EspfFact>& facts) {
  set_due(slot, false);
  clear_timer(slot);
  set_state(slot, state);
  const auto last = unsent_.find({slot.row.handler, slot.entity, slot.row.event.event_type});
  if (last != unsent_.end() && last->second == slot.row.row) unsent_.erase(last);
  leave_lane(slot);
  facts.emplace_back(RowEnded{slot.row});
  ended_.push_back(slot.row.row);
  if (ended_.size() <= kEndedRowsKept) return;
  slots_.erase(ended_.front());
  ended_.pop_front();
}

void EventQueue::set_entry(RowId row, std::uint64_t entry) {
  const auto found = slots_.find(row);
  if (found != slots_.end()) found->second.row.entry = entry;
}

const Row* EventQueue::find(RowId row) const {
  const auto found = slots_.find(row);
  return found == slots_.end() ? nullptr : &found->second.row;
}

std::vector<Row> EventQueue::rows() const {
  std::vector<Row> rows;
  rows.reserve(slots_.size());
  for (const auto& [id, slot] : slots_) rows.push_back(slot.row);
  // In order of recording so far; only a scripted i_event stands elsewhere.
  std::ranges::stable_sort(rows, {}, &Row::i_event);
  return rows;
}

const Handler* EventQueue::handler(const std::string& name) const {
  const auto found = std::ranges::find(options_.handlers, name, &Handler::name);
  return found == options_.handlers.end() ? nullptr : &*found;
}

void EventQueue::set_handler(Handler handler) {
  const auto name = handler.name;
  const auto found = std::ranges::find(options_.handlers, name, &Handler::name);
  if (found == options_.handlers.end()) {
    options_.handlers.push_back(std::move(handler));
  } else {
    *found = std::move(handler);
  }
  for (const auto& [id, slot] : slots_) {
    if (slot.row.handler == name) update_ready(slot);
  }
}

void EventQueue::see(base::VirtualTime now) { last_now_ = std::max(last_now_, now); }

std::size_t EventQueue::in_flight_max() const {
  return static_cast<std::size_t>(std::max(options_.in_flight_max, 1));
}

}  // namespace sim
