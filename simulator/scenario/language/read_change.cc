// change: {ENTITY, do: DEED, as: NAME}
#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "simulator/billing/changes.h"
#include "simulator/billing/customer_keys.h"
#include "simulator/scenario/language/read_frame.h"
#include "simulator/scenario/language/read_step.h"
#include "simulator/scenario/language/read_value.h"

namespace sim::language {
namespace {

std::optional<EntityKind> kind_numbered(ArgumentKind kind) {
  if (kind == ArgumentKind::ProductNumber) return EntityKind::Product;
  if (kind == ArgumentKind::CustomerNumber) return EntityKind::Customer;
  return std::nullopt;
}

template <class Row, class Number>
std::vector<std::string> texts_of(const std::vector<const Row*>& rows, Number Row::*number) {
  std::vector<std::string> texts;
  texts.reserve(rows.size());
  for (const Row* row : rows) texts.push_back(std::to_string((row->*number).value()));
  return texts;
}

std::vector<std::string> numbers_of(EntityKind kind, const World& world) {
  if (kind == EntityKind::Account) return texts_of(world.accounts(), &Account::i_account);
  if (kind == EntityKind::Customer) return texts_of(world.customers(), &Customer::i_customer);
  if (kind == EntityKind::Product) return texts_of(world.products(), &Product::i_product);
  if (kind == EntityKind::Invoice) return texts_of(world.invoices(), &Invoice::i_invoice);
  return {};
}

void check_number(EntityKind kind, const std::string& key, const base::Node& number, Reading& reading) {
  // Products are made by nobody.
  const bool knows_all =
      kind == EntityKind::Product ? reading.world != nullptr : reading.rehearsal.knows_all(kind);
  const bool is_number = base::all_digits(number.text);
  if (!knows_all || !is_number || reading.bound || reading.findings.incomplete()) return;
  const std::vector<std::string> known = numbers_of(kind, *reading.rehearsal.world());
  if (std::find(known.begin(), known.end(), number.text) != known.end()) return;
  reading.findings.add(number, fmt::format("the world has no {} with `{}: {}`", word(kind), key, number.text),
                       base::suggestion(number.text, known));
}

// That it is one: whether it exists is asked elsewhere.
void check_reseller(const base::Node& said, bool by_number, Reading& reading) {
  if (!said.is_scalar() || !reading.rehearsal.knows_all(EntityKind::Customer)) return;
  const World& world = *reading.rehearsal.world();
  const Customer* customer = world.customer(said.text);
  for (const Customer* each : world.customers()) {
    if (by_number && std::to_string(each->i_customer.value()) == said.text) customer = each;
  }
  const auto why = customer == nullptr ? std::nullopt : why_no_reseller(world, *customer);
  if (why) reading.findings.add(said, why->what, why->help);
}

std::optional<EntityKind> kind_of_argument(ArgumentKind kind) {
  switch (kind) {
    case ArgumentKind::Product:
      return EntityKind::Product;
    case ArgumentKind::Sim:
      return EntityKind::Sim;
    case ArgumentKind::Customer:
      return EntityKind::Customer;
    case ArgumentKind::Account:
      return EntityKind::Account;
    default:
      return std::nullopt;
  }
}

// An add-on where a main product is meant, and the other way round.
void check_sort_of_product(const ChangeRow& row, const base::Node& name, Reading& reading) {
  const bool wants_addon = row.deed.find("addon") != std::string_view::npos;
  const Product* product = reading.world == nullptr ? nullptr : reading.world->product(name.text);
  if (product == nullptr || product->addon == wants_addon || row.entity != EntityKind::Account) return;
  std::vector<std::string> right;
  for (const Product* each : reading.world->products()) {
    if (each->addon == wants_addon) right.push_back(each->name);
  }
  reading.findings.add(name,
                       wants_addon ? fmt::format("`{}` is a main product, not an add-on", name.text)
                                   : fmt::format("`{}` is an add-on, not a main product", name.text),
                       base::suggestion(name.text, right));
}

// The names of other entities that a deed's argument says.
void check_named(const ChangeRow& row, const base::Node& argument, Reading& reading) {
  const auto check = [&](ArgumentKind kind, const base::Node& node) {
    if (!node.is_scalar()) return;
    const auto entity = kind_of_argument(kind);
    if (entity) check_entity(*entity, node, reading);
    if (kind == ArgumentKind::Product) check_sort_of_product(row, node, reading);
  };
  check(row.argument, argument);
  for (const base::Member& member : argument.members) {
    for (const ArgumentKey& key : row.keys) {
      if (key.name != member.key) continue;
      check(key.kind, member.value);
      const auto numbered = kind_numbered(key.kind);
      if (numbered && member.value.is_scalar()) check_number(*numbered, key.name, member.value, reading);
      const bool is_parent = key.name == "i_parent";
      if (is_parent || key.name == "reseller") check_reseller(member.value, is_parent, reading);
    }
  }
}

bool is_whole(const base::Node& node) {
  return !node.incomplete && std::all_of(node.items.begin(), node.items.end(), is_whole) &&
         std::all_of(node.members.begin(), node.members.end(),
                     [](const base::Member& member) { return is_whole(member.value); });
}

// What later steps may call an entity because of this deed.
void add_made(const ChangeRow& row, const base::Node& name, const base::Node& argument, Cast& cast) {
  const auto add = [&](EntityKind kind, const base::Node& made) {
    if (made.is_scalar()) {
      cast.add(kind, made.text);
    } else if (made.incomplete) {
      cast.add_unknown(kind);
    }
  };
  if (row.creates) add(row.entity, name);
  if (row.deed == "change_id" || row.deed == "rename") add(row.entity, argument);
  for (const std::string_view key : {"id", "name", "number", "imsi", "iccid", "msisdn"}) {
    if (const base::Node* value = argument.find(key)) add(row.entity, *value);
  }
  if (const base::Node* number = argument.find("invoice_number")) add(EntityKind::Invoice, *number);
}

class ChangeReader {
 public:
  ChangeReader(const Verb& verb, Reading& reading)
      : verb_(verb), reading_(reading), findings_(reading.findings) {}

