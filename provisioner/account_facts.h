// What PortaBilling says of one account, as far as an external system needs it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "provisioner/ids.h"

namespace prov {

struct SimCard {
  std::string imsi;
  std::string msisdn;  // the account's id before its `@` where the card has none

  friend bool operator==(const SimCard&, const SimCard&) = default;
};

// An included service. Installations differ in whether they give the id, the name or both.
struct Service {
  std::string i_service;
  std::string name;
  std::string type = {};  // "LTE", where it is told

  friend bool operator==(const Service&, const Service&) = default;
};

struct AccountFacts {
  explicit AccountFacts(IAccount account) : i_account(account) {}

  IAccount i_account;
  bool exists = false;  // false: an empty answer, or bill_status C
  std::optional<ICustomer> i_customer;
  std::string id;
  std::string bill_status;
  std::string status;  // "" where all is well
  bool blocked = false;
  bool customer_blocked = false;
  std::string customer_bill_status;
  std::string product_name;
  std::optional<std::int64_t> i_product;
  std::vector<Service> services;
  std::vector<SimCard> sim_cards;  // sorted by IMSI
};

// Why an answer says nothing of the thing `name` ("service_info") whose `key` has this number; "" where it
// does: that there is none, too, which is `{}`, or a null or empty `name` (assumed).
std::string why_nothing(const base::Json& answer, const std::string& name, const char* key,
                        const std::string& number);

// Why the answer of Account/get_account_info says nothing of the account; "" where it does: that it is not
// known, too. An unknown account is `{}`, or has a null or empty account_info (assumed).
std::string why_no_account(IAccount i_account, const base::Json& answer);

// Reads the answer of Account/get_account_info. REQUIRES: why_no_account() is "".
AccountFacts read_account(IAccount i_account, const base::Json& answer);

// Adds the cards of a list of SIMCard/get_card_list that belong to the account.
void read_sim_cards(AccountFacts& facts, const base::Json& list);

// Adds what Product/get_product_info's answer knows of services: those of the product where the account's own
// list was empty, and the names of those that came as ids.
void read_product(AccountFacts& facts, const base::Json& answer);

}  // namespace prov
