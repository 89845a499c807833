// Writing HTTP/1.1 messages; for the files of base/.
#pragma once

#include <string>
#include <string_view>

#include "base/http.h"

namespace base {

// Field names compare without case (ASCII only).
bool same_field_name(std::string_view a, std::string_view b);

// Whether a list-valued field ("Connection: close, TE") holds `token`, in any of its occurrences.
bool field_has_token(const Headers& headers, std::string_view name, std::string_view token);

// "Not Found"; "" for a status that has no registered phrase.
std::string_view reason_phrase(int status);

struct ResponseForm {
  std::string_view date;        // where not empty: a Date field, unless the response has one
  std::string_view connection;  // where not empty: a Connection field, likewise
  bool head_only = false;       // the body is counted and left out
};

// The message, with Content-Length where missing and allowed; a body that the header says is chunked is cut
// into chunks. Line ends within fields become blanks, so that no value can add a field.
std::string response_bytes(const HttpResponse& response, const ResponseForm& form);

// The message, with Host and Content-Length where missing.
std::string request_bytes(const std::string& method, const std::string& target, const std::string& host,
                          const Headers& headers, const std::string& body);

}  // namespace base
