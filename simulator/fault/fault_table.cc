#include "simulator/fault/fault_table.h"

#include <algorithm>

#include "simulator/fault/answer.h"
#include "simulator/fault/delay_answer.h"
#include "simulator/fault/duplicate_request.h"
#include "simulator/fault/expire_session.h"
#include "simulator/fault/hold_answer.h"
#include "simulator/fault/kill.h"
#include "simulator/fault/lose_answer.h"
#include "simulator/fault/lose_request.h"
#include "simulator/fault/replace_answer.h"

namespace sim {
namespace {

bool is_for(const FaultDeed& deed, FaultTarget target) {
  if (!target) return deed.for_process;
  return std::ranges::find(deed.lines, *target) != deed.lines.end();
}

std::vector<std::string> deeds_for(FaultTarget target) {
  std::vector<std::string> names;
  for (const auto& deed : fault_table()) {
    if (is_for(deed, target)) names.emplace_back(deed.name);
  }
  return names;
}

std::string target_words(FaultTarget target) {
  return target ? "a " + std::string(kind_name(*target)) : "the Application's process";
}

}  // namespace

const std::vector<FaultDeed>& fault_table() {
  static const std::vector<FaultDeed> table{
      answer_deed(),       replace_answer_deed(), lose_request_deed(),      lose_answer_deed(),
      delay_answer_deed(), hold_answer_deed(),    duplicate_request_deed(), expire_session_deed(),
      kill_deed(),
  };
  return table;
}

const std::vector<FaultKey>& fault_keys(FaultArgument argument) {
  using Value = FaultKey::Value;
  static const std::vector<FaultKey> none;
  static const std::vector<FaultKey> answer{
      {"status", Value::Status, true, "The status code, 200 … 599."},
      {"body", Value::Body, false, "The body: text as it is written; a map or a list goes as JSON."},
      {"headers", Value::Headers, false, "Header fields: name → text."}};
  static const std::vector<FaultKey> restart{
      {"restart_after", Value::Duration, false, "After how long the process is started again."}};
  if (argument == FaultArgument::Answer) return answer;
  return argument == FaultArgument::RestartAfter ? restart : none;
}

std::string_view word(FaultArgument argument) {
  switch (argument) {
    case FaultArgument::None:
    case FaultArgument::RestartAfter:
      return "nothing";
    case FaultArgument::Answer:
      return "a status";
    case FaultArgument::Duration:
      return "a duration";
  }
  return "";
}

const FaultDeed* find_fault_deed(std::string_view name) {
  const auto found = std::ranges::find(fault_table(), name, &FaultDeed::name);
  return found == fault_table().end() ? nullptr : &*found;
}

std::optional<Verdict> read_fault_deed(const base::Node& deed, FaultTarget target, base::Findings& findings) {
  std::string name;
  base::Node word = deed;
  const base::Node* argument = nullptr;
  if (deed.is_scalar()) {
    name = deed.text;
  } else if (deed.is_map() && deed.members.size() == 1) {
    const auto& member = deed.members.front();
    name = member.key;
    argument = &member.value;
    word = base::Node{};
    word.kind = base::Node::Kind::Scalar;
    word.pos = member.pos;
    word.width = member.width;
    word.text = name;
  } else {
    findings.add(deed, "a fault does one thing: a word, or a word with its argument",
                 "write `do: lose_answer` or `do: {answer: 503}`");
    return std::nullopt;
  }

  const auto names = deeds_for(target);
  const auto* row = find_fault_deed(name);
  if (row == nullptr) {
    findings.add(word, "`" + name + "` is nothing that a fault does", base::suggestion(name, names));
    return std::nullopt;
  }
  if (!is_for(*row, target)) {
    std::string help = "one of:";
    for (const auto& other : names) help += (help.back() == ':' ? " `" : ", `") + other + "`";
    findings.add(word, "`" + name + "` cannot happen to " + target_words(target), help);
    return std::nullopt;
  }
  return row->read(word, argument, findings);
}

}  // namespace sim
