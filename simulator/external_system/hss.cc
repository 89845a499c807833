#include "simulator/external_system/hss.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/uri.h"

namespace sim {
namespace {

constexpr std::string_view kCollection = "/subscribers";
constexpr std::size_t kProfileCharactersMax = 64;

base::HttpResponse error(int status, const std::string& what) {
  return base::json_response(status, base::dump({{"error", what}}));
}

base::HttpResponse not_allowed(const std::string& allow) {
  base::HttpResponse response = error(405, "this resource answers " + allow + " alone");
  response.headers.add("Allow", allow);
  return response;
}

// "/subscribers/255…" → "255…"; "" for the collection itself; nothing for any other path.
std::optional<std::string> imsi_of(std::string_view target) {
  std::string_view path = base::split_target(target).first;
  if (path.substr(0, kCollection.size()) != kCollection) return std::nullopt;
  path.remove_prefix(kCollection.size());
  if (path.empty() || path == "/") return "";
  if (path.front() != '/') return std::nullopt;
  path.remove_prefix(1);
  if (path.find('/') != std::string_view::npos) return std::nullopt;
  return base::percent_decode(path);
}

bool is_json(const base::HttpRequest& request) {
  const std::string* type = request.headers.find("Content-Type");
  if (type == nullptr) return false;
  std::string media = type->substr(0, type->find(';'));
  media.erase(std::remove(media.begin(), media.end(), ' '), media.end());
  std::transform(media.begin(), media.end(), media.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return media == "application/json";
}

bool is_digits(std::string_view text, std::size_t least, std::size_t most) {
  return base::all_digits(text) && text.size() >= least && text.size() <= most;
}

base::Json with_imsi(const std::string& imsi, base::Json subscriber) {
  if (subscriber.is_object()) subscriber["imsi"] = imsi;
  return subscriber;
}

}  // namespace

bool is_imsi(std::string_view text) { return is_digits(text, 6, 15); }

std::string subscriber_problem(const base::Json& body, const std::string& imsi) {
  if (!body.is_object()) return "the body must be a JSON object with msisdn, profile and barred";
  for (const auto& [name, value] : body.items()) {
    if (name == "msisdn") {
      if (!value.is_string() || !is_digits(value.get_ref<const std::string&>(), 1, 15)) {
        return "msisdn must be a string of 1 to 15 digits";
      }
    } else if (name == "profile") {
      if (!value.is_string() || value.get_ref<const std::string&>().empty() ||
          value.get_ref<const std::string&>().size() > kProfileCharactersMax) {
        return "profile must be a string of 1 to 64 characters";
      }
    } else if (name == "barred") {
      if (!value.is_boolean()) return "barred must be true or false";
    } else if (name == "imsi") {
      if (value != base::Json(imsi)) return "imsi differs from the IMSI of the path";
    } else {
      return "unknown member `" + name + "`: a subscriber has msisdn, profile and barred";
    }
  }
  for (const char* name : {"msisdn", "profile", "barred"}) {
    if (!body.contains(name)) return std::string("missing member `") + name + "`";
  }
  return "";
}

SystemRequest Hss::describe(const base::HttpRequest& request) const {
  SystemRequest described{request.method, std::string(base::split_target(request.target).first),
                          imsi_of(request.target).value_or(""), nullptr};
  if (!request.body.empty()) {
    if (auto body = base::parse_json(request.body)) described.body = std::move(*body);
  }
  return described;
}

SystemAnswer Hss::handle(const base::HttpRequest& request, base::VirtualTime now) {
  const auto imsi = imsi_of(request.target);
  if (!imsi) return {error(404, "no such resource; subscribers are at /subscribers/<imsi>"), {}};

  if (imsi->empty()) {
    if (request.method != "GET") return {not_allowed("GET"), {}};
    base::Json list = base::Json::array();
    for (const auto& [key, subscriber] : subscribers_) list.push_back(with_imsi(key, subscriber));
    const base::Json body = {{"subscribers", std::move(list)}, {"total", subscribers_.size()}};
    return {base::json_response(200, base::dump(body)), {}};
  }

  if (request.method != "GET" && request.method != "PUT" && request.method != "DELETE") {
    return {not_allowed("GET, PUT, DELETE"), {}};
  }
  if (!is_imsi(*imsi)) return {error(400, "an IMSI has 6 to 15 digits"), {}};
  if (request.method == "PUT") return put(*imsi, request, now);
  if (request.method == "DELETE") return erase(*imsi, now);

  const auto found = subscribers_.find(*imsi);
  if (found == subscribers_.end()) return {error(404, "no subscriber " + *imsi), {}};
  return {base::json_response(200, base::dump(with_imsi(*imsi, found->second))), {}};
}

SystemAnswer Hss::put(const std::string& imsi, const base::HttpRequest& request, base::VirtualTime now) {
  if (!is_json(request)) return {error(415, "Content-Type must be application/json"), {}};
  auto body = base::parse_json(request.body);
  if (!body) return {error(400, "the body is " + body.error().what), {}};
  if (const std::string problem = subscriber_problem(*body, imsi); !problem.empty()) {
    return {error(400, problem), {}};
  }
  body->erase("imsi");

  const std::string answer = base::dump(with_imsi(imsi, *body));
  const auto found = subscribers_.find(imsi);
  if (found == subscribers_.end()) {
    if (subscribers_.size() >= kSystemRecordsMax) return {error(507, "this HSS is full"), {}};
    subscribers_[imsi] = *body;
    return changed(201, answer, {imsi, std::nullopt, *body}, now);
  }
  if (found->second == *body) return {base::json_response(200, answer), {}};
  const base::Json before = std::exchange(found->second, *body);
  return changed(200, answer, {imsi, before, *body}, now);
}

SystemAnswer Hss::erase(const std::string& imsi, base::VirtualTime now) {
  const auto found = subscribers_.find(imsi);
  if (found == subscribers_.end()) return {error(404, "no subscriber " + imsi), {}};
  const base::Json before = std::move(found->second);
  subscribers_.erase(found);
  return changed(204, "", {imsi, before, std::nullopt}, now);
}

SystemAnswer Hss::changed(int status, std::string body, RecordChange change, base::VirtualTime now) {
  if (log_.size() == kLoggedChangesMax) log_.pop_front();
  log_.push_back({++changes_, now, change});
  base::HttpResponse response;
  response.status = status;
  if (!body.empty()) response = base::json_response(status, std::move(body));
  return {std::move(response), {std::move(change)}};
}

void Hss::preset(const std::string& key, base::Json record) { subscribers_[key] = std::move(record); }

}  // namespace sim
