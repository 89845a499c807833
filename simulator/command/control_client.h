// How `trigger`, `time`, `transcript` and `explain` speak to a running espf.
#pragma once

#include <optional>
#include <string>

#include "base/http_client.h"
#include "base/result.h"

namespace sim {

class ControlClient {
 public:
  // `url` and `token` may be empty: then of .espf/ready.json here, the token only where the espf at `url` is
  // that file's. Errors: NotFound, Invalid, in words that say how to start one or what to give.
  static base::Result<ControlClient> connect(const std::string& url, const std::string& token);

  std::string origin() const { return url_.origin(); }

  // The answer's body. Errors: Unavailable (nobody or another server answers there, or the token is another),
  // Invalid (what the answer says is wrong).
  base::Result<base::HttpResponse> send(const std::string& method, const std::string& target,
                                        const std::string& body,
                                        std::chrono::milliseconds timeout = std::chrono::seconds(60));

 private:
  ControlClient(base::Url url, std::string token) : url_(std::move(url)), token_(std::move(token)) {}

  base::Url url_;
  std::string token_;
  std::unique_ptr<base::SocketHttpClient> client_ = std::make_unique<base::SocketHttpClient>();
};

}  // namespace sim
