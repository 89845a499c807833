#include "simulator/command/control_client.h"

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/json.h"
#include "simulator/console/ready_file.h"

namespace sim {

base::Result<ControlClient> ControlClient::connect(const std::string& url, const std::string& token) {
  ControlAddress address{url, token};
  if (url.empty() || token.empty()) {
    const auto text = base::read_file(kReadyFile);
    if (!text) {
      return base::fail(
          base::ErrorKind::NotFound,
          std::string("no espf serves here (there is no ") + kReadyFile +
              "): start `espf serve --world FILE` in this folder, or give --control and --token");
    }
    const auto read = read_control_address(*text);
    if (!read)
      return base::fail(base::ErrorKind::Invalid, std::string(kReadyFile) + ": " + read.error().what);
    if (url.empty()) address.url = read->url;
    if (token.empty()) address.token = read->token;
  }
  const auto parsed = base::parse_url(address.url);
  if (!parsed) return tl::unexpected(parsed.error());
  return ControlClient(*parsed, address.token);
}

base::Result<base::HttpResponse> ControlClient::send(const std::string& method, const std::string& target,
                                                     const std::string& body,
                                                     std::chrono::milliseconds timeout) {
  base::ClientRequest request;
  request.url = url_;
  request.url.target = target;
  request.method = method;
  request.headers.add("Authorization", "Bearer " + token_);
  if (!body.empty()) request.headers.add("Content-Type", "application/json");
  request.body = body;
  const auto outcome = client_->send(request, timeout);
  const auto* response = std::get_if<base::HttpResponse>(&outcome);
  if (response == nullptr) {
    return base::fail(base::ErrorKind::Unavailable,
                      "no answer from " + url_.origin() + " (" +
                          std::string(base::failure_name(std::get<base::HttpFailure>(outcome))) +
                          "): does it still run?");
  }
  if (response->status == 200) return *response;
  if (response->status == 401) {
    return base::fail(base::ErrorKind::Unavailable, "the espf at " + url_.origin() +
                                                        " has another control token: give --token the " +
                                                        "`control_token` of its ready file");
  }
  const auto said = base::parse_json(response->body);
  const bool has_error = said && said->is_object() && said->contains("error");
  return base::fail(base::ErrorKind::Invalid, has_error ? base::text_of((*said)["error"])
                                                        : "it answered " + std::to_string(response->status));
}

}  // namespace sim
