#include "base/rng.h"

#include <cassert>

namespace base {
namespace {

constexpr std::uint64_t kGoldenGamma = 0x9e3779b97f4a7c15;

std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

// FNV-1a, 64 bits.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return value;
}

}  // namespace

Rng Rng::fork(std::string_view label) const { return Rng(mix(mix(seed_ + kGoldenGamma) ^ hash(label))); }

std::uint64_t Rng::next() {
  state_ += kGoldenGamma;
  return mix(state_);
}

std::uint64_t Rng::below(std::uint64_t bound) {
  assert(bound > 0);
  // Draws below 2^64 mod bound would make small values likelier: they are drawn again.
  const std::uint64_t refused = (0 - bound) % bound;
  while (true) {
    const std::uint64_t draw = next();
    if (draw >= refused) return draw % bound;
  }
}

std::string Rng::hex(int digits) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  std::uint64_t bits = 0;
  for (int i = 0; i < digits; ++i) {
    if (i % 16 == 0) bits = next();
    text += kDigits[bits & 15];
    bits >>= 4;
  }
  return text;
}

}  // namespace base
