// The C++ source that puts the documents into the program.
#pragma once

#include <string>

#include "simulator/api/openapi/compose/compose.h"

namespace sim::openapi {

// Defines what simulator/api/documents.h declares; `folder` is where the documents stand, absolute.
std::string embedding_source(const Composition& composition, const std::string& folder);

}  // namespace sim::openapi
