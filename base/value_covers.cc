// Whether one VALUE takes all that another takes.
#include <algorithm>

#include "base/decimal.h"
#include "base/value_form.h"

namespace base {

// Texts as written also match numbers that are written otherwise: `5` matches 5.0, whose text is another.
bool ValueMatcher::Form::covers_text(const Form& other) const {
  const bool one_text_alone =
      (other.kind == Kind::Typed && other.type == "string") || !Decimal::read(other.text);
  switch (kind) {
    case Kind::Plain:
      return text == other.text;
    case Kind::Typed:
      return other.kind == Kind::Typed && text == other.text && type == other.type;
    case Kind::Between:
      return matches_between(Json(other.text));
    case Kind::Pattern:
      return one_text_alone && pattern->matches(other.text);
    case Kind::Contains:
      return one_text_alone && other.text.find(text) != std::string::npos;
    default:
      return false;
  }
}

bool ValueMatcher::Form::covers_members(const Form& other) const {
  return std::all_of(members.begin(), members.end(), [&](const auto& wanted) {
    return std::any_of(other.members.begin(), other.members.end(), [&](const auto& said) {
      return said.first == wanted.first && wanted.second.covers(said.second);
    });
  });
}

bool ValueMatcher::Form::covers(const Form& other) const {
  if (other.kind == Kind::AnyOf) {
    return std::all_of(other.items.begin(), other.items.end(),
                       [&](const ValueMatcher& item) { return covers(*item.form_); });
  }
  if (kind == Kind::AnyOf) {
    return std::any_of(items.begin(), items.end(),
                       [&](const ValueMatcher& item) { return item.form_->covers(other); });
  }
  if (kind == Kind::Present) return other.kind != Kind::Absent;
  if (other.kind == Kind::Plain || other.kind == Kind::Typed) return covers_text(other);
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
      if (looks_like_date(low) != looks_like_date(other.low)) return false;
      if (looks_like_date(low)) return low <= other.low && other.high <= high;
      return *Decimal::read(low) <= *Decimal::read(other.low) &&
             *Decimal::read(other.high) <= *Decimal::read(high);
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
