// A pattern of one line: {KIND: {match keys, answered, of, nth}}, said the same way by every check and fault.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/value_matcher.h"
#include "simulator/transcript/entry.h"

namespace sim {

struct LineMatch {
  LineKind kind = LineKind::Note;
  // Member paths of Entry::fields ("event_type", "params.i_account") and what they must be.
  std::vector<std::pair<std::string, base::ValueMatcher>> keys;
  // With it the line is true when its answer is given. The text form may be "2xx" … "5xx" or "nothing".
  std::optional<base::ValueMatcher> answered;
  // Only lines whose Entry::origin is this; resolved from `of: NAME` by the runner.
  std::optional<std::uint64_t> origin;
  std::string origin_name;  // that NAME
  // The n-th such line (from 1); counting is the fold's business, not matches()'.
  std::optional<int> nth;
};

// Which stage of an exchange the pattern speaks of: Answered with `answered`, Ended for an event with `ends`.
Stage stage_of(const LineMatch& match);

// Whether an answer's status is the one demanded: 204 also where "2xx" is. Null: there is none.
bool answer_matches(const base::ValueMatcher& demanded, const base::Json* answered);

// True where `entry` is such a line. Ignores `nth`.
bool matches(const LineMatch& match, const Entry& entry);

struct Mismatch {
  std::string path, expected, actual;
};
// How `entry`, a line of the same kind, differs from the pattern; empty exactly where matches() is true,
// unless kind or stage differ, which is one mismatch of path "kind" or "answered".
std::vector<Mismatch> mismatches(const LineMatch& match, const Entry& entry);

// As a person would write it: "delivery with event_type Subscriber/Updated, answered 200".
std::string describe(const LineMatch& match);

}  // namespace sim
