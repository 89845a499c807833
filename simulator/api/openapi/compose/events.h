// The document of what the ESPF sends: every event type as a webhook.
#pragma once

#include "base/document.h"
#include "simulator/api/openapi/compose/schemas.h"
#include "simulator/api/openapi/compose/sources.h"

namespace sim::openapi {

// The members that stand behind `info`: tags, security, webhooks, components. The types are those of
// billing/event_types.h; `file` is the frame around them.
base::Node events_members(Sources& sources, const std::string& file, const SchemaTable& schemas);

}  // namespace sim::openapi
