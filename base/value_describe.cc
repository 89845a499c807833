// Says what a VALUE wants and where a value differs from it.
#include <fmt/format.h>

#include "base/utf8.h"
#include "base/value_form.h"

namespace base {
namespace {

constexpr std::size_t kActualCharacters = 200;

std::string listed(const std::vector<ValueMatcher>& items) {
  std::string result;
  for (const ValueMatcher& item : items) result += (result.empty() ? "" : ", ") + item.describe();
  return result;
}

// As JSON it tells "5" from 5, and a text from nothing.
std::string actual_text(const Json* value, bool as_json) {
  if (value == nullptr) return "nothing";
  const std::string text = text_of(*value);
  if (text.empty() || text == "nothing") as_json = true;
  return shortened(as_json ? dump(*value) : text, kActualCharacters);
}

}  // namespace

std::string ValueMatcher::describe() const {
  const Form& form = *form_;
  switch (form.kind) {
    case Form::Kind::Plain:
      return form.text.empty() ? "\"\"" : form.text;
    case Form::Kind::Null:
      return "null";
    case Form::Kind::Typed:
      return fmt::format("the {} {}", form.type, form.text);
    case Form::Kind::AnyOf:
      return "any of " + listed(form.items);
    case Form::Kind::Pattern:
      return fmt::format("text that matches '{}'", form.pattern->expression());
    case Form::Kind::Between:
      return fmt::format("between {} and {}", form.low, form.high);
    case Form::Kind::Absent:
      return "nothing";
    case Form::Kind::Present:
      return "anything";
    case Form::Kind::Contains:
      return fmt::format("something that contains {}", form.text);
    case Form::Kind::List:
      return "[" + listed(form.items) + "]";
    case Form::Kind::Object:
      break;
  }
  std::string result;
  for (const auto& [name, value] : form.members) {
    result += fmt::format("{}{}: {}", result.empty() ? "" : ", ", name, value.describe());
  }
  return "{" + result + "}";
}

void ValueMatcher::Form::add_differences(const std::string& path, const Json* value,
                                         std::vector<Difference>& to) const {
  if (value != nullptr && kind == Kind::Object && value->is_object()) {
    for (const auto& [name, wanted] : members) {
      const auto found = value->find(name);
      const std::string below = path.empty() ? name : path + "." + name;
      wanted.form_->add_differences(below, found == value->end() ? nullptr : &*found, to);
    }
    return;
  }
  if (value != nullptr && kind == Kind::List && value->is_array() && value->size() == items.size()) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      items[i].form_->add_differences(fmt::format("{}[{}]", path, i), &(*value)[i], to);
    }
    return;
  }
  if (matches(value)) return;
  const bool as_json = kind == Kind::Typed || kind == Kind::Null;
  to.push_back({path, matcher(*this).describe(), actual_text(value, as_json)});
}

std::vector<ValueMatcher::Difference> ValueMatcher::differences(const Json* value) const {
  std::vector<Difference> result;
  form_->add_differences("", value, result);
  return result;
}

}  // namespace base
