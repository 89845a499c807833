#include "simulator/billing/change_argument.h"
#include "simulator/billing/change_tables.h"

namespace sim {
namespace {

using Said = base::Result<std::string, ChangeError>;

Said upload(ChangeDraft& draft, const base::Node& argument) {
  Did did;
  did.i_did_number = draft.world().next_did();
  did.number = DidNumber(draft.name());
  if (const base::Node* text = argument.find("description")) did.description = text->text;
  if (const base::Node* text = argument.find("country_name")) did.country_name = text->text;
  draft.add(std::move(did));
  return "DID " + draft.name() + " is uploaded";
}

base::Result<void, ChangeError> needs_to_be_here(ChangeDraft& draft) {
  const DidStatus status = draft.did().status;
  if (status == DidStatus::Canceled) {
    return wrong_state(draft.subject_text() + " is cancelled", "see `activate`");
  }
  if (status == DidStatus::Moved) {
    return wrong_state(draft.subject_text() + " was moved to another installation");
  }
  return {};
}

Said assign_to_customer(ChangeDraft& draft, const base::Node& argument) {
  if (const auto here = needs_to_be_here(draft); !here) return tl::unexpected(here.error());
  const auto customer = customer_named(draft.world(), argument);
  if (!customer) return tl::unexpected(customer.error());
  Did& did = draft.did();
  if (did.i_customer && did.i_customer != (*customer)->i_customer) {
    return wrong_state(
        draft.subject_text() + " belongs to " + draft.world().describe(EntityRef(*did.i_customer)),
        "see `release`");
  }
  const bool already = did.i_customer.has_value();
  did.i_customer = (*customer)->i_customer;
  did.status = DidStatus::Assigned;
  return draft.subject_text() + (already ? " belongs already to " : " is assigned to ") + "customer " +
         (*customer)->name;
}

Said assign_to_account(ChangeDraft& draft, const base::Node& argument) {
  if (const auto here = needs_to_be_here(draft); !here) return tl::unexpected(here.error());
  const auto account = account_named(draft.world(), argument);
  if (!account) return tl::unexpected(account.error());
  const std::string id = (*account)->id.text();
  Did& did = draft.did();
  if ((*account)->bill_status == AccountBillStatus::Closed) {
    return wrong_state("account " + id + " is closed");
  }
  if (did.i_customer && did.i_customer != (*account)->i_customer) {
    return wrong_state(
        draft.subject_text() + " belongs to " + draft.world().describe(EntityRef(*did.i_customer)),
        "see `release`");
  }
  const bool already = did.i_account == (*account)->i_account;
  did.i_customer = (*account)->i_customer;
  did.i_account = (*account)->i_account;
  did.status = DidStatus::Assigned;
  return draft.subject_text() +
         (already ? " is on account " + id + " already" : " is assigned to account " + id);
}

void free(Did& did) {
  did.i_customer.reset();
  did.i_account.reset();
  did.status = DidStatus::Free;
}

Said release(ChangeDraft& draft, const base::Node&) {
  Did& did = draft.did();
  if (!did.i_customer && !did.i_account) return draft.subject_text() + " is free: nothing changes";
  free(did);
  return draft.subject_text() + " is released to the pool";
}

Said release_from_account(ChangeDraft& draft, const base::Node&) {
  Did& did = draft.did();
  if (!did.i_account) return draft.subject_text() + " is on no account: nothing changes";
  did.i_account.reset();
  return draft.subject_text() + " is taken from its account and stays with its customer";
}

Said remove(ChangeDraft& draft, const base::Node&) {
  const std::string text = draft.subject_text();
  draft.remove_subject();
  return text + " is removed from the inventory";
}

Said cancel(ChangeDraft& draft, const base::Node&) {
  Did& did = draft.did();
  const bool already = std::exchange(did.status, DidStatus::Canceled) == DidStatus::Canceled;
  did.active = false;
  return draft.subject_text() + " is cancelled" + (already ? " already" : "");
}

Said activate(ChangeDraft& draft, const base::Node&) {
  Did& did = draft.did();
  const bool already = std::exchange(did.active, true);
  did.status = did.i_customer ? DidStatus::Assigned : DidStatus::Free;
  return draft.subject_text() + (already ? " is active already" : " is activated");
}

Said move(ChangeDraft& draft, const base::Node&) {
  Did& did = draft.did();
  const bool already = did.status == DidStatus::Moved;
  free(did);
  did.status = DidStatus::Moved;
  return draft.subject_text() + (already ? " was moved already" : " is moved to another installation");
}

}  // namespace

std::vector<ChangeRow> did_changes() {
  using Kind = ArgumentKind;
  constexpr EntityKind kDid = EntityKind::Did;
  const std::vector<ArgumentKey> keys{
      {"description", Kind::Text, false, "what it is", {}, false},
      {"country_name", Kind::Text, false, "the country of the number", {}, false}};
  return {
      {kDid,
       "upload",
       Kind::OptionalMap,
       "adds a number to the inventory",
       keys,
       {},
       {"DID/New"},
       true,
       upload,
       TextForm::DidDigits},
      {kDid,
       "assign_to_customer",
       Kind::Customer,
       "gives the number to a customer",
       {},
       {},
       {"DID/Status/Assigned"},
       false,
       assign_to_customer},
      {kDid,
       "assign_to_account",
       Kind::Account,
       "puts the number on an account",
       {},
       {},
       {"DID/Status/Assigned"},
       false,
       assign_to_account},
      {kDid,
       "release_from_account",
       Kind::None,
       "takes it from its account; the customer keeps it",
       {},
       {},
       {"DID/Status/Unassigned"},
       false,
       release_from_account},
      {kDid,
       "release",
       Kind::None,
       "gives the number back to the pool",
       {},
       {},
       {"DID/Status/Unassigned"},
       false,
       release},
      {kDid, "cancel", Kind::None, "cancels the number", {}, {}, {"DID/Status/Canceled"}, false, cancel},
      {kDid,
       "activate",
       Kind::None,
       "makes a cancelled number usable again",
       {},
       {},
       {"DID/Status/Activated"},
       false,
       activate},
      {kDid,
       "move",
       Kind::None,
       "moves the number to another installation",
       {},
       {},
       {"DID/Status/Moved"},
       false,
       move},
      {kDid,
       "remove",
       Kind::None,
       "removes the number from the inventory",
       {},
       {},
       {"DID/Deleted"},
       false,
       remove},
      {kDid, "delete", Kind::None, "the same as `remove`", {}, {}, {"DID/Deleted"}, false, remove},
  };
}

}  // namespace sim
