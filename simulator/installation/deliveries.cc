// What the ESPF sends: carries out what its queue decides, and tells it what came back.
#include <memory>
#include <utility>

#include "simulator/installation/lines.h"
#include "simulator/installation/state.h"

namespace sim {
void InstallationState::carry_out(const std::vector<EspfFact>& facts) {
  for (const EspfFact& fact : facts) {
    if (const auto* recorded = std::get_if<RowRecorded>(&fact)) {
      queue.set_entry(recorded->row.row, append(event_line(world, recorded->row)));
    } else if (const auto* due = std::get_if<DeliveryDue>(&fact)) {
      deliver(due->row);
    } else if (const auto* late = std::get_if<DeliveryTimedOut>(&fact)) {
      time_out(late->row);
    } else if (const auto* ended = std::get_if<RowEnded>(&fact)) {
      append(event_end_line(world, ended->row));
    } else if (const auto* planned = std::get_if<ResendPlanned>(&fact)) {
      Entry line;
      line.kind = LineKind::Note;
      line.from = kEspf;
      line.fields = base::Json::object();
      line.origin = planned->row.origin;
      line.summary = planned->row.event_type + " i_event " + std::to_string(planned->row.i_event) +
                     " will be re-sent at " + base::datetime_text(planned->row.next_at.value_or(now()));
      append(std::move(line));
    }
  }
}

base::OutgoingRequest InstallationState::outgoing(const Handler& handler,
                                                  const base::HttpRequest& request) const {
  base::OutgoingRequest out;
  if (auto url = base::parse_url(handler.url)) out.url = *url;
  out.method = request.method;
  out.headers = request.headers;
  out.body = request.body;
  return out;
}

void InstallationState::deliver(const Row& row) {
  const Handler* known = queue.handler(row.handler);
  if (known == nullptr) return;
  Handler handler = *known;
  if (handler.url.empty()) handler.url = application_url;
  const auto request = delivery_request(handler, row, queue.options(), base::http_date(wall_now()));
  auto delivery = std::make_shared<Delivery>();
  delivery->row = row;
  delivery->request = delivery_line(world, row, request);
  delivery->request.number = append(delivery->request);
  deliveries[row.row] = delivery;

  delivery->decision = faults.on_request(delivery->request, now());
  const Verdict& verdict = delivery->decision.verdict;
  if (delivery->decision.id != 0) append_fault(delivery->decision, delivery->request);
  if (const auto* answer = std::get_if<Answer>(&verdict)) {
    delivery->request.fields["unseen"] = true;
    return delivery_outcome(*delivery, base::HttpOutcome(answer->with), true);
  }
  if (std::holds_alternative<LoseRequest>(verdict)) {
    delivery->request.fields["unseen"] = true;
    return delivery_outcome(*delivery, base::HttpFailure::Closed, true);
  }
  if (handler.url.empty()) {
    delivery->is_to_nobody = true;
    return delivery_outcome(*delivery, base::HttpFailure::Refused, false);
  }
  auto out = outgoing(handler, request);
  if (std::holds_alternative<DuplicateRequest>(verdict)) send_duplicate(*delivery, out);
  debts.sent(row.i_event);
  delivery->sending = sender->send(std::move(out), [this, delivery](base::HttpOutcome outcome) {
    delivery_came_back(delivery, std::move(outcome));
  });
}

void InstallationState::send_duplicate(const Delivery& delivery, base::OutgoingRequest request) {
  Entry again = delivery.request;
  again.summary += "  (duplicated by a fault)";
  again.in_place = true;
  again.number = append(again);
  sender->send(std::move(request),
               [this, again](const base::HttpOutcome& outcome) { append(answered_line(again, outcome)); });
}

void InstallationState::delivery_came_back(const std::shared_ptr<Delivery>& delivery,
                                           base::HttpOutcome outcome) {
  delivery->sending.reset();
  if (delivery->over) return;
  if (const auto* response = std::get_if<base::HttpResponse>(&outcome);
      response != nullptr && response->status == 200) {
    debts.taken(delivery->row.i_event, delivery->row.event, world, now(), holding_accounts());
  }
  const Verdict& verdict = delivery->decision.verdict;
  if (const auto* replace = std::get_if<ReplaceAnswer>(&verdict)) {
    delivery_outcome(*delivery, base::HttpOutcome(replace->with), true);
  } else if (std::holds_alternative<LoseAnswer>(verdict)) {
    delivery_outcome(*delivery, base::HttpFailure::Closed, true);
  } else if (const auto* delay = std::get_if<DelayAnswer>(&verdict)) {
    agenda.add(now() + delay->by, [this, delivery, outcome] { delivery_outcome(*delivery, outcome, false); });
  } else if (std::holds_alternative<HoldAnswer>(verdict)) {
    park(delivery->decision.id, [this, delivery, outcome] { delivery_outcome(*delivery, outcome, false); });
  } else {
    const auto* failure = std::get_if<base::HttpFailure>(&outcome);
    const bool was_killed = is_down_by_fault && failure != nullptr;
    if (was_killed && *failure == base::HttpFailure::Refused) delivery->request.fields["unseen"] = true;
    delivery_outcome(*delivery, outcome, was_killed);
  }
  schedule_pump();
}

void InstallationState::delivery_outcome(Delivery& given, const base::HttpOutcome& outcome, bool in_place) {
  if (given.over) return;
  given.over = true;
  // Keeps it alive while the map lets it go.
  const auto found = deliveries.find(given.row.row);
  const std::shared_ptr<Delivery> delivery = found == deliveries.end() ? nullptr : found->second;
  if (found != deliveries.end()) deliveries.erase(found);
  Entry line = answered_line(given.request, outcome);
  line.in_place = in_place;
  if (given.is_to_nobody) line.summary = "no answer: no Application is known that events go to";
  append(std::move(line));
  carry_out(queue.answered(given.row.row, outcome, now()));
  schedule_pump();
}

void InstallationState::time_out(const Row& row) {
  const auto found = deliveries.find(row.row);
  if (found == deliveries.end()) return;
  const auto delivery = found->second;
  deliveries.erase(found);
  delivery->over = true;
  Entry line = answered_line(delivery->request, base::HttpFailure::Timeout);
  line.in_place = !delivery->sending;  // the Application answered, a fault keeps it
  append(std::move(line));
  if (delivery->sending) sender->cancel(*delivery->sending);
}

}  // namespace sim
