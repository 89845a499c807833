// What may stand in the parameters of the calls that a stub is for, as far as its VALUEs tell.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/document.h"
#include "base/map_reader.h"

namespace sim::api {

// "a.b.c" → "a", "b.c".
std::pair<std::string_view, std::string_view> cut_at_dot(std::string_view name);
// "12" → 12; nothing for what is no number from 0.
std::optional<std::size_t> index_of(std::string_view part);

// Why nothing can ever stand at `path` ("list.0.id") of a value for which a stub asks for `asked`, or null
// for any; "" where something may. A text and a number have no parts.
std::string why_never(const base::Node* asked, std::string_view path);

// False for a VALUE that no map ever fits.
bool may_fit_a_map(const base::Node& value);

// Adds a finding where `params`, a map, is a VALUE that no call's parameters fit, since they are always a
// map, and a note for each alternative of it that is one.
void check_fits_a_map(const base::Node& params, base::Findings& findings);

}  // namespace sim::api
