// What the texts of options mean: pure functions. Each returns the value, or Invalid with a sentence that
// says what is wrong with the text and shows one that is right.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "simulator/api/realm.h"
#include "simulator/installation/timeline.h"

namespace sim {

// Decimal digits alone: a sign, a fraction, an exponent or 0x is refused.
base::Result<std::uint64_t> read_seed(const std::string& text);
base::Result<int> read_jobs(const std::string& text);  // 1 to 64
// "skip", "real", "10x" or "10×".
base::Result<TimeOptions> read_time(const std::string& text);
// "8080" (then the name is "http") or "https=8443"; 0 is a free one.
base::Result<std::pair<std::string, int>> read_port(const std::string& text);
// What is wrong with the names of fixed ports, of those `known`; "" where nothing is.
std::string why_no_port(const std::map<std::string, int>& ports, const std::vector<std::string>& known);
// An http:// or https:// URL, as it was written; the reason in a failure shows `example`.
base::Result<std::string> read_url(const std::string& text, const std::string& example);
// A command line that names a program, as it was written.
base::Result<std::string> read_command_line(const std::string& text);
// "+24h" or "24h"; gives "24h".
base::Result<std::string> read_step_of_time(const std::string& text);
// "admin=FILE" or "FILE", which may hold a `=` behind a `/` or `.` alone ("./a=b.json").
struct DocumentOption {
  std::optional<api::Realm> realm;
  std::string file;
};
base::Result<DocumentOption> read_document_option(const std::string& text);

}  // namespace sim
