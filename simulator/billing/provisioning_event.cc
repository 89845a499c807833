#include "simulator/billing/provisioning_event.h"

namespace sim {

std::string describe(const ProvisioningEvent& event) {
  std::string text = event.event_type;
  if (event.i_account) text += " account " + std::to_string(event.i_account->value());
  if (event.i_customer) text += " customer " + std::to_string(event.i_customer->value());
  if (event.i_invoice) text += " invoice " + std::to_string(event.i_invoice->value());
  if (event.number) text += " number " + event.number->text();
  return text;
}

}  // namespace sim
