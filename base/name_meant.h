// What looks like a `<name>` and is none. For substitute.cc.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace base {

// Letters, digits, `_`, `-` and `.`.
bool is_name_character(char c);
// "params..x" → "params.x"
std::string without_empty_parts(std::string_view name);

struct NameMeant {
  std::string name;   // "account.id"
  std::size_t bytes;  // of the text that was probably meant so
};
// What was meant by the `<` at text[at], which begins no `<name>`: "< account.id >", "<account id>",
// "<account.id". Nothing where that is not one of `names`, as substitute() has them, or nearly so: text may
// hold comparisons and XML.
std::optional<NameMeant> name_meant(std::string_view text, std::size_t at,
                                    const std::vector<std::string>& names);

}  // namespace base
