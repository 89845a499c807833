// Values that a JSON Schema allows, made of what it says itself.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "base/json.h"

namespace base {

// Takes `const`, `example`, `examples`, `default` and `enum` where they are there and of the right type, else
// makes the plainest value of the type: every member of an object down to six levels (fewer where that makes
// more than 5,000 parts), one item of a list, the first alternative that is no null. References lead into
// `document`. The same schema gives the same value.
//
// It is for an answer: members that are `writeOnly` are left out.
//
// It is a proposal: a `not` or a `oneOf` may ask for more than can be guessed, so hold it to a JsonSchema,
// and ask for the next, up to kExampleProposals of them: those pass over what the schema shows, take other
// alternatives, fewer members, other values. Nothing where no value is allowed, where it would have no end,
// or more than 20,000 parts.
std::optional<Json> example_of(const Json& schema, const Json& document, std::size_t proposal = 0);
inline constexpr std::size_t kExampleProposals = 14;

}  // namespace base
