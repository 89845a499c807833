#include "simulator/scenario/language/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>

#include "base/ascii.h"
#include "base/diagnostic_order.h"
#include "base/file.h"
#include "base/value_matcher.h"
#include "simulator/scenario/language/read_given.h"
#include "simulator/scenario/language/read_settings.h"
#include "simulator/scenario/language/read_step.h"
#include "simulator/scenario/language/read_value.h"

namespace sim {
namespace {

using language::NameSort;
using language::Reading;
using language::TableReader;

constexpr std::size_t kExamplesMax = 1'000;
constexpr std::size_t kStepsMax = 10'000;

using Parameters = std::vector<base::Member>;

const base::Member* find(const Parameters& parameters, std::string_view name) {
  const auto found =
      std::find_if(parameters.begin(), parameters.end(), [&](const auto& each) { return each.key == name; });
  return found == parameters.end() ? nullptr : &*found;
}

std::vector<std::string> names_of(const Parameters& parameters) {
  std::vector<std::string> names;
  for (const base::Member& each : parameters) names.push_back(each.key);
  return names;
}

// Every `what` in its texts stands twice.
base::Node doubled(base::Node node, std::string_view what) {
  const auto twice = [what](std::string& text) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += 2 * what.size())
      text.insert(at, what);
  };
  twice(node.text);
  for (base::Node& item : node.items) item = doubled(std::move(item), what);
  for (base::Member& member : node.members) {
    twice(member.key);
    member.value = doubled(std::move(member.value), what);
  }
  return node;
}

base::Node text_node(std::string text) {
  base::Node node;
  node.kind = base::Node::Kind::Scalar;
  node.text = std::move(text);
  return node;
}

std::string line_of(const std::string& text, int line) {
  std::size_t at = 0;
  for (int number = 1; number < line && at != std::string::npos; ++number) {
    at = text.find('\n', at);
    if (at != std::string::npos) ++at;
  }
  if (at == std::string::npos) return "";
  std::string found = text.substr(at, text.find('\n', at) - at);
  while (!found.empty() && found.back() == '\r') found.pop_back();
  return found;
}

// Whether the key is there, misspelt or in what could not be read.
bool says_nearly(const base::Node& root, const char* key) {
  return root.incomplete || std::any_of(root.members.begin(), root.members.end(), [&](const auto& member) {
           return !base::nearest(member.key, {key}).empty();
         });
}

// Reads the file once, for one of its examples.
class ScenarioReader {
 public:
  ScenarioReader(const base::Document& document, const SuiteSettings& suite, WorldLoader& worlds,
                 base::Findings& findings)
      : document_(document), suite_(suite), worlds_(worlds), findings_(findings) {}

  // Nothing where something is wrong, which is a finding or a diagnostic of the world. Unless
  // `knows_parameters`, any unknown `<name>` may be a parameter's.
  std::optional<Scenario> read(const Parameters& parameters, bool knows_parameters) {
    parameters_ = &parameters;
    knows_parameters_ = knows_parameters;
    const std::size_t before = findings_.size();
    Scenario scenario;
    scenario.file = document_.file;
    scenario.settings = suite_.settings;
    scenario.settings.documents = worlds_.documents();
    const base::Node head = bound_head();
    read_head(head, scenario);
    const bool has_stubs_whole = load_stubs(scenario);
    load_world(head, scenario);
    const base::Node* ports = readable("ports", head);
    if (ports != nullptr && scenario.world != nullptr)
      language::check_systems_of_ports(*ports, {scenario.world.get()}, findings_);
    Reading reading(findings_, scenario.world.get(), scenario.settings);
    reading.knows_espf =
        (!findings_.incomplete() || readable("espf", head) != nullptr) && !suite_.broken.contains("espf");
    reading.knows_stubs = !suite_.broken.contains("stubs");
    reading.knows_stub_names = reading.knows_stubs && has_stubs_whole && scenario.world != nullptr;
    if (findings_.incomplete()) reading.rehearsal.lose_sight();
    const base::Node* given = readable("given", head);
    const base::Node* clock = head.find("clock");
    const bool may_lack_clock = findings_.incomplete() && document_.text.find("clock") != std::string::npos;
    const bool knows_clock =
        clock != nullptr ? !clock->is_unread() : !may_lack_clock && !suite_.broken.contains("clock");
    if (given != nullptr && knows_clock) language::read_given(*given, reading);
    if (const base::Node* steps = readable("steps", document_.root)) {
      read_steps(*steps, reading, scenario);
    } else {
      knows_what_is_used_ = false;
    }
    if (findings_.size() > before || scenario.world == nullptr) return std::nullopt;
    return scenario;
  }

