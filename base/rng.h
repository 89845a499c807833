// Reproducible randomness: one seed per run, one stream per consumer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace base {

// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). Not for secrets.
class Rng {
 public:
  explicit Rng(std::uint64_t seed) : seed_(seed), state_(seed) {}

  // Returns a generator whose stream depends on this one's seed and on `label` alone, so that a new
  // consumer leaves the draws of all others as they were.
  Rng fork(std::string_view label) const;

  std::uint64_t next();

  // Returns a value in [0, bound). REQUIRES: bound > 0
  std::uint64_t below(std::uint64_t bound);

  // Returns `digits` lower-case hexadecimal digits.
  std::string hex(int digits);

 private:
  std::uint64_t seed_;
  std::uint64_t state_;
};

}  // namespace base
