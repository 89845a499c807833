#include "base/json_mistake.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/ascii.h"
#include "base/json.h"
#include "base/source_text.h"
#include "base/utf8.h"

namespace base {
namespace {

constexpr JsonLimits kLimits{.bytes_max = 64u << 20, .depth_max = 1000};
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::size_t kCharactersShown = 40;

bool is_of_word(char c) {
  return is_alphanumeric(c) || c == '_' || c == '-' || c == '.' || c == '+' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Where the text in quotes begins of which `end` is the last byte; `end` where there is none.
std::size_t begin_of_quoted(std::string_view text, std::size_t end) {
  for (std::size_t at = 0; at < end; ++at) {
    if (text[at] != '"') continue;
    const std::size_t begin = at;
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] == '\\') ++at;
    }
    if (at == end) return begin;
  }
  return end;
}

// What was probably meant by a word without quotes that JSON does not know.
std::string word_meant(const std::string& word) {
  std::string small = word;
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const auto& [said, meant] : {std::pair{" true yes on ", "true"}, std::pair{" false no off ", "false"},
                                    std::pair{" null none nil ~ ", "null"}}) {
    if (std::string_view(said).find(" " + small + " ") != std::string_view::npos)
      return fmt::format("write `{}`, or \"{}\" for the text", meant, word);
  }
  return fmt::format("write \"{}\"", word);
}

// Tells the mistake in plain words, at the whole of what is wrong.
class Mistake {
 public:
  // `at`: the last byte that was read; `cause`: what parse_json() says of it.
  Mistake(std::string_view text, std::size_t at, std::string_view cause)
      : text_(text), at_(std::min(at, text.size())), cause_(cause) {}

  Diagnostic told(const std::string& file) {
    if (!explain_ends() && !explain_text() && !explain_comma()) explain_what_stands_there();
    return {file, SourceText(text_).pos_at(at_), width_, "this is no JSON: " + message_, help_};
  }

 private:
  bool says(std::string_view part) const { return cause_.find(part) != std::string_view::npos; }

  bool explain_ends() {
    const std::size_t first = text_.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return say("nothing stands here", "write `{…}`");
    if (at_ == text_.size()) return say("the text ends before all of its brackets and quotes are closed");
    if (is_of_word(text_[first]) && at_ <= first + 1) {
      at_ = first;
      return say("an object begins with `{`", "write JSON, or give a file of YAML a name that ends in .yaml");
    }
    return false;
  }

  // Within quotes.
  bool explain_text() {
    if (!says("invalid string")) return false;
    if (text_[at_] == '\n' || text_[at_] == '\r')
      return say("a text ends in the line in which it begins", "write `\\n` for a line break in it");
    if (text_[at_] == '\t') return say("a tab in a text", "write `\\t`");
    if (says("backslash"))
      return say("this stands behind no backslash", "write two backslashes for one that is meant as such");
    return say(fmt::format("a text that cannot be read: {}", cause_.substr(cause_.find("invalid string"))));
  }

  bool explain_comma() {
    if ((text_[at_] != ']' && text_[at_] != '}') || at_ == 0) return false;
    const std::size_t before = text_.find_last_not_of(kBlanks, at_ - 1);
    if (before == std::string_view::npos || text_[before] != ',') return false;
    at_ = before;
    return say("a comma stands behind the last item", "leave it out");
  }

  bool explain_what_stands_there() {
    if (text_[at_] == '#' || text_[at_] == '/') return say("a comment stands here", "leave it out");
    if (text_[at_] == '\'') return say("a text stands in double quotes", "write \"…\"");
    const bool is_behind_word =
        says("invalid") && !is_of_word(text_[at_]) && at_ > 0 && is_of_word(text_[at_ - 1]);
    if (is_behind_word) --at_;
    if (is_of_word(text_[at_])) return explain_word();
    if (text_[at_] != '"') return say(fmt::format("`{}` cannot stand here", text_[at_]), what_is_missing());
    const std::size_t end = at_ + 1;
    at_ = begin_of_quoted(text_, at_);
    width_ = static_cast<int>(character_count(text_.substr(at_, end - at_)));
    return say("a text cannot stand here", what_is_missing());
  }

  bool explain_word() {
    while (at_ > 0 && is_of_word(text_[at_ - 1])) --at_;
    std::size_t end = at_;
    while (end < text_.size() && is_of_word(text_[end])) ++end;
    const std::string_view whole = text_.substr(at_, end - at_);
    const std::string word = shortened(whole, kCharactersShown);
    width_ = static_cast<int>(character_count(whole));
    if (says("number overflow")) return say(fmt::format("`{}` is too great a number", word));
    if (says("; expected string literal"))
      return say("the name of a member stands in double quotes", fmt::format("write \"{}\"", word));
    if (parse_json(whole)) return say(fmt::format("`{}` cannot stand here", word), what_is_missing());
    return say(fmt::format("`{}` is neither a number nor `true`, `false` or `null`", word), word_meant(word));
  }

  std::string what_is_missing() const {
    if (says("; expected ':'")) return "is a colon missing before it?";
    if (says("; expected end of input")) return "nothing stands behind the last bracket";
    const bool closes = text_[at_] == ']' || text_[at_] == '}';
    if (says("; expected ']'")) return closes ? "what is open here is closed with `]`" : kCommaMissing;
    if (says("; expected '}'")) return closes ? "what is open here is closed with `}`" : kCommaMissing;
    return text_[at_] == ',' || closes ? "is something missing before it?" : "";
  }

  // Returns true.
  bool say(std::string message, std::string help = "") {
    message_ = std::move(message);
    help_ = std::move(help);
    return true;
  }

  static constexpr const char* kCommaMissing = "is a comma missing before it?";

  std::string_view text_;
  std::size_t at_;
  std::string_view cause_;
  int width_ = 1;
  std::string message_, help_;
};

}  // namespace

std::optional<Diagnostic> json_mistake(const std::string& file, std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::size_t at = 0;
  const auto json = parse_json(text, kLimits, &at);
  if (json || json.error().kind != ErrorKind::Invalid) return std::nullopt;
  return Mistake(text, at, json.error().what).told(file);
}

}  // namespace base
