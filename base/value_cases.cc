// Whether several VALUEs together take all that another takes.
#include <cstdint>
#include <iterator>

#include "base/decimal.h"
#include "base/value_form.h"

namespace base {
namespace {

constexpr int kSplitsMax = 3;
constexpr std::int64_t kComparedMax = 20'000;
constexpr std::size_t kCutsMax = 100;

// Of two ends of ranges, both numbers or both dates.
bool is_less(const std::string& a, const std::string& b) {
  return looks_like_date(a) ? a < b : *Decimal::read(a) < *Decimal::read(b);
}

}  // namespace

class ValueMatcher::Form::Cases {
 public:
  explicit Cases(const std::vector<const ValueMatcher*>& others) : others_(others) {}

  // True where all that `narrow` matches is taken; `takers` then has those that do.
  bool take(const ValueMatcher& narrow, int splits_left, std::set<std::size_t>& takers) {
    if (compared_ >= kComparedMax) return false;
    compared_ += static_cast<std::int64_t>(others_.size());
    for (std::size_t n = 0; n < others_.size(); ++n) {
      if (!others_[n]->covers(narrow)) continue;
      takers.insert(n);
      return true;
    }
    if (splits_left == 0) return false;
    const Form& form = *narrow.form_;
    if (form.kind != Kind::Object) {
      const auto cases = cases_of(form, forms_of_others());
      return cases && take_each(*cases, splits_left - 1, takers);
    }
    for (const std::string& name : names_to_split_by(form)) {
      const auto cases = split(form, name);
      std::set<std::size_t> found = takers;
      if (!cases || !take_each(*cases, splits_left - 1, found)) continue;
      takers = std::move(found);
      return true;
    }
    return false;
  }

 private:
  static const Form* member(const Form& object, const std::string& name) {
    for (const auto& [each, value] : object.members) {
      if (each == name) return value.form_.get();
    }
    return nullptr;
  }

  bool take_each(const std::vector<ValueMatcher>& cases, int splits_left, std::set<std::size_t>& takers) {
    for (const ValueMatcher& each : cases) {
      if (!take(each, splits_left, takers)) return false;
    }
    return true;
  }

  using Forms = std::vector<const Form*>;

  Forms forms_of_others() const {
    Forms forms;
    for (const ValueMatcher* other : others_) forms.push_back(other->form_.get());
    return forms;
  }

  Forms members_of_others(const std::string& name) const {
    Forms forms;
    for (const ValueMatcher* other : others_) {
      if (const Form* said = member(*other->form_, name)) forms.push_back(said);
    }
    return forms;
  }

  // Calls `look` for each form, alternatives for themselves.
  template <class Look>
  static void for_each_alternative(const Forms& forms, const Look& look) {
    for (const Form* form : forms) {
      if (form->kind != Kind::AnyOf) {
        look(*form);
        continue;
      }
      Forms items;
      for (const ValueMatcher& item : form->items) items.push_back(item.form_.get());
      for_each_alternative(items, look);
    }
  }

  // VALUEs that together match what `form` matches, so that each of `others` may take one of them; nothing
  // where there is no such way.
  static std::optional<std::vector<ValueMatcher>> cases_of(const Form& form, const Forms& others) {
    if (form.kind == Kind::AnyOf) return form.items;
    if (form.kind == Kind::Between) return cut(form, others);
    if (form.kind == Kind::Plain) return by_type(form, others);
    return std::nullopt;
  }

  // A range, cut where the ranges of others begin and end; the pieces share their ends.
  static std::optional<std::vector<ValueMatcher>> cut(const Form& range, const Forms& others) {
    std::set<std::string, decltype(&is_less)> ends({range.low, range.high}, is_less);
    for_each_alternative(others, [&](const Form& other) {
      if (other.kind != Kind::Between) return;
      if (range.has_within(other.low, other.low_number)) ends.insert(other.low);
      if (range.has_within(other.high, other.high_number)) ends.insert(other.high);
    });
    if (ends.size() <= 2 || ends.size() > kCutsMax) return std::nullopt;
    std::vector<ValueMatcher> pieces;
    for (auto low = ends.begin(), high = std::next(low); high != ends.end(); low = high++)
      pieces.push_back(matcher(Form::range(*low, *high)));
    return pieces;
  }

  // As written, a value is text, a number or a boolean.
  static std::optional<std::vector<ValueMatcher>> by_type(const Form& written, const Forms& others) {
    bool is_asked = false;
    for_each_alternative(others,
                         [&](const Form& other) { is_asked = is_asked || other.kind == Kind::Typed; });
    if (!is_asked) return std::nullopt;
    std::vector<ValueMatcher> types;
    const auto add = [&](const char* json_type) {
      types.push_back(matcher({.kind = Kind::Typed, .text = written.text, .type = json_type}));
    };
    add("string");
    if (written.text.find_first_of("0123456789") != std::string::npos) add("number");
    if (written.text == "true" || written.text == "false") add("boolean");
    return types;
  }

  // Whether a member is there only makes a difference where one of the others is for those without it.
  std::set<std::string> names_to_split_by(const Form& object) const {
    std::set<std::string> names;
    for (const auto& [name, value] : object.members) names.insert(name);
    for (const ValueMatcher* other : others_) {
      for (const auto& [name, value] : other->form_->members) {
        if (value.matches(nullptr)) names.insert(name);
      }
    }
    return names;
  }

  std::optional<std::vector<ValueMatcher>> split(const Form& object, const std::string& name) const {
    const Form* said = member(object, name);
    const auto ways = said != nullptr
                          ? cases_of(*said, members_of_others(name))
                          : std::vector{matcher({.kind = Kind::Absent}), matcher({.kind = Kind::Present})};
    if (!ways) return std::nullopt;
    std::vector<ValueMatcher> cases;
    for (const ValueMatcher& way : *ways) {
      Form narrower = object;
      std::erase_if(narrower.members, [&](const auto& each) { return each.first == name; });
      narrower.members.emplace_back(name, way);
      cases.push_back(matcher(std::move(narrower)));
    }
    return cases;
  }

  const std::vector<const ValueMatcher*>& others_;
  std::int64_t compared_ = 0;
};

std::set<std::size_t> ValueMatcher::covered_by(const std::vector<const ValueMatcher*>& others) const {
  std::set<std::size_t> takers;
  if (!Form::Cases(others).take(*this, kSplitsMax, takers)) takers.clear();
  return takers;
}

}  // namespace base
