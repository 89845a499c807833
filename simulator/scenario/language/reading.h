// What the readers of one scenario share.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/document.h"
#include "base/map_reader.h"
#include "simulator/billing/entity_kind.h"
#include "simulator/billing/world.h"
#include "simulator/scenario/language/grammar.h"
#include "simulator/scenario/language/rehearsal.h"
#include "simulator/scenario/scenario.h"

namespace sim::language {

// What a name that `as` gave stands for.
enum class NameSort { Act, Fault, Line };

class Names {
 public:
  // A name that is none, or is given already, is a finding.
  void add(const base::Node& name, NameSort sort, base::Findings& findings);
  // Says which fields the name has, of those whose fields are known.
  void know_fields(const std::string& name, const std::vector<std::string>& fields) {
    fields_[name] = fields;
  }
  // Null where they are not known.
  const std::vector<std::string>* fields_of(std::string_view name) const;
  bool has(std::string_view name) const { return sorts_.find(name) != sorts_.end(); }
  // "swap.NAME" of each, as base::substitute() has what stands for every field.
  std::vector<std::string> with_fields() const;
  // Checks that `name` was given by an earlier step to a thing of that sort.
  void require(const base::Node& name, NameSort sort, base::Findings& findings) const;

 private:
  std::map<std::string, NameSort, std::less<>> sorts_;
  std::map<std::string, std::vector<std::string>, std::less<>> fields_;
};

// The entities that a step may name: those of the world, and those that earlier steps make or rename to.
class Cast {
 public:
  explicit Cast(const World* world) : world_(world) {}

  void add(EntityKind kind, const std::string& name) { made_.insert({kind, name}); }
  // Whatever it says some entity may be called from now on: the parameters of a call, a step with a mistake.
  void add_any(const base::Node& node);
  // One of that kind whose name only a run knows.
  void add_unknown(EntityKind kind) { unknown_.insert(kind); }
  bool knows(EntityKind kind, std::string_view name) const;
  std::vector<std::string> names(EntityKind kind) const;

 private:
  const World* world_;  // null: everything is known
  std::set<std::pair<EntityKind, std::string>> made_;
  std::set<std::string, std::less<>> any_;
  std::set<EntityKind> unknown_;
};

// Whether a method changes nothing in the world.
bool only_reads(std::string_view method);

struct Reading {
  Reading(base::Findings& found, const World* a_world, const Settings& the_settings)
      : findings(found),
        world(a_world),
        settings(the_settings),
        cast(a_world),
        rehearsal(a_world, the_settings.clock) {}

  base::Findings& findings;
  const World* world;  // null where it has mistakes of its own: then nothing is asked of it
  const Settings& settings;
  Cast cast;
  Rehearsal rehearsal;
  Names names;
  std::set<std::string, std::less<>> raw_types;  // of earlier `emit`s
  bool knows_espf = true;                        // false: settings of `espf:` may have been left out
  bool knows_stubs = true;                       // false: further stubs may name methods of their own
  bool knows_stub_names = true;                  // false: some stub was not read, or not without mistakes
  // A fault or a `never` may be about what a later step makes: its unknown names are looked at in the end.
  bool looks_ahead = false;
  std::vector<std::pair<EntityKind, base::Node>> ahead;
  bool late = false;   // the step says names that only a run knows, `<swap.i_event>`: what has them is unread
  bool bound = false;  // it is read again with them: no name is asked for any more
};

// Reads one map against declared keys. Each declared key must have a reader.
class TableReader {
 public:
  using ReadKey = std::function<void(const Key& key, const base::Member& member)>;

  // `what` names the map in messages: "an `expect`".
  TableReader(std::string what, base::Findings& findings) : what_(std::move(what)), findings_(findings) {}

  // Declares keys without readers; on() gives them one each.
  void declare(const Keys& keys);
  void on(std::string_view name, std::function<void(const base::Node&)> read);
  // Declares keys that one reader reads.
  void each(const Keys& keys, const ReadKey& read);
  // Is asked about keys that are not declared, and returns whether it took them.
  void others(std::vector<std::string> candidates, std::function<bool(const base::Member&)> take);

  // Returns false where `node` is no map or a required key is missing. `help` stands beside the first of
  // these.
  bool read(const base::Node& node, const std::string& help = "") const;

 private:
  struct Row {
    const Key* key;
    ReadKey read;
  };
  const Row* find(std::string_view name) const;

  std::string what_;
  base::Findings& findings_;
  std::vector<Row> rows_;
  std::vector<std::string> candidates_;
  std::function<bool(const base::Member&)> others_;
};

// The finding for a word that is not known: as a later word, or with the nearest.
void add_unknown(const base::Member& member, const std::string& message,
                 const std::vector<std::string>& candidates, base::Findings& findings);

// A duration of more than nothing; of nothing, `what` is the finding's message.
std::optional<std::chrono::milliseconds> read_lasting(const base::Node& node, const std::string& what,
                                                      const std::string& help, base::Findings& findings);

// "`swap` has no field `i_evnt`: did you mean `i_event`?" for "swap.i_evnt".
std::string no_such_field(std::string_view name_and_field, const std::vector<std::string>& fields);

// Calls `check` for each scalar that a VALUE compares as written.
void for_each_word(const base::Node& value, const std::function<void(const base::Node&)>& check);

// "`a`, `b`"
std::string quoted_list(const std::vector<std::string>& words);

}  // namespace sim::language
