#include "simulator/api/openapi/compose/rest_document.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "simulator/api/openapi/compose/node.h"

namespace sim::openapi {
namespace {

using base::Node;

Node media(Node schema, Node examples) {
  Node media = map_node({{"schema", std::move(schema)}});
  if (!examples.members.empty()) set(media, "examples", std::move(examples));
  return map_node({{"application/json", std::move(media)}});
}

Node call_of(const Example& example) {
  Node call = map_node();
  if (example.auth_info) set(call, "auth_info", *example.auth_info);
  set(call, "params", example.params);
  return call;
}

// What breaks its schema is no example of a request, so it stands where its fault does.
Node named_example(const Example& example, Node value) {
  Node node = map_node();
  const Node call = call_of(example);
  std::string summary = example.summary;
  if (summary.empty() && example.breaks_schema) summary = base::dump(base::to_json(call));
  if (!summary.empty()) set(node, "summary", text_node(summary));
  set(node, "value", std::move(value));
  if (example.breaks_schema) set(node, "x-request", call);
  return node;
}

// The examples that hold in the realm; `value_of` gives nothing (a null) where one has no part in it.
template <class ValueOf>
Node examples_of(const Operation& operation, const std::string& realm, ValueOf value_of) {
  Node examples = map_node();
  for (const Example& example : operation.examples) {
    if (!is_in(realm, example.realms)) continue;
    Node value = value_of(example);
    if (!value.is_null()) set(examples, example.name, named_example(example, std::move(value)));
  }
  return examples;
}

Node request_body(const Operation& operation, const std::string& realm) {
  Node call = map_node({{"type", text_node("object")}});
  const bool needs_params =
      operation.params.find("required") != nullptr || operation.params.find("anyOf") != nullptr;
  if (needs_params) set(call, "required", list_node({text_node("params")}));
  Node properties = map_node();
  if (operation.needs_session) set(properties, "auth_info", reference_to("auth_info"));
  Node params = operation.params;
  if (params.find("properties") == nullptr && params.find("$ref") == nullptr)
    set(params, "properties", map_node());
  set(properties, "params", std::move(params));
  set(call, "properties", std::move(properties));
  Node content = media(std::move(call), examples_of(operation, realm, [](const Example& example) {
                         return example.breaks_schema ? Node() : call_of(example);
                       }));
  for (const char* type : {"application/x-www-form-urlencoded", "multipart/form-data"}) {
    set(content, type, map_node({{"schema", reference_to("form_call")}}));
  }
  return map_node(
      {{"required", literal_node(needs_params ? "true" : "false")}, {"content", std::move(content)}});
}

// The fault's schema, with these codes alone.
Node fault_schema(Node code) {
  const Node codes = map_node({{"properties", map_node({{"faultcode", std::move(code)}})}});
  return map_node({{"allOf", list_node({reference_to("fault"), codes})}});
}

Node fault_response(const Operation& operation, const std::string& realm) {
  Node codes = list_node();
  std::string said = "A fault:\n";
  for (const FaultCode& fault : operation.faults) {
    append(codes, text_node(fault.code));
    said += "\n* `" + fault.code + "`: " + fault.description;
  }
  Node schema = fault_schema(map_node({{"type", text_node("string")}, {"enum", std::move(codes)}}));
  Node examples = examples_of(operation, realm, [](const Example& example) {
    if (example.faultcode.empty()) return Node();
    return map_node(
        {{"faultcode", text_node(example.faultcode)}, {"faultstring", text_node(example.faultstring)}});
  });
  return map_node(
      {{"description", text_node(said)}, {"content", media(std::move(schema), std::move(examples))}});
}

Node answer_response(const Operation& operation, const std::string& realm) {
  Node examples = examples_of(
      operation, realm, [](const Example& example) { return example.answer ? *example.answer : Node(); });
  return map_node({{"description", text_node("It is done, or read; what does not exist is an empty object")},
                   {"content", media(operation.result, std::move(examples))}});
}

// Of every operation: it is answered before anyone looks who asks for what.
Node too_large_response() {
  const Node code = text_node("Client.Request.body_too_large");
  const Node fault = map_node({{"faultcode", code}, {"faultstring", text_node("body too large")}});
  Node examples = map_node({{"too_large", map_node({{"value", fault}})}});
  return map_node({{"description", text_node("The body is over 8 MiB. Assumed: no source shows it.")},
                   {"content", media(fault_schema(map_node({{"const", code}})), std::move(examples))}});
}

Node path_item(const Operation& operation, const std::string& realm) {
  Node post = map_node({{"operationId", text_node(operation.service + "_" + operation.method)},
                        {"tags", list_node({text_node(operation.service)})},
                        {"summary", text_node(operation.summary)}});
  std::string said = operation.description;
  if (operation.is_assumed) {
    said += said.empty() ? "" : "\n\n";
    said += "Its name is attested; the shapes are assumed.";
    set(post, "x-assumed", literal_node("true"));
  }
  if (!said.empty()) set(post, "description", text_node(said));
  if (!operation.needs_session) set(post, "security", list_node());
  set(post, "requestBody", request_body(operation, realm));
  set(post, "responses",
      map_node({{"200", answer_response(operation, realm)},
                {"413", map_node({{"$ref", text_node("#/components/responses/too_large")}})},
                {"500", fault_response(operation, realm)}}));
  return map_node({{"post", std::move(post)}});
}

Node security_schemes() {
  const auto cookie = [](const char* name) {
    return map_node({{"type", text_node("apiKey")},
                     {"in", text_node("cookie")},
                     {"name", text_node(name)},
                     {"x-assumed", literal_node("true")},
                     {"description", text_node("As Session/login sets it. Assumed: its name.")}});
  };
  return map_node({{"bearer", map_node({{"type", text_node("http")},
                                        {"scheme", text_node("bearer")},
                                        {"bearerFormat", text_node("JWT")},
                                        {"description", text_node("The access token of Session/login")}})},
                   {"session_cookie", cookie("session_id")},
                   {"token_cookie", cookie("access_token")}});
}

// The last, empty one: `auth_info` in the body says who calls.
Node security() {
  return list_node({map_node({{"bearer", list_node()}}), map_node({{"token_cookie", list_node()}}),
                    map_node({{"session_cookie", list_node()}}), map_node()});
}

}  // namespace

Node rest_members(const std::vector<Service>& services, const std::string& realm,
                  const SchemaTable& schemas) {
  Node tags = list_node();
  Node paths = map_node();
  for (const Service& service : services) {
    const std::size_t before = paths.members.size();
    for (const Operation& operation : service.operations) {
      if (is_in(realm, operation.realms)) set(paths, "/" + operation.name(), path_item(operation, realm));
    }
    if (paths.members.size() == before) continue;
    append(tags,
           map_node({{"name", text_node(service.name)}, {"description", text_node(service.description)}}));
  }
  Node used = schemas.used_by(paths);
  Node components = map_node({{"schemas", std::move(used)},
                              {"responses", map_node({{"too_large", too_large_response()}})},
                              {"securitySchemes", security_schemes()}});
  return map_node({{"security", security()},
                   {"tags", std::move(tags)},
                   {"paths", std::move(paths)},
                   {"components", std::move(components)}});
}

}  // namespace sim::openapi
