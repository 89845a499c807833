#include <fmt/format.h>

#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "simulator/scenario/run/check.h"

namespace sim {
namespace {

std::string such_lines(std::size_t count) {
  return count == 1 ? "there was but one such line" : fmt::format("there were but {} such lines", count);
}

class CountLines final : public Check {
 public:
  CountLines(LineMatch match, Count count, const Transcript& transcript)
      : match_(std::move(match)), count_(count), transcript_(transcript) {}

  void see(const Entry& entry) override {
    if (entry.kind != match_.kind) return;
    candidates_.settle(match_, entry);
    if (matches(match_, entry)) {
      seen_ += 1;
      last_seen_ = entry.number;
      if (match_.nth && seen_ != *match_.nth) return;
      found_.push_back(entry.number);
    } else {
      candidates_.add(match_, entry);
    }
  }

  bool holds() const override { return count() >= count_.at_least && !is_broken(); }
  bool is_broken() const override { return count_.at_most && count() > *count_.at_most; }
  bool must_stay() const override { return count_.at_most.has_value(); }
  const std::vector<std::uint64_t>& found() const override { return found_; }

  Finding explain() const override {
    Finding finding;
    if (is_broken() && *count_.at_most == 0) {
      finding.what = fmt::format("this should never happen and did: {}", describe(match_));
      finding.around = found_.back();
      return finding;
    }
    if (is_broken()) {
      finding.what = fmt::format("{} expected, {} came: {}", expected_words(), count(), describe(match_));
      finding.around = found_.back();
      return finding;
    }
    if (count() == 0) {
      finding.what = fmt::format("expected and did not come: {}", describe(match_));
      if (seen_ > 0) {  // an earlier one than the n-th
        finding.nearest = such_lines(static_cast<std::size_t>(seen_));
        finding.around = last_seen_;
      } else {
        add_nearest(finding, match_, candidates_, transcript_);
      }
      return finding;
    }
    finding.what = fmt::format("{} expected, {} came: {}", expected_words(), count(), describe(match_));
    if (!candidates_.empty()) {
      add_nearest(finding, match_, candidates_, transcript_);
      const bool is_alike =
          finding.differences.size() < match_.keys.size() || match_.answered || match_.origin;
      if (is_alike) return finding;
      finding.differences.clear();  // nothing in common: a line of something else
    }
    finding.around = found_.back();
    if (const Entry* last = transcript_.find(found_.back())) {
      finding.nearest = fmt::format("{}, {}", place_words(*last, transcript_),
                                    count() == 1 ? "the one that came" : "the last one that came");
    }
    return finding;
  }

 private:
  std::string expected_words() const {
    if (!count_.at_most) return fmt::format("at least {}", count_.at_least);
    if (count_.at_least == *count_.at_most) return std::to_string(count_.at_least);
    if (count_.at_least == 0) return fmt::format("at most {}", *count_.at_most);
    return fmt::format("{} to {}", count_.at_least, *count_.at_most);
  }
  int count() const { return static_cast<int>(found_.size()); }

  LineMatch match_;
  Count count_;
  const Transcript& transcript_;
  int seen_ = 0;
  std::uint64_t last_seen_ = 0;
  std::vector<std::uint64_t> found_;
  Candidates candidates_;
};

class FollowOrder final : public Check {
 public:
  FollowOrder(std::vector<LineMatch> lines, const Transcript& transcript)
      : lines_(std::move(lines)), places_(lines_.size()), transcript_(transcript) {}

  void see(const Entry& entry) override {
    if (holds()) return;
    bool news = false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!matches(lines_[i], entry)) continue;
      places_[i].emplace(place_of(entry), entry.number);
      news = true;
    }
    const std::size_t before = found_.size();
    if (news) find_chain();
    if (found_.size() > before) {
      candidates_.clear();
    } else if (entry.kind == lines_[before].kind) {
      candidates_.settle(lines_[before], entry);
      candidates_.add(lines_[before], entry);
    }
  }

  bool holds() const override { return found_.size() == lines_.size(); }
  const std::vector<std::uint64_t>& found() const override { return found_; }

