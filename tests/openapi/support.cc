#include "tests/openapi/support.h"

namespace sim::openapi {

Texts small_sources() {
  return {
      {"documents.yaml", R"(customer:
  file: CustomerInterface.json
  title: Customers
  description: What customers may ask
  server: /rest
  realm: customer
  served in: [customer]
espf:
  file: ESPFInterface.json
  title: ESPF
  description: What the ESPF is told
  server: /espf/v1
  paths: espf_api.yaml
  served in: [admin, customer]
webhooks:
  file: Webhooks.json
  title: Events
  description: What is sent
  events: webhooks.yaml
  served in: [admin]
)"},
      {"components/parameters.yaml", R"(keys:
  i_account: {description: "Which, or", type: integer}
  id: {description: its ID, type: string}
)"},
      {"components/common.yaml", R"(flag: {description: 1 or 0, type: integer, enum: [0, 1]}
auth_info: {type: object, properties: {session_id: {type: string}}}
form_call: {type: object, properties: {params: {type: string}}}
fault: {type: object, required: [faultcode], properties: {faultcode: {type: string}}}
account_info:
  description: An account
  type: object
  optional: [status]
  properties:
    i_account: {type: integer}
    status: {description: What is wrong with it, x-assumed: true, type: string}
unused: {type: string}
)"},
      {"components/events.yaml", R"(i_event: {type: integer, examples: [7]}
i_account: {type: integer, examples: [1001]}
i_customer: {type: integer, examples: [101]}
i_invoice: {type: integer, examples: [1]}
i_env: {type: integer, examples: [1]}
number: {type: string, examples: ["44"]}
)"},
      {"rest/Account.yaml", R"(service: Account
description: Accounts
operations:
  get_account_info:
    summary: One account
    x-realms: [admin, customer]
    params:
      type: object
      use: [keys]
      properties:
        detailed_info: {description: More, $ref: flag}
    result:
      type: object
      properties:
        account_info: {$ref: account_info}
    examples:
      one:
        params: {i_account: 1001}
      nobody:
        params: {i_account: 7}
        answer: {}
      wrong_type:
        params: {i_account: olena}
        fault: {faultcode: Client.Account.get_account_info.wrong_parameter, faultstring: no integer}
  block_account:
    summary: Blocks an account
    x-realms: [admin]
    x-assumed: true
    params: {type: object, use: [keys], required: [i_account]}
    result: {type: object, properties: {success: {$ref: flag}}}
    faults:
      Server.Account.not_found: There is none
    examples:
      nobody:
        params: {i_account: 7}
        fault: {faultcode: Server.Account.not_found, faultstring: there is none}
)"},
      {"examples/Account.get_account_info.one.json", R"({"account_info": {"i_account": 1001}})"},
      {"espf_api.yaml", R"(tags: [{name: Groups, description: Groups}]
security: [{basic: []}]
paths:
  /groups:
    get:
      operationId: get_groups
      tags: [Groups]
      summary: All groups
      responses:
        "200": {$ref: "#/components/responses/done"}
components:
  securitySchemes:
    basic: {type: http, scheme: basic, description: A login}
  responses:
    done:
      description: Done
      content:
        application/json:
          schema: {type: object}
          examples:
            done: {value: {}}
)"},
      {"webhooks.yaml", R"(tags: {grouped: Grouped ones, fine-grained: Fine ones}
variables of: {account: [i_account]}
further variables of: {person: [i_account]}
not always: {SIM/Updated: [i_account]}
always: [i_event]
by setting: []
parameters: {}
responses: {received: {description: It is received}}
statuses: {"200": received}
security: []
securitySchemes: {}
)"},
  };
}

Composition composed(const Texts& files) {
  Texts texts = small_sources();
  for (const auto& [path, text] : files) texts[path] = text;
  return compose("api", texts, "1.2.3");
}

}  // namespace sim::openapi
