// What Applications provision: a fake HSS, an IPTV platform … Each is a value with records and a log of
// changes; the Installation puts it on a port.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/http.h"
#include "base/json.h"
#include "base/virtual_time.h"

namespace sim {

struct RecordChange {
  std::string key;  // the IMSI
  std::optional<base::Json> before;
  std::optional<base::Json> after;

  friend bool operator==(const RecordChange&, const RecordChange&) = default;
};

struct SystemAnswer {
  base::HttpResponse response;
  std::vector<RecordChange> changes;  // none where nothing was different
};

// What a request is about, for the transcript; from the request alone.
struct SystemRequest {
  std::string method;
  std::string path;
  std::string key;  // of the record; "" where it names none
  base::Json body;  // null where there is none or it is no JSON
};

// One line of a system's own log of changes.
struct LoggedChange {
  std::uint64_t number = 0;  // from 1
  base::VirtualTime at;
  RecordChange change;
};

inline constexpr std::size_t kSystemRecordsMax = 1'000'000;
inline constexpr std::size_t kLoggedChangesMax = 100'000;  // of the log; the oldest go first

class ExternalSystem {
 public:
  virtual ~ExternalSystem() = default;
  virtual SystemRequest describe(const base::HttpRequest& request) const = 0;
  virtual SystemAnswer handle(const base::HttpRequest& request, base::VirtualTime now) = 0;
  virtual const std::map<std::string, base::Json>& records() const = 0;
  // Every change by a request, in order. What preset() put there is no change.
  virtual const std::deque<LoggedChange>& log() const = 0;
  // Puts a record there without a request: what stood there before the story began.
  virtual void preset(const std::string& key, base::Json record) = 0;

  // For systems that work later (asynchronous ones).
  virtual std::optional<base::VirtualTime> next_due() const { return std::nullopt; }
};

struct SystemKind {
  std::string name;  // "hss"
  // The members of its record beside the key: those that are text, and those that are true or false.
  std::vector<std::string> texts, flags;
};
const std::vector<SystemKind>& system_kinds();

// Null for a kind that system_kinds() does not list.
std::unique_ptr<ExternalSystem> make_external_system(const std::string& kind);

}  // namespace sim
