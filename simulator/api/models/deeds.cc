#include "simulator/api/models/deeds.h"

#include <algorithm>
#include <utility>

namespace sim::api {
namespace {

std::int64_t number_of(const EntityRef& ref) {
  return std::visit([](auto key) { return key.value(); }, ref);
}

EntityRef ref_of(const EntityVersion& version) {
  struct Key {
    EntityRef operator()(const Account& row) const { return row.i_account; }
    EntityRef operator()(const Customer& row) const { return row.i_customer; }
    EntityRef operator()(const Product& row) const { return row.i_product; }
    EntityRef operator()(const SimCard& row) const { return row.i_sim_card; }
    EntityRef operator()(const Did& row) const { return row.i_did_number; }
    EntityRef operator()(const Invoice& row) const { return row.i_invoice; }
  };
  return std::visit(Key{}, version);
}

// Puts `later` behind `all`; an entity's later version takes the place of its earlier one.
void merge(ChangeSet& all, ChangeSet later) {
  for (EntityVersion& version : later.versions) {
    const auto same =
        std::find_if(all.versions.begin(), all.versions.end(),
                     [&](const EntityVersion& earlier) { return ref_of(earlier) == ref_of(version); });
    if (same == all.versions.end()) {
      all.versions.push_back(std::move(version));
    } else {
      *same = std::move(version);
    }
  }
  all.removed.insert(all.removed.end(), later.removed.begin(), later.removed.end());
  for (ProvisioningEvent& event : later.events) all.events.push_back(std::move(event));
  if (!all.description.empty() && !later.description.empty()) all.description += "; ";
  all.description += later.description;
  if (!all.subject) all.subject = later.subject;
}

// Of an object that the method takes.
std::vector<Parameter> members_of(const Call& call, const std::string& name) {
  const auto found = std::find_if(call.described.begin(), call.described.end(),
                                  [&](const Parameter& parameter) { return parameter.name == name; });
  return found == call.described.end() ? std::vector<Parameter>{} : found->members;
}

std::string service_of(const std::string& method) { return method.substr(0, method.find('/')); }

}  // namespace

OrFault<void> Deeds::run(const ChangeRequest& request) {
  if (!changes_.empty() && !is_draft_current_) {
    draft_.emplace(call_.world);
    draft_->apply(changes_, call_.now);
    is_draft_current_ = true;
  }
  auto change = make_change(world(), request, call_.now, {call_.options.release});
  if (!change) {
    const ChangeError& error = change.error();
    return fault("Server." + service_of(call_.method) + "." + error.reason,
                 error.what + (error.help.empty() ? "" : "; " + error.help));
  }
  if (change->subject) subject_ = number_of(*change->subject);
  if (!change->empty()) is_draft_current_ = false;
  merge(changes_, std::move(*change));
  return {};
}

OrFault<void> Deeds::run(EntityKind entity, std::int64_t id, const std::string& deed,
                         const base::Json& argument) {
  ChangeRequest request;
  request.entity = entity;
  request.id = id;
  request.deed = deed;
  request.argument = base::to_node(argument);
  return run(request);
}

OrFault<void> Deeds::create(EntityKind entity, const std::string& name, const std::string& deed,
                            const base::Json& argument) {
  ChangeRequest request;
  request.entity = entity;
  request.name = name;
  request.deed = deed;
  request.argument = base::to_node(argument);
  return run(request);
}

MethodAnswer written(Deeds&& deeds, const std::string& name, std::int64_t number) {
  MethodAnswer answer;
  answer.body[name.empty() ? "success" : name] = name.empty() ? 1 : number;
  answer.changes = std::move(deeds).take();
  return answer;
}

Fault not_found(const Call& call, const std::string& what) {
  return {"Server." + service_of(call.method) + ".not_found", "there is no such " + what};
}

OrFault<base::Json> deed_argument(const Call& call, EntityKind entity, const std::string& deed,
                                  const std::string& info, const base::Json& current) {
  const std::vector<Parameter> described = members_of(call, info);
  const auto is_described = [&](const std::string& name) {
    return std::any_of(described.begin(), described.end(),
                       [&](const Parameter& member) { return member.name == name; });
  };
  const auto takes = [&](const std::string& of, const std::string& name) {
    const ChangeRow* row = find_change(entity, of);
    return row != nullptr && std::any_of(row->keys.begin(), row->keys.end(),
                                         [&](const ArgumentKey& key) { return key.name == name; });
  };
  base::Json argument = base::Json::object();
  for (const auto& [name, value] : call.params[info].items()) {
    const auto now = current.find(name);
    const bool is_same = now != current.end() && base::text_of(*now) == base::text_of(value);
    if (is_same) continue;
    if (takes(deed, name)) {
      if (is_described(name)) argument[name] = value;
    } else if (takes("create", name)) {
      return fault(fault_code("Server", call.method, "cannot_be_changed"),
                   "`" + name + "` cannot be changed once it is set");
    }
  }
  return argument;
}

OrFault<void> set_service_features(Deeds& deeds, EntityKind entity, std::int64_t id, const base::Json& list) {
  for (const base::Json& feature : list) {
    base::Json argument = {{"name", text(feature, "name")}};
    if (has(feature, "flag_value")) argument["flag_value"] = text(feature, "flag_value");
    base::Json attributes = base::Json::object();
    for (const base::Json& attribute : feature.value("attributes", base::Json::array())) {
      base::Json values = base::Json::array();
      for (const base::Json& value : attribute.value("values", base::Json::array())) {
        if (!value.is_null()) values.push_back(base::text_of(value));
      }
      attributes[text(attribute, "name")] = std::move(values);
    }
    if (!attributes.empty()) argument["attributes"] = std::move(attributes);
    if (auto done = deeds.run(entity, id, "set_service_feature", argument); !done) return done;
  }
  return {};
}

OrFault<void> set_custom_fields(Deeds& deeds, EntityKind entity, std::int64_t id, const base::Json& list) {
  base::Json argument = base::Json::object();
  for (const base::Json& field : list) {
    argument[text(field, "name")] = has(field, "value") ? base::Json(text(field, "value")) : base::Json();
  }
  if (argument.empty()) return {};
  return deeds.run(entity, id, "set_custom_field", argument);
}

}  // namespace sim::api
