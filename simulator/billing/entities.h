// The rows of the simulated PortaBilling, as plain values. Field names are those of the wire where it has
// them; what no source attests is marked "ours".
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/virtual_time.h"
#include "simulator/billing/ids.h"
#include "simulator/billing/money.h"

namespace sim {

// One entry of `service_features`. flag_value "~" means: as the next level up says (account → customer →
// product); any other value holds as it is.
struct ServiceFeature {
  std::string flag_value = "~";
  std::map<std::string, std::vector<std::string>> attributes;  // name → values

  friend bool operator==(const ServiceFeature&, const ServiceFeature&) = default;
};
using ServiceFeatures = std::map<std::string, ServiceFeature>;
using CustomFields = std::map<std::string, std::string>;

// What people and invoices need to know of an account's or a customer's person.
struct Person {
  std::string companyname;
  std::string salutation;
  std::string firstname;
  std::string midinit;
  std::string lastname;
  std::string email;
  std::string phone1;
  std::string phone2;
  std::string baddr1;
  std::string address_line_2;
  std::string city;
  std::string state;
  std::string zip;
  std::string country;
  std::string note;

  friend bool operator==(const Person&, const Person&) = default;
};

// bill_status of an account: O, I, S, C.
enum class AccountBillStatus { Open, Inactive, Suspended, Closed };
// bill_status of a customer: O, S, C, E, D.
enum class CustomerBillStatus { Open, Suspended, Closed, Exported, Deactivated };

enum class BillingModel { Debit = -1, Voucher = 0, Credit = 1, Alias = 2, Internal = 3, Beneficiary = 4 };

// i_account_balance_control_type. Only that 3 means "spends its customer's funds" is attested; 1 and 2 are
// assumed.
enum class AccountBalanceControl { Individual = 1, IndividualWithLimit = 2, Subordinate = 3 };
// i_balance_control_type of a customer.
enum class BalanceControl { Postpaid = 1, Prepaid = 2 };

// What an add-on's priority can be: low, medium-low, medium, medium-high, high. A main product has 0.
// (NSPS, request-body.md)
const std::vector<std::string>& addon_priorities();

struct AssignedAddon {
  IProduct i_product;
  base::VirtualTime addon_effective_from;
  std::optional<base::VirtualTime> addon_effective_to;  // it ends then
  int addon_priority = 10;                              // of addon_priorities()

  friend bool operator==(const AssignedAddon&, const AssignedAddon&) = default;
};

struct Account {
  IAccount i_account{0};
  AccountId id;
  ICustomer i_customer{0};
  IProduct i_product{0};
  std::optional<IAccount> i_master_account;  // of an alias
  BillingModel billing_model = BillingModel::Credit;
  AccountBillStatus bill_status = AccountBillStatus::Open;
  bool blocked = false;
  int i_account_role = 8;  // 8: mobile
  AccountBalanceControl i_account_balance_control_type = AccountBalanceControl::Individual;

  // Debit: what is left. Credit: what is owed.
  Money balance;
  Money opening_balance;
  std::optional<Money> credit_limit;  // of a credit account; none: without limit

  base::VirtualTime issue_date;
  base::VirtualTime activation_date;                 // midnight UTC of that day
  std::optional<base::VirtualTime> expiration_date;  // it is expired from then on
  std::optional<base::VirtualTime> first_usage;
  std::optional<base::VirtualTime> last_usage;
  std::string time_zone_name = "UTC";

  Login login;
  std::string password;
  std::string api_token;
  std::string h323_password;
  Person person;
  CustomFields custom_fields;
  ServiceFeatures service_features;
  std::vector<AssignedAddon> assigned_addons;

  bool frozen = false;  // status words that the model does not derive; ours
  bool quarantine = false;
  bool screening = false;
  std::set<std::string> quotas_exceeded;  // "service", "msg", "netaccess"; ours

  friend bool operator==(const Account&, const Account&) = default;
};

struct Customer {
  ICustomer i_customer{0};
  std::string name;
  std::optional<ICustomer> i_parent;  // its reseller
  int i_customer_type = 1;            // 1 retail, 2 reseller, 3 distributor
  int i_customer_class = 1;
  int i_office_type = 1;  // 1 none, 2 branch, 3 main
  CustomerBillStatus bill_status = CustomerBillStatus::Open;
  bool blocked = false;
  BalanceControl i_balance_control_type = BalanceControl::Postpaid;

  Money balance;  // what the customer owes; negative: has in advance
  Money opening_balance;
  std::optional<Money> credit_limit;  // none: without limit (postpaid), 0 (prepaid)
  std::optional<Money> perm_credit_limit;
  Money unallocated_payments;

