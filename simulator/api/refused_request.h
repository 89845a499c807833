// The answer to what is no request that can be read, in the form of the API that it was sent to.
#pragma once

#include "base/http.h"

namespace sim::api {

// With `bad.status`, and as JSON: a fault below /rest, an error of the ESPF API below /espf, a list of errors
// below /api/v2; elsewhere plain text. Assumed: what a PortaBilling answers to a body over its limit is not
// attested, nor whether it or a server in front of it does. So the status is HTTP's own, also where faults
// have 500, and who looks at the status alone is told the truth.
base::HttpResponse refused_request(const base::BadRequest& bad);

}  // namespace sim::api
