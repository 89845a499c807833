// Reading a deed's argument, once check_argument() found its shape right: what it names in the world.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "simulator/billing/change_draft.h"
#include "simulator/billing/changes.h"

namespace sim {

using ChangeFailure = tl::unexpected<ChangeError>;

// A refusal that points at `at`.
ChangeFailure refuse(base::ErrorKind kind, std::string reason, std::string what, std::string help = "",
                     const base::Node* at = nullptr);
// The state of the world forbids it.
ChangeFailure wrong_state(std::string what, std::string help = "");
ChangeFailure wrong_state(std::string what, const base::Node& at, std::string help = "");
// The argument's value cannot be.
ChangeFailure wrong_value(std::string what, const base::Node& at, std::string help = "");

// The row of that name, else a refusal with what was probably meant.
base::Result<const Product*, ChangeError> product_named(const World& world, const base::Node& node);
base::Result<const SimCard*, ChangeError> sim_card_named(const World& world, const base::Node& node);
base::Result<const Customer*, ChangeError> customer_named(const World& world, const base::Node& node);
base::Result<const Account*, ChangeError> account_named(const World& world, const base::Node& node);
// By an `i_…`.
base::Result<const Product*, ChangeError> product_numbered(const World& world, const base::Node& node);
base::Result<const Customer*, ChangeError> customer_numbered(const World& world, const base::Node& node);

// REQUIRES: the shape was checked.
Money money_in(const base::Node& node, Currency currency);
base::VirtualTime datetime_in(const base::Node& node);
bool flag_in(const base::Node& node);
std::int64_t integer_in(const base::Node& node);
void merge_custom_fields(CustomFields& fields, const base::Node& node);
void merge_service_feature(ServiceFeatures& features, const base::Node& node);

// The keys of `set_service_feature`.
std::vector<ArgumentKey> service_feature_keys();

// The key, with what its text must look like, or with the key that says the same in another way.
ArgumentKey of_form(TextForm form, ArgumentKey which);
ArgumentKey instead_of(const char* other, ArgumentKey which);

// One key of a `create` or `set` map, and what it does to the row.
template <class Row>
struct RowKey {
  ArgumentKey key;
  bool creates_only = false;
  base::Result<void, ChangeError> (*apply)(ChangeDraft& draft, Row& row, const base::Node& value);
};

template <class Row>
std::vector<ArgumentKey> argument_keys(const std::vector<RowKey<Row>>& keys, bool creating) {
  std::vector<ArgumentKey> found;
  for (const RowKey<Row>& row : keys) {
    if (!creating && row.creates_only) continue;
    found.push_back(row.key);
    if (!creating) found.back().required = false;
  }
  return found;
}

// Applies the members of `map` in the order of `keys`, not of the text, so that a currency stands before the
// amounts that are in it.
template <class Row>
base::Result<void, ChangeError> apply_keys(const std::vector<RowKey<Row>>& keys, ChangeDraft& draft, Row& row,
                                           const base::Node& map) {
  for (const RowKey<Row>& key : keys) {
    const base::Node* value = map.find(key.key.name);
    if (value == nullptr) continue;
    if (auto done = key.apply(draft, row, *value); !done) return done;
  }
  return {};
}

template <std::string Person::*Member, class Row>
base::Result<void, ChangeError> set_person(ChangeDraft&, Row& row, const base::Node& value) {
  row.person.*Member = value.text;
  return {};
}

// The keys of a Person, for any row that has one.
template <class Row>
std::vector<RowKey<Row>> person_keys() {
  const auto text = [](const char* name, const char* sentence) {
    return ArgumentKey{name, ArgumentKind::Text, false, sentence, {}, false};
  };
  return {{text("companyname", "the company"), false, set_person<&Person::companyname, Row>},
          {text("salutation", "how to address the person"), false, set_person<&Person::salutation, Row>},
          {text("firstname", "the first name"), false, set_person<&Person::firstname, Row>},
          {text("midinit", "the middle initial"), false, set_person<&Person::midinit, Row>},
          {text("lastname", "the last name"), false, set_person<&Person::lastname, Row>},
          {text("email", "the e-mail address; several with commas"), false, set_person<&Person::email, Row>},
          {text("phone1", "a phone number"), false, set_person<&Person::phone1, Row>},
          {text("phone2", "another phone number"), false, set_person<&Person::phone2, Row>},
          {text("baddr1", "the street"), false, set_person<&Person::baddr1, Row>},
          {text("address_line_2", "the second line of the address"), false,
           set_person<&Person::address_line_2, Row>},
          {text("city", "the city"), false, set_person<&Person::city, Row>},
          {text("state", "the state or province"), false, set_person<&Person::state, Row>},
          {text("zip", "the postal code"), false, set_person<&Person::zip, Row>},
          {text("country", "the country"), false, set_person<&Person::country, Row>},
          {text("note", "a note"), false, set_person<&Person::note, Row>}};
}

}  // namespace sim
