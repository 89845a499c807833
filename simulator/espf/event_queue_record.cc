// How events come into the queue.
#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "simulator/billing/event_types.h"
#include "simulator/espf/event_queue.h"

namespace sim {
namespace {

// Whose events keep their order among themselves and coalesce; "" where the event names nobody.
std::string entity_of(const ProvisioningEvent& event) {
  if (event.i_invoice) return "invoice " + std::to_string(event.i_invoice->value());
  if (event.i_account) return "account " + std::to_string(event.i_account->value());
  if (event.i_customer) return "customer " + std::to_string(event.i_customer->value());
  if (event.number) return "number " + event.number->text();
  return "";
}

constexpr std::uint64_t kIdMax = std::numeric_limits<std::int64_t>::max();

// A number, also one written as text; nothing where it is none or over kIdMax.
std::optional<std::int64_t> id_of(const base::Json& variables, const char* name) {
  const auto found = variables.find(name);
  if (found == variables.end()) return std::nullopt;
  if (found->is_number_unsigned() && found->get<std::uint64_t>() > kIdMax) return std::nullopt;
  if (found->is_number_integer()) return found->get<std::int64_t>();
  if (!found->is_string()) return std::nullopt;
  const auto& text = found->get_ref<const std::string&>();
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return id;
}

// What a raw event is about, as far as its variables say so.
ProvisioningEvent raw_event(const std::string& event_type, const base::Json& variables) {
  ProvisioningEvent event;
  event.event_type = event_type;
  event.scripted = true;
  if (!variables.is_object()) return event;
  event.variables = variables;
  if (const auto id = id_of(variables, "i_account")) event.i_account = IAccount(*id);
  if (const auto id = id_of(variables, "i_customer")) event.i_customer = ICustomer(*id);
  if (const auto id = id_of(variables, "i_invoice")) event.i_invoice = IInvoice(*id);
  const auto number = variables.find("number");
  if (number != variables.end()) event.number = DidNumber(base::text_of(*number));
  return event;
}

// JSON readers that hold numbers as doubles know integers up to here.
constexpr std::int64_t kEventNumberMax = std::int64_t{1} << 53;

}  // namespace

std::vector<EspfFact> EventQueue::record(const ProvisioningEvent& event, std::uint64_t origin,
                                         base::VirtualTime now) {
  see(now);
  std::vector<EspfFact> facts;
  for (const auto& handler : options_.handlers) {
    auto type = type_as_sent(handler, event, options_.release);
    if (!type) continue;
    Row row;
    row.i_event = next_i_event_;
    row.handler = handler.name;
    row.event = event;
    row.event_type = std::move(*type);
    row.recorded_at = now;
    row.origin = origin;
    put(std::move(row), facts);
  }
  if (!facts.empty()) ++next_i_event_;
  return facts;
}

std::vector<EspfFact> EventQueue::record_raw(const std::string& event_type, const base::Json& variables,
                                             std::uint64_t origin, base::VirtualTime now) {
  see(now);
  const auto event = raw_event(event_type, variables);
  const bool has_own = event.variables.contains("i_event");
  // What is no number is sent as it is, and is 0 here.
  const auto i_event = has_own ? id_of(event.variables, "i_event").value_or(0) : next_i_event_;

  std::vector<EspfFact> facts;
  for (const auto& handler : options_.handlers) {
    const auto& subscriptions = handler.subscriptions;
    if (!handler.enabled) continue;
    if (subscriptions && std::ranges::find(*subscriptions, event_type) == subscriptions->end()) continue;
    Row row;
    row.i_event = i_event;
    row.handler = handler.name;
    row.event = event;
    row.raw = true;
    row.event_type = event_type;
    row.recorded_at = now;
    row.origin = origin;
    put(std::move(row), facts);
  }
  // A scripted number is taken: no later event may be mistaken for its repeat.
  if (!facts.empty() && i_event >= next_i_event_ && i_event < kEventNumberMax) next_i_event_ = i_event + 1;
  return facts;
}

void EventQueue::put(Row row, std::vector<EspfFact>& facts) {
  const bool is_full = counts_.unended() >= options_.rows_max;
  row.row = next_row_++;
  const auto id = row.row;
  auto& slot = slots_[id];
  slot.entity = entity_of(row.event);
  slot.row = std::move(row);
  ++counts_.queued;
  facts.emplace_back(RowRecorded{slot.row});
  if (is_full) {
    slot.row.remark = "the queue is full: " + std::to_string(options_.rows_max) + " rows";
    end(slot, RowState::GivenUp, facts);
    return;
  }
  coalesce(slot, facts);
  if (!slot.entity.empty()) lanes_[{slot.row.handler, slot.entity}].insert(id);
  set_due(slot, true);
}

void EventQueue::coalesce(const Slot& newer, std::vector<EspfFact>& facts) {
  const auto& row = newer.row;
  if (!options_.coalesce || row.raw || newer.entity.empty()) return;
  if (!is_coalesced(row.event.event_type, options_.release)) return;
  auto& last = unsent_[{row.handler, newer.entity, row.event.event_type}];
  const auto older = slots_.find(std::exchange(last, row.row));
  if (older == slots_.end() || older->second.row.state != RowState::Queued) return;
  end(older->second, RowState::Coalesced, facts);
}

}  // namespace sim
