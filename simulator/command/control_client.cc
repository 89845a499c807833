#include "simulator/command/control_client.h"

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/json.h"
#include "simulator/console/ready_file.h"

namespace sim {
namespace {

constexpr const char* kGiveToken = "give --token, the `control_token` of its ready file";

base::Result<ControlAddress> address_here() {
  const auto text = base::read_file(kReadyFile);
  if (!text) {
    return base::fail(base::ErrorKind::NotFound,
                      std::string("no espf serves here (there is no ") + kReadyFile +
                          "): start `espf serve --world FILE` in this folder, or give --control and --token");
  }
  auto read = read_control_address(*text);
  if (!read) return base::fail(base::ErrorKind::Invalid, std::string(kReadyFile) + ": " + read.error().what);
  return read;
}

// A token is shown to nobody but the espf whose it is.
base::Result<std::string> token_for(const base::Url& url) {
  const auto text = base::read_file(kReadyFile);
  const auto here = text ? read_control_address(*text) : tl::unexpected(text.error());
  const auto its_url = here ? base::parse_url(here->url) : tl::unexpected(here.error());
  if (its_url && its_url->origin() == url.origin()) return here->token;
  std::string why = "the control token of the espf at " + url.origin() + " is not known here";
  if (its_url) {
    why += std::string(" (") + kReadyFile + " is that of " + its_url->origin() + ")";
  } else if (!text) {
    why += std::string(" (there is no ") + kReadyFile + ")";
  }
  return base::fail(base::ErrorKind::NotFound, why + ": " + kGiveToken);
}

}  // namespace

base::Result<ControlClient> ControlClient::connect(const std::string& url, const std::string& token) {
  ControlAddress address{url, token};
  if (url.empty()) {
    const auto here = address_here();
    if (!here) return tl::unexpected(here.error());
    address.url = here->url;
    if (token.empty()) address.token = here->token;
  }
  const auto parsed = base::parse_url(address.url);
  if (!parsed) return tl::unexpected(parsed.error());
  if (address.token.empty()) {
    auto found = token_for(*parsed);
    if (!found) return tl::unexpected(found.error());
    address.token = *std::move(found);
  }
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
    return base::fail(base::ErrorKind::Unavailable,
                      "the espf at " + url_.origin() + " has another control token: " + kGiveToken);
  }
  if (response->status == 404) {
    return base::fail(base::ErrorKind::Unavailable,
                      url_.origin() +
                          " is no control address of an espf, but of another server: give --control "
                          "the `control_url` of its ready file");
  }
  const auto said = base::parse_json(response->body);
  const bool has_error = said && said->is_object() && said->contains("error");
  return base::fail(base::ErrorKind::Invalid, has_error ? base::text_of((*said)["error"])
                                                        : "it answered " + std::to_string(response->status));
}

}  // namespace sim
