#include "provisioner/account_facts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "provisioner/json_values.h"

namespace prov {
namespace {

std::vector<Service> services_of(const base::Json& holder) {
  std::vector<Service> services;
  for (const char* name : {"included_services", "services"}) {
    const auto* list = member(holder, name);
    if (list == nullptr || !list->is_array()) continue;
    for (const auto& item : *list) {
      Service service;
      if (item.is_object()) {
        service.i_service = text_member(item, "i_service");
        service.type = text_member(item, "service_type");
        for (const char* key : {"name", "service_name"}) {
          if (service.name.empty()) service.name = text_member(item, key);
        }
      } else if (item.is_string() && !integer_of(item)) {
        service.name = item.get<std::string>();
      } else if (integer_of(item)) {
        service.i_service = base::text_of(item);
      }
      if (!service.i_service.empty() || !service.name.empty()) services.push_back(std::move(service));
    }
  }
  return services;
}

// What an answer has of the thing `name`: it, or nothing of it, or why it says nothing.
struct Told {
  const base::Json* object = nullptr;
  std::string why;
};

Told told_of(const base::Json& answer, const char* name, const std::string& a_name) {
  const auto* info = member(answer, name);
  if (info == nullptr) return {nullptr, answer.empty() ? "" : "without " + a_name};
  if (info->is_null() || (info->is_structured() && info->empty())) return {};
  if (!info->is_object()) return {nullptr, "with " + a_name + " that is no object"};
  return {info, ""};
}

}  // namespace

std::string why_nothing(const base::Json& answer, const std::string& name, const char* key,
                        const std::string& number) {
  const auto [info, why] = told_of(answer, name.c_str(), "a " + name);
  if (info == nullptr) return why;
  const auto told = text_member(*info, key);
  if (!told.empty() && told != number) return "with another " + name;
  return text_member(*info, "name").empty() ? "with a " + name + " that has no name" : "";
}

std::string why_no_account(IAccount i_account, const base::Json& answer) {
  const auto [info, why] = told_of(answer, "account_info", "an account_info");
  if (info == nullptr) return why;
  if (text_member(*info, "id").empty()) return "with an account_info that has no id";
  const auto number = integer_member(*info, "i_account");
  if (!number) return "with an account_info that has no i_account";
  if (*number != i_account.value()) return "with another account";
  if (!integer_member(*info, "i_product")) return "with an account_info that has no i_product";
  return "";
}

AccountFacts read_account(IAccount i_account, const base::Json& answer) {
  AccountFacts facts(i_account);
  const auto* info = member(answer, "account_info");
  if (info == nullptr || !info->is_object() || info->empty()) return facts;
  facts.bill_status = text_member(*info, "bill_status");
  facts.status = text_member(*info, "status");
  facts.exists = facts.bill_status != "C" && facts.status != "closed";
  if (const auto i_customer = integer_member(*info, "i_customer")) facts.i_customer = ICustomer(*i_customer);
  facts.id = text_member(*info, "id");
  facts.blocked = text_member(*info, "blocked") == "Y";
  facts.customer_blocked = text_member(*info, "customer_blocked") == "Y";
  facts.customer_bill_status = text_member(*info, "customer_bill_status");
  facts.product_name = text_member(*info, "product_name");
  facts.i_product = integer_member(*info, "i_product");
  facts.services = services_of(*info);
  return facts;
}

void read_sim_cards(AccountFacts& facts, const base::Json& list) {
  if (!list.is_array()) return;
  for (const auto& item : list) {
    SimCard card{text_member(item, "imsi"), text_member(item, "msisdn")};
    const auto owner = integer_member(item, "i_account");
    if (card.imsi.empty() || (owner && *owner != facts.i_account.value())) continue;
    if (card.msisdn.empty()) card.msisdn = facts.id.substr(0, facts.id.find('@'));
    facts.sim_cards.push_back(std::move(card));
  }
  std::ranges::sort(facts.sim_cards, {}, &SimCard::imsi);
}

void read_product(AccountFacts& facts, const base::Json& answer) {
  const auto* info = member(answer, "product_info");
  if (info == nullptr) return;
  if (const auto name = text_member(*info, "name"); !name.empty()) facts.product_name = name;
  const auto known = services_of(*info);
  if (facts.services.empty()) facts.services = known;
  for (auto& service : facts.services) {
    if (!service.name.empty()) continue;
    const auto same = std::ranges::find(known, service.i_service, &Service::i_service);
    if (same != known.end()) service = *same;
  }
}

}  // namespace prov