  std::optional<StepBody> read(const base::Node& node) {
    const std::size_t before = findings_.size();
    find_entity(node);
    TableReader reader(verb_words(verb_), findings_);
    reader.declare(verb_.keys);
    reader.on("do", [&](const base::Node& value) { deed_ = read_deed(value, findings_); });
    reader.on("as", [](const base::Node&) {});  // read_step's
    reader.each(entity_keys(), [&](const Key& key, const base::Member& member) { entity(key, member); });
    if (!reader.read(node, example_words(verb_)) && !node.is_map()) return std::nullopt;
    if (entity_ == nullptr && findings_.size() == before) {
      findings_.add(node, "a `change` needs the entity that changes",
                    "one of: " + quoted_list(names(entity_keys())));
    }
    if (deed_ && entity_ != nullptr) do_deed();
    if (!reading_.bound) rehearse(node, findings_.size() > before);
    if (findings_.size() > before) return std::nullopt;
    return StepBody(ChangeStep{request_});
  }

 private:
  // The first that stands there; of one whose name is unread the kind is known all the same.
  void find_entity(const base::Node& node) {
    for (const base::Member& member : node.members) {
      const auto key = std::find_if(entity_keys().begin(), entity_keys().end(),
                                    [&](const Key& each) { return each.name == member.key; });
      if (key == entity_keys().end()) continue;
      if (entity_ != nullptr) {
        findings_.add(member.pos, member.width, "a `change` is about one entity",
                      "begin a new step for the other");
        continue;
      }
      entity_ = &member;
      request_.entity = kind_of(*key);
    }
  }

  static EntityKind kind_of(const Key& key) {
    const std::string_view name = key.name;
    return *parse_entity_kind(name.starts_with("i_") ? name.substr(2) : name);
  }

