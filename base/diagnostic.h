// What is wrong in a person's text, where, and what was probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace base {

// A place in a text: both count from 1; columns count characters, not bytes.
struct SourcePos {
  int line = 1;
  int column = 1;

  friend bool operator==(const SourcePos&, const SourcePos&) = default;
};

enum class Severity {
  Error,
  Note,  // nothing is wrong; said because it may not be meant
};

struct Diagnostic {
  std::string file;
  SourcePos pos;
  int width = 1;        // characters to underline, at least 1
  std::string message;  // what is wrong; no full stop
  std::string help;     // what to write instead; may be empty
  Severity severity = Severity::Error;

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

// Returns what the terminal shows, ending in a newline:
//
//   scenarios/resend/after_503.yaml:11:5: error: unknown key `expct` in a step
//      11 |   - expct:
//         |     ^~~~~ did you mean `expect`?
//
// `source` is the text of the whole file. A position outside it shows no excerpt; line 0, the file as a
// whole, shows no position either.
std::string render(const Diagnostic& diagnostic, std::string_view source);

// Returns the candidate that `name` was most likely meant to be: one that differs by capitals, blanks and
// dashes alone, else the first of those at the least edit
// distance (a swap of neighbours counts as one), if that is at most a third of its length, at least 1.
// Returns "" if there is none.
std::string nearest(std::string_view name, const std::vector<std::string>& candidates);

// "1 error", "2 errors"
std::string counted(std::size_t n, std::string_view what);

// Returns "did you mean `x`?" for the nearest candidate, else "one of: `a`, `b`, …" (at most 12 names).
std::string suggestion(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace base
