#include "simulator/api/openapi/compose/embed.h"

#include <fmt/format.h>

#include <functional>

namespace sim::openapi {
namespace {

// C++ text in quotes.
std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

// The hash lets the source change with the document.
std::string incbin(const std::string& symbol, const std::string& path, const std::string& text) {
  return fmt::format(
      "// {2:016x}\n"
      "__asm__(\".section .rodata\\n\"\n        \"{0}:\\n\"\n        \".incbin \\\"{1}\\\"\\n\"\n"
      "        \"{0}_end:\\n\"\n        \".previous\\n\");\n"
      "extern \"C\" __attribute__((visibility(\"hidden\"))) const char {0}[], {0}_end[];\n",
      symbol, path, std::hash<std::string>()(text));
}

std::string view(const std::string& symbol) {
  return fmt::format("{{{0}, static_cast<std::size_t>({0}_end - {0})}}", symbol);
}

}  // namespace

std::string embedding_source(const Composition& composition, const std::string& folder) {
  std::string symbols =
      incbin("espf_openapi_descriptor", folder + "/descriptor.json", composition.descriptor);
  std::string rows;
  for (const DocumentRow& row : composition.rows) {
    const std::string symbol = "espf_openapi_" + row.name;
    symbols += incbin(symbol, folder + "/" + row.file, composition.documents.at(row.file));
    std::string realms;
    for (const std::string& realm : row.served_in) {
      realms += (realms.empty() ? "" : ", ") + std::string("Realm::") +
                static_cast<char>(realm[0] - 'a' + 'A') + realm.substr(1);
    }
    rows += fmt::format("      {{{}, {}, {}, {}, {{{}}}, {}}},\n", quoted(row.name), quoted(row.file),
                        quoted(row.title), quoted(row.server), realms, view(symbol));
  }
  return fmt::format(
      "// Made by openapi_compose. The documents lie beside it and are taken in as they are.\n"
      "#include \"simulator/api/documents.h\"\n\n{}\n"
      "namespace sim::api {{\n\n"
      "const std::vector<ApiDocument>& api_documents() {{\n"
      "  static const std::vector<ApiDocument> documents{{\n{}  }};\n  return documents;\n}}\n\n"
      "std::string_view described_methods_json() {{ return {}; }}\n\n}}  // namespace sim::api\n",
      symbols, rows, view("espf_openapi_descriptor"));
}

}  // namespace sim::openapi
