#include "base/command_line.h"

#include <gtest/gtest.h>

namespace base {
namespace {

TEST(SurplusArgument, SaysWhatWasProbablyMeant) {
  const std::vector<std::string> options{"--help", "--port", "--world"};
  EXPECT_EQ(surplus_argument("--prot=80", options), "there is no option `--prot`: did you mean `--port`?");
  EXPECT_EQ(surplus_argument("--elsewhere", options), "there is no option `--elsewhere`");
  EXPECT_EQ(surplus_argument("-x", {}), "there is no option `-x`");
  EXPECT_EQ(surplus_argument("file.yaml", options), "`file.yaml` is one argument too many");
}

TEST(WithHelp, EndsAQuestionFirst) {
  EXPECT_EQ(with_help("it is wrong", "espf run"), "it is wrong; see espf run --help");
  EXPECT_EQ(with_help("did you mean this?", "espf"), "did you mean this? See espf --help");
}

}  // namespace
}  // namespace base
