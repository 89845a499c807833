#include "base/command_line.h"

#include <fmt/format.h>

#include "base/diagnostic.h"

namespace base {

std::string surplus_argument(std::string_view argument, const std::vector<std::string>& options) {
  if (!argument.starts_with('-')) return fmt::format("`{}` is one argument too many", argument);
  const std::string name(argument.substr(0, argument.find('=')));
  const std::string meant = nearest(name, options);
  return fmt::format("there is no option `{}`{}", name,
                     meant.empty() ? "" : fmt::format(": did you mean `{}`?", meant));
}

std::string with_help(const std::string& what, std::string_view command) {
  return fmt::format("{}{} {} --help", what, what.ends_with('?') ? " See" : "; see", command);
}

}  // namespace base
