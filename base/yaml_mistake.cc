#include "base/yaml_mistake.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "base/yaml_words.h"

namespace base {
namespace {

namespace msg = YAML::ErrorMsg;

struct Mistake {
  std::size_t offset = 0;
  std::size_t bytes = 1;
  std::string message;
  std::string help;
};

class Reader {
 public:
  Reader(const YAML::Exception& error, const YamlTree& tree, SourceText& source)
      : error_(error.msg),
        offset_(std::min(offset_of(error.mark), source.text().size())),
        tree_(tree),
        source_(source) {}

  Mistake read() {
    if (const auto tab = tab_in_indentation()) {
      return {*tab, 1, "a tab in the indentation", "indent with blanks"};
    }
    if (is(msg::END_OF_MAP_FLOW) || is(msg::END_OF_SEQ_FLOW)) return unclosed_brackets();
    if (is(msg::END_OF_MAP) || is(msg::END_OF_SEQ)) return misplaced();
    if (is(msg::EOF_IN_SCALAR) || is(msg::DOC_IN_SCALAR)) return unclosed_quote();
    if (is(msg::UNKNOWN_ANCHOR) || is(msg::ALIAS_NOT_FOUND) || is(msg::CHAR_IN_ALIAS)) return alias();
    if (is(msg::FLOW_END)) {
      return here(fmt::format("`{}` closes nothing", source_.at(offset_)), "remove it, or quote the text");
    }
    if (is(msg::BLOCK_ENTRY)) {
      const std::size_t before = source_.text().substr(0, offset_).find_last_not_of(" \t\r\n");
      const char bracket = source_.at(before);
      if (before != std::string_view::npos && (bracket == '{' || bracket == '[')) return never_closed(before);
      const auto open = open_brackets();
      if (const auto entry = open ? first_entry_behind(*open) : std::nullopt) {
        offset_ = *entry;
        return never_closed(*open);
      }
      return here("a list cannot begin here",
                  "begin each item in a line of its own; quote a text that begins with `-`");
    }
    if (is(msg::MAP_VALUE)) return second_colon();
    if (is(msg::MAP_KEY)) return here("a key cannot begin here", "begin it in the column of its neighbours");
    if (is(msg::UNKNOWN_TOKEN)) {
      return here(fmt::format("a text cannot begin with `{}`", character()), "quote it" + as_quoted(offset_));
    }
    if (is(msg::INVALID_UNICODE)) {
      return here("an escape that is no character",
                  "write the character itself, or one \\U and eight digits");
    }
    if (is(msg::INVALID_ESCAPE) || is(msg::INVALID_HEX)) {
      return here("an unknown escape", R"(write `\\` for a `\` in double quotes, or use single quotes)");
    }
    if (is(msg::BAD_FILE)) return nested_too_deeply();
    return here("not YAML: " + error_, "");
  }

 private:
  bool is(std::string_view message) const { return std::string_view(error_).starts_with(message); }
  Mistake here(std::string message, std::string help) const {
    return {offset_, 1, std::move(message), std::move(help)};
  }
  // The innermost brackets that are open; null for none.
  const YamlTree::Open* innermost_brackets() const {
    const auto& open = tree_.open();
    const auto found = std::find_if(open.rbegin(), open.rend(), [](const auto& each) { return each.flow; });
    return found == open.rend() ? nullptr : &*found;
  }
  bool in_brackets() const { return innermost_brackets() != nullptr; }
  std::string character() const {
    const std::string_view rest = source_.rest_of_line(offset_);
    return std::string(rest.substr(0, bytes_of_characters(rest, 1)));
  }
  std::size_t line_start() const { return source_.text().substr(0, offset_).rfind('\n') + 1; }
  bool begins_line() const {
    const std::string_view before = source_.text().substr(line_start(), offset_ - line_start());
    return before.find_first_not_of(" \t") == std::string_view::npos;
  }

  std::optional<std::size_t> tab_in_indentation() const {
    if (in_brackets() && !is(msg::TAB_IN_INDENTATION)) return std::nullopt;
    const std::string_view line = source_.rest_of_line(line_start());
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos || line.find_first_not_of(" \t") < tab) return std::nullopt;
    return line_start() + tab;
  }

  // ": "…"", where the text from `offset` to the end of its line can be quoted as a whole; else "".
  std::string as_quoted(std::size_t offset) const {
    constexpr std::size_t kBytesMax = 60;
    std::string_view rest = source_.rest_of_line(offset);
    if (in_brackets() || brackets_before(offset)) rest = rest.substr(0, rest.find_first_of(",]}"));
    rest = rest.substr(0, rest.find(" #"));
    rest = rest.substr(0, rest.find_last_not_of(" \t") + 1);
    if (rest.empty() || rest.size() > kBytesMax || rest.find_first_of("\"\\") != std::string_view::npos)
      return "";
    return fmt::format(": \"{}\"", rest);
  }

