#include "simulator/scenario/language/read_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "base/file.h"
#include "base/uri.h"
#include "simulator/installation/known_systems.h"
#include "simulator/scenario/language/read_espf.h"

namespace sim::language {
namespace {

constexpr const char* kShortLife = "write, say, `1s`, or fault with `expire_session`";

const Key& setting(std::string_view name) {
  for (const Key& key : settings_keys()) {
    if (key.name == name) return key;
  }
  return settings_keys().front();
}

// Words cut at blanks, or a list of them.
std::optional<std::vector<std::string>> read_command(const base::Node& node, base::Findings& findings) {
  std::vector<std::string> words;
  if (node.is_scalar()) {
    std::size_t at = 0;
    while ((at = node.text.find_first_not_of(' ', at)) != std::string::npos) {
      const std::size_t end = std::min(node.text.find(' ', at), node.text.size());
      words.push_back(node.text.substr(at, end - at));
      at = end;
    }
  } else {
    base::read_list(node, findings, [&](const base::Node& item) {
      if (const auto word = base::read_text(item, findings)) words.push_back(*word);
    });
    if (!node.is_sequence()) return std::nullopt;
  }
  if (words.empty() || words.front().empty()) {
    findings.add(node, "the command is empty", "write `command: [python3, app.py]`");
    return std::nullopt;
  }
  return words;
}

void read_url(const base::Node& node, std::string& into, base::Findings& findings) {
  const auto text = base::read_text(node, findings);
  if (!text) return;
  if (const auto url = base::parse_url(*text); !url) {
    findings.add(node, url.error().what, "write, say, `http://127.0.0.1:8080/`");
    return;
  }
  into = *text;
}

void read_application(const Key& key, const base::Node& node, const std::string& file, Settings& settings,
                      base::Findings& findings) {
  ApplicationOptions& options = settings.application;
  TableReader reader("`application`", findings);
  reader.declare(key.keys);
  reader.on("command", [&](const base::Node& value) {
    if (auto command = read_command(value, findings)) {
      options.command = *std::move(command);
      settings.application_url.clear();
      if (node.find("working_folder") == nullptr) {
        options.working_folder = std::filesystem::path(file).parent_path().string();
      }
    }
  });
  reader.on("working_folder", [&](const base::Node& value) {
    if (const auto folder = base::read_text(value, findings))
      options.working_folder = base::path_beside(file, *folder);
  });
  reader.on("environment", [&](const base::Node& value) {
    if (!value.is_map())
      return findings.add(value, "`environment` must be a map of texts", "write `{NAME: text}`");
    for (const base::Member& member : value.members) {
      if (member.key.empty() || member.key.find('=') != std::string::npos) {
        findings.add(member.pos, member.width,
                     member.key.empty() ? "the name of a variable is empty"
                                        : fmt::format("`{}` cannot be the name of a variable", member.key),
                     "a name is one word, without `=`");
        continue;
      }
      if (const auto text = base::read_text(member.value, findings)) options.environment[member.key] = *text;
    }
  });
  reader.on("url", [&](const base::Node& value) {
    read_url(value, settings.application_url, findings);
    options.command.clear();
  });
  reader.on("reset", [&](const base::Node& value) { read_url(value, settings.reset_url, findings); });
  reader.on("path", [&](const base::Node& value) {
    const auto path = base::read_text(value, findings);
    if (path && !path->starts_with('/'))
      return findings.add(value, "a path begins with `/`", fmt::format("did you mean `/{}`?", *path));
    const bool is_plain =
        path && std::all_of(path->begin(), path->end(), [](unsigned char c) { return c > ' ' && c < 0x7f; });
    if (path && !is_plain)
      return findings.add(value, "a path has neither blanks nor letters beyond ASCII",
                          "write them as `%20`, in UTF-8");
    if (path) options.path = *path;
  });
  const auto flag = [&](std::string_view name, bool& into) {
    reader.on(name, [&](const base::Node& value) { into = base::read_bool(value, findings).value_or(into); });
  };
  flag("tls", options.tls);
  flag("portabilling_by_tls", options.portabilling_by_tls);
  flag("follows_clock", options.follows_clock);
  reader.on("ready_within", [&](const base::Node& value) {
    const auto time =
        read_lasting(value, "an Application needs some time to begin", "write, say, `15s`", findings);
    options.ready_within = time.value_or(options.ready_within);
  });
  reader.read(node);
  const base::Node* url = node.find("url");
  if (url != nullptr && node.find("command") != nullptr) {
    findings.add(*url, "an Application is started or runs already", "leave `command` or `url` out");
  }
}

void read_ports(const Key& key, const base::Node& node, std::map<std::string, int>& ports,
                base::Findings& findings) {
  if (!node.is_map()) {
    if (!node.is_unread()) findings.add(node, "`ports` must be a map", "write `{http: 8080, hss: 8090}`");
    return;
  }
  const std::vector<std::string> known = port_names();
  std::map<std::int64_t, std::string> taken;
  for (const base::Member& member : node.members) {
    const bool is_known = std::find(known.begin(), known.end(), member.key) != known.end();
    const std::string near = base::nearest(member.key, known);
    // Any other may be a system of the world.
    if (member.key == "control" || (!is_known && !near.empty()))
      findings.add(member.pos, member.width, fmt::format("nothing listens on a port named `{}`", member.key),
                   near.empty() || near == "control" ? "" : fmt::format("did you mean `{}`?", near));
    const auto port = base::read_integer(member.value, key.min, key.max, findings);
    if (!port) continue;
    const auto [owner, is_free] = taken.emplace(*port, member.key);
    if (!is_free)
      findings.add(member.value, fmt::format("`{}` has port {} already", owner->second, *port),
                   "each needs its own");
    ports[member.key] = static_cast<int>(*port);
  }
}

void read_api(const Key& key, const base::Node& node, api::ApiSettings& api, base::Findings& findings) {
  TableReader reader("`api`", findings);
  reader.declare(key.keys);
  const auto duration = [&](std::string_view name, std::chrono::milliseconds& into) {
    reader.on(name,
              [&](const base::Node& value) { into = base::read_duration(value, findings).value_or(into); });
  };
  const auto flag = [&](std::string_view name, bool& into) {
    reader.on(name, [&](const base::Node& value) { into = base::read_bool(value, findings).value_or(into); });
  };
  reader.on("inactivity_timeout", [&](const base::Node& value) {
    const auto timeout = read_lasting(value, "a session must live for some time", kShortLife, findings);
    api.inactivity_timeout = timeout.value_or(api.inactivity_timeout);
  });
  flag("refresh_ends_old_token", api.refresh_ends_old_token);
  flag("ping_faults", api.ping_faults);
  reader.on("included_services", [&](const base::Node& value) {
    const auto word = base::read_word(value, {"ids", "objects"}, findings);
    if (word)
      api.included_services = *word == "ids" ? api::IncludedServices::Ids : api::IncludedServices::Objects;
  });
  flag("status_message_required", api.status_message_required);
  reader.on("failed_logins_max", [&](const base::Node& value) {
    const auto row = std::find_if(key.keys.begin(), key.keys.end(),
                                  [](const Key& each) { return each.name == "failed_logins_max"; });
    const auto number = base::read_integer(value, row->min, row->max, findings);
    api.failed_logins_max = static_cast<int>(number.value_or(api.failed_logins_max));
  });
  duration("failed_logins_lock", api.failed_logins_lock);
  reader.read(node);
}

}  // namespace

void check_systems_of_ports(const base::Node& ports, const std::vector<const World*>& worlds,
                            base::Findings& findings) {
  const std::vector<std::string> everywhere = port_names();
  const std::vector<std::string> known = port_names_of_runs(worlds);
  for (const base::Member& member : ports.members) {
    const bool is_told = !base::nearest(member.key, everywhere).empty();
    if (is_told || std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    findings.add(member.pos, member.width, fmt::format("nothing listens on a port named `{}`", member.key),
                 base::suggestion(member.key, known));
  }
}

bool parse_time_mode(std::string_view text, TimeOptions& time) {
  if (text == "skip" || text == "real") {
    time.mode = text == "skip" ? TimeMode::Skip : TimeMode::Real;
    return true;
  }
  for (const std::string_view sign : {"x", "×"}) {
    if (!text.ends_with(sign)) continue;
    const std::string_view number = text.substr(0, text.size() - sign.size());
    double speed = 0;
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), speed, std::chars_format::fixed);
    if (error != std::errc() || end != number.data() + number.size()) return false;
    if (!(speed > 0 && speed <= 1e6)) return false;
    time.mode = TimeMode::Scaled;
    time.speed = speed;
    return true;
  }
  return false;
}

