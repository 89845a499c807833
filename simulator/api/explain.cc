#include "simulator/api/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/diagnostic.h"
#include "simulator/api/answerers.h"
#include "simulator/api/api.h"
#include "simulator/api/described_methods.h"
#include "simulator/api/espf_api.h"
#include "simulator/api/explain_resource.h"
#include "simulator/api/specification/described_answers.h"
#include "simulator/api/v2/resource.h"

namespace sim::api {
namespace {

using Row = Explanation::Row;
using There = Row::There;

std::string meaning_of(const std::string& method) {
  for (const DescribedMethod& described : described_methods()) {
    if (described.name == method) return described.meaning;
  }
  return "";
}

// Of `stub`, which is for the method in this realm.
Row stub_row(const Stub& stub, std::size_t given, const ExplainQuestion& question) {
  const std::string line = fmt::format("{}:{}", stub.file, stub.pos.line);
  Row row{There::Yes, Answerer::Stub,
          stub.name == line ? "one without a name" : fmt::format("\"{}\"", stub.name),
          fmt::format("{}:{}", line, stub.pos.column)};
  if (stub.params) {
    row.what += " for params " + stub.params->describe();
    row.there = !question.params                                                ? There::Depends
                : fits(stub, question.method, question.realm, *question.params) ? There::Yes
                                                                                : There::No;
    if (row.there == There::No) row.what += ", which these do not fit";
  }
  const std::size_t all = stub.answers.size();
  if (stub.then == Stub::Then::Pass && given >= all) {
    row.there = There::No;
    row.what += ", which has given its " + base::counted(all, "answer");
  } else if (stub.then == Stub::Then::Fault && given >= all) {
    row.what += ", which has given its " + base::counted(all, "answer") + ": a fault says so";
  } else if (stub.then == Stub::Then::Again) {
    row.what += fmt::format(", answer {} of {}", given % all + 1, all);
  } else if (all > 1 || stub.then == Stub::Then::Pass) {
    row.what += fmt::format(", answer {} of {}", std::min(given, all - 1) + 1, all);
  }
  return row;
}

void add_stub_rows(const ExplainQuestion& question, const ApiOptions& options,
                   const std::vector<std::size_t>& stub_answers, std::vector<Row>& rows) {
  const std::size_t before = rows.size();
  for (std::size_t index = 0; index < options.stubs.size(); ++index) {
    const Stub& stub = options.stubs[index];
    if (!is_for(stub, question.method, question.realm)) continue;
    rows.push_back(stub_row(stub, index < stub_answers.size() ? stub_answers[index] : 0, question));
  }
  if (rows.size() == before) rows.push_back({There::No, Answerer::Stub, "none for it", ""});
}

std::string realms_words(const std::vector<Realm>& realms) {
  std::string words;
  for (const Realm realm : realms) words += (words.empty() ? "" : ", ") + std::string(realm_word(realm));
  return words;
}

Row model_row(const Answerers& there, const ExplainQuestion& question) {
  if (there.model == nullptr) return {There::No, Answerer::Model, "none: espf does not model it", ""};
  Row row{There::Yes, Answerer::Model,
          fmt::format("in the realm{} {}{}", there.model->realms.size() == 1 ? "" : "s",
                      realms_words(there.model->realms),
                      there.model->is_assumed ? "; its shapes are assumed" : ""),
          ""};
  if (!there.candidates(false).model) {
    row.there = There::No;
    row.what += fmt::format("; not in {}, where your document has it", realm_word(question.realm));
  }
  return row;
}

Row specification_row(const Answerers& there, const ApiOptions& options) {
  if (there.specification != nullptr) {
    const std::size_t examples = there.specification->answers.size();
    return {There::Yes, Answerer::Specification,
            !there.specification->no_answer.empty()                   ? "no answer, for none can be made"
            : there.specification->answer == nullptr && examples == 0 ? "{}: it describes no answer's form"
            : examples == 0                                           ? "an answer made of its schema"
            : examples == 1                                           ? "its example"
                            : fmt::format("one of its {} examples", examples),
            there.specification->place()};
  }
  const bool has_some = options.specifications != nullptr && !options.specifications->empty();
  return {
      There::No, Answerer::Specification,
      has_some ? "your documents do not describe it in this realm" : "no document is given (--openapi FILE)",
      ""};
}

std::string words(const Fault& fault) { return fault.faultcode + ": " + fault.faultstring; }

// Why the call is refused before anyone is asked, as far as it can be told without its session.
std::optional<Fault> refusal(const ExplainQuestion& question, const SpecifiedMethod* held,
                             const Answerers& there, Answerer answers) {
  if (answers == Answerer::Model && !there.realm_may_call_model)
    return not_for_realm(question.method, question.realm);
  if (!question.params) return std::nullopt;
  RequestChecks checks;
  return not_as_described(held, *question.params, checks);
}

// The fault that its answerer answers whatever the world holds.
std::optional<Fault> certain_fault(const ExplainQuestion& question, const Answerers& there,
                                   Answerer answers) {
  if (answers == Answerer::Model && question.params) {
    auto checked = check_parameters(*question.params, there.model->parameters, question.method);
    if (!checked) return std::move(checked.error());
  }
  if (answers != Answerer::Specification) return std::nullopt;
  RequestChecks checks;
  auto wrong =
      question.params ? wrong_parameter(*there.specification, *question.params, checks) : std::nullopt;
  return wrong ? wrong : no_answer(*there.specification);
}

std::size_t first_there(const std::vector<Row>& rows) {
  const auto first =
      std::find_if(rows.begin(), rows.end(), [](const Row& row) { return row.there == There::Yes; });
  return static_cast<std::size_t>(first - rows.begin());
}

// Every name that another call may have, to say which was meant.
std::vector<std::string> other_names(const std::string& method, const ApiOptions& options) {
  std::vector<std::string> names = methods_meant(options);
  for (const std::string& name : v2::resource_methods()) names.push_back(name);
  for (const EspfRoute& route : espf_routes()) names.emplace_back(route.method);
  std::erase(names, method);
  return names;
}

void add_nobody(const ExplainQuestion& question, const ApiOptions& options, const Answerers& there,
                Explanation& made) {
  const bool described_elsewhere = options.specifications != nullptr &&
                                   std::any_of(options.specifications->begin(), options.specifications->end(),
                                               [&](const Specification& document) {
                                                 return document.methods().count(question.method) > 0;
                                               });
  made.is_method =
      there.is_known || described_elsewhere ||
      std::any_of(made.rows.begin(), made.rows.end(), [](const Row& row) { return row.there != There::No; });
  if (there.is_known) {
    made.rows.push_back(
        {There::Yes, Answerer::NotModelled, "a fault: in the list of methods, but nobody answers it", ""});
  } else {
    made.rows.push_back({There::No, Answerer::NotModelled, "not in the list of methods", ""});
    made.rows.push_back({There::Yes, Answerer::Unknown, "a fault that says so", ""});
  }
  made.answers = first_there(made.rows);
  if (made.answers + 1 != made.rows.size()) {
    if (there.is_known) made.rows.back().what = "a fault, were there nobody to answer it";
    return;
  }
  made.advice = words(
      nobody_answers(made.rows.back().answerer, question.method, other_names(question.method, options)));
}

}  // namespace

Explanation explain(const ExplainQuestion& question, const ApiOptions& options,
                    const std::vector<std::size_t>& stub_answers) {
  if (is_resource(question.method)) return explain_resource(question, options);
  Explanation made;
  made.method = question.method;
  made.realm = question.realm;
  const Answerers there = find_answerers(options, question.method, question.realm);
  made.meaning = meaning_of(question.method);
  made.rows.push_back(fault_row());
  add_stub_rows(question, options, stub_answers, made.rows);
  made.rows.push_back(model_row(there, question));
  made.rows.push_back(specification_row(there, options));
  add_nobody(question, options, there, made);
  if (!made.is_method) return made;
  made.asked_as = "POST /rest/" + question.method;
  made.needs = there.needs_session() ? kNeedsSession : kNeedsNoSession;
  const SpecifiedMethod* held = held_to(options, there, question.method, question.realm);
  if (held != nullptr && held->describes_request()) made.held_to = held->place();
  const Answerer answers = made.rows[made.answers].answerer;
  if (const auto refused = refusal(question, held, there, answers)) {
    made.refused = words(*refused);
  } else if (const auto fault = certain_fault(question, there, answers)) {
    made.fault = words(*fault);
  }
  return made;
}

base::Json to_json(const Explanation& explanation) {
  base::Json json;
  const auto add = [](base::Json& to, const char* key, const std::string& text) {
    if (!text.empty()) to[key] = text;
  };
  json["method"] = explanation.method;
  json["realm"] = std::string(realm_word(explanation.realm));
  json["is_method"] = explanation.is_method;
  add(json, "asked_as", explanation.asked_as);
  add(json, "meaning", explanation.meaning);
  add(json, "needs", explanation.needs);
  json["answered_by"] = std::string(
      explanation.refused.empty() ? answered_by(explanation.rows[explanation.answers].answerer) : kRefusal);
  json["rows"] = base::Json::array();
  for (std::size_t index = 0; index < explanation.rows.size(); ++index) {
    const Row& row = explanation.rows[index];
    base::Json each;
    each["number"] = static_cast<int>(row.answerer) + 1;
    each["answered_by"] = std::string(answered_by(row.answerer));
    each["there"] =
        row.there == There::Depends ? base::Json("by params") : base::Json(row.there == There::Yes);
    each["answers"] = index == explanation.answers && explanation.refused.empty();
    if (index == explanation.answers && !explanation.refused.empty()) each["would_answer"] = true;
    add(each, "what", row.what);
    add(each, "place", row.place);
    json["rows"].push_back(std::move(each));
  }
  add(json, "held_to", explanation.held_to);
  add(json, "refused", explanation.refused);
  add(json, "fault", explanation.fault);
  add(json, "advice", explanation.advice);
  return json;
}

}  // namespace sim::api
