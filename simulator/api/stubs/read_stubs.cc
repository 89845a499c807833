#include "simulator/api/stubs/read_stubs.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "base/diagnostic_order.h"
#include "base/json_mistake.h"
#include "base/json_schema.h"
#include "base/source_text.h"
#include "simulator/api/api.h"
#include "simulator/api/stubs/asked_params.h"
#include "simulator/api/stubs/declared_map.h"
#include "simulator/api/stubs/described_params.h"
#include "simulator/api/stubs/misfits.h"
#include "simulator/api/stubs/read_answer.h"
#include "simulator/api/stubs/template.h"
#include "simulator/api/stubs/unreachable.h"

namespace sim::api {
namespace {

constexpr std::size_t kStubsMax = 10'000;
constexpr std::size_t kAnswersMax = 10'000;
constexpr std::size_t kMethodsNamed = 3;

std::string service_of(const std::string& method) { return method.substr(0, method.find('/')); }

// "a/b"
bool looks_like_method(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && slash > 0 && slash + 1 < text.size() &&
         text.find('/', slash + 1) == std::string_view::npos &&
         text.find_first_of(" \t<>{}") == std::string_view::npos;
}

// Calls `check` for each text that a VALUE compares as written.
template <class Check>
void for_each_word(const base::Node& value, const Check& check) {
  if (value.is_scalar()) check(value);
  if (const base::Node* is = value.find("is"); is != nullptr && is->is_scalar()) check(*is);
  if (const base::Node* any_of = value.find("any_of")) {
    for (const base::Node& item : any_of->items) for_each_word(item, check);
  }
}

bool matches_text(const base::ValueMatcher& matcher, const std::string& text) {
  const base::Json value(text);
  return matcher.matches(&value);
}

// The objects that params speak of, with null for every value.
base::Json shape_of(const base::Node& params) {
  base::Json shape;
  if (!params.is_map() || base::is_value_form(params)) return shape;
  shape = base::Json::object();
  for (const base::Member& member : params.members) shape[member.key] = shape_of(member.value);
  return shape;
}

class StubReader {
 public:
  StubReader(const StubContext& context, base::Findings& findings)
      : context_(context), findings_(findings), methods_(known_methods()) {
    const auto theirs = methods_of(context.documents.get());
    methods_.insert(methods_.end(), theirs.begin(), theirs.end());
    std::sort(methods_.begin(), methods_.end());
    methods_.erase(std::unique(methods_.begin(), methods_.end()), methods_.end());
    std::set<std::string> services;
    for (const std::string& method : methods_) services.insert(service_of(method));
    services_.assign(services.begin(), services.end());
  }

  struct StubRead {
    Stub stub;
    bool is_right = false;     // false where it has a mistake
    bool takes_known = false;  // which calls it takes is known all the same
  };

  StubRead read(const base::Node& node) {
    const std::size_t before = findings_.size();
    Stub stub;
    stub.file = findings_.file();
    stub.pos = node.pos;
    stub.name = fmt::format("{}:{}", stub.file, node.pos.line);
    const CallsAsked calls = read_keys(node, stub);
    if (node.is_map()) check_whole(node);
    const bool has_reach = calls.are_known && (calls.method || calls.service) && set_reach(node, calls, stub);
    if (has_reach) {
      note_models(node, stub);
      note_parameters(node, stub);
      note_templates(node, stub);
      note_misfits(node, stub);
    }
    return {std::move(stub), findings_.size() == before, has_reach && calls.rest_is_known};
  }

 private:
  struct CallsAsked {
    std::optional<base::ValueMatcher> method, service, realm;
    bool unlisted = false;
    bool are_known = true;      // false where one of these has a mistake
    bool rest_is_known = true;  // likewise of what else decides which calls the stub takes
  };

  // Reads with `read`; a mistake makes `is_known` false.
  template <class Read>
  std::function<void(const base::Node&)> watched(bool& is_known, Read read) {
    return [this, &is_known, read](const base::Node& value) {
      const std::size_t before = findings_.size();
      read(value);
      if (findings_.size() > before) is_known = false;
    };
  }

