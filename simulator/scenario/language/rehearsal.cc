#include "simulator/scenario/language/rehearsal.h"

namespace sim::language {
namespace {

void add_texts(const base::Node& node, std::set<std::string>& texts) {
  if (node.is_scalar()) texts.insert(node.text);
  for (const base::Node& item : node.items) add_texts(item, texts);
  for (const base::Member& member : node.members) add_texts(member.value, texts);
}

// All that the change speaks of; whom it is about also as people call that.
std::set<std::string> texts_of(const ChangeRequest& request, const World& world) {
  std::set<std::string> texts;
  if (!request.name.empty()) texts.insert(request.name);
  const auto subject =
      request.id ? world.find(request.entity, *request.id) : world.find(request.entity, request.name);
  if (subject) texts.insert(world.describe(*subject));
  if (request.id) texts.insert(std::to_string(*request.id));
  add_texts(request.argument, texts);
  return texts;
}

}  // namespace

bool Rehearsal::says_any_of(const std::set<std::string>& texts, const ChangeRequest& request) const {
  const std::set<std::string> said = texts_of(request, *world());
  return std::any_of(said.begin(), said.end(), [&](const std::string& text) { return texts.contains(text); });
}

// What it would have been called or numbered is not known.
bool Rehearsal::is_of_unmade_kind(const ChangeError& error) const {
  return std::any_of(unmade_kinds_.begin(), unmade_kinds_.end(),
                     [&](EntityKind kind) { return error.what.find(word(kind)) != std::string::npos; });
}

bool Rehearsal::is_certain(const ChangeError& error, const ChangeRequest& request) const {
  // Of those that there are, what a value may be does not change.
  if (error.kind == base::ErrorKind::Invalid) return !says_any_of(unmade_, request);
  const bool is_missing = error.kind == base::ErrorKind::NotFound;
  const bool is_named_invoice = request.entity == EntityKind::Invoice && !request.id;
  if (is_missing && is_named_invoice && !knows_invoices_) return false;
  if (is_missing && is_of_unmade_kind(error)) return false;
  const bool is_about_who_there_is = is_missing || error.reason.starts_with("duplicate_");
  const bool is_known = knows_ == Knows::States || is_about_who_there_is;
  if (!is_known || says_any_of(doubtful_, request)) return false;
  // Nor do others in the way count who may be out of it once that is mended: "… is used by account 1".
  return std::none_of(doubtful_.begin(), doubtful_.end(), [&](const std::string& text) {
    return !text.empty() && error.what.find(text) != std::string::npos;
  });
}

void Rehearsal::doubt(const ChangeRequest& request) {
  if (world_ == nullptr) return;
  doubtful_.merge(texts_of(request, *world()));
  const ChangeRow* row = find_change(request.entity, request.deed);
  if (row == nullptr || row->creates) {
    unmade_.insert(request.name);
    unmade_kinds_.insert(request.entity);
  }
  if (request.deed == "issue_invoice") unmade_kinds_.insert(EntityKind::Invoice);
}

bool Rehearsal::knows_all(EntityKind kind) const {
  return world_ != nullptr && knows_ != Knows::Nothing && !unmade_kinds_.contains(kind);
}

bool Rehearsal::may_name_card(const std::string& number) const {
  return world_ == nullptr || knows_ == Knows::Nothing || card_numbers_.contains(number);
}

std::optional<ChangeError> Rehearsal::change(const ChangeRequest& request) {
  if (world_ == nullptr || knows_ == Knows::Nothing) return std::nullopt;
  if (request.deed == "issue_invoice" && knows_ != Knows::States) knows_invoices_ = false;  // time passed
  const base::VirtualTime now = clock_.value_or(world_->clock());
  const auto change = make_change(*world(), request, now);
  if (!change) {
    const bool is_told = is_certain(change.error(), request);
    doubt(request);
    if (!is_told) return std::nullopt;
    return change.error();
  }
  if (change->empty()) return std::nullopt;
  if (!changed_) changed_.emplace(*world_);
  changed_->apply(*change, now);
  for (const EntityVersion& version : change->versions) {
    if (const SimCard* card = std::get_if<SimCard>(&version)) {
      card_numbers_.insert(card->msisdn.text());
      card_numbers_.insert(card->iccid.text());
    }
  }
  return std::nullopt;
}

}  // namespace sim::language
