// Any text is read as scenarios or answered with diagnostics, and as a suite file and a world likewise.
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "simulator/billing/world_file.h"
#include "simulator/installation/known_systems.h"
#include "simulator/scenario/language/parse.h"

namespace {

constexpr const char* kWorld = R"(world: Small
clock: "2026-01-31 12:00:00"
services: [{i_service: 1, name: LTE 20M, type: LTE}]
products: [{i_product: 11, name: LTE Basic, services: [LTE 20M]}]
customers: [{i_customer: 101, name: Panda Telecom}]
accounts: [{i_account: 1001, id: 380501112233, customer: Panda Telecom, product: LTE Basic, sim: 255010000000001}]
sim_cards: [{imsi: 255010000000001, iccid: "89380012345678900011"}, {imsi: 255010000000002, iccid: "89380012345678900029"}]
dids: [{number: "442079460001"}]
invoices: [{number: 2026-00001, customer: Panda Telecom, amount: 1}]
systems: {hss: {kind: hss, group: HSS, service: LTE, record: {key: imsi, barred: barred}}}
)";

void check(const std::vector<base::Diagnostic>& diagnostics, const std::string& text) {
  assert(!diagnostics.empty());
  for (const base::Diagnostic& each : diagnostics) {
    assert(!each.message.empty() && each.width >= 1 && each.pos.line >= 1 && each.pos.column >= 1);
    assert(base::render(each, text).ends_with('\n'));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto read = base::read_document("fuzz.yaml", text);
  const base::Document* document = &read.document;
  sim::WorldLoader worlds([](const std::string& path) -> base::Result<std::string> {
    if (path == "world.yaml") return kWorld;
    return base::fail(base::ErrorKind::NotFound, "there is no file `" + path + "`");
  });
  const auto suite = sim::parse_suite_settings(*document, worlds);
  if (!suite) check(suite.error(), text);
  if (const auto world = sim::read_world(*document, sim::known_systems()); !world) check(world.error(), text);
  sim::SuiteSettings settings;
  settings.world_file = "world.yaml";
  const auto scenarios = sim::parse_scenarios(*document, settings, worlds);
  if (!scenarios) {
    check(scenarios.error(), text);
    return 0;
  }
  if (!read.mistakes.empty()) return 0;
  assert(!scenarios->empty());
  for (const sim::Scenario& scenario : *scenarios) {
    assert(scenario.world != nullptr && !scenario.steps.empty());
    for (const sim::Step& step : scenario.steps) {
      const auto bound =
          sim::bind_step(scenario, step, [](std::string_view) { return std::optional<base::Json>(1); });
      if (!bound) check(bound.error(), text);
    }
  }
  return 0;
}
