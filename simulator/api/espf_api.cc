#include "simulator/api/espf_api.h"

#include <charconv>
#include <map>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/uri.h"
#include "simulator/api/media_type.h"

namespace sim::api {
namespace {

using Action = EspfRequest::Action;

constexpr std::string_view kBase = "/espf/v1";

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty() && segments.size() < 8) {
    path.remove_prefix(1);
    segments.push_back(path.substr(0, path.find('/')));
    path.remove_prefix(segments.back().size());
  }
  if (!segments.empty() && segments.back().empty()) segments.pop_back();  // a trailing slash
  return segments;
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

base::HttpResponse no_such_resource(std::string_view path) {
  std::vector<std::string> paths;
  for (const EspfRoute& route : espf_routes()) paths.push_back(std::string(kBase) + std::string(route.path));
  return error_response(404, "the ESPF API has no such resource: " + base::suggestion(path, paths));
}

base::HttpResponse not_allowed(const std::string& allow) {
  base::HttpResponse response = error_response(405, "this resource answers " + allow + " alone");
  response.headers.add("Allow", allow);
  return response;
}

// What stands in the braces of the route, by its name; nothing where the path is not of that route.
std::optional<std::map<std::string_view, std::string_view>> match(std::string_view route,
                                                                  const std::vector<std::string_view>& path) {
  const std::vector<std::string_view> pattern = segments_of(route);
  if (pattern.size() != path.size()) return std::nullopt;
  std::map<std::string_view, std::string_view> parts;
  for (std::size_t n = 0; n < path.size(); ++n) {
    if (pattern[n].front() == '{') {
      parts[pattern[n].substr(1, pattern[n].size() - 2)] = path[n];
    } else if (pattern[n] != path[n]) {
      return std::nullopt;
    }
  }
  return parts;
}

// Which account a path names.
void read_account(std::string_view part, bool by_number, const World& world, EspfRequest& read) {
  const auto name = base::percent_decode(part);
  if (!name) {
    read.refused = error_response(400, "the path holds a broken percent escape");
    return;
  }
  read.account = *name;
  const Account* account = nullptr;
  if (by_number) {
    const auto i_account = number_of(*name);
    if (!i_account) {
      read.unfit = error_response(400, "i_account must be an integer, not `" + *name + "`");
      return;
    }
    account = world.account(IAccount(*i_account));
  } else {
    account = world.account(*name);
    const auto number = number_of(*name);
    read.is_number = account == nullptr && number && world.account(IAccount(*number)) != nullptr;
  }
  if (account != nullptr) read.i_account = account->i_account;
}

// Which resource a path names: its action and the verb it takes; "" for none.
std::string_view read_path(const std::vector<std::string_view>& path, const std::string& verb,
                           const World& world, EspfRequest& read) {
  for (const EspfRoute& route : espf_routes()) {
    const auto parts = match(route.path, path);
    if (!parts) continue;
    read.action = route.action;
    read.method = std::string(route.method);
    read.route = route.path;
    if (const auto number = parts->find("i_account"); number != parts->end())
      read_account(number->second, true, world, read);
    if (const auto id = parts->find("id"); id != parts->end()) read_account(id->second, false, world, read);
    if (const auto group = parts->find("i_group"); group != parts->end() && verb == route.verb)
      read.params["i_group"] = std::string(group->second);
    return route.verb;
  }
  return "";
}

void read_body(const base::HttpRequest& request, EspfRequest& read) {
  const MediaType type = media_type(request);
  if (type == MediaType::Json) {
    auto body = base::parse_json(request.body.empty() ? "{}" : request.body);
    if (!body) {
      read.unfit = error_response(400, "the body is " + body.error().what);
    } else if (!body->is_object()) {
      read.unfit = error_response(400, "the body must be a JSON object");
    } else {
      read.params = std::move(*body);
    }
  } else if (type == MediaType::Form) {
    const auto fields = form_fields(request);
    if (!fields) {
      read.unfit = error_response(400, fields.error().what);
      return;
    }
    for (const auto& [name, value] : *fields) read.params[name] = value;
  } else {
    read.unfit =
        error_response(415, "Content-Type must be application/json or application/x-www-form-urlencoded");
  }
}

std::size_t characters_of(const std::string& utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return count;
}

// "" where it is absent or null; nothing where it is no text.
std::optional<std::string> text_member(const base::Json& params, const char* name) {
  const auto found = params.find(name);
  if (found == params.end() || found->is_null()) return "";
  if (!found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::string unfit_status(const base::Json& params, const ApiOptions& options) {
  const auto word = text_member(params, "status");
  if (!word || !status_of_word(*word)) return "`status` must be OK, IN_PROGRESS, RETRY or FAILED";
  const auto group = text_member(params, "group");
  if (!group || group->empty()) return "`group` must name a service group";
  const auto message = text_member(params, "message");
  if (!message) return "`message` must be text";
  if (message->empty() && options.status_message_required) return "`message` is missing";
  if (characters_of(*message) > kStatusMessageCharactersMax) return "`message` has more than 4000 characters";
  return "";
}

std::optional<std::int64_t> group_number(const base::Json& params) {
  const auto found = params.find("i_group");
  return found == params.end() ? std::nullopt : number_of(base::text_of(*found));
}

base::HttpResponse post_status(const EspfRequest& request, const ServiceGroups& groups,
                               ProvisioningStatuses& statuses, base::VirtualTime now) {
  const std::string group = *text_member(request.params, "group");
  if (groups.find(group) == nullptr)
    return error_response(400, "no service group `" + group + "` is registered");
  if (!request.i_account) {
    const std::string& name = request.account;
    const std::string help =
        request.is_number ? ": an i_account has the path /espf/v1/account/i/" + name + "/status" : "";
    return error_response(404, "no account " + name + help);
  }
  statuses.post(*request.i_account, group,
                {*status_of_word(*text_member(request.params, "status")),
                 *text_member(request.params, "message"), now});
  return base::json_response(200, "{}");
}

base::HttpResponse list_groups(const ServiceGroups& groups) {
  base::Json list = base::Json::array();
  for (const ServiceGroup& group : groups.list()) {
    // Text and a boolean, as the documented example prints them.
    list.push_back({{"i_group", std::to_string(group.i_group.value())},
                    {"name", group.name},
                    {"is_custom", group.is_custom}});
  }
  return base::json_response(200, base::dump({{"group_list", std::move(list)}}));
}

base::HttpResponse create_group(const EspfRequest& request, ServiceGroups& groups) {
  const auto group = groups.create(*text_member(request.params, "name"));
  if (!group) return error_response(400, group.error().what);
  return base::json_response(200, base::dump({{"name", group->name}, {"i_group", group->i_group.value()}}));
}

base::HttpResponse delete_group(const EspfRequest& request, ServiceGroups& groups) {
  const auto removed = groups.remove(IGroup(*group_number(request.params)));
  if (removed) return base::json_response(200, "{}");
  return error_response(removed.error().kind == base::ErrorKind::NotFound ? 404 : 400, removed.error().what);
}

}  // namespace

base::HttpResponse error_response(int status, const std::string& what) {
  return base::json_response(status, base::dump({{"error", what}}));
}

const std::vector<EspfRoute>& espf_routes() {
  static const std::vector<EspfRoute> routes{
      {"POST", "/account/i/{i_account}/status", "espf/v1/account/status", Action::PostStatus},
      {"POST", "/account/{id}/status", "espf/v1/account/status", Action::PostStatus},
      {"GET", "/groups", "espf/v1/groups", Action::ListGroups},
      {"POST", "/group/create", "espf/v1/group/create", Action::CreateGroup},
      {"POST", "/group/delete", "espf/v1/group/delete", Action::DeleteGroup},       // the path is assumed
      {"DELETE", "/group/{i_group}", "espf/v1/group/delete", Action::DeleteGroup},  // likewise
  };
  return routes;
}

bool is_espf_target(std::string_view target) {
  const std::string_view path = base::split_target(target).first;
  return path.substr(0, 5) == "/espf" && (path.size() == 5 || path[5] == '/');
}

std::string_view method_of_espf_path(std::string_view path) {
  const auto segments = segments_of(path);
  for (const EspfRoute& route : espf_routes()) {
    if (match(route.path, segments)) return route.method;
  }
  return "";
}

std::string unfit_body(EspfAction action, const base::Json& params, const ApiOptions& options) {
  if (action == Action::PostStatus) return unfit_status(params, options);
  if (action == Action::CreateGroup && text_member(params, "name").value_or("").empty())
    return "`name` must be the group's name";
  if (action == Action::DeleteGroup && !group_number(params)) return "`i_group` must be a number";
  return "";
}

EspfRequest read_espf_request(const base::HttpRequest& request, const World& world) {
  EspfRequest read;
  const auto [path, query] = base::split_target(request.target);
  read.query = std::string(query);
  read.method = std::string(path.substr(1));
  const bool is_v1 =
      path.substr(0, kBase.size()) == kBase && (path.size() == kBase.size() || path[kBase.size()] == '/');
  std::string_view verbs;
  if (is_v1) verbs = read_path(segments_of(path.substr(kBase.size())), request.method, world, read);
  if (read.refused) return read;
  if (verbs.empty()) {
    read.action = Action::None;
    read.refused = no_such_resource(path);
  } else if (verbs != request.method) {
    read.refused = not_allowed(std::string(verbs));
  } else if (request.method == "POST" && !read.unfit) {
    read_body(request, read);
  }
  return read;
}

base::HttpResponse answer_espf_request(const EspfRequest& request, const ApiOptions& options,
                                       ServiceGroups& groups, ProvisioningStatuses& statuses,
                                       base::VirtualTime now) {
  if (const std::string why = unfit_body(request.action, request.params, options); !why.empty())
    return error_response(400, why);
  switch (request.action) {
    case Action::PostStatus:
      return post_status(request, groups, statuses, now);
    case Action::ListGroups:
      return list_groups(groups);
    case Action::CreateGroup:
      return create_group(request, groups);
    case Action::DeleteGroup:
      return delete_group(request, groups);
    case Action::None:
      break;
  }
  return no_such_resource("/" + request.method);
}

}  // namespace sim::api
