// openapi_compose SOURCES OUT VERSION: writes the documents, the descriptor and the source that embeds them.
#include <fmt/format.h>

#include <cstdio>

#include "base/file.h"
#include "simulator/api/openapi/compose/embed.h"
#include "simulator/api/openapi/compose/sources.h"

namespace {

constexpr int kUsage = 1;
constexpr int kMistakes = 2;
constexpr int kNotRun = 3;

int fail(int code, const std::string& what) {
  fmt::print(stderr, "{}", what);
  return code;
}

// What is as it was keeps its time, so that nothing is built again for it.
base::Result<void> write_if_new(const std::string& path, const std::string& text) {
  if (const auto old = base::read_file(path); old && *old == text) return {};
  return base::write_file(path, text);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return fail(kUsage, "openapi_compose SOURCES OUT VERSION\n");
  const std::string folder = argv[1], out = argv[2];
  const auto texts = sim::openapi::read_texts(folder);
  if (!texts) return fail(kNotRun, "openapi_compose: " + texts.error().what + "\n");
  const auto composition = sim::openapi::compose(folder, *texts, argv[3]);
  if (!composition.mistakes.empty()) return fail(kMistakes, composition.mistakes);
  auto files = composition.documents;
  files["descriptor.json"] = composition.descriptor;
  files["embedded_documents.cc"] = sim::openapi::embedding_source(composition, out);
  for (const auto& [name, text] : files) {
    if (const auto written = write_if_new(out + "/" + name, text); !written) {
      return fail(kNotRun, "openapi_compose: " + written.error().what + "\n");
    }
  }
  return 0;
}
