#include "simulator/api/web/cors.h"

#include <string>

#include "base/uri.h"

namespace sim::api::web {
namespace {

const std::string* loopback_origin(const base::HttpRequest& request) {
  const std::string* origin = request.headers.find("Origin");
  return origin != nullptr && is_loopback_origin(*origin) ? origin : nullptr;
}

// 127.x.y.z and nothing else: "127.0.0.1.example.net" is a name that may lead anywhere.
bool is_loopback_address(std::string_view host) {
  int dots = 0;
  std::size_t digits = 0;
  for (const char c : host) {
    if (c == '.') {
      if (digits == 0) return false;
      ++dots;
      digits = 0;
    } else if (c < '0' || c > '9' || ++digits > 3) {
      return false;
    }
  }
  return dots == 3 && digits > 0 && host.substr(0, 4) == "127.";
}

}  // namespace

bool is_loopback_origin(std::string_view origin) {
  const auto url = base::parse_url(origin);
  if (!url || url->origin() != origin) return false;  // no path, no name to be read in two ways
  return url->host == "localhost" || url->host == "::1" || is_loopback_address(url->host);
}

bool is_preflight(const base::HttpRequest& request) {
  return request.method == "OPTIONS" && loopback_origin(request) != nullptr &&
         request.headers.find("Access-Control-Request-Method") != nullptr;
}

base::HttpResponse preflight_response(const base::HttpRequest& request) {
  base::HttpResponse response{204, {}, ""};
  allow_origin(request, response);
  response.headers.add("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
  response.headers.add("Access-Control-Allow-Headers", "Authorization, Content-Type");
  response.headers.add("Access-Control-Max-Age", "600");
  return response;
}

void allow_origin(const base::HttpRequest& request, base::HttpResponse& response) {
  const std::string* origin = loopback_origin(request);
  if (origin == nullptr) return;
  response.headers.add("Access-Control-Allow-Origin", *origin);
  response.headers.add("Access-Control-Expose-Headers", "*");
  response.headers.add("Vary", "Origin");
}

}  // namespace sim::api::web
