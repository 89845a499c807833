#include "simulator/api/openapi/compose/document_table.h"

#include "simulator/api/openapi/compose/operations.h"

namespace sim::openapi {
namespace {

using base::Findings;
using base::MapReader;
using base::Node;

DocumentRow read_row(Sources& sources, const base::Member& member, Findings& findings) {
  DocumentRow row;
  row.name = member.key;
  const auto text_into = [&](std::string& text) {
    return [&](const Node& node) { text = base::read_text(node, findings).value_or(""); };
  };
  const auto file_into = [&](std::string& file) {
    return [&](const Node& node) {
      file = base::read_text(node, findings).value_or("");
      if (sources.find(file) == nullptr) findings.add(node, "there is no file `" + file + "` here");
    };
  };
  MapReader reader("a document", findings);
  reader.required("file", text_into(row.file));
  reader.required("title", text_into(row.title));
  reader.required("description", text_into(row.description));
  reader.optional("server", text_into(row.server));
  reader.optional("realm", [&](const Node& node) {
    row.realm = base::read_word(node, realm_words(), findings).value_or("");
  });
  reader.optional("paths", file_into(row.paths));
  reader.optional("events", file_into(row.events));
  reader.required("served in", [&](const Node& node) {
    base::read_list(node, findings, [&](const Node& item) {
      row.served_in.push_back(base::read_word(item, realm_words(), findings).value_or(""));
    });
  });
  const bool is_clean = reader.read(member.value);
  if (is_clean && row.realm.empty() + row.paths.empty() + row.events.empty() != 2) {
    findings.add(member.pos, member.width, "a document has one of `realm`, `paths` and `events`");
  }
  return row;
}

}  // namespace

std::vector<DocumentRow> read_document_table(Sources& sources) {
  std::vector<DocumentRow> rows;
  Source* source = sources.find("documents.yaml");
  if (source == nullptr) return rows;
  MapReader reader("the table of documents", source->findings);
  reader.others(
      [&](const base::Member& member) { rows.push_back(read_row(sources, member, source->findings)); });
  reader.read(source->document.root);
  return rows;
}

}  // namespace sim::openapi
