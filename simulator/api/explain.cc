#include "simulator/api/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/diagnostic.h"
#include "simulator/api/answerers.h"
#include "simulator/api/api.h"
#include "simulator/api/described_methods.h"
#include "simulator/api/espf_api.h"
#include "simulator/api/v2/resource.h"

namespace sim::api {
namespace {

using Row = Explanation::Row;
using There = Row::There;

constexpr std::string_view kEspf = "espf/";
constexpr const char* kSession = "a session";
constexpr const char* kNoSession = "no session";

Row fault_row() { return {There::No, Answerer::Fault, "none; only a scenario declares faults", ""}; }

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
            examples == 0   ? "an answer made of its schema"
            : examples == 1 ? "its example"
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
std::optional<Fault> refusal(const ExplainQuestion& question, const ApiOptions& options,
                             const Answerers& there, Answerer answers) {
  if (answers == Answerer::Model && !there.realm_may_call_model)
    return not_for_realm(question.method, question.realm);
  if (!question.params) return std::nullopt;
  RequestChecks checks;
  return not_as_described(options, there, question.method, question.realm, *question.params, checks);
}

// The fault that its answerer answers whatever the world holds.
std::optional<Fault> certain_fault(const ExplainQuestion& question, const Answerers& there,
                                   Answerer answers) {
  if (!question.params) return std::nullopt;
  if (answers == Answerer::Model) {
    auto checked = check_parameters(*question.params, there.model->parameters, question.method);
    if (!checked) return std::move(checked.error());
  }
  if (answers != Answerer::Specification) return std::nullopt;
  RequestChecks checks;
  return wrong_parameter(*there.specification, *question.params, checks);
}

std::size_t first_there(const std::vector<Row>& rows) {
  const auto first =
      std::find_if(rows.begin(), rows.end(), [](const Row& row) { return row.there == There::Yes; });
  return static_cast<std::size_t>(first - rows.begin());
}

// Every name that another call may have, to say which was meant.
std::vector<std::string> other_names(const std::string& method, const ApiOptions& options) {
  std::vector<std::string> names = known_methods();
  for (const std::string& name : v2::resource_methods()) names.push_back(name);
  for (const EspfRoute& route : espf_routes()) names.emplace_back(route.method);
  for (std::string& name : methods_of(options.specifications.get())) names.push_back(std::move(name));
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
    made.rows.push_back({There::Yes, Answerer::Unknown, "a fault: not in the list of methods", ""});
  }
  if (made.answers + 1 != made.rows.size()) return;
  made.advice = words(
      nobody_answers(made.rows.back().answerer, question.method, other_names(question.method, options)));
}

// /espf/v1 and /api/v2: espf's own alone answers.
Explanation explain_resource(const ExplainQuestion& question, Explanation made) {
  const auto add_model = [&](const std::string& what) {
    made.is_method = true;
    made.rows = {fault_row(),
                 {There::No, Answerer::Stub, "none: stubs are for methods of /rest", ""},
                 {There::Yes, Answerer::Model, what, ""}};
    made.answers = 2;
  };
  if (question.method.starts_with(kEspf)) {
    for (const EspfRoute& route : espf_routes()) {
      if (route.method != question.method) continue;
      made.asked_as +=
          fmt::format("{}{} /espf/v1{}", made.asked_as.empty() ? "" : " or ", route.verb, route.path);
    }
    made.needs = "Basic or Bearer authorization";
    add_model("the ESPF API");
    if (question.realm != Realm::Admin)
      made.refused = "404: the ESPF API stands on the port of the realm admin";
    return made;
  }
  std::string path = question.method;
  if (path.ends_with("/id")) path.replace(path.size() - 2, 2, "{id}");
  const bool is_login = question.method == v2::kLoginMethod;
  made.needs = is_login ? kNoSession : kSession;
  made.asked_as = fmt::format("{} /api/{}", is_login ? "POST" : "GET", path);
  add_model("API 2.0; its shapes are assumed");
  if (!is_login && !v2::may_read(question.realm))
    made.fault = fmt::format("403: API 2.0 is not for the realm {}", realm_word(question.realm));
  return made;
}

bool is_resource(const std::string& method) {
  const auto resources = v2::resource_methods();
  const auto& routes = espf_routes();
  return std::find(resources.begin(), resources.end(), method) != resources.end() ||
         std::any_of(routes.begin(), routes.end(),
                     [&](const EspfRoute& route) { return route.method == method; });
}

}  // namespace

std::string method_meant(std::string_view text) {
  if (text.starts_with("/")) text.remove_prefix(1);
  if (text.starts_with("rest/")) text.remove_prefix(5);
  if (text.starts_with("api/v2/")) text.remove_prefix(4);
  return std::string(text);
}

Explanation explain(const ExplainQuestion& question, const ApiOptions& options,
                    const std::vector<std::size_t>& stub_answers) {
  Explanation made;
  made.method = question.method;
  made.realm = question.realm;
  if (is_resource(question.method)) return explain_resource(question, std::move(made));

  const Answerers there = find_answerers(options, question.method, question.realm);
  made.meaning = meaning_of(question.method);
  made.rows.push_back(fault_row());
  add_stub_rows(question, options, stub_answers, made.rows);
  made.rows.push_back(model_row(there, question));
  made.rows.push_back(specification_row(there, options));
  made.answers = first_there(made.rows);
  add_nobody(question, options, there, made);
  if (!made.is_method) return made;
  made.asked_as = "POST /rest/" + question.method;
  made.needs = there.needs_session() ? kSession : kNoSession;
  if (options.strict) {
    if (const SpecifiedMethod* by = held_to(there, question.method, question.realm))
      made.held_to = by->place();
  }
  const Answerer answers = made.rows[made.answers].answerer;
  if (const auto refused = refusal(question, options, there, answers)) {
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
    each["answers"] = index == explanation.answers;
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