  CallsAsked read_keys(const base::Node& node, Stub& stub) {
    using base::Node;
    CallsAsked calls;
    if (const Node* said = node.find("unlisted")) calls.unlisted = said->text == "true";
    const auto of_calls = [&](auto read) { return watched(calls.are_known, read); };
    DeclaredMap reader("a stub", stub_keys(), findings_);
    reader.on("name", [&](const Node& value) { read_name(value, stub); });
    reader.on("method",
              of_calls([&](const Node& value) { calls.method = read_method(value, calls.unlisted); }));
    reader.on("service",
              of_calls([&](const Node& value) { calls.service = read_words(value, services_, "service"); }));
    reader.on("realm",
              of_calls([&](const Node& value) { calls.realm = read_words(value, realm_words(), "realm"); }));
    reader.on("params", watched(calls.rest_is_known, [&](const Node& value) { read_params(value, stub); }));
    reader.on("unlisted", of_calls([&](const Node& value) { base::read_bool(value, findings_); }));
    reader.on("answer", [&](const Node& value) { read_answer(value, node, stub); });
    reader.on("answers", [&](const Node& value) { read_answers(value, node, stub); });
    reader.on("then", watched(calls.rest_is_known, [&](const Node& value) { read_then(value, stub); }));
    if (!reader.read(node)) calls.rest_is_known = false;
    for (const base::Member& member : node.members) {
      const std::string meant = base::nearest(member.key, {"method", "service", "realm", "unlisted"});
      if (!meant.empty() && meant != member.key) calls.are_known = false;
    }
    return calls;
  }

  void read_name(const base::Node& value, Stub& stub) {
    const auto name = base::read_text(value, findings_);
    if (!name) return;
    if (name->empty() || name->size() > 100) return findings_.add(value, "a name has 1 to 100 characters");
    stub.name = *name;
    if (!names_.insert(*name).second) {
      findings_.add(value, fmt::format("the name `{}` is given twice", *name), "choose another");
    }
  }

  std::optional<base::ValueMatcher> read_method(const base::Node& value, bool unlisted) {
    for_each_word(value, [&](const base::Node& word) {
      const bool known = std::binary_search(methods_.begin(), methods_.end(), word.text);
      if (unlisted && known) {
        findings_.add(word, fmt::format("`{}` is listed", word.text), "leave `unlisted` out");
      } else if (word.text.starts_with("v2/")) {
        findings_.add(word, "stubs are for methods, and this is API 2.0", "a fault can answer in its place");
      } else if (!known && !looks_like_method(word.text)) {
        const std::string near = nearest_method(word.text, methods_);
        findings_.add(
            word, fmt::format("`{}` is not a method", word.text),
            near.empty() ? "write `Service/method`, as in the URL" : fmt::format("did you mean `{}`?", near));
      } else if (!known && !unlisted) {
        const std::string near = nearest_method(word.text, methods_);
        findings_.add(
            word, fmt::format("`{}` is not a method of PortaBilling", word.text),
            near.empty()
                ? "if a newer release has it, add `unlisted: true`"
                : fmt::format("did you mean `{}`? If a newer release has it, add `unlisted: true`", near));
      }
    });
    return base::ValueMatcher::read(value, findings_);
  }

  std::optional<base::ValueMatcher> read_words(const base::Node& value, const std::vector<std::string>& words,
                                               const char* what) {
    for_each_word(value, [&](const base::Node& word) {
      if (std::find(words.begin(), words.end(), word.text) != words.end()) return;
      findings_.add(word, fmt::format("`{}` is no {} of PortaBilling", word.text, what),
                    base::suggestion(word.text, words));
    });
    return base::ValueMatcher::read(value, findings_);
  }

  void read_params(const base::Node& value, Stub& stub) {
    if (!value.is_map()) {
      findings_.add(value, fmt::format("`params` must be a map, not {}", base::kind_name(value.kind)),
                    "write `params: {i_account: 1001}`");
      return;
    }
    check_fits_a_map(value, findings_);
    stub.params = base::ValueMatcher::read(value, findings_);
  }

