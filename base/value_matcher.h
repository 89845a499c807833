// The one matcher of values and the one substitution, for scenarios, stubs and captures.
//
//   VALUE = as written | {any_of: [VALUE..]} | {matches: 'regex'} | {is: .., type: string|number|boolean}
//         | {between: [a, b]} | {absent: true} | {contains: text} | a map of VALUEs (a part of an object)
//         | a list of VALUEs (the whole list)
//
// As written compares text: `380501112233` equals the string "380501112233" and the number, `true` equals
// true and "true", `1.50` also the number 1.5. `null` matches null alone. `is` with `type` also holds the
// JSON type. `matches` is an ECMAScript regex over the whole text, of at most 200 characters against at most
// 4096, without back references. `between` takes numbers, compared exactly, or dates as written (2026-01-31);
// both ends belong to it. `contains` looks in a text, or for an item of a list. `absent: false` matches
// whatever is there.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/json.h"
#include "base/map_reader.h"

namespace base {

class ValueMatcher {
 public:
  // Matches exactly this text.
  static ValueMatcher exactly(std::string text);
  static ValueMatcher any_object();
  // Reads a VALUE; a mistake is a finding (then nothing is returned). A part of an object whose only key
  // people write for one of the forms (`one_of`, `regex` …) is a note.
  static std::optional<ValueMatcher> read(const Node& node, Findings& findings);

  ValueMatcher(const ValueMatcher&);
  ValueMatcher(ValueMatcher&&) noexcept;
  ValueMatcher& operator=(const ValueMatcher&);
  ValueMatcher& operator=(ValueMatcher&&) noexcept;
  ~ValueMatcher();

  // `value` is null where the thing is absent: only `absent: true` matches then, alone or in an any_of.
  bool matches(const Json* value) const;

  // True where every value that `other` matches is matched by this one too; false where that cannot be told.
  bool covers(const ValueMatcher& other) const;
  // Those of `others`, by index, that together match every value that this one matches; empty where that
  // cannot be told. Cases, of an object's members too: the alternatives of an `any_of`, ranges cut where
  // those of others end, the JSON types of a value as written; and that a member is there, or is not.
  std::set<std::size_t> covered_by(const std::vector<const ValueMatcher*>& others) const;

  // True for `as written` (its text is then text()).
  bool is_plain() const;
  const std::string& text() const;
  bool wants_absent() const;
  // The same with other texts, where it is one as written or an any_of of such; others stay.
  ValueMatcher with_texts(const std::function<std::string(const std::string&)>& other) const;

  // As a person would say it: "380…", "any of 200, 204", "between 1 and 5".
  std::string describe() const;

  struct Difference {
    std::string path;      // "barred", "body.customer.name"; "" for the value itself
    std::string expected;  // describe() of what was wanted there
    std::string actual;    // what was there; "nothing" where absent
  };
  // Says where `value` differs; empty exactly where matches() is true.
  std::vector<Difference> differences(const Json* value) const;

 private:
  struct Form;
  explicit ValueMatcher(std::unique_ptr<Form> form);
  std::unique_ptr<Form> form_;
};

// Whether a map with this key is a form of a VALUE (`any_of`, `matches` …), not a part of an object.
bool is_value_word(std::string_view key);
// Whether a VALUE is one of those forms.
bool is_value_form(const Node& value);

// Puts values for `<name>` and `<name.field>` into every scalar and key of `node`. A name is of letters,
// digits, `_`, `-` and `.`; a `<` that begins none stays. A scalar that is exactly one `<name>` becomes the
// whole looked-up node (a map, say), keeping its own place; within a text it must be a scalar. `<<` stands
// for a `<`. What was put in is not looked at again. A name that `lookup` does not know is a finding with
// what `help` says of it, else the nearest of `names`, and its scalar is unread then, as it is where a value
// is unread; a key that becomes doubled is a finding too. What stays and was probably meant to be one of
// `names` (`< name >`, `<name field>`, `<name`) is a note; "name.NAME" among them stands for every field.
Node substitute(const Node& node, const std::function<std::optional<Node>(std::string_view)>& lookup,
                const std::vector<std::string>& names, Findings& findings,
                const std::function<std::string(std::string_view)>& help = nullptr);

}  // namespace base