void join_settings(TableReader& reader, const std::string& file, Settings& settings,
                   base::Findings& findings) {
  reader.declare(settings_keys());
  const auto duration = [&](std::string_view name, std::chrono::milliseconds& into) {
    reader.on(name,
              [&](const base::Node& value) { into = base::read_duration(value, findings).value_or(into); });
  };
  reader.on("espf",
            [&](const base::Node& value) { read_espf(setting("espf"), value, settings.espf, findings); });
  reader.on("application", [&](const base::Node& value) {
    read_application(setting("application"), value, file, settings, findings);
  });
  reader.on("ports",
            [&](const base::Node& value) { read_ports(setting("ports"), value, settings.ports, findings); });
  reader.on("clock", [&](const base::Node& value) {
    const auto text = base::read_text(value, findings);
    if (!text) return;
    settings.clock = base::parse_datetime(*text);
    if (!settings.clock) {
      findings.add(value, fmt::format("`{}` is not a date and time", *text),
                   "write \"2026-01-31 12:00:00\", in UTC");
    }
  });
  reader.on("time", [&](const base::Node& value) {
    const auto text = base::read_text(value, findings);
    if (text && !parse_time_mode(*text, settings.time)) {
      findings.add(value, fmt::format("`{}` is not a mode of time", *text),
                   "write skip, real, or a speed as 10x");
    }
  });
  duration("within", settings.within);
  duration("settle", settings.settle);
  duration("patience", settings.time.patience);
  reader.on("token_lifetime", [&](const base::Node& value) {
    const auto lifetime = read_lasting(value, "a token must live for some time", kShortLife, findings);
    settings.api.token_lifetime = lifetime.value_or(settings.api.token_lifetime);
  });
  reader.on("api", [&](const base::Node& value) { read_api(setting("api"), value, settings.api, findings); });
  reader.on("preset_systems", [&](const base::Node& value) {
    settings.preset_systems = base::read_bool(value, findings).value_or(settings.preset_systems);
  });
  reader.on("without", [&](const base::Node& value) {
    settings.without.clear();
    base::read_list(value, findings, [&](const base::Node& item) {
      const auto name = base::read_text(item, findings);
      const std::vector<std::string> known = names(invariants());
      if (!name) return;
      settings.without.push_back(*name);
      if (std::find(known.begin(), known.end(), *name) != known.end()) return;
      findings.add(item, fmt::format("`{}` is no invariant", *name), base::suggestion(*name, known));
    });
  });
  reader.on("seed", [&](const base::Node& value) {
    const auto seed = base::read_integer(value, setting("seed").min, setting("seed").max, findings);
    if (seed) settings.seed = static_cast<std::uint64_t>(*seed);
  });
}

}  // namespace sim::language
