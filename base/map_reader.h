// Reads one map of a document against the keys it may have; goes on after a finding, so that one run shows
// every mistake.
//
//   Findings findings(document.file);
//   MapReader step("a step", findings);
//   step.required("emit", [&](const Node& node) { read_emit(node); });
//   step.optional("after", [&](const Node& node) { after = read_duration(node, findings); });
//   step.read(document.root);
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"

namespace base {

// Collects diagnostics of one file.
class Findings {
 public:
  explicit Findings(std::string file) : file_(std::move(file)) {}

  void add(SourcePos pos, int width, std::string message, std::string help = "");
  // Nothing of a node that is unread: its mistake is told.
  void add(const Node& node, std::string message, std::string help = "");

  // What is not wrong and may not be meant; it stands in notes() alone.
  void note(SourcePos pos, int width, std::string message, std::string help = "");
  void note(const Node& node, std::string message, std::string help = "");

  // Tells what of a document was left out (read_document()): whoever misses that says nothing. Borrows it.
  void set_left_out(const Document& document);
  // Of a document of which anything may be left out. Borrows its text.
  void set_incomplete(std::string_view text) { incomplete_text_ = text; }
  bool incomplete() const { return incomplete_text_.data() != nullptr; }
  // True where what `name` refers to may have been left out: of an incomplete document the text says the name
  // more than once, of others the second value of a doubled key does.
  bool may_be_left_out(std::string_view name) const;
  // … of a name that nothing gives but `key: NAME`.
  bool may_be_left_out(std::string_view key, std::string_view name) const;

  const std::string& file() const { return file_; }
  bool empty() const { return diagnostics_.empty(); }
  std::size_t size() const { return diagnostics_.size(); }
  const std::vector<Diagnostic>& all() const { return diagnostics_; }
  const std::vector<Diagnostic>& notes() const { return notes_; }

 private:
  std::string file_;
  std::vector<Diagnostic> diagnostics_;
  std::vector<Diagnostic> notes_;
  std::string_view incomplete_text_;
  std::string_view second_values_;
};

class MapReader {
 public:
  using ReadValue = std::function<void(const Node&)>;

  // `what` names the map in messages: "a step". Borrows `findings`.
  MapReader(std::string what, Findings& findings) : what_(std::move(what)), findings_(findings) {}

  void required(std::string key, ReadValue read);
  void optional(std::string key, ReadValue read);
  // Reads each member whose key is not declared; without it such a key is a finding.
  void others(std::function<void(const Member&)> read);

  // Calls the readers in the order of the file. A node that is no map is one finding.
  // Returns true where it added none itself. An incomplete node lacks nothing, and what is unread is not
  // read.
  bool read(const Node& node) const;

  std::vector<std::string> keys() const;

 private:
  struct Key {
    std::string name;
    bool required;
    ReadValue read;
  };

  std::vector<std::string> keys_to_show() const;

  std::string what_;
  Findings& findings_;
  std::vector<Key> keys_;
  std::function<void(const Member&)> others_;
};

// Each returns the value, or nothing after adding one finding that says what to write. Quotes make no
// difference: the type is declared.
std::optional<std::string> read_text(const Node& node, Findings& findings);
std::optional<std::string> read_word(const Node& node, const std::vector<std::string>& words,
                                     Findings& findings);
std::optional<bool> read_bool(const Node& node, Findings& findings);  // true, false
std::optional<std::int64_t> read_integer(const Node& node, std::int64_t min, std::int64_t max,
                                         Findings& findings);
// Whole numbers with units: 250ms, 10s, 5m, 24h, 30d, 1h30m. A bare number is refused with "did you mean
// `10s`?".
std::optional<std::chrono::milliseconds> read_duration(const Node& node, Findings& findings);
// Calls `read` for each item of a list, but for unread ones; a node that is no list is a finding, but for one
// that is unread.
void read_list(const Node& node, Findings& findings, const std::function<void(const Node&)>& read);

// The text form of read_duration: "1h30m" → 90 minutes; nothing where it is not one or is over 100 years.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
// What was probably meant by a text that is no duration: "5 minutes", "1.5h", "10" → "5m", "1h30m", "10s";
// "" where that cannot be told.
std::string duration_meant(std::string_view text);
// A text that parse_duration reads back, each unit below the next: "1d12h", "1h30m", "0s".
std::string duration_text(std::chrono::milliseconds duration);

}  // namespace base
