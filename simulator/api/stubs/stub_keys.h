// What can be said in a stub, declared once: the reader of stubs is held to these rows, and the language room
// makes JSON Schema and reference page of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sim::api {

// What stands behind a key.
enum class StubValue {
  Text,
  Word,      // one of StubKey::words
  Flag,      // true, false
  Status,    // kStubStatusMin … kStubStatusMax
  Value,     // a VALUE; its words are StubKey::words where there are any
  Method,    // a VALUE whose words are methods
  ValueMap,  // a map of VALUEs
  Object,    // any map, as it goes on the wire; a template
  Texts,     // a map of texts; templates
  File,      // a path, as seen from the file that says it
  Map,       // of StubKey::keys
  Maps,      // a list of such maps
};

// 1xx is no answer.
inline constexpr int kStubStatusMin = 200;
inline constexpr int kStubStatusMax = 599;

struct StubKey {
  std::string_view name;
  StubValue value = StubValue::Text;
  std::string_view sentence;
  bool required = false;
  std::string_view fallback = {};  // the default, in words; "" where there is none worth a word
  bool assumed = false;
  std::vector<std::string_view> words = {};
  std::vector<StubKey> keys = {};
};

const std::vector<StubKey>& stub_keys();
const StubKey& stub_key(const std::vector<StubKey>& keys, std::string_view name);  // REQUIRES: it is there
// Of an answer: stub_keys()' `answer` and each of `answers`.
const std::vector<StubKey>& stub_answer_keys();

}  // namespace sim::api
