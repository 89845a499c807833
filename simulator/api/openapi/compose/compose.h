// The documents of the API, composed of the sources in simulator/api/openapi/.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "simulator/api/openapi/compose/document_table.h"

namespace sim::openapi {

struct Composition {
  std::vector<DocumentRow> rows;
  std::map<std::string, std::string> documents;  // by the row's file
  std::string descriptor;
  std::string mistakes;  // as they are shown; "" where all is well, and then alone the rest counts
};

// `texts`: the files by their path below `folder`, which is named in mistakes. `version`: of the program.
Composition compose(const std::string& folder, const std::map<std::string, std::string>& texts,
                    const std::string& version);

}  // namespace sim::openapi
