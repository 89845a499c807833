#include "simulator/api/openapi/compose/operations.h"

#include <algorithm>
#include <functional>

#include "simulator/api/openapi/compose/descriptor.h"
#include "simulator/api/openapi/compose/node.h"

namespace sim::openapi {
namespace {

using base::Findings;
using base::MapReader;
using base::Member;
using base::Node;

class OperationReader {
 public:
  OperationReader(Sources& sources, const SchemaTable& schemas, Findings& findings)
      : sources_(sources), schemas_(schemas), findings_(findings) {}

  Operation read(const std::string& service, const Member& member) {
    Operation operation;
    operation.service = service;
    operation.method = member.key;
    operation.params = map_node({{"type", text_node("object")}});
    const Node* faults = nullptr;
    const Node* examples = nullptr;
    const Node* result = nullptr;
    MapReader reader("an operation", findings_);
    reader.required("summary", text_into(operation.summary));
    reader.optional("description", text_into(operation.description));
    reader.required("x-realms", [&](const Node& node) { operation.realms = read_realms(node); });
    reader.optional("x-assumed", [&](const Node& node) {
      operation.is_assumed = base::read_bool(node, findings_).value_or(false);
    });
    reader.optional("session", [&](const Node& node) {
      operation.needs_session = base::read_bool(node, findings_).value_or(true);
    });
    reader.required("params", [&](const Node& node) { read_params(node, operation); });
    reader.required("result", [&](const Node& node) { result = &node; });
    reader.optional("faults", [&](const Node& node) { faults = &node; });
    reader.required("examples", [&](const Node& node) { examples = &node; });
    reader.read(member.value);
    if (result != nullptr) operation.result = checked(*result);
    add_common_faults(operation);
    if (faults != nullptr) read_faults(*faults, operation);
    if (examples != nullptr) read_examples(*examples, operation);
    return operation;
  }

 private:
  MapReader::ReadValue text_into(std::string& text) {
    return [this, &text](const Node& node) { text = base::read_text(node, findings_).value_or(""); };
  }

  std::vector<std::string> read_realms(const Node& node) {
    std::vector<std::string> realms;
    base::read_list(node, findings_, [&](const Node& item) {
      if (auto realm = base::read_word(item, realm_words(), findings_)) realms.push_back(std::move(*realm));
    });
    return realms;
  }

  // Expanded where it is right; else any schema, so that reading goes on.
  Node checked(const Node& schema) {
    const std::size_t before = findings_.size();
    schemas_.check(schema, findings_);
    is_sound_ = is_sound_ && findings_.size() == before && schemas_.is_sound();
    return is_sound_ ? schemas_.expanded(schema) : map_node();
  }

  void read_params(const Node& node, Operation& operation) {
    if (text_of(node, "type") != "object") {
      findings_.add(node, "`params` must be an object", "write `type: object`");
      return;
    }
    operation.params = checked(node);
    check_types(operation.params, node);
  }

  // A type that check_parameters() could not check would be let through. `at`: where the file says so.
  void check_types(const Node& object, const Node& at) {
    const Node* properties = object.find("properties");
    if (properties == nullptr) return;
    for (const Member& member : properties->members) {
      const Node& schema = schemas_.resolved(member.value);
      const std::string type = parameter_type(schema);
      if (type.empty()) {
        findings_.add(
            at, "the parameter `" + member.key + "` has a type that the program cannot check",
            "write integer, number, string, object or array, or refer to flag, yes_no, date or date_time");
      }
      const Node* items = schema.find("items");
      check_types(items == nullptr ? schema : schemas_.resolved(*items), at);
    }
  }

  void add_common_faults(Operation& operation) const {
    const std::string dotted = operation.service + "." + operation.method;
    if (operation.needs_session) {
      operation.faults = {{"Server.Session.check_auth.auth_failed", "The session id is unknown or has ended"},
                          {"Client.Session.check_auth.failed_to_process_access_token",
                           "The access token is unknown or has ended"},
                          {"Client.Session.check_auth.failed_to_process_jwt", "The access token is no JWT"},
                          {"Client.check_auth.envelope_missed", "Nothing says who calls"},
                          {"Server.Session.auth_failed", "The login or the password of auth_info is wrong"}};
    }
    for (const char* reason : {"malformed_json", "malformed_form", "unknown_content_type"}) {
      operation.faults.push_back(
          {"Client.Request." + std::string(reason), "The call cannot be read. Assumed: no source shows it."});
    }
    if (!is_sound_ || operation.params.find("properties") != nullptr) {
      operation.faults.push_back({"Client." + dotted + ".wrong_parameter",
                                  "A parameter has another type. Assumed: no source shows it."});
      operation.faults.push_back({"Client." + dotted + ".missing_parameter",
                                  "A parameter is missing. Assumed: no source shows it."});
    }
  }

  void read_faults(const Node& node, Operation& operation) {
    MapReader reader("`faults`", findings_);
    reader.others([&](const Member& member) {
      FaultCode fault{member.key, ""};
      if (member.value.is_scalar()) {
        fault.description = base::read_text(member.value, findings_).value_or("");
      } else {
        bool is_assumed = false;
        MapReader inner("a fault", findings_);
        inner.required("description", text_into(fault.description));
        inner.required("x-assumed", [&](const Node& value) {
          is_assumed = base::read_bool(value, findings_).value_or(false);
        });
        inner.read(member.value);
        if (is_assumed) fault.description += ". Assumed: no source shows it.";
      }
      const bool is_known = std::any_of(operation.faults.begin(), operation.faults.end(),
                                        [&](const FaultCode& each) { return each.code == fault.code; });
      if (!member.key.starts_with("Server.") && !member.key.starts_with("Client.")) {
        findings_.add(member.pos, member.width, "a fault's code begins with `Server.` or `Client.`");
      }
      if (!is_known) operation.faults.push_back(std::move(fault));
    });
    reader.read(node);
  }