  const std::set<std::string>& used() const { return used_; }
  // False where some part was not looked at, or says a name that is none and may be meant for another.
  bool knows_what_is_used() const { return knows_what_is_used_; }
  const std::vector<base::Diagnostic>& elsewhere() const { return elsewhere_; }

 private:
  static const base::Node* readable(std::string_view key, const base::Node& root) {
    const base::Node* found = root.find(key);
    return found == nullptr || found->is_unread() ? nullptr : found;
  }

  std::optional<base::Node> parameter(std::string_view name) {
    const base::Member* found = find(*parameters_, name);
    if (found == nullptr) return std::nullopt;
    used_.insert(found->key);
    return found->value;
  }

  // What may be meant by a parameter that could not be read is unread.
  std::optional<base::Node> parameter_if_read(std::string_view name) {
    if (auto value = parameter(name)) return value;
    if (knows_parameters_ && !findings_.may_be_left_out(name)) return std::nullopt;
    return base::unread();
  }

  base::Node put_in(const base::Node& node,
                    const std::function<std::optional<base::Node>(std::string_view)>& lookup,
                    const std::vector<std::string>& names,
                    const std::function<std::string(std::string_view)>& why_not = {}) {
    const std::size_t before = findings_.size();
    base::Node bound = base::substitute(node, lookup, names, findings_, why_not);
    if (findings_.size() > before) knows_what_is_used_ = false;
    return bound;
  }

  // All but examples, steps and stubs, with the parameters put in.
  base::Node bound_head() {
    base::Node head = document_.root;
    std::erase_if(head.members, [](const auto& each) {
      return each.key == "examples" || each.key == "steps" || each.key == "stubs";
    });
    return put_in(
        head, [&](std::string_view name) { return parameter_if_read(name); }, names_of(*parameters_));
  }

  void read_head(const base::Node& head, Scenario& scenario) {
    TableReader reader("a scenario", findings_);
    language::Keys keys;
    for (const language::Key& key : language::scenario_keys()) {
      keys.push_back(key);
      keys.back().required = false;  // `scenario` and `steps` are asked for once, by parse_scenarios
    }
    reader.declare(keys);
    reader.on("scenario", [&](const base::Node& value) {
      scenario.title = base::read_text(value, findings_).value_or("");
      if (value.is_scalar() && value.text.empty()) findings_.add(value, "the title is empty");
    });
    reader.on("source", [&](const base::Node& value) {
      scenario.source = base::read_text(value, findings_).value_or("");
    });
    reader.on("tags", [&](const base::Node& value) {
      base::read_list(value, findings_, [&](const base::Node& item) {
        if (const auto tag = base::read_text(item, findings_)) scenario.tags.push_back(*tag);
      });
    });
    reader.on("world", [&](const base::Node& value) {
      const auto file = base::read_text(value, findings_);
      if (file && file->empty()) findings_.add(value, "no world is named", "write `world: FILE`");
    });
    language::join_settings(reader, document_.file, scenario.settings, findings_);
    for (const char* later : {"given", "examples", "steps", "stubs"})
      reader.on(later, [](const base::Node&) {});
    reader.read(head);
  }

  // Its answers are templates: there a `<name>` that is no parameter stays, and what is put in is not to be
  // looked at again when it is given.
  base::Node bound_stub(base::Node stub) {
    const auto put = [this](std::string_view name) { return parameter_if_read(name); };
    const auto put_or_keep = [this](std::string_view name) -> std::optional<base::Node> {
      if (auto value = parameter(name)) return doubled(*std::move(value), "<");
      return text_node(fmt::format("<{}>", name));
    };
    const std::vector<std::string> names = names_of(*parameters_);
    if (!stub.is_map()) return put_in(stub, put, names);
    for (base::Member& member : stub.members) {
      const bool is_template = member.key == "answer" || member.key == "answers";
      member.value = is_template ? put_in(doubled(member.value, "<<"), put_or_keep, names)
                                 : put_in(member.value, put, names);
    }
    return stub;
  }

