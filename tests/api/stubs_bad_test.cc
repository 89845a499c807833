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

TEST(StubFile, NamedJsonMustBeJson) {
  const std::string stub = R"({"method": "Account/get_xdr_list", "answer": {"body": {"total": 0}}})";
  struct Case {
    std::string file, text;
    std::vector<std::string> told;
  };
  const Case cases[] = {
      {"s.json", R"({"stubs": [)" + stub + "]}\n", {}},
      {"s.json", "\xEF\xBB\xBF{\"stubs\": [" + stub + "]}", {}},
      {"s.yaml", "{\"stubs\": [" + stub + ",]}", {}},
      {"s.json", "{\n\t\"stubs\": [\n\t\t" + stub + "\n\t]\n}\n", {}},
      {"s.json",
       "{\n\t\"stubs\": [\n\t{\t\"method\": \"CDR/get_call\",\n\t\"answer\": {\"body\": {}}}]}",
       {"s.json:3:14: error: `CDR/get_call` is not a method of PortaBilling"}},
      {"s.json",
       "{\"stubs\": [\n  " + stub + ",\n]}",
       {"s.json:2:71: error: this is no JSON: a comma stands behind the last item"}},
      {"s.json",
       "{\"stubs\": [" + stub + "],}",
       {"s.json:1:81: error: this is no JSON: a comma stands behind the last item"}},
      {"s.json",
       "stubs:\n- {method: Account/get_xdr_lst, answer: {body: {}}}\n",
       {"s.json:1:1: error: this is no JSON: an object begins with `{`",
        "s.json:2:12: error: `Account/get_xdr_lst` is not a method of PortaBilling"}},
      {"s.json", "{\"stubs\": [\n" + stub + "\n}", {"s.json:3:1: error: `}` closes nothing"}},
      {"s.json",
       "{\"stubs\": [" + stub + ",\n{\"name\": 1, \"name\": 2}\n,]}",
       {"s.json:2:1: error: which calls is this stub for?", "s.json:2:1: error: what does this stub answer?",
        "s.json:2:13: error: doubled key `name`",
        "s.json:3:1: error: this is no JSON: a comma stands behind the last item"}},
  };
  for (const Case& each : cases) {
    StubContext context;
    context.read = reader_of({{each.file, each.text}});
    std::vector<std::string> told;
    for (const base::Diagnostic& mistake : read_stub_file(each.file, context).mistakes) {
      const std::string said = base::render(mistake, each.text);
      told.push_back(said.substr(0, said.find('\n')));
    }
    EXPECT_EQ(told, each.told) << each.text;
  }
}

TEST(StubFile, SaysThatItIsMissing) {
  StubContext context;
  context.read = reader_of({});
  EXPECT_EQ(read_stub_file("no.yaml", context).missing, "there is no file `no.yaml`");
}

}  // namespace
}  // namespace sim::api
