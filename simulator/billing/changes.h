// What an administrator or the billing engine can do to one entity, and which events that records.
//
// Every deed is a pure function of the world. A deed that would leave everything as it is (block what is
// blocked) returns an empty ChangeSet whose description says so.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/map_reader.h"
#include "base/result.h"
#include "base/virtual_time.h"
#include "simulator/billing/change_set.h"
#include "simulator/billing/entity_kind.h"
#include "simulator/billing/event_types.h"
#include "simulator/billing/text_form.h"

namespace sim {

class World;
class ChangeDraft;

enum class ArgumentKind {
  None,    // the bare word: `do: block`
  Text,    // a name or any text
  Word,    // one of ChangeRow::words
  Money,   // a decimal number in the entity's currency: 10, 12.50
  Amount,  // … that is over 0
  OptionalAmount,
  DateTime,  // "2026-01-31 12:00:00" or "2026-01-31"
  Flag,      // true, false, Y, N
  Integer,
  CustomerNumber,  // the i_… of one
  ProductNumber,
  Product,  // names of entities; with ChangeRow::keys a map of these may stand in its place
  Sim,
  Customer,
  Account,
  Map,  // keys of ChangeRow::keys
  OptionalMap,
  AnyMap,  // name → text: custom fields; null takes one away
  Lists,   // name → a text or a list of texts: attributes of a service feature
};
std::string_view word(ArgumentKind kind);  // "money", "a map", … for documents

struct ArgumentKey {
  std::string name;
  ArgumentKind kind;
  bool required;
  std::string sentence;
  std::vector<std::string> words;  // of a Word
  bool nullable = false;           // null is a value too: it clears what was there
  TextForm form = TextForm::Any;   // of a Text
  std::string instead_of{};        // the key that says the same in another way: one of them stands there
};

// The key that may stand in its place; null where none may.
const ArgumentKey* other_way_to_say(const ArgumentKey& key, const std::vector<ArgumentKey>& keys);

struct ChangeError {
  base::ErrorKind kind = base::ErrorKind::Invalid;
  std::string reason;   // for API faults: duplicate_id, not_found, wrong_state, wrong_value, unknown_deed
  std::string what;     // one sentence, no full stop
  std::string help;     // "did you mean `LTE Basic`?", or empty
  base::SourcePos pos;  // of the argument's part that is wrong
  int width = 1;
};

// Does the deed on a draft of the world, and returns the ChangeSet's description.
using ChangeFunction = base::Result<std::string, ChangeError> (*)(ChangeDraft& draft,
                                                                  const base::Node& argument);

struct ChangeRow {
  EntityKind entity;
  std::string deed;
  ArgumentKind argument;
  std::string sentence;            // one line for people
  std::vector<ArgumentKey> keys;   // of a Map
  std::vector<std::string> words;  // of a Word
  std::vector<std::string>
      events;            // fine-grained types that it may record, in the names of the newest release
  bool creates = false;  // the named entity must not exist yet; else it must
  ChangeFunction apply = nullptr;
  TextForm name_form = TextForm::NotEmpty;  // of who is created
  TextForm text_form = TextForm::NotEmpty;  // of a Text
};

// In the order of documents: by entity, then as people look for them.
const std::vector<ChangeRow>& change_table();
const ChangeRow* find_change(EntityKind entity, std::string_view deed);
std::vector<std::string> deeds_of(EntityKind entity);

// Says what is wrong in the shape of an argument, without a world: for `espf check`.
void check_argument(const ChangeRow& row, const base::Node& argument, base::Findings& findings);
// … and in the name of one that the deed makes.
void check_new_name(const ChangeRow& row, const base::Node& name, base::Findings& findings);

struct ChangeRequest {
  EntityKind entity = EntityKind::Account;
  std::string name;                // the entity by the name people use; or:
  std::optional<std::int64_t> id;  // its i_…
  std::string deed;
  base::Node argument;  // Null: none. An API's JSON comes through base::to_node.
};

struct ChangeOptions {
  int release = kDefaultRelease;  // whose event names are recorded
};

base::Result<ChangeSet, ChangeError> make_change(const World& world, const ChangeRequest& request,
                                                 base::VirtualTime now, const ChangeOptions& options = {});

}  // namespace sim
