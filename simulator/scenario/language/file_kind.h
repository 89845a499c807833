// What a file is, by its keys: the one rule by which a file among scenarios is read as this or that.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace sim::language {

// Empty: blanks and comments alone. Unknown: none of its keys is near one of any kind.
enum class FileKind { Scenario, Stubs, World, SuiteFile, OpenApi, Empty, Unknown };

// What is looked for at the top of one kind of file.
struct KindOfFile {
  FileKind kind = FileKind::Unknown;
  std::string name;                   // "a scenario"
  std::vector<std::string> keys;      // all that it may have
  std::vector<std::string> required;  // those of them that it must have
};
// In the order in which they win where two are as likely.
const std::vector<KindOfFile>& kinds_of_files();

// Each key at the top counts two for the kinds that have it and one for those that have one of nearly that
// name; each key that a kind must have and the file has not, nor nearly, takes one off. The name espf.yaml
// counts two for the suite file. `world:` with the name of a file is none of a world, and with another text
// it is of a world alone. The kind with the most is it, of those that count anything. The text may have
// mistakes of syntax, and may be long: it is not parsed. `wanted` is it before others that have as much.
FileKind kind_of_file(const std::string& file, std::string_view text, FileKind wanted = FileKind::Unknown);

// Whether the file is none of these whatever its lines say, as Markdown or a program is: its name ends in
// none of .yaml, .yml and .json, and the text does not begin with a key of any kind, or nearly one, or a
// bracket.
bool is_foreign(const std::string& file, std::string_view text);

// The mistake to tell, at `at`, of a file that cannot be read as `wanted`: that it is of another kind.
// Nothing where it is of that kind, or of none.
std::optional<base::Diagnostic> other_kind(const std::string& file, std::string_view text, FileKind wanted,
                                           base::SourcePos at);

// "a scenario has `scenario` and `steps`, …": what a file could be.
std::string kinds_in_words();
// The rule, for documents.
std::string file_kinds_part();

}  // namespace sim::language
