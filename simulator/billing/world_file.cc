#include "simulator/billing/world_file.h"

#include <algorithm>
#include <functional>

#include "base/diagnostic_order.h"
#include "simulator/billing/world_reader.h"

namespace sim {
namespace {

const std::vector<std::string>& section_names() {
  static const std::vector<std::string> names = {"services",  "product_groups", "products",       "addons",
                                                 "customers", "accounts",       "sim_cards",      "dids",
                                                 "invoices",  "users",          "service_groups", "systems"};
  return names;
}

}  // namespace

const std::vector<std::string>& world_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> all = {"world", "clock", "i_env", "currency", "stubs"};
    all.insert(all.end(), section_names().begin(), section_names().end());
    return all;
  }();
  return keys;
}

// What such a section has is not there for others that name it: that is told once, of the section.
bool has_misspelt_section(const base::Node& root) {
  const std::vector<std::string>& names = section_names();
  return std::any_of(root.members.begin(), root.members.end(), [&](const base::Member& member) {
    const std::string meant = base::nearest(member.key, names);
    return !meant.empty() && meant != member.key;
  });
}

World WorldReader::read(const base::Node& root) {
  // Sections may stand in any order; each is read after those that it refers to.
  std::map<std::string, const base::Node*, std::less<>> sections;
  base::VirtualTime clock = *base::parse_datetime("2026-01-31 12:00:00");
  std::optional<std::int64_t> i_env;
  std::string title;

  RowReader reader("a world", findings_);
  reader.text("world", title);
  reader.datetime("clock", clock);
  reader.integer("i_env", i_env);
  reader.add("currency", false, [&](const base::Node& node) {
    const auto parsed = Currency::parse(node.text);
    if (parsed) {
      currency_ = *parsed;
    } else {
      findings_.add(node, parsed.error().what);
    }
  });
  for (const std::string& section : section_names()) {
    reader.add(section, section == "customers",
               [&sections, &section](const base::Node& node) { sections[section] = &node; });
  }
  reader.add("stubs", false, [](const base::Node&) {});  // of the API: api/stubs/read_stubs.h reads them
  reader.read(root);

  world_.set_title(title);
  world_.set_clock(clock);
  world_.set_currency(currency_);
  if (i_env) world_.set_i_env(*i_env);

  const auto read_section = [&](const char* name, void (WorldReader::*section)(const base::Node&)) {
    const auto at = sections.find(name);
    if (at != sections.end()) (this->*section)(*at->second);
  };
  read_section("services", &WorldReader::read_services);
  read_section("product_groups", &WorldReader::read_product_groups);
  // Add-ons first: main products may name those that they allow.
  UniqueNames product_ids("i_product");
  UniqueNames product_names("product");
  for (const bool addon : {true, false}) {
    const auto at = sections.find(addon ? "addons" : "products");
    if (at == sections.end()) continue;
    base::read_list(*at->second, findings_,
                    [&](const base::Node& node) { read_product(node, product_ids, product_names, addon); });
  }
  read_section("customers", &WorldReader::read_customers);
  read_section("sim_cards", &WorldReader::read_sim_cards);
  read_section("accounts", &WorldReader::read_accounts);
  read_section("sim_cards", &WorldReader::check_sim_cards);
  read_section("dids", &WorldReader::read_dids);
  read_section("invoices", &WorldReader::read_invoices);
  read_section("users", &WorldReader::read_users);
  read_section("service_groups", &WorldReader::read_service_groups);
  read_section("systems", &WorldReader::read_systems);
  return std::move(world_);
}

base::Result<World, std::vector<base::Diagnostic>> read_world(const base::Document& document,
                                                              const KnownSystems& known) {
  base::Findings findings(document.file);
  findings.set_left_out(document);
  if (has_misspelt_section(document.root)) findings.set_incomplete(document.text);
  World world = WorldReader(findings, known).read(document.root);
  if (findings.empty()) return world;

  std::vector<base::Diagnostic> diagnostics = findings.all();
  base::sort_by_place(diagnostics);
  return tl::unexpected(std::move(diagnostics));
}

}  // namespace sim
