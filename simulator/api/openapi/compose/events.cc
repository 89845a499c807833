#include "simulator/api/openapi/compose/events.h"

#include <algorithm>
#include <vector>

#include "simulator/api/openapi/compose/node.h"
#include "simulator/api/openapi/compose/schema_keywords.h"
#include "simulator/billing/event_types.h"

namespace sim::openapi {
namespace {

using base::Findings;
using base::MapReader;
using base::Node;

// What the frame calls the types of an entity.
std::string word_of(EventEntity entity) {
  switch (entity) {
    case EventEntity::Account:
      return "account";
    case EventEntity::Customer:
      return "customer";
    case EventEntity::Person:
      return "person";
    case EventEntity::Did:
      return "did";
    case EventEntity::Invoice:
      return "invoice";
    case EventEntity::Sim:
    case EventEntity::Other:
      break;
  }
  return "other";
}

// One event type, of either style.
struct Webhook {
  std::string name, tag, meaning, about;
  std::vector<std::string> required, optional;  // variables
};

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Node reference(const std::string& section, const std::string& name) {
  return map_node({{"$ref", text_node("#/components/" + section + "/" + name)}});
}

class Frame {
 public:
  Frame(Source& source, const SchemaTable& schemas) : findings_(source.findings), schemas_(schemas) {
    read(source.document.root);
  }

  bool is_sound() const { return findings_.empty() && schemas_.is_sound(); }

  // REQUIRES: is_sound()
  Node members() const {
    Node webhooks = map_node();
    for (const GroupedType& type : grouped_types()) add(webhooks, grouped(type));
    for (const EventType& type : event_types()) {
      if (find_grouped_type(type.name) == nullptr) add(webhooks, fine_grained(type));
    }
    Node tags = list_node();
    for (const base::Member& tag : part("tags").members) {
      append(tags, map_node({{"name", text_node(tag.key)}, {"description", text_node(tag.value.text)}}));
    }
    Node components = map_node({{"schemas", schemas_.used_by(webhooks)}});
    for (const char* name : {"parameters", "responses", "securitySchemes"}) set(components, name, part(name));
    return map_node({{"security", part("security")},
                     {"tags", std::move(tags)},
                     {"webhooks", std::move(webhooks)},
                     {"components", std::move(components)}});
  }

 private:
  void read(const Node& root) {
    MapReader reader("the frame of the events", findings_);
    for (const char* name :
         {"tags", "variables of", "further variables of", "not always", "always", "by setting", "parameters",
          "responses", "statuses", "security", "securitySchemes"}) {
      reader.required(name, [this, name](const Node& node) { set(parts_, name, node); });
    }
    if (!reader.read(root)) return;
    for (const char* name : {"always", "by setting"}) check_variables(part(name));
    check_grouped_variables(root);
    std::vector<std::string> keys = event_type_names();
    for (const char* entity : {"account", "customer", "person", "did", "invoice", "other"}) {
      keys.emplace_back(entity);
    }
    for (const char* name : {"variables of", "further variables of", "not always"}) {
      for (const base::Member& list : part(name).members) {
        if (!has(keys, list.key)) {
          findings_.add(list.pos, list.width, "there is no event type `" + list.key + "`",
                        base::suggestion(list.key, keys));
        }
        check_variables(list.value);
      }
    }
  }

  const Node& part(const char* name) const { return *parts_.find(name); }

  // Each names a schema.
  void check_variables(const Node& names) {
    base::read_list(names, findings_, [&](const Node& name) {
      Node schema = map_node();
      set(schema, "$ref", name);
      schemas_.check(schema, findings_);
    });
  }

  void check_grouped_variables(const Node& root) {
    for (const GroupedType& type : grouped_types()) {
      for (const std::string_view name : type.variables) {
        if (schemas_.has(name)) continue;
        findings_.add(root, "components/ has no schema `" + std::string(name) + "`",
                      "it is a variable of " + std::string(type.name) + " in the table of event types");
      }
    }
  }

  Webhook grouped(const GroupedType& type) const {
    Webhook webhook{std::string(type.name), "grouped", std::string(type.meaning), "", {}, {}};
    const std::vector<std::string> not_always = names_in(part("not always").find(type.name));
    for (const std::string_view name : type.variables) {
      (has(not_always, name) ? webhook.optional : webhook.required).emplace_back(name);
    }
    webhook.about = "From release MR" + std::to_string(type.first_release) + " on.";
    return webhook;
  }