  int i_billing_period = 4;  // 1 day, 2 week, 3 semi-month, 4 month
  base::VirtualTime creation_date;
  std::optional<base::VirtualTime> billed_to;
  std::optional<base::VirtualTime> next_billed_to;
  std::string time_zone_name = "UTC";
  Login login;
  std::string password;
  Person person;
  CustomFields custom_fields;
  ServiceFeatures service_features;

  bool limited = false;  // the states beside bill_status that a status word tells
  bool provisionally_terminated = false;
  bool bill_suspension_delayed = false;
  bool limiting_delayed = false;
  bool billing_paused = false;
  bool spending_limit_reached = false;
  bool frozen = false;

  friend bool operator==(const Customer&, const Customer&) = default;
};

// A service that products include. The external system's profile is named for the service: "LTE 20M".
struct Service {
  IService i_service{0};
  std::string name;
  std::string type;  // what kind of service: "LTE", "Voice", "SMS"; ours

  friend bool operator==(const Service&, const Service&) = default;
};

// What products are sorted by for people.
struct ProductGroup {
  IProductGroup i_product_group{0};
  std::string name;
  std::string description;

  friend bool operator==(const ProductGroup&, const ProductGroup&) = default;
};

// A main product or an add-on.
struct Product {
  IProduct i_product{0};
  std::string name;
  std::string description;
  bool addon = false;
  int addon_priority = 0;  // 0 main; the default of an add-on's assignment
  Currency currency;
  std::optional<std::int64_t> i_vd_plan;
  std::optional<IProductGroup> i_product_group;
  std::vector<IService> included_services;
  std::vector<IProduct> allowed_addons;  // of a main product; empty: every add-on
  ServiceFeatures service_features;

  friend bool operator==(const Product&, const Product&) = default;
};

enum class SimStatus { Available, Reserved, Used, Disposed };

struct SimCard {
  ISimCard i_sim_card{0};
  Imsi imsi;
  Iccid iccid;
  Msisdn msisdn;  // may be empty until it is assigned; then the account's own number counts
  SimStatus status = SimStatus::Available;
  std::optional<IAccount> i_account;
  CustomFields custom_fields;

  friend bool operator==(const SimCard&, const SimCard&) = default;
};

enum class DidStatus { Free, Assigned, Canceled, Moved };

struct Did {
  IDid i_did_number{0};
  DidNumber number;
  std::string description;
  std::string country_name;
  DidStatus status = DidStatus::Free;
  bool active = true;
  std::optional<ICustomer> i_customer;
  std::optional<IAccount> i_account;

  friend bool operator==(const Did&, const Did&) = default;
};

enum class InvoiceStatus { Unpaid, PartiallyPaid, Paid };

struct Invoice {
  IInvoice i_invoice{0};
  ICustomer i_customer{0};
  std::string invoice_number;
  Money amount;       // as issued
  Money adjustments;  // added to it since
  Money amount_paid;
  InvoiceStatus status = InvoiceStatus::Unpaid;
  base::VirtualTime issue_date;
  base::VirtualTime due_date;
  base::VirtualTime period_from;
  base::VirtualTime period_to;

  Money amount_due() const { return amount + adjustments - amount_paid; }
  friend bool operator==(const Invoice&, const Invoice&) = default;
};

// Somebody who may call the APIs of a realm.
struct ApiUser {
  IUser i_user{0};
  Login login;
  std::string password;
  std::string token;            // the API token
  std::string realm = "admin";  // admin, reseller, customer
  bool is_super_user = false;
  std::optional<ICustomer> i_customer;  // the one that a customer's or reseller's user belongs to
  std::string email;

  friend bool operator==(const ApiUser&, const ApiUser&) = default;
};

// A registered service group: the name under which an Application posts provisioning statuses.
struct ServiceGroup {
  IGroup i_group{0};
  std::string name;
  bool is_custom = false;

  friend bool operator==(const ServiceGroup&, const ServiceGroup&) = default;
};

// VoIP 1, HSS 2, PCRF 3, IPTV 4, WiMAX 5, Netaccess 6, NumberPortability 7, LawfulInterception 8 (the first
// three ids are documented, the others follow in the documented order of names). Custom ones begin at 1001.
const std::vector<ServiceGroup>& predefined_service_groups();

// As on the wire: "O", "I", "S", "C" …
std::string_view wire_text(AccountBillStatus status);
std::string_view wire_text(CustomerBillStatus status);
std::optional<AccountBillStatus> parse_account_bill_status(std::string_view text);
std::optional<CustomerBillStatus> parse_customer_bill_status(std::string_view text);
std::string_view wire_text(SimStatus status);  // available, reserved, used, disposed
std::optional<SimStatus> parse_sim_status(std::string_view text);
std::string_view wire_text(DidStatus status);      // free, assigned, canceled, moved; ours
std::string_view wire_text(InvoiceStatus status);  // unpaid, partially_paid, paid; ours

}  // namespace sim
