// Carries out the steps of one scenario against an Installation: acts at once, checks as their lines come. It
// is polled after every piece of work on the loop, so nothing here waits.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "simulator/installation/installation.h"
#include "simulator/scenario/run/check.h"
#include "simulator/scenario/run/result.h"
#include "simulator/scenario/scenario.h"

namespace sim {

class Story {
 public:
  // Borrows both.
  Story(const Scenario& scenario, Installation& installation);
  ~Story();

  // Goes as far as it can; true when it is over: told to the end, or broken.
  bool poll();

  const std::vector<Finding>& findings() const { return findings_; }
  // What held time when a deadline passed; "" where none did.
  const std::string& held_by() const { return held_by_; }
  // The ends of events that the scenario announces by `event: {.., ends: ..}`.
  const std::set<std::uint64_t>& licensed() const { return licensed_; }
  bool is_at_end() const { return next_step_ >= scenario_.steps.size(); }

 private:
  struct Armed;    // a check that is watched on without blocking
  struct Current;  // the step under way, where it blocks

  void feed();
  bool begin(const Step& step);  // true where it is over at once
  bool go_on();                  // the blocking step: true when it is over
  void open_window(std::uint64_t before, const std::string& name, std::uint64_t act);
  std::unique_ptr<Check> make_check(const Checked& what, const Count* count, bool never, const Step& step);
  std::optional<LineMatch> resolve(LinePattern pattern, const Step& step);
  void replay(Check& check) const;
  void begin_check(std::unique_ptr<Check> check, const Step& step, std::chrono::milliseconds within,
                   std::optional<std::chrono::milliseconds> lasts);
  void arm(std::unique_ptr<Check> check, const Step& step, std::optional<std::chrono::milliseconds> lasts,
           std::unique_ptr<Check> until);
  void fail(const Step& step, Finding finding);
  void fail(const Step& step, std::string what, std::string help = "");
  void remember(const Check& check, const Step& step);
  bool settled();
  std::optional<base::Json> lookup(std::string_view name_and_field) const;
  std::vector<std::string> fields_of(std::string_view name) const;
  std::vector<const Entry*> lines_of_act(const std::string& name) const;

  bool begin_change(const ChangeStep& change, const Step& step);
  bool begin_emit(const EmitStep& emit, const Step& step);
  bool begin_call(const CallStep& call, const Step& step);
  bool begin_fault(FaultStep fault, const Step& step);

  const Scenario& scenario_;
  Installation& installation_;
  std::size_t next_step_ = 0;
  std::uint64_t window_ = 0;  // entries above this number belong to the window
  std::uint64_t fed_ = 0;     // entries up to this number have been seen by all checks
  std::unique_ptr<Current> current_;
  std::vector<std::unique_ptr<Armed>> armed_;
  std::optional<DeadlineId> settle_deadline_;
  std::map<std::string, std::uint64_t> acts_;  // name → number of its line
  std::map<std::string, base::Json> named_;    // name → fields
  std::vector<std::unique_ptr<Step>> bound_;   // late steps, read again
  std::set<std::uint64_t> licensed_;
  std::vector<Finding> findings_;
  std::string held_by_;
  bool restarting_ = false;
};

}  // namespace sim
