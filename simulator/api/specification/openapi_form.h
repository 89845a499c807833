// What the parts of an OpenAPI document are and which form they have, by the names of their members (OpenAPI
// 3.0 and 3.1, section "Schema", https://spec.openapis.org/oas/v3.1.0).
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/json_pointer.h"

namespace sim::api {

enum class Part {
  Document,
  PathItem,
  Operation,
  Parameter,
  RequestBody,
  Response,
  MediaType,
  Encoding,
  Header,
  Example,
  Link,
  Callback,
  Components,
  Schema,
  Other,  // in which nothing is looked at
};

struct PartMember {
  enum class Form { One, List, Map };

  std::string_view name;
  Part part;  // what it is, or its items or members are
  Form form = Form::One;
};

// Null for a name that the part does not have.
const PartMember* find_part_member(Part part, std::string_view name);

// Shows `visit` each part that is a map, with its place ("/paths/…"), those above before those in it.
// References are not followed.
template <class Json, class Visit>
void for_each_part(Json& value, Part part, const std::string& at, const Visit& visit) {
  if (!value.is_object()) return;
  visit(part, value, at);
  for (auto& [name, member] : value.items()) {
    const PartMember* known = find_part_member(part, name);
    if (known == nullptr || known->part == Part::Other) continue;
    const std::string there = at + "/" + base::pointer_token(name);
    if (known->form == PartMember::Form::One) {
      for_each_part(member, known->part, there, visit);
    } else if (known->form == PartMember::Form::List && member.is_array()) {
      for (std::size_t n = 0; n < member.size(); ++n)
        for_each_part(member[n], known->part, there + "/" + std::to_string(n), visit);
    } else if (known->form == PartMember::Form::Map && member.is_object()) {
      for (auto& [key, each] : member.items())
        for_each_part(each, known->part, there + "/" + base::pointer_token(key), visit);
    }
  }
}

struct FormProblem {
  std::string at;    // "/paths/…/responses/200"
  std::string what;  // "`200` must be a response, which is a map, not "ok""
  std::string help;
  enum class Kind { Form, Value, Name } kind = Kind::Form;  // Name: only that of the member at `at` is meant
};

// Parts that have another form than they should, save schemas; references to parts of another kind; examples
// without a value; and names that are nearly one of a part's.
std::vector<FormProblem> form_problems(const base::Json& document);

}  // namespace sim::api
