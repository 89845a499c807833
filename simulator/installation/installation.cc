#include "simulator/installation/installation.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "simulator/api/refused_request.h"
#include "simulator/installation/lines.h"
#include "simulator/installation/state.h"

namespace sim {
namespace {

constexpr std::size_t kPasswordMaskedFrom = 8;

void add_secrets(Secrets& secrets, const World& world, const EspfOptions& espf) {
  for (const ApiUser& user : world.users()) {
    secrets.add(user.password);
    secrets.add(user.token);
  }
  for (const Account* account : world.accounts()) {
    secrets.add(account->password);
    secrets.add(account->api_token);
    secrets.add(account->h323_password);
  }
  for (const Handler& handler : espf.handlers) {
    if (const auto* basic = std::get_if<BasicAuthorization>(&handler.authorization)) {
      // A short one may be a word that stands everywhere, as the default does.
      if (basic->password.size() >= kPasswordMaskedFrom) secrets.add(basic->password);
      secrets.add(base::base64(basic->login + ":" + basic->password));
    } else if (const auto* custom = std::get_if<CustomAuthorization>(&handler.authorization)) {
      secrets.add(custom->value);
    } else if (const auto* signature = std::get_if<SignatureAuthorization>(&handler.authorization)) {
      secrets.add(signature->secret);
    }
  }
}

base::VirtualTime start_time(const InstallationOptions& options) {
  if (options.clock) return *options.clock;
  if (options.world.clock().since_epoch.count() != 0) return options.world.clock();
  const auto wall = base::SystemClock().wall_now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(wall)};
}

EspfOptions with_environment(EspfOptions espf, const World& world) {
  espf.i_env = static_cast<int>(world.i_env());
  return espf;
}

}  // namespace

InstallationState::InstallationState(base::EventLoop& event_loop, InstallationOptions given)
    : loop(event_loop),
      options(std::move(given)),
      world(std::move(options.world)),
      started_at(start_time(options)),
      transcript(options.transcript),
      queue(with_environment(options.espf, world)),
      api(options.api, base::Rng(options.seed).fork("api")),
      real_start(clock.now()),
      anchor(started_at),
      anchor_real(real_start),
      jump_rule(options.time) {
  // The https ports show the user's own certificate, or one of the test authority.
  if (!options.certificate) options.certificate = options.authority->issue("PortaBilling");
  api.groups() = ServiceGroups(world.service_groups());
  add_secrets(fixed_secrets, world, options.espf);
  all_secrets = fixed_secrets;
}

InstallationState::~InstallationState() { frozen = true; }

std::uint64_t InstallationState::append(Entry entry) {
  entry.at = now();
  entry.real = std::chrono::duration_cast<std::chrono::microseconds>(clock.now() - real_start);
  touch();
  const Entry& kept = transcript.append(std::move(entry));
  const std::uint64_t number = kept.number;
  const auto observed = faults.observe(kept, now());
  for (const auto& decision : observed.triggered) {
    if (const auto* kill = std::get_if<Kill>(&decision.verdict)) {
      pending_kill = *kill;
      pending_kill_words = decision.words;
    }
  }
  if (!observed.ended.empty()) faults_ended(observed.ended);
  return number;
}

std::uint64_t InstallationState::apply(const ChangeSet& change, const std::string& by, std::uint64_t origin) {
  remember_owners(change);
  world.apply(change, now());
  Entry line = change_line(world, change, by);  // calls its entity as it is called from now on
  line.origin = origin;
  const std::uint64_t number = append(std::move(line));
  for (const ProvisioningEvent& event : change.events) {
    carry_out(queue.record(event, origin == 0 ? number : origin, now()));
  }
  schedule_pump();
  return number;
}

void InstallationState::remember_owners(const ChangeSet& change) {
  for (const EntityVersion& version : change.versions) {
    const auto* card = std::get_if<SimCard>(&version);
    if (card != nullptr && card->i_account) card_owners.insert_or_assign(card->imsi.text(), *card->i_account);
  }
}

std::optional<IAccount> InstallationState::owner_of_card(const std::string& imsi) const {
  const auto found = card_owners.find(imsi);
  if (found == card_owners.end()) return std::nullopt;
  return found->second;
}

std::set<IAccount> InstallationState::holding_accounts() const {
  std::set<IAccount> holding;
  for (const auto& [name, running] : systems) {
    for (const auto& [key, record] : running.system->records()) {
      if (const auto owner = owner_of_card(key)) holding.insert(*owner);
    }
  }
  return holding;
}

base::WallTime InstallationState::wall_now() const {
  if (!follows_clock) return clock.wall_now();
  return base::WallTime(std::chrono::duration_cast<base::WallTime::duration>(now().since_epoch));
}

const ApiUser* InstallationState::administrator() const {
  for (const ApiUser& user : world.users()) {
    if (user.realm == "admin") return &user;
  }
  return nullptr;
}

