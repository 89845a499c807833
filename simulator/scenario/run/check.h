// What a scenario demands, as folds over the transcript's lines: each entry of the window is seen once, in
// order.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "simulator/installation/installation.h"
#include "simulator/scenario/run/result.h"
#include "simulator/scenario/scenario.h"

namespace sim {

class Check {
 public:
  virtual ~Check() = default;

  // Called for each entry of its window, once, in order.
  virtual void see(const Entry& entry) = 0;
  // Asked after every batch of entries: what is demanded has come.
  virtual bool holds() const = 0;
  // It can hold no more: too many, or what should never be.
  virtual bool is_broken() const { return false; }
  // An upper count or the like: it must be watched on after it held, until its window closes.
  virtual bool must_stay() const { return false; }
  // What is missing or too much, the nearest thing that did happen, and where in the transcript. The place
  // in the scenario is the caller's to add.
  virtual Finding explain() const = 0;
  // The lines that it found.
  virtual const std::vector<std::uint64_t>& found() const;
};

// Counts lines. For `never` the count is {0, 0}. Borrows `transcript`.
std::unique_ptr<Check> count_lines(LineMatch match, Count count, const Transcript& transcript);
// An external system's record, as it is; `never` demands that it never is so, from the window's first line
// on. Borrows `installation`.
std::unique_ptr<Check> watch_record(RecordCheck record, bool never, const Installation& installation);
// The statuses of an account, in their order, repeats folded.
std::unique_ptr<Check> follow_statuses(LineMatch match, std::vector<std::string> words, bool exactly,
                                       const Transcript& transcript);
// Lines that begin one after the other; others may stand between. An exchange stands where its request
// does, also where the answer decides whether it is the one.
std::unique_ptr<Check> follow_order(std::vector<LineMatch> lines, const Transcript& transcript);

// Lines that were none of those looked for: the last ones, for the nearest miss. Where an answer is looked
// for, requests count too, as long as they have none.
class Candidates {
 public:
  // A request is none once the answer that is looked for has come. To be called for each line of the kind,
  // whether it is one of those looked for or not.
  void settle(const LineMatch& wanted, const Entry& entry) {
    if (entry.stage != Stage::Begun && entry.stage == stage_of(wanted)) std::erase(numbers_, entry.exchange);
  }
  void add(const LineMatch& wanted, const Entry& entry) {
    if (entry.stage != stage_of(wanted) && entry.stage != Stage::Begun) return;
    if (numbers_.size() == kKept) numbers_.pop_front();
    numbers_.push_back(entry.number);
  }
  void clear() { numbers_.clear(); }
  bool empty() const { return numbers_.empty(); }
  const std::deque<std::uint64_t>& numbers() const { return numbers_; }

 private:
  static constexpr std::size_t kKept = 200;
  std::deque<std::uint64_t> numbers_;
};

// Puts the candidate that comes nearest to the pattern into `finding`; of equally near ones the last.
void add_nearest(Finding& finding, const LineMatch& match, const Candidates& candidates,
                 const Transcript& transcript);
// "delivery at 10ms: Subscriber/Updated": a line as findings name it.
std::string place_words(const Entry& entry, const Transcript& transcript);

}  // namespace sim