  void read_answer(const base::Node& value, const base::Node& stub_node, Stub& stub) {
    const base::Node* params = stub_node.find("params");
    if (params != nullptr && !may_fit_a_map(*params)) params = nullptr;  // which is told
    auto answer = read_stub_answer(value, params, context_, findings_);
    if (answer) stub.answers.push_back(*std::move(answer));
  }

  void read_answers(const base::Node& value, const base::Node& stub_node, Stub& stub) {
    base::read_list(value, findings_, [&](const base::Node& item) { read_answer(item, stub_node, stub); });
    if (!value.is_sequence()) return;
    if (value.items.empty()) findings_.add(value, "`answers` is empty", "write `answers: [{body: {…}}]`");
    if (value.items.size() > kAnswersMax)
      findings_.add(value, fmt::format("more than {} answers", kAnswersMax));
  }

  void read_then(const base::Node& value, Stub& stub) {
    std::vector<std::string> words;
    for (const std::string_view each : stub_key(stub_keys(), "then").words) words.emplace_back(each);
    const auto word = base::read_word(value, words, findings_);
    if (word == "again") stub.then = Stub::Then::Again;
    if (word == "fault") stub.then = Stub::Then::Fault;
    if (word == "pass") stub.then = Stub::Then::Pass;
  }

  // Misspelt too, which is told as an unknown key.
  static bool is_said(const base::Node& node, const std::string& key) {
    return std::any_of(node.members.begin(), node.members.end(), [&](const base::Member& member) {
      return member.key == key || base::nearest(member.key, {key}) == key;
    });
  }

  void check_whole(const base::Node& node) {
    const base::Node* answer = node.find("answer");
    const base::Node* answers = node.find("answers");
    if (!is_said(node, "method") && !is_said(node, "service")) {
      findings_.add(node, "which calls is this stub for?", "add `method: Service/method` or `service: …`");
    }
    if (!is_said(node, "answer") && !is_said(node, "answers")) {
      findings_.add(node, "what does this stub answer?", "add `answer: {body: {…}}`");
    } else if (answer != nullptr && answers != nullptr) {
      findings_.add(*answers, "`answer` and `answers` are two ways to say one thing",
                    "leave one of them out");
    }
    const base::Node* then = node.find("then");
    if (then != nullptr && answers == nullptr) {
      findings_.add(*then, "`then` goes with `answers`: a single `answer` stays", "write `answers: [{…}]`");
    }
  }

  // The methods that the stub may be for, sorted.
  std::vector<std::string> candidates(const std::optional<base::ValueMatcher>& method, const base::Node& node,
                                      bool unlisted) const {
    if (method && method->is_plain()) return {method->text()};
    std::vector<std::string> all = methods_;
    if (!unlisted || !method) return all;
    for_each_word(*node.find("method"), [&](const base::Node& word) { all.push_back(word.text); });
    std::sort(all.begin(), all.end());
    return all;
  }

  // False where no call is left, which is a finding.
  bool set_reach(const base::Node& node, const CallsAsked& calls, Stub& stub) {
    for (const std::string& each : candidates(calls.method, node, calls.unlisted)) {
      if (calls.method && !matches_text(*calls.method, each)) continue;
      if (calls.service && !matches_text(*calls.service, service_of(each))) continue;
      stub.methods.push_back(each);
    }
    for (const Realm each : all_realms()) {
      if (!calls.realm || matches_text(*calls.realm, std::string(realm_word(each))))
        stub.realms.push_back(each);
    }
    const base::Node* said = node.find("method") != nullptr ? node.find("method") : node.find("service");
    if (stub.methods.empty())
      findings_.add(*said, "no method of PortaBilling fits this", help_for_none(*said));
    if (stub.realms.empty()) {
      const base::Node& realm = *node.find("realm");
      findings_.add(realm, "no realm fits this", help_for_none(realm));
    }
    return !stub.methods.empty() && !stub.realms.empty();
  }

