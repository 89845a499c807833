#include "simulator/console/ready_file.h"

#include <nlohmann/json.hpp>

namespace sim {

base::Json ready_object(const Addresses& addresses, const std::string& control_url,
                        const std::string& control_token) {
  base::Json object;
  object["portabilling_url"] = addresses.portabilling_url;
  object["portabilling_https_url"] = addresses.portabilling_https_url;
  for (const auto& [realm, origins] : addresses.realms) {
    object["realms"][realm]["http"] = origins.http;
    object["realms"][realm]["https"] = origins.https;
  }
  object["espf_url"] = addresses.espf_url;
  object["clock_url"] = addresses.clock_url;
  object["control_url"] = control_url;
  object["control_token"] = control_token;
  object["ca_file"] = addresses.ca_file;
  object["login"] = addresses.login;
  object["password"] = addresses.password;
  object["token"] = addresses.token;
  object["external_systems"] = base::Json::object();
  for (const auto& [name, url] : addresses.systems) object["external_systems"][name] = url;
  return object;
}

base::Result<ControlAddress> read_control_address(const std::string& text) {
  const auto object = base::parse_json(text);
  if (!object) return tl::unexpected(object.error());
  ControlAddress address;
  for (const auto& [member, into] :
       {std::pair("control_url", &address.url), std::pair("control_token", &address.token)}) {
    const auto found = object->is_object() ? object->find(member) : object->end();
    if (!object->is_object() || found == object->end() || !found->is_string()) {
      return base::fail(base::ErrorKind::Invalid, std::string("it has no `") + member + "`");
    }
    *into = found->get<std::string>();
  }
  return address;
}

}  // namespace sim
