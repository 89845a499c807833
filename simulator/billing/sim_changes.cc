#include "simulator/billing/change_argument.h"
#include "simulator/billing/change_tables.h"

namespace sim {
namespace {

using Said = base::Result<std::string, ChangeError>;
using Done = base::Result<void, ChangeError>;

Done set_iccid(ChangeDraft& draft, SimCard& card, const base::Node& value) {
  const SimCard* other = draft.world().sim_card(value.text);
  if (other != nullptr && other->i_sim_card != card.i_sim_card) {
    return refuse(base::ErrorKind::Conflict, "duplicate_iccid",
                  "SIM " + other->imsi.text() + " has the ICCID `" + value.text + "`", "", &value);
  }
  card.iccid = Iccid(value.text);
  return {};
}

Done set_msisdn(ChangeDraft&, SimCard& card, const base::Node& value) {
  card.msisdn = Msisdn(value.text);
  return {};
}

Done set_card_status(ChangeDraft&, SimCard& card, const base::Node& value) {
  const SimStatus status = *parse_sim_status(value.text);
  const bool used = status == SimStatus::Used;
  if (card.i_account && !used) {
    return wrong_state("SIM " + card.imsi.text() + " is on an account", "see `remove_sim` of the account");
  }
  if (!card.i_account && used) {
    return wrong_state("SIM " + card.imsi.text() + " is on no account", "see `assign_sim` of an account");
  }
  card.status = status;
  return {};
}

const std::vector<std::string> kStatuses{"available", "reserved", "used", "disposed"};

const std::vector<RowKey<SimCard>>& sim_keys() {
  using Kind = ArgumentKind;
  static const std::vector<RowKey<SimCard>> keys{
      {{"iccid", Kind::Text, true, "the card's number: 18 to 22 digits", {}, false, TextForm::IccidDigits},
       false,
       set_iccid},
      {{"msisdn", Kind::Text, false, "the phone number; null: none", {}, true, TextForm::MsisdnDigits},
       false,
       set_msisdn},
      {{"status", Kind::Word, false, "available, reserved, used, disposed", kStatuses, false},
       false,
       set_card_status}};
  return keys;
}

Said add(ChangeDraft& draft, const base::Node& argument) {
  SimCard card;
  card.i_sim_card = draft.world().next_sim_card();
  card.imsi = Imsi(draft.name());
  SimCard& row = draft.add(std::move(card));
  if (const Done done = apply_keys(sim_keys(), draft, row, argument); !done)
    return tl::unexpected(done.error());
  return "SIM " + draft.name() + " is added to the inventory";
}

Said set(ChangeDraft& draft, const base::Node& argument) {
  const Done done = apply_keys(sim_keys(), draft, draft.sim_card(), argument);
  if (!done) return tl::unexpected(done.error());
  return draft.subject_text() + " changes";
}

Said set_status(ChangeDraft& draft, const base::Node& argument) {
  const Done done = set_card_status(draft, draft.sim_card(), argument);
  if (!done) return tl::unexpected(done.error());
  return draft.subject_text() + " is now " + argument.text;
}

Said remove(ChangeDraft& draft, const base::Node&) {
  const SimCard& card = draft.sim_card();
  const Account* holder = card.i_account ? draft.world().account(*card.i_account) : nullptr;
  if (holder != nullptr && holder->bill_status != AccountBillStatus::Closed) {
    return wrong_state(draft.subject_text() + " is used by account " + holder->id.text(), "see `remove_sim`");
  }
  const std::string text = draft.subject_text();
  draft.remove_subject();
  return text + " is removed from the inventory";
}

}  // namespace

std::vector<ChangeRow> sim_changes() {
  using Kind = ArgumentKind;
  constexpr EntityKind kSim = EntityKind::Sim;
  return {
      {kSim,
       "add",
       Kind::Map,
       "adds a card to the inventory, named by its IMSI",
       argument_keys(sim_keys(), true),
       {},
       {"SIM/Created"},
       true,
       add,
       TextForm::ImsiDigits},
      {kSim,
       "upload",
       Kind::Map,
       "the same as `add`",
       argument_keys(sim_keys(), true),
       {},
       {"SIM/Created"},
       true,
       add,
       TextForm::ImsiDigits},
      {kSim,
       "set",
       Kind::Map,
       "changes some of the card's data",
       argument_keys(sim_keys(), false),
       {},
       {"SIM/Updated"},
       false,
       set},
      {kSim,
       "set_status",
       Kind::Word,
       "changes the card's status",
       {},
       kStatuses,
       {"SIM/Updated"},
       false,
       set_status},
      {kSim,
       "remove",
       Kind::None,
       "removes the card from the inventory",
       {},
       {},
       {"SIM/Deleted"},
       false,
       remove},
      {kSim, "delete", Kind::None, "the same as `remove`", {}, {}, {"SIM/Deleted"}, false, remove},
  };
}

}  // namespace sim
