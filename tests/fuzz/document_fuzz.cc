// Any text is read as a document or answered with diagnostics that point into it.
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "base/document.h"
#include "base/json.h"
#include "base/value_matcher.h"

namespace {

void check_findings(const std::vector<base::Diagnostic>& findings, const std::string& text) {
  assert(!findings.empty());
  const base::Diagnostic* last = nullptr;
  for (const base::Diagnostic& each : findings) {
    assert(!each.message.empty() && each.width >= 1 && each.pos.line >= 1 && each.pos.column >= 1);
    assert(last == nullptr || last->pos.line <= each.pos.line);
    const std::string shown = base::render(each, text);
    assert(shown.ends_with('\n'));
    assert(shown.find(" | ") != std::string::npos);  // the place exists
    last = &each;
  }
}

void check_node(const base::Node& node) {
  assert(node.width >= 1);
  for (const base::Node& item : node.items) check_node(item);
  for (const base::Member& member : node.members) {
    assert(node.find(member.key) == &member.value);  // keys are unique
    check_node(member.value);
  }
}

void check_tree(const base::Document& document) {
  check_node(document.root);
  const base::Json value = base::to_json(document.root);
  const auto again = base::parse_json(base::dump(value), {.bytes_max = SIZE_MAX, .depth_max = 64});
  assert(again && *again == value);
  assert(base::to_json(base::to_node(value)) == value);

  base::Findings findings(document.file);
  const auto matcher = base::ValueMatcher::read(document.root, findings);
  assert(matcher.has_value() == findings.empty());
  if (matcher) assert(matcher->matches(&value) == matcher->differences(&value).empty());
  const auto lookup = [&](std::string_view name) -> std::optional<base::Node> {
    return name == "name" ? std::optional(base::to_node("x")) : std::nullopt;
  };
  base::substitute(document.root, lookup, {"name"}, findings);
  for (const base::Diagnostic& each : findings.all()) base::render(each, document.text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  const auto document = base::parse_document("fuzz.yaml", text);
  const auto read = base::read_document("fuzz.yaml", text);
  check_node(read.document.root);
  assert(read.mistakes.empty() == document.has_value());
  assert(!read.document.root.incomplete || !read.mistakes.empty());
  if (document) {
    check_tree(*document);
  } else {
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    check_findings(document.error(), text);
  }
  return 0;
}
