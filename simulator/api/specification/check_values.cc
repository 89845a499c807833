#include "simulator/api/specification/check_values.h"

#include <fmt/format.h>

#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/json_example.h"
#include "base/json_schema.h"
#include "simulator/api/specification/schema_judge.h"

namespace sim::api {
namespace {

using base::Json;

constexpr std::size_t kMadeAtOnce = 100;

std::vector<std::string> schemas_of(const std::vector<HeldValue>& values) {
  std::vector<std::string> schemas;
  schemas.reserve(values.size());
  for (const HeldValue& each : values) schemas.push_back(each.schema);
  return schemas;
}

std::string words_of(const base::SchemaViolation& violation) {
  return fmt::format("{}{}expected {}, found {}", violation.path, violation.path.empty() ? "" : ": ",
                     violation.expected, violation.found);
}

class Checking {
 public:
  Checking(const Json& document, Operations& operations, DocumentFindings& findings)
      : document_(document), operations_(operations), findings_(findings) {}

  // One judge does for all where no member goes one way alone.
  void check(const std::vector<HeldValue>& others, bool goes_one_way) {
    std::vector<std::string> of_answers;
    for (const auto& [name, method] : operations_.methods) {
      if (has_json_answer(method)) of_answers.push_back(method.answer_at);
    }
    const std::vector<std::string> of_requests = schemas_of(operations_.requests);
    const std::vector<std::string> of_others = schemas_of(others);
    std::deque<SchemaJudge> judges;
    if (goes_one_way) {
      judges.emplace_back(document_, of_answers, base::SchemaUse::Answer);
      judges.emplace_back(document_, of_requests, base::SchemaUse::Request);
      judges.emplace_back(document_, of_others, base::SchemaUse::Example);
    } else {
      for (const auto* more : {&of_requests, &of_others})
        of_answers.insert(of_answers.end(), more->begin(), more->end());
      judges.emplace_back(document_, of_answers, base::SchemaUse::Plain);
    }
    const SchemaJudge& of_answer = judges.front();
    drop_broken_answers(of_answer);
    tell_broken(judges[judges.size() / 2], operations_.requests,
                "correct it; requests are held to the schema");
    tell_broken(judges.back(), others, "correct it; people and tools are shown it");
    look_for_missing_answers(of_answer);
  }

 private:
  // Returns which are broken.
  std::set<const Json*> tell_broken(const SchemaJudge& judge, const std::vector<HeldValue>& values,
                                    const char* help) {
    std::set<const Json*> found;
    for (const auto& [n, violation] : judge.broken(values)) {
      const HeldValue& value = values[n];
      found.insert(value.value);
      findings_.note(value.at + violation.path, fmt::format("{}: {}", value.what, words_of(violation)), help);
    }
    return found;
  }

  void drop_broken_answers(const SchemaJudge& judge) {
    const auto broken =
        tell_broken(judge, operations_.answers, "it is not used; correct it, or let a stub answer");
    for (auto& [name, method] : operations_.methods) {
      std::erase_if(method.answers,
                    [&](const SpecifiedExample& example) { return broken.count(example.value) > 0; });
      if (has_json_answer(method) && !method.answers.empty())
        look_for_object(method, *method.answers.front().value, method.answer_at);
    }
  }

  // Those without an example are made when they are asked for (DescribedAnswers), in the same way.
  void look_for_missing_answers(const SchemaJudge& judge) {
    std::vector<SpecifiedMethod*> without;
    for (auto& [name, method] : operations_.methods) {
      if (!has_json_answer(method) || !method.answers.empty()) continue;
      without.push_back(&method);
      if (without.size() < kMadeAtOnce) continue;
      make_answers(judge, without);
      without.clear();
    }
    make_answers(judge, without);
  }

  // Of each the first proposal that fits its schema.
  void make_answers(const SchemaJudge& judge, std::vector<SpecifiedMethod*> methods) {
    std::map<SpecifiedMethod*, std::string> why;
    for (std::size_t proposal = 0; proposal < base::kExampleProposals && !methods.empty(); ++proposal) {
      std::deque<Json> made;
      std::vector<HeldValue> values;
      std::vector<SpecifiedMethod*> of_values;
      std::vector<SpecifiedMethod*> without;
      for (SpecifiedMethod* method : methods) {
        method->answer_proposal = proposal;
        if (auto value = base::example_of(*method->answer, document_, proposal)) {
          made.push_back(std::move(*value));
          values.push_back({&made.back(), method->answer_at});
          of_values.push_back(method);
        } else {
          why.emplace(method, "what its schema requires has no end, or is not allowed");
          without.push_back(method);
        }
      }
      const auto broken = judge.broken(values);
      for (std::size_t n = 0; n < values.size(); ++n) {
        const auto violation = broken.find(n);
        if (violation == broken.end()) {
          look_for_object(*of_values[n], made[n], of_values[n]->answer_at);
          continue;
        }
        why.emplace(of_values[n], words_of(violation->second));
        without.push_back(of_values[n]);
      }
      methods = std::move(without);
    }
    for (SpecifiedMethod* method : methods) no_answer(*method, why.at(method));
  }

  void look_for_object(const SpecifiedMethod& method, const Json& answer, const std::string& at) {
    if (answer.is_object()) return;
    findings_.note(at,
                   fmt::format("{} is answered with {}, as it is described", method.name,
                               base::dump(answer).substr(0, 60)),
                   "PortaBilling's methods answer an object");
  }

  void no_answer(SpecifiedMethod& method, std::string why) {
    findings_.note(method.answer_at.substr(1),
                   fmt::format("no answer of {} can be made: {}", method.name, why),
                   "give an example, or let a stub answer");
    method.no_answer = std::move(why);
  }

  const Json& document_;
  Operations& operations_;
  DocumentFindings& findings_;
};

}  // namespace

void check_values(const Json& document, Operations& operations, const std::vector<HeldValue>& others,
                  bool goes_one_way, DocumentFindings& findings) {
  Checking(document, operations, findings).check(others, goes_one_way);
}

}  // namespace sim::api