  void entity(const Key& key, const base::Member& member) {
    if (&member != entity_) return;
    if (parse_entity_kind(key.name)) {
      name_ = member.value;
      request_.name = base::read_text(member.value, findings_).value_or("");
      return;
    }
    request_.id = base::read_integer(member.value, 1, 999'999'999'999, findings_);
    if (request_.id) check_number(request_.entity, key.name, member.value, reading_);
  }

  void do_deed() {
    row_ = find_change(request_.entity, deed_->word.text);
    if (row_ == nullptr) return unknown_deed();
    request_.deed = row_->deed;
    request_.argument.pos = deed_->word.pos;
    request_.argument.width = deed_->word.width;
    if (deed_->argument != nullptr) request_.argument = *deed_->argument;
    check_argument(*row_, request_.argument, findings_);
    check_named(*row_, request_.argument, reading_);
    check_subject();
    add_made(*row_, name_, request_.argument, reading_.cast);
  }

  void rehearse(const base::Node& node, bool is_wrong) {
    Rehearsal& rehearsal = reading_.rehearsal;
    if (row_ == nullptr || !says_only_its_keys()) return doubt_all(node);
    if (is_wrong) {
      rehearsal.doubt(request_);
    } else if (reading_.late || !is_whole(entity_->value) || !is_whole(request_.argument)) {
      rehearsal.lose_sight();
    } else if (const auto error = rehearsal.change(request_)) {
      tell(*error);
    }
    if (row_->deed == "issue_invoice" && !rehearsal.knows_invoices())
      reading_.cast.add_unknown(EntityKind::Invoice);
  }

  void tell(const ChangeError& error) {
    if (error.pos != base::SourcePos{}) {
      findings_.add(error.pos, error.width, error.what, error.help);
    } else if (error.reason == "duplicate_id") {
      findings_.add(entity_->value,
                    fmt::format("the world has {} `{}` already", word(request_.entity), request_.name),
                    fmt::format("`{}` makes a new one: give it another name", request_.deed));
    } else {
      const base::Node& place = error.kind == base::ErrorKind::NotFound ? entity_->value : deed_->word;
      findings_.add(place, error.what, error.help);
    }
  }

  // What was meant may have made or renamed whom it names.
  void doubt_all(const base::Node& node) {
    request_.argument = node;
    reading_.rehearsal.doubt(request_);
    reading_.cast.add_any(node);
    if (request_.entity == EntityKind::Customer) reading_.cast.add_unknown(EntityKind::Invoice);
  }

  bool says_only_its_keys() const {
    if (row_->keys.empty()) return true;
    const auto is_key = [&](const base::Member& member) {
      return std::any_of(row_->keys.begin(), row_->keys.end(),
                         [&](const ArgumentKey& key) { return key.name == member.key; });
    };
    const auto& members = request_.argument.members;
    return std::all_of(members.begin(), members.end(), is_key);
  }

  void check_subject() {
    check_new_name(*row_, name_, findings_);
    if (request_.id || !name_.is_scalar() || reading_.bound) return;
    if (!row_->creates) check_entity(request_.entity, name_, reading_);
  }

  void unknown_deed() {
    const std::string& said = deed_->word.text;
    std::string help = base::suggestion(said, deeds_of(request_.entity));
    for (const EntityKind other : entity_kinds()) {
      if (find_change(other, said) != nullptr) help = fmt::format("it is a deed of `{}`", word(other));
    }
    findings_.add(deed_->word,
                  fmt::format("`{}` is nothing that happens to `{}`", said, word(request_.entity)), help);
  }

  const Verb& verb_;
  Reading& reading_;
  base::Findings& findings_;
  ChangeRequest request_;
  base::Node name_;
  std::optional<Deed> deed_;
  const ChangeRow* row_ = nullptr;        // of the deed; null where that is none
  const base::Member* entity_ = nullptr;  // of the node that is read
};

}  // namespace

std::optional<StepBody> read_change(const Verb& verb, const base::Node& node, Reading& reading) {
  return ChangeReader(verb, reading).read(node);
}

}  // namespace sim::language
