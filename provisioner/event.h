// One provisioning event as it arrives from the ESPF.
//
// Source: PortaOne, "Receiving provisioning events". `i_event` stands inside `variables`; ids come as numbers
// or as strings.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "provisioner/ids.h"

namespace prov {

struct ProvisioningEvent {
  std::string i_event;  // the same in a resend; as text, so 5 equals "5"
  std::string event_type;
  Subject subject;
  // Of event_type and variables: a resend has the same, whatever the order of its members, and ids as numbers
  // equal those as strings. An ESPF that was set up anew gives its i_event a second time, to other events.
  std::string digest;

  friend bool operator==(const ProvisioningEvent&, const ProvisioningEvent&) = default;
};

// Reads the body of a delivery. Errors (Invalid): no JSON object, event_type, variables or i_event missing,
// an id that is no whole number, a Subscriber or Customer event without the id that it must have.
//
// An event type that we do not know is no error: it is about its i_account or i_customer, or about nothing.
base::Result<ProvisioningEvent> parse_event(std::string_view body, const base::JsonLimits& limits = {});

}  // namespace prov
