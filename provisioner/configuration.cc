#include "provisioner/configuration.h"

#include <charconv>
#include <map>
#include <utility>

#include "base/diagnostic_order.h"
#include "base/document.h"
#include "base/http.h"
#include "base/map_reader.h"

namespace prov {
namespace {

using base::Findings;
using base::MapReader;
using base::Node;

constexpr std::int64_t kDayMs = 86'400'000;

// The scalars of `authorization` before it is known which of them its type needs.
struct AuthorizationWords {
  std::string type;
  std::map<std::string, std::string> words;
  std::map<std::string, const Node*> nodes;
};

class Reader {
 public:
  explicit Reader(Findings& findings) : findings_(findings) {}

  Configuration read(const Node& root) {
    MapReader top("the configuration", findings_);
    top.required("listen", [&](const Node& node) { listen(node); });
    top.required("authorization", [&](const Node& node) { authorization(node); });
    top.required("portabilling", [&](const Node& node) { portabilling(node); });
    top.optional("espf", [&](const Node& node) { espf(node); });
    top.required("hss", [&](const Node& node) { hss(node); });
    top.optional("mapping", [&](const Node& node) { mapping(node); });
    top.optional("retry", [&](const Node& node) { retry(node); });
    top.optional("work", [&](const Node& node) { work(node); });
    top.optional("journal", [&](const Node& node) { journal(node); });
    top.optional("clock", [&](const Node& node) { clock(node); });
    top.optional("log", [&](const Node& node) { log(node); });
    top.optional("seed", [&](const Node& node) {
      const auto word = base::read_text(node, findings_);
      if (!word) return;
      const auto [end, error] = std::from_chars(word->data(), word->data() + word->size(), out_.seed);
      if (error != std::errc() || end != word->data() + word->size()) {
        findings_.add(node, "a seed is a whole number from 0 to 18446744073709551615");
      }
    });
    top.read(root);
    if (out_.espf.url.host.empty()) out_.espf.url = out_.portabilling.url;
    out_.portabilling.known_services.clear();
    for (const auto& [service, profile] : out_.mapping.profiles)
      out_.portabilling.known_services.insert(service);
    return std::move(out_);
  }

 private:
  template <class Set>
  void integer(const Node& node, std::int64_t min, std::int64_t max, Set set) {
    if (const auto value = base::read_integer(node, min, max, findings_)) set(*value);
  }

  void number(MapReader& map, const char* key, std::int64_t min, std::int64_t max, int& into) {
    map.optional(key, [this, min, max, &into](const Node& node) {
      integer(node, min, max, [&](std::int64_t value) { into = static_cast<int>(value); });
    });
  }

  void bytes(MapReader& map, const char* key, std::int64_t min, std::int64_t max, std::size_t& into) {
    map.optional(key, [this, min, max, &into](const Node& node) {
      integer(node, min, max, [&](std::int64_t value) { into = static_cast<std::size_t>(value); });
    });
  }

  void text(MapReader& map, const char* key, std::string& into) {
    map.optional(key, [this, &into](const Node& node) {
      if (const auto value = base::read_text(node, findings_)) into = *value;
    });
  }

  void flag(MapReader& map, const char* key, bool& into) {
    map.optional(key, [this, &into](const Node& node) {
      if (const auto value = base::read_bool(node, findings_)) into = *value;
    });
  }

  void duration(MapReader& map, const char* key, std::int64_t min_ms, std::int64_t max_ms,
                std::chrono::milliseconds& into) {
    map.optional(key, [this, key, min_ms, max_ms, &into](const Node& node) {
      const auto value = base::read_duration(node, findings_);
      if (!value) return;
      if (value->count() < min_ms || value->count() > max_ms) {
        findings_.add(node, std::string("`") + key + "` is not between " +
                                base::duration_text(std::chrono::milliseconds(min_ms)) + " and " +
                                base::duration_text(std::chrono::milliseconds(max_ms)));
        return;
      }
      into = *value;
    });
  }

  // `variable` names the environment variable that usually brings it.
  void url(const Node& node, const char* variable, bool may_be_empty,
           const std::function<void(base::Url)>& set) {
    const auto value = base::read_text(node, findings_);
    if (!value) return;
    if (value->empty()) {
      if (!may_be_empty) {
        findings_.add(node, "a URL must stand here", std::string("write it, or set ") + variable);
      }
      return;
    }
    auto parsed = base::parse_url(*value);
    if (!parsed)
      return findings_.add(node, parsed.error().what, "write `http://host:port` or `https://host:port`");
    set(std::move(*parsed));
  }

  static bool is_unread(const Node& map, const char* key) {
    const Node* said = map.find(key);
    return said != nullptr && said->is_unread();
  }

