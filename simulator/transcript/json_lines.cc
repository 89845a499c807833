#include <array>
#include <cstdio>

#include "simulator/transcript/transcript.h"

namespace sim {
namespace {

base::Json message_json(const Message& message) {
  auto headers = base::Json::array();
  for (const auto& [name, value] : message.headers) headers.push_back(base::Json::array({name, value}));
  base::Json result = {{"start", message.start},
                       {"headers", std::move(headers)},
                       {"body", message.body},
                       {"body_bytes", message.body_bytes}};
  if (!message.body_sha256.empty()) result["body_sha256"] = message.body_sha256;
  return result;
}

std::string precise_text(base::VirtualTime time) {
  auto micros = time.since_epoch.count() % 1'000'000;
  if (micros < 0) micros += 1'000'000;
  std::array<char, 16> fraction{};
  std::snprintf(fraction.data(), fraction.size(), ".%06lld", static_cast<long long>(micros));
  return base::datetime_text(time) + fraction.data();
}

}  // namespace

base::Json to_json(const Entry& entry) {
  base::Json line = {{"v", kTranscriptVersion},
                     {"number", entry.number},
                     {"at", precise_text(entry.at)},
                     {"real_us", entry.real.count()},
                     {"kind", kind_name(entry.kind)},
                     {"stage", stage_name(entry.stage)},
                     {"exchange", entry.exchange},
                     {"origin", entry.origin},
                     {"from", entry.from},
                     {"to", entry.to},
                     {"summary", entry.summary},
                     {"in_place", entry.in_place},
                     {"fields", entry.fields.is_null() ? base::Json::object() : entry.fields}};
  if (entry.message) line["message"] = message_json(*entry.message);
  return line;
}

}  // namespace sim
