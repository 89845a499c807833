// Whatever a slip of the hand makes of a file: it is read, or answered with diagnostics that have a place.
#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>

#include "simulator/billing/world_file.h"
#include "tests/scenario/language_support.h"

namespace sim {
namespace {

constexpr std::array<const char*, 15> kSlips = {
    "{}", "[]",     "x", "<name>", "-1",      "\"\"", "null", "{a: {b: [1]}}",
    "@x", "\"open", "{", "]",      "a: b: c", "*x",   "yes"};

bool is_word(char c) {
  return c == '_' || c == '/' || c == '.' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// The text with its n-th word replaced; "" where it has no more.
std::string with_slip(const std::string& text, std::size_t n, const std::string& slip) {
  std::size_t at = 0;
  for (std::size_t word = 0;; ++word) {
    while (at < text.size() && !is_word(text[at])) ++at;
    if (at == text.size()) return "";
    std::size_t end = at;
    while (end < text.size() && is_word(text[end])) ++end;
    if (word == n) return text.substr(0, at) + slip + text.substr(end);
    at = end;
  }
}

void expect_places(const std::vector<base::Diagnostic>& diagnostics, const std::string& text) {
  for (const base::Diagnostic& each : diagnostics) {
    ASSERT_TRUE(each.pos.line >= 1 && each.pos.column >= 1 && each.width >= 1 && !each.message.empty())
        << text;
  }
}

void read_it(const std::string& text, WorldLoader& worlds) {
  const base::DocumentRead read = base::read_document("good/test.yaml", text);
  expect_places(read.mistakes, text);
  SuiteSettings settings;
  settings.world_file = "worlds/small.yaml";
  if (const auto suite = parse_suite_settings(read.document, worlds); !suite)
    expect_places(suite.error(), text);
  if (const auto world = read_world(read.document); !world) expect_places(world.error(), text);
  const auto scenarios = parse_scenarios(read.document, settings, worlds);
  if (!scenarios) {
    ASSERT_FALSE(scenarios.error().empty()) << text;
    return expect_places(scenarios.error(), text);
  }
  ASSERT_FALSE(scenarios->empty() && read.mistakes.empty()) << text;
  for (const Scenario& scenario : *scenarios) {
    for (const Step& step : scenario.steps) {
      bind_step(scenario, step, [](std::string_view) { return std::optional<base::Json>(1); });
    }
  }
}

class SlipsOfTheHand : public testing::TestWithParam<std::string> {};

TEST_P(SlipsOfTheHand, AreReadOrAnswered) {
  const auto text = base::read_file(tests::language_folder() + GetParam());
  ASSERT_TRUE(text);
  const SuiteFiles files = tests::language_files();
  WorldLoader worlds([&](const std::string& path) { return files.read(path); });
  for (std::size_t n = 0;; ++n) {
    const std::string slipped = with_slip(*text, n, kSlips.at(n % kSlips.size()));
    if (slipped.empty()) break;
    read_it(slipped, worlds);
    if (HasFatalFailure()) return;
  }
  for (std::size_t at = text->find('\n'); at != std::string::npos; at = text->find('\n', at + 1)) {
    read_it(text->substr(0, at), worlds);
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(All, SlipsOfTheHand,
                         testing::Values("good/every_key.yaml", "good/espf.yaml", "good/sim_swap.yaml",
                                         "bad/settings.yaml", "bad/given_not_so.yaml",
                                         "bad/names_of_steps.yaml", "bad/records.yaml",
                                         "bad/status_sequences.yaml", "bad/fault_of_the_wrong_thing.yaml",
                                         "bad/change_arguments.yaml", "bad/scalars_for_maps.yaml"));

}  // namespace
}  // namespace sim
