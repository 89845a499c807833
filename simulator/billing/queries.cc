#include "simulator/billing/queries.h"

#include <algorithm>
#include <cctype>

namespace sim {
namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

constexpr std::size_t kLimitMax = 1000;

template <class Row, class Keep>
Page<Row> page_of(const std::vector<const Row*>& rows, const Paging& paging, const Keep& keep) {
  Page<Row> page;
  const std::size_t limit = std::min(paging.limit, kLimitMax);
  for (const Row* row : rows) {
    if (!keep(*row)) continue;
    if (page.total >= paging.offset && page.rows.size() < limit) page.rows.push_back(row);
    ++page.total;
  }
  return page;
}

template <class T>
bool fits(const std::optional<T>& wanted, const T& value) {
  return !wanted || *wanted == value;
}

template <class T>
bool fits(const std::optional<T>& wanted, const std::optional<T>& value) {
  return !wanted || (value && *value == *wanted);
}

}  // namespace

bool like(std::string_view text, std::string_view pattern) {
  if (pattern.empty()) return true;
  // Where to go on after the last `%`, when what follows it did not fit here.
  std::size_t t = 0, p = 0, after_percent = std::string_view::npos, from = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '%') {
      after_percent = ++p;
      from = t;
    } else if (p < pattern.size() && lower(pattern[p]) == lower(text[t])) {
      ++p;
      ++t;
    } else if (after_percent != std::string_view::npos) {
      p = after_percent;
      t = ++from;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '%') ++p;
  return p == pattern.size();
}

Page<Account> list_accounts(const World& world, const AccountQuery& query) {
  const auto rows = query.i_customer ? world.accounts_of(*query.i_customer) : world.accounts();
  return page_of<Account>(rows, query.paging, [&](const Account& account) {
    if (!query.bill_status && !query.with_closed && account.bill_status == AccountBillStatus::Closed) {
      return false;
    }
    if (!query.iccid.empty()) {
      const SimCard* card = world.sim_card_of(account.i_account);
      if (card == nullptr || !like(card->iccid.text(), query.iccid)) return false;
    }
    return fits(query.i_product, account.i_product) && fits(query.bill_status, account.bill_status) &&
           fits(query.billing_model, account.billing_model) && like(account.id.text(), query.id) &&
           like(account.login.text(), query.login) && like(account.person.email, query.email);
  });
}

Page<Customer> list_customers(const World& world, const CustomerQuery& query) {
  return page_of<Customer>(world.customers(), query.paging, [&](const Customer& customer) {
    if (!query.bill_status && !query.with_closed && customer.bill_status == CustomerBillStatus::Closed) {
      return false;
    }
    return fits(query.i_parent, customer.i_parent) && fits(query.bill_status, customer.bill_status) &&
           like(customer.name, query.name) && like(customer.login.text(), query.login) &&
           like(customer.person.email, query.email);
  });
}

Page<Product> list_products(const World& world, const ProductQuery& query) {
  return page_of<Product>(world.products(), query.paging, [&](const Product& product) {
    return fits(query.addon, product.addon) && like(product.name, query.name);
  });
}

std::vector<const Product*> allowed_addons(const World& world, const Product& product) {
  std::vector<const Product*> addons;
  for (const Product* candidate : world.products()) {
    if (!candidate->addon) continue;
    const auto& allowed = product.allowed_addons;
    const bool named = std::find(allowed.begin(), allowed.end(), candidate->i_product) != allowed.end();
    if (allowed.empty() || named) addons.push_back(candidate);
  }
  return addons;
}

Page<Invoice> list_invoices(const World& world, const InvoiceQuery& query) {
  const auto rows = query.i_customer ? world.invoices_of(*query.i_customer) : world.invoices();
  return page_of<Invoice>(rows, query.paging, [&](const Invoice& invoice) {
    if (query.i_parent) {
      const Customer* customer = world.customer(invoice.i_customer);
      if (customer == nullptr || customer->i_parent != query.i_parent) return false;
    }
    if (query.issued_after && invoice.issue_date < *query.issued_after) return false;
    if (query.issued_before && invoice.issue_date > *query.issued_before) return false;
    return like(invoice.invoice_number, query.invoice_number);
  });
}

Page<Did> list_dids(const World& world, const DidQuery& query) {
  return page_of<Did>(world.dids(), query.paging, [&](const Did& did) {
    const bool canceled = did.status == DidStatus::Canceled;
    if (query.usage == 'U' && !did.i_account) return false;
    if (query.usage == 'I' && (!did.i_customer || did.i_account)) return false;
    if (query.usage == 'F' && (did.i_customer || did.i_account || canceled)) return false;
    if (query.usage == 'Z' && !canceled) return false;
    return fits(query.i_customer, did.i_customer) && fits(query.i_account, did.i_account) &&
           like(did.number.text(), query.number);
  });
}

Page<SimCard> list_sim_cards(const World& world, const SimCardQuery& query) {
  return page_of<SimCard>(world.sim_cards(), query.paging, [&](const SimCard& card) {
    return fits(query.status, card.status) && fits(query.i_account, card.i_account) &&
           like(card.imsi.text(), query.imsi) && like(card.iccid.text(), query.iccid) &&
           like(card.msisdn.text(), query.msisdn);
  });
}

}  // namespace sim