  // A list is a value that is a list, which no word is.
  static std::string help_for_none(const base::Node& said) {
    if (said.is_sequence()) return "write `{any_of: […]}` where any of them will do";
    if (said.find("matches") != nullptr) return "a pattern must fit the whole word, in its capitals too";
    return "the words must fit together: `method` and `service`, and what each of them says";
  }

  void note_models(const base::Node& node, const Stub& stub) {
    const std::vector<std::string> modelled = modelled_methods();
    std::vector<std::string> hidden;
    std::set_intersection(stub.methods.begin(), stub.methods.end(), modelled.begin(), modelled.end(),
                          std::back_inserter(hidden));
    if (hidden.empty()) return;
    std::string named;
    for (std::size_t n = 0; n < std::min(hidden.size(), kMethodsNamed); ++n)
      named += fmt::format("{}`{}`", n == 0 ? "" : ", ", hidden[n]);
    if (hidden.size() > kMethodsNamed) named += fmt::format(" and {} more", hidden.size() - kMethodsNamed);
    const base::Node& said = *(node.find("method") != nullptr ? node.find("method") : node.find("service"));
    findings_.note(said, fmt::format("this stub answers in place of the model of {}", named));
  }

  const std::vector<Specification>* documents() const { return context_.documents.get(); }

  std::vector<base::UndescribedMember> misspelt(const base::Json& params, const Stub& stub) const {
    return misspelt_params(documents(), stub.methods.front(), stub.realms, params);
  }

  void note_parameters(const base::Node& node, const Stub& stub) {
    const base::Node* params = node.find("params");
    if (params == nullptr || stub.methods.size() != 1) return;
    note_misspelt_members(stub.methods.front(), misspelt(shape_of(*params), stub), *params, findings_);
  }

  // Of `<params.i_acount>` in its answers.
  void note_templates(const base::Node& node, const Stub& stub) {
    if (stub.methods.size() != 1) return;
    for (const char* key : {"answer", "answers"}) {
      const base::Node* answers = node.find(key);
      if (answers == nullptr) continue;
      for (const ParameterNamed& named : parameters_named(*answers)) {
        for (const auto& each : misspelt(shape_of_path(named.path), stub))
          note_misspelt(stub.methods.front(), each, named.where->pos, named.where->width, findings_);
        const auto never = misfits_everywhere(params_that_have(named.path), stub);
        if (!never.empty())
          findings_.note(*named.where,
                         fmt::format("{}, so there is no `params.{}`", never.front().described, named.path));
      }
    }
  }

  // {"a": {"b": null}} of "a.b"; parts of a list are passed over.
  static base::Json shape_of_path(std::string_view path) {
    const auto [name, rest] = cut_at_dot(path);
    if (name.empty() || index_of(name)) return nullptr;
    return {{std::string(name), shape_of_path(rest)}};
  }

  // Maps and lists down to "a.0.b".
  static base::Node params_that_have(std::string_view path) {
    base::Node node;
    if (path.empty()) return node;
    const auto [name, rest] = cut_at_dot(path);
    if (index_of(name)) {
      node.kind = base::Node::Kind::Sequence;
    } else {
      node.kind = base::Node::Kind::Map;
      node.members.push_back({.key = std::string(name), .pos = {}, .value = params_that_have(rest)});
    }
    return node;
  }

  void note_misfits(const base::Node& node, const Stub& stub) {
    const base::Node* params = node.find("params");
    if (params == nullptr || stub.methods.size() != 1) return;
    for (const Misfit& each : misfits_everywhere(*params, stub))
      findings_.note(each.pos, each.width,
                     fmt::format("{}; {} never fits a call as described", each.described, each.what));
  }

  // In every realm that describes the method.
  std::vector<Misfit> misfits_everywhere(const base::Node& params, const Stub& stub) const {
    std::optional<std::vector<Misfit>> all;
    for (const Realm realm : stub.realms) {
      const SpecifiedMethod* method = find_described(documents(), stub.methods.front(), realm);
      if (method == nullptr) continue;
      const std::vector<Misfit> here = misfits(params, *method);
      if (!all) all = here;
      std::erase_if(*all, [&](const Misfit& each) {
        return std::none_of(here.begin(), here.end(),
                            [&](const Misfit& other) { return other.pos == each.pos; });
      });
      if (all->empty()) break;
    }
    return all.value_or(std::vector<Misfit>());
  }

