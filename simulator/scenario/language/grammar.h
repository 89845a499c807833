// The language of scenarios, declared once: parser, messages, JSON Schema and reference page are made from
// these tables. What other rooms declare is taken from them: deeds (billing/changes.h), faults
// (fault/fault_table.h), event types (billing/event_types.h), methods (api/api.h).
//
// To add a key: its row in grammar_*.cc and its reader where that map is read; a row without a reader, or a
// reader without a row, stops the first test that reads such a map.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "simulator/billing/entity_kind.h"
#include "simulator/transcript/entry.h"

namespace sim::language {

// Members of the rows below have defaults, so that a row names only what differs.

// What may stand behind a key.
enum class Type {
  Text,        // as written, never a number
  Texts,       // a list of texts
  Word,        // one of Key::words
  Words,       // a list of them
  Bool,        // true, false
  Integer,     // within min and max
  Number,      // a decimal number, at least min
  Duration,    // 250ms, 10s, 1h30m
  DateTime,    // "2026-01-31 12:00:00"
  TimeMode,    // skip, real, 10x
  File,        // a path, as seen from the file that says it
  NewName,     // given by `as`
  OldName,     // one that an earlier step gave
  Entity,      // the name of an entity (Key::entity): a VALUE in a line, text elsewhere
  Value,       // a VALUE
  ValueMap,    // a map of VALUEs: a part of an object
  Answered,    // 200, 2xx, nothing, {any_of: [..]}
  EventType,   // a VALUE whose words are event types
  Method,      // a VALUE whose words are methods of PortaBilling
  System,      // a VALUE whose words are the world's external systems
  Json,        // any map, as it goes on the wire
  TextMap,     // name → text
  Ports,       // name → number
  Command,     // a list of words, or one text cut at blanks
  Count,       // 2, {at_least: 1}, {at_most: 1}, {between: [1, 2]}
  FaultCount,  // 2, all
  Line,        // {KIND: {..}}
  Lines,       // a list of them
  Change,      // a deed of the entity
  FaultDeed,   // a deed of a fault
  Map,         // of Key::keys
  Maps,        // a list of maps of Key::keys
  OneOf,       // of Key::keys, exactly one
  Given,
  Examples,
  Steps,
  Stubs,  // a file, or a list of maps of stub_keys()
};
// For documents: "a duration", "text" …
std::string_view type_name(Type type);

struct Key {
  std::string name = {};
  Type type = Type::Text;
  std::string sentence = {};
  bool required = false;
  std::string fallback = {};            // the default as written; "" where there is none worth a word
  bool assumed = false;                 // the vendor does not document the default
  std::vector<std::string> words = {};  // of Word, Words, and of a Value whose words are a closed list
  std::vector<Key> keys = {};           // of Map, Maps
  long long min = 0, max = 0;           // of Integer, of the numbers of a count, and the min of a Number
  bool not_empty = false;               // of Text
};
using Keys = std::vector<Key>;

// One verb of a step.
struct Verb {
  std::string name = {};
  std::string sort = {};  // "act", "condition", "check", "flow": for documents
  std::string sentence = {};
  Keys keys = {};               // of its map, entities and kinds of line aside
  bool has_entity = false;      // exactly one entity
  bool has_line = false;        // exactly one line
  Type short_form = Type::Map;  // what it may be instead of a map: Duration (wait), OldName (clear)
  std::string example = {};
};

// One kind of line.
struct Kind {
  LineKind kind = LineKind::Note;
  std::string name = {};
  std::string way = {};       // "ESPF → Application"
  std::string sentence = {};  // when it is true
  Keys keys = {};             // its own; entities, nth, of and answered aside
  bool has_answer = false;    // `answered` may be said of it
  bool has_cause = false;     // `of` may be said of it
  bool has_entity = true;
  bool can_fail = false;  // a fault may be declared for it
};

// A word that the language will know, and what to say of it until then.
struct Later {
  std::string word = {};
  std::string says = {};
};

struct Invariant {
  std::string name;
  std::string sentence;
};

const std::vector<Verb>& verbs();
const std::vector<Kind>& kinds();
const Keys& entity_keys();                   // account … invoice, i_account …
const Keys& scenario_keys();                 // at the top of a scenario, settings aside
const Keys& settings_keys();                 // at the top of a scenario or a suite file
const Keys& suite_keys();                    // of a suite file beside the settings
const Keys& stub_keys();                     // of a stub, by api/stubs/stub_keys.h
const Keys& value_keys();                    // the forms of a VALUE
const Keys& count_keys();                    // the forms of a count, of which one is said
const std::vector<Invariant>& invariants();  // those that hold by default, in the order of reports
const std::vector<Later>& later();
// What `given` can say of an entity, beside the key that names it.
const Keys& fact_keys(EntityKind kind);
const Key& answered_key();
const Key& nth_key();
const Key& of_key();

const Verb* find_verb(std::string_view name);
const Kind* find_kind(std::string_view name);
// Names of a table's rows, for "did you mean".
std::vector<std::string> names(const Keys& keys);
std::vector<std::string> names(const std::vector<Verb>& rows);
std::vector<std::string> names(const std::vector<Kind>& rows);
std::vector<std::string> names(const std::vector<Invariant>& rows);

}  // namespace sim::language
