#include "simulator/api/stubs/asked_params.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/value_matcher.h"

namespace sim::api {
namespace {

using base::Node;

// Of {any_of: […]}; null for any other VALUE.
const std::vector<Node>* alternatives(const Node& value) {
  const Node* any_of = value.find("any_of");
  return any_of == nullptr || any_of->items.empty() ? nullptr : &any_of->items;
}

bool is_absent(const Node& value) {
  if (const auto* items = alternatives(value)) return std::all_of(items->begin(), items->end(), is_absent);
  const Node* absent = value.find("absent");
  return absent != nullptr && absent->text == "true";
}

std::string why_no_part_of_list(const Node& list, std::string_view part) {
  const auto index = index_of(part);
  if (!index) return "where this stub answers, a list stands there: its items are 0, 1 …";
  if (*index < list.items.size()) return "";
  return fmt::format("where this stub answers, the list has {}, and the first is 0",
                     base::counted(list.items.size(), "item"));
}

std::string why_no_part_of_form(const Node& form, std::string_view part) {
  if (const Node* is = form.find("is"); is != nullptr && is->is_scalar())
    return fmt::format("where this stub answers, a text or number stands there: `{}`", is->text);
  if (form.find("matches") != nullptr) return "where this stub answers, a text or number stands there";
  if (form.find("between") != nullptr) return "where this stub answers, a number or date stands there";
  if (form.find("contains") != nullptr && !index_of(part))
    return "where this stub answers, a text, a number or a list stands there";
  return is_absent(form) ? "where this stub answers, nothing stands there" : "";
}

// Why there is no such part in any value for which a stub is that asks for `asked`, which has no
// alternatives; "" where there may be.
std::string why_no_part(const Node& asked, std::string_view part) {
  if (asked.is_null()) return "where this stub answers, null stands there";
  if (asked.is_scalar())
    return fmt::format("where this stub answers, a text or number stands there: `{}`", asked.text);
  if (asked.is_sequence()) return why_no_part_of_list(asked, part);
  return base::is_value_form(asked) ? why_no_part_of_form(asked, part) : "";
}

std::string why_no_alternative(const std::vector<Node>& items, std::string_view path) {
  std::string first;
  for (const Node& item : items) {
    const std::string why = why_never(&item, path);
    if (why.empty()) return "";
    if (first.empty()) first = why;
    if (first != why) first = "where this stub answers, no alternative of its `any_of` has that";
  }
  return first;
}

// The form that a VALUE is: "matches"; "" for none.
std::string_view form_of(const Node& value) {
  const auto found = std::find_if(value.members.begin(), value.members.end(),
                                  [](const auto& member) { return base::is_value_word(member.key); });
  return found == value.members.end() ? std::string_view() : found->key;
}

void note_alternatives(const std::vector<Node>& items, base::Findings& findings) {
  for (const Node& item : items) {
    if (!may_fit_a_map(item)) {
      findings.note(item, "this alternative fits no call: parameters are always a map");
    } else if (const auto* below = alternatives(item)) {
      note_alternatives(*below, findings);
    }
  }
}

}  // namespace

std::pair<std::string_view, std::string_view> cut_at_dot(std::string_view name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return {name, {}};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

std::optional<std::size_t> index_of(std::string_view part) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
  if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
  return index;
}

std::string why_never(const Node* asked, std::string_view path) {
  while (!path.empty()) {
    const auto [part, rest] = cut_at_dot(path);
    if (part.size() > 1 && part.starts_with('-') && index_of(part.substr(1)))
      return "the items of a list are counted from 0";
    if (asked != nullptr) {
      if (const auto* items = alternatives(*asked)) return why_no_alternative(*items, path);
      if (std::string why = why_no_part(*asked, part); !why.empty()) return why;
      if (asked->is_sequence()) {
        asked = &asked->items[*index_of(part)];
      } else {
        asked = base::is_value_form(*asked) ? nullptr : asked->find(part);
      }
    }
    if (asked != nullptr && is_absent(*asked))
      return fmt::format("this stub answers where `{}` is absent", part);
    path = rest;
  }
  return "";
}

bool may_fit_a_map(const Node& value) {
  if (!value.is_map()) return false;
  if (const auto* items = alternatives(value))
    return std::any_of(items->begin(), items->end(), may_fit_a_map);
  constexpr std::array<std::string_view, 4> kOfTexts = {"is", "matches", "between", "contains"};
  return std::find(kOfTexts.begin(), kOfTexts.end(), form_of(value)) == kOfTexts.end() && !is_absent(value);
}

void check_fits_a_map(const Node& params, base::Findings& findings) {
  const auto* items = alternatives(params);
  if (may_fit_a_map(params)) {
    if (items != nullptr) note_alternatives(*items, findings);
    return;
  }
  const std::string_view form = form_of(params);
  findings.add(params, "no call fits this: parameters are always a map",
               items != nullptr ? "write `params: {NAME: {any_of: […]}}`, with the name of a parameter"
               : is_absent(params)
                   ? "write `params: {NAME: {absent: true}}`, with the name of a parameter, or "
                     "leave `params` out where any will do"
                   : fmt::format("write `params: {{NAME: {{{}: …}}}}`, with the name of a "
                                 "parameter",
                                 form));
}

}  // namespace sim::api
