#include "simulator/api/stubs/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/value_matcher.h"
#include "simulator/api/models/shapes.h"
#include "simulator/api/stubs/asked_params.h"

namespace sim::api {
namespace {

base::Node scalar(std::string text) {
  base::Node node;
  node.kind = base::Node::Kind::Scalar;
  node.text = std::move(text);
  return node;
}

bool is_name(std::string_view name) {
  const auto& names = template_names();
  return std::any_of(names.begin(), names.end(), [&](const TemplateName& row) { return row.name == name; });
}

bool has_empty_part(std::string_view name) {
  return name.starts_with('.') || name.ends_with('.') || name.find("..") != std::string_view::npos;
}

const base::Json* member_at(const base::Json& value, std::string_view path) {
  const base::Json* at = &value;
  while (!path.empty()) {
    const auto [name, rest] = cut_at_dot(path);
    if (at->is_array()) {
      const auto index = index_of(name);
      if (!index || *index >= at->size()) return nullptr;
      at = &(*at)[*index];
    } else {
      const auto found = at->is_object() ? at->find(std::string(name)) : at->end();
      if (!at->is_object() || found == at->end()) return nullptr;
      at = &*found;
    }
    path = rest;
  }
  return at;
}

// The values of one call.
class Values {
 public:
  explicit Values(const TemplateCall& call) : call_(call) {}

  std::optional<base::Node> look_up(std::string_view name) {
    const auto [group, rest] = cut_at_dot(name);
    if (group == "params") return to_node_or_null(member_at(call_.params, rest));
    if (!is_name(name)) return std::nullopt;
    if (rest.empty()) return base::to_node(of_call(name));
    const base::Json* row = row_of(std::string(group));
    return row == nullptr ? scalar("") : to_node_or_null(member_at(*row, rest));
  }

  const std::string& problem() const { return problem_; }

 private:
  static base::Node to_node_or_null(const base::Json* value) {
    return value == nullptr ? base::Node() : base::to_node(*value);
  }

  base::Json of_call(std::string_view name) const {
    if (name == "method") return std::string(call_.method);
    if (name == "service") return std::string(call_.method.substr(0, call_.method.find('/')));
    if (name == "realm") return std::string(realm_word(call_.realm));
    if (name == "now") return base::datetime_text(call_.now);
    if (name == "today") return base::date_text(call_.now);
    return call_.count;
  }

  const Account* account() const { return call_.i_account ? call_.world.account(*call_.i_account) : nullptr; }
  const Customer* customer() const {
    if (call_.i_customer) return call_.world.customer(*call_.i_customer);
    return account() == nullptr ? nullptr : call_.world.customer(account()->i_customer);
  }

  base::Json make_row(const std::string& group) const {
    if (group == "customer") {
      return customer() == nullptr ? base::Json() : customer_json(call_.world, *customer());
    }
    if (account() == nullptr) return nullptr;
    if (group == "account") {
      const AccountShape shape{.detailed = true, .auth = true};
      return account_json(call_.world, *account(), shape, call_.options, call_.now);
    }
    if (group == "product") {
      const Product* product = call_.world.product(account()->i_product);
      return product == nullptr ? base::Json() : product_json(call_.world, *product, call_.options);
    }
    const SimCard* card = call_.world.sim_card_of(account()->i_account);
    return card == nullptr ? base::Json() : sim_card_json(*card);
  }

  const base::Json* row_of(const std::string& group) {
    auto found = rows_.find(group);
    if (found == rows_.end()) found = rows_.emplace(group, make_row(group)).first;
    if (!found->second.is_null()) return &found->second;
    problem_ = group == "customer"    ? "this call is about no customer that the world knows"
               : account() == nullptr ? "this call is about no account that the world knows"
                                      : fmt::format("account {} has no {}", account()->id.text(),
                                                    group == "sim" ? "SIM card" : group);
    return nullptr;
  }

