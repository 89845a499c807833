// What the deeds of faults have in common when they are read.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/http.h"
#include "base/map_reader.h"
#include "simulator/transcript/entry.h"

namespace sim {

// The lines that are exchanges: every one of them can be lost, delayed, answered otherwise.
std::vector<LineKind> exchange_lines();

// A finding where something stands behind a word that takes nothing.
bool takes_no_argument(std::string_view name, const base::Node* argument, base::Findings& findings);

// `503`, or `{status: 503, body: …, headers: {…}}`. A body that is a map or a list becomes JSON, with its
// Content-Type unless the headers name one. `word` is where the finding goes where there is no argument.
std::optional<base::HttpResponse> read_answer(std::string_view name, const base::Node& word,
                                              const base::Node* argument, base::Findings& findings);

}  // namespace sim
