#include "provisioner/receiver.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/json.h"
#include "base/uri.h"
#include "provisioner/event.h"

namespace prov {
namespace {

constexpr base::JsonLimits kEventLimits{.bytes_max = 1u << 20, .depth_max = 32};

base::HttpResponse problem(int status, const std::string& what) {
  return base::json_response(status, base::dump(base::Json{{"error", what}}));
}

base::HttpResponse wrong_method(const std::string& allowed) {
  auto response = problem(405, "only " + allowed + " is served here");
  response.headers.add("Allow", allowed);
  return response;
}

}  // namespace

Receiver::Receiver(ReceiverOptions options, EventJournal& journal, Scheduler& scheduler, base::Clock& clock,
                   Post post, base::Log& log)
    : options_(std::move(options)),
      journal_(journal),
      scheduler_(scheduler),
      clock_(clock),
      post_(std::move(post)),
      log_(log) {}

base::HttpResponse Receiver::refused(const base::BadRequest& bad) { return problem(bad.status, bad.reason); }

void Receiver::answer(const base::HttpRequest& request, base::Reply reply) {
  const std::string path(base::split_target(request.target).first);
  if (path == "/healthz") {
    return reply(request.method == "GET" || request.method == "HEAD" ? health() : wrong_method("GET, HEAD"));
  }
  if (!options_.paths.contains(path)) return reply(problem(404, "no such path"));
  if (request.method != "POST") return reply(wrong_method("POST"));
  take_event(request, std::move(reply));
}

void Receiver::take_event(const base::HttpRequest& request, base::Reply reply) {
  const auto refused = refusal(options_.authorization, request.headers, [&] { return clock_.wall_now(); });
  if (refused) {
    log_.warning("an event was refused", {{"status", "401"}, {"why", *refused}});
    auto response = problem(401, *refused);
    response.headers.add("WWW-Authenticate", "Basic realm=\"provisioner\"");
    return reply(std::move(response));
  }
  const auto event = parse_event(request.body, kEventLimits);
  if (!event) {
    log_.warning("an event was refused", {{"status", "400"}, {"why", event.error().what}});
    return reply(problem(400, event.error().what));
  }
  if (closed_ || scheduler_.counts().pending_events >= options_.pending_events_max) {
    return reply(problem(503, closed_ ? "shutting down" : "too many events are pending"));
  }
  open_ += 1;
  auto open_reply = std::make_shared<base::Reply>(std::move(reply));
  const auto subject = event->subject;
  const auto done = [this, open_reply, subject, event = *event](base::Result<Appended> appended) {
    if (appended && appended->known == Known::New && subject.kind != SubjectKind::None) {
      scheduler_.add({appended->sequence, subject, false});
    }
    post_([this, open_reply, appended = std::move(appended), event] {
      open_ -= 1;
      if (!appended) {
        log_.error("an event could not be kept",
                   {{"i_event", event.i_event}, {"why", appended.error().what}});
        return (*open_reply)(problem(503, "the event could not be kept"));
      }
      log_taken(event, *appended);
      (*open_reply)(base::json_response(200, "{}"));
    });
  };
  journal_.append({event->i_event, event->digest, event->event_type, subject, request.body}, done);
}

void Receiver::log_taken(const ProvisioningEvent& event, const Appended& appended) {
  base::LogFields fields = {
      {"i_event", event.i_event}, {"event_type", event.event_type}, {"about", event.subject.text()}};
  if (!appended.earlier_event_type) {
    return log_.info(appended.known == Known::New ? "event" : "repeated event", fields);
  }
  fields.emplace_back("earlier_event_type", *appended.earlier_event_type);
  log_.warning("an i_event came again for another event (was PortaBilling set up anew?): taken as new",
               fields);
}

base::HttpResponse Receiver::health() const {
  const auto counts = scheduler_.counts();
  const bool healthy = journal_.is_healthy();
  const base::Json body = {{"status", healthy ? "ok" : "the journal cannot be written"},
                           {"pending_events", counts.pending_events},
                           {"ready", counts.ready},
                           {"running", counts.running},
                           {"waiting_for_a_retry", counts.waiting}};
  return base::json_response(healthy ? 200 : 503, base::dump(body));
}

}  // namespace prov
