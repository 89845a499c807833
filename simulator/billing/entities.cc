#include "simulator/billing/entities.h"

#include <array>
#include <utility>

namespace sim {
namespace {

template <class Enum, std::size_t N>
using Words = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Words<AccountBillStatus, 4> kAccountBillStatuses{{{AccountBillStatus::Open, "O"},
                                                            {AccountBillStatus::Inactive, "I"},
                                                            {AccountBillStatus::Suspended, "S"},
                                                            {AccountBillStatus::Closed, "C"}}};
constexpr Words<CustomerBillStatus, 5> kCustomerBillStatuses{{{CustomerBillStatus::Open, "O"},
                                                              {CustomerBillStatus::Suspended, "S"},
                                                              {CustomerBillStatus::Closed, "C"},
                                                              {CustomerBillStatus::Exported, "E"},
                                                              {CustomerBillStatus::Deactivated, "D"}}};
constexpr Words<SimStatus, 4> kSimStatuses{{{SimStatus::Available, "available"},
                                            {SimStatus::Reserved, "reserved"},
                                            {SimStatus::Used, "used"},
                                            {SimStatus::Disposed, "disposed"}}};
constexpr Words<DidStatus, 4> kDidStatuses{{{DidStatus::Free, "free"},
                                            {DidStatus::Assigned, "assigned"},
                                            {DidStatus::Canceled, "canceled"},
                                            {DidStatus::Moved, "moved"}}};
constexpr Words<InvoiceStatus, 3> kInvoiceStatuses{{{InvoiceStatus::Unpaid, "unpaid"},
                                                    {InvoiceStatus::PartiallyPaid, "partially_paid"},
                                                    {InvoiceStatus::Paid, "paid"}}};

template <class Enum, std::size_t N>
std::string_view text_in(const Words<Enum, N>& words, Enum value) {
  for (const auto& [known, text] : words) {
    if (known == value) return text;
  }
  return "";
}

template <class Enum, std::size_t N>
std::optional<Enum> value_in(const Words<Enum, N>& words, std::string_view text) {
  for (const auto& [value, known] : words) {
    if (known == text) return value;
  }
  return std::nullopt;
}

}  // namespace

const std::vector<std::string>& addon_priorities() {
  static const std::vector<std::string> kAll{"10", "15", "20", "25", "30"};
  return kAll;
}

const std::vector<ServiceGroup>& predefined_service_groups() {
  static const std::vector<ServiceGroup> groups{{IGroup(1), "VoIP", false},
                                                {IGroup(2), "HSS", false},
                                                {IGroup(3), "PCRF", false},
                                                {IGroup(4), "IPTV", false},
                                                {IGroup(5), "WiMAX", false},
                                                {IGroup(6), "Netaccess", false},
                                                {IGroup(7), "NumberPortability", false},
                                                {IGroup(8), "LawfulInterception", false}};
  return groups;
}

std::string_view wire_text(AccountBillStatus status) { return text_in(kAccountBillStatuses, status); }
std::string_view wire_text(CustomerBillStatus status) { return text_in(kCustomerBillStatuses, status); }
std::string_view wire_text(SimStatus status) { return text_in(kSimStatuses, status); }
std::string_view wire_text(DidStatus status) { return text_in(kDidStatuses, status); }
std::string_view wire_text(InvoiceStatus status) { return text_in(kInvoiceStatuses, status); }

std::optional<AccountBillStatus> parse_account_bill_status(std::string_view text) {
  return value_in(kAccountBillStatuses, text);
}
std::optional<CustomerBillStatus> parse_customer_bill_status(std::string_view text) {
  return value_in(kCustomerBillStatuses, text);
}
std::optional<SimStatus> parse_sim_status(std::string_view text) { return value_in(kSimStatuses, text); }

}  // namespace sim
