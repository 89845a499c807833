// Compares values with VALUEs.
#include <algorithm>

#include "base/decimal.h"
#include "base/value_form.h"

namespace base {
namespace {

const Json* member_of(const Json& object, const std::string& name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : &*found;
}

// 1.50 is a way to write a number, 0501 is an id.
bool has_no_needless_zero(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return text.size() < 2 || text[0] != '0' || text[1] == '.';
}

bool is_of_type(const Json& value, std::string_view type) {
  if (type == "string") return value.is_string();
  if (type == "number") return value.is_number();
  return value.is_boolean();
}

}  // namespace

bool equals_as_written(const std::string& text, const Json& value) {
  if (value.is_null() || value.is_structured()) return false;
  if (text_of(value) == text) return true;
  if (!value.is_number() || !has_no_needless_zero(text)) return false;
  const auto written = Decimal::read(text);
  const auto actual = Decimal::read(text_of(value));
  return written && actual && *written == *actual;
}

bool ValueMatcher::Form::matches_between(const Json& value) const {
  if (!value.is_string() && !value.is_number()) return false;
  const std::string actual = text_of(value);
  if (!low_number) return looks_like_date(actual) && low <= actual && actual <= high;
  const auto number = Decimal::read(actual);
  return number && *low_number <= *number && *number <= *high_number;
}

bool ValueMatcher::Form::matches_contains(const Json& value) const {
  if (value.is_array()) {
    return std::any_of(value.begin(), value.end(),
                       [this](const Json& item) { return equals_as_written(text, item); });
  }
  return !value.is_null() && !value.is_object() && text_of(value).find(text) != std::string::npos;
}

bool ValueMatcher::Form::matches_object(const Json& value) const {
  return value.is_object() && std::all_of(members.begin(), members.end(), [&](const auto& member) {
           return member.second.matches(member_of(value, member.first));
         });
}

bool ValueMatcher::Form::matches_list(const Json& value) const {
  return value.is_array() &&
         std::equal(items.begin(), items.end(), value.begin(), value.end(),
                    [](const ValueMatcher& item, const Json& each) { return item.matches(&each); });
}

bool ValueMatcher::Form::matches(const Json* value) const {
  if (kind == Kind::AnyOf) {
    return std::any_of(items.begin(), items.end(),
                       [&](const ValueMatcher& item) { return item.matches(value); });
  }
  if (value == nullptr) return kind == Kind::Absent;
  switch (kind) {
    case Kind::Plain:
      return equals_as_written(text, *value);
    case Kind::Null:
      return value->is_null();
    case Kind::Typed:
      return is_of_type(*value, type) && equals_as_written(text, *value);
    case Kind::Pattern:
      return !value->is_null() && !value->is_structured() && pattern->matches(text_of(*value));
    case Kind::Between:
      return matches_between(*value);
    case Kind::Present:
      return true;
    case Kind::Contains:
      return matches_contains(*value);
    case Kind::Object:
      return matches_object(*value);
    case Kind::List:
      return matches_list(*value);
    case Kind::AnyOf:
    case Kind::Absent:
      return false;
  }
  return false;
}

ValueMatcher::ValueMatcher(std::unique_ptr<Form> form) : form_(std::move(form)) {}
ValueMatcher::ValueMatcher(const ValueMatcher& other) : form_(std::make_unique<Form>(*other.form_)) {}
ValueMatcher::ValueMatcher(ValueMatcher&&) noexcept = default;
ValueMatcher& ValueMatcher::operator=(const ValueMatcher& other) {
  if (this != &other) form_ = std::make_unique<Form>(*other.form_);
  return *this;
}
ValueMatcher& ValueMatcher::operator=(ValueMatcher&&) noexcept = default;
ValueMatcher::~ValueMatcher() = default;

bool ValueMatcher::matches(const Json* value) const { return form_->matches(value); }
bool ValueMatcher::is_plain() const { return form_->kind == Form::Kind::Plain; }
bool ValueMatcher::wants_absent() const { return form_->kind == Form::Kind::Absent; }

ValueMatcher ValueMatcher::with_texts(const std::function<std::string(const std::string&)>& other) const {
  ValueMatcher changed(*this);
  if (is_plain()) changed.form_->text = other(form_->text);
  if (form_->kind == Form::Kind::AnyOf) {
    for (ValueMatcher& item : changed.form_->items) item = item.with_texts(other);
  }
  return changed;
}

const std::string& ValueMatcher::text() const {
  static const std::string kNone;
  return is_plain() ? form_->text : kNone;
}

}  // namespace base
