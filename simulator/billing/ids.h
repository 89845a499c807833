// Keys of PortaBilling's tables, and the names that people use, as types that do not mix.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <utility>

namespace sim {

// The primary key of one table: the `i_…` of the wire.
template <class Table>
class Id {
 public:
  constexpr explicit Id(std::int64_t value) : value_(value) {}
  constexpr std::int64_t value() const { return value_; }

  friend constexpr auto operator<=>(const Id&, const Id&) = default;

 private:
  std::int64_t value_;
};

using ICustomer = Id<struct CustomerTable>;
using IAccount = Id<struct AccountTable>;
using IProduct = Id<struct ProductTable>;
using IProductGroup = Id<struct ProductGroupTable>;
using IService = Id<struct ServiceTable>;
using ISimCard = Id<struct SimCardTable>;
using IDid = Id<struct DidTable>;  // i_did_number
using IInvoice = Id<struct InvoiceTable>;
using IEvent = Id<struct EventTable>;
using IGroup = Id<struct GroupTable>;
using IUser = Id<struct UserTable>;

// A name as it is written: never a number, so leading zeros and 20 digits stay. Empty means "has none".
template <class Tag>
class Name {
 public:
  Name() = default;
  explicit Name(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }

  friend auto operator<=>(const Name&, const Name&) = default;

 private:
  std::string text_;
};

using AccountId = Name<struct AccountIdTag>;  // "380501112233", "79…@msisdn"
using Login = Name<struct LoginTag>;
using Imsi = Name<struct ImsiTag>;    // 6 to 15 digits
using Iccid = Name<struct IccidTag>;  // 18 to 22 digits
using Msisdn = Name<struct MsisdnTag>;
using DidNumber = Name<struct DidNumberTag>;

}  // namespace sim
