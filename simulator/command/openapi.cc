#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "simulator/api/documents.h"
#include "simulator/command/commands.h"
#include "simulator/command/exit_codes.h"
#include "simulator/command/output.h"

namespace sim {

int run_openapi(const OpenapiCommand& command) {
  if (command.document.empty()) {
    std::string list;
    for (const api::ApiDocument& document : api::api_documents()) {
      list += fmt::format("{:<10} {:<24} {}\n", document.name, document.file, document.title);
    }
    print_out(list);
    return kPassed;
  }
  if (const api::ApiDocument* document = api::find_document(command.document)) {
    print_out(document->json);
    return kPassed;
  }
  std::vector<std::string> names;
  for (const api::ApiDocument& document : api::api_documents()) names.emplace_back(document.name);
  fmt::print(stderr, "espf: there is no document `{}`: {}\n", command.document,
             base::suggestion(command.document, names));
  return kUsage;
}

}  // namespace sim
