#include "simulator/api/openapi/compose/paths.h"

#include <algorithm>
#include <set>

#include "simulator/api/openapi/compose/node.h"
#include "simulator/api/openapi/compose/shapes.h"

namespace sim::openapi {
namespace {

using base::Findings;
using base::Member;
using base::Node;

class Walk {
 public:
  Walk(Source& source, const SchemaTable& schemas)
      : root_(source.document.root), findings_(source.findings), schemas_(schemas) {}

  Node document() {
    Node result = walk(Kind::Document, root_);
    find_unused(result);
    Node* components = nullptr;
    for (Member& member : result.members) {
      if (member.key == "components") components = &member.value;
    }
    if (components == nullptr || !findings_.empty() || !schemas_.is_sound()) return result;
    Node all = map_node({{"schemas", schemas_.used_by(result)}});
    for (const Member& section : components->members) set(all, section.key, section.value);
    *components = std::move(all);
    return result;
  }

 private:
  Node walk(Kind kind, const Node& node) {
    switch (kind) {
      case Kind::Any:
        return node;
      case Kind::Text: {
        base::read_text(node, findings_);
        Node text = node;
        text.quoted = true;
        return text;
      }
      case Kind::Bool:
        base::read_bool(node, findings_);
        return node;
      case Kind::Schema: {
        const std::size_t before = findings_.size();
        schemas_.check(node, findings_);
        return findings_.size() == before && schemas_.is_sound() ? schemas_.expanded(node) : node;
      }
      default:
        return walk(kind, shape_of(kind), node);
    }
  }

  Node walk(Kind kind, const Shape& shape, const Node& node) {
    if (const Node* reference = node.find("$ref"); shape.may_refer && reference != nullptr) {
      check_reference(*reference);
      return node;
    }
    Node result;
    if (shape.items) {
      result = list_node();
      base::read_list(node, findings_, [&](const Node& item) { append(result, walk(*shape.items, item)); });
      return result;
    }
    base::MapReader reader(shape.what, findings_);
    for (const Key& key : shape.keys) {
      const auto read = [&](const Node& value) { set(result, key.name, walk(key.kind, value)); };
      key.required ? reader.required(key.name, read) : reader.optional(key.name, read);
    }
    if (shape.others) {
      reader.others(
          [&](const Member& member) { set(result, member.key, walk(*shape.others, member.value)); });
    }
    reader.read(node);
    if (const Node* id = node.find("operationId"); kind == Kind::Operation && id != nullptr)
      check_operation_id(*id);
    if (kind == Kind::Media || kind == Kind::Parameter) check_examples(result);
    return result;
  }

  void check_reference(const Node& reference) {
    const std::vector<std::string> names = component_names();
    if (std::find(names.begin(), names.end(), reference.text) != names.end()) return;
    findings_.add(reference, "`" + reference.text + "` refers to nothing",
                  base::suggestion(reference.text, names));
  }

  // "#/components/responses/done" ….
  std::vector<std::string> component_names() const {
    std::vector<std::string> names;
    const Node* components = root_.find("components");
    if (components == nullptr) return names;
    for (const Member& section : components->members) {
      for (const Member& each : section.value.members)
        names.push_back("#/components/" + section.key + "/" + each.key);
    }
    return names;
  }

  void check_operation_id(const Node& id) {
    if (!operation_ids_.insert(id.text).second)
      findings_.add(id, "`" + id.text + "` is another operation's id");
  }

  // Of a media type or a parameter.
  void check_examples(const Node& holder) {
    const Node* schema = holder.find("schema");
    if (schema == nullptr || !findings_.empty() || !schemas_.is_sound()) return;
    const auto compiled = schemas_.compiled(*schema);
    if (!compiled) return findings_.add(*schema, compiled.error().what);
    if (const Node* example = holder.find("example")) check_example(*compiled, *example, findings_);
    const Node* examples = holder.find("examples");
    if (examples == nullptr) return;
    for (const Member& example : examples->members) {
      check_example(*compiled, *example.value.find("value"), findings_);
    }
  }

  void find_unused(const Node& document) {
    const Node* components = root_.find("components");
    if (components == nullptr) return;
    const std::vector<std::string> references = references_in(document);
    for (const Member& section : components->members) {
      if (section.key == "securitySchemes") continue;
      for (const Member& each : section.value.members) {
        const std::string name = "#/components/" + section.key + "/" + each.key;
        if (std::find(references.begin(), references.end(), name) != references.end()) continue;
        findings_.add(each.pos, each.width, "nothing refers to `" + each.key + "`");
      }
    }
  }

  const Node& root_;
  Findings& findings_;
  const SchemaTable& schemas_;
  std::set<std::string> operation_ids_;
};

}  // namespace

Node paths_members(Sources& sources, const std::string& file, const SchemaTable& schemas) {
  Source* source = sources.find(file);
  return source == nullptr ? map_node() : Walk(*source, schemas).document();
}

}  // namespace sim::openapi
