// What provisioning events are described to be, and what is sent: every deed is done to the world that ships,
// and what the ESPF sends of it, in either style, is held to its webhook.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/document.h"
#include "simulator/api/documents.h"
#include "simulator/billing/changes.h"
#include "simulator/espf/event_queue.h"
#include "tests/contract/described.h"
#include "tests/contract/shipped.h"

namespace sim::tests {
namespace {

using base::Json;

// As `espf trigger` takes them, one after another; a map with `do`.
constexpr const char* kDeeds = R"(
- {account: 380501112299, do: {create: {customer: Panda Telecom, product: LTE Basic, sim: 255010000000002}}}
- {account: 380501112233, do: block}
- {account: 380501112233, do: unblock}
- {account: 380501112233, do: suspend}
- {account: 380501112233, do: unsuspend}
- {account: 380501112242, do: activate}
- {account: 380501112240, do: activate}
- {account: 380501112233, do: {change_product: LTE Unlimited}}
- {account: 380501112233, do: {add_addon: Roaming EU}}
- {account: 380501112233, do: {change_addon: {product: Roaming EU, priority: 30}}}
- {account: 380501112233, do: {remove_addon: Roaming EU}}
- {account: 380501112244, do: {assign_sim: "255010000000003"}}
- {account: 380501112244, do: remove_sim}
- {account: 380501112244, do: {change_id: "380501112298"}}
- {account: 380501112233, do: {set_custom_field: {Cost Centre: CC-18}}}
- {account: 380501112233, do: {set_service_feature: {name: clip, flag_value: "N"}}}
- {account: 380501112233, do: {set: {password: New-Rain-5, h323_password: x9, firstname: Ola, phone1: "1", zip: "2"}}}
- {account: 380501112233, do: expire}
- {account: 380501112237, do: {top_up: 10}}
- {account: 380501112234, do: {charge: 1}}
- {account: 380501112234, do: exhaust_funds}
- {account: 380501112233, do: {exceed_quota: service}}
- {account: 380501112233, do: {exceed_quota: msg}}
- {account: 380501112233, do: {exceed_quota: netaccess}}
- {account: 380501112233, do: {restore_quota: service}}
- {account: 380501112233, do: {expire_quota: service}}
- {account: 380501112233, do: {expire_quota: msg}}
- {account: 380501112233, do: {expire_quota: netaccess}}
- {account: 380501112233, do: terminate}
- {customer: Nightingale Networks, do: create}
- {customer: Kestrel Couriers, do: {rename: Falcon Freight}}
- {customer: Panda Telecom, do: block}
- {customer: Panda Telecom, do: unblock}
- {customer: Panda Telecom, do: suspend}
- {customer: Panda Telecom, do: unsuspend}
- {customer: Panda Telecom, do: limit}
- {customer: Panda Telecom, do: lift_limit}
- {customer: Panda Telecom, do: {set_service_feature: {name: cnam_lookup, flag_value: "N"}}}
- {customer: Panda Telecom, do: {set_custom_field: {Contract: PT-1}}}
- {customer: Panda Telecom, do: {set: {firstname: Ola, phone1: "1", city: Leeds}}}
- {customer: Empty Eagles, do: {top_up: 10}}
- {customer: Panda Telecom, do: {charge: 1}}
- {customer: Panda Telecom, do: reach_credit_limit}
- {customer: Panda Telecom, do: restore_credit}
- {customer: Falcon Freight, do: exhaust_funds}
- {customer: Panda Telecom, do: {issue_invoice: 20}}
- {customer: Blocked Bistro, do: {set: {bill_status: D}}}
- {customer: Blocked Bistro, do: {set: {bill_status: O}}}
- {customer: Blocked Bistro, do: {set: {bill_status: E}}}
- {customer: Blocked Bistro, do: {set: {bill_status: O}}}
- {customer: Limited Lions, do: terminate}
- {product: LTE Basic, do: {set_service_feature: {name: clip, flag_value: "N"}}}
- {sim: "255010000000099", do: {add: {iccid: "89380012345678900995"}}}
- {sim: "255010000000003", do: {set_status: reserved}}
- {sim: "255010000000011", do: {set: {msisdn: "380501112200"}}}
- {sim: "255010000000099", do: remove}
- {did: "442079460009", do: upload}
- {did: "442079460004", do: {assign_to_customer: Panda Telecom}}
- {did: "442079460002", do: {assign_to_account: "380501112234"}}
- {did: "442079460002", do: release_from_account}
- {did: "442079460003", do: release}
- {did: "442079460005", do: cancel}
- {did: "442079460005", do: activate}
- {did: "442079460005", do: move}
- {did: "442079460009", do: remove}
- {invoice: 2026-00003, do: {pay_partly: 5}}
- {invoice: 2026-00003, do: {adjust: -5}}
- {invoice: 2026-00003, do: pay}
- {invoice: 2026-00003, do: {refund: 5}}
)";

ChangeRequest request_of(const base::Node& words) {
  ChangeRequest request;
  const base::Member& entity = words.members.front();
  request.entity = parse_entity_kind(entity.key).value_or(EntityKind::Account);
  request.name = entity.value.text;
  const base::Node& deed = *words.find("do");
  request.deed = deed.is_map() ? deed.members.front().key : deed.text;
  if (deed.is_map()) request.argument = deed.members.front().value;
  return request;
}

// Every event that the deeds record in the names of `release`.
std::vector<ProvisioningEvent> recorded_events(int release) {
  std::vector<ProvisioningEvent> events;
  const auto deeds = base::parse_document("deeds", kDeeds);
  if (!deeds) {
    ADD_FAILURE() << base::render(deeds.error().front(), kDeeds);
    return events;
  }
  World world = shipped_world();
  const auto now = *base::parse_datetime("2026-01-31 12:00:00");
  for (const base::Node& words : deeds->root.items) {
    auto change = make_change(world, request_of(words), now, {release});
    if (!change) {
      ADD_FAILURE() << "line " << words.pos.line << ": " << change.error().what;
      continue;
    }
    for (const ProvisioningEvent& event : change->events) events.push_back(event);
    world.apply(*change, now);
  }
  return events;
}

class WebhooksDescription : public testing::TestWithParam<int> {
 protected:
  WebhooksDescription()
      : contract_(closed(base::parse_json(api::find_document("webhooks")->json).value_or(Json::object()))) {}

