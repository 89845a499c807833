// What can go wrong on purpose: ordered rules over lines; the first declared that matches decides.
// One file a fault: see answer.h, hold_answer.h … and their table, fault_table.h.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/http.h"
#include "base/result.h"
#include "base/virtual_time.h"
#include "simulator/transcript/line_match.h"

namespace sim {

// What a fault says of one exchange. "Over" is once its `for` or `until` is reached or it is cleared.
struct Pass {};
struct Answer {
  base::HttpResponse with;
};  // in the receiver's place: it sees nothing
struct ReplaceAnswer {
  base::HttpResponse with;
};                      // the receiver does its work; this is what the sender hears
struct LoseRequest {};  // the receiver sees nothing, the sender hears nothing (FIN)
struct LoseAnswer {};   // the receiver does its work; the sender hears nothing (FIN)
struct DelayAnswer {
  base::VirtualDuration by;
};                           // after the work, later
struct HoldAnswer {};        // after the work, when the fault is cleared or over
struct DuplicateRequest {};  // the receiver gets it twice; the sender hears the first answer
struct ExpireSession {};     // the session that the call came with ends before it is looked at
struct Kill {
  std::optional<base::VirtualDuration> restart_after;
};  // the Application dies at its next request
using Verdict = std::variant<Pass, Answer, ReplaceAnswer, LoseRequest, LoseAnswer, DelayAnswer, HoldAnswer,
                             DuplicateRequest, ExpireSession, Kill>;

struct FaultRule {
  std::string name;              // by `as`; "" where none was given
  std::string words;             // as the scenario says it, for reports
  bool targets_process = false;  // {process: application}: `when` triggers it
  LineMatch target;  // requests it is about, where it does not target the process; with `nth` only
                     // the n-th such request since it was armed
  Verdict verdict;   // never Pass
  std::optional<LineMatch> when;  // armed only once this line happened (a process fault: each time it
                                  // happens); with `nth` the n-th since it was declared
  std::optional<int> times;       // how many exchanges it meets; none: no limit ("all")
  std::optional<base::VirtualDuration> lasts;  // `for`: from when it is armed (a process fault: declared)
  std::optional<LineMatch> until;              // ends when this line happened, at or after its arming
};

using FaultId = std::uint64_t;  // from 1

struct FaultEnded {
  FaultId id = 0;
  std::string name;
  std::string words;
};

class FaultRules {
 public:
  // Rules keep the order in which they are declared.
  FaultId declare(FaultRule rule, base::VirtualTime now);
  // Ends the rules of that name; answers they hold are to be released. Returns nothing where all of that name
  // are over already. NotFound, with what was probably meant, where none was ever declared.
  base::Result<std::vector<FaultEnded>> clear(const std::string& name);

  struct Decision {
    FaultId id = 0;  // 0 for Pass
    std::string words;
    Verdict verdict;
    bool is_last = false;  // it is used up now
  };
  // What becomes of the exchange that `request` (a Begun entry, just appended) begins: the first rule that
  // matches, is armed, not used up and not over at `now` decides. Counts `times`. A process fault without
  // `when` meets the Application's next request, with Kill.
  Decision on_request(const Entry& request, base::VirtualTime now);
  // Notes every appended entry for `when` and `until`: a rule is armed for what comes after `entry`. A
  // process fault that it triggers is returned as a Decision with Kill; `until` ends are returned too.
  struct Observed {
    std::vector<Decision> triggered;
    std::vector<FaultEnded> ended;
  };
  Observed observe(const Entry& entry, base::VirtualTime now);

  std::optional<base::VirtualTime> next_due() const;  // the earliest end of a `for`
  // Ends what is over at `now`. To be called before anything else of that instant.
  std::vector<FaultEnded> advance(base::VirtualTime now);
  // False once it is over: cleared, its time or `until` reached, used up. A hold that is used up stays
  // active, for the answers it holds, until it is over otherwise.
  bool is_active(FaultId id) const;

 private:
  struct Active {
    FaultId id = 0;
    FaultRule rule;
    bool armed = false;
    int met = 0;
    int seen = 0;       // requests that matched since it was armed
    int when_seen = 0;  // lines that matched `when`
    int until_seen = 0;
    std::optional<base::VirtualTime> ends_at;
  };
  static bool is_used_up(const Active& fault);
  static bool is_over(const Active& fault, base::VirtualTime now);
  static void arm(Active& fault, base::VirtualTime now);
  // Counts one exchange; returns what it decides.
  static Decision meet(Active& fault);
  // Takes out what is used up and holds nothing.
  void drop_used_up();

  std::vector<Active> active_;
  std::set<std::string> names_;  // of all that was ever declared
  FaultId next_ = 1;
};

}  // namespace sim
