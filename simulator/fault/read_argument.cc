#include "simulator/fault/read_argument.h"

#include <string>

#include "simulator/fault/fault_table.h"

namespace sim {
namespace {

bool read_status(const base::Node& node, base::HttpResponse& response, base::Findings& findings) {
  const auto status = base::read_integer(node, kFaultStatusMin, kFaultStatusMax, findings);
  if (status) response.status = static_cast<int>(*status);
  return status.has_value();
}

bool read_headers(const base::Node& node, base::HttpResponse& response, base::Findings& findings) {
  bool is_good = true;
  base::MapReader headers("`headers`", findings);
  headers.others([&](const base::Member& member) {
    const auto value = base::read_text(member.value, findings);
    if (!base::is_header_name(member.key)) {
      findings.add(member.pos, member.width, "`" + member.key + "` cannot be the name of a header",
                   "letters, digits and `-`, as `Retry-After`");
      is_good = false;
    } else if (value && value->find_first_of("\r\n") != std::string::npos) {
      findings.add(member.value, "a header's value stands on one line", "leave the line break out");
      is_good = false;
    } else if (value) {
      response.headers.set(member.key, *value);
    }
    is_good = is_good && value;
  });
  return headers.read(node) && is_good;
}

bool read_body(const base::Node& node, base::HttpResponse& response, bool& is_json,
               base::Findings& findings) {
  if (node.is_map() || node.is_sequence()) {
    response.body = base::dump(base::to_json(node));
    is_json = true;
    return true;
  }
  const auto text = base::read_text(node, findings);
  if (text) response.body = *text;
  return text.has_value();
}

}  // namespace

std::vector<LineKind> exchange_lines() {
  return {LineKind::Delivery, LineKind::Call, LineKind::Status, LineKind::Request};
}

bool takes_no_argument(std::string_view name, const base::Node* argument, base::Findings& findings) {
  if (argument == nullptr) return true;
  findings.add(*argument, "`" + std::string(name) + "` takes no argument",
               "write `do: " + std::string(name) + "`");
  return false;
}

std::optional<base::HttpResponse> read_answer(std::string_view name, const base::Node& word,
                                              const base::Node* argument, base::Findings& findings) {
  const std::string deed(name);
  if (argument == nullptr) {
    findings.add(word, "`" + deed + "` needs an answer", "write `{" + deed + ": 503}`");
    return std::nullopt;
  }
  base::HttpResponse response;
  if (!argument->is_map()) {
    if (!read_status(*argument, response, findings)) return std::nullopt;
    return response;
  }

  bool is_good = true;
  bool is_json = false;
  base::MapReader map("`" + deed + "`", findings);
  map.required("status", [&](const base::Node& node) { is_good &= read_status(node, response, findings); });
  map.optional("body",
               [&](const base::Node& node) { is_good &= read_body(node, response, is_json, findings); });
  map.optional("headers", [&](const base::Node& node) { is_good &= read_headers(node, response, findings); });
  if (!map.read(*argument) || !is_good) return std::nullopt;
  if (is_json && response.headers.find("Content-Type") == nullptr) {
    response.headers.set("Content-Type", "application/json");
  }
  return response;
}

}  // namespace sim
