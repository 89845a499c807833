// Pages of one server that speak to the API of another, as `/doc/api` does with a custom API server. Assumed:
// nothing says whether a real PortaBilling answers them. Only pages from this machine are, and without
// cookies: what they may do, their token says.
#pragma once

#include <string_view>

#include "base/http.h"

namespace sim::api::web {

// Whether a page of that origin was served by this machine: 127.0.0.0/8, ::1 or localhost, any port.
bool is_loopback_origin(std::string_view origin);

// A browser asks whether a page of this machine may send what it wants to send.
bool is_preflight(const base::HttpRequest& request);
base::HttpResponse preflight_response(const base::HttpRequest& request);

// Lets the page that made `request`, if it is one of this machine, read `response`.
void allow_origin(const base::HttpRequest& request, base::HttpResponse& response);

}  // namespace sim::api::web
