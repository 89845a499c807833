// The methods of the REST API: rest/<Service>.yaml, one operation each, in the short form of the sources.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/document.h"
#include "simulator/api/openapi/compose/schemas.h"
#include "simulator/api/openapi/compose/sources.h"

namespace sim::openapi {

struct FaultCode {
  std::string code;  // "Server.Account.duplicate_id"
  std::string description;
};

struct Example {
  std::string name;
  std::string summary;
  std::vector<std::string> realms;  // where it is true
  base::Node params;
  bool breaks_schema = false;  // `params` do, on purpose: for a fault that says so
  std::optional<base::Node>
      auth_info;  // for a fault about the session; else the request's headers say who calls
  std::optional<base::Node> answer;  // none: not recorded yet, or a fault
  std::string faultcode;             // that it is answered with; "" for none
  std::string faultstring;
};

struct Operation {
  std::string service, method;  // "Account", "get_account_info"
  std::string summary, description;
  std::vector<std::string> realms;
  bool needs_session = true;
  bool is_assumed = false;
  base::Node params;  // schemas as the documents have them
  base::Node result;
  std::vector<FaultCode> faults;  // those that every method may give included
  std::vector<Example> examples;

  std::string name() const { return service + "/" + method; }
};

struct Service {
  std::string name, description;
  std::vector<Operation> operations;  // in the order of the file
};

// In the order of names. What is wrong goes to the findings of the files; what is read in spite of it may
// lack parts.
std::vector<Service> read_services(Sources& sources, const SchemaTable& schemas);

// "admin", "reseller", "customer", "account".
const std::vector<std::string>& realm_words();
bool is_in(const std::string& realm, const std::vector<std::string>& realms);

}  // namespace sim::openapi