  // What is sent of an event, held to its webhook; its type, or "" where nothing is sent of it.
  std::string judge(const ProvisioningEvent& event, const Handler& handler) {
    EspfOptions options;
    options.release = GetParam();
    const auto type = type_as_sent(handler, event, options.release);
    if (!type) return "";
    Row row;
    row.i_event = 7;
    row.event = event;
    row.event_type = *type;
    const auto body = base::parse_json(delivery_request(handler, row, options, "").body);
    if (!contract_["webhooks"].contains(*type)) {
      ADD_FAILURE() << *type << " is not described";
      return *type;
    }
    const Json& schema =
        contract_["webhooks"][*type]["post"]["requestBody"]["content"]["application/json"]["schema"];
    const auto found = violations(schema, contract_, *body, base::dump(*body));
    EXPECT_TRUE(found.empty()) << joined(found);
    return *type;
  }

  Json contract_;
};

TEST_P(WebhooksDescription, HoldsForWhatEveryDeedSends) {
  std::set<std::string> sent;
  const std::vector<ProvisioningEvent> events = recorded_events(GetParam());
  for (const EventStyle style : {EventStyle::Grouped, EventStyle::FineGrained}) {
    for (const bool is_rich : {false, true}) {
      Handler handler;
      handler.style = style;
      handler.ids_as_strings = handler.with_i_env = handler.with_event_time = is_rich;
      for (const ProvisioningEvent& event : events) sent.insert(judge(event, handler));
    }
  }
  // What deeds say that they may record was recorded: the list above is as long as it should be.
  if (GetParam() != 121) return;
  std::vector<std::string> missing;
  for (const ChangeRow& row : change_table()) {
    for (const std::string& type : row.events) {
      if (sent.count(type) == 0)
        missing.push_back(std::string(word(row.entity)) + " " + row.deed + ": " + type);
    }
  }
  EXPECT_TRUE(missing.empty()) << joined(missing);
}

INSTANTIATE_TEST_SUITE_P(Releases, WebhooksDescription, testing::Values(80, 100, 115, 121));

}  // namespace
}  // namespace sim::tests
