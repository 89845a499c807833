// The parameters that a person writes, held to what documents describe a method with: for stubs, and for the
// calls of scenarios.
#pragma once

#include <string>
#include <vector>

#include "base/document.h"
#include "base/json.h"
#include "base/json_schema.h"
#include "base/map_reader.h"
#include "simulator/api/specification/specification.h"

namespace sim::api {

// The user's `documents` (null: none), else ours; null where neither describes the method's parameters.
const SpecifiedMethod* find_described(const std::vector<Specification>* documents, const std::string& method,
                                      Realm realm);

// The members of `params` that no realm of `realms` that describes the method describes, and of which it can
// be told what was meant: documents do not name all that there is.
std::vector<base::UndescribedMember> misspelt_params(const std::vector<Specification>* documents,
                                                     const std::string& method,
                                                     const std::vector<Realm>& realms,
                                                     const base::Json& params);

// One of them as a note at its place.
void note_misspelt(const std::string& method, const base::UndescribedMember& each, base::SourcePos pos,
                   int width, base::Findings& findings);

// All of them, each at its own member of `params`, a map.
void note_misspelt_members(const std::string& method, const std::vector<base::UndescribedMember>& misspelt,
                           const base::Node& params, base::Findings& findings);

}  // namespace sim::api
