#include "simulator/api/openapi/compose/compose.h"

#include <set>

#include "simulator/api/openapi/compose/descriptor.h"
#include "simulator/api/openapi/compose/events.h"
#include "simulator/api/openapi/compose/node.h"
#include "simulator/api/openapi/compose/operations.h"
#include "simulator/api/openapi/compose/paths.h"
#include "simulator/api/openapi/compose/rest_document.h"

namespace sim::openapi {
namespace {

using base::Node;

// `server` stands as {"url": "/rest"} on a line of its own: api/documents.cc puts the address before it.
Node head(const DocumentRow& row, const std::string& version) {
  Node document = map_node({{"openapi", text_node("3.1.0")},
                            {"info", map_node({{"title", text_node(row.title)},
                                               {"version", text_node(version)},
                                               {"description", text_node(row.description)}})}});
  if (!row.server.empty()) {
    set(document, "servers", list_node({map_node({{"url", text_node(row.server)}})}));
  }
  return document;
}

// A recorded answer that no example claims would be stale for ever.
void find_orphans(Sources& sources, const std::vector<Service>& services) {
  std::set<std::string> claimed;
  for (const Service& service : services) {
    for (const Operation& operation : service.operations) {
      for (const Example& example : operation.examples) {
        claimed.insert("/" + service.name + "." + operation.method + "." + example.name + ".json");
      }
    }
  }
  for (Source* source : sources.in("examples/")) {
    const std::string& file = source->findings.file();
    if (claimed.count(file.substr(file.rfind('/'))) == 0) {
      source->findings.add({0, 0}, 1, "no example has this answer",
                           "its name is <Service>.<method>.<example>.json; remove it, or name an example so");
    }
  }
}

}  // namespace

Composition compose(const std::string& folder, const std::map<std::string, std::string>& texts,
                    const std::string& version) {
  Composition composition;
  Sources sources(folder, texts);
  const SchemaTable schemas(sources);
  const std::vector<Service> services = read_services(sources, schemas);
  if (!sources.has_mistakes()) find_orphans(sources, services);
  composition.rows = read_document_table(sources);
  for (const DocumentRow& row : composition.rows) {
    Node document = head(row, version);
    Node members;
    if (!row.paths.empty()) {
      members = paths_members(sources, row.paths, schemas);
    } else if (!row.events.empty()) {
      members = events_members(sources, row.events, schemas);
    } else if (!sources.has_mistakes()) {
      members = rest_members(services, row.realm, schemas);
    }
    for (const base::Member& member : members.members) set(document, member.key, member.value);
    composition.documents[row.file] = json_text(document);
  }
  composition.mistakes = sources.mistakes();
  if (composition.mistakes.empty()) composition.descriptor = descriptor_text(services, schemas);
  return composition;
}

}  // namespace sim::openapi
