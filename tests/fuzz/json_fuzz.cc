// Any text is a JSON value, which survives being written and read, or an error that says where.
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/document.h"
#include "base/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto value = base::parse_json(text);
  if (value) {
    const auto again = base::parse_json(base::dump(*value));
    assert(again && *again == *value);
    assert(base::parse_json(base::dump_pretty(*value)));
    base::to_node(*value);
  } else {
    assert(!value.error().what.empty());
    assert(value.error().kind == base::ErrorKind::Limit ||
           value.error().what.find("line ") != std::string::npos);
  }
  // Bytes of any kind can be written, as a value and as a name.
  const std::string bytes(text);
  assert(base::parse_json(base::dump(base::Json{{bytes, bytes}})));
  return 0;
}
