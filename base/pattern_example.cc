#include "base/pattern_example.h"

#include <algorithm>
#include <bitset>
#include <cctype>
#include <regex>
#include <string_view>

#include "base/ascii.h"
#include "base/bounded_regex.h"

namespace base {
namespace {

constexpr std::size_t kLengthMax = 4096;
constexpr std::size_t kDepthMax = 50;
constexpr std::size_t kChoicesMax = 8;  // alternatives that are tried of each group
using Characters = std::bitset<128>;

Characters characters(int (*is)(int)) {
  Characters all;
  for (std::size_t c = 0; c < all.size(); ++c) all[c] = is(static_cast<int>(c)) != 0;
  return all;
}

// Makes one text of a pattern that std::regex takes. What it does not understand it passes over: the text is
// held to the pattern in the end.
class Making {
 public:
  // `choice`: which alternative of each group is taken, from 0 on, if there are as many.
  Making(std::string_view pattern, std::size_t choice, std::size_t extra)
      : pattern_(pattern), choice_(choice), extra_(extra) {}

  std::string make() { return alternatives(0); }

 private:
  struct Repeats {
    std::size_t least = 1, most = 1;
  };

  bool at(std::string_view text) const { return pattern_.substr(at_, text.size()) == text; }
  bool ended() const { return at_ >= pattern_.size(); }

  std::string alternatives(std::size_t depth) {
    std::string chosen = sequence(depth);
    for (std::size_t n = 1; !ended() && pattern_[at_] == '|'; ++n) {
      ++at_;
      std::string other = sequence(depth);
      if (n <= choice_) chosen = std::move(other);
    }
    return chosen;
  }

  std::string sequence(std::size_t depth) {
    std::string made;
    while (!ended() && pattern_[at_] != '|' && pattern_[at_] != ')') {
      const std::string part = atom(depth);
      const Repeats repeats = quantifier();
      const std::size_t times = repeats.least + std::min(extra_, repeats.most - repeats.least);
      for (std::size_t n = 0; n < times && made.size() <= kLengthMax; ++n) made += part;
    }
    return made;
  }

  std::string atom(std::size_t depth) {
    const char c = pattern_[at_++];
    if (c == '(') return group(depth);
    if (c == '[') return one_of(character_class());
    if (c == '\\') return escaped();
    if (c == '.') return "a";
    if (c == '^' || c == '$') return "";
    return {c};
  }

  std::string group(std::size_t depth) {
    const bool looks_ahead = at("?=") || at("?!");
    if (at("?:") || looks_ahead) at_ += 2;
    std::string inner = depth < kDepthMax ? alternatives(depth + 1) : "";
    if (!ended()) ++at_;  // the ")"
    return looks_ahead ? "" : inner;
  }

  Repeats quantifier() {
    if (ended()) return {};
    Repeats repeats;
    const char c = pattern_[at_];
    if (c == '*' || c == '+' || c == '?') {
      ++at_;
      repeats = {c == '+' ? std::size_t{1} : 0, c == '?' ? std::size_t{1} : kLengthMax};
    } else if (c == '{') {
      ++at_;
      repeats.least = repeats.most = number();
      if (at(",")) {
        ++at_;
        repeats.most = at("}") ? std::max(kLengthMax, repeats.least) : number();
      }
      at_ = std::min(pattern_.find('}', at_), pattern_.size() - 1) + 1;
    } else {
      return {};
    }
    if (at("?")) ++at_;  // as few as possible
    return repeats;
  }

