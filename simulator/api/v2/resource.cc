#include "simulator/api/v2/resource.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "simulator/api/media_type.h"
#include "simulator/api/v2/query.h"
#include "simulator/api/v2/words.h"

namespace sim::api::v2 {
namespace {

using Action = Request::Action;

constexpr std::string_view kBase = "/api/v2";

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty() && segments.size() < 4) {
    path.remove_prefix(1);
    segments.push_back(path.substr(0, path.find('/')));
    path.remove_prefix(segments.back().size());
  }
  if (!segments.empty() && segments.back().empty()) segments.pop_back();  // a trailing slash
  return segments;
}

std::string method_of(const Entity& entity, bool is_one) {
  return "v2/" + std::string(entity.plural) + (is_one ? "/id" : "");
}

const Entity* entity_of(std::string_view plural) {
  for (const Entity* entity : entities()) {
    if (entity->plural == plural) return entity;
  }
  return nullptr;
}

Problem no_such_path(std::string_view first) {
  std::vector<std::string> known{"auth/login"};
  for (const Entity* entity : entities()) known.emplace_back(entity->plural);
  return not_found("API 2.0 has no resource `" + std::string(first) + "`" + meant(first, known));
}

void read_path(std::string_view path, Request& read) {
  const auto segments = segments_of(path.substr(kBase.size()));
  read.method = std::string(path.substr(std::string_view("/api/").size()));
  if (segments.size() == 2 && segments[0] == "auth" && segments[1] == "login") {
    read.action = Action::Login;
    read.method = kLoginMethod;
    return;
  }
  const Entity* entity = segments.empty() || segments.size() > 2 ? nullptr : entity_of(segments[0]);
  if (entity == nullptr) {
    read.refused = no_such_path(path.substr(std::min(path.size(), kBase.size() + 1)));
    return;
  }
  const bool is_one = segments.size() == 2;
  read.entity = entity;
  read.action = is_one ? Action::One : Action::List;
  read.method = method_of(*entity, is_one);
  if (is_one) read.id = base::percent_decode(segments[1]).value_or(std::string(segments[1]));
}

void read_parameters(std::string_view query, Request& read) {
  auto fields = base::parse_form(query);
  if (!fields) {
    read.unfit = bad_parameter("the query cannot be read: " + fields.error().what +
                               "; a `%` of a pattern is written `%25`");
    return;
  }
  const auto is_no_text = [](const auto& field) {
    return base::first_invalid_utf8(field.first) || base::first_invalid_utf8(field.second);
  };
  if (std::any_of(fields->begin(), fields->end(), is_no_text)) {
    read.unfit = bad_parameter("the query is not UTF-8");
    return;
  }
  read.parameters = *std::move(fields);
  for (const auto& [name, value] : read.parameters) read.params[name] = value;
  if (read.action == Action::One) read.params["id"] = read.id;
}

void read_body(const base::HttpRequest& request, Request& read) {
  const MediaType type = media_type(request);
  if (type != MediaType::Json && type != MediaType::None) {
    read.unfit = unsupported_type();
    return;
  }
  auto body = base::parse_json(request.body.empty() ? "{}" : request.body);
  if (!body) {
    read.unfit = bad_body("the body is " + body.error().what);
  } else if (!body->is_object()) {
    read.unfit = bad_body("the body must be a JSON object");
  } else {
    read.params = *std::move(body);
  }
}

OrProblem<Row> find_row(const Request& request, const World& world) {
  std::int64_t id = 0;
  const char* end = request.id.data() + request.id.size();
  const auto [last, error] = std::from_chars(request.id.data(), end, id);
  const bool is_number = error == std::errc() && last == end;
  const auto row = is_number ? request.entity->find(world, id) : std::nullopt;
  if (row) return *row;
  return tl::unexpected(not_found("there is no " + std::string(request.entity->name) + " `" + request.id +
                                  "`" + (is_number ? "" : "; an id is a whole number")));
}

}  // namespace

bool is_v2_target(std::string_view target) {
  const std::string_view path = base::split_target(target).first;
  return path.substr(0, kBase.size()) == kBase && (path.size() == kBase.size() || path[kBase.size()] == '/');
}

Request read_request(const base::HttpRequest& request) {
  Request read;
  const auto [path, query] = base::split_target(request.target);
  read_path(path, read);
  if (read.refused) return read;
  const std::string verb = read.action == Action::Login ? "POST" : "GET";
  if (request.method != verb) {
    read.refused = wrong_verb(verb);
  } else if (read.action == Action::Login) {
    read.query = std::string(query);
    read_body(request, read);
  } else {
    read_parameters(query, read);
  }
  return read;
}

std::optional<Request> request_of(const std::string& method, const base::Json& params) {
  Request read;
  read.method = method;
  read.params = params;
  if (method == kLoginMethod) {
    read.action = Action::Login;
    return read;
  }
  for (const Entity* entity : entities()) {
    const bool is_one = method == method_of(*entity, true);
    if (!is_one && method != method_of(*entity, false)) continue;
    read.entity = entity;
    read.action = is_one ? Action::One : Action::List;
    for (const auto& [name, value] : params.items()) {
      if (is_one && name == "id") {
        read.id = base::text_of(value);
      } else {
        read.parameters.emplace_back(name, base::text_of(value));
      }
    }
    return read;
  }
  return std::nullopt;
}

std::vector<std::string> resource_methods() {
  std::vector<std::string> names{std::string(kLoginMethod)};
  for (const Entity* entity : entities()) {
    names.push_back(method_of(*entity, false));
    names.push_back(method_of(*entity, true));
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool may_read(Realm realm) { return realm == Realm::Admin || realm == Realm::Reseller; }

OrProblem<void> check_parameters(const Request& request, const ApiOptions& options) {
  if (request.unfit) return tl::unexpected(*request.unfit);
  if (request.action == Action::List)
    return read_list_query(*request.entity, request.parameters, options).map([](const auto&) {});
  return read_row_query(*request.entity, request.parameters).map([](const auto&) {});
}

OrProblem<base::Json> read_resource(const Request& request, const World& world, const ApiOptions& options) {
  if (request.unfit) return tl::unexpected(*request.unfit);
  if (request.action == Action::List) {
    const auto query = read_list_query(*request.entity, request.parameters, options);
    if (!query) return tl::unexpected(query.error());
    return answer_list(*query, world);
  }
  const auto plan = read_row_query(*request.entity, request.parameters);
  if (!plan) return tl::unexpected(plan.error());
  const auto row = find_row(request, world);
  if (!row) return tl::unexpected(row.error());
  return answer_row(*plan, world, *row);
}

}  // namespace sim::api::v2