base::Result<std::unique_ptr<base::HttpServer>> InstallationState::serve(
    const std::string& port_name, bool tls, base::HttpEndpoint endpoint,
    std::function<base::HttpResponse(const base::BadRequest&)> refusal) {
  base::HttpServerOptions server;
  server.refusal = std::move(refusal);
  server.address = options.address;
  if (const auto port = options.ports.find(port_name); port != options.ports.end())
    server.port = port->second;
  if (tls) server.tls = options.certificate;
  server.on_bad_request = [this, port_name](const base::BadRequest& bad) {
    Entry line;
    line.kind = LineKind::Note;
    line.from = kApplication;
    line.to = port_name;
    line.fields = base::Json::object();
    line.summary =
        "a request that was not taken: " + bad.reason + " (answered " + std::to_string(bad.status) + ")";
    append(std::move(line));
  };
  return base::HttpServer::listen(loop, std::move(server), std::move(endpoint));
}

namespace {

// The form in which external systems and the clock refuse.
base::HttpResponse refused_elsewhere(const base::BadRequest& bad) {
  return base::json_response(bad.status, base::dump(base::Json{{"error", bad.reason}}));
}

}  // namespace

// Realms other than admin's name their ports "account_http", "account_https" …
base::Result<void> InstallationState::listen_realm(api::Realm realm) {
  const auto rest = [this, realm](base::HttpRequest request, base::Reply reply) {
    on_api_request(realm, std::move(request), std::move(reply));
  };
  const std::string prefix = realm == api::Realm::Admin ? "" : std::string(realm_word(realm)) + "_";
  auto plain = serve(prefix + "http", false, rest, api::refused_request);
  if (!plain) return tl::unexpected(plain.error());
  auto secure = serve(prefix + "https", true, rest, api::refused_request);
  if (!secure) return tl::unexpected(secure.error());
  realms[realm] = RealmPorts{std::move(*plain), std::move(*secure)};
  return {};
}

base::Result<void> InstallationState::listen() {
  for (const api::Realm realm : api::all_realms()) {
    if (auto listening = listen_realm(realm); !listening) return listening;
  }
  const auto told_time = [this](const base::HttpRequest& request, base::Reply reply) {
    on_clock_request(request, std::move(reply));
  };
  auto clock_port = serve("clock", false, told_time, refused_elsewhere);
  if (!clock_port) return tl::unexpected(clock_port.error());
  clock_server = std::move(*clock_port);

  for (const SystemMapping& mapping : world.systems()) {
    RunningSystem& running = systems[mapping.name];
    running.name = mapping.name;
    running.system = make_external_system(mapping.kind);
    if (!running.system) {
      return base::fail(base::ErrorKind::Invalid,
                        "no external system of the kind `" + mapping.kind + "` is known");
    }
    const auto asked = [this, &running](base::HttpRequest request, base::Reply reply) {
      on_system_request(running, std::move(request), std::move(reply));
    };
    auto server = serve(mapping.name, false, asked, refused_elsewhere);
    if (!server) return tl::unexpected(server.error());
    running.server = std::move(*server);
    if (!options.preset_systems) continue;
    for (const ExpectedRecord& record : expected_records(world, mapping, now())) {
      running.system->preset(record.key, record.fields);
    }
  }
  for (const SimCard* card : world.sim_cards()) {
    if (card->i_account) card_owners.insert_or_assign(card->imsi.text(), *card->i_account);
  }
  base::HttpSenderOptions trusted;
  trusted.ca_pem = options.authority->certificate_pem();
  sender = std::make_unique<base::HttpSender>(loop, std::move(trusted));
  arm();
  return {};
}

base::Result<std::unique_ptr<Installation>> Installation::start(base::EventLoop& loop,
                                                                InstallationOptions options) {
  auto state = std::make_unique<InstallationState>(loop, std::move(options));
  if (auto listening = state->listen(); !listening) return tl::unexpected(listening.error());
  return std::unique_ptr<Installation>(new Installation(std::move(state)));
}

Installation::Installation(std::unique_ptr<InstallationState> state) : state_(std::move(state)) {}
Installation::~Installation() {
  if (state_->options.guardian != nullptr && state_->application_folder) {
    state_->options.guardian->forget_folder(state_->application_folder->path());
  }
}

Addresses Installation::addresses() const {
  Addresses all;
  for (const auto& [realm, ports] : state_->realms) {
    all.realms[std::string(realm_word(realm))] = {ports.http->origin(), ports.https->origin()};
  }
  const auto& admin_ports = all.realms.at(std::string(realm_word(api::Realm::Admin)));
  all.portabilling_url = admin_ports.http;
  all.portabilling_https_url = admin_ports.https;
  all.espf_url = admin_ports.http;
  all.clock_url = state_->clock_server->origin() + "/clock";
  for (const auto& [name, running] : state_->systems) all.systems[name] = running.server->origin();
  if (const ApiUser* admin = state_->administrator()) {
    all.login = admin->login.text();
    all.password = admin->password;
    all.token = admin->token;
  }
  all.ca_file = state_->options.authority_file;
  return all;
}

