// Builds a document's tree from yaml-cpp's events, with the places that its own tree lacks, and refuses
// what document.h says. yaml-cpp is seen by yaml_*.{h,cc} alone.
#pragma once

#include <yaml-cpp/yaml.h>
// After yaml.h, which it needs.
#include <yaml-cpp/eventhandler.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "base/source_text.h"

namespace base {

class YamlTree final : public YAML::EventHandler {
 public:
  // What becomes of a value by its key: of a doubled one the second is left out, and the map is whole
  // without it; that of a refused key is left out, and the map is incomplete.
  enum class Value { Kept, Refused, Second };

  // A map or list whose end has not come yet.
  struct Open {
    Node node;
    std::size_t offset = 0;
    bool flow = false;  // written with {} or []

    // Of a map alone:
    bool expects_key = true;
    Value value = Value::Kept;
    Member member;            // the key that waits for its value
    std::size_t key_end = 0;  // the offset behind the key
    std::map<std::string, int, std::less<>> key_lines;
    std::string comma_text;  // what a text with a comma would have been: "LTE, Unlimited"
    std::optional<std::size_t> comma_finding;
  };

  // Borrows `source`.
  YamlTree(std::string file, SourceText& source) : file_(std::move(file)), source_(source) {}

  Node take_root() { return std::move(root_); }
  // The texts of the second values of doubled keys.
  std::string take_second_values() { return std::move(second_values_); }
  // What there is where the reading stopped at a mistake.
  struct Rest {
    Node root;                       // without the member and the item that the mistake is in; incomplete
    bool goes_on = false;            // there may be more of it behind the mistake
    std::optional<int> item_column;  // of the list that the mistake is in: the root, or its last member's
  };
  Rest take_rest(int mistake_line);
  // Where the key begins that is no text and has not ended yet: a bracket that is never closed is taken for
  // one.
  std::optional<std::size_t> open_key() const { return skipped_levels_ > 0 ? refused_key_ : std::nullopt; }
  std::vector<Diagnostic>& findings() { return findings_; }
  // True where a limit or a second document ended the reading: what follows is no further mistake.
  bool gave_up() const { return gave_up_; }
  // Outermost first; those that were never closed when yaml-cpp throws.
  const std::vector<Open>& open() const { return open_; }
  // The offsets of the last scalar, and of what stands behind it.
  std::size_t last_begin() const { return last_begin_; }
  std::size_t last_end() const { return last_end_; }

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override;

 private:
  bool at_key() const { return !open_.empty() && open_.back().node.is_map() && open_.back().expects_key; }
  bool take_node();  // false: leave it out
  void open(const YAML::Mark& mark, const std::string& tag, Node::Kind kind, bool flow);
  void close();
  void put(Node node);
  void read_key(std::size_t offset, const std::string& text, bool quoted);
  void refuse_key(std::size_t offset, int width, std::string message, std::string help);
  void refuse_tag(std::size_t offset, const std::string& tag);
  void find_missing_value(Open& map);
  void keep_second(const Open& map);
  Node empty_value(std::size_t offset);
  void settle(Node& node);
  void add(SourcePos pos, int width, std::string message, std::string help);
  // A mistake that leaves no doubt what is meant: the node is read so.
  void add_slip(SourcePos pos, int width, std::string message, std::string help);
  void give_up(std::size_t offset, std::string message, std::string help);

  std::string file_;
  SourceText& source_;
  Node root_;
  std::vector<Open> open_;
  std::vector<Diagnostic> findings_;
  std::size_t nodes_ = 0;
  std::size_t last_begin_ = 0;
  std::size_t last_end_ = 0;
  int skipped_levels_ = 0;  // within something that is left out
  int documents_ = 0;
  std::optional<std::size_t> refused_key_;
  std::size_t mistakes_ = 0;        // findings, those that are not shown too
  std::size_t settled_ = 0;         // of them, those whose node is marked
  std::optional<int> list_column_;  // of the list that was the last member of the root to end
  std::optional<Rest> rest_;        // once it gave up
  bool gave_up_ = false;
  std::string second_values_;
};

// The offset that a mark of yaml-cpp stands for.
std::size_t offset_of(const YAML::Mark& mark);

}  // namespace base