  const TemplateCall& call_;
  std::map<std::string, base::Json> rows_;
  std::string problem_;
};

}  // namespace

const std::vector<TemplateName>& template_names() {
  static const std::vector<TemplateName> table{
      {"method", "The method that is called."},
      {"service", "Its service."},
      {"realm", "admin, reseller, customer, account."},
      {"now", "Virtual time, as `2026-01-31 12:00:00`."},
      {"today", "Its date."},
      {"count", "The how many-th answer of this stub it is, from 1."},
      {"account.i_account",
       "Of the account that the call is about, as its parameters name it; in the account realm its own where "
       "they name nobody."},
      {"account.id", "Its ID."},
      {"account.i_customer", "Its customer's number."},
      {"account.customer_name", "Its customer's name."},
      {"account.i_product", "Its main product's number."},
      {"account.product_name", "Its main product's name."},
      {"account.billing_model", "-1 debit, 1 credit, 2 alias …"},
      {"account.bill_status", "O, S, I, C."},
      {"account.status", "As get_account_info tells it; null where the account is fine."},
      {"account.blocked", "Y, N."},
      {"account.balance", "Its balance, a number."},
      {"account.credit_limit", "Its credit limit, or null."},
      {"account.iso_4217", "Its currency."},
      {"account.activation_date", "As `2026-01-31`."},
      {"account.expiration_date", "Likewise, or null."},
      {"account.time_zone_name", "Its time zone."},
      {"account.firstname", "The person's first name, or null."},
      {"account.lastname", "The person's last name, or null."},
      {"account.email", "The person's address, or null."},
      {"account.login", "Its login."},
      {"account.i_master_account", "Of an alias."},
      {"customer.i_customer",
       "Of the customer that the call or its account is about; in the customer realm its own where it names "
       "nobody."},
      {"customer.name", "Its name."},
      {"customer.balance", "Its balance."},
      {"customer.credit_limit", "Its credit limit, or null."},
      {"customer.bill_status", "O, S, C, E, D."},
      {"customer.blocked", "Y, N."},
      {"customer.iso_4217", "Its currency."},
      {"customer.companyname", "Its company's name."},
      {"customer.email", "Its address."},
      {"product.i_product", "Of the account's main product."},
      {"product.name", "Its name."},
      {"sim.i_sim_card", "Of the account's SIM card."},
      {"sim.imsi", "Its IMSI."},
      {"sim.iccid", "Its ICCID."},
      {"sim.msisdn", "Its MSISDN."},
  };
  return table;
}

void check_template(const base::Node& node, const base::Node* params, base::Findings& findings) {
  std::vector<std::string> names;
  for (const TemplateName& row : template_names()) names.emplace_back(row.name);
  names.insert(names.end(), {"params", "params.NAME"});
  const auto why_not = [&](std::string_view name) {
    const auto [group, rest] = cut_at_dot(name);
    return group == "params" && !has_empty_part(name) ? why_never(params, rest) : "";
  };
  const auto lookup = [&](std::string_view name) -> std::optional<base::Node> {
    if (name == "params") return base::to_node(base::Json::object());
    if (!is_name(name) && !name.starts_with("params.")) return std::nullopt;
    if (has_empty_part(name) || !why_not(name).empty()) return std::nullopt;
    return scalar("1");
  };
  base::substitute(node, lookup, names, findings, why_not);
}

std::vector<ParameterNamed> parameters_named(const base::Node& node) {
  std::vector<ParameterNamed> named;
  if (node.is_scalar()) {
    base::Findings unneeded("");
    const auto lookup = [&](std::string_view name) -> std::optional<base::Node> {
      const auto [group, rest] = cut_at_dot(name);
      if (group == "params" && !rest.empty()) named.push_back({&node, std::string(rest)});
      return scalar("1");
    };
    base::substitute(node, lookup, {}, unneeded);
  }
  const auto add = [&](const base::Node& part) {
    const auto more = parameters_named(part);
    named.insert(named.end(), more.begin(), more.end());
  };
  for (const base::Node& item : node.items) add(item);
  for (const base::Member& member : node.members) add(member.value);
  return named;
}

base::Result<base::Node> fill_in(const base::Node& node, const TemplateCall& call) {
  Values values(call);
  base::Findings findings("");
  base::Node filled = base::substitute(
      node, [&](std::string_view name) { return values.look_up(name); }, {}, findings);
  if (!values.problem().empty()) return base::fail(base::ErrorKind::Invalid, values.problem());
  if (!findings.empty()) return base::fail(base::ErrorKind::Invalid, findings.all().front().message);
  return filled;
}

}  // namespace sim::api
