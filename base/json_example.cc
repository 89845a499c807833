#include "base/json_example.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json_pointer.h"
#include "base/pattern_example.h"

namespace base {
namespace {

constexpr int kDepthMax = 32;

// How far members that are not required are made, and how many parts a value may then have.
struct Extent {
  int optional_depth;
  int parts_max;
};
constexpr Extent kExtents[] = {{6, 5'000}, {3, 5'000}, {1, 5'000}, {0, 20'000}};

struct Proposal {
  bool takes_shown = true;      // example, examples and default
  std::size_t alternative = 0;  // the first of `anyOf` and `oneOf` that is tried
  std::size_t other = 0;        // how many plainer values are passed over
  bool is_bare = false;         // only members that are required
};
constexpr Proposal kProposals[kExampleProposals] = {
    {},
    {.takes_shown = false},
    {.takes_shown = false, .is_bare = true},
    {.alternative = 1},
    {.takes_shown = false, .alternative = 1},
    {.takes_shown = false, .other = 1},
    {.takes_shown = false, .alternative = 1, .is_bare = true},
    {.takes_shown = false, .alternative = 1, .other = 1},
    {.takes_shown = false, .other = 2},
    {.alternative = 2},
    {.takes_shown = false, .alternative = 2, .other = 1},
    {.takes_shown = false, .other = 3},
    {.takes_shown = false, .alternative = 3, .other = 4},
    {.takes_shown = false, .other = 20},
};

// All schemas that a value is held to in one place, references and `allOf` followed, one alternative chosen.
using Parts = std::vector<const Json*>;

bool is_of_type(const Json& value, const std::string& type) {
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  return type == "null" && value.is_null();
}

std::vector<std::string> types_of(const Json& schema) {
  std::vector<std::string> types;
  const auto found = schema.find("type");
  if (found == schema.end()) return types;
  if (found->is_string()) types.push_back(found->get<std::string>());
  if (!found->is_array()) return types;
  for (const Json& type : *found) types.push_back(text_of(type));
  return types;
}

bool is_null_schema(const Json& schema) {
  const auto types = types_of(schema);
  return types.size() == 1 && types.front() == "null";
}

// {"not": {}} and {"not": true}, which say what `false` says.
bool allows_nothing(const Json& schema) {
  const auto excluded = schema.find("not");
  return excluded != schema.end() && (*excluded == Json::object() || *excluded == Json(true));
}

// The strictest of the numbers that the parts give.
std::optional<double> bound(const Parts& parts, const char* keyword, bool is_lower) {
  std::optional<double> strictest;
  for (const Json* part : parts) {
    const auto found = part->find(keyword);
    if (found == part->end() || !found->is_number()) continue;
    const double value = found->get<double>();
    if (!strictest || (is_lower ? value > *strictest : value < *strictest)) strictest = value;
  }
  return strictest;
}

std::size_t count(const Parts& parts, const char* keyword, bool is_lower, std::size_t otherwise) {
  const auto value = bound(parts, keyword, is_lower);
  return value && *value >= 0 && *value < 1e6 ? static_cast<std::size_t>(*value) : otherwise;
}

std::string first_text(const Parts& parts, const char* keyword) {
  for (const Json* part : parts) {
    const auto found = part->find(keyword);
    if (found != part->end() && found->is_string()) return found->get<std::string>();
  }
  return "";
}

std::string text_of_format(const std::string& format) {
  static const std::pair<const char*, const char*> kTexts[] = {
      {"date-time", "2026-01-31T12:00:00Z"},
      {"date", "2026-01-31"},
      {"time", "12:00:00Z"},
      {"email", "someone@example.com"},
      {"uri", "https://example.com/"},
      {"url", "https://example.com/"},
      {"hostname", "example.com"},
      {"ipv4", "192.0.2.1"},
      {"ipv6", "2001:db8::1"},
      {"uuid", "00000000-0000-4000-8000-000000000000"},
      {"byte", ""},
      {"binary", ""},
  };
  for (const auto& [name, text] : kTexts) {
    if (format == name) return text;
  }
  return "text";
}

std::string fitted(std::string text, std::size_t length_min, std::size_t length_max) {
  const char last = text.empty() ? 'x' : text.back();
  if (text.size() < length_min) text.append(length_min - text.size(), last);
  return text.substr(0, length_max);
}

// Texts of the same length, or longer ones.
std::string other_text(std::string text, std::size_t other, std::size_t length_max) {
  if (other == 0) return text;
  const std::string number = std::to_string(other);
  if (text.size() >= length_max) text.resize(length_max - std::min(length_max, number.size()));
  return (text + std::string(other > 2 ? 2 * other : 0, '-') + number).substr(0, length_max);
}

Json text_example(const Parts& parts, std::size_t other) {
  const std::string pattern = first_text(parts, "pattern");
  const std::size_t length_min = std::min<std::size_t>(count(parts, "minLength", true, 0), 4096);
  const std::size_t length_max = count(parts, "maxLength", false, 4096);
  const std::string text = fitted(text_of_format(first_text(parts, "format")), length_min, length_max);
  if (pattern.empty()) return other_text(text, other, length_max);
  return example_of_pattern(pattern, {text, "2026-01-31 12:00:00", "2026-01-31", "12:00:00"}, length_min,
                            length_max)
      .value_or(text);
}

// The strictest of the whole numbers that the parts give as bounds; nothing where one gives another number.
std::optional<std::int64_t> whole_bound(const Parts& parts, const char* inclusive, const char* exclusive,
                                        bool is_lower) {
  std::optional<std::int64_t> strictest;
  for (const Json* part : parts) {
    for (const char* keyword : {inclusive, exclusive}) {
      const auto found = part->find(keyword);
      if (found == part->end() || !found->is_number_integer()) continue;
      if (*found > INT64_MAX - 1) continue;
      const std::int64_t step = keyword == exclusive ? (is_lower ? 1 : -1) : 0;
      const std::int64_t value = found->get<std::int64_t>() + step;
      if (!strictest || (is_lower ? value > *strictest : value < *strictest)) strictest = value;
    }
  }
  return strictest;
}

bool is_large(const std::optional<std::int64_t>& value) {
  constexpr std::int64_t kExactMax = 1LL << 52;  // as double
  constexpr std::int64_t kSafeMax = INT64_MAX - 1'000;
  const auto is_within = [&](std::int64_t most) { return -most <= *value && *value <= most; };
  return value && !is_within(kExactMax) && is_within(kSafeMax - 1);
}

// Bounds that a double does not hold exactly.
std::optional<Json> large_integer(const Parts& parts, std::size_t other) {
  const auto least = whole_bound(parts, "minimum", "exclusiveMinimum", true);
  const auto most = whole_bound(parts, "maximum", "exclusiveMaximum", false);
  if (is_large(least) && *least > 0) return *least + static_cast<std::int64_t>(other);
  if (is_large(most) && *most < 0) return *most - static_cast<std::int64_t>(other);
  return std::nullopt;
}

Json number_example(const Parts& parts, bool is_integer, std::size_t other) {
  if (is_integer) {
    if (auto large = large_integer(parts, other)) return *large;
  }
  double value = 1;
  const auto step = bound(parts, "multipleOf", true);
  const double unit = is_integer ? 1 : 0.5;
  if (const auto least = bound(parts, "minimum", true)) value = std::max(value, *least);
  if (const auto least = bound(parts, "exclusiveMinimum", true)) value = std::max(value, *least + unit);
  if (is_integer) value = std::ceil(value);
  value += static_cast<double>(other) * unit;
  if (step && *step > 0) value = std::ceil(value / *step) * *step;
  const auto most = bound(parts, "maximum", false);
  if (most && value > *most) value = *most - static_cast<double>(other) * unit;
  const auto below = bound(parts, "exclusiveMaximum", false);
  if (below && value > *below - unit) value = *below - static_cast<double>(other + 1) * unit;
  if (is_integer) value = std::floor(value);
  if (std::floor(value) == value && std::fabs(value) < 1e15) return static_cast<std::int64_t>(value);
  return value;
}

// Tells which schemas allow a value that does not hold another of the same without end.
class Ends {
 public:
  explicit Ends(const Json& document) : document_(document) {}

