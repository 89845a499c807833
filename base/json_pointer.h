// JSON Pointers (RFC 6901): "/paths/~1Account~1get_account_info/post"; "" is the whole value.
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/json.h"

namespace base {

// A name as it stands between the slashes: "~" is "~0", "/" is "~1".
std::string pointer_token(std::string_view name);
// The place in a list that a token names; nothing where it names none, or one beyond 999999.
std::optional<std::size_t> pointer_index(const std::string& token);
std::string write_pointer(const std::vector<std::string>& path);
// The names on the way; nothing for what is no pointer.
std::optional<std::vector<std::string>> read_pointer(std::string_view pointer);

// Null where `value` has no such part.
const Json* find_pointer(const Json& value, std::string_view pointer);
// Of "#/components/schemas/a", percent escapes and all. Null too where it leads out of `document`.
const Json* find_reference(const Json& document, std::string_view reference);

// Whether a schema, or one that it refers to, has `flag: true`.
bool has_flag(const Json& schema, const char* flag, const Json& document);

// Where a part of a JSON text stands, in bytes.
struct JsonPlace {
  std::size_t begin = 0, end = 0;             // the value
  std::optional<std::size_t> key_begin = {};  // of a member: its name, quotes included
  std::size_t key_end = 0;
};
// Names that stand a second time in one object, of a text that parse_json() takes, in its order: at most
// `most`.
struct DoubledName {
  std::string name;
  std::size_t begin = 0, end = 0;  // where it stands again, quotes included
  std::size_t first = 0;           // where it stood before
};
std::vector<DoubledName> doubled_names(std::string_view json, std::size_t most);
// As notes on the file.
std::vector<Diagnostic> notes_of_doubled_names(const std::string& file, std::string_view json,
                                               std::size_t most);

// Finds many places in one text, that parse_json() takes: objects and lists on the way are scanned once.
class PlaceFinder {
 public:
  // `json` is borrowed.
  explicit PlaceFinder(std::string_view json);

  // For a name that stands twice, the last. Nothing where there is no such part.
  std::optional<JsonPlace> find(std::string_view pointer);

 private:
  std::string_view json_;
  JsonPlace whole_;
  std::map<std::string, std::map<std::string, JsonPlace>> parts_;  // by the pointers of what holds them
};

// One of them.
std::optional<JsonPlace> find_place(std::string_view json, std::string_view pointer);

}  // namespace base
