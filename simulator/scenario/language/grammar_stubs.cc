// The keys of stubs, as the API's room declares them.
#include "simulator/api/stubs/stub_keys.h"
#include "simulator/scenario/language/grammar.h"

namespace sim::language {
namespace {

Type type_of(api::StubValue value) {
  switch (value) {
    case api::StubValue::Text:
      return Type::Text;
    case api::StubValue::Word:
      return Type::Word;
    case api::StubValue::Flag:
      return Type::Bool;
    case api::StubValue::Status:
      return Type::Integer;
    case api::StubValue::Value:
      return Type::Value;
    case api::StubValue::Method:
      return Type::Method;
    case api::StubValue::ValueMap:
      return Type::ValueMap;
    case api::StubValue::Object:
      return Type::Json;
    case api::StubValue::Texts:
      return Type::TextMap;
    case api::StubValue::File:
      return Type::File;
    case api::StubValue::Map:
      return Type::Map;
    case api::StubValue::Maps:
      return Type::Maps;
  }
  return Type::Text;
}

Keys keys_of(const std::vector<api::StubKey>& rows) {
  Keys keys;
  for (const api::StubKey& row : rows) {
    Key key;
    key.name = row.name;
    key.type = type_of(row.value);
    key.sentence = row.sentence;
    key.required = row.required;
    key.fallback = row.fallback;
    key.assumed = row.assumed;
    key.words.assign(row.words.begin(), row.words.end());
    key.keys = keys_of(row.keys);
    if (key.type == Type::Integer) {
      key.min = api::kStubStatusMin;
      key.max = api::kStubStatusMax;
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace

const Keys& stub_keys() {
  static const Keys table = keys_of(api::stub_keys());
  return table;
}

}  // namespace sim::language
