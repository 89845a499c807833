// A tree with places, read from YAML or JSON. Scalars stay text until the type that declares them reads
// them, so an id with leading zeros or 20 digits is what was written.
//
// Refused, each with a diagnostic that says what to write instead: a doubled key, a second document, any
// alias, anchor or tag, a merge key `<<`, an unquoted `~`, an unquoted key or value that YAML 1.1 reads as a
// boolean (on, off, yes, no), a member of `{}` without a value, which is what a comma in an unquoted text
// makes, a key that is no text, bytes that are not UTF-8, control characters; and more than 64 levels,
// 1,000,000 values or 64 MiB.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/json.h"
#include "base/result.h"

namespace base {

struct Member;

struct Node {
  enum class Kind { Null, Scalar, Sequence, Map };

  Kind kind = Kind::Null;
  SourcePos pos;                // where nothing is written: of the key or the list's dash
  int width = 1;                // characters of a scalar as written, on its first line; 1 for the rest
  std::string text;             // a scalar's text, without its quotes
  bool quoted = false;          // a scalar in quotes, or a block scalar
  std::vector<Node> items;      // of a sequence
  std::vector<Member> members;  // of a map, in the order of the file; keys are unique
  bool incomplete = false;      // something in it could not be read and was left out: see read_document()

  bool is_unread() const { return incomplete && kind == Kind::Null; }  // its mistake is told
  bool is_null() const { return kind == Kind::Null; }
  bool is_scalar() const { return kind == Kind::Scalar; }
  bool is_sequence() const { return kind == Kind::Sequence; }
  bool is_map() const { return kind == Kind::Map; }

  // Returns the member's value, or null where there is none or this is not a map.
  const Node* find(std::string_view key) const;
};

struct Member {
  std::string key;
  SourcePos pos;  // of the key
  int width = 1;  // of the key as written
  Node value;
};

// A node whose mistake is told: is_unread().
Node unread(SourcePos pos = {}, int width = 1);

struct Document {
  std::string file;
  std::string text;
  Node root;
  std::string second_values = {};  // the texts of the second values of doubled keys, which were left out
};

// Reads one document. `file` is named in diagnostics only. JSON is read as the YAML it is; an empty text is
// a null. Never throws. Errors: every mistake in the order of the text, at most 100; text that is no YAML is
// one of them, with its place, and ends the reading.
Result<Document, std::vector<Diagnostic>> parse_document(std::string file, std::string text);

// As parse_document(), but goes on behind a mistake, so that what is intact can be looked at too.
struct DocumentRead {
  Document document;
  std::vector<Diagnostic> mistakes;  // as parse_document() has them
};
// What leaves no doubt is read as it is meant: `yes` as true, `~` as null, and of a doubled key the first.
// Left out is each member of the root that has another mistake in it: its value is an incomplete null; of a
// list there, only the items that have one: the list is incomplete. Where anything was left out, the root is
// incomplete: it may lack members whose keys could not be read, too. A second value is not missed: what it
// says stands in `second_values`.
DocumentRead read_document(std::string file, std::string text);

// What a scalar means where no type is declared: true/false, an integer without leading zeros of at most
// 18 digits, a decimal number (1.5) of at most 15, else a string; a quoted scalar is a string; null is null.
Json to_json(const Node& node);

// A node from JSON, for the words of `change` that arrive through an API. Positions are 1:1; strings are
// quoted scalars, integers keep their digits.
Node to_node(const Json& value);

// "a map", "a list", "text", "nothing": for messages.
std::string_view kind_name(Node::Kind kind);

}  // namespace base
