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

namespace {

std::string document_meant(const std::string& said) {
  std::vector<std::string> names;
  const std::string file = said.substr(said.rfind('/') + 1);
  for (const api::ApiDocument& document : api::api_documents()) {
    if (!base::nearest(file, {std::string(document.file)}).empty())
      return fmt::format("did you mean `{}`?", document.name);
    names.emplace_back(document.name);
  }
  return base::suggestion(said, names);
}

}  // namespace

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
  fmt::print(stderr, "espf: there is no document `{}`: {}\n", command.document,
             document_meant(command.document));
  return kUsage;
}

}  // namespace sim
