#include "provisioner/application.h"

#include <atomic>
#include <filesystem>
#include <thread>
#include <utility>

#include "base/http_server.h"
#include "provisioner/account_handler.h"
#include "provisioner/following_clock.h"
#include "provisioner/job_runner.h"
#include "provisioner/sqlite_event_journal.h"

namespace prov {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFinishWithin{2'000};
constexpr milliseconds kLookAgainAfter{10};
constexpr milliseconds kPurgeEvery{3'600'000};

base::Result<std::unique_ptr<base::Clock>> make_clock(const Configuration& configuration) {
  if (!configuration.clock) return std::unique_ptr<base::Clock>(std::make_unique<base::SystemClock>());
  auto following = FollowingClock::follow(*configuration.clock);
  if (!following) return tl::unexpected(following.error());
  return std::unique_ptr<base::Clock>(std::move(*following));
}

base::Result<base::HttpServerOptions> server_options(const ListenOptions& listen,
                                                     const base::FileReader& files) {
  base::HttpServerOptions options;
  options.address = listen.address;
  options.port = listen.port;
  options.body_bytes_max = listen.body_bytes_max;
  options.refusal = Receiver::refused;
  if (listen.certificate_file.empty()) return options;
  auto certificate = files(listen.certificate_file);
  if (!certificate) return tl::unexpected(certificate.error());
  auto key = files(listen.key_file);
  if (!key) return tl::unexpected(key.error());
  auto pair = base::check_certificate({std::move(*certificate), std::move(*key)}, listen.certificate_file);
  if (!pair) return tl::unexpected(pair.error());
  options.tls = std::move(*pair);
  return options;
}

// "" is the system's own.
base::Result<void> check_authorities(const std::string& file, const base::FileReader& files) {
  if (file.empty()) return {};
  const auto where = " (`portabilling.ca_file`, ESPF_CA_FILE)";
  const auto text = files(file);
  if (!text) return base::fail(text.error().kind, text.error().what + where);
  if (text->find("CERTIFICATE-----") == std::string::npos)
    return base::fail(base::ErrorKind::Invalid, file + ": no certificate in PEM form" + where);
  return {};
}

// Makes the folder of the journal where it alone is missing: a path that is missing in more than its end is
// probably a wrong one. Errors: Unavailable.
base::Result<void> make_data_folder(const std::string& said, base::Log& log) {
  namespace fs = std::filesystem;
  std::error_code error;
  fs::path folder = fs::absolute(said, error).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  if (fs::exists(folder, error)) return {};
  const auto fail = [&](const std::string& why) {
    return base::fail(base::ErrorKind::Unavailable, "the data folder " + folder.string() + why);
  };
  if (!fs::exists(folder.parent_path(), error)) {
    return fail(" is not there, nor is " + folder.parent_path().string() +
                ": make it, or look at `journal.folder` (ESPF_DATA_FOLDER)");
  }
  if (fs::create_directory(folder, error); error) return fail(" cannot be made: " + error.message());
  log.warning("the data folder was not there and is made: the journal begins anew",
              {{"folder", folder.string()}});
  return {};
}

}  // namespace

// In the order of construction; stop() ends the threads before anything is destroyed.
struct Application::Parts {
  Parts(Configuration given, base::Log& passed_log, std::unique_ptr<base::Clock> made_clock,
        std::unique_ptr<base::Clock> made_housekeeping, std::unique_ptr<EventJournal> opened_journal)
      : configuration(std::move(given)),
        log(passed_log),
        clock(std::move(made_clock)),
        housekeeping(std::move(made_housekeeping)),
        journal(std::move(opened_journal)),
        portabilling_http({configuration.ca_file, true}),
        hss_http({configuration.ca_file, true}),
        session(configuration.portabilling, portabilling_http, *clock, log),
        portabilling(configuration.portabilling, portabilling_http, session),
        espf(configuration.espf, portabilling_http, session),
        hss(configuration.hss, hss_http),
        accounts(configuration.mapping, portabilling, hss, *journal, log),
        runner(configuration.retry, accounts, portabilling, espf, *journal, *clock,
               base::Rng(configuration.seed), log),
        scheduler(
            configuration.workers, [this](Job job) { return runner.run(std::move(job)); }, *clock),
        receiver(
            configuration.receiver, *journal, scheduler, *clock,
            [this](std::function<void()> work) { loop.post(std::move(work)); }, log) {}

  base::Result<void> take_up();
  void adopt();
  void begin_login();
  void try_login();
  void purge();
  void look_whether_done(int looks_left);
  void stop();

