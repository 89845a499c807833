// What a method takes: described in simulator/api/openapi/, checked in one place before it runs, read by name
// in it.
//
// Clients write ids as numbers or as text and flags as 0/1, "0"/"1" or true/false: each type takes all of
// them. null counts as absent. Members that are not described are let through and not looked at (assumed).
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/virtual_time.h"
#include "simulator/api/fault.h"
#include "simulator/billing/queries.h"

namespace sim::api {

enum class ParameterType { Integer, Number, Text, Flag, YesNo, Date, DateTime, Object, List };
std::string_view type_words(ParameterType type);  // "an integer", "a date-time `YYYY-MM-DD HH:MM:SS`"

struct Parameter {
  std::string name;
  ParameterType type = ParameterType::Text;
  bool required = false;
  std::vector<std::string> words;                // of a Text: one of these; none: any
  std::optional<std::int64_t> minimum, maximum;  // of an Integer
  std::vector<Parameter> members;                // of an Object, or of each object in a List; none: any
};

// Faults (codes assumed): Client.<Service>.<method>.missing_parameter, .wrong_parameter; the faultstring
// names the parameter with its path ("account_info.i_product").
OrFault<void> check_parameters(const base::Json& params, const std::vector<Parameter>& described,
                               const std::string& method);

// Of checked parameters; nothing, "" or false where absent.
bool has(const base::Json& params, std::string_view name);
std::optional<std::int64_t> integer(const base::Json& params, std::string_view name);
std::string text(const base::Json& params, std::string_view name);
bool flag(const base::Json& params, std::string_view name);
std::optional<bool> yes_no(const base::Json& params, std::string_view name);
std::optional<base::VirtualTime> instant(const base::Json& params, std::string_view name);

template <class Id>
std::optional<Id> id(const base::Json& params, std::string_view name) {
  const auto value = integer(params, name);
  if (!value) return std::nullopt;
  return Id(*value);
}

// limit and offset; more than 1000 rows a call are silently cut.
Paging paging(const base::Json& params);

}  // namespace sim::api