  // As far as can be told.
  bool has_end(const Json& schema) {
    if (!schema.is_object() || ending_.count(&schema) > 0 || --visits_left_ < 0) return true;
    if (!open_.insert(&schema).second) return false;
    const bool ends = has_parts_that_end(schema);
    open_.erase(&schema);
    if (ends) ending_.insert(&schema);
    return ends;
  }

 private:
  bool has_parts_that_end(const Json& schema) {
    const auto ends = [this](const Json& part) { return has_end(part); };
    if (const auto reference = schema.find("$ref"); reference != schema.end()) {
      const Json* target = find_reference(document_, text_of(*reference));
      if (target != nullptr && !ends(*target)) return false;
    }
    if (const auto type = schema.find("type"); type != schema.end() && type->is_array()) return true;
    for (const char* one : {"anyOf", "oneOf"}) {
      const auto some = schema.find(one);
      if (some != schema.end() && some->is_array() && std::none_of(some->begin(), some->end(), ends))
        return false;
    }
    const auto all = schema.find("allOf");
    if (all != schema.end() && all->is_array() && !std::all_of(all->begin(), all->end(), ends)) return false;
    return required_members_end(schema) && items_end(schema);
  }

  bool required_members_end(const Json& schema) {
    const auto names = schema.find("required");
    const auto properties = schema.find("properties");
    if (names == schema.end() || properties == schema.end() || !names->is_array()) return true;
    return std::all_of(names->begin(), names->end(), [&](const Json& name) {
      const auto part = properties->find(text_of(name));
      return part == properties->end() || has_end(*part);
    });
  }