  // The scenario's own stand before those of the suite. False where not all of them could be read.
  bool load_stubs(Scenario& scenario) {
    const base::Node* said = readable("stubs", document_.root);
    if (said == nullptr) return !findings_.incomplete() && !says_nearly(document_.root, "stubs");
    const std::size_t mistakes = findings_.size() + elsewhere_.size();
    base::Node bound = *said;
    for (base::Node& stub : bound.items) stub = bound_stub(std::move(stub));
    auto stubs = worlds_.read_stubs(bound, findings_, elsewhere_);
    auto& all = scenario.settings.stubs;
    all.insert(all.begin(), std::make_move_iterator(stubs.begin()), std::make_move_iterator(stubs.end()));
    return !findings_.incomplete() && findings_.size() + elsewhere_.size() == mistakes;
  }

  void load_world(const base::Node& head, Scenario& scenario) {
    const base::Node* said = head.find("world");
    if (said != nullptr && (!said->is_scalar() || said->text.empty())) return;
    if (said == nullptr && (document_.root.incomplete || suite_.broken.contains("world"))) return;
    scenario.world_file = said == nullptr ? suite_.world_file : base::path_beside(document_.file, said->text);
    if (scenario.world_file.empty()) {
      findings_.add(document_.root.pos, 1, "this scenario plays in no world",
                    fmt::format("add `world: FILE` here or in {}", kSuiteFileName));
      return;
    }
    const WorldLoader::Loaded& loaded = worlds_.load(scenario.world_file);
    scenario.world = loaded.world;
    auto& stubs = scenario.settings.stubs;
    stubs.insert(stubs.end(), loaded.stubs.begin(), loaded.stubs.end());
    if (loaded.world != nullptr) return;
    const base::Node& place = said == nullptr ? document_.root : *said;
    const int width = said == nullptr ? 1 : said->width;
    if (!loaded.missing.empty()) {
      findings_.add(place.pos, width, loaded.missing,
                    said == nullptr ? fmt::format("{} names it", suite_.file)
                                    : worlds_.help_for_missing(document_.file, said->text));
      return;
    }
    elsewhere_.insert(elsewhere_.end(), loaded.diagnostics.begin(), loaded.diagnostics.end());
  }

  void read_steps(const base::Node& steps, Reading& reading, Scenario& scenario) {
    knows_what_is_used_ = knows_what_is_used_ && steps.is_sequence() && steps.items.size() <= kStepsMax;
    if (steps.is_sequence() && steps.items.size() > kStepsMax) {
      findings_.add(steps, fmt::format("more than {} steps", kStepsMax));
      return;
    }
    if (steps.is_sequence() && steps.items.empty() && !steps.incomplete) {
      findings_.add(steps, "a scenario without steps", "write at least one, as `- wait: 1h`");
    }
    base::read_list(steps, findings_, [&](const base::Node& item) { read_one(item, reading, scenario); });
    language::check_ahead(reading);
  }

  static const std::vector<std::string>* fields_of(std::string_view name_and_field, const Reading& reading) {
    return reading.names.fields_of(name_and_field.substr(0, name_and_field.find('.')));
  }
  static bool lacks_field(std::string_view name_and_field, const Reading& reading) {
    const auto* fields = fields_of(name_and_field, reading);
    const std::size_t dot = name_and_field.find('.');
    return fields != nullptr && dot != std::string_view::npos &&
           std::find(fields->begin(), fields->end(), name_and_field.substr(dot + 1)) == fields->end();
  }

  void read_one(const base::Node& item, Reading& reading, Scenario& scenario) {
    reading.late = false;
    const std::size_t before = findings_.size();
    const auto lookup = [&](std::string_view name) -> std::optional<base::Node> {
      if (auto value = parameter(name)) return value;
      const std::size_t dot = name.find('.');
      const bool may_be_parameter = !knows_parameters_ || findings_.may_be_left_out(name);
      if (dot == std::string_view::npos && may_be_parameter) return base::unread();
      if (findings_.may_be_left_out("as", name.substr(0, dot))) {
        reading.late = true;
        return base::unread();
      }
      if (dot == std::string_view::npos || dot == 0 || dot + 1 == name.size()) return std::nullopt;
      if (!reading.names.has(name.substr(0, dot))) return std::nullopt;
      if (lacks_field(name, reading)) return std::nullopt;
      reading.late = true;
      return base::unread();  // until the run: bind_step()
    };
    std::vector<std::string> names = names_of(*parameters_);
    const std::vector<std::string> later = reading.names.with_fields();
    names.insert(names.end(), later.begin(), later.end());
    const base::Node bound = put_in(item, lookup, names, [&](std::string_view name) {
      return lacks_field(name, reading) ? language::no_such_field(name, *fields_of(name, reading)) : "";
    });
    auto step = language::read_step(bound, reading);  // what can be read of it
    const bool is_read = findings_.size() == before && step;
    if (!is_own_doing(item)) reading.rehearsal.let_others_act();
    if (!is_read) return keep_name(item, reading);
    step->text = line_of(document_.text, step->pos.line);
    if (reading.late) step->late = LateStep{item, *parameters_};
    scenario.steps.push_back(*std::move(step));
  }

