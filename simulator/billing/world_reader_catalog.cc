// services, product groups, products, add-ons, service groups.
#include "simulator/billing/world_reader.h"

namespace sim {
namespace {

// Before any moment that a scenario can ask for.
constexpr base::VirtualTime kAlways{};

}  // namespace

void WorldReader::read_services(const base::Node& list) {
  UniqueNames ids("i_service");
  UniqueNames names("service");
  std::vector<Service> services;
  base::read_list(list, findings_, [&](const base::Node& node) {
    Service service;
    std::optional<std::int64_t> id;
    RowReader row("a service", findings_);
    row.id("i_service", id, ids);
    row.name("name", true, service.name, names);
    row.text("type", service.type);
    row.read(node);
    service.i_service = IService(id.value_or(static_cast<std::int64_t>(services.size()) + 1));
    services_.emplace(service.name, service.i_service);
    services.push_back(std::move(service));
  });
  world_.set_services(std::move(services));
}

void WorldReader::read_product_groups(const base::Node& list) {
  UniqueNames ids("i_product_group");
  UniqueNames names("product group");
  std::vector<ProductGroup> groups;
  base::read_list(list, findings_, [&](const base::Node& node) {
    ProductGroup group;
    std::optional<std::int64_t> id;
    RowReader row("a product group", findings_);
    row.id("i_product_group", id, ids);
    row.name("name", true, group.name, names);
    row.text("description", group.description);
    row.read(node);
    const std::int64_t next = groups.empty() ? 1 : groups.back().i_product_group.value() + 1;
    group.i_product_group = IProductGroup(id.value_or(next));
    product_groups_.emplace(group.name, group.i_product_group);
    groups.push_back(std::move(group));
  });
  world_.set_product_groups(std::move(groups));
}

void WorldReader::read_product(const base::Node& node, UniqueNames& ids, UniqueNames& names, bool addon) {
  Product product;
  product.addon = addon;
  product.addon_priority = addon ? 10 : 0;
  product.currency = currency_;
  std::optional<std::int64_t> id;
  RowReader row(addon ? "an add-on" : "a product", findings_);
  row.id("i_product", id, ids);
  row.name("name", true, product.name, names);
  row.text("description", product.description);
  row.add("currency", false, [&](const base::Node& value) {
    const auto parsed = Currency::parse(value.text);
    if (parsed) {
      product.currency = *parsed;
    } else {
      findings_.add(value, parsed.error().what);
    }
  });
  row.integer("i_vd_plan", product.i_vd_plan);
  row.reference("group", false, "product group", product_groups_, product.i_product_group);
  row.references("services", "service", services_, product.included_services);
  row.features("service_features", product.service_features);
  if (addon) {
    row.add("priority", false, [&](const base::Node& value) {
      if (const auto priority = read_priority(value, findings_)) product.addon_priority = *priority;
    });
  } else {
    row.references("addons", "add-on", addons_, product.allowed_addons);
  }
  row.read(node);

  const auto rows = world_.products();
  const std::int64_t next = rows.empty() ? 1 : rows.back()->i_product.value() + 1;
  product.i_product = IProduct(id.value_or(next));
  (addon ? addons_ : main_products_).emplace(product.name, product.i_product);
  world_.put(product, kAlways);
}

void WorldReader::read_service_groups(const base::Node& list) {
  std::vector<ServiceGroup> groups = predefined_service_groups();
  UniqueNames names("service group");
  std::int64_t next = 1001;
  base::read_list(list, findings_, [&](const base::Node& node) {
    const auto name = base::read_text(node, findings_);
    if (!name || !names.add(node, findings_)) return;
    for (const ServiceGroup& known : predefined_service_groups()) {
      if (known.name == *name) findings_.add(node, "`" + *name + "` is predefined", "leave it out here");
    }
    if (name->empty() || name->size() > 64)
      findings_.add(node, "a service group's name has 1 to 64 characters");
    groups.push_back({IGroup(next++), *name, true});
  });
  world_.set_service_groups(std::move(groups));
}

}  // namespace sim