  const Configuration configuration;
  base::Log& log;
  base::EventLoop loop;
  std::unique_ptr<base::Clock> clock;
  std::unique_ptr<base::Clock> housekeeping;  // the journal's: real time, whomever else's we follow
  std::unique_ptr<EventJournal> journal;
  base::SocketHttpClient portabilling_http;
  base::SocketHttpClient hss_http;
  PortaBillingSession session;
  PortaBillingClient portabilling;
  EspfClient espf;
  HttpHss hss;
  AccountHandler accounts;
  JobRunner runner;
  Scheduler scheduler;
  Receiver receiver;
  std::unique_ptr<base::HttpServer> server;
  base::EventLoop::Timer purge_timer;
  base::EventLoop::Timer done_timer;
  bool has_asked_portabilling = false;  // at this start
  std::thread login;
  std::atomic<bool> is_stopping{false};
};

// What was pending when the last run ended, however it ended.
base::Result<void> Application::Parts::take_up() {
  const auto pending = journal->pending();
  if (!pending) return tl::unexpected(pending.error());
  for (const auto& event : *pending) scheduler.add(event);
  const auto progress = journal->progress();
  if (!progress) return tl::unexpected(progress.error());
  for (const auto& [subject, stood] : *progress) scheduler.restore(subject, stood);
  const auto untold = journal->untold();
  if (!untold) return tl::unexpected(untold.error());
  for (const auto& [i_account, status] : *untold) scheduler.restore(i_account, status);
  if (!pending->empty() || !untold->empty()) {
    log.info("taking up", {{"pending_events", std::to_string(pending->size())},
                           {"untold_statuses", std::to_string(untold->size())}});
  }
  return {};
}

// Whoever starts on an installation that runs already must know its cards, to find the old one of a swap.
void Application::Parts::adopt() {
  if (!configuration.adopt) return;
  const auto adopted = journal->has_adopted();
  if (!adopted || *adopted) return;
  has_asked_portabilling = true;
  const auto cards = portabilling.assigned_cards();
  if (!cards) {
    return log.warning("the assigned SIM cards are not known; the next start tries again",
                       {{"why", cards.error().what}});
  }
  if (auto kept = journal->adopt(*cards); !kept) return log.warning(kept.error().what);
  log.info("adopted", {{"sim_cards", std::to_string(cards->size())}});
}

// Who starts it should hear at once that the login is wrong, and not at the first event.
void Application::Parts::begin_login() {
  if (!has_asked_portabilling) login = std::thread([this] { try_login(); });
}

void Application::Parts::try_login() {
  const auto token = session.token();
  if (token || session.is_login_refused() || is_stopping) return;
  log.warning("PortaBilling cannot be logged in to: events are kept until it can be",
              {{"look_at", "portabilling.url (ESPF_PORTABILLING_URL)"}, {"why", token.error().what}});
}

void Application::Parts::purge() {
  journal->purge(configuration.keep_done);
  purge_timer = loop.call_after(kPurgeEvery, [this] { purge(); });
}

void Application::Parts::look_whether_done(int looks_left) {
  if (looks_left == 0 || receiver.open() + server->open_exchanges() == 0) return loop.stop();
  done_timer = loop.call_after(kLookAgainAfter, [this, looks_left] { look_whether_done(looks_left - 1); });
}

void Application::Parts::stop() {
  is_stopping = true;
  scheduler.stop(kFinishWithin, [this] {
    portabilling_http.stop();
    hss_http.stop();
  });
  if (!login.joinable()) return;
  portabilling_http.stop();
  login.join();
}

base::Result<void> Application::check_files(const Configuration& configuration,
                                            const base::FileReader& files) {
  if (auto options = server_options(configuration.listen, files); !options)
    return tl::unexpected(options.error());
  return check_authorities(configuration.ca_file, files);
}

base::Result<std::unique_ptr<Application>> Application::start(Configuration configuration,
                                                              const base::FileReader& files, base::Log& log) {
  auto options = server_options(configuration.listen, files);
  if (!options) return tl::unexpected(options.error());
  if (auto checked = check_authorities(configuration.ca_file, files); !checked)
    return tl::unexpected(checked.error());
  auto clock = make_clock(configuration);
  if (!clock) return tl::unexpected(clock.error());
  if (auto made = make_data_folder(configuration.journal_folder, log); !made)
    return tl::unexpected(made.error());
  auto housekeeping = std::make_unique<base::SystemClock>();
  auto journal = SqliteEventJournal::open(configuration.journal_folder + "/provisioner.db", *housekeeping);
  if (!journal) return tl::unexpected(journal.error());
  auto parts = std::make_unique<Parts>(std::move(configuration), log, std::move(*clock),
                                       std::move(housekeeping), std::move(*journal));
  auto* const borrowed = parts.get();
  parts->adopt();  // before the first event can come
  auto server = base::HttpServer::listen(parts->loop, std::move(*options),
                                         [borrowed](const base::HttpRequest& request, base::Reply reply) {
                                           borrowed->receiver.answer(request, std::move(reply));
                                         });
  if (!server) return tl::unexpected(server.error());
  parts->server = std::move(*server);
  if (auto ok = parts->take_up(); !ok) return tl::unexpected(ok.error());
  return std::unique_ptr<Application>(new Application(std::move(parts)));
}

Application::Application(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Application::~Application() {
  parts_->stop();
  parts_->server.reset();
  parts_->journal.reset();  // commits what waits, while those that it calls back still stand
}

std::string Application::origin() const { return parts_->server->origin(); }

void Application::run() {
  parts_->scheduler.start();
  parts_->begin_login();
  parts_->purge();
  parts_->loop.run();
  parts_->stop();
}

void Application::shut_down() {
  parts_->loop.post([this] {
    parts_->receiver.close();
    parts_->look_whether_done(static_cast<int>(kFinishWithin / kLookAgainAfter) / 4);
  });
}

}  // namespace prov