  void read_examples(const Node& node, Operation& operation) {
    if (node.is_map() && node.members.empty()) return findings_.add(node, "an operation needs an example");
    MapReader reader("`examples`", findings_);
    reader.others([&](const Member& member) { read_example(member, operation); });
    const std::size_t before = findings_.size();
    reader.read(node);
    if (findings_.size() == before) check_fault_shown(node, operation);
  }

  void check_fault_shown(const Node& node, const Operation& operation) {
    for (const std::string& realm : operation.realms) {
      const bool is_shown = std::any_of(
          operation.examples.begin(), operation.examples.end(),
          [&](const Example& example) { return !example.faultcode.empty() && is_in(realm, example.realms); });
      if (!is_shown) findings_.add(node, "no example shows a fault to the realm " + realm);
    }
  }

  void read_example(const Member& member, Operation& operation) {
    Example example;
    example.name = member.key;
    example.realms = operation.realms;
    example.params = map_node();
    const Node* fault = nullptr;
    MapReader reader("an example", findings_);
    reader.optional("summary", text_into(example.summary));
    reader.optional("x-realms", [&](const Node& node) { example.realms = read_realms(node); });
    reader.required("params", [&](const Node& node) { example.params = node; });
    reader.optional("auth_info", [&](const Node& node) { example.auth_info = node; });
    reader.optional("answer", [&](const Node& node) { example.answer = node; });
    reader.optional("fault", [&](const Node& node) { fault = &node; });
    reader.read(member.value);
    if (fault != nullptr) read_fault_of_example(*fault, operation, example);
    if (fault != nullptr && example.answer) {
      findings_.add(*fault, "`fault` and `answer` exclude each other");
    }
    Source* recorded =
        sources_.find("examples/" + operation.service + "." + operation.method + "." + member.key + ".json");
    Findings* of_answer = &findings_;
    if (recorded != nullptr && fault == nullptr && !example.answer) {
      example.answer = recorded->document.root;
      of_answer = &recorded->findings;
    }
    if (is_sound_) {
      check_params(operation, example);
      if (example.auth_info) check(reference_to("auth_info"), *example.auth_info, findings_);
      if (example.answer) {
        check(operation.result, *example.answer, *of_answer);
        example.answer = in_order_of(operation.result, *example.answer, schemas_);
      }
    }
    operation.examples.push_back(std::move(example));
  }

  void read_fault_of_example(const Node& node, const Operation& operation, Example& example) {
    std::vector<std::string> codes;
    for (const FaultCode& fault : operation.faults) codes.push_back(fault.code);
    MapReader reader("a fault", findings_);
    reader.required("faultcode", [&](const Node& value) {
      example.faultcode = base::read_word(value, codes, findings_).value_or("");
    });
    reader.required("faultstring", text_into(example.faultstring));
    reader.read(node);
    example.breaks_schema =
        example.faultcode.ends_with(".wrong_parameter") || example.faultcode.ends_with(".missing_parameter");
  }

  void check_params(const Operation& operation, const Example& example) {
    if (!example.breaks_schema) return check(operation.params, example.params, findings_);
    const auto compiled = schemas_.compiled(operation.params);
    if (compiled && compiled->violations(base::to_json(example.params)).empty()) {
      findings_.add(example.params,
                    "these parameters fit their schema, so they do not show `" + example.faultcode + "`");
    }
  }

  void check(const Node& schema, const Node& example, Findings& findings) {
    const auto compiled = schemas_.compiled(schema);
    if (compiled) return check_example(*compiled, example, findings);
    findings.add(schema, compiled.error().what);
  }

  Sources& sources_;
  const SchemaTable& schemas_;
  Findings& findings_;
  bool is_sound_ = true;  // of the operation that is being read: its schemas can be used
};

Service read_service(Sources& sources, const SchemaTable& schemas, Source& source) {
  Service service;
  Findings& findings = source.findings;
  const Node* operations = nullptr;
  MapReader reader("a service", findings);
  reader.required("service", [&](const Node& node) {
    service.name = base::read_text(node, findings).value_or("");
    const std::string file = "/" + service.name + ".yaml";
    if (!findings.file().ends_with(file))
      findings.add(node, "the file of this service must be named rest" + file);
  });
  reader.required("description", [&](const Node& node) {
    service.description = base::read_text(node, findings).value_or("");
  });
  reader.required("operations", [&](const Node& node) { operations = &node; });
  reader.read(source.document.root);
  if (operations == nullptr) return service;
  MapReader rows("`operations`", findings);
  rows.others([&](const Member& member) {
    service.operations.push_back(OperationReader(sources, schemas, findings).read(service.name, member));
  });
  rows.read(*operations);
  return service;
}

}  // namespace

std::vector<Service> read_services(Sources& sources, const SchemaTable& schemas) {
  std::vector<Service> services;
  for (Source* source : sources.in("rest/")) services.push_back(read_service(sources, schemas, *source));
  return services;
}

bool is_in(const std::string& realm, const std::vector<std::string>& realms) {
  return std::find(realms.begin(), realms.end(), realm) != realms.end();
}

const std::vector<std::string>& realm_words() {
  static const std::vector<std::string> words{"admin", "reseller", "customer", "account"};
  return words;
}

}  // namespace sim::openapi