  Finding explain() const override {
    Finding finding;
    const LineMatch& wanted = lines_[found_.size()];
    const auto early = place(found_.size(), 0);
    if (early) {
      finding.what = fmt::format("{} of {} lines came in order; this one began before the one above it: {}",
                                 found_.size(), lines_.size(), describe(wanted));
      finding.around = early->second;
      return finding;
    }
    finding.what = fmt::format("{} of {} lines came in order; this one did not: {}", found_.size(),
                               lines_.size(), describe(wanted));
    if (const auto& places = places_[found_.size()]; !places.empty()) {
      finding.nearest = such_lines(places.size());
      finding.around = places.rbegin()->second;
      return finding;
    }
    add_nearest(finding, wanted, candidates_, transcript_);
    return finding;
  }

 private:
  // An exchange stands where it began, also where its answer decides whether it is the one: whether the
  // Application does its work before or after it answers a delivery, the order is the same.
  static std::uint64_t place_of(const Entry& entry) {
    return entry.stage == Stage::Answered ? entry.exchange : entry.number;
  }

  // The first place of line `i` after `after`; with `nth` the n-th one of all, where it is after it.
  std::optional<std::pair<std::uint64_t, std::uint64_t>> place(std::size_t i, std::uint64_t after) const {
    const auto& places = places_[i];
    if (const auto nth = lines_[i].nth) {
      if (places.size() < static_cast<std::size_t>(*nth)) return std::nullopt;
      const auto it = std::next(places.begin(), *nth - 1);
      return it->first > after ? std::optional(*it) : std::nullopt;
    }
    const auto it = places.upper_bound(after);
    return it == places.end() ? std::nullopt : std::optional(*it);
  }

  // Anew, because an answer may name an exchange that began before those already found.
  void find_chain() {
    found_.clear();
    std::uint64_t after = 0;
    while (!holds()) {
      const auto next = place(found_.size(), after);
      if (!next) return;
      after = next->first;
      found_.push_back(next->second);
    }
  }

  std::vector<LineMatch> lines_;
  std::vector<std::map<std::uint64_t, std::uint64_t>> places_;  // of each line: where it began, its entry
  const Transcript& transcript_;
  std::vector<std::uint64_t> found_;
  Candidates candidates_;
};

class FollowStatuses final : public Check {
 public:
  FollowStatuses(LineMatch match, std::vector<std::string> words, bool exactly, const Transcript& transcript)
      : match_(std::move(match)), words_(std::move(words)), exactly_(exactly), transcript_(transcript) {}

  void see(const Entry& entry) override {
    if (entry.kind != LineKind::Status) return;
    if (!matches(match_, entry)) {
      candidates_.add(match_, entry);
      return;
    }
    const auto status = entry.fields.find("status");
    std::string word = status == entry.fields.end() ? "" : base::text_of(*status);
    found_.push_back(entry.number);
    if (came_.empty() || came_.back() != word) came_.push_back(std::move(word));
  }

  bool holds() const override {
    if (exactly_) return came_ == words_;
    std::size_t next = 0;
    for (const std::string& word : came_) {
      if (next < words_.size() && word == words_[next]) next += 1;
    }
    return next == words_.size();
  }
  bool must_stay() const override { return exactly_; }
  const std::vector<std::uint64_t>& found() const override { return found_; }

  Finding explain() const override {
    Finding finding;
    finding.what =
        fmt::format("statuses {} [{}] expected", exactly_ ? "exactly" : "passing", fmt::join(words_, ", "));
    if (came_.empty()) {
      add_nearest(finding, match_, candidates_, transcript_);
    } else {
      finding.nearest = "the statuses that came differ";
      finding.differences.push_back({"statuses", fmt::format("[{}]", fmt::join(words_, ", ")),
                                     fmt::format("[{}]", fmt::join(came_, ", "))});
      finding.around = found_.back();
    }
    return finding;
  }

 private:
  LineMatch match_;
  std::vector<std::string> words_;
  bool exactly_;
  const Transcript& transcript_;
  std::vector<std::string> came_;  // repeats folded
  std::vector<std::uint64_t> found_;
  Candidates candidates_;
};

}  // namespace

std::unique_ptr<Check> count_lines(LineMatch match, Count count, const Transcript& transcript) {
  return std::make_unique<CountLines>(std::move(match), count, transcript);
}

std::unique_ptr<Check> follow_order(std::vector<LineMatch> lines, const Transcript& transcript) {
  return std::make_unique<FollowOrder>(std::move(lines), transcript);
}

std::unique_ptr<Check> follow_statuses(LineMatch match, std::vector<std::string> words, bool exactly,
                                       const Transcript& transcript) {
  return std::make_unique<FollowStatuses>(std::move(match), std::move(words), exactly, transcript);
}

}  // namespace sim
