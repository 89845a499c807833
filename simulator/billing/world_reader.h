// The sections of a world file, read one after the other in the order in which they refer to each other.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/document.h"
#include "base/map_reader.h"
#include "simulator/billing/row_reader.h"
#include "simulator/billing/world.h"
#include "simulator/billing/world_file.h"

namespace sim {

class WorldReader {
 public:
  // Borrows both.
  WorldReader(base::Findings& findings, const KnownSystems& known) : findings_(findings), known_(known) {}

  World read(const base::Node& root);

 private:
  void read_services(const base::Node& list);
  void read_product_groups(const base::Node& list);
  void read_product(const base::Node& node, UniqueNames& ids, UniqueNames& names, bool addon);
  void read_customers(const base::Node& list);
  void check_resellers(const base::Node& list);
  std::optional<ICustomer> reseller_named(const base::Node& name);
  void read_sim_cards(const base::Node& list);
  void read_accounts(const base::Node& list);
  void read_account(const base::Node& node, UniqueNames& ids, UniqueNames& names, UniqueNames& logins);
  void read_addons(const base::Node& list, Account& account);
  void check_account(const base::Node& node, const Account& account);
  void give_sim_card(const base::Node& node, const Account& account, ISimCard key);
  void check_sim_cards(const base::Node& list);
  void read_dids(const base::Node& list);
  void read_invoices(const base::Node& list);
  void read_users(const base::Node& list);
  void read_service_groups(const base::Node& list);
  void read_systems(const base::Node& map);
  void check_system_name(const base::Member& member, std::map<std::string, const base::Member*>& seen);
  SystemMapping read_system(const base::Member& member, const std::map<std::string, std::string>& groups);
  const KnownSystems::Kind* kind_of(const base::Member& member, SystemMapping& mapping);
  void read_record(const base::Node& node, const KnownSystems::Kind* kind, SystemMapping& mapping);

  // The id that a row was given, else the next one of its table.
  template <class Key>
  static Key key_or(const std::optional<std::int64_t>& given, Key next) {
    return given ? Key(*given) : next;
  }

  base::Findings& findings_;
  const KnownSystems& known_;
  World world_;
  Currency currency_;
  std::map<std::string, IService> services_;
  std::map<std::string, IProductGroup> product_groups_;
  std::map<std::string, IProduct> main_products_;
  std::map<std::string, IProduct> addons_;
  std::map<std::string, ICustomer> customers_;
  std::map<std::string, ISimCard> sim_cards_;  // by IMSI and by ICCID
  std::map<std::string, IAccount> accounts_;
};

}  // namespace sim