  // Nobody else does anything meanwhile.
  static bool is_own_doing(const base::Node& step) {
    return std::all_of(step.members.begin(), step.members.end(), [](const base::Member& member) {
      return member.key == "change" || member.key == "fault" || member.key == "clear";
    });
  }

  // A step that cannot be read still gives its name, so that no later step is blamed for it.
  static void keep_name(const base::Node& item, Reading& reading) {
    if (!item.is_map() || item.members.empty()) return;
    const base::Node* name = item.members.front().value.find("as");
    if (name == nullptr) return;
    base::Findings none("");
    reading.names.add(*name, item.members.front().key == "fault" ? NameSort::Fault : NameSort::Act, none);
  }

  const base::Document& document_;
  const SuiteSettings& suite_;
  WorldLoader& worlds_;
  base::Findings& findings_;
  const Parameters* parameters_ = nullptr;
  bool knows_parameters_ = true;
  std::set<std::string> used_;
  bool knows_what_is_used_ = true;
  std::vector<base::Diagnostic> elsewhere_;  // of the world and of files of stubs
};

bool is_parameter_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return base::is_alphanumeric(c) || c == '_' || c == '-';
  });
}

void check_row(const base::Node& row, const base::Node& first, base::Findings& findings) {
  for (const base::Member& member : row.members) {
    if (!is_parameter_name(member.key)) {
      findings.add(member.pos, member.width,
                   fmt::format("`{}` cannot be the name of a parameter", member.key),
                   "one word of letters, digits, `_` and `-`");
    } else if (first.find(member.key) == nullptr) {
      findings.add(member.pos, member.width, fmt::format("the first example has no `{}`", member.key),
                   base::suggestion(member.key, names_of(first.members)));
    }
  }
  for (const base::Member& member : first.members) {
    if (row.find(member.key) == nullptr)
      findings.add(row, fmt::format("this example has no `{}`", member.key));
  }
}

// One set of parameters for each scenario of the file.
struct Examples {
  std::vector<Parameters> rows;
  // False where none could be read: then there is one row, without parameters.
  bool knows_parameters = true;
};

// What one row has and another lacks is a mistake that is told: the others have it unread.
void fill_up(std::vector<Parameters>& rows) {
  Parameters all;
  for (const Parameters& row : rows) {
    for (const base::Member& each : row) {
      if (find(all, each.key) == nullptr) all.push_back(each);
    }
  }
  for (base::Member& each : all) each.value = base::unread();
  for (Parameters& row : rows) {
    Parameters filled = all;  // in one order, so that what is told of each row reads alike
    for (base::Member& each : filled) {
      if (const base::Member* own = find(row, each.key)) each = *own;
    }
    row = std::move(filled);
  }
}

Examples read_examples(const base::Node* examples, base::Findings& findings) {
  if (examples == nullptr) return {{Parameters{}}};
  std::vector<Parameters> rows;
  const base::Node* first = nullptr;
  base::read_list(*examples, findings, [&](const base::Node& row) {
    if (!row.is_map() || row.members.empty()) {
      findings.add(row, "an example must be a map of parameters",
                   "write, say, `- {name: top-up, amount: 10}`");
      return;
    }
    if (first == nullptr) first = &row;
    check_row(row, *first, findings);
    rows.push_back(row.members);
  });
  if (examples->is_sequence() && examples->items.empty() && !examples->incomplete) {
    findings.add(*examples, "there is no example",
                 "write, say, `- {name: top-up, amount: 10}`, or leave `examples` out");
  }
  if (rows.size() > kExamplesMax) findings.add(*examples, fmt::format("more than {} examples", kExamplesMax));
  if (rows.empty()) return {{Parameters{}}, false};
  if (rows.size() > kExamplesMax) rows.resize(kExamplesMax);
  fill_up(rows);
  return {std::move(rows)};
}

