// The inside of an Installation; for the files of this room alone.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/file.h"
#include "base/http_sender.h"
#include "base/http_server.h"
#include "simulator/external_system/external_system.h"
#include "simulator/installation/agenda.h"
#include "simulator/installation/application_process.h"
#include "simulator/installation/debts.h"
#include "simulator/installation/installation.h"

namespace sim {

// An external system on its port.
struct RunningSystem {
  std::string name;
  std::unique_ptr<ExternalSystem> system;
  std::unique_ptr<base::HttpServer> server;
};

// Where one realm of the API listens.
struct RealmPorts {
  std::unique_ptr<base::HttpServer> http, https;
};

// What was asked of us and is about to be answered.
struct Exchange {
  Entry request;  // the Begun entry as kept
  base::Reply reply;
};

// The receiver's answer.
struct Executed {
  base::HttpResponse response;
  std::string faultcode = {};    // where it is one
  std::string answered_by = {};  // of a call: who of PortaBilling answered
  std::string stub = {};         // by its name, where one did
};

// A wait of the Application on our clock.
struct ClockWait {
  base::Reply reply;
  Agenda::Id due;
  base::EventLoop::Timer limit;
};

// A delivery under way.
struct Delivery {
  Row row;
  Entry request;
  FaultRules::Decision decision;
  std::optional<base::HttpSender::Id> sending;  // while it is on the wire
  bool over = false;                            // the ESPF has given it up or heard its outcome
  bool is_to_nobody = false;                    // no Application is known
};

struct InstallationState {
  InstallationState(base::EventLoop& event_loop, InstallationOptions given);
  ~InstallationState();

  // -- installation.cc
  base::Result<void> listen();
  base::Result<void> listen_realm(api::Realm realm);
  // `refusal` as in base::HttpServerOptions.
  base::Result<std::unique_ptr<base::HttpServer>> serve(
      const std::string& port_name, bool tls, base::HttpEndpoint endpoint,
      std::function<base::HttpResponse(const base::BadRequest&)> refusal = {});
  std::uint64_t append(Entry entry);  // stamps it, lets faults observe it; returns its number
  // Puts `change` into the world and its events into the queue; they have `origin`, or the change's own line.
  std::uint64_t apply(const ChangeSet& change, const std::string& by, std::uint64_t origin = 0);
  void remember_owners(const ChangeSet& change);
  std::optional<IAccount> owner_of_card(const std::string& imsi) const;
  std::set<IAccount> holding_accounts() const;  // of which a system holds a record
  base::WallTime wall_now() const;
  const ApiUser* administrator() const;  // the one whose credentials Applications are given
  void touch() { activity += 1; }

  // -- exchanges.cc: what Applications ask of us
  void on_api_request(api::Realm realm, base::HttpRequest request, base::Reply reply);
  void show_page(const base::HttpRequest& request, const api::Described& described, base::Reply reply);
  void on_system_request(RunningSystem& system, base::HttpRequest request, base::Reply reply);
  struct Work {
    std::function<Executed(const Entry&)> execute;  // does the receiver's work and returns its answer
    std::function<void()> expire_session;           // null where there is none
  };
  // Meets the faults on the way.
  void exchange(Entry begun, base::Reply reply, const Work& work);
  void give_answer(Exchange& exchange, Executed executed, bool in_place);
  void give_nothing(Exchange& exchange, bool in_place);
  void park(FaultId fault, std::function<void()> release);
  void release(FaultId fault);

  // -- deliveries.cc: what the ESPF sends
  void carry_out(const std::vector<EspfFact>& facts);
  void deliver(const Row& row);
  base::OutgoingRequest outgoing(const Handler& handler, const base::HttpRequest& request) const;
  void send_duplicate(const Delivery& delivery, base::OutgoingRequest request);
  void delivery_came_back(const std::shared_ptr<Delivery>& delivery, base::HttpOutcome outcome);
  void delivery_outcome(Delivery& delivery, const base::HttpOutcome& outcome, bool in_place);
  void time_out(const Row& row);

