// The external system that we provision: an HSS that holds subscribers by their IMSI.
#pragma once

#include <optional>
#include <string>

#include "provisioner/failure.h"

namespace prov {

struct Subscriber {
  std::string imsi;
  std::string msisdn;
  std::string profile;  // the name of the LTE service
  bool barred = false;

  friend bool operator==(const Subscriber&, const Subscriber&) = default;
};

// Implementations may be called from any thread; calls block.
class ExternalSystem {
 public:
  virtual ~ExternalSystem() = default;

  // What it holds under that IMSI; nothing where it holds none.
  virtual Outcome<std::optional<Subscriber>> find(const std::string& imsi) = 0;
  // Creates the record or replaces it.
  virtual Outcome<void> put(const Subscriber& subscriber) = 0;
  // Removes the record. One that is not there is no failure.
  virtual Outcome<void> remove(const std::string& imsi) = 0;
};

}  // namespace prov
