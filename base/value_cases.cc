// Whether several VALUEs together take all that another takes.
#include <cstdint>

#include "base/value_form.h"

namespace base {
namespace {

constexpr int kSplitsMax = 3;
constexpr std::int64_t kComparedMax = 20'000;

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
    if (form.kind == Kind::AnyOf) return take_each(form.items, splits_left - 1, takers);
    if (form.kind != Kind::Object) return false;
    for (const std::string& name : names_to_split_by(form)) {
      std::set<std::size_t> found = takers;
      if (!take_each(split(form, name), splits_left - 1, found)) continue;
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

  // Whether a member is there only makes a difference where one of the others is for those without it.
  std::set<std::string> names_to_split_by(const Form& object) const {
    std::set<std::string> names;
    for (const auto& [name, value] : object.members) {
      if (value.form_->kind == Kind::AnyOf) names.insert(name);
    }
    for (const ValueMatcher* other : others_) {
      for (const auto& [name, value] : other->form_->members) {
        if (value.matches(nullptr) && member(object, name) == nullptr) names.insert(name);
      }
    }
    return names;
  }

  static std::vector<ValueMatcher> split(const Form& object, const std::string& name) {
    const Form* said = member(object, name);
    const std::vector<ValueMatcher> ways =
        said != nullptr ? said->items
                        : std::vector{matcher({.kind = Kind::Absent}), matcher({.kind = Kind::Present})};
    std::vector<ValueMatcher> cases;
    for (const ValueMatcher& way : ways) {
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
