// HTML that is safe to send: text becomes part of it only by Html::of(), which escapes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sim::api::web {

class Html {
 public:
  Html() = default;
  // `text`, for the content of an element or a value between double quotes.
  static Html of(std::string_view text);
  // Markup of our own: the files of this folder, never anything of a request or a world.
  static Html trusted(std::string markup);

  const std::string& markup() const { return markup_; }
  bool empty() const { return markup_.empty(); }

 private:
  std::string markup_;
};

using Slots = std::vector<std::pair<std::string_view, Html>>;

// Fills a template: `{{name}}` becomes the slot's value; `{{#name}}…{{/name}}` stays where the value is not
// empty, `{{^name}}…{{/name}}` where it is. Values are not looked at again.
// REQUIRES: every name in the template is a slot, and every section ends.
Html fill(std::string_view text, const Slots& slots);

}  // namespace sim::api::web