  // -- faults.cc
  void faults_ended(const std::vector<FaultEnded>& ended);
  void append_fault(const FaultRules::Decision& decision, const Entry& met);
  void sessions_ended(const std::vector<std::string>& sessions);
  bool killed_instead();  // a pending kill takes effect now

  // -- application side: application.cc
  std::map<std::string, std::string> application_environment(const ApplicationOptions& given) const;
  void application_line(const std::string& line);
  void application_ended(const base::ProcessEnd& end, bool asked);
  void launch(std::function<void(base::Result<void>)> ready);
  void drop_clock_waits();

  // -- time: timeline.cc, clock_service.cc
  base::VirtualTime now() const;
  void pump();                                          // does all that is due now
  void schedule_pump();                                 // soon, once
  void tick();                                          // observes, and jumps where the rule says so
  void arm();                                           // the next tick or the next instant in real time
  std::optional<base::VirtualTime> next_work() const;   // of faults, the agenda and the queue
  std::optional<base::VirtualTime> next_cause() const;  // that, or a session's end
  void jump(const JumpRule::Decision& decision);
  bool is_past(base::VirtualTime deadline) const;
  Observation observation() const;
  bool skips() const { return options.time.mode == TimeMode::Skip || travels > 0; }
  void on_clock_request(const base::HttpRequest& request, base::Reply reply);

  base::EventLoop& loop;
  InstallationOptions options;
  World world;
  base::VirtualTime started_at;
  Transcript transcript;
  Secrets fixed_secrets;
  mutable Secrets all_secrets;
  mutable std::vector<std::string> api_secrets;  // those of the API that all_secrets was made with
  EventQueue queue;
  FaultRules faults;
  api::Api api;
  Debts debts;
  std::map<std::string, IAccount> card_owners;  // imsi → the account that has or last had it
  base::SystemClock clock;
  base::SteadyTime real_start;

  std::map<std::string, RunningSystem> systems;
  std::map<api::Realm, RealmPorts> realms;
  std::unique_ptr<base::HttpServer> clock_server;
  std::unique_ptr<base::HttpSender> sender;
  std::map<std::uint64_t, std::shared_ptr<Delivery>> deliveries;  // by the queue's row
  std::map<FaultId, std::vector<std::function<void()>>> parked;
  std::size_t parked_exchanges = 0;  // exchanges of our servers that wait on purpose, clock waits aside
  Agenda agenda;
  bool frozen = false;

  std::string application_url;
  std::string application_path = "/";
  bool follows_clock = false;
  bool told_https = false;
  std::optional<base::TemporaryFolder> application_folder;
  std::unique_ptr<ApplicationProcess> application;  // goes before its folder
  std::optional<std::string> application_failure;
  std::optional<Kill> pending_kill;
  std::string pending_kill_words;
  std::uint64_t kills = 0;
  bool is_down_by_fault = false;  // from a fault's kill until the Application is ready again

  // Time.
  base::VirtualTime anchor;  // simulated now at anchor_real (skip: simply now)
  base::SteadyTime anchor_real;
  JumpRule jump_rule;
  std::string held_by;
  std::uint64_t activity = 0;
  std::uint64_t announced_activity = 0;  // as it was when a jump became possible
  std::uint64_t observed_activity = 0;   // as the last tick saw it
  std::map<DeadlineId, base::VirtualTime> deadlines;
  std::optional<base::VirtualTime> deadlines_passed;  // in skip: those until here have been passed
  DeadlineId last_deadline = 0;
  std::map<std::uint64_t, ClockWait> clock_waits;
  std::uint64_t last_clock_wait = 0;
  int travels = 0;                // under way
  base::VirtualTime travels_end;  // of the last of them
  base::EventLoop::Timer timer;
  base::EventLoop::Timer pump_timer;
  base::EventLoop::Timer ready_timer;
  Timeline timeline{this};
};

}  // namespace sim
