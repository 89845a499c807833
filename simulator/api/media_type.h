// Bodies of requests: their type, and the fields of the two form types.
#pragma once

#include <string_view>

#include "base/http.h"
#include "base/result.h"
#include "base/uri.h"

namespace sim::api {

enum class MediaType { None, Json, Form, Multipart, Other };

// Of the first Content-Type field; a second one, as some clients send, is not looked at.
MediaType media_type(const base::HttpRequest& request);

// The fields of a body of type Form or Multipart. Errors: Invalid (a body that begins as a JSON object is
// told to say so in its Content-Type: `curl -d` sends it as a form), Limit.
base::Result<base::FormFields> form_fields(const base::HttpRequest& request);

// The first field of that name; null where there is none.
const std::string* find_field(const base::FormFields& fields, std::string_view name);

}  // namespace sim::api
