// Makes the transcript's entries from what the rooms below say: pure functions of values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/http.h"
#include "simulator/api/api.h"
#include "simulator/billing/world.h"
#include "simulator/espf/event_queue.h"
#include "simulator/external_system/external_system.h"
#include "simulator/transcript/entry.h"

namespace sim {

// Adds i_account and account, i_customer and customer … to `fields`, by the names of today.
void name_account(base::Json& fields, const World& world, IAccount account);
void name_customer(base::Json& fields, const World& world, ICustomer customer);
void name_entities(base::Json& fields, const World& world, const ProvisioningEvent& event);

Entry change_line(const World& world, const ChangeSet& change, const std::string& by);
Entry event_line(const World& world, const Row& row);      // Begun
Entry event_end_line(const World& world, const Row& row);  // Ended
// The fields that these three may have, and the line of a raw event, by which a scenario names them.
const std::vector<std::string>& act_fields();
Entry delivery_line(const World& world, const Row& row, const base::HttpRequest& request);
Entry call_line(const World& world, const api::Described& described, const base::HttpRequest& request);
// `account` is whose card the key is of, today or last.
Entry request_line(const World& world, const std::string& system, const SystemRequest& described,
                   std::optional<IAccount> account, const base::HttpRequest& request);
Entry record_line(const World& world, const std::string& system, const RecordChange& change,
                  std::optional<IAccount> account);

// The Answered entry of `begun`: with a response, or with nothing and why.
Entry answered_line(const Entry& begun, const base::HttpOutcome& outcome);

// Says in the Answered entry of a call who answered it: a word of api/who_answers.h, "" for nobody, and the
// stub's name.
void name_answerer(Entry& answered, const std::string& answered_by, const std::string& stub);

// "HSS" for "hss".
std::string party_of_system(const std::string& system);

}  // namespace sim
