// Why time did not jump, where that is no news.
#pragma once

#include <string_view>

namespace sim {

// Before a deadline, while nothing goes on.
inline constexpr std::string_view kHeldByPatience = "patience before a deadline";

}  // namespace sim