  void listen(const Node& node) {
    const Node* certificate = nullptr;
    MapReader map("listen", findings_);
    text(map, "address", out_.listen.address);
    number(map, "port", 0, 65535, out_.listen.port);
    map.optional("paths", [&](const Node& list) {
      base::read_list(list, findings_, [&](const Node& item) {
        const auto path = base::read_text(item, findings_);
        if (path && !path->starts_with('/')) return findings_.add(item, "a path begins with `/`");
        if (path) out_.receiver.paths.insert(*path);
      });
    });
    map.optional("certificate", [&](const Node& value) {
      certificate = &value;
      if (const auto file = base::read_text(value, findings_)) out_.listen.certificate_file = *file;
    });
    text(map, "key", out_.listen.key_file);
    bytes(map, "body_bytes_max", 1024, 64 << 20, out_.listen.body_bytes_max);
    bytes(map, "pending_events_max", 1, 10'000'000, out_.receiver.pending_events_max);
    map.read(node);
    if (out_.listen.certificate_file.empty() != out_.listen.key_file.empty() &&
        !is_unread(node, "certificate") && !is_unread(node, "key")) {
      findings_.add(certificate != nullptr ? *certificate : node, "`certificate` and `key` belong together",
                    "give both, or neither for HTTP");
    }
  }

  void authorization(const Node& node) {
    AuthorizationWords given;
    auto& rule = out_.receiver.authorization;
    std::chrono::milliseconds date_age_max{0};
    MapReader map("authorization", findings_);
    map.required("type", [&](const Node& value) {
      if (const auto word = base::read_word(value, {"basic", "custom", "signature"}, findings_))
        given.type = *word;
    });
    map.optional("header", [&](const Node& value) {
      const auto name = base::read_text(value, findings_);
      if (!name) return;
      if (!base::is_header_name(*name))
        findings_.add(value, "`" + *name + "` cannot be the name of a header", "write, say, `Authorization`");
      if (base::is_message_header(*name))
        findings_.add(value, "`" + *name + "` is another header of each event",
                      "write, say, `Authorization`");
      rule.header = *name;
    });
    for (const char* key : {"login", "password", "custom_type", "custom_value", "key_id", "secret"}) {
      map.optional(key, [&given, key, this](const Node& value) {
        given.nodes[key] = &value;
        const auto word = base::read_text(value, findings_);
        if (!word) return;
        if (!word->empty()) refuse_unfit(key, *word, value);
        given.words[key] = *word;
      });
    }
    auto algorithm = base::HmacAlgorithm::Sha1;
    map.optional("algorithm", [&](const Node& value) {
      const auto word = base::read_word(value, {"hmac-sha1", "hmac-sha256"}, findings_);
      if (word == "hmac-sha256") algorithm = base::HmacAlgorithm::Sha256;
    });
    duration(map, "date_age_max", 0, 365 * kDayMs, date_age_max);
    map.read(node);
    const auto word = [&](const char* key) {
      if (given.words[key].empty() && !is_unread(node, key)) {
        const Node& place = given.nodes.contains(key) ? *given.nodes[key] : node;
        findings_.add(place, "`" + given.type + "` needs `" + key + "`",
                      "without it anybody could send events to the provisioner");
      }
      return given.words[key];
    };
    if (given.type == "basic") rule.method = BasicAuthorization{word("login"), word("password")};
    if (given.type == "custom") rule.method = CustomAuthorization{word("custom_type"), word("custom_value")};
    if (given.type == "signature")
      rule.method = SignatureAuthorization{word("key_id"), word("secret"), algorithm};
    if (date_age_max.count() > 0) rule.date_age_max = date_age_max;
  }

  // What no ESPF can say in a header would refuse every event.
  void refuse_unfit(std::string_view key, const std::string& word, const Node& value) {
    const bool has_blank_end = word.front() == ' ' || word.back() == ' ';
    if (key == "login" && word.find(':') != std::string::npos)
      findings_.add(value, "a login has no `:`", "what comes after it would be the password");
    if (key == "custom_type" && !base::is_header_name(word))
      findings_.add(value, "`" + word + "` is no type of authorization", "write one word, say `Token`");
    if (key == "key_id" && word.find('"') != std::string::npos)
      findings_.add(value, "a `key_id` stands in quotes, and has none itself");
    if ((key == "custom_value" || key == "key_id") && (has_blank_end || !base::is_header_text(word)))
      findings_.add(value, "`" + std::string(key) + "` cannot stand in a header",
                    "write some text in one line, without blanks at its ends");
  }

