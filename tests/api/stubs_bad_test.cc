// What a person is told of each mistake in stubs: every tests/api/stubs/bad/*.yaml has a .txt beside it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/api/stubs_support.h"
#include "tests/support/golden.h"

namespace sim::api {
namespace {

std::string folder() { return ::tests::tests_folder() + "api/stubs/"; }

std::vector<std::string> bad_files() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder() + "bad")) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class BadStubs : public testing::TestWithParam<std::string> {};

TEST_P(BadStubs, AreAnsweredWithEveryMistakeInItsPlace) {
  const std::string file = "bad/" + GetParam() + ".yaml";
  const auto text = base::read_file(folder() + file);
  ASSERT_TRUE(text);
  StubContext context;
  context.read = reader_of({{file, *text}, {"bad/a.bin", std::string("x")}});
  const StubFileRead read = read_stub_file(file, context);
  std::string said;
  for (const auto* list : {&read.mistakes, &read.notes}) {
    for (const base::Diagnostic& each : *list) said += base::render(each, *text);
  }
  EXPECT_FALSE(said.empty());
  EXPECT_TRUE(::tests::matches_golden("api/stubs/bad/" + GetParam() + ".txt", said));
}

INSTANTIATE_TEST_SUITE_P(All, BadStubs, testing::ValuesIn(bad_files()),
                         [](const auto& file) { return file.param; });

TEST(StubFile, SaysThatItIsMissing) {
  StubContext context;
  context.read = reader_of({});
  EXPECT_EQ(read_stub_file("no.yaml", context).missing, "there is no file `no.yaml`");
}

}  // namespace
}  // namespace sim::api
