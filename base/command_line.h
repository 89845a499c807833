// Words for mistakes on a command line, the same in every program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace base {

// What is wrong with an argument that no option takes: "there is no option `--prot`: did you mean `--port`?".
// `options`: those that there are, "--port".
std::string surplus_argument(std::string_view argument, const std::vector<std::string>& options);

// The same with where to look: "…; see espf run --help", or " See …" behind a question.
std::string with_help(const std::string& what, std::string_view command);

}  // namespace base