  // yaml-cpp tells of a bracket late.
  bool brackets_before(std::size_t offset) const {
    int open = 0;
    for (std::size_t at = offset; at > 0 && source_.at(at - 1) != '\n'; --at) {
      const char c = source_.at(at - 1);
      if (c == '{' || c == '[') open += 1;
      if (c == '}' || c == ']') open -= 1;
    }
    return open > 0;
  }

  std::size_t indentation(std::size_t offset) const {
    const std::string_view text = source_.text();
    const std::size_t start = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
    return text.find_first_not_of(' ', start) - start;
  }

  // True for a line that begins as an item or a member of a block does.
  bool begins_entry(std::size_t line_begin) const {
    std::string_view line = source_.rest_of_line(line_begin);
    line = line.substr(std::min(line.find_first_not_of(' '), line.size()));
    if (line.starts_with("- ")) return true;
    const std::size_t colon = line.find_first_of(": \t,{}[]\"'#");
    return colon != 0 && colon != std::string_view::npos && line[colon] == ':' &&
           (colon + 1 == line.size() || line[colon + 1] == ' ');
  }

  // Where they begin. yaml-cpp tells of none while they may be a key.
  std::optional<std::size_t> open_brackets() const {
    if (const auto* open = innermost_brackets()) return open->offset;
    std::vector<std::size_t> begun;
    for (std::size_t at = tree_.last_end(); at < offset_; ++at) {
      at = behind_comment(at);
      const char c = source_.at(at);
      if ((c == '"' || c == '\'') && begins_word(at))
        at = std::min(source_.end_of_quoted(at), source_.text().size()) - 1;
      if ((c == '{' || c == '[') && begins_word(at)) begun.push_back(at);
      if ((c == '}' || c == ']') && !begun.empty()) begun.pop_back();
    }
    if (begun.empty()) return std::nullopt;
    return begun.back();
  }

  // The first line below that of the bracket, up to the mistake's, that goes on with what is around it.
  std::optional<std::size_t> first_entry_behind(std::size_t bracket) const {
    const std::string_view text = source_.text();
    for (std::size_t at = text.find('\n', bracket) + 1; at != 0 && at <= offset_;
         at = text.find('\n', at) + 1) {
      if (begins_entry(at) && indentation(at) <= indentation(bracket)) return at;
    }
    return std::nullopt;
  }

  Mistake second_colon() const {
    const std::size_t start = line_start();
    const std::string_view line = source_.rest_of_line(start);
    const std::size_t first = start + std::min(line.find_first_not_of(" \t"), line.size());
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos || start + colon >= offset_) {
      // The first of its line: what goes before is the text of the line above.
      return {first, 1, "this line is indented otherwise than its neighbours",
              "begin a key in the column of the others; quote a text of several lines that has `:`"};
    }
    const std::size_t value = start + std::min(line.find_first_not_of(" \t", colon + 1), line.size());
    return here("a `:` where no value can begin", "quote a text that has `: `" + as_quoted(value));
  }

  Mistake never_closed(std::size_t bracket) const {
    const char opening = source_.at(bracket);
    const char closing = opening == '{' ? '}' : ']';
    std::string help = fmt::format("close it with `{}`", closing);
    if (bracket < line_start()) {
      const SourcePos end = source_.pos_at(end_of_text(bracket));
      help += fmt::format(" at the end of line {}, in column {}", end.line, end.column);
    }
    return {bracket, 1, fmt::format("this `{}` is never closed", opening), std::move(help)};
  }

