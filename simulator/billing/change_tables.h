// The rows of the change table, one function for each entity; changes.cc puts them together.
#pragma once

#include <vector>

#include "simulator/billing/changes.h"

namespace sim {

std::vector<ChangeRow> account_changes();
std::vector<ChangeRow> account_money_changes();
std::vector<ChangeRow> customer_changes();
std::vector<ChangeRow> customer_money_changes();
std::vector<ChangeRow> product_changes();
std::vector<ChangeRow> sim_changes();
std::vector<ChangeRow> did_changes();
std::vector<ChangeRow> invoice_changes();

// What the deeds of several entities share.

// Gives the account the card, and takes the one that it has. A card that has no MSISDN takes the account's
// number.
base::Result<void, ChangeError> assign_sim_card(ChangeDraft& draft, Account& account, const base::Node& sim);
// The card goes back to the inventory: available, on no account.
void release_sim_card(ChangeDraft& draft, SimCard& card);
// Closes the account. Its SIM card stays on it, so that an Application can still read the IMSI (assumed).
void close_account(Account& account);

}  // namespace sim