  const StubContext& context_;
  base::Findings& findings_;
  std::vector<std::string> methods_;
  std::vector<std::string> services_;
  std::set<std::string> names_;
};

// Of four hexadecimal digits at `at`; 0 where there are none.
char32_t code_unit_at(std::string_view text, std::size_t at) {
  std::uint32_t unit = 0;
  if (at + 4 > text.size()) return 0;
  const char* begin = text.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + 4, unit, 16);
  return error == std::errc() && end == begin + 4 ? unit : 0;
}

// JSON writes a character beyond U+FFFF as two escapes, which YAML does not know.
std::string with_long_escapes(std::string_view json) {
  std::string text;
  for (std::size_t at = 0; at < json.size(); ++at) {
    text += json[at];
    if (json[at] != '\\' || at + 1 >= json.size()) continue;
    const char32_t high = json[at + 1] == 'u' ? code_unit_at(json, at + 2) : 0;
    if (high < 0xD800 || high > 0xDBFF) {
      text += json[++at];
      continue;
    }
    const char32_t low = code_unit_at(json, at + 8);  // a text that is JSON has both
    text += fmt::format("U{:08X}",
                        static_cast<std::uint32_t>(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)));
    at += 11;
  }
  return text;
}

// Reads JSON as the YAML that it is, but for the tabs between its values and some escapes.
base::DocumentRead read_json_document(const std::string& path, std::string text) {
  auto mistake = base::json_mistake(path, text);
  if (!mistake) {
    std::replace(text.begin(), text.end(), '\t', ' ');
    text = with_long_escapes(text);
  }
  base::DocumentRead read = base::read_document(path, std::move(text));
  if (!mistake) return read;
  const std::string& whole = read.document.text;
  const bool is_at_end = mistake->pos == base::SourceText(whole).pos_at(whole.size());
  const bool is_told = std::any_of(read.mistakes.begin(), read.mistakes.end(), [&](const auto& each) {
    return is_at_end || each.pos.line == mistake->pos.line;
  });
  if (!is_told) read.mistakes.push_back(*std::move(mistake));
  return read;
}

}  // namespace

std::vector<Stub> read_stubs(const base::Node& list, const StubContext& context, base::Findings& findings) {
  std::vector<Stub> stubs;
  if (list.is_sequence() && list.items.size() > kStubsMax) {
    findings.add(list, fmt::format("more than {} stubs", kStubsMax));
    return stubs;
  }
  StubReader reader(context, findings);
  std::set<std::size_t> wrong;  // by index
  base::read_list(list, findings, [&](const base::Node& node) {
    auto read = reader.read(node);
    if (!read.is_right && !read.takes_known) return;
    if (!read.is_right) wrong.insert(stubs.size());
    stubs.push_back(std::move(read.stub));
  });
  find_unreachable(stubs, findings);
  std::for_each(wrong.rbegin(), wrong.rend(),
                [&](std::size_t index) { stubs.erase(stubs.begin() + static_cast<std::ptrdiff_t>(index)); });
  return stubs;
}

StubFileRead read_stub_file(const std::string& path, const StubContext& context) {
  StubFileRead read;
  const auto text = context.read(path);
  if (!text) {
    read.missing = text.error().what;
    return read;
  }
  read.text = *text;
  const base::DocumentRead document =
      path.ends_with(".json") ? read_json_document(path, *text) : base::read_document(path, *text);
  base::Findings findings(path);
  findings.set_left_out(document.document);
  base::MapReader reader("a file of stubs", findings);
  reader.required("stubs", [&](const base::Node& list) { read.stubs = read_stubs(list, context, findings); });
  reader.read(document.document.root);
  read.mistakes = base::with_found(document.mistakes, findings.all());
  base::sort_by_place(read.mistakes);
  read.notes = findings.notes();
  return read;
}

}  // namespace sim::api