  std::size_t number() {
    std::size_t value = 0;
    while (!ended() && is_digit(pattern_[at_]))
      value = std::min<std::size_t>(value * 10 + static_cast<std::size_t>(pattern_[at_++] - '0'), 100'000);
    return value;
  }

  // Of \d, \w, \s and their opposites; none for another letter.
  static Characters class_of(char letter) {
    Characters all;
    switch (std::tolower(static_cast<unsigned char>(letter))) {
      case 'd':
        all = characters(std::isdigit);
        break;
      case 'w':
        all = characters(std::isalnum);
        all.set('_');
        break;
      case 's':
        all = characters(std::isspace);
        break;
      default:
        return all;
    }
    return std::isupper(static_cast<unsigned char>(letter)) != 0 ? ~all : all;
  }

  // The character that an escape means; what follows the backslash is passed. "" for \b and \B.
  std::string escaped_character() {
    if (ended()) return "";
    const char c = pattern_[at_++];
    static constexpr std::string_view kLetters = "ntrfv0";
    static constexpr std::string_view kMeant("\n\t\r\f\v\0", 6);
    if (const auto found = kLetters.find(c); found != std::string_view::npos) return {kMeant[found]};
    if (c == 'b' || c == 'B') return "";
    if (c != 'x' && c != 'u') return {c};
    const std::size_t digits = c == 'x' ? 2 : 4;
    const std::string hex(pattern_.substr(at_, digits));
    at_ = std::min(at_ + digits, pattern_.size());
    const unsigned long code = std::strtoul(hex.c_str(), nullptr, 16);
    return code < 128 ? std::string(1, static_cast<char>(code)) : "";
  }

  std::string escaped() {
    if (!ended()) {
      if (const Characters all = class_of(pattern_[at_]); all.any()) {
        ++at_;
        return one_of(all);
      }
    }
    return escaped_character();
  }

  // Behind the "[".
  Characters character_class() {
    const bool is_negated = at("^");
    if (is_negated) ++at_;
    Characters all;
    while (!ended() && pattern_[at_] != ']') add_to_class(all);
    if (!ended()) ++at_;
    return is_negated ? ~all : all;
  }

  void add_to_class(Characters& all) {
    if (at("[:")) return add_named(all);
    if (pattern_[at_] == '\\' && at_ + 1 < pattern_.size()) {
      if (const Characters more = class_of(pattern_[at_ + 1]); more.any()) {
        at_ += 2;
        all |= more;
        return;
      }
    }
    const int first = class_character();
    int last = first;
    if (at("-") && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
      ++at_;
      last = class_character();
    }
    for (int c = std::max(first, 0); c <= last; ++c) all.set(static_cast<std::size_t>(c));
  }

  // -1 for none of ASCII.
  int class_character() {
    std::string text(1, pattern_[at_++]);
    if (text == "\\") text = escaped_character();
    return text.empty() || static_cast<unsigned char>(text[0]) > 127 ? -1 : text[0];
  }

  // [:alpha:] and the like.
  void add_named(Characters& all) {
    struct Named {
      std::string_view name;
      int (*is)(int);
    };
    static constexpr Named kNamed[] = {
        {"alpha", std::isalpha}, {"digit", std::isdigit},   {"alnum", std::isalnum}, {"lower", std::islower},
        {"upper", std::isupper}, {"xdigit", std::isxdigit}, {"space", std::isspace}, {"punct", std::ispunct}};
    const std::size_t end = std::min(pattern_.find(":]", at_), pattern_.size());
    const std::string_view name = pattern_.substr(at_ + 2, end - at_ - 2);
    for (const Named& each : kNamed) {
      if (each.name == name) all |= characters(each.is);
    }
    at_ = std::min(end + 2, pattern_.size());
  }

  // The plainest.
  static std::string one_of(const Characters& all) {
    static constexpr std::string_view kPlain = "a1A0";
    for (const char c : kPlain) {
      if (all[static_cast<std::size_t>(c)]) return {c};
    }
    for (std::size_t c = '!'; c <= '~'; ++c) {
      if (all[c]) return {static_cast<char>(c)};
    }
    if (all[' ']) return " ";
    for (std::size_t c = 1; c < all.size(); ++c) {
      if (all[c]) return {static_cast<char>(c)};
    }
    return "";
  }

  std::string_view pattern_;
  std::size_t choice_;
  std::size_t extra_;
  std::size_t at_ = 0;
};

bool matches(const std::string& text, const SearchRegex& search) {
  return text.size() <= search.text_max && std::regex_search(text, search.regex);
}

}  // namespace

std::optional<std::string> example_of_pattern(const std::string& pattern,
                                              const std::vector<std::string>& likely, std::size_t length_min,
                                              std::size_t length_max) {
  const auto search = compile_search(pattern);
  if (!search) return std::nullopt;
  const std::size_t most = std::min(length_max, kLengthMax);
  for (const std::string& text : likely) {
    if (text.size() >= length_min && text.size() <= most && matches(text, *search)) return text;
  }
  for (std::size_t choice = 0; choice < kChoicesMax; ++choice) {
    std::string before = "\n";
    // How often more than it must a part is repeated.
    for (std::size_t extra = 0; extra < kLengthMax; extra += extra < 256 ? 1 : extra) {
      std::string text = Making(pattern, choice, extra).make();
      if (text == before) break;
      before = text;
      if (text.size() < length_min) text.append(length_min - text.size(), text.empty() ? 'x' : text.back());
      if (text.size() > most) break;
      if (matches(text, *search)) return text;
    }
  }
  return std::nullopt;
}

}  // namespace base
