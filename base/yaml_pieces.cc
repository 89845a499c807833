#include "base/yaml_pieces.h"

#include <algorithm>
#include <istream>
#include <iterator>
#include <optional>
#include <streambuf>
#include <utility>

#include "base/ascii.h"
#include "base/source_text.h"
#include "base/yaml_mistake.h"
#include "base/yaml_tree.h"

namespace base {
namespace {

constexpr std::size_t kPiecesMax = 50;
constexpr std::size_t kBytesMax = 1u << 20;  // of a text that is looked at behind a mistake

// Reads a text where it stands.
class ViewBuffer final : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* const begin = const_cast<char*>(text.data());  // which an input buffer never writes to
    setg(begin, begin, begin + text.size());
  }
};

bool begins_key(char c) { return is_letter(c) || c == '_'; }
bool is_of_key(char c) { return is_alphanumeric(c) || c == '_' || c == '-' || c == '.'; }

// "steps:", "world: x" at the beginning of a line.
bool begins_member(std::string_view line) {
  if (line.empty() || !begins_key(line.front())) return false;
  const auto end = std::find_if_not(line.begin(), line.end(), is_of_key);
  if (end == line.end() || *end != ':') return false;
  return end + 1 == line.end() || *(end + 1) == ' ' || *(end + 1) == '\r';
}

class Reader {
 public:
  Reader(const std::string& file, std::string_view text) : file_(file), text_(text) {}

  YamlRead read() {
    Stopped stopped = read_piece(0, text_.size(), 1, read_.root);
    if (!stopped.at_line || !stopped.goes_on || text_.size() > kBytesMax || is_in_brackets()) {
      return std::move(read_);
    }
    go_on(stopped);
    return std::move(read_);
  }

 private:
  struct Stopped {
    std::optional<int> at_line;  // of the mistake that ended the reading; nothing: it came to the end
    bool goes_on = false;
    std::optional<int> item_column;
  };

  Stopped read_piece(std::size_t begin, std::size_t end, int first_line, Node& root) {
    const std::string_view piece = text_.substr(begin, end - begin);
    SourceText source(piece, first_line);
    YamlTree tree(file_, source);
    std::optional<Diagnostic> mistake;
    try {
      ViewBuffer buffer(piece);
      std::istream input(&buffer);
      YAML::Parser parser(input);
      if (parser.HandleNextDocument(tree)) parser.HandleNextDocument(tree);
    } catch (const YAML::Exception& error) {
      if (!tree.gave_up()) mistake = yaml_mistake(file_, error, tree, source);
    }
    Stopped stopped;
    if (tree.gave_up()) stopped.at_line = tree.findings().back().pos.line;
    if (mistake) {
      stopped.at_line = mistake->pos.line;
      if (const auto key = tree.open_key()) {  // taken for a key because of the mistake
        std::erase_if(tree.findings(),
                      [&](const Diagnostic& each) { return each.pos == source.pos_at(*key); });
      }
      tree.findings().push_back(*std::move(mistake));
    }
    auto& all = read_.mistakes;
    all.insert(all.end(), std::make_move_iterator(tree.findings().begin()),
               std::make_move_iterator(tree.findings().end()));
    read_.second_values += tree.take_second_values();
    if (!stopped.at_line) {
      root = tree.take_root();
      return stopped;
    }
    YamlTree::Rest rest = tree.take_rest(*stopped.at_line);
    root = std::move(rest.root);
    stopped.goes_on = rest.goes_on;
    stopped.item_column = rest.item_column;
    return stopped;
  }

  // A text that is one map or list in brackets, as JSON is.
  bool is_in_brackets() const {
    std::size_t at = 0;
    while (at < text_.size()) {
      at = std::min(text_.find_first_not_of(" \t\r\n", at), text_.size());
      if (at == text_.size() || text_[at] != '#') break;
      at = std::min(text_.find('\n', at), text_.size());
    }
    return at < text_.size() && (text_[at] == '{' || text_[at] == '[');
  }

  // One past the last where there is none.
  int find_line(const SourceText& whole, int from, std::optional<int> item_column) const {
    const int end = whole.end_line();
    for (int line = from; line < end; ++line) {
      if (item_column && whole.begins_item(line, *item_column)) return line;
      if (read_.root.is_map() && begins_member(whole.rest_of_line(whole.line_begin(line)))) return line;
    }
    return end;
  }

  void go_on(Stopped stopped) {
    const SourceText whole(text_);
    const int past = whole.end_line();
    int from = *stopped.at_line + 1;
    for (std::size_t n = 0; n < kPiecesMax; ++n) {
      const int line = find_line(whole, from, stopped.item_column);
      if (line >= past) return;
      const bool is_item = stopped.item_column && whole.begins_item(line, *stopped.item_column);
      const int end = is_item ? find_line(whole, line + 1, std::nullopt) : past;
      Node piece;
      const Stopped next = read_piece(whole.line_begin(line), whole.line_begin(end), line, piece);
      if (is_item) {
        if (!piece.is_sequence()) return;
        Node& list = read_.root.is_map() ? read_.root.members.back().value : read_.root;
        std::move(piece.items.begin(), piece.items.end(), std::back_inserter(list.items));
      } else {
        if (!piece.is_map()) return;
        stopped.item_column = take_members(std::move(piece)) ? next.item_column : std::nullopt;
      }
      from = std::max(line, next.at_line.value_or(end - 1)) + 1;
    }
  }

  // Returns whether the last of them is the last of the root now: a key that is there already is left out.
  bool take_members(Node piece) {
    bool took_last = false;
    for (Member& member : piece.members) {
      took_last = read_.root.find(member.key) == nullptr;
      if (took_last) read_.root.members.push_back(std::move(member));
    }
    return took_last;
  }

  const std::string& file_;
  const std::string_view text_;
  YamlRead read_;
};

}  // namespace

YamlRead read_yaml(const std::string& file, std::string_view text) { return Reader(file, text).read(); }

}  // namespace base
