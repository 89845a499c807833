// Primary keys of PortaBilling's tables, and what an event is about.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace prov {

// The primary key of one table. Ids of different tables do not mix.
template <class Table>
class Id {
 public:
  constexpr explicit Id(std::int64_t value) : value_(value) {}
  constexpr std::int64_t value() const { return value_; }
  std::string text() const { return std::to_string(value_); }

  friend constexpr auto operator<=>(const Id&, const Id&) = default;

 private:
  std::int64_t value_;
};

using IAccount = Id<struct AccountTable>;
using ICustomer = Id<struct CustomerTable>;

enum class SubjectKind { None = 0, Account = 1, Customer = 2 };

// What there is to provision after an event; None where there is nothing.
struct Subject {
  SubjectKind kind = SubjectKind::None;
  std::int64_t id = 0;

  static Subject of(IAccount i_account) { return {SubjectKind::Account, i_account.value()}; }
  static Subject of(ICustomer i_customer) { return {SubjectKind::Customer, i_customer.value()}; }

  // "account 1000889", for messages.
  std::string text() const {
    if (kind == SubjectKind::None) return "nothing";
    return (kind == SubjectKind::Account ? "account " : "customer ") + std::to_string(id);
  }
  friend auto operator<=>(const Subject&, const Subject&) = default;
};

}  // namespace prov
