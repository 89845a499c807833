// Golden files: what a test prints, compared with a file in the tree. UPDATE_GOLDEN=1 accepts what is
// printed.
//
//   EXPECT_TRUE(tests::matches_golden("base/golden/tab.txt", text));
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace tests {

inline std::string tests_folder() { return std::string(ESPF_SOURCE_DIR) + "/tests/"; }

inline std::string read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// `path` is below tests/.
inline testing::AssertionResult matches_golden(const std::string& path, const std::string& actual) {
  const std::string full = tests_folder() + path;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(std::filesystem::path(full).parent_path());
    std::ofstream(full, std::ios::binary) << actual;
    return testing::AssertionSuccess();
  }
  if (!std::filesystem::exists(full)) {
    return testing::AssertionFailure() << "no golden file " << full << "; UPDATE_GOLDEN=1 makes it of:\n"
                                       << actual;
  }
  const std::string expected = read_whole(full);
  if (actual == expected) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "differs from tests/" << path
                                     << " (UPDATE_GOLDEN=1 accepts)\n--- expected\n"
                                     << expected << "--- actual\n"
                                     << actual;
}

}  // namespace tests
