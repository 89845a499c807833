// The words and signs of YAML that mean more than their letters.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace base {

// on, off, yes, no, in the three ways of writing that YAML 1.1 reads as booleans. Not true and false.
bool is_yaml11_boolean(std::string_view text);
bool means_true(std::string_view yaml11_boolean);

// What stands at the beginning of `text`, where it is a null that somebody wrote: "~", "null"; else "".
std::string_view written_null(std::string_view text);

// The `*name`, `&name` or `!name` at the beginning of a line's rest.
std::string_view property_at(std::string_view rest_of_line);

// Of `*name`.
std::string alias_message(std::string_view name);
inline constexpr const char* kAliasHelp = "write the value itself; quote a text that begins with `*`";

// Lists and maps in each other.
inline constexpr std::size_t kLevelsMax = 64;
std::string too_deep();
inline constexpr const char* kTooDeepHelp = "close the brackets, or make the value flatter";

}  // namespace base
