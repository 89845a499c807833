#include "simulator/billing/event_types.h"

namespace sim {
namespace {

constexpr std::string_view kR80 = "R80";
constexpr std::string_view kAppendix = "R80, A99-A115";

// One row, built by naming what is special about it.
struct Row : EventType {
  Row(std::string_view type_name, EventEntity whose, std::string_view group, std::string_view where,
      std::string_view says)
      : EventType{type_name, whose, group, 80, 0, "", false, 0, false, where, says} {}

  Row from(int release) && {
    first_release = release;
    return *this;
  }
  Row until(int release, std::string_view next) && {
    last_release = release;
    replaced_by = next;
    return *this;
  }
  Row inherits() && {
    inherited = true;
    return *this;
  }
  Row coalesces(int since_release) && {
    coalesced_from = since_release;
    return *this;
  }
  Row with_sim() && {
    updates_sim = true;
    return *this;
  }
};

Row account(std::string_view name, std::string_view source, std::string_view meaning) {
  return {name, EventEntity::Account, "Subscriber/Updated", source, meaning};
}
Row customer(std::string_view name, std::string_view source, std::string_view meaning) {
  return {name, EventEntity::Customer, "Customer/Updated", source, meaning};
}
Row did(std::string_view name, std::string_view meaning) {
  return {name, EventEntity::Did, "DID/Updated", kR80, meaning};
}
Row invoice(std::string_view name, std::string_view meaning) {
  return {name, EventEntity::Invoice, "Invoice/Updated", kR80, meaning};
}
Row person(std::string_view name, std::string_view meaning) {
  return {name, EventEntity::Person, "Subscriber/Updated", kR80, meaning};
}
Row other(std::string_view name, std::string_view meaning) {
  return {name, EventEntity::Other, "", kR80, meaning};
}
Row grouped_as(std::string_view group, Row row) {
  row.grouped = group;
  return row;
}

}  // namespace

// Ordered by name, in bytes.
const std::vector<EventType>& event_types() {
  static const std::vector<EventType> types{
      other("AccessPolicy/Changed", "an access policy changed"),
      other("AccessPolicy/Phase/Changed", "a phase of an access policy changed"),
      other("AccessPolicy/Phase/Deleted", "a phase of an access policy was removed"),
      other("AccessPolicy/Phase/New", "a phase was added to an access policy"),
      other("Accessibility/Deleted", "an access code of a product was removed"),
      other("Accessibility/Inserted", "an access code was added to a product"),
      account("Account/AccessPolicy/Changed", kR80, "the account's access policy changed"),
      account("Account/ActivationDate/Changed", kR80, "the account's activation date changed"),
      account("Account/Alias/Delete", kR80, "an alias of the account was removed"),
      account("Account/AvailableFundsAppear", kR80, "the account has funds again"),
      account("Account/BalanceChanged", "R80, psr14", "the account's balance changed"),
      account("Account/Blocked", kAppendix, "the account was blocked").with_sim(),
      account("Account/CustomField/Changed", kAppendix, "custom information was added or changed").with_sim(),
      account("Account/Discount/Changed", kAppendix, "the account's discount plan changed"),
      account("Account/ExpirationDate/Changed", kR80, "the account's expiration date changed"),
      account("Account/FollowMe/Changed", kR80, "the account's follow-me settings changed"),
      account("Account/FollowMeNumber/Changed", kR80, "a follow-me number changed"),
      account("Account/FollowMeNumber/Deleted", kR80, "a follow-me number was removed"),
      account("Account/FollowMeNumber/Inserted", kR80, "a follow-me number was added"),
      account("Account/ID/Changed", "A99-A115", "the account's ID changed").from(99).with_sim(),
      account("Account/IPDeviceAssignment", kR80, "a device was assigned to the account or removed"),
      account("Account/Id/Changed", kR80, "the account's ID changed")
          .until(98, "Account/ID/Changed")
          .with_sim(),
      grouped_as("Subscriber/Created", account("Account/New", kAppendix, "an account was created")),
      account("Account/Password/Changed", "R80, A99, A107", "the account's password changed"),
      account("Account/Product/Changed", kAppendix, "the account's main product changed").with_sim(),
      account("Account/ProductAddon/Changed", "R80, A99-A115, CP", "an add-on of the account changed")
          .coalesces(110)
          .with_sim(),
      account("Account/ProductAddon/Deleted", "R80, A99-A115, CP", "an add-on was taken from the account")
          .coalesces(110)
          .with_sim(),
      account("Account/ProductAddon/Inserted", kAppendix, "an add-on was given to the account").with_sim(),
      account("Account/SIMCardAssignment", kAppendix, "a SIM card was assigned, removed or changed"),
      account("Account/Service/Msg/QuotaExceeded", "R80, CP", "the messaging quota was exceeded")
          .coalesces(110),
      account("Account/Service/Msg/QuotaExpired", "CP", "the messaging quota expired")
          .from(115)
          .coalesces(115),
      account("Account/Service/Netaccess/QuotaExceeded", "R80, CP", "the internet quota was exceeded")
          .coalesces(110),
      account("Account/Service/Netaccess/QuotaExpired", "CP", "the internet quota expired")
          .from(115)
          .coalesces(115),
      account("Account/Service/QuotaAvailable", kR80, "a quota is available again"),
      account("Account/Service/QuotaExceeded", "R80, CP",
              "a quota was exceeded for a service other than messaging and internet")
          .coalesces(110)
          .with_sim(),
      account("Account/Service/QuotaExpired", "CP",
              "a quota expired for a service other than messaging and internet")
          .from(115)
          .coalesces(115),
      account("Account/ServiceAttribute/Changed", kAppendix, "a service feature was switched or changed")
          .inherits()
          .with_sim(),
      account("Account/ServiceFlags/Changed", kR80, "the account's service flags changed"),
      account("Account/ServicePassword/Changed", kR80, "the account's service password changed"),
      account("Account/Status/Changed", kR80, "the account's billing status changed").with_sim(),
      grouped_as("Subscriber/Deleted", account("Account/Status/Closed", kR80, "the account was terminated")),
      account("Account/Status/Exported", kR80, "the account was moved to another system"),
      account("Account/Status/Imported", kR80, "the account was moved here from another system"),
      account("Account/Status/Suspend", "R80, A99, A107", "the account is suspended because its customer is")
          .until(114, "Account/Status/Suspended")
          .inherits()
          .with_sim(),
      account("Account/Status/Suspended", "A115", "the account is suspended because its customer is")
          .from(115)
          .inherits()
          .with_sim(),
      account("Account/Status/SuspensionRemoved", "A115", "the account's customer is no longer suspended")
          .from(115)
          .inherits()
          .with_sim(),
      account("Account/Status/Unsuspend", "R80, A99, A107", "the account's customer is no longer suspended")
          .until(114, "Account/Status/SuspensionRemoved")
          .inherits()
          .with_sim(),
      account("Account/Unblocked", kAppendix, "the account was unblocked").with_sim(),
      account("Account/ZeroAvailableFunds", kR80, "the account's funds are used up"),
      other("Connection/Changed", "a connection changed"),
      other("Connection/Deleted", "a connection was removed"),
      other("Connection/New", "a connection was added"),
      other("Custom/Jasper/CapReached", "a cap of a Jasper SIM card was reached"),
      other("CustomField/Changed", "the definition of a custom field changed"),
      customer("Customer/AvailableFundsAppear", kR80, "the customer has funds again"),
      customer("Customer/BalanceChanged", "R80, psr14", "the customer's balance changed"),
      customer("Customer/Blocked", kR80, "the customer was blocked"),
      customer("Customer/CustomField/Changed", kR80, "custom information was added or changed"),
      customer("Customer/Name/Changed", kR80, "the customer was renamed"),
      grouped_as("Customer/Created", customer("Customer/New", kR80, "a customer was created")),
      customer("Customer/ServiceAttribute/Changed", kR80, "a service feature was switched or changed"),
      customer("Customer/ServiceFlags/Changed", kR80, "the customer's service flags changed"),
      customer("Customer/Status/Activated", kR80, "the customer was activated again"),
      customer("Customer/Status/Changed", kR80, "the customer's billing status changed"),
      grouped_as("Customer/Deleted", customer("Customer/Status/Closed", kR80, "the customer was terminated")),
      customer("Customer/Status/Deactivated", kR80, "the customer was deactivated"),
      customer("Customer/Status/Exported", kR80, "the customer was moved to another system"),
      customer("Customer/Status/Imported", kR80, "the customer was moved here from another system"),
      customer("Customer/Status/Limited", "CP", "the customer's services were limited")
          .from(110)
          .coalesces(110),
      // Still listed beside its successor in MR116, so without a last release.
      customer("Customer/Status/Suspend", "R80, CP", "the customer was suspended")
          .until(0, "Customer/Status/Suspended")
          .coalesces(110),
      customer("Customer/Status/Suspended", "CP", "the customer was suspended").from(110).coalesces(110),
      customer("Customer/Status/Unsuspend", kR80, "the customer's suspension ended"),
      customer("Customer/Unblocked", kR80, "the customer was unblocked"),
      customer("Customer/ZeroAvailableFunds", kR80, "the customer's funds are used up"),
      customer("CustomerSite/ServiceAttribute/Changed", kR80,
               "a service feature of a customer's site changed"),
      grouped_as("DID/Deleted", did("DID/Deleted", "a number was removed from the inventory")),
      grouped_as("DID/Created", did("DID/New", "a number was added to the inventory")),
      did("DID/Status/Activated", "a number was activated"),
      did("DID/Status/Assigned", "a number was assigned to a customer or an account"),
      did("DID/Status/Canceled", "a number was cancelled"),
      did("DID/Status/Moved", "a number was moved to another installation"),
      did("DID/Status/Unassigned", "a number was released"),
      other("IPDeviceProfile/New", "a profile of IP devices was added"),
      invoice("Invoice/Adjustments/Changed", "an invoice was adjusted"),
      invoice("Invoice/AmountPaid/Changed", "what is paid of an invoice changed"),
      grouped_as("Invoice/Created", invoice("Invoice/New", "an invoice was issued")),
      invoice("Invoice/Status/Changed", "an invoice's status changed"),
      other("PaymentTransaction/New", "a payment was begun"),
      other("PaymentTransaction/ResultCode/Changed", "a payment's result code changed"),
      other("PaymentTransaction/Status/Changed", "a payment's status changed"),
      other("Product/AccessPolicy/Changed", "a product's access policy changed"),
      other("Product/Discount/Changed", "a product's discount plan changed"),
      other("Product/ServiceAttribute/Changed", "a service feature of a product changed"),
      other("ServiceAttribute/Changed", "the definition of a service feature changed"),
      person("Subscriber/Address/Changed", "the address of an account's or a customer's person changed"),
      person("Subscriber/ContactInfo/Changed", "the contacts of an account's or a customer's person changed"),
      person("Subscriber/Name/Changed", "the name of an account's or a customer's person changed"),
  };
  return types;
}

}  // namespace sim
