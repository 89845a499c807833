// The Application's side of an Installation: what it is told, when it starts, dies and starts again.
#include <utility>

#include "simulator/installation/state.h"

namespace sim {
namespace {

// What an Application must know to check the `Authorization` of events.
void add_authorization(std::map<std::string, std::string>& environment, const Handler& handler) {
  environment["ESPF_EVENT_HEADER"] = handler.authorization_header;
  if (const auto* basic = std::get_if<BasicAuthorization>(&handler.authorization)) {
    environment["ESPF_EVENT_AUTHORIZATION_TYPE"] = "basic";
    environment["ESPF_EVENT_LOGIN"] = basic->login;
    environment["ESPF_EVENT_PASSWORD"] = basic->password;
  } else if (const auto* custom = std::get_if<CustomAuthorization>(&handler.authorization)) {
    environment["ESPF_EVENT_AUTHORIZATION_TYPE"] = "custom";
    environment["ESPF_EVENT_CUSTOM_TYPE"] = custom->type;
    environment["ESPF_EVENT_CUSTOM_VALUE"] = custom->value;
  } else if (const auto* signature = std::get_if<SignatureAuthorization>(&handler.authorization)) {
    environment["ESPF_EVENT_AUTHORIZATION_TYPE"] = "signature";
    environment["ESPF_EVENT_KEY_ID"] = signature->key_id;
    environment["ESPF_EVENT_SECRET"] = signature->secret;
    environment["ESPF_EVENT_ALGORITHM"] =
        signature->algorithm == base::HmacAlgorithm::Sha1 ? "hmac-sha1" : "hmac-sha256";
  }
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

Entry process_line(std::string summary, std::string what) {
  Entry line;
  line.kind = LineKind::Process;
  line.from = kApplication;
  line.fields = base::Json::object();
  line.fields["process"] = std::move(what);
  line.summary = std::move(summary);
  return line;
}

}  // namespace

std::map<std::string, std::string> InstallationState::application_environment(
    const ApplicationOptions& given) const {
  std::map<std::string, std::string> environment;
  const RealmPorts& admin_ports = realms.at(api::Realm::Admin);
  const std::string portabilling =
      given.portabilling_by_tls ? admin_ports.https->origin() : admin_ports.http->origin();
  environment["ESPF_PORTABILLING_URL"] = portabilling;
  environment["ESPF_URL"] = portabilling;
  if (const ApiUser* admin = administrator()) {
    environment["ESPF_LOGIN"] = admin->login.text();
    environment["ESPF_PASSWORD"] = admin->password;
    environment["ESPF_TOKEN"] = admin->token;
  }
  for (const auto& [name, running] : systems)
    environment["ESPF_" + upper(name) + "_URL"] = running.server->origin();
  if (given.follows_clock) environment["ESPF_CLOCK_URL"] = clock_server->origin() + "/clock";
  environment["ESPF_CA_FILE"] = options.authority_file;
  for (const char* name : {"SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE"}) {
    environment[name] = options.authority_file;
  }
  environment["ESPF_SEED"] = std::to_string(options.seed);
  if (!queue.options().handlers.empty()) add_authorization(environment, queue.options().handlers.front());
  return environment;
}

void InstallationState::application_line(const std::string& text) {
  Entry line;
  line.kind = LineKind::Log;
  line.from = kApplication;
  line.fields = base::Json::object();
  line.fields["text"] = text;
  line.summary = text;
  append(std::move(line));
}

void InstallationState::application_ended(const base::ProcessEnd& end, bool asked) {
  drop_clock_waits();
  append(process_line("ended: " + base::describe(end), "ended"));
  if (!asked) {
    application_failure = base::describe(end);
    schedule_pump();
  }
}

void InstallationState::launch(std::function<void(base::Result<void>)> ready) {
  application_failure.reset();
  pending_kill.reset();
  append(process_line("starts", "starts"));
  application->start([this, ready = std::move(ready), before = kills](base::Result<void> outcome) {
    if (outcome) {
      append(process_line("is ready", "ready"));
      is_down_by_fault = false;
    } else if (kills == before) {  // else a fault killed it before it was ready
      application_failure = outcome.error().what;
    }
    schedule_pump();
    ready(std::move(outcome));
  });
}

std::map<std::string, std::string> Installation::environment_of(const ApplicationOptions& application) const {
  return state_->application_environment(application);
}

void Installation::use_application(const std::string& url) { state_->application_url = url; }

void Installation::start_application(const ApplicationOptions& given,
                                     std::function<void(base::Result<void>)> ready) {
  InstallationState& state = *state_;
  const auto fail_soon = [&](const base::Error& error) {
    state.ready_timer =
        state.loop.call_after(std::chrono::milliseconds(0), [ready, error] { ready(tl::unexpected(error)); });
  };
  auto folder = base::TemporaryFolder::make("espf-application");
  if (!folder) return fail_soon(folder.error());
  state.application_folder = std::move(*folder);
  const std::string data = state.application_folder->path();
  if (state.options.guardian != nullptr) state.options.guardian->watch_folder(data);

  state.follows_clock = given.follows_clock;
  state.told_https = given.portabilling_by_tls;
  auto environment = state.application_environment(given);
  environment["ESPF_DATA_FOLDER"] = data;
  if (given.tls) {
    const auto pair = state.options.authority->issue("application");
    for (const auto& [name, variable, text] :
         {std::tuple("application.crt", "ESPF_TLS_CERTIFICATE", pair.certificate_pem),
          std::tuple("application.key", "ESPF_TLS_KEY", pair.private_key_pem)}) {
      const std::string path = data + "/" + name;
      if (const auto written = base::write_file(path, text, 0600); !written)
        return fail_soon(written.error());
      environment[variable] = path;
    }
  }
  auto process = ApplicationProcess::prepare(
      state.loop, given, state.options.guardian,
      {[&state](const std::string& line) { state.application_line(line); },
       [&state](const base::ProcessEnd& end, bool asked) { state.application_ended(end, asked); }});
  if (!process) return fail_soon(process.error());
  state.application = std::move(*process);
  state.application_url = (given.tls ? "https://127.0.0.1:" : "http://127.0.0.1:") +
                          std::to_string(state.application->port()) + given.path;
  environment["ESPF_APPLICATION_URL"] = state.application_url;
  state.application->set_environment(std::move(environment));
  state.launch(std::move(ready));
}

base::Result<void> Installation::restart_application(std::function<void(base::Result<void>)> ready) {
  InstallationState& state = *state_;
  if (!state.application) {
    return base::fail(base::ErrorKind::Conflict,
                      "the Application is known by its URL only, so it cannot be restarted");
  }
  state.append(process_line("killed, to be restarted", "killed"));
  state.application->kill();
  state.drop_clock_waits();
  state.launch(std::move(ready));
  return {};
}

void Installation::stop_application(std::function<void()> stopped) {
  if (!state_->application) {
    state_->ready_timer = state_->loop.call_after(std::chrono::milliseconds(0), std::move(stopped));
    return;
  }
  state_->application->stop(std::chrono::seconds(3), std::move(stopped));
}

bool Installation::has_process() const { return state_->application != nullptr; }

bool Installation::told_https() const { return state_->told_https; }

std::optional<std::string> Installation::application_failed() const { return state_->application_failure; }

std::vector<std::string> Installation::application_output() const {
  if (!state_->application) return {};
  const auto& lines = state_->application->output();
  return {lines.begin(), lines.end()};
}

}  // namespace sim
