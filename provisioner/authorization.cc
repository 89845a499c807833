#include "provisioner/authorization.h"

#include <array>
#include <charconv>
#include <cstdlib>
#include <map>
#include <string_view>

namespace prov {
namespace {

using Refusal = std::optional<std::string>;

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

// Reads `name="value",name="value"`; nothing where it is not such a list or a name stands twice.
std::optional<std::map<std::string, std::string>> read_parameters(std::string_view text) {
  std::map<std::string, std::string> parameters;
  while (!text.empty()) {
    const auto equals = text.find("=\"");
    if (equals == std::string_view::npos || equals == 0) return {};
    const auto end = text.find('"', equals + 2);
    if (end == std::string_view::npos) return {};
    const std::string name(text.substr(0, equals));
    if (!parameters.emplace(name, std::string(text.substr(equals + 2, end - equals - 2))).second) return {};
    text.remove_prefix(end + 1);
    if (text.empty()) break;
    if (text.front() != ',') return {};
    text.remove_prefix(1);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    if (text.empty()) return {};
  }
  return parameters;
}

Refusal check(const BasicAuthorization& basic, std::string_view type, std::string_view value,
              const std::string&) {
  if (!equals_ignoring_case(type, "Basic")) return "the authorization is not Basic";
  const auto wanted = base::base64(basic.login + ":" + basic.password);
  if (!base::equal_secrets(wanted, value)) return "the login or password is wrong";
  return {};
}

Refusal check(const CustomAuthorization& custom, std::string_view type, std::string_view value,
              const std::string&) {
  if (type != custom.type) return "the authorization's type is not " + custom.type;
  if (!base::equal_secrets(custom.value, value)) return "the authorization's value is wrong";
  return {};
}

Refusal check(const SignatureAuthorization& signature, std::string_view type, std::string_view value,
              const std::string& date) {
  if (!equals_ignoring_case(type, "Signature")) return "the authorization is not a Signature";
  const auto parameters = read_parameters(value);
  if (!parameters) return "the Signature's parameters cannot be read";
  const auto parameter = [&](const char* name) {
    const auto found = parameters->find(name);
    return found == parameters->end() ? std::string() : found->second;
  };
  if (parameter("keyId") != signature.key_id) return "the Signature's keyId is not ours";
  const bool sha1 = signature.algorithm == base::HmacAlgorithm::Sha1;
  if (parameter("algorithm") != (sha1 ? "hmac-sha1" : "hmac-sha256"))
    return "the Signature's algorithm is not ours";
  if (parameters->contains("headers") && !equals_ignoring_case(parameter("headers"), "date")) {
    return "the Signature covers other headers than date";
  }
  const auto wanted = base::base64(base::hmac(signature.algorithm, signature.secret, "date: " + date));
  if (!base::equal_secrets(wanted, parameter("signature"))) return "the Signature does not verify";
  return {};
}

}  // namespace

Refusal refusal(const AuthorizationRule& rule, const base::Headers& headers,
                const std::function<base::WallTime()>& now) {
  if (headers.count("Date") != 1) return "the Date header is missing or doubled";
  const auto& date = *headers.find("Date");
  const auto sent_at = parse_http_date(date);
  if (!sent_at) return "the Date header is no HTTP date";
  if (headers.count(rule.header) != 1) return "the header " + rule.header + " is missing or doubled";
  const std::string_view credentials = *headers.find(rule.header);
  const auto blank = credentials.find(' ');
  if (blank == std::string_view::npos || blank == 0)
    return "the header " + rule.header + " is not `<type> <value>`";
  const auto type = credentials.substr(0, blank);
  const auto value = credentials.substr(blank + 1);
  auto refused =
      std::visit([&](const auto& method) { return check(method, type, value, date); }, rule.method);
  if (refused) return refused;
  if (rule.date_age_max) {
    const auto age = now() - *sent_at;
    if (age > *rule.date_age_max || -age > *rule.date_age_max) return "the Date is too far from our time";
  }
  return {};
}

std::optional<base::WallTime> parse_http_date(const std::string& text) {
  static constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  // "Fri, 11 May 2018 13:28:08 GMT"
  if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT" || text[7] != ' ' ||
      text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':') {
    return {};
  }
  const auto number = [&](std::size_t at, std::size_t digits) -> int {
    int value = -1;
    const char* begin = text.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + digits, value);
    return error == std::errc() && end == begin + digits && value >= 0 ? value : -1;
  };
  unsigned month = 0;
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (text.substr(8, 3) == kMonths[i]) month = i + 1;
  }
  const int day = number(5, 2), year = number(12, 4), hour = number(17, 2), minute = number(20, 2),
            second = number(23, 2);
  if (day < 0 || year < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return {};
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return {};
  return base::WallTime(std::chrono::sys_days(date)) + std::chrono::hours(hour) +
         std::chrono::minutes(minute) + std::chrono::seconds(second);
}

}  // namespace prov
