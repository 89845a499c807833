#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/json.h"
#include "simulator/command/commands.h"
#include "simulator/command/exit_codes.h"

namespace sim {
namespace {

using testing::HasSubstr;

TEST(RunOpenapi, PrintsADocument) {
  testing::internal::CaptureStdout();
  EXPECT_EQ(run_openapi({"espf"}), kPassed);
  const auto document = base::parse_json(testing::internal::GetCapturedStdout());
  ASSERT_TRUE(document) << document.error().what;
  EXPECT_TRUE((*document)["paths"].contains("/groups"));
}

TEST(RunOpenapi, ListsTheDocumentsWhereNoneIsNamed) {
  testing::internal::CaptureStdout();
  EXPECT_EQ(run_openapi({""}), kPassed);
  EXPECT_THAT(testing::internal::GetCapturedStdout(), HasSubstr("webhooks   Webhooks.json"));
}

TEST(RunOpenapi, SaysWhatWasProbablyMeant) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_openapi({"admn"}), kUsage);
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "espf: there is no document `admn`: did you mean `admin`?\n");
  for (const char* said : {"AdminInterface.json", "/doc/api/AdminInterface.json", "admininterface.json"}) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(run_openapi({said}), kUsage);
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr(": did you mean `admin`?\n")) << said;
  }
}

}  // namespace
}  // namespace sim
