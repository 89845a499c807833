#include "simulator/billing/changes.h"

#include <algorithm>
#include <iterator>

#include "simulator/billing/change_argument.h"
#include "simulator/billing/change_draft.h"
#include "simulator/billing/change_tables.h"

namespace sim {
namespace {

std::vector<ChangeRow> make_table() {
  std::vector<ChangeRow> table;
  for (std::vector<ChangeRow> rows :
       {account_changes(), account_money_changes(), customer_changes(), customer_money_changes(),
        product_changes(), sim_changes(), did_changes(), invoice_changes()}) {
    std::move(rows.begin(), rows.end(), std::back_inserter(table));
  }
  return table;
}

base::Result<std::optional<EntityRef>, ChangeError> find_subject(const World& world, const ChangeRow& row,
                                                                 const ChangeRequest& request) {
  std::optional<EntityRef> subject =
      request.id ? world.find(request.entity, *request.id) : world.find(request.entity, request.name);
  const std::string kind(word(request.entity));
  const std::string name = request.id ? std::to_string(*request.id) : request.name;
  if (row.creates && subject) {
    return refuse(base::ErrorKind::Conflict, "duplicate_id",
                  "there is " + world.describe(*subject) + " already");
  }
  if (!row.creates && !subject) {
    return refuse(base::ErrorKind::NotFound, "not_found", "there is no " + kind + " `" + name + "`",
                  base::suggestion(name, world.names(request.entity)));
  }
  return subject;
}

// A closed account or customer takes no change but its own termination.
bool is_closed(const World& world, const std::optional<EntityRef>& subject) {
  if (!subject) return false;
  if (const IAccount* key = std::get_if<IAccount>(&*subject)) {
    return world.account(*key)->bill_status == AccountBillStatus::Closed;
  }
  if (const ICustomer* key = std::get_if<ICustomer>(&*subject)) {
    return world.customer(*key)->bill_status == CustomerBillStatus::Closed;
  }
  return false;
}

}  // namespace

const std::vector<ChangeRow>& change_table() {
  static const std::vector<ChangeRow> table = make_table();
  return table;
}

const ChangeRow* find_change(EntityKind entity, std::string_view deed) {
  const std::vector<ChangeRow>& table = change_table();
  const auto at = std::find_if(table.begin(), table.end(), [&](const ChangeRow& row) {
    return row.entity == entity && row.deed == deed;
  });
  return at == table.end() ? nullptr : &*at;
}

std::vector<std::string> deeds_of(EntityKind entity) {
  std::vector<std::string> deeds;
  for (const ChangeRow& row : change_table()) {
    if (row.entity == entity) deeds.push_back(row.deed);
  }
  return deeds;
}

base::Result<ChangeSet, ChangeError> make_change(const World& world, const ChangeRequest& request,
                                                 base::VirtualTime now, const ChangeOptions& options) {
  const ChangeRow* row = find_change(request.entity, request.deed);
  if (row == nullptr) {
    return refuse(
        base::ErrorKind::NotFound, "unknown_deed",
        "`" + request.deed + "` is nothing that can be done to " + std::string(article(request.entity)),
        base::suggestion(request.deed, deeds_of(request.entity)));
  }
  base::Findings findings("");
  if (!request.id) check_new_name(*row, base::to_node(request.name), findings);
  check_argument(*row, request.argument, findings);
  if (!findings.empty()) {
    const base::Diagnostic& first = findings.all().front();
    return ChangeFailure(ChangeError{base::ErrorKind::Invalid, "wrong_value", first.message, first.help,
                                     first.pos, first.width});
  }
  const auto subject = find_subject(world, *row, request);
  if (!subject) return tl::unexpected(subject.error());
  ChangeDraft draft(world, now, options, request.name, *subject);
  if (is_closed(world, *subject)) {
    const std::string subject_text = draft.subject_text();
    if (row->deed != "terminate") return wrong_state(subject_text + " is closed");
    return std::move(draft).finish(subject_text + " is terminated already");
  }
  auto description = row->apply(draft, request.argument);
  if (!description) return tl::unexpected(description.error());
  return std::move(draft).finish(std::move(*description));
}

}  // namespace sim
