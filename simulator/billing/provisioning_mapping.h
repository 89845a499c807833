// What every external system should hold: the data that a world declares under `systems:` and the pure
// function that computes the records from it. Only checks read this; the ESPF and the API never do.
//
//   systems:
//     hss:
//       kind: hss                # which fake external system
//       group: HSS               # the service group of its provisioning statuses
//       service: LTE             # an account belongs in it while its product includes a service of this type
//       record: {key: imsi, msisdn: msisdn, profile: service_name, barred: barred}
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/virtual_time.h"
#include "simulator/billing/entities.h"

namespace sim {

class World;

// Where a field of a record comes from.
enum class RecordSource {
  CardImsi,     // imsi: of the account's SIM card
  CardIccid,    // iccid
  CardMsisdn,   // msisdn: of the SIM card, else the account's id without its realm
  AccountName,  // account_id
  ServiceName,  // service_name: of the product's service of the mapped type
  ProductName,  // product_name
  Barred,       // barred: true where account_status is a word that stops service
};
std::optional<RecordSource> parse_record_source(std::string_view word);
std::vector<std::string> record_source_words();

struct SystemMapping {
  std::string name;     // "hss"
  std::string kind;     // "hss"
  std::string group;    // "HSS"
  std::string service;  // "LTE": a Service's type
  RecordSource key = RecordSource::CardImsi;
  std::map<std::string, RecordSource> fields;  // field of the record → source

  friend bool operator==(const SystemMapping&, const SystemMapping&) = default;
};

// An account's number: its id without an id_realm ("380501112233@msisdn").
std::string number_of(const AccountId& id);

struct ExpectedRecord {
  IAccount i_account;
  std::string key;    // "255010000000001"
  base::Json fields;  // {"barred": false, "msisdn": "380501112233", "profile": "LTE 20M"}

  friend bool operator==(const ExpectedRecord&, const ExpectedRecord&) = default;
};

// The account's record; nothing where it belongs not there: closed, without the service, or (for a system
// whose record needs one) without a SIM card.
std::optional<ExpectedRecord> expected_record(const World& world, const SystemMapping& mapping,
                                              const Account& account, base::VirtualTime now);

// In the order of i_account.
std::vector<ExpectedRecord> expected_records(const World& world, const SystemMapping& mapping,
                                             base::VirtualTime now);

}  // namespace sim
