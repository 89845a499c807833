// URLs and forms.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace base {

std::string percent_encode(std::string_view text);                        // all but unreserved characters
std::optional<std::string> percent_decode(std::string_view text);         // nothing for a broken escape
std::optional<std::string> form_decode_component(std::string_view text);  // also `+` as a blank

using FormFields = std::vector<std::pair<std::string, std::string>>;
// Reads `a=1&b=2`; at most 1000 fields. Errors: Invalid, Limit.
Result<FormFields> parse_form(std::string_view body);
// Writes a blank as `%20`, which every reader of forms takes.
std::string write_form(const FormFields& fields);

struct Url {
  std::string scheme;  // http or https
  std::string host;    // in lower case; an IPv6 address without its brackets
  int port = 0;        // the scheme's own where none is written
  std::string target;  // path and query, begins with "/"

  // "https://127.0.0.1:8443"; the scheme's own port is left out.
  std::string origin() const;
  bool is_tls() const { return scheme == "https"; }
};
// Reads an absolute http or https URL; a fragment is dropped.
// Errors: Invalid, with what is wrong. Credentials in a URL are refused.
Result<Url> parse_url(std::string_view text);

// "/a/b?x=1" → {"/a/b", "x=1"}.
std::pair<std::string_view, std::string_view> split_target(std::string_view target);

}  // namespace base
