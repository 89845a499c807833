// How the work on one subject stands between two tries.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prov {

// An account's provisioning status in its service group, as the ESPF API spells it.
enum class Status { InProgress, Retry, Ok, Failed };

constexpr std::string_view status_name(Status status) {
  switch (status) {
    case Status::InProgress:
      return "IN_PROGRESS";
    case Status::Retry:
      return "RETRY";
    case Status::Ok:
      return "OK";
    case Status::Failed:
      return "FAILED";
  }
  return "";
}

// OK or FAILED, with which the work on an account ends.
struct FinalStatus {
  Status status = Status::Ok;
  std::string message;

  friend bool operator==(const FinalStatus&, const FinalStatus&) = default;
};

struct Progress {
  int failures = 0;                              // in a row
  std::optional<std::int64_t> failing_since_us;  // by the clock that we follow, since 1970
  std::optional<Status> told;  // IN_PROGRESS or RETRY since the newest event: a final status must follow

  friend bool operator==(const Progress&, const Progress&) = default;
};

}  // namespace prov
