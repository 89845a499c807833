#include "provisioner/environment.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"

namespace prov {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return base::is_alphanumeric(c) || c == '_'; });
}

std::string substituted(const base::Node& node, const Environment& environment, base::Findings& findings) {
  const std::string& text = node.text;
  std::string result;
  std::size_t at = 0;
  while (true) {
    const auto begin = text.find("${", at);
    if (begin == std::string::npos) return result + text.substr(at);
    if (begin > at && text[begin - 1] == '$') {
      result += text.substr(at, begin - 1 - at) + "${";
      at = begin + 2;
      continue;
    }
    result += text.substr(at, begin - at);
    const auto end = text.find('}', begin);
    if (end == std::string::npos) {
      findings.add(node, "`${` without its `}`", "write `${NAME}` or `${NAME:-default}`");
      return result;
    }
    const auto inside = text.substr(begin + 2, end - begin - 2);
    const auto separator = inside.find(":-");
    const auto name = inside.substr(0, separator);
    at = end + 1;
    if (!is_name(name)) {
      findings.add(node, "`${" + inside + "}` names no environment variable",
                   "write `${NAME}` or `${NAME:-default}`");
      continue;
    }
    const auto value = environment(name);
    if (value && (!value->empty() || separator == std::string::npos)) {
      result += *value;
    } else if (separator != std::string::npos) {
      result += inside.substr(separator + 2);
    } else {
      findings.add(node, "the environment variable `" + name + "` is not set",
                   "set it, or write a default: `${" + name + ":-…}`");
    }
  }
}

}  // namespace

base::Node with_environment(base::Node node, const Environment& environment, base::Findings& findings) {
  if (node.is_scalar() && node.text.find("${") != std::string::npos) {
    const std::size_t before = findings.size();
    node.text = substituted(node, environment, findings);
    if (findings.size() > before) return base::unread(node.pos, node.width);
  }
  for (auto& item : node.items) item = with_environment(std::move(item), environment, findings);
  for (auto& member : node.members) {
    member.value = with_environment(std::move(member.value), environment, findings);
  }
  return node;
}

}  // namespace prov
