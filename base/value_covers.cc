// Whether one VALUE takes all that another takes.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/decimal.h"
#include "base/value_form.h"

namespace base {

namespace {

constexpr double kExactWholeMax = 9007199254740992.0;  // 2^53

// All values that a text as written may match, and some more: 5.0 matches "5.0", 5.0 and the integer 5.
// Nothing where they cannot be listed.
std::optional<std::vector<Json>> values_as_written(const std::string& text) {
  std::vector<Json> values{text, true, false};
  if (!Decimal::read(text)) return values;
  const double number = std::strtod(text.c_str(), nullptr);
  if (!std::isfinite(number)) return values;
  for (const double each : {number, -number}) values.emplace_back(each);  // of 0.0 and -0.0 both
  if (std::abs(number) < kExactWholeMax) {
    values.emplace_back(static_cast<std::int64_t>(number));
  } else if (text.find_first_of("eE") != std::string::npos) {
    return std::nullopt;
  } else if (const auto whole = parse_json(text.substr(0, text.find('.')))) {
    values.push_back(*whole);
  }
  return values;
}

}  // namespace

bool ValueMatcher::Form::covers_text(const Form& other) const {
  if (kind == Kind::Plain && other.kind == Kind::Plain) return text == other.text;
  const Json as_text(other.text);
  if (other.kind == Kind::Plain && !matches(&as_text)) return false;
  auto values = values_as_written(other.text);
  if (!values) return false;
  std::erase_if(*values, [&](const Json& value) { return !other.matches(&value); });
  return !values->empty() &&
         std::all_of(values->begin(), values->end(), [&](const Json& value) { return matches(&value); });
}

bool ValueMatcher::Form::covers_members(const Form& other) const {
  const Form present{.kind = Kind::Present};
  return std::all_of(members.begin(), members.end(), [&](const auto& wanted) {
    const auto said = std::find_if(other.members.begin(), other.members.end(),
                                   [&](const auto& member) { return member.first == wanted.first; });
    if (said != other.members.end()) return wanted.second.covers(said->second);
    return wanted.second.matches(nullptr) && wanted.second.form_->covers(present);
  });
}

bool ValueMatcher::Form::has_within(const std::string& end, const std::optional<Decimal>& number) const {
  if (low_number.has_value() != number.has_value()) return false;
  if (!number) return low < end && end < high;
  return *low_number < *number && *number < *high_number;
}

bool ValueMatcher::Form::covers(const Form& other) const {
  if (other.kind == Kind::AnyOf) {
    return std::all_of(other.items.begin(), other.items.end(),
                       [&](const ValueMatcher& item) { return covers(*item.form_); });
  }
  if (other.kind == Kind::Plain || other.kind == Kind::Typed) return covers_text(other);
  if (kind == Kind::AnyOf) {
    return std::any_of(items.begin(), items.end(),
                       [&](const ValueMatcher& item) { return item.form_->covers(other); });
  }
  if (kind == Kind::Present) return other.kind != Kind::Absent;
  if (kind != other.kind) return false;
  switch (kind) {
    case Kind::Null:
    case Kind::Absent:
      return true;
    case Kind::Pattern:
      return pattern->expression() == other.pattern->expression();
    case Kind::Contains:
      return text == other.text;
    case Kind::Between:
      if (low_number.has_value() != other.low_number.has_value()) return false;
      if (!low_number) return low <= other.low && other.high <= high;
      return *low_number <= *other.low_number && *other.high_number <= *high_number;
    case Kind::Object:
      return covers_members(other);
    case Kind::List:
      return std::equal(items.begin(), items.end(), other.items.begin(), other.items.end(),
                        [](const ValueMatcher& item, const ValueMatcher& each) { return item.covers(each); });
    default:
      return false;
  }
}

bool ValueMatcher::covers(const ValueMatcher& other) const { return form_->covers(*other.form_); }

}  // namespace base
