#include "simulator/api/envelope.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/json_pointer.h"
#include "base/json_string.h"
#include "base/long_integers.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "simulator/api/media_type.h"

namespace sim::api {
namespace {

constexpr std::string_view kRest = "/rest";

struct RestPath {
  std::string method;
  std::string arguments;  // decoded, what stands behind the method: "/{…}/{…}"
  std::string_view query;
};

std::string_view take_segment(std::string_view& path) {
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

OrFault<RestPath> split_path(std::string_view target) {
  auto [path, query] = base::split_target(target);
  // A "?" behind the first brace belongs to the JSON.
  if (path.find('{') != std::string_view::npos) path = target, query = {};
  path.remove_prefix(kRest.size());
  RestPath split;
  const std::string_view service = take_segment(path);
  const std::string_view method = take_segment(path);
  if (service.empty() || method.empty() || method.front() == '{') {
    return fault("Client.Request.no_method", "a call goes to /rest/<Service>/<method>");
  }
  split.method = std::string(service) + "/" + std::string(method);
  const auto decoded = base::percent_decode(path);
  if (!decoded) return fault("Client.Request.malformed_path", "the path holds a broken percent escape");
  split.arguments = *decoded;
  split.query = query;
  return split;
}

// The end of the JSON object that begins at `from`; npos where it does not end.
std::size_t end_of_object(std::string_view text, std::size_t from) {
  int depth = 0;
  for (std::size_t at = from; at < text.size();) {
    const char c = text[at];
    if (c == '{') ++depth;
    if (c == '}' && --depth == 0) return at + 1;
    at = c == '"' ? base::end_of_json_string(text, at) : at + 1;
  }
  return std::string_view::npos;
}

// "/{a}/{b}" → {"{a}", "{b}"}; "//{b}" → {"", "{b}"}; "/{a}/" → {"{a}"}.
OrFault<std::vector<std::string>> path_arguments(std::string_view rest) {
  std::vector<std::string> arguments;
  while (rest.size() > 1) {
    rest.remove_prefix(1);  // the slash
    if (rest.front() == '/') {
      arguments.emplace_back();
      continue;
    }
    const std::size_t end = rest.front() == '{' ? end_of_object(rest, 0) : std::string_view::npos;
    const bool ends_well = end != std::string_view::npos && (end == rest.size() || rest[end] == '/');
    if (!ends_well || arguments.size() == 2) {
      return fault("Client.Request.malformed_path",
                   "behind the method come at most two JSON objects: /<auth_info>/<params>");
    }
    arguments.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end);
  }
  return arguments;
}

OrFault<base::Json> read_object(std::string_view text, const std::string& what, bool strict) {
  auto value = base::parse_json(text);
  if (!value) return fault("Client.Request.malformed_json", what + " is " + value.error().what);
  if (!value->is_object()) {
    return fault("Client.Request.malformed_json", what + " must be a JSON object, {} where it is empty" +
                                                      (value->is_array() ? "; it is a list" : ""));
  }
  if (strict) {
    if (const std::string unclear = unclear_in(text); !unclear.empty())
      return fault("Client.Request.malformed_json", what + ": " + unclear);
  }
  return std::move(*value);
}

OrFault<void> take_texts(const std::string* auth_info, const std::string* params, bool strict,
                         Envelope& envelope) {
  if (auth_info != nullptr && !auth_info->empty()) {
    auto object = read_object(*auth_info, "auth_info", strict);
    if (!object) return tl::unexpected(object.error());
    add_auth_info(envelope.credentials, *object);
    envelope.auth_info = *std::move(object);
  }
  if (params != nullptr && !params->empty()) {
    auto object = read_object(*params, "params", strict);
    if (!object) return tl::unexpected(object.error());
    envelope.params = std::move(*object);
    envelope.parts.has_params = true;
  }
  return {};
}

OrFault<void> take_path_arguments(const RestPath& path, bool strict, Envelope& envelope) {
  auto arguments = path_arguments(path.arguments);
  if (!arguments) return tl::unexpected(arguments.error());
  if (arguments->empty()) return {};
  if (arguments->size() == 2) return take_texts(&(*arguments)[0], &(*arguments)[1], strict, envelope);
  const bool is_login = path.method == "Session/login";
  const std::string* only = &(*arguments)[0];
  return take_texts(is_login ? nullptr : only, is_login ? only : nullptr, strict, envelope);
}

// For strict mode: a misspelt `params` must not pass as a call without any.
OrFault<void> check_member(const std::string& name) {
  const std::vector<std::string> known{"params", "auth_info"};
  if (std::find(known.begin(), known.end(), name) != known.end()) return {};
  return fault("Client.Request.unknown_member",
               fmt::format("`{}` is no part of a call: {}", name, base::suggestion(name, known)));
}

OrFault<void> take_json_body(const base::HttpRequest& request, bool strict, bool is_flat,
                             Envelope& envelope) {
  auto body = read_object(request.body, "the body", strict);
  if (!body) return tl::unexpected(body.error());
  const bool is_params = is_flat && !body->contains("params");
  if (strict && !is_params) {
    for (const auto& [name, value] : body->items()) {
      if (auto checked = check_member(name); !checked) return checked;
    }
  }
  for (const char* name : {"params", "auth_info"}) {
    const auto found = body->find(name);
    if (found == body->end() || (found->is_null() && !strict)) continue;
    if (!found->is_object()) {
      return fault("Client.Request.malformed_json",
                   std::string(name) + " must be a JSON object, {} where it is empty");
    }
  }
  if (body->contains("auth_info") && (*body)["auth_info"].is_object()) {
    add_auth_info(envelope.credentials, (*body)["auth_info"]);
    envelope.auth_info = std::move((*body)["auth_info"]);
    if (is_params) body->erase("auth_info");
  }
  if (is_params) {
    envelope.params = *std::move(body);
  } else if (body->contains("params") && (*body)["params"].is_object()) {
    envelope.params = std::move((*body)["params"]);
    envelope.parts.has_params = true;
  }
  return {};
}

OrFault<void> take_fields(const base::Result<base::FormFields>& fields, bool strict, Envelope& envelope) {
  if (!fields) return fault("Client.Request.malformed_form", fields.error().what);
  if (strict) {
    for (const auto& [name, value] : *fields) {
      if (auto checked = check_member(name); !checked) return checked;
    }
  }
  return take_texts(find_field(*fields, "auth_info"), find_field(*fields, "params"), strict, envelope);
}

OrFault<void> take_body(const base::HttpRequest& request, bool strict, bool is_flat, Envelope& envelope) {
  if (request.body.empty()) return {};
  envelope.parts.has_body = true;
  switch (media_type(request)) {
    case MediaType::Json:
      return take_json_body(request, strict, is_flat, envelope);
    case MediaType::Form:
    case MediaType::Multipart:
      return take_fields(form_fields(request), strict, envelope);
    case MediaType::None:
      if (request.body.front() == '{') return take_json_body(request, strict, is_flat, envelope);
      return take_fields(base::parse_form(request.body), strict, envelope);
    case MediaType::Other:
      break;
  }
  return fault(
      "Client.Request.unknown_content_type",
      "Content-Type must be application/json, application/x-www-form-urlencoded or multipart/form-data");
}

}  // namespace

std::string unclear_in(std::string_view body) {
  if (const auto doubled = base::doubled_names(body, 1); !doubled.empty())
    return fmt::format("`{}` stands twice in an object", base::shortened(doubled.front().name, 60));
  const auto numbers = base::long_integers(body, 1);
  if (numbers.empty() || !base::parse_json(body)) return "";
  return fmt::format("no 64-bit type holds the number {}: ids of so many digits are sent as texts",
                     base::shortened(numbers.front(), 60));
}

bool is_rest_target(std::string_view target) {
  return target.substr(0, kRest.size()) == kRest &&
         (target.size() == kRest.size() || target[kRest.size()] == '/' || target[kRest.size()] == '?');
}

std::string method_of_target(std::string_view target) {
  const auto path = split_path(target);
  return path ? path->method : "";
}

OrFault<Envelope> read_envelope(const base::HttpRequest& request, const ApiOptions& options, bool is_flat) {
  auto path = split_path(request.target);
  if (!path) return tl::unexpected(path.error());
  Envelope envelope;
  envelope.method = path->method;
  envelope.credentials = header_credentials(request.headers, options, request.local_port);
  if (auto taken = take_path_arguments(*path, options.strict, envelope); !taken)
    return tl::unexpected(taken.error());
  if (!path->query.empty()) {
    if (auto taken = take_fields(base::parse_form(path->query), options.strict, envelope); !taken) {
      return tl::unexpected(taken.error());
    }
  }
  if (auto taken = take_body(request, options.strict, is_flat, envelope); !taken)
    return tl::unexpected(taken.error());
  return envelope;
}

}  // namespace sim::api
