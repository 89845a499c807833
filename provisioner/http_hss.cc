#include "provisioner/http_hss.h"

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "provisioner/http_outcome.h"
#include "provisioner/json_values.h"

namespace prov {

Outcome<base::HttpResponse> HttpHss::send(const std::string& method, const std::string& imsi,
                                          std::string body) {
  base::ClientRequest request;
  request.url = below(options_.url, "/subscribers/" + base::percent_encode(imsi));
  request.method = method;
  request.headers.add("Accept", "application/json");
  if (!options_.authorization.empty()) request.headers.add("Authorization", options_.authorization);
  if (!body.empty()) request.headers.add("Content-Type", "application/json");
  request.body = std::move(body);
  return response_of(client_.send(request, options_.timeout), "the HSS", method + " of " + imsi);
}

Outcome<std::optional<Subscriber>> HttpHss::find(const std::string& imsi) {
  const auto response = send("GET", imsi, "");
  if (!response) return tl::unexpected(response.error());
  if (response->status == 404) return std::optional<Subscriber>();
  if (response->status != 200) return tl::unexpected(refused(*response, "the HSS", "GET of " + imsi));
  const auto json = base::parse_json(response->body, {.bytes_max = 1u << 20});
  if (!json || !json->is_object()) {
    return failure(FailureKind::Passing,
                   "the HSS answered GET of " + imsi + " with something that is no JSON object");
  }
  Subscriber subscriber{imsi, text_member(*json, "msisdn"), text_member(*json, "profile"), false};
  subscriber.barred = text_member(*json, "barred") == "true";
  return std::optional<Subscriber>(std::move(subscriber));
}

Outcome<void> HttpHss::put(const Subscriber& subscriber) {
  const base::Json body = {
      {"msisdn", subscriber.msisdn}, {"profile", subscriber.profile}, {"barred", subscriber.barred}};
  const auto response = send("PUT", subscriber.imsi, base::dump(body));
  if (!response) return tl::unexpected(response.error());
  if (response->status / 100 != 2)
    return tl::unexpected(refused(*response, "the HSS", "PUT of " + subscriber.imsi));
  return {};
}

Outcome<void> HttpHss::remove(const std::string& imsi) {
  const auto response = send("DELETE", imsi, "");
  if (!response) return tl::unexpected(response.error());
  if (response->status == 404 || response->status / 100 == 2) return {};
  return tl::unexpected(refused(*response, "the HSS", "DELETE of " + imsi));
}

}  // namespace prov
