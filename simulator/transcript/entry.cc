#include "simulator/transcript/entry.h"

#include <array>
#include <utility>

namespace sim {
namespace {

constexpr std::array<std::pair<LineKind, std::string_view>, 13> kKinds{{
    {LineKind::Delivery, "delivery"},
    {LineKind::Call, "call"},
    {LineKind::Status, "status"},
    {LineKind::Request, "request"},
    {LineKind::Notification, "notification"},
    {LineKind::Event, "event"},
    {LineKind::Record, "record"},
    {LineKind::Log, "log"},
    {LineKind::Change, "change"},
    {LineKind::Fault, "fault"},
    {LineKind::Time, "time"},
    {LineKind::Process, "process"},
    {LineKind::Note, "note"},
}};

}  // namespace

std::string_view kind_name(LineKind kind) {
  for (const auto& [value, name] : kKinds) {
    if (value == kind) return name;
  }
  return "note";
}

std::optional<LineKind> kind_of_name(std::string_view name) {
  for (const auto& [value, text] : kKinds) {
    if (text == name) return value;
  }
  return std::nullopt;
}

std::string_view stage_name(Stage stage) {
  switch (stage) {
    case Stage::Begun:
      return "begun";
    case Stage::Answered:
      return "answered";
    case Stage::Ended:
      return "ended";
  }
  return "begun";
}

bool is_exchange(LineKind kind) {
  switch (kind) {
    case LineKind::Delivery:
    case LineKind::Call:
    case LineKind::Status:
    case LineKind::Request:
    case LineKind::Notification:
      return true;
    default:
      return false;
  }
}

}  // namespace sim
