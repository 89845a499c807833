#include "simulator/console/control_api.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/crypto.h"
#include "base/map_reader.h"
#include "base/uri.h"
#include "simulator/console/words.h"

namespace sim {
namespace {

constexpr std::chrono::milliseconds kTranscriptPoll{50};
constexpr std::size_t kWaitingMax = 100;

base::HttpResponse error(int status, const std::string& what) {
  base::Json body;
  body["error"] = what;
  return base::json_response(status, base::dump(body));
}

std::string in_words(const std::vector<base::Diagnostic>& all) {
  std::string text;
  for (const base::Diagnostic& diagnostic : all) {
    if (!text.empty()) text += text.ends_with('?') ? " And " : "; ";
    text += diagnostic.message;
    if (!diagnostic.help.empty()) text += ": " + diagnostic.help;
  }
  return text;
}

base::HttpResponse act_response(const Act& act, const std::string& note = "") {
  base::Json body;
  if (!note.empty()) body["note"] = note;
  body["number"] = act.number;
  body["description"] = act.description;
  body["changed"] = act.changed;
  return base::json_response(200, base::dump(body));
}

std::uint64_t number_field(const base::FormFields& fields, std::string_view name, std::uint64_t fallback) {
  for (const auto& [key, value] : fields) {
    std::uint64_t number = 0;
    if (key == name && std::from_chars(value.data(), value.data() + value.size(), number).ec == std::errc()) {
      return number;
    }
  }
  return fallback;
}

bool is_our_host(const base::HttpRequest& request) {
  const std::string* host = request.headers.find("Host");
  if (host == nullptr) return false;
  const auto port = host->find(':', host->starts_with('[') ? host->find(']') : 0);
  const std::string name = host->substr(0, port);
  return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

// What people write, as YAML in one line.
base::Result<base::Document> words_of(const base::HttpRequest& request, const std::string& example) {
  auto document = base::parse_document("the request", request.body);
  if (document) return *std::move(document);
  const base::Diagnostic& first = document.error().front();
  const std::string help = request.body.starts_with('{') ? first.help : "write it as `" + example + "`";
  return base::fail(base::ErrorKind::Invalid, first.message + (help.empty() ? "" : ": " + help));
}

}  // namespace

ControlApi::ControlApi(base::EventLoop& loop, Installation& installation, std::string token)
    : loop_(loop), installation_(installation), token_(std::move(token)) {}

base::HttpResponse ControlApi::refused(const base::BadRequest& bad) { return error(bad.status, bad.reason); }

void ControlApi::answer(const base::HttpRequest& request, base::Reply reply) {
  if (!is_our_host(request)) return reply(error(403, "the Host header names another host"));
  const std::string* authorization = request.headers.find("Authorization");
  if (authorization == nullptr || !base::equal_secrets(*authorization, "Bearer " + token_)) {
    return reply(
        error(401, "this needs `Authorization: Bearer TOKEN` with the control_token of the ready file"));
  }
  const auto [path, query] = base::split_target(request.target);
  const std::string what = request.method + " " + std::string(path);
  if (what == "POST /control/change") return change(request, std::move(reply));
  if (what == "POST /control/emit") return emit(request, std::move(reply));
  if (what == "GET /control/time") return reply(time_response());
  if (what == "POST /control/time") return move_time(request, std::move(reply));
  if (what == "GET /control/transcript") return transcript(request, std::move(reply));
  if (what == "GET /control/explain") return reply(explain(request));
  reply(error(404, "there is no " + what));
}

void ControlApi::change(const base::HttpRequest& request, base::Reply reply) {
  const auto document = words_of(request, "{account: 380501112233, do: block}");
  if (!document) return reply(error(400, document.error().what));
  base::Findings findings("the request");
  const auto wanted = read_change_words(document->root, findings);
  if (!wanted) return reply(error(400, in_words(findings.all())));
  const auto act = installation_.change(*wanted);
  if (!act) {
    const std::string& help = act.error().help;
    return reply(error(400, act.error().what + (help.empty() ? "" : ": " + help)));
  }
  reply(act_response(*act));
}

void ControlApi::emit(const base::HttpRequest& request, base::Reply reply) {
  const auto document = words_of(request, "{event_type: Customer/Updated, i_customer: 101}");
  if (!document) return reply(error(400, document.error().what));
  base::Findings findings("the request");
  const auto words = read_emit_words(document->root, installation_.world(), findings);
  if (!words) return reply(error(400, in_words(findings.all())));
  const auto act = installation_.emit(words->event_type, words->variables);
  if (!act) return reply(error(400, act.error().what));
  reply(act_response(*act, in_words(findings.notes())));
}

base::HttpResponse ControlApi::time_response() const {
  base::Json body;
  body["now"] = base::datetime_text(installation_.now());
  body["unix_us"] = installation_.now().since_epoch.count();
  return base::json_response(200, base::dump(body));
}

void ControlApi::move_time(const base::HttpRequest& request, base::Reply reply) {
  const auto body = base::parse_json(request.body);
  const auto by = body && body->is_object() && body->contains("by")
                      ? base::parse_duration(base::text_of((*body)["by"]))
                      : std::nullopt;
  if (!by) {
    return reply(
        error(400, R"(write {"by": "24h"}: whole numbers with a unit (ms, s, m, h, d), at most 100 years)"));
  }
  // A copyable function must hold the move-only reply.
  auto held = std::make_shared<base::Reply>(std::move(reply));
  installation_.timeline().travel(*by, [this, held] { (*held)(time_response()); });
}

base::HttpResponse ControlApi::transcript_response(std::uint64_t after, bool as_json) const {
  const Secrets& secrets = installation_.secrets();
  const Transcript& all = installation_.transcript();
  base::HttpResponse response;
  constexpr std::size_t kAnswerBytesMax = 4u << 20;
  std::uint64_t last = after;
  const auto& entries = all.entries();
  auto entry = std::lower_bound(entries.begin(), entries.end(), after + 1,
                                [](const Entry& e, std::uint64_t number) { return e.number < number; });
  for (; entry != entries.end() && response.body.size() < kAnswerBytesMax; ++entry) {
    const Entry shown = masked(*entry, secrets);
    response.body += as_json ? base::dump(to_json(shown)) : to_text(shown, installation_.started_at());
    response.body += '\n';
    last = entry->number;
  }
  response.headers.add("Content-Type", as_json ? "application/x-ndjson" : "text/plain; charset=utf-8");
  response.headers.add("X-Last-Number", std::to_string(last));
  return response;
}

void ControlApi::transcript(const base::HttpRequest& request, base::Reply reply) {
  const auto [path, query] = base::split_target(request.target);
  const auto fields = base::parse_form(query);
  if (!fields) return reply(error(400, fields.error().what));
  const std::uint64_t after = number_field(*fields, "after", 0);
  const std::uint64_t wait_ms = std::min<std::uint64_t>(number_field(*fields, "wait_ms", 0), 30'000);
  bool as_json = true;
  for (const auto& [key, value] : *fields) {
    if (key == "format" && value == "text") as_json = false;
  }
  if (wait_ms == 0 || installation_.transcript().last_number() > after || waiting_.size() >= kWaitingMax) {
    return reply(transcript_response(after, as_json));
  }
  const std::uint64_t id = ++last_waiting_;
  waiting_.emplace(id, Waiting{std::move(reply), after, as_json, {}, static_cast<int>(wait_ms / 50)});
  poll_transcript(id);
}

base::HttpResponse ControlApi::explain(const base::HttpRequest& request) const {
  const auto fields = base::parse_form(base::split_target(request.target).second);
  if (!fields) return error(400, fields.error().what);
  std::map<std::string, std::string> asked(fields->begin(), fields->end());
  const auto question = read_question(asked["method"], asked["realm"], asked["params"]);
  if (!question) return error(400, question.error().what);
  return base::json_response(200, base::dump(api::to_json(installation_.explain(*question))));
}

void ControlApi::poll_transcript(std::uint64_t id) {
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  Waiting& waiting = found->second;
  if (installation_.transcript().last_number() > waiting.after || waiting.polls_left-- <= 0) {
    Waiting done = std::move(waiting);
    waiting_.erase(found);
    return done.reply(transcript_response(done.after, done.as_json));
  }
  waiting.timer = loop_.call_after(kTranscriptPoll, [this, id] { poll_transcript(id); });
}

}  // namespace sim
