#include "simulator/api/web/markup.h"

#include <algorithm>
#include <cassert>

namespace sim::api::web {
namespace {

const Html& value_of(std::string_view name, const Slots& slots) {
  const auto found =
      std::find_if(slots.begin(), slots.end(), [&](const auto& slot) { return slot.first == name; });
  assert(found != slots.end() && "a template names a slot that it is not given");
  return found->second;
}

void fill_into(std::string& filled, std::string_view text, const Slots& slots) {
  while (true) {
    const std::size_t open = text.find("{{");
    filled += text.substr(0, open);
    if (open == std::string_view::npos) return;
    const std::size_t close = text.find("}}", open);
    assert(close != std::string_view::npos && "a template has {{ without }}");
    const std::string_view name = text.substr(open + 2, close - open - 2);
    text.remove_prefix(close + 2);
    if (name.front() != '#' && name.front() != '^') {
      filled += value_of(name, slots).markup();
      continue;
    }
    const std::string end = "{{/" + std::string(name.substr(1)) + "}}";
    const std::size_t length = text.find(end);
    assert(length != std::string_view::npos && "a section of a template does not end");
    if (value_of(name.substr(1), slots).empty() == (name.front() == '^')) {
      fill_into(filled, text.substr(0, length), slots);
    }
    text.remove_prefix(length + end.size());
  }
}

}  // namespace

Html Html::of(std::string_view text) {
  Html html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html.markup_ += "&amp;";
        break;
      case '<':
        html.markup_ += "&lt;";
        break;
      case '>':
        html.markup_ += "&gt;";
        break;
      case '"':
        html.markup_ += "&quot;";
        break;
      case '\'':
        html.markup_ += "&#39;";
        break;
      case '\0':
        html.markup_ += "\xEF\xBF\xBD";  // U+FFFD, as a browser would read it
        break;
      default:
        html.markup_ += c;
    }
  }
  return html;
}

Html Html::trusted(std::string markup) {
  Html html;
  html.markup_ = std::move(markup);
  return html;
}

Html fill(std::string_view text, const Slots& slots) {
  std::string filled;
  fill_into(filled, text, slots);
  return Html::trusted(std::move(filled));
}

}  // namespace sim::api::web
