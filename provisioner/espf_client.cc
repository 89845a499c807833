#include "provisioner/espf_client.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/json.h"
#include "provisioner/http_outcome.h"

namespace prov {
namespace {

constexpr std::size_t kMessageCharactersMax = 4000;
constexpr std::array<std::string_view, 8> kPredefinedGroups = {
    "VoIP", "HSS", "PCRF", "IPTV", "WiMAX", "Netaccess", "NumberPortability", "LawfulInterception"};

}  // namespace

std::string cut(const std::string& text, std::size_t characters_max) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0u) != 0x80u;
    if (begins && ++characters > characters_max) return text.substr(0, i);
  }
  return text;
}

EspfClient::EspfClient(EspfOptions options, base::HttpClient& client, PortaBillingSession& session)
    : options_(std::move(options)), client_(client), session_(session) {}

Outcome<base::HttpResponse> EspfClient::send(const std::string& path, const std::string& body,
                                             const std::string& what) {
  auto token = session_.token();
  for (bool repeated = false;; repeated = true) {
    if (!token) return tl::unexpected(token.error());
    base::ClientRequest request;
    request.url = below(options_.url, path);
    request.method = "POST";
    request.headers.add("Content-Type", "application/json");
    request.headers.add("Authorization", "Bearer " + *token);
    request.body = body;
    auto response = response_of(client_.send(request, options_.timeout), "the ESPF API", what);
    if (!response || response->status != 401 || repeated) return response;
    token = session_.renew(*token);
  }
}

bool EspfClient::register_group() {
  if (!options_.register_group || std::ranges::count(kPredefinedGroups, options_.group) > 0) return false;
  if (group_tried_.exchange(true)) return false;
  const auto created =
      send("/espf/v1/group/create", base::dump(base::Json{{"name", options_.group}}), "the new group");
  return created && created->status == 200;
}

Outcome<void> EspfClient::tell(IAccount i_account, Status status, const std::string& message) {
  base::Json body = {{"status", status_name(status)}, {"group", options_.group}};
  if (!message.empty()) body["message"] = cut(message, kMessageCharactersMax);
  const auto path = "/espf/v1/account/i/" + i_account.text() + "/status";
  const auto what = "status " + std::string(status_name(status)) + " of account " + i_account.text();
  auto response = send(path, base::dump(body), what);
  if (response && response->status == 400 && register_group()) response = send(path, base::dump(body), what);
  if (!response) return tl::unexpected(response.error());
  if (response->status / 100 == 2) return {};
  return tl::unexpected(refused(*response, "the ESPF API", what));
}

}  // namespace prov