  void portabilling(const Node& node) {
    auto& options = out_.portabilling;
    const Node* login = nullptr;
    MapReader map("portabilling", findings_);
    map.required("url", [&](const Node& value) {
      url(value, "ESPF_PORTABILLING_URL", false, [&](base::Url parsed) { options.url = std::move(parsed); });
    });
    map.required("login", [&](const Node& value) {
      login = &value;
      if (const auto word = base::read_text(value, findings_)) options.login = *word;
    });
    text(map, "token", options.token);
    text(map, "password", options.password);
    text(map, "ca_file", out_.ca_file);
    duration(map, "timeout", 100, 600'000, options.timeout);
    duration(map, "renew_before", 0, kDayMs, options.renew_before);
    duration(map, "login_pause", 0, 3'600'000, options.login_pause);
    number(map, "page_size", 1, 1000, options.page_size);
    map.read(node);
    const bool has_secret = !options.token.empty() || !options.password.empty() || is_unread(node, "token") ||
                            is_unread(node, "password");
    if (login != nullptr && (options.login.empty() || !has_secret)) {
      findings_.add(*login, "a login with a token or a password is needed",
                    "set ESPF_LOGIN with ESPF_TOKEN or ESPF_PASSWORD");
    }
    out_.espf.timeout = options.timeout;
  }

  void espf(const Node& node) {
    MapReader map("espf", findings_);
    map.optional("url", [&](const Node& value) {
      url(value, "ESPF_URL", true, [&](base::Url parsed) { out_.espf.url = std::move(parsed); });
    });
    map.optional("group", [&](const Node& value) {
      const auto group = base::read_text(value, findings_);
      if (group && (group->empty() || group->size() > 64)) {
        return findings_.add(value, "a service group has 1 to 64 characters", "HSS, for example");
      }
      if (group) out_.espf.group = *group;
    });
    flag(map, "register_group", out_.espf.register_group);
    duration(map, "timeout", 100, 600'000, out_.espf.timeout);
    map.read(node);
  }

  void hss(const Node& node) {
    MapReader map("hss", findings_);
    map.required("url", [&](const Node& value) {
      url(value, "ESPF_HSS_URL", false, [&](base::Url parsed) { out_.hss.url = std::move(parsed); });
    });
    text(map, "authorization", out_.hss.authorization);
    duration(map, "timeout", 100, 600'000, out_.hss.timeout);
    map.read(node);
  }

  void mapping(const Node& node) {
    MapReader map("mapping", findings_);
    text(map, "lte_service", out_.mapping.lte_service);
    map.optional("profiles", [&](const Node& value) {
      MapReader profiles("profiles", findings_);
      profiles.others([&](const base::Member& member) {
        if (const auto profile = base::read_text(member.value, findings_)) {
          out_.mapping.profiles[member.key] = *profile;
        }
      });
      profiles.read(value);
    });
    map.optional("working_statuses", [&](const Node& value) {
      out_.mapping.working_statuses.clear();
      base::read_list(value, findings_, [&](const Node& item) {
        if (const auto word = base::read_text(item, findings_)) out_.mapping.working_statuses.insert(*word);
      });
    });
    map.read(node);
  }

  void retry(const Node& node) {
    auto& policy = out_.retry;
    MapReader map("retry", findings_);
    duration(map, "initial", 1, kDayMs, policy.initial);
    number(map, "factor_percent", 100, 10'000, policy.factor_percent);
    duration(map, "longest", 1, 7 * kDayMs, policy.longest);
    number(map, "jitter_percent", 0, 100, policy.jitter_percent);
    duration(map, "give_up_after", 0, 365 * kDayMs, policy.give_up_after);
    number(map, "attempts_max", 0, 1'000'000, policy.attempts_max);
    if (!map.read(node) || policy.initial <= policy.longest) return;
    const Node* initial = node.find("initial");
    findings_.add(initial != nullptr ? *initial : *node.find("longest"),
                  "the first wait, `initial`, is longer than the longest",
                  "`longest` is " + base::duration_text(policy.longest) + ", `initial` " +
                      base::duration_text(policy.initial));
  }

  void work(const Node& node) {
    MapReader map("work", findings_);
    number(map, "workers", 1, 256, out_.workers);
    flag(map, "adopt", out_.adopt);
    map.read(node);
  }

  void journal(const Node& node) {
    MapReader map("journal", findings_);
    text(map, "folder", out_.journal_folder);
    duration(map, "keep_done", 60'000, 3650 * kDayMs, out_.keep_done);
    map.read(node);
  }

  void clock(const Node& node) {
    MapReader map("clock", findings_);
    map.optional("url", [&](const Node& value) {
      url(value, "ESPF_CLOCK_URL", true, [&](base::Url parsed) { out_.clock = std::move(parsed); });
    });
    map.read(node);
  }

  void log(const Node& node) {
    static const std::vector<std::string> kLevels = {"debug", "info", "warning", "error"};
    MapReader map("log", findings_);
    map.optional("level", [&](const Node& value) {
      const auto word = base::read_word(value, kLevels, findings_);
      for (std::size_t i = 0; word && i < kLevels.size(); ++i) {
        if (*word == kLevels[i]) out_.log_level = static_cast<base::LogLevel>(i);
      }
    });
    map.read(node);
  }

  Findings& findings_;
  Configuration out_;
};

}  // namespace

base::Result<Configuration, std::vector<base::Diagnostic>> read_configuration(
    const std::string& file, const std::string& text, const Environment& environment) {
  base::DocumentRead read = base::read_document(file, text);
  Findings findings(file);
  findings.set_left_out(read.document);
  const auto root = with_environment(std::move(read.document.root), environment, findings);
  auto configuration = Reader(findings).read(root);
  std::vector<base::Diagnostic> mistakes = base::with_found(std::move(read.mistakes), findings.all());
  if (mistakes.empty()) return configuration;
  base::sort_by_place(mistakes);
  return tl::unexpected(std::move(mistakes));
}

}  // namespace prov
