#include "simulator/api/method_table.h"
#include "simulator/api/models/list_answer.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/visible.h"

namespace sim::api {
namespace {

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

std::vector<Model> invoice_methods() {
  return {
      {"Invoice/get_invoice_info", get_invoice_info},
      {"Invoice/get_invoice_list", get_invoice_list},
  };
}

}  // namespace sim::api