  Webhook fine_grained(const EventType& type) const {
    Webhook webhook{std::string(type.name), "fine-grained", std::string(type.meaning), "", {}, {}};
    const std::string entity = word_of(type.entity);
    webhook.required = names_in(part("variables of").find(entity));
    for (const std::string& key : {entity, webhook.name}) {
      for (std::string& name : names_in(part("further variables of").find(key))) {
        webhook.optional.push_back(std::move(name));
      }
    }
    std::string& about = webhook.about;
    about = "Attested by: " + std::string(type.source) + ".";
    if (type.last_release != 0) about += " Until release MR" + std::to_string(type.last_release) + ".";
    if (!type.replaced_by.empty()) about += " Its later name is `" + std::string(type.replaced_by) + "`.";
    if (type.inherited) about += " Recorded for an account because of its customer too.";
    if (type.coalesced_from != 0) {
      about += " From release MR" + std::to_string(type.coalesced_from) +
               " on only the latest of several that are queued is sent.";
    }
    about += type.grouped.empty() ? " No grouped form is known."
                                  : " Its grouped form is `" + std::string(type.grouped) + "` (assumed).";
    return webhook;
  }

  void add(Node& webhooks, const Webhook& webhook) const {
    std::string id = webhook.name;
    std::replace(id.begin(), id.end(), '/', '_');
    std::string summary = webhook.meaning;
    summary[0] = static_cast<char>(summary[0] - 'a' + 'A');
    Node media = map_node({{"schema", schema_of(webhook)}, {"example", example_of(webhook)}});
    Node body = map_node({{"required", literal_node("true")},
                          {"content", map_node({{"application/json", std::move(media)}})}});
    Node post = map_node({{"operationId", text_node(id)},
                          {"tags", list_node({text_node(webhook.tag)})},
                          {"summary", text_node(summary)},
                          {"description", text_node(webhook.about)}});
    Node parameters = list_node();
    for (const std::string& name : keys_of(&part("parameters")))
      append(parameters, reference("parameters", name));
    Node responses = map_node();
    for (const base::Member& status : part("statuses").members) {
      set(responses, status.key, reference("responses", status.value.text));
    }
    set(post, "parameters", std::move(parameters));
    set(post, "requestBody", std::move(body));
    set(post, "responses", std::move(responses));
    set(webhooks, webhook.name, map_node({{"post", std::move(post)}}));
  }

  Node schema_of(const Webhook& webhook) const {
    Node properties = map_node();
    Node required = list_node();
    const auto add_all = [&](const std::vector<std::string>& names, bool is_required) {
      for (const std::string& name : names) {
        set(properties, name, reference("schemas", name));
        if (is_required) append(required, text_node(name));
      }
    };
    add_all(webhook.required, true);
    add_all(names_in(&part("always")), true);
    add_all(webhook.optional, false);
    add_all(names_in(&part("by setting")), false);
    Node variables = map_node({{"type", text_node("object")},
                               {"required", std::move(required)},
                               {"properties", std::move(properties)}});
    Node members = map_node({{"event_type", map_node({{"const", text_node(webhook.name)}})},
                             {"variables", std::move(variables)}});
    return map_node({{"type", text_node("object")},
                     {"required", list_node({text_node("event_type"), text_node("variables")})},
                     {"properties", std::move(members)}});
  }

  Node example_of(const Webhook& webhook) const {
    std::vector<std::string> names = webhook.required;
    for (const std::string& name : webhook.optional) {
      // A person is an account's or a customer's.
      if (name != "i_customer" || !has(names, "i_account")) names.push_back(name);
    }
    for (std::string& name : names_in(&part("always"))) names.push_back(std::move(name));
    Node variables = map_node();
    for (const std::string& name : names) {
      const Node* examples = schemas_.resolved(reference("schemas", name)).find("examples");
      if (examples != nullptr) set(variables, name, examples->items.front());
    }
    return map_node({{"event_type", text_node(webhook.name)}, {"variables", std::move(variables)}});
  }

  Findings& findings_;
  const SchemaTable& schemas_;
  Node parts_ = map_node();
};

}  // namespace

Node events_members(Sources& sources, const std::string& file, const SchemaTable& schemas) {
  Source* source = sources.find(file);
  if (source == nullptr) return map_node();
  const Frame frame(*source, schemas);
  return frame.is_sound() ? frame.members() : map_node();
}

}  // namespace sim::openapi
