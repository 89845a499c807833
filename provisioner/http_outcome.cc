#include "provisioner/http_outcome.h"

#include <algorithm>
#include <array>
#include <utility>

namespace prov {
namespace {

constexpr std::array kNotNow = {401, 403, 408, 409, 423, 425, 429};
constexpr std::size_t kExcerptBytes = 200;

}  // namespace

Outcome<base::HttpResponse> response_of(base::HttpOutcome outcome, const std::string& peer,
                                        const std::string& what) {
  if (auto* response = std::get_if<base::HttpResponse>(&outcome)) return std::move(*response);
  const auto why = std::get<base::HttpFailure>(outcome);
  const auto kind = why == base::HttpFailure::Cancelled ? FailureKind::Stopped : FailureKind::Passing;
  return failure(kind, what + " got no answer from " + peer + ": " + std::string(base::failure_name(why)));
}

Failure refused(const base::HttpResponse& response, const std::string& peer, const std::string& what) {
  const bool lasts = response.status / 100 == 4 && std::ranges::count(kNotNow, response.status) == 0;
  std::string excerpt = response.body.substr(0, kExcerptBytes);
  std::ranges::replace_if(
      excerpt,
      [](char c) { return static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) > '~'; }, ' ');
  auto said = peer + " answered " + what + " with " + std::to_string(response.status);
  if (!excerpt.empty()) said += ": " + excerpt;
  return {lasts ? FailureKind::Lasting : FailureKind::Passing, std::move(said)};
}

base::Url below(base::Url url, const std::string& path) {
  auto folder = std::string(base::split_target(url.target).first);
  while (!folder.empty() && folder.back() == '/') folder.pop_back();
  url.target = folder + path;
  return url;
}

}  // namespace prov
