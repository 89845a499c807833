#include "simulator/billing/world_file.h"

#include "simulator/billing/statuses.h"
#include "tests/billing/support.h"
#include "tests/support/golden.h"

namespace sim {
namespace {

using tests::mvno;

std::string diagnostics_of(const std::string& text, const KnownSystems& known = {}) {
  const auto document = base::parse_document("world.yaml", text);
  if (!document) return base::render(document.error().front(), text);
  const auto world = read_world(*document, known);
  if (world) return "no mistake\n";
  std::string shown;
  for (const base::Diagnostic& each : world.error()) shown += base::render(each, text);
  return shown;
}

TEST(ReadWorld, ReadsTheMvno) {
  const World& world = mvno();
  EXPECT_EQ(base::datetime_text(world.clock()), "2026-01-31 12:00:00");
  EXPECT_EQ(world.i_env(), 3);
  EXPECT_EQ(world.accounts().size(), 27u);

  const Account* account = world.account("380501112233");
  ASSERT_NE(account, nullptr);
  EXPECT_EQ(account->i_account, IAccount(1001));
  EXPECT_EQ(world.customer(account->i_customer)->name, "Panda Telecom");
  EXPECT_EQ(world.product(account->i_product)->name, "LTE Basic");
  ASSERT_EQ(world.product_groups().size(), 3u);
  EXPECT_EQ(world.product_group(*world.product("LTE Basic")->i_product_group)->name, "Mobile");
  EXPECT_EQ(world.product_group(*world.product("Roaming EU")->i_product_group)->i_product_group,
            IProductGroup(3));
  EXPECT_EQ(account->balance.text_with_currency(), "12.50 EUR");
  EXPECT_EQ(account->credit_limit->text(), "100");
  const SimCard* card = world.sim_card_of(account->i_account);
  ASSERT_NE(card, nullptr);
  EXPECT_EQ(card->imsi, Imsi("255010000000001"));
  EXPECT_EQ(card->status, SimStatus::Used);
  EXPECT_EQ(world.sim_card("255010000000002")->status, SimStatus::Available);
  EXPECT_EQ(world.did("442079460009"), nullptr);
  EXPECT_EQ(world.did("442079460001")->i_account, IAccount(1001));
  EXPECT_EQ(world.user("admin", "provisioner")->token, "7e5c1a9042d84b6fa3d0");
  EXPECT_EQ(world.service_groups().back(), (ServiceGroup{IGroup(1001), "IOT", true}));
}

TEST(ReadWorld, GivesACardWithoutMsisdnTheAccountsNumber) {
  EXPECT_EQ(mvno().sim_card("255010000000011")->msisdn, Msisdn("380501112234"));
}

TEST(ReadWorld, TellsAnInvoicesStatusByWhatIsPaid) {
  EXPECT_EQ(mvno().invoice("2025-00001")->status, InvoiceStatus::Paid);
  EXPECT_EQ(mvno().invoice("2026-00002")->status, InvoiceStatus::PartiallyPaid);
  EXPECT_EQ(mvno().invoice("3")->status, InvoiceStatus::Unpaid);
}

TEST(ReadWorld, NamesUnknownKeysAndWrongTypes) {
  EXPECT_TRUE(::tests::matches_golden("billing/golden/world_keys.txt", diagnostics_of(R"(world: t
clok: "2026-01-31"
currency: euro
services: [{name: LTE, typ: LTE}]
product_groups: [{name: "", colour: red}, {description: none}]
products:
  - {name: Basic, services: [LTE], priority: 3}
  - just text
addons: [{name: More, priority: 3}]
customers:
  - {name: A, blocked: Y, balance: 1.123456}
  - {credit_limit: 10}
accounts:
  - {id: 1, customer: A, product: Basic, billing_model: prepaid, issue_date: yesterday}
  - {id: 2, product: Basic, i_account: 0}
sim_cards: {imsi: 1}
)")));
}

TEST(ReadWorld, NamesReferencesToWhatDoesNotExist) {
  EXPECT_TRUE(::tests::matches_golden("billing/golden/world_references.txt", diagnostics_of(R"(world: t
services: [{name: LTE 20M, type: LTE}]
product_groups: [{name: Mobile}]
addons: [{name: Roaming}]
products: [{name: LTE Basic, group: Mobil, services: [LTE 20], addons: [Romaing]}]
customers:
  - {name: Panda Telecom, reseller: Pandora}
accounts:
  - {id: 380501112233, customer: Panda Telekom, product: LTE Basics, sim: 255010000000009}
  - {id: 380501112234, customer: Panda Telecom, product: Roaming}
  - {id: 380501112235, customer: Panda Telecom, product: LTE Basic, sim: 255010000000001}
  - {id: 380501112236, customer: Panda Telecom, product: LTE Basic, sim: 255010000000001, addons: [Night]}
sim_cards:
  - {imsi: 255010000000001, iccid: "89380012345678900011", status: available}
  - {imsi: 255010000000002, iccid: "89380012345678900012", status: used}
dids: [{number: "442079460001", account: 380501112239}]
invoices: [{number: 1, customer: Panda, amount: 5}]
users: [{login: a, realm: customer}]
service_groups: [HSS]
systems:
  hss: {group: HS, service: LTEE, record: {imsi: imsi, profil: service}}
)")));
}

TEST(ReadWorld, NamesWhatIsUsedTwiceAndCycles) {
  EXPECT_TRUE(::tests::matches_golden("billing/golden/world_doubles.txt", diagnostics_of(R"(world: t
product_groups: [{i_product_group: 1, name: Mobile}, {i_product_group: 1, name: Mobile}]
products: [{i_product: 1, name: Basic}, {i_product: 1, name: Basic}]
customers:
  - {i_customer: 1, name: A, i_customer_type: 2, reseller: B, login: x}
  - {i_customer: 1, name: B, i_customer_type: 2, reseller: C, login: x}
  - {i_customer: 3, name: C, i_customer_type: 2, reseller: A}
  - {i_customer: 4, name: D, i_customer_type: 2, reseller: D}
  - {i_customer: 5, name: E, currency: USD}
accounts:
  - {i_account: 7, id: "1", customer: A, product: Basic}
  - {i_account: 7, id: "1", customer: A, product: Basic}
  - {id: "3", customer: E, product: Basic}
sim_cards:
  - {imsi: 25501, iccid: "12"}
  - {imsi: 255010000000001, iccid: "89380012345678900011"}
  - {imsi: 255010000000001, iccid: "89380012345678900011"}
invoices: [{number: 1, customer: A, amount: 5, paid: 6}]
users: [{login: a}, {login: a}]
currency: EUR
)")));
}

// What an Installation knows, in short.
const KnownSystems kKnown{{{"hss", {"msisdn", "profile"}, {"barred"}}}, {"http", "clock", "Application"}};

constexpr const char* kAroundSystems = "customers: []\nservices: [{name: LTE 20M, type: LTE}]\n";

TEST(ReadWorld, RefusesSystemsThatCannotBe) {
  EXPECT_TRUE(::tests::matches_golden("billing/golden/world_systems.txt",
                                      diagnostics_of(std::string(kAroundSystems) + R"(systems:
  http: {kind: hss, group: HSS, service: LTE, record: {key: imsi}}
  application: {kind: hss, group: HSS, service: LTE, record: {key: imsi}}
  home-hss: {kind: hss, group: HSS, service: LTE, record: {key: imsi}}
  2hss: {kind: hss, group: HSS, service: LTE, record: {key: imsi}}
  hss: {kind: hsss, group: HSS, service: LTE, record: {key: imsi}}
  HSS: {group: HSS, service: LTE, record: {key: imsi}}
  pcrf: {group: PCRF, service: LTE, record: {key: imsi}}
  iptv: {kind: [hss], group: IPTV, service: LTE, record: imsi}
  third:
    kind: hss
    grup: HSS
    service: LTE
    record: {key: barred, imsi: imsi, profil: service_name, msisdn: barred, barred: imsi}
  fourth: {kind: hss, group: HSS, service: LTE, mode: asynchronous, record: {profile: servicename}}
  fifth: hss
)",
                                                     kKnown)));
}

TEST(ReadWorld, NamesTheCustomFieldThatIsNoText) {
  EXPECT_EQ(diagnostics_of("customers:\n  - {name: A, custom_fields: {vip: {x: 1}}}\n"),
            "world.yaml:2:36: error: `vip` of `custom_fields` is text, not a map\n"
            "    2 |   - {name: A, custom_fields: {vip: {x: 1}}}\n"
            "      |                                    ^\n");
}

TEST(ReadWorld, RefusesAListOfSystems) {
  EXPECT_EQ(diagnostics_of("customers: []\nsystems:\n  - {kind: hss}\n", kKnown),
            "world.yaml:3:3: error: the systems must be a map, not a list\n"
            "    3 |   - {kind: hss}\n"
            "      |   ^ write `hss: {kind: hss, …}`: the name of each before its settings\n");
}

TEST(ReadWorld, TakesAnySystemThatCanBe) {
  for (const char* system :
       {"hss: {group: HSS, service: LTE, record: {key: imsi, msisdn: msisdn, profile: service_name, "
        "barred: barred}}",
        "hss_2: {kind: hss, group: HSS, service: LTE, record: {key: msisdn}}",
        "Home: {kind: hss, group: HSS, service: LTE, record: {key: imsi, profile: product_name}}"}) {
    EXPECT_EQ(diagnostics_of(std::string(kAroundSystems) + "systems:\n  " + system + "\n", kKnown),
              "no mistake\n");
  }
}

TEST(ReadWorld, RefusesResellersThatAreNone) {
  EXPECT_TRUE(::tests::matches_golden("billing/golden/world_resellers.txt", diagnostics_of(R"(world: t
customers:
  - {name: Heron Mobile, i_customer_type: 2}
  - {name: Heron Mobil, reseller: Panda}
  - {name: Panda, reseller: Heron Mobil}
  - {name: Kestrel, reseller: Herron Mobile}
  - {name: Otter, reseller: [Heron Mobile]}
users:
  - {login: a, realm: reseller, customer: Panda}
  - {login: b, realm: reseller, customer: Heron Mobile}
  - {login: c, realm: resseler, customer: Panda}
)")));
  EXPECT_EQ(diagnostics_of("customers:\n  - {name: A, reseller: B}\n"),
            "world.yaml:2:25: error: there is no reseller `B`\n"
            "    2 |   - {name: A, reseller: B}\n"
            "      |                         ^ a reseller is a customer with `i_customer_type: 2`\n");
}

TEST(ReadWorld, TellsAMisspeltSectionAndNotWhoNamesWhatItHas) {
  EXPECT_EQ(diagnostics_of("prodcts:\n  - {name: LTE}\ncustomers:\n  - {name: A}\naccounts:\n"
                           "  - {id: 380501112233, customer: A, product: LTE}\n"),
            "world.yaml:1:1: error: unknown key `prodcts` in a world\n    1 | prodcts:\n"
            "      | ^~~~~~~ did you mean `products`?\n");
}

TEST(ReadWorld, MissesNothingBecauseOfADoubledKeyButWhatItsSecondValueSays) {
  const auto document = base::read_document("world.yaml",
                                            "customers:\n"
                                            "  - {name: A, balance: 5.00, balance: 6.00}\n"
                                            "products:\n"
                                            "  - {name: LTE}\n"
                                            "products:\n"
                                            "  - {name: 5G}\n"
                                            "accounts:\n"
                                            "  - {id: 380501112233, customer: B, product: 5G}\n"
                                            "  - {id: 380501112234, customer: B, product: 4G}\n");
  const auto world = read_world(document.document, {});
  ASSERT_FALSE(world);
  std::string all;
  for (const base::Diagnostic& each : world.error())
    all += std::to_string(each.pos.line) + ": " + each.message + "\n";
  EXPECT_EQ(all,
            "8: there is no customer `B`\n9: there is no customer `B`\n9: there is no main product `4G`\n");
}

TEST(ReadWorld, SaysThatAListIsNoWorld) {
  EXPECT_EQ(diagnostics_of("- a\n"),
            "world.yaml:1:1: error: a world must be a map, not a list\n    1 | - a\n      | ^ write "
            "`{customers: …}`\n");
}

}  // namespace
}  // namespace sim
