// Stubs of a test's own text.
#pragma once

#include <gtest/gtest.h>

#include <map>

#include "simulator/api/stubs/read_stubs.h"
#include "tests/api/support.h"

namespace sim::api {

// Files by name.
inline base::FileReader reader_of(const std::map<std::string, std::string>& files) {
  return [files](const std::string& path) -> base::Result<std::string> {
    const auto found = files.find(path);
    if (found != files.end()) return found->second;
    return base::fail(base::ErrorKind::NotFound, "there is no file `" + path + "`");
  };
}

// The stubs of a list in YAML, which stands in folder/stubs.yaml. Mistakes are the test's failure.
inline std::vector<Stub> stubs_of(const std::string& yaml,
                                  const std::map<std::string, std::string>& files = {}) {
  const auto document = base::parse_document("folder/stubs.yaml", yaml);
  if (!document) {
    ADD_FAILURE() << base::render(document.error().front(), yaml);
    return {};
  }
  StubContext context;
  context.read = reader_of(files);
  base::Findings findings("folder/stubs.yaml");
  auto stubs = read_stubs(document->root, context, findings);
  for (const base::Diagnostic& each : findings.all()) ADD_FAILURE() << base::render(each, yaml);
  return stubs;
}

inline ApiOptions with_stubs(std::vector<Stub> stubs) {
  ApiOptions options;
  options.stubs = std::move(stubs);
  return options;
}

}  // namespace sim::api
