// What `espf serve` is told by its command and by the files that the command names.
#pragma once

#include "simulator/command/options.h"
#include "simulator/installation/installation.h"

namespace sim {

// What to start, save the folder of the authority's file. Where something is wrong it prints what, and the
// error is the exit code. Borrows `authority`.
tl::expected<InstallationOptions, int> serve_options(const ServeCommand& command,
                                                     const base::TestCertificateAuthority& authority);

}  // namespace sim
