#include "base/json_pointer.h"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/ascii.h"
#include "base/json_string.h"
#include "base/source_text.h"
#include "base/uri.h"
#include "base/utf8.h"

namespace base {
namespace {

// Passes over the parts of a JSON text that is known to be sound.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {
    if (text.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  Scanner(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  JsonPlace place() {
    pass_blanks();
    JsonPlace place;
    place.begin = at_;
    pass_value();
    place.end = at_;
    return place;
  }

  // The parts of the value that begins here by their names or numbers; of a name that stands twice the last.
  std::map<std::string, JsonPlace> parts() {
    std::map<std::string, JsonPlace> found;
    pass_blanks();
    if (peek() == '{') {
      each_member([&](std::size_t key_begin, std::size_t key_end, const std::string& name) {
        JsonPlace part = place();
        part.key_begin = key_begin;
        part.key_end = key_end;
        found.insert_or_assign(name, part);
      });
    } else if (peek() == '[') {
      each_item([&] { found.emplace(std::to_string(found.size()), place()); });
    }
    return found;
  }

  // Those of the value that begins here, behind the ones that are in `found`.
  void find_doubled(std::vector<DoubledName>& found, std::size_t most) {
    pass_blanks();
    if (peek() == '{') {
      std::map<std::string, std::size_t, std::less<>> first;
      each_member([&](std::size_t key_begin, std::size_t key_end, const std::string& name) {
        const auto [before, is_new] = first.emplace(name, key_begin);
        if (!is_new && found.size() < most) found.push_back({name, key_begin, key_end, before->second});
        find_doubled(found, most);
      });
    } else if (peek() == '[') {
      each_item([&] { find_doubled(found, most); });
    } else {
      pass_value();
    }
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void pass_blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }

  void pass_text() { at_ = end_of_json_string(text_, at_); }

  void pass_value() {
    int depth = 0;
    pass_blanks();
    do {
      const char c = peek();
      if (c == '"') {
        pass_text();
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++at_;
      if (depth == 0 && c != '}' && c != ']') {  // a number or a word
        while (at_ < text_.size() &&
               std::string_view(",]} \t\r\n").find(text_[at_]) == std::string_view::npos)
          ++at_;
      }
    } while (depth > 0 && at_ < text_.size());
  }

  template <class Visit>
  void each_member(Visit visit) {
    each_item([&] {
      const std::size_t begin = at_;
      pass_text();
      const std::size_t end = at_;
      pass_blanks();
      ++at_;  // the colon
      pass_blanks();
      visit(begin, end, unquoted(text_.substr(begin, end - begin)));
    });
  }

  static std::string unquoted(std::string_view name) {
    if (name.find('\\') == std::string_view::npos) return std::string(name.substr(1, name.size() - 2));
    const auto read = parse_json(name);
    return read ? text_of(*read) : std::string();
  }

  // Of a list its items; of an object what stands between its commas.
  template <class Visit>
  void each_item(Visit visit) {
    ++at_;
    pass_blanks();
    while (at_ < text_.size() && peek() != ']' && peek() != '}') {
      visit();
      pass_blanks();
      if (peek() == ',') ++at_;
      pass_blanks();
    }
    ++at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

const Json* child_of(const Json& parent, const std::string& name) {
  if (parent.is_object()) {
    const auto found = parent.find(name);
    return found == parent.end() ? nullptr : &*found;
  }
  const auto index = parent.is_array() ? pointer_index(name) : std::nullopt;
  return index && *index < parent.size() ? &parent[*index] : nullptr;
}

}  // namespace

std::optional<std::size_t> pointer_index(const std::string& token) {
  if (!all_digits(token) || token.size() > 6) return std::nullopt;
  return std::stoul(token);
}

std::string pointer_token(std::string_view name) {
  std::string token;
  for (const char c : name) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

std::string write_pointer(const std::vector<std::string>& path) {
  std::string pointer;
  for (const std::string& name : path) pointer += '/' + pointer_token(name);
  return pointer;
}

// By hand: nlohmann's pointers throw on "~2" and on indices that are none.
std::optional<std::vector<std::string>> read_pointer(std::string_view pointer) {
  std::vector<std::string> path;
  if (!pointer.empty() && pointer.front() != '/') return std::nullopt;
  for (std::size_t n = 0; n < pointer.size(); ++n) {
    if (pointer[n] == '/') {
      path.emplace_back();
    } else if (pointer[n] != '~') {
      path.back() += pointer[n];
    } else {
      const char escape = n + 1 < pointer.size() ? pointer[++n] : '\0';
      if (escape != '0' && escape != '1') return std::nullopt;
      path.back() += escape == '0' ? '~' : '/';
    }
  }
  return path;
}

const Json* find_pointer(const Json& value, std::string_view pointer) {
  const auto path = read_pointer(pointer);
  if (!path) return nullptr;
  const Json* at = &value;
  for (const std::string& name : *path) {
    at = child_of(*at, name);
    if (at == nullptr) return nullptr;
  }
  return at;
}

const Json* find_reference(const Json& document, std::string_view reference) {
  if (reference.empty() || reference.front() != '#') return nullptr;
  const auto pointer = percent_decode(reference.substr(1));
  return pointer ? find_pointer(document, *pointer) : nullptr;
}

bool has_flag(const Json& schema, const char* flag, const Json& document) {
  constexpr int kReferencesMax = 32;
  const Json* at = &schema;
  for (int n = 0; n < kReferencesMax && at != nullptr && at->is_object(); ++n) {
    const auto found = at->find(flag);
    if (found != at->end()) return *found == Json(true);
    const auto reference = at->find("$ref");
    if (reference == at->end() || !reference->is_string()) return false;
    at = find_reference(document, reference->get<std::string>());
  }
  return false;
}

std::vector<DoubledName> doubled_names(std::string_view json, std::size_t most) {
  std::vector<DoubledName> found;
  Scanner(json).find_doubled(found, most);
  return found;
}

std::vector<Diagnostic> notes_of_doubled_names(const std::string& file, std::string_view json,
                                               std::size_t most) {
  std::vector<Diagnostic> notes;
  SourceText source(json);
  for (const DoubledName& each : doubled_names(json, most)) {
    const int first = source.pos_at(each.first).line;
    const auto width = static_cast<int>(character_count(json.substr(each.begin, each.end - each.begin)));
    notes.push_back({file, source.pos_at(each.begin), width,
                     fmt::format("doubled key `{}`: this one counts", shortened(each.name, 60)),
                     fmt::format("it stands in line {} already", first), Severity::Note});
  }
  return notes;
}

PlaceFinder::PlaceFinder(std::string_view json) : json_(json), whole_(Scanner(json).place()) {}

std::optional<JsonPlace> PlaceFinder::find(std::string_view pointer) {
  const auto path = read_pointer(pointer);
  if (!path) return std::nullopt;
  JsonPlace place = whole_;
  std::string above;
  for (const std::string& name : *path) {
    auto known = parts_.find(above);
    if (known == parts_.end()) known = parts_.emplace(above, Scanner(json_, place.begin).parts()).first;
    const auto part = known->second.find(name);
    if (part == known->second.end()) return std::nullopt;
    place = part->second;
    above += '/' + pointer_token(name);
  }
  return place;
}

std::optional<JsonPlace> find_place(std::string_view json, std::string_view pointer) {
  return PlaceFinder(json).find(pointer);
}

}  // namespace base
