// What Applications ask of us: API calls, statuses and requests to external systems, each met by faults on
// its way.
#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/installation/lines.h"
#include "simulator/installation/state.h"

namespace sim {

void InstallationState::on_api_request(api::Realm realm, base::HttpRequest request, base::Reply reply) {
  if (frozen) return;
  sessions_ended(api.advance(now()));  // what has expired decides what the request comes with
  const api::Described described = api.describe(request, realm, world);
  if (described.kind == api::Described::Kind::People) return show_page(request, described, std::move(reply));
  Entry line = call_line(world, described, request);
  Work work;
  work.execute = [&](const Entry&) -> Executed {
    api::ApiAnswer answer = api.answer(request, described, world, now(), wall_now());
    if (answer.changes) apply(*answer.changes, "the API, " + described.method);
    if (described.kind == api::Described::Kind::Status && answer.response.status == 200 &&
        described.i_account) {
      // A debt is about what external systems hold.
      const std::string word = described.params.value("status", std::string());
      const std::string group = described.params.value("group", std::string());
      if (is_group_of(world, *described.i_account, group, now()))
        debts.told(*described.i_account, is_final(word));
    }
    return {std::move(answer.response), std::move(answer.faultcode), std::move(answer.answered_by),
            std::move(answer.stub)};
  };
  if (!described.session.empty()) {
    work.expire_session = [this, session = described.session] { api.expire_session(session); };
  }
  exchange(std::move(line), std::move(reply), work);
}

// What people and tools read is no exchange of the story: no line of its own, and no fault meets it.
void InstallationState::show_page(const base::HttpRequest& request, const api::Described& described,
                                  base::Reply reply) {
  api::ApiAnswer answer = api.answer(request, described, world, now(), wall_now());
  if (!answer.note.empty()) {
    Entry line;
    line.kind = LineKind::Note;
    line.to = kPortaBilling;
    line.fields = base::Json::object();
    line.summary = std::move(answer.note);
    append(std::move(line));
  }
  reply(std::move(answer.response));
}

void InstallationState::on_system_request(RunningSystem& running, base::HttpRequest request,
                                          base::Reply reply) {
  if (frozen) return;
  const SystemRequest described = running.system->describe(request);
  const auto owner = owner_of_card(described.key);
  Work work;
  work.execute = [&](const Entry&) -> Executed {
    SystemAnswer answer = running.system->handle(request, now());
    for (const RecordChange& change : answer.changes) {
      append(record_line(world, running.name, change, owner_of_card(change.key)));
    }
    return {std::move(answer.response)};
  };
  exchange(request_line(world, running.name, described, owner, request), std::move(reply), work);
}

void InstallationState::exchange(Entry begun, base::Reply reply, const Work& work) {
  Exchange it{std::move(begun), std::move(reply)};
  it.request.number = append(it.request);
  schedule_pump();
  if (killed_instead()) return give_nothing(it, true);

  const auto decision = faults.on_request(it.request, now());
  if (decision.id != 0) append_fault(decision, it.request);
  const Verdict& verdict = decision.verdict;
  if (const auto* kill = std::get_if<Kill>(&verdict)) {
    pending_kill = *kill;
    pending_kill_words = decision.words;
  }
  if (killed_instead()) return give_nothing(it, true);
  if (std::holds_alternative<LoseRequest>(verdict)) return give_nothing(it, true);
  if (const auto* answer = std::get_if<Answer>(&verdict)) return give_answer(it, {answer->with}, true);
  if (std::holds_alternative<ExpireSession>(verdict) && work.expire_session) work.expire_session();
  if (std::holds_alternative<DuplicateRequest>(verdict)) {
    Executed first = work.execute(it.request);
    Entry again = it.request;
    again.summary += "  (duplicated by a fault)";
    again.in_place = true;
    Exchange second{std::move(again), {}};
    second.request.number = append(second.request);
    give_answer(second, work.execute(second.request), false);
    return give_answer(it, std::move(first), false);
  }

  Executed executed = work.execute(it.request);
  if (const auto* replace = std::get_if<ReplaceAnswer>(&verdict))
    return give_answer(it, {replace->with}, true);
  if (std::holds_alternative<LoseAnswer>(verdict)) return give_nothing(it, true);
  const auto* delay = std::get_if<DelayAnswer>(&verdict);
  if (delay == nullptr && !std::holds_alternative<HoldAnswer>(verdict)) {
    return give_answer(it, std::move(executed), false);
  }
  // A copyable function must hold the move-only reply.
  auto parked_exchange = std::make_shared<Exchange>(std::move(it));
  parked_exchanges += 1;
  auto give = [this, parked_exchange, executed = std::move(executed)] {
    parked_exchanges -= 1;
    give_answer(*parked_exchange, executed, false);
  };
  if (delay != nullptr) {
    agenda.add(now() + delay->by, std::move(give));
  } else {
    park(decision.id, std::move(give));
  }
}

void InstallationState::give_answer(Exchange& it, Executed executed, bool in_place) {
  Entry line = answered_line(it.request, executed.response);
  line.in_place = in_place;
  if (!executed.faultcode.empty()) {
    line.fields["fault"] = executed.faultcode;
    line.summary += " " + executed.faultcode;
  }
  if (in_place) executed.answered_by = api::answered_by(api::Answerer::Fault);
  if (line.kind == LineKind::Call || line.kind == LineKind::Status)
    name_answerer(line, executed.answered_by, executed.stub);
  if (it.reply.is_open()) it.reply(std::move(executed.response));
  append(std::move(line));
}

void InstallationState::give_nothing(Exchange& it, bool in_place) {
  Entry line = answered_line(it.request, base::HttpFailure::Closed);
  line.in_place = in_place;
  if (line.kind == LineKind::Call)
    name_answerer(line, std::string(api::answered_by(api::Answerer::Fault)), "");
  if (it.reply.is_open()) it.reply(base::WireScript{base::wire::Fin{}});
  append(std::move(line));
}

void InstallationState::park(FaultId fault, std::function<void()> release_it) {
  parked[fault].push_back(std::move(release_it));
}

void InstallationState::release(FaultId fault) {
  const auto found = parked.find(fault);
  if (found == parked.end()) return;
  const auto waiting = std::move(found->second);
  parked.erase(found);
  for (const auto& give : waiting) give();
}

}  // namespace sim
