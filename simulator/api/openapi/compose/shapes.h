// The parts of an OpenAPI document that our sources use, and what may stand in each.
#pragma once

#include <optional>
#include <vector>

namespace sim::openapi {

// What may stand where.
enum class Kind {
  Any,
  Text,
  Bool,
  Schema,
  Document,
  Tags,
  Tag,
  Paths,
  PathItem,
  Operation,
  Parameters,
  Parameter,
  RequestBody,
  Content,
  Media,
  Examples,
  Example,
  Responses,
  Response,
  Headers,
  Header,
  Components,
  ParameterMap,
  RequestBodyMap,
  ResponseMap,
  Schemes,
  Scheme,
};

struct Key {
  const char* name;
  Kind kind;
  bool required = false;
};

struct Shape {
  const char* what;
  std::vector<Key> keys = {};
  std::optional<Kind> others = {};  // of a map with any names
  std::optional<Kind> items = {};   // of a list
  bool may_refer = false;           // {$ref: "#/components/…"} may stand in its place
};

// REQUIRES: a kind of map or list, not Any, Text, Bool or Schema
const Shape& shape_of(Kind kind);

}  // namespace sim::openapi
