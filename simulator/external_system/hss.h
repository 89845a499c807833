// A fake HSS over REST: subscribers by IMSI. The interface is ours; no vendor's HSS is meant.
//
//   GET    /subscribers          200 {"subscribers": [{"imsi", "msisdn", "profile", "barred"} …], "total": N}
//   GET    /subscribers/<imsi>   200 the subscriber, or 404
//   PUT    /subscribers/<imsi>   {"msisdn": "…", "profile": "…", "barred": bool}: 201 created; 200 changed,
//   or
//                                equal already (then nothing is logged)
//   DELETE /subscribers/<imsi>   204, or 404
//
// A request it cannot take is answered {"error": "…"} with 400, 404, 405 (with Allow), 415 or 507, and
// changes nothing.
#pragma once

#include "simulator/external_system/external_system.h"

namespace sim {

class Hss final : public ExternalSystem {
 public:
  SystemRequest describe(const base::HttpRequest& request) const override;
  SystemAnswer handle(const base::HttpRequest& request, base::VirtualTime now) override;
  const std::map<std::string, base::Json>& records() const override { return subscribers_; }
  const std::deque<LoggedChange>& log() const override { return log_; }
  void preset(const std::string& key, base::Json record) override;

 private:
  SystemAnswer put(const std::string& imsi, const base::HttpRequest& request, base::VirtualTime now);
  SystemAnswer erase(const std::string& imsi, base::VirtualTime now);
  SystemAnswer changed(int status, std::string body, RecordChange change, base::VirtualTime now);

  std::map<std::string, base::Json> subscribers_;  // without the IMSI
  std::deque<LoggedChange> log_;
  std::uint64_t changes_ = 0;
};

// Says what is wrong with a PUT's body; "" where nothing is. An `imsi` in it must be that of the path.
std::string subscriber_problem(const base::Json& body, const std::string& imsi);
bool is_imsi(std::string_view text);  // 6 to 15 digits

}  // namespace sim
