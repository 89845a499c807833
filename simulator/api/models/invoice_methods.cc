#include "simulator/api/method_table.h"
#include "simulator/api/models/list_answer.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

using Type = ParameterType;

const Invoice* named_invoice(const Call& call) {
  const auto i_invoice = id<IInvoice>(call.params, "i_invoice");
  const Invoice* invoice =
      i_invoice ? call.world.invoice(*i_invoice) : call.world.invoice(text(call.params, "invoice_number"));
  if (invoice == nullptr) return nullptr;
  const auto asked = id<ICustomer>(call.params, "i_customer");
  if (asked && invoice->i_customer != *asked) return nullptr;
  const Customer* customer = call.world.customer(invoice->i_customer);
  return customer != nullptr && may_see(call, *customer) ? invoice : nullptr;
}

OrFault<MethodAnswer> get_invoice_info(const Call& call) {
  const Invoice* invoice = named_invoice(call);
  if (invoice == nullptr) return MethodAnswer{};
  if (flag(call.params, "get_pdf")) {
    return fault("Server.Invoice.get_invoice_info.pdf_not_modelled", "no PDF of an invoice is modelled");
  }
  return MethodAnswer{{{"invoice_info", invoice_json(*invoice)}}};
}

OrFault<MethodAnswer> get_invoice_list(const Call& call) {
  InvoiceQuery query;
  query.i_customer = id<ICustomer>(call.params, "i_customer");
  query.i_parent = id<ICustomer>(call.params, "i_parent");
  if (call.caller.identity.realm == Realm::Reseller) query.i_parent = call.caller.identity.i_customer;
  if (call.caller.identity.realm == Realm::Customer) query.i_customer = call.caller.identity.i_customer;
  query.invoice_number = text(call.params, "invoice_number");
  query.issued_after = instant(call.params, "issued_after");
  query.issued_before = instant(call.params, "issued_before");
  query.paging = paging(call.params);
  return list_answer(call, "invoice_list", list_invoices(call.world, query), invoice_json);
}

}  // namespace

std::vector<Method> invoice_methods() {
  const std::vector<Realm> not_account{Realm::Admin, Realm::Reseller, Realm::Customer};
  return {
      {"Invoice/get_invoice_info",
       "one invoice; {} where there is none",
       not_account,
       true,
       {{"i_invoice", Type::Integer, false, "which invoice, or"},
        {"invoice_number", Type::Text, false, "its number"},
        {"i_customer", Type::Integer, false, "whose it must be"},
        {"get_pdf", Type::Flag, false, "not modelled"}},
       {"invoice_info"},
       get_invoice_info,
       true},
      {"Invoice/get_invoice_list",
       "invoices by filters",
       not_account,
       true,
       with_paging({{"i_customer", Type::Integer, false, "of a customer"},
                    {"i_parent", Type::Integer, false, "of a reseller's customers"},
                    {"invoice_number", Type::Text, false, "a pattern with %"},
                    {"issued_after", Type::DateTime, false, "issued then or later"},
                    {"issued_before", Type::DateTime, false, "issued before"}}),
       {"invoice_list", "total"},
       get_invoice_list,
       true},
  };
}

}  // namespace sim::api