// Of a scenario whose example lacks a part of its title there is none.
void check_titles(const base::Document& document, const std::vector<Scenario>& scenarios,
                  base::Findings& findings) {
  std::set<std::string> titles;
  for (const Scenario& scenario : scenarios) {
    if (scenario.title.empty() || titles.insert(scenario.title).second) continue;
    const base::Node* title = document.root.find("scenario");
    findings.add(*title, fmt::format("two examples have the title `{}`", scenario.title),
                 "put a parameter into the title, as `<name>`");
    return;
  }
}

std::vector<base::Diagnostic> in_order_once(std::vector<base::Diagnostic> all) {
  base::sort_by_place(all);
  std::vector<base::Diagnostic> once;
  for (base::Diagnostic& each : all) {
    if (std::find(once.begin(), once.end(), each) == once.end()) once.push_back(std::move(each));
  }
  return once;
}

}  // namespace

base::Result<std::vector<Scenario>, std::vector<base::Diagnostic>> parse_scenarios(
    const base::Document& document, const SuiteSettings& suite, WorldLoader& worlds) {
  base::Findings findings(document.file);
  std::vector<Scenario> scenarios;
  ScenarioReader reader(document, suite, worlds, findings);
  findings.set_left_out(document);
  if (document.root.is_unread()) return scenarios;
  if (!document.root.is_map()) {
    findings.add(document.root,
                 fmt::format("a scenario must be a map, not {}", base::kind_name(document.root.kind)),
                 "begin with `scenario: TITLE`");
    return tl::unexpected(findings.all());
  }
  if (document.root.find("scenario") == nullptr && !says_nearly(document.root, "scenario")) {
    findings.add(document.root.pos, 1, "the scenario has no title", "add `scenario: TITLE`");
  }
  if (document.root.find("steps") == nullptr && !says_nearly(document.root, "steps")) {
    findings.add(document.root.pos, 1, "`steps` is missing in a scenario",
                 "add `steps:` with a list of steps");
  }
  const Examples examples = read_examples(document.root.find("examples"), findings);
  for (const Parameters& row : examples.rows) {
    auto scenario = reader.read(row, examples.knows_parameters);
    if (!scenario) continue;
    scenario->is_example = examples.rows.size() > 1;
    scenarios.push_back(*std::move(scenario));
  }
  for (const base::Member& each : examples.rows.front()) {
    if (each.value.is_unread()) continue;  // an unread one of the others is told
    if (reader.used().count(each.key) != 0 || findings.incomplete() || !reader.knows_what_is_used()) continue;
    findings.add(each.pos, each.width, fmt::format("nothing uses the parameter `{}`", each.key),
                 fmt::format("write `<{}>` somewhere, or leave it out", each.key));
  }
  check_titles(document, scenarios, findings);
  worlds.add_notes(findings.notes());
  std::vector<base::Diagnostic> all = in_order_once(findings.all());
  for (const base::Diagnostic& each : reader.elsewhere()) {
    if (std::find(all.begin(), all.end(), each) == all.end()) all.push_back(each);
  }
  if (!all.empty()) return tl::unexpected(std::move(all));
  return scenarios;
}

base::Result<Step, std::vector<base::Diagnostic>> bind_step(const Scenario& scenario, const Step& step,
                                                            const NameLookup& lookup,
                                                            const FieldNames& fields) {
  if (!step.late) return step;
  base::Findings findings(scenario.file);
  const auto value = [&](std::string_view name) -> std::optional<base::Node> {
    if (const base::Member* parameter = find(step.late->parameters, name)) return parameter->value;
    const auto found = lookup(name);
    if (!found) return std::nullopt;
    return base::to_node(*found);
  };
  const auto why_not = [&](std::string_view name) {
    return fields ? language::no_such_field(name, fields(name.substr(0, name.find('.')))) : "";
  };
  const base::Node node =
      base::substitute(step.late->node, value, names_of(step.late->parameters), findings, why_not);
  if (!findings.empty()) return tl::unexpected(findings.all());
  Reading reading(findings, scenario.world.get(), scenario.settings);
  reading.bound = true;
  auto bound = language::read_step(node, reading);
  if (!bound) return tl::unexpected(findings.all());
  bound->text = step.text;
  return *std::move(bound);
}

}  // namespace sim
