// Which documents there are: documents.yaml, a row each.
#pragma once

#include <string>
#include <vector>

#include "simulator/api/openapi/compose/sources.h"

namespace sim::openapi {

struct DocumentRow {
  std::string name;                    // "admin": what `espf openapi` calls it
  std::string file;                    // "AdminInterface.json": below /doc/api/
  std::string title;                   // of its info
  std::string description;             // Markdown
  std::string server;                  // "/rest": where its paths begin; "" where it has none
  std::string realm;                   // whose methods of rest/ it has; or:
  std::string paths;                   // the file with its paths; or:
  std::string events;                  // the file that frames the event types
  std::vector<std::string> served_in;  // realms whose ports it is served on
};

std::vector<DocumentRow> read_document_table(Sources& sources);

}  // namespace sim::openapi
