// The lists that the APIs serve: filtered, in the order of ids, a page at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/billing/world.h"

namespace sim {

// SQL's LIKE with `%` alone, upper and lower case alike; no `%`: equal. An empty pattern matches all.
bool like(std::string_view text, std::string_view pattern);

struct Paging {
  std::size_t limit = 1000;  // more than 1000 is cut to it
  std::size_t offset = 0;
};

template <class Row>
struct Page {
  std::vector<const Row*> rows;
  std::size_t total = 0;  // of all pages
};

struct AccountQuery {
  std::optional<ICustomer> i_customer;
  std::optional<IProduct> i_product;
  std::string id;  // patterns
  std::string login;
  std::string email;
  std::string iccid;  // of its SIM card
  std::optional<AccountBillStatus> bill_status;
  std::optional<BillingModel> billing_model;
  bool with_closed = false;  // else closed ones are left out, unless bill_status asks for them
  Paging paging;
};
Page<Account> list_accounts(const World& world, const AccountQuery& query);

struct CustomerQuery {
  std::string name;
  std::string login;
  std::string email;
  std::optional<ICustomer> i_parent;
  std::optional<CustomerBillStatus> bill_status;
  bool with_closed = false;
  Paging paging;
};
Page<Customer> list_customers(const World& world, const CustomerQuery& query);

struct ProductQuery {
  std::string name;
  std::optional<bool> addon;
  Paging paging;
};
Page<Product> list_products(const World& world, const ProductQuery& query);
// The add-ons that may be assigned beside a main product.
std::vector<const Product*> allowed_addons(const World& world, const Product& product);

struct InvoiceQuery {
  std::optional<ICustomer> i_customer;
  std::optional<ICustomer> i_parent;
  std::string invoice_number;
  std::optional<base::VirtualTime> issued_after;
  std::optional<base::VirtualTime> issued_before;
  Paging paging;
};
Page<Invoice> list_invoices(const World& world, const InvoiceQuery& query);

struct DidQuery {
  std::string number;
  std::optional<ICustomer> i_customer;
  std::optional<IAccount> i_account;
  char usage = 'A';  // A all, U used, F free, I idle (a customer's, on no account), Z frozen (canceled)
  Paging paging;
};
Page<Did> list_dids(const World& world, const DidQuery& query);

struct SimCardQuery {
  std::string imsi;
  std::string iccid;
  std::string msisdn;
  std::optional<SimStatus> status;
  std::optional<IAccount> i_account;
  Paging paging;
};
Page<SimCard> list_sim_cards(const World& world, const SimCardQuery& query);

}  // namespace sim
