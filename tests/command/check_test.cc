#include <gmock/gmock.h>

#include <filesystem>

#include "base/file.h"
#include "simulator/command/commands.h"
#include "simulator/command/exit_codes.h"

namespace sim {
namespace {

TEST(RunCheck, CountsFilesAndNotes) {
  const auto folder = base::TemporaryFolder::make("check-test");
  ASSERT_TRUE(folder);
  const auto path = [&](const std::string& name) { return folder->path() + "/" + name; };
  const auto write = [&](const std::string& name, const std::string& text) {
    ASSERT_TRUE(base::write_file(path(name), text));
  };
  write("stubs.yaml", "stubs: [{method: Account/get_xdr_list, answer: {body: {}}}]\n");
  write("noted.yaml", "within: 1m\n");  // a suite file of another name
  write("one.yaml", std::string("scenario: One\nworld: ") + ESPF_SOURCE_DIR +
                        "/fixtures/worlds/mvno.yaml\nsteps: [{wait: 1h}]\n");
  struct Case {
    std::vector<std::string> names;
    const char* said;
  };
  const Case cases[] = {
      {{"stubs.yaml"}, "1 file: no mistakes\n"},
      {{"stubs.yaml", "noted.yaml"}, "2 files: no mistakes, 1 note\n"},
      {{"one.yaml"}, "1 scenario in 1 file: no mistakes\n"},
      {{"one.yaml", "stubs.yaml"}, "1 scenario in 1 file, and 1 other file: no mistakes\n"},
  };
  for (const Case& each : cases) {
    CheckCommand command;
    for (const std::string& name : each.names) command.paths.push_back(path(name));
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    EXPECT_EQ(run_check(command), kPassed);
    EXPECT_EQ(testing::internal::GetCapturedStdout(), each.said);
    testing::internal::GetCapturedStderr();
  }
}

}  // namespace
}  // namespace sim
