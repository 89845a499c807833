#include "simulator/billing/change_argument.h"

#include <charconv>

namespace sim {
namespace {

ChangeFailure unknown(const World& world, EntityKind kind, const base::Node& node) {
  const std::string what = "there is no " + std::string(word(kind)) + " `" + node.text + "`";
  return refuse(base::ErrorKind::NotFound, "not_found", what, base::suggestion(node.text, world.names(kind)),
                &node);
}

}  // namespace

ChangeFailure refuse(base::ErrorKind kind, std::string reason, std::string what, std::string help,
                     const base::Node* at) {
  ChangeError error{kind, std::move(reason), std::move(what), std::move(help), {}, 1};
  if (at != nullptr) {
    error.pos = at->pos;
    error.width = at->width;
  }
  return ChangeFailure(std::move(error));
}

ChangeFailure wrong_state(std::string what, std::string help) {
  return refuse(base::ErrorKind::Conflict, "wrong_state", std::move(what), std::move(help));
}

ChangeFailure wrong_state(std::string what, const base::Node& at, std::string help) {
  return refuse(base::ErrorKind::Conflict, "wrong_state", std::move(what), std::move(help), &at);
}

ChangeFailure wrong_value(std::string what, const base::Node& at, std::string help) {
  return refuse(base::ErrorKind::Invalid, "wrong_value", std::move(what), std::move(help), &at);
}

base::Result<const Product*, ChangeError> product_named(const World& world, const base::Node& node) {
  if (const Product* row = world.product(node.text)) return row;
  return unknown(world, EntityKind::Product, node);
}
base::Result<const SimCard*, ChangeError> sim_card_named(const World& world, const base::Node& node) {
  if (const SimCard* row = world.sim_card(node.text)) return row;
  return unknown(world, EntityKind::Sim, node);
}
base::Result<const Customer*, ChangeError> customer_named(const World& world, const base::Node& node) {
  if (const Customer* row = world.customer(node.text)) return row;
  return unknown(world, EntityKind::Customer, node);
}
base::Result<const Account*, ChangeError> account_named(const World& world, const base::Node& node) {
  if (const Account* row = world.account(node.text)) return row;
  return unknown(world, EntityKind::Account, node);
}
base::Result<const Product*, ChangeError> product_numbered(const World& world, const base::Node& node) {
  if (const Product* row = world.product(IProduct(integer_in(node)))) return row;
  return refuse(base::ErrorKind::NotFound, "not_found", "there is no i_product " + node.text, "", &node);
}
base::Result<const Customer*, ChangeError> customer_numbered(const World& world, const base::Node& node) {
  if (const Customer* row = world.customer(ICustomer(integer_in(node)))) return row;
  return refuse(base::ErrorKind::NotFound, "not_found", "there is no i_customer " + node.text, "", &node);
}

Money money_in(const base::Node& node, Currency currency) {
  return Money::parse(node.text, currency).value_or(Money(0, currency));
}

base::VirtualTime datetime_in(const base::Node& node) {
  return base::parse_datetime(node.text).value_or(base::VirtualTime{});
}

bool flag_in(const base::Node& node) { return node.text == "true" || node.text == "Y"; }

std::int64_t integer_in(const base::Node& node) {
  std::int64_t value = 0;
  std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
  return value;
}

void merge_custom_fields(CustomFields& fields, const base::Node& node) {
  for (const base::Member& member : node.members) {
    if (member.value.is_null()) {
      fields.erase(member.key);
    } else {
      fields[member.key] = member.value.text;
    }
  }
}

void merge_service_feature(ServiceFeatures& features, const base::Node& node) {
  const base::Node* name = node.find("name");
  ServiceFeature& feature = features[name->text];
  if (const base::Node* flag = node.find("flag_value")) feature.flag_value = flag->text;
  if (const base::Node* attributes = node.find("attributes")) {
    for (const base::Member& member : attributes->members) {
      std::vector<std::string>& values = feature.attributes[member.key];
      values.clear();
      if (member.value.is_scalar()) values.push_back(member.value.text);
      for (const base::Node& item : member.value.items) values.push_back(item.text);
    }
  }
}

ArgumentKey of_form(TextForm form, ArgumentKey which) {
  which.form = form;
  return which;
}

ArgumentKey instead_of(const char* other, ArgumentKey which) {
  which.instead_of = other;
  return which;
}

std::vector<ArgumentKey> service_feature_keys() {
  return {{"name", ArgumentKind::Text, true, "the feature, as `clip` or `netaccess_policy`", {}, false},
          {"flag_value", ArgumentKind::Text, false, "Y, N, a code, or \"~\" to inherit", {}, false},
          {"attributes", ArgumentKind::Lists, false, "attribute → a value or a list of values", {}, false}};
}

}  // namespace sim
