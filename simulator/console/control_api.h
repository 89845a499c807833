// The control API of `espf serve`: what `trigger`, `time`, `transcript` and `explain` speak to, and scripts
// in any language may.
//
// POST /control/change
//     {"account": "380501112233", "do": "block"} → {"number": 12, "description": "…", "changed": true}
// POST /control/emit
//     {"event_type": "Subscriber/Updated", "account": "380501112233"} → the same; beside it
//     "note" where PortaBilling has no such event type
// GET /control/time
//     → {"now": "2026-01-31 12:00:00", "unix_us": …}
// POST /control/time
//     {"by": "24h"} → the same, once time has arrived there
// GET /control/transcript?after=N&wait_ms=1000&format=json|text
//     → JSON Lines (or text) of the entries after N; the header X-Last-Number says where to go on
// GET /control/explain?method=Account/get_account_info&realm=admin&params={"i_account":1001}
//     → what would become of that call, and why: the object of api/explain.h
//
// The bodies of change and emit, and `params`, may be YAML as well. Every request needs
// `Authorization: Bearer TOKEN` and a Host that is ours, so that no web page of a browser on this machine can
// use it. Mistakes are 400 with {"error": …}.
#pragma once

#include <map>
#include <string>

#include "base/event_loop.h"
#include "base/http.h"
#include "simulator/installation/installation.h"

namespace sim {

class ControlApi {
 public:
  // Borrows both.
  ControlApi(base::EventLoop& loop, Installation& installation, std::string token);

  const std::string& token() const { return token_; }

  void answer(const base::HttpRequest& request, base::Reply reply);
  // What a request is answered that could not be read: {"error": …} with its status.
  static base::HttpResponse refused(const base::BadRequest& bad);

 private:
  struct Waiting {
    base::Reply reply;
    std::uint64_t after;
    bool as_json;
    base::EventLoop::Timer timer;
    int polls_left;
  };
  void change(const base::HttpRequest& request, base::Reply reply);
  void emit(const base::HttpRequest& request, base::Reply reply);
  void move_time(const base::HttpRequest& request, base::Reply reply);
  void transcript(const base::HttpRequest& request, base::Reply reply);
  void poll_transcript(std::uint64_t id);
  base::HttpResponse explain(const base::HttpRequest& request) const;
  base::HttpResponse time_response() const;
  base::HttpResponse transcript_response(std::uint64_t after, bool as_json) const;

  base::EventLoop& loop_;
  Installation& installation_;
  std::string token_;
  std::map<std::uint64_t, Waiting> waiting_;
  std::uint64_t last_waiting_ = 0;
};

}  // namespace sim