const World& Installation::world() const { return state_->world; }
const Transcript& Installation::transcript() const { return state_->transcript; }
const EventQueue& Installation::queue() const { return state_->queue; }
const ProvisioningStatuses& Installation::statuses() const { return std::as_const(state_->api).statuses(); }
api::Explanation Installation::explain(const api::ExplainQuestion& question) const {
  return state_->api.explain(question);
}
base::VirtualTime Installation::started_at() const { return state_->started_at; }
base::VirtualTime Installation::now() const { return state_->now(); }
Timeline& Installation::timeline() { return state_->timeline; }
bool Installation::is_owed() const { return state_->debts.any(); }
const std::set<IAccount>& Installation::owing_accounts() const { return state_->debts.accounts(); }

const Secrets& Installation::secrets() const {
  auto handed_out = state_->api.secrets();
  if (handed_out != state_->api_secrets) {
    state_->all_secrets = state_->fixed_secrets;
    for (const std::string& secret : handed_out) state_->all_secrets.add(secret);
    state_->api_secrets = std::move(handed_out);
  }
  return state_->all_secrets;
}

const std::map<std::string, base::Json>* Installation::records(const std::string& system) const {
  const auto found = state_->systems.find(system);
  return found == state_->systems.end() ? nullptr : &found->second.system->records();
}

base::Result<Act, ChangeError> Installation::change(const ChangeRequest& request) {
  auto change = make_change(state_->world, request, now(), {state_->options.espf.release});
  if (!change) return tl::unexpected(change.error());
  const std::uint64_t number = state_->apply(*change, "an administrator");
  return Act{number, change->description, !change->empty()};
}

base::Result<Act> Installation::emit(const std::string& event_type, const base::Json& variables) {
  Entry line;
  line.kind = LineKind::Change;
  line.from = kPortaBilling;
  line.fields = base::Json::object();
  line.fields["by"] = "a script";
  line.fields["emitted"] = event_type;
  line.summary = "emit (scripted): " + event_type + " " + base::dump(variables);
  Act act{state_->append(std::move(line)), "emit " + event_type, true};
  state_->carry_out(state_->queue.record_raw(event_type, variables, act.number, now()));
  state_->schedule_pump();
  return act;
}

CallResult Installation::call(const std::string& method, const base::Json& params) {
  Entry line;
  line.kind = LineKind::Change;
  line.from = kPortaBilling;
  line.fields = base::Json::object();
  line.fields["by"] = "an administrator";
  line.fields["called"] = method;
  line.summary = "an administrator calls " + method + " " + base::dump(params);
  CallResult result;
  Entry asked = line;
  asked.number = result.number = state_->append(std::move(line));
  api::ApiAnswer answer =
      state_->api.call_as_administrator(method, params, state_->world, now(), state_->wall_now());
  if (answer.changes) state_->apply(*answer.changes, "an administrator by " + method, result.number);
  Entry answered = answered_line(asked, answer.response);
  answered.from = asked.from;
  answered.to.clear();
  answered.summary = "the administrator is answered " + answered.summary;
  if (!answer.faultcode.empty()) {
    answered.fields["fault"] = answer.faultcode;
    answered.summary += " " + answer.faultcode;
  }
  name_answerer(answered, answer.answered_by, answer.stub);
  state_->append(std::move(answered));
  result.status = answer.response.status;
  if (auto body = base::parse_json(answer.response.body)) result.body = std::move(*body);
  state_->schedule_pump();
  return result;
}

FaultId Installation::declare_fault(FaultRule rule) {
  Entry line;
  line.kind = LineKind::Fault;
  line.fields = base::Json::object();
  line.summary = "fault is set: " + rule.words;
  const FaultId id = state_->faults.declare(std::move(rule), now());
  line.fields["fault_id"] = id;
  state_->append(std::move(line));
  state_->schedule_pump();
  return id;
}

base::Result<void> Installation::clear_fault(const std::string& name) {
  const auto ended = state_->faults.clear(name);
  if (!ended) return tl::unexpected(ended.error());
  state_->faults_ended(*ended);
  state_->schedule_pump();
  return {};
}

void Installation::note(const std::string& text) {
  Entry line;
  line.kind = LineKind::Note;
  line.fields = base::Json::object();
  line.summary = text;
  state_->append(std::move(line));
}

void Installation::freeze() {
  state_->frozen = true;
  state_->timer.cancel();
  state_->pump_timer.cancel();
}

}  // namespace sim
