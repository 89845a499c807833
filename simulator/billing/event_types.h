// Every provisioning event type that a source attests, in one table.
//
// A release is a number: 80 is R80 (2019), 115 is MR115. The setting `release` (default 115, assumed)
// decides which of a type's names is used and whether it exists at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

struct ProvisioningEvent;

constexpr int kDefaultRelease = 115;

// Whose id the event's variables hold.
enum class EventEntity { Account, Customer, Person, Did, Invoice, Sim, Other };

// A fine-grained type ("version 1" events).
struct EventType {
  std::string_view name;
  EventEntity entity;
  // What the grouped style calls it; "" where no group is known (then that style leaves it out). The
  // mapping is assumed: the vendor's own table was not found. A Person's is Customer/Updated where its
  // owner is a customer.
  std::string_view grouped;
  int first_release = 80;
  int last_release = 0;          // 0: none known
  std::string_view replaced_by;  // the name from last_release + 1 on
  bool inherited = false;        // also recorded for an account because of its customer
  int coalesced_from = 0;        // the release from which only the latest queued one is sent; 0: never
  bool updates_sim = false;      // a documented trigger of SIM/Updated (MR121)
  std::string_view source;       // as the protocol page names it: R80, A99, CP …
  std::string_view meaning;      // one sentence
};

// A type of the webhook form.
struct GroupedType {
  std::string_view name;                    // "Subscriber/Updated"
  std::vector<std::string_view> variables;  // beside i_event
  int first_release = 96;
  std::string_view meaning;
};

const std::vector<EventType>& event_types();      // ordered by name
const std::vector<GroupedType>& grouped_types();  // the 11 of the webhook form, then SIM/*

const EventType* find_event_type(std::string_view name);
const GroupedType* find_grouped_type(std::string_view name);
// All names, fine-grained and grouped: for "did you mean".
std::vector<std::string> event_type_names();

// What the grouped style sends for this event. A type that is grouped already, or that no table knows (a
// scripted event), is itself; nothing where no group is known.
std::optional<std::string> grouped_form(const ProvisioningEvent& event);

// The name by which `release` calls the type of this name, following replacements both ways; nothing where
// that release does not have it.
std::optional<std::string_view> name_in_release(std::string_view name, int release);

// True where `release` sends only the latest of several queued for one entity.
bool is_coalesced(std::string_view name, int release);

}  // namespace sim
