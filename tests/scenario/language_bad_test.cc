// What a person is told of each mistake: every tests/scenario/language/bad/*.yaml has a .txt beside it.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/scenario/language_support.h"

namespace {

std::vector<std::string> bad_files() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(tests::language_folder() + "bad")) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class BadScenario : public testing::TestWithParam<std::string> {};

TEST_P(BadScenario, IsAnsweredWithEveryMistakeInItsPlace) {
  const std::string file = "bad/" + GetParam() + ".yaml";
  const auto text = base::read_file(tests::language_folder() + file);
  ASSERT_TRUE(text);
  const sim::Suite suite = sim::load_suite({{file}, ""}, tests::language_files({{file, *text}}));
  EXPECT_TRUE(suite.scenarios.empty());
  EXPECT_FALSE(suite.diagnostics.empty());
  EXPECT_TRUE(::tests::matches_golden("scenario/language/bad/" + GetParam() + ".txt",
                                      sim::render_diagnostics(suite)));
}

INSTANTIATE_TEST_SUITE_P(All, BadScenario, testing::ValuesIn(bad_files()),
                         [](const auto& file) { return file.param; });

}  // namespace