  // Behind the last that is written before the line of the mistake, comments aside.
  std::size_t end_of_text(std::size_t bracket) const {
    const std::size_t line = line_start();
    std::size_t end = bracket + 1;
    for (std::size_t at = end; at < line; ++at) {
      at = behind_comment(at);
      if (at >= line) break;
      const char c = source_.at(at);
      const bool quote = (c == '"' || c == '\'') && begins_word(at);
      const std::size_t behind = quote ? source_.end_of_quoted(at) : at + 1;
      if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) end = std::min(behind, line - 1);
      at = std::min(behind, line) - 1;
    }
    return end;
  }

  bool begins_word(std::size_t at) const {
    return at == 0 || std::string_view(" \t\n{[,").find(source_.at(at - 1)) != std::string_view::npos;
  }
  // The line break behind the comment that begins at `at`; `at` where none does.
  std::size_t behind_comment(std::size_t at) const {
    if (source_.at(at) != '#' || !begins_word(at)) return at;
    return std::min(source_.text().find('\n', at), source_.text().size());
  }

  // yaml-cpp ends at its own limit where all that is open was taken for a key of a map that is not there.
  Mistake nested_too_deeply() const {
    const std::string_view text = source_.text();
    const std::size_t begin = tree_.open_key().value_or(text.size());
    auto levels = static_cast<std::size_t>(std::count_if(
        tree_.open().begin(), tree_.open().end(), [&](const auto& each) { return each.offset != begin; }));
    for (std::size_t at = begin; at < text.size(); ++at) {
      at = behind_comment(at);
      const char c = source_.at(at);
      if ((c == '"' || c == '\'') && begins_word(at))
        at = std::min(source_.end_of_quoted(at), text.size()) - 1;
      if (c == '}' || c == ']') levels -= std::min<std::size_t>(levels, 1);
      if ((c == '{' || c == '[') && ++levels > kLevelsMax) return {at, 1, too_deep(), kTooDeepHelp};
    }
    return here(too_deep(), kTooDeepHelp);
  }

  // The first quote from `from` on that is not closed.
  std::optional<std::size_t> open_quote(std::size_t from) const {
    const std::string_view text = source_.text();
    for (std::size_t at = from; at < text.size(); ++at) {
      at = std::min(behind_comment(at), text.size() - 1);
      if ((text[at] != '"' && text[at] != '\'') || !begins_word(at)) continue;
      const std::size_t end = source_.end_of_quoted(at);
      if (end == std::string_view::npos) return at;
      at = end - 1;
    }
    return std::nullopt;
  }

  Mistake unclosed_brackets() const {
    const bool map = is(msg::END_OF_MAP_FLOW);
    const char opening = map ? '{' : '[';
    const char closing = map ? '}' : ']';
    const YamlTree::Open* open = innermost_brackets();
    const bool at_end = source_.text().find_first_not_of(" \t\r\n", offset_) == std::string_view::npos;
    if (open == nullptr) {
      // It was taken for a key.
      const std::size_t bracket = tree_.open_key().value_or(source_.text().size());
      const auto quote = open_quote(bracket);
      if (quote && source_.text().substr(bracket, *quote - bracket).find('\n') == std::string_view::npos) {
        return {*quote, 1, "this quote is never closed",
                fmt::format("close it with `{}`", source_.at(*quote))};
      }
      if (source_.at(bracket) == opening) return never_closed(bracket);
      return here(fmt::format("a `{}` is missing", closing),
                  fmt::format("close each `{}`, or quote a text that has one", opening));
    }
    const int began = open->node.pos.line;
    if (at_end && source_.at(open->offset) == opening) {
      return {open->offset, 1, fmt::format("this `{}` is never closed", opening),
              fmt::format("close it with `{}`", closing)};
    }
    const bool later = source_.pos_at(offset_).line != began;
    if (later && source_.at(open->offset) == opening && begins_entry(line_start()) &&
        indentation(offset_) <= indentation(open->offset)) {
      return never_closed(open->offset);
    }
    if (source_.at(offset_) == ':' && !later)
      return here("a second `:` in one value", "quote a text that has `: `" + as_quoted(tree_.last_begin()));
    return here(fmt::format("`,` or `{}` is missing before this", closing),
                later ? fmt::format("the `{}` of line {} is still open", opening, began)
                      : "quote a text that has quotes, brackets or `: ` in it");
  }

  Mistake misplaced() const {
    if (begins_line()) {
      if (source_.rest_of_line(offset_).starts_with("-")) {
        return here("a list item among the keys of a map", "indent the list under its key");
      }
      return here("this line belongs to no map or list above", "begin it in the column of its neighbours");
    }
    // From the value that it follows on, if it follows one.
    const std::string_view between =
        source_.text().substr(tree_.last_end(), std::max(offset_, tree_.last_end()) - tree_.last_end());
    const bool follows = between.find_first_of(":\n") == std::string_view::npos;
    return here("text that cannot follow here",
                "quote the whole text" + as_quoted(follows ? tree_.last_begin() : offset_));
  }

  // yaml-cpp says where the text ended; the quote is the first behind the last scalar.
  Mistake unclosed_quote() const {
    const std::string_view text = source_.text();
    for (std::size_t at = tree_.last_end(); at < text.size(); ++at) {
      const bool comment = text[at] == '#' && (at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n');
      if (comment) at = std::min(text.find('\n', at), text.size() - 1);
      if (text[at] != '"' && text[at] != '\'') continue;
      return {at, 1, "this quote is never closed", fmt::format("close it with `{}`", text[at])};
    }
    return here("not YAML: " + error_, "");
  }

  Mistake alias() const {
    std::size_t star = offset_;
    if (source_.at(star) != '*') star = source_.text().substr(0, offset_).rfind('*');
    if (star == std::string_view::npos) star = offset_;
    const std::string_view name = property_at(source_.rest_of_line(star));
    return {star, name.size(), alias_message(name), kAliasHelp};
  }

  const std::string error_;
  std::size_t offset_;
  const YamlTree& tree_;
  SourceText& source_;
};

}  // namespace

Diagnostic yaml_mistake(const std::string& file, const YAML::Exception& error, const YamlTree& tree,
                        SourceText& source) {
  const Mistake mistake = Reader(error, tree, source).read();
  const std::string_view written = source.rest_of_line(mistake.offset).substr(0, mistake.bytes);
  const int width = std::max(1, static_cast<int>(character_count(written)));
  return {file, source.pos_at(mistake.offset), width, mistake.message, mistake.help};
}

}  // namespace base
