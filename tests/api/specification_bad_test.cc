// What a person is told of a wrong OpenAPI document: every tests/api/specification/bad/* has a .txt beside
// it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "simulator/api/specification/specification.h"
#include "tests/support/golden.h"

namespace sim::api {
namespace {

std::string folder() { return ::tests::tests_folder() + "api/specification/bad/"; }

std::vector<std::string> bad_files() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder())) {
    if (entry.path().extension() != ".txt") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class BadSpecification : public testing::TestWithParam<std::string> {};

TEST_P(BadSpecification, IsAnsweredWithEveryMistakeInItsPlace) {
  const std::string text = ::tests::read_whole(folder() + GetParam());
  const SpecificationRead read = read_specification(GetParam(), text, all_realms());
  EXPECT_EQ(read.specification.has_value(), read.mistakes.empty());
  std::string said;
  for (const auto* list : {&read.mistakes, &read.notes}) {
    for (const base::Diagnostic& each : *list) said += base::render(each, text);
  }
  EXPECT_FALSE(said.empty());
  EXPECT_TRUE(::tests::matches_golden("api/specification/bad/" + GetParam() + ".txt", said));
}

INSTANTIATE_TEST_SUITE_P(All, BadSpecification, testing::ValuesIn(bad_files()), [](const auto& file) {
  std::string name = file.param;
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
});

}  // namespace
}  // namespace sim::api
