#include "simulator/scenario/language/grammar.h"
#include "simulator/scenario/language/read_settings.h"

namespace sim::language {
namespace {

Keys authorization_keys() {
  return {{.name = "basic",
           .type = Type::Map,
           .sentence = "Basic: the base64 of login:password.",
           .keys = {{.name = "login", .sentence = "The user.", .required = true},
                    {.name = "password", .sentence = "The password.", .required = true}}},
          {.name = "custom",
           .type = Type::Map,
           .sentence = "`<type> <value>`, compared literally.",
           .keys = {{.name = "type", .sentence = "The first word.", .required = true},
                    {.name = "value", .sentence = "What stands behind it.", .required = true}}},
          {.name = "signature",
           .type = Type::Map,
           .sentence = "An HMAC over the Date header; what is signed is assumed.",
           .keys = {{.name = "key_id", .sentence = "keyId of the header.", .required = true},
                    {.name = "secret", .sentence = "The key of the HMAC.", .required = true},
                    {.name = "algorithm",
                     .type = Type::Word,
                     .sentence = "The algorithm.",
                     .fallback = "hmac-sha1",
                     .words = {"hmac-sha1", "hmac-sha256"}}}}};
}

// What can be said of all handlers and of each.
Keys handler_keys() {
  return {
      {.name = "style",
       .type = Type::Word,
       .sentence = "grouped: Subscriber/Updated …; fine_grained: Account/Blocked …",
       .fallback = "grouped",
       .words = {"grouped", "fine_grained"}},
      {.name = "answer_timeout",
       .type = Type::Duration,
       .sentence = "How long the ESPF waits for the Application's answer.",
       .fallback = "300s"},
      {.name = "authorization",
       .type = Type::OneOf,
       .sentence = "How a delivery proves that it is the ESPF's.",
       .fallback = "{basic: {login: espf, password: espf}}",
       .keys = authorization_keys()},
      {.name = "authorization_header",
       .sentence = "The header that carries it.",
       .fallback = "Authorization"},
      {.name = "subscriptions",
       .type = Type::Texts,
       .sentence = "The event types, as sent, that are delivered.",
       .fallback = "all",
       .words = {"all"}},
      {.name = "ids",
       .type = Type::Word,
       .sentence = "Whether the variables i_… are JSON numbers or strings.",
       .fallback = "int",
       .assumed = true,
       .words = {"int", "string"}},
      {.name = "any_2xx_confirms",
       .type = Type::Bool,
       .sentence = "Whether 201 … 299 confirm as 200 does.",
       .fallback = "false",
       .assumed = true},
      {.name = "with_i_env",
       .type = Type::Bool,
       .sentence = "Whether the variables carry i_env.",
       .fallback = "false",
       .assumed = true},
      {.name = "with_event_time",
       .type = Type::Bool,
       .sentence = "Whether the variables carry event_time.",
       .fallback = "false",
       .assumed = true},
      {.name = "in_order_per_entity",
       .type = Type::Bool,
       .sentence = "Whether a resend holds back newer events of the same entity.",
       .fallback = "false",
       .assumed = true},
  };
}

Keys resend_keys() {
  return {{.name = "first",
           .type = Type::Duration,
           .sentence = "From the first delivery's failure to the second delivery.",
           .fallback = "60s",
           .assumed = true},
          {.name = "factor",
           .type = Type::Number,
           .sentence = "By which each further interval is longer.",
           .fallback = "2",
           .assumed = true,
           .min = 1},
          {.name = "longest",
           .type = Type::Duration,
           .sentence = "No interval is longer.",
           .fallback = "1h",
           .assumed = true},
          {.name = "deliveries_max",
           .type = Type::Integer,
           .sentence = "After so many, the first counted too, the event is given up.",
           .fallback = "10",
           .assumed = true,
           .min = 1,
           .max = 1'000'000}};
}

Keys rate_keys() {
  return {{.name = "per_second",
           .type = Type::Number,
           .sentence = "Deliveries a second on average; 0: without limit.",
           .fallback = "10",
           .min = 0},
          {.name = "burst",
           .type = Type::Integer,
           .sentence = "So many may go at once.",
           .fallback = "10",
           .assumed = true,
           .min = 1,
           .max = 1'000'000},
          {.name = "in_flight_max",
           .type = Type::Integer,
           .sentence = "So many may wait for their answer at once.",
           .fallback = "16",
           .assumed = true,
           .min = 1,
           .max = 1'000}};
}

Keys espf_keys() {
  Keys keys = handler_keys();
  keys.push_back({.name = "resend",
                  .type = Type::Map,
                  .sentence = "When the ESPF delivers again, and when it gives up.",
                  .keys = resend_keys()});
  keys.push_back(
      {.name = "rate", .type = Type::Map, .sentence = "How fast it delivers.", .keys = rate_keys()});
  keys.push_back(
      {.name = "coalesce",
       .type = Type::Bool,
       .sentence =
           "Whether, of the documented types, only the latest queued event is sent; what `emit` sends is "
           "never left out.",
       .fallback = "true"});
  keys.push_back({.name = "release",
                  .type = Type::Integer,
                  .sentence = "The release of PortaBilling: which event types it has, and their names.",
                  .fallback = "115",
                  .assumed = true,
                  .min = 80,
                  .max = 999});
  keys.push_back({.name = "first_i_event",
                  .type = Type::Integer,
                  .sentence = "The i_event of the first event.",
                  .fallback = "1",
                  .min = 1,
                  .max = 1'000'000'000'000});
  Keys each = handler_keys();
  each.insert(
      each.begin(),
      {.name = "enabled", .type = Type::Bool, .sentence = "Whether it is switched on.", .fallback = "true"});
  each.insert(each.begin(), {.name = "name", .sentence = "Its name.", .required = true});
  for (Key& key : each) {
    if (!key.required && key.name != "enabled") key.fallback = "as for all";
  }
  keys.push_back({.name = "handlers",
                  .type = Type::Maps,
                  .sentence = "Several handlers: each gets every event that it subscribes to.",
                  .fallback = "[{name: EventSender}]",
                  .keys = std::move(each)});
  return keys;
}

Keys application_keys() {
  return {
      {.name = "command",
       .type = Type::Command,
       .sentence = "What starts it: a list of words, or one text that is cut at blanks. It is told the "
                   "addresses in its "
                   "environment.",
       .fallback = "the provisioner beside espf"},
      {.name = "working_folder",
       .type = Type::File,
       .sentence = "Where it is started.",
       .fallback = "the folder of the file that says `command`"},
      {.name = "environment", .type = Type::TextMap, .sentence = "Further variables of its environment."},
      {.name = "url", .sentence = "In place of `command`: an Application that runs already."},
      {.name = "reset",
       .sentence =
           "With `url`: a URL that is POSTed to before each scenario, so that it forgets the last "
           "one. The body is "
           "a JSON object of the addresses and credentials that a command would be told in its environment."},
      {.name = "path", .sentence = "Where in it events are POSTed to.", .fallback = "/"},
      {.name = "tls",
       .type = Type::Bool,
       .sentence = "Whether events go to it by https; it gets a certificate.",
       .fallback = "false"},
      {.name = "portabilling_by_tls",
       .type = Type::Bool,
       .sentence = "Whether it is told the https addresses of PortaBilling.",
       .fallback = "false"},
      {.name = "follows_clock",
       .type = Type::Bool,
       .sentence = "Whether it takes its time from ESPF_CLOCK_URL.",
       .fallback = "true"},
      {.name = "ready_within",
       .type = Type::Duration,
       .sentence = "How long it may take to listen, in real time.",
       .fallback = "15s"},
  };
}

Keys api_keys() {
  return {
      {.name = "inactivity_timeout",
       .type = Type::Duration,
       .sentence = "A session that nobody uses for so long has ended, whatever its token's end.",
       .fallback = "24h"},
      {.name = "refresh_ends_old_token",
       .type = Type::Bool,
       .sentence = "Whether Session/refresh_access_token ends the token that it replaces.",
       .fallback = "false",
       .assumed = true},
      {.name = "ping_faults",
       .type = Type::Bool,
       .sentence =
           "Whether Session/ping answers a fault, in place of user_id 0, for a session that has ended.",
       .fallback = "false",
       .assumed = true},
      {.name = "included_services",
       .type = Type::Word,
       .sentence = "How a product lists its services: by number, or as objects.",
       .fallback = "ids",
       .assumed = true,
       .words = {"ids", "objects"}},
      {.name = "status_message_required",
       .type = Type::Bool,
       .sentence = "Whether a provisioning status without a message is refused.",
       .fallback = "false",
       .assumed = true},
      {.name = "failed_logins_max",
       .type = Type::Integer,
       .sentence = "After so many failed logins no more are let in for a while; 0: never so.",
       .fallback = "0",
       .assumed = true,
       .min = 0,
       .max = 1'000},
      {.name = "failed_logins_lock",
       .type = Type::Duration,
       .sentence = "How long that is, since the last failure.",
       .fallback = "15m",
       .assumed = true},
  };
}

Keys make_settings_keys() {
  Keys keys;
  keys.push_back(
      {.name = "espf", .type = Type::Map, .sentence = "How the ESPF delivers.", .keys = espf_keys()});
  keys.push_back({.name = "application",
                  .type = Type::Map,
                  .sentence = "The Application under test.",
                  .keys = application_keys()});
  keys.push_back(
      {.name = "ports",
       .type = Type::Ports,
       .sentence =
           "Fixed ports, for an Application that runs already: http, https, clock, a realm's (reseller_http "
           "…), a system's name. With them scenarios run one after another.",
       .fallback = "free ones",
       .min = 1,
       .max = 65535});
  keys.push_back({.name = "clock",
                  .type = Type::DateTime,
                  .sentence = "Where virtual time begins.",
                  .fallback = "the world's `clock`; now, where it has none"});
  keys.push_back(
      {.name = "time",
       .type = Type::TimeMode,
       .sentence = "skip: virtual time jumps when all is quiet; real; or so many times faster, as 10x.",
       .fallback = "skip"});
  keys.push_back({.name = "within",
                  .type = Type::Duration,
                  .sentence = "The deadline of checks that say none, in virtual time.",
                  .fallback = "1h"});
  keys.push_back(
      {.name = "settle",
       .type = Type::Duration,
       .sentence = "How long, after the steps, the ESPF's queue may take to become empty, in virtual time.",
       .fallback = "24h"});
  keys.push_back({.name = "patience",
                  .type = Type::Duration,
                  .sentence = "How long nothing must have happened, in real time, before a deadline passes.",
                  .fallback = "2s"});
  keys.push_back({.name = "token_lifetime",
                  .type = Type::Duration,
                  .sentence =
                      "How long an access token of the API lasts; less where its session is not used, "
                      "see `api`.",
                  .fallback = "48h"});
  keys.push_back(
      {.name = "api", .type = Type::Map, .sentence = "How PortaBilling's APIs answer.", .keys = api_keys()});
  keys.push_back(
      {.name = "preset_systems",
       .type = Type::Bool,
       .sentence = "Whether external systems begin with what PortaBilling holds; else they begin empty.",
       .fallback = "true"});
  keys.push_back({.name = "stubs",
                  .type = Type::Stubs,
                  .sentence =
                      "What calls are answered beyond, or in place of, the model. Those of the scenario are "
                      "asked first, then the suite file's, then the world's: see docs/stubs.md."});
  keys.push_back({.name = "without",
                  .type = Type::Words,
                  .sentence = "Invariants that are not judged.",
                  .words = names(invariants())});
  keys.push_back({.name = "seed",
                  .type = Type::Integer,
                  .sentence = "The seed of whatever is drawn.",
                  .fallback = "that of the run",
                  .min = 0,
                  .max = kSeedMax});
  return keys;
}

}  // namespace

const Keys& settings_keys() {
  static const Keys table = make_settings_keys();
  return table;
}

const Keys& suite_keys() {
  static const Keys table = {
      {.name = "world", .type = Type::File, .sentence = "The world of scenarios that name none."}};
  return table;
}

const Keys& scenario_keys() {
  static const Keys table = {
      {.name = "scenario",
       .sentence = "The title: what must come of it, in a sentence.",
       .required = true,
       .not_empty = true},
      {.name = "source", .sentence = "Where the behaviour is documented, in a line."},
      {.name = "tags", .type = Type::Texts, .sentence = "Words by which `espf run --tag` chooses."},
      {.name = "world",
       .type = Type::File,
       .sentence = "The world in which it plays: a file, as seen from this one.",
       .fallback = "the suite file's"},
      {.name = "given",
       .type = Type::Given,
       .sentence = "What the story relies on in the world; checked when the file is read."},
      {.name = "examples",
       .type = Type::Examples,
       .sentence =
           "One scenario for each item; `<name>` stands for the item's value everywhere, in the title too."},
      {.name = "steps",
       .type = Type::Steps,
       .sentence = "What happens, and what must come of it.",
       .required = true},
  };
  return table;
}

}  // namespace sim::language
