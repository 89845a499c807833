// Where events arrive: the HTTP endpoint of the Application.
//
//   POST <path>     200 once the event is on disk (a repeat too), 400 no event, 401 not from our ESPF
//   (PortaBilling
//                   drops the event after any 4xx), 503 it cannot be kept now, so that it is sent again
//   GET /healthz    200 {"status":"ok", …} or 503
//
// Threads: the server's, but for what the journal calls back.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "base/event_loop.h"
#include "base/http.h"
#include "base/log.h"
#include "provisioner/authorization.h"
#include "provisioner/event.h"
#include "provisioner/event_journal.h"
#include "provisioner/scheduler.h"

namespace prov {

struct ReceiverOptions {
  AuthorizationRule authorization;
  std::set<std::string> paths = {"/"};
  std::size_t pending_events_max = 100'000;  // above: 503
};

class Receiver {
 public:
  // Runs `work` later, on the server's thread: EventLoop::post.
  using Post = std::function<void(std::function<void()> work)>;

  // Borrows all but the options. All must outlive what the journal still has to call back.
  Receiver(ReceiverOptions options, EventJournal& journal, Scheduler& scheduler, base::Clock& clock,
           Post post, base::Log& log);

  void answer(const base::HttpRequest& request, base::Reply reply);
  // What a request is answered that could not be read: {"error": …} with its status.
  static base::HttpResponse refused(const base::BadRequest& bad);

  // From now on events are answered 503.
  void close() { closed_ = true; }
  // Events that are being written.
  std::size_t open() const { return open_; }

 private:
  void take_event(const base::HttpRequest& request, base::Reply reply);
  void log_taken(const ProvisioningEvent& event, const Appended& appended);
  base::HttpResponse health() const;

  const ReceiverOptions options_;
  EventJournal& journal_;
  Scheduler& scheduler_;
  base::Clock& clock_;
  const Post post_;
  base::Log& log_;
  bool closed_ = false;
  std::size_t open_ = 0;
};

}  // namespace prov
