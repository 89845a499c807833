// What an HTTP outcome means to us: a response, or a Failure in words.
#pragma once

#include <string>

#include "base/http.h"
#include "base/uri.h"
#include "provisioner/failure.h"

namespace prov {

// The response; or why there is none: "the HSS gave no answer in time to PUT of 255…".
Outcome<base::HttpResponse> response_of(base::HttpOutcome outcome, const std::string& peer,
                                        const std::string& what);

// A response that is a refusal, in words, with the first characters of its body. 4xx last, except those that
// say "not now" (401, 403, 408, 409, 423, 425, 429); all others pass.
Failure refused(const base::HttpResponse& response, const std::string& peer, const std::string& what);

// `path` below a configured URL: http://hss/v2 and /subscribers → http://hss/v2/subscribers.
base::Url below(base::Url url, const std::string& path);

}  // namespace prov