  bool items_end(const Json& schema) {
    const auto least = schema.find("minItems");
    const auto items = schema.find("items");
    return least == schema.end() || !least->is_number() || *least == 0 || items == schema.end() ||
           has_end(*items);
  }

  const Json& document_;
  std::set<const Json*> open_;
  std::set<const Json*> ending_;
  int visits_left_ = 100'000;
};

class Making {
 public:
  Making(const Json& document, Extent extent, const Proposal& proposal)
      : document_(document), extent_(extent), proposal_(proposal), other_(proposal.other), ends_(document) {}

  bool grew_too_large() const { return made_ > extent_.parts_max; }

  std::optional<Json> make(const Json& schema, int depth) {
    if (depth > kDepthMax || ++made_ > extent_.parts_max) return std::nullopt;
    const std::size_t open_before = open_.size();
    Parts parts;
    std::optional<Json> value;
    if (collect(schema, parts)) value = of_parts(parts, depth);
    open_.resize(open_before);
    return value;
  }

 private:
  // False where a reference leads back to what is being made, or where nothing is allowed.
  bool collect(const Json& schema, Parts& parts) {
    if (schema.is_boolean()) return schema.get<bool>();
    if (!schema.is_object() || parts.size() > 200 || ++collected_ > 100'000 || allows_nothing(schema))
      return false;
    if (const auto reference = schema.find("$ref"); reference != schema.end() && reference->is_string()) {
      const auto& pointer = reference->get_ref<const std::string&>();
      if (std::find(open_.begin(), open_.end(), pointer) != open_.end()) return false;
      open_.push_back(pointer);
      const Json* target = find_reference(document_, pointer);
      if (target == nullptr || !collect(*target, parts)) return false;
    }
    parts.push_back(&schema);
    if (const auto all = schema.find("allOf"); all != schema.end() && all->is_array()) {
      for (const Json& each : *all) {
        if (!collect(each, parts)) return false;
      }
    }
    for (const char* keyword : {"anyOf", "oneOf"}) {
      const auto alternatives = schema.find(keyword);
      if (alternatives != schema.end() && alternatives->is_array() && !choose(*alternatives, parts))
        return false;
    }
    return true;
  }

  // The first alternative, from the proposed on, that has an end and is no null.
  bool choose(const Json& alternatives, Parts& parts) {
    const Json* null = nullptr;
    for (std::size_t n = 0; n < alternatives.size(); ++n) {
      const Json& each = alternatives[(n + proposal_.alternative) % alternatives.size()];
      if (is_null_schema(each)) {
        null = &each;
        continue;
      }
      const Parts before = parts;
      const std::vector<std::string> open_before = open_;
      if (ends_.has_end(each) && collect(each, parts)) return true;
      parts = before;
      open_ = open_before;
    }
    if (null == nullptr) return false;
    parts.push_back(null);
    return true;
  }

  // What the schema itself offers.
  const Json* offered(const Parts& parts, const std::vector<std::string>& types) const {
    std::size_t passed = other_;
    const Json* last = nullptr;
    const auto fits = [&](const Json& value) {
      return types.empty() || std::any_of(types.begin(), types.end(),
                                          [&](const std::string& type) { return is_of_type(value, type); });
    };
    for (const char* keyword : {"const", "example", "examples", "default", "enum"}) {
      const bool is_constraint = std::string_view(keyword) == "const" || std::string_view(keyword) == "enum";
      if (!is_constraint && !proposal_.takes_shown) continue;
      for (const Json* part : parts) {
        const auto found = part->find(keyword);
        if (found == part->end()) continue;
        const bool is_list = std::string_view(keyword) == "examples" || std::string_view(keyword) == "enum";
        if (!is_list && fits(*found) && is_allowed(parts, *found)) return &*found;
        if (!is_list || !found->is_array()) continue;
        for (const Json& each : *found) {
          if (!fits(each) || each.is_null() || !is_allowed(parts, each)) continue;
          if (passed == 0 || !is_constraint) return &each;
          --passed;
          last = &each;
        }
      }
    }
    return last;
  }

  static bool is_allowed(const Parts& parts, const Json& value) {
    return std::all_of(parts.begin(), parts.end(), [&](const Json* part) {
      const auto words = part->find("enum");
      return words == part->end() || std::find(words->begin(), words->end(), value) != words->end();
    });
  }

  static std::vector<std::string> common_types(const Parts& parts) {
    std::vector<std::string> common;
    bool is_first = true;
    for (const Json* part : parts) {
      const auto types = types_of(*part);
      if (types.empty()) continue;
      if (is_first) common = types;
      is_first = false;
      std::erase_if(common, [&](const std::string& type) {
        return std::find(types.begin(), types.end(), type) == types.end() &&
               !(type == "integer" && std::find(types.begin(), types.end(), "number") != types.end());
      });
    }
    return common;
  }

  static std::string likely_type(const Parts& parts) {
    static const std::pair<const char*, const char*> kHints[] = {
        {"properties", "object"}, {"required", "object"},  {"additionalProperties", "object"},
        {"items", "array"},       {"minItems", "array"},   {"pattern", "string"},
        {"format", "string"},     {"minLength", "string"}, {"maxLength", "string"},
        {"minimum", "number"},    {"maximum", "number"}};
    for (const auto& [keyword, type] : kHints) {
      for (const Json* part : parts) {
        if (part->contains(keyword)) return type;
      }
    }
    return "object";
  }

  std::optional<Json> of_parts(const Parts& parts, int depth) {
    const auto types = common_types(parts);
    if (const Json* value = offered(parts, types)) return *value;
    const auto type =
        std::find_if(types.begin(), types.end(), [](const auto& name) { return name != "null"; });
    const std::string chosen = type != types.end() ? *type : types.empty() ? likely_type(parts) : "null";
    if (chosen == "object" || chosen == "array") {
      auto made = chosen == "object" ? object(parts, depth) : list(parts, depth);
      const bool may_be_null = std::find(types.begin(), types.end(), "null") != types.end();
      return !made && may_be_null ? Json(nullptr) : made;
    }
    if (chosen == "string") return text_example(parts, other_);
    if (chosen == "boolean") return Json(other_ % 2 == 0);
    if (chosen == "null") return Json(nullptr);
    return number_example(parts, chosen == "integer", other_);
  }

  std::optional<Json> object(const Parts& parts, int depth) {
    Json made = Json::object();
    if (!add_described(parts, depth, made) || !add_others(parts, depth, made)) return std::nullopt;
    leave_out(parts, made);
    return made;
  }

  // False where one that is required has no value.
  bool add_described(const Parts& parts, int depth, Json& made) {
    const std::size_t least = count(parts, "minProperties", true, 0);
    for (const Json* part : parts) {
      const auto properties = part->find("properties");
      if (properties == part->end() || !properties->is_object()) continue;
      for (const auto& [name, schema] : properties->items()) {
        if (made.contains(name) || has_flag(schema, "writeOnly", document_)) continue;
        const bool needed = is_required(parts, name);
        const bool is_wanted = depth < extent_.optional_depth && !proposal_.is_bare;
        if (!needed && !is_wanted && made.size() >= least) continue;
        auto value = make(member_schema(parts, name, schema), depth + 1);
        if (value) {
          made[name] = std::move(*value);
        } else if (needed) {
          return false;
        }
      }
    }
    return true;
  }

  // Those that are required, or needed to be as many as are, without being described.
  bool add_others(const Parts& parts, int depth, Json& made) {
    for (const Json* part : parts) {
      const auto names = part->find("required");
      if (names == part->end() || !names->is_array()) continue;
      for (const Json& name : *names) {
        if (name.is_string() && !is_described(parts, name.get<std::string>()) &&
            !add_other(parts, name.get<std::string>(), depth, made))
          return false;
      }
    }
    const std::size_t least = std::min<std::size_t>(count(parts, "minProperties", true, 0), 1000);
    for (std::size_t n = 1; made.size() < least; ++n) {
      if (!add_other(parts, "member" + std::to_string(n), depth, made)) return false;
    }
    return true;
  }

  bool add_other(const Parts& parts, const std::string& name, int depth, Json& made) {
    static const Json kAnything = {{"type", "string"}};
    const Json* schema = &kAnything;
    for (const Json* part : parts) {
      const auto found = part->find("additionalProperties");
      if (found == part->end()) continue;
      if (*found == Json(false)) return false;
      if (found->is_object()) schema = &*found;
    }
    auto value = make(*schema, depth + 1);
    if (value) made[name] = std::move(*value);
    return value.has_value();
  }

  // What is more than may be.
  static void leave_out(const Parts& parts, Json& made) {
    const std::size_t most = count(parts, "maxProperties", false, made.size());
    std::vector<std::string> names;
    for (const auto& [name, value] : made.items()) {
      if (!is_required(parts, name)) names.push_back(name);
    }
    for (; made.size() > most && !names.empty(); names.pop_back()) made.erase(names.back());
  }

  static bool is_described(const Parts& parts, const std::string& name) {
    return std::any_of(parts.begin(), parts.end(), [&](const Json* part) {
      const auto properties = part->find("properties");
      return properties != part->end() && properties->contains(name);
    });
  }

  // Of several parts that describe the same member, all count.
  const Json& member_schema(const Parts& parts, const std::string& name, const Json& first) {
    Json all = Json::array();
    for (const Json* part : parts) {
      const auto properties = part->find("properties");
      if (properties == part->end() || !properties->is_object()) continue;
      const auto found = properties->find(name);
      if (found != properties->end()) all.push_back(*found);
    }
    if (all.size() < 2) return first;
    joined_.push_back(std::make_unique<Json>(Json{{"allOf", std::move(all)}}));
    return *joined_.back();
  }

  static bool is_required(const Parts& parts, const std::string& name) {
    return std::any_of(parts.begin(), parts.end(), [&](const Json* part) {
      const auto names = part->find("required");
      return names != part->end() && names->is_array() &&
             std::find(names->begin(), names->end(), Json(name)) != names->end();
    });
  }

  std::optional<Json> list(const Parts& parts, int depth) {
    const std::size_t least = count(parts, "minItems", true, 0);
    const std::size_t items =
        std::min({std::max<std::size_t>(least, 1), count(parts, "maxItems", false, 1000)});
    const bool is_unique = std::any_of(parts.begin(), parts.end(), [](const Json* part) {
      return part->value("uniqueItems", Json()) == Json(true);
    });
    const std::size_t other_before = other_;
    Json made = Json::array();
    for (const Json* part : parts) {
      const auto schema = part->find("items");
      if (schema == part->end()) continue;
      while (made.size() < items) {
        if (is_unique) other_ = other_before + made.size();
        auto item = make(*schema, depth + 1);
        other_ = other_before;
        if (!item && made.size() < least) return std::nullopt;
        if (!item) break;
        made.push_back(std::move(*item));
      }
    }
    while (made.size() < least && made.size() < 1000)
      made.push_back(is_unique ? Json(made.size()) : Json(nullptr));
    return made;
  }

  const Json& document_;
  const Extent extent_;
  const Proposal& proposal_;
  std::size_t other_;  // as of the proposal, and more of items that must differ
  Ends ends_;
  std::vector<std::string> open_;  // the references between the root and here
  std::vector<std::unique_ptr<Json>> joined_;
  int made_ = 0;
  int collected_ = 0;
};

}  // namespace

std::optional<Json> example_of(const Json& schema, const Json& document, std::size_t proposal) {
  for (const Extent& extent : kExtents) {
    Making making(document, extent, kProposals[std::min(proposal, kExampleProposals - 1)]);
    auto value = making.make(schema, 0);
    if (!making.grew_too_large()) return value;
  }
  return std::nullopt;
}

}  // namespace base
