#include "simulator/scenario/language/grammar.h"

#include <algorithm>

namespace sim::language {
namespace {

template <class Rows>
auto* find_row(const Rows& rows, std::string_view name) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

template <class Rows>
std::vector<std::string> names_of(const Rows& rows) {
  std::vector<std::string> result;
  result.reserve(rows.size());
  for (const auto& row : rows) result.push_back(row.name);
  return result;
}

}  // namespace

std::string_view type_name(Type type) {
  switch (type) {
    case Type::Text:
      return "text";
    case Type::Texts:
      return "a list of texts";
    case Type::Word:
      return "a word";
    case Type::Words:
      return "a list of words";
    case Type::Bool:
      return "true, false";
    case Type::Integer:
      return "a whole number";
    case Type::Number:
      return "a number";
    case Type::Duration:
      return "a duration";
    case Type::DateTime:
      return "a date and time (UTC)";
    case Type::TimeMode:
      return "skip, real, 10x";
    case Type::File:
      return "a file";
    case Type::NewName:
      return "a new name";
    case Type::OldName:
      return "a name given by `as`";
    case Type::Entity:
      return "a name";
    case Type::Value:
      return "a VALUE";
    case Type::ValueMap:
      return "a map of VALUEs";
    case Type::Answered:
      return "a status, 2xx, nothing";
    case Type::EventType:
      return "an event type";
    case Type::Method:
      return "a method";
    case Type::System:
      return "a system of the world";
    case Type::Json:
      return "a map, as on the wire";
    case Type::TextMap:
      return "a map of texts";
    case Type::Ports:
      return "a map of ports";
    case Type::Command:
      return "a command";
    case Type::Count:
      return "a count";
    case Type::FaultCount:
      return "a whole number, all";
    case Type::Line:
      return "a line";
    case Type::Lines:
      return "a list of lines";
    case Type::Change:
    case Type::FaultDeed:
      return "a deed";
    case Type::Map:
      return "a map";
    case Type::Maps:
      return "a list of maps";
    case Type::OneOf:
      return "a map with one key";
    case Type::Given:
      return "a list of facts";
    case Type::Examples:
      return "a list of maps";
    case Type::Steps:
      return "a list of steps";
    case Type::Stubs:
      return "a file, or a list of stubs";
  }
  return "";
}

const Verb* find_verb(std::string_view name) { return find_row(verbs(), name); }
const Kind* find_kind(std::string_view name) { return find_row(kinds(), name); }

std::vector<std::string> names(const Keys& keys) { return names_of(keys); }
std::vector<std::string> names(const std::vector<Verb>& rows) { return names_of(rows); }
std::vector<std::string> names(const std::vector<Kind>& rows) { return names_of(rows); }
std::vector<std::string> names(const std::vector<Invariant>& rows) { return names_of(rows); }

const std::vector<Later>& later() {
  static const std::vector<Later> table = {
      {"notify", "messages of external systems are not in this version"},
      {"notification", "messages of external systems are not in this version"},
      {"use", "groups of steps are not in this version: write the steps, or `examples`"},
      {"repeat", "repeated steps are not in this version: write the steps, or `examples`"},
      {"parallel", "lanes are not in this version: steps run one after another"},
      {"systems",
       "settings of external systems are not in this version: the world file's `systems:` says what there "
       "is"},
  };
  return table;
}

const std::vector<Invariant>& invariants() {
  static const std::vector<Invariant> table = {
      {"no_lost_event",
       "Every recorded event that a handler subscribes to was answered 200, or ended otherwise only where "
       "the "
       "scenario says so (`event: {.., ends: discarded}`)."},
      {"effect_once",
       "A repeat of an i_event, or a second delivery after a lost answer, leaves the external system as the "
       "first "
       "did, without a second change."},
      {"converged",
       "When all is quiet, every external system holds what PortaBilling holds, by the mapping that the "
       "world's "
       "`systems:` declares, and nothing left over; "
       "what a date that came, or a change that recorded no event, has made of an account since the last "
       "event about it is not asked for, nor what a fault refused for good (4xx) where FAILED was told."},
      {"status_told",
       "Each provisioned account ends with OK or FAILED in its service group, and FAILED only with a "
       "message."},
      {"status_forward",
       "After OK or FAILED no IN_PROGRESS or RETRY, unless a newer delivery for that account came between; a "
       "repeated "
       "equal status is legal."},
      {"session_kept",
       "No more logins than starts of the Application plus ends of its sessions; a token that ended is "
       "renewed or "
       "replaced; no credential ever stands in a URL, or in clear text where TLS is offered."},
      {"answered_in_time", "No delivery times out without a fault that made it."},
  };
  return table;
}

}  // namespace sim::language
