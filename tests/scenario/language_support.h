// Reads scenarios of a test's own text in the small world of tests/scenario/language/worlds.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "simulator/scenario/language/parse.h"
#include "simulator/scenario/language/suite.h"
#include "tests/support/golden.h"

namespace tests {

inline std::string language_folder() { return tests_folder() + "scenario/language/"; }

// Files by name, as seen from the folder of the language's tests; `more` come first.
inline sim::SuiteFiles language_files(const std::map<std::string, std::string>& more = {}) {
  sim::SuiteFiles files;
  files.read = [more](const std::string& path) -> base::Result<std::string> {
    if (const auto found = more.find(path); found != more.end()) return found->second;
    if (!path.starts_with('/')) {
      if (auto text = base::read_file(language_folder() + path)) return text;
    }
    return base::fail(base::ErrorKind::NotFound, "there is no file `" + path + "`");
  };
  files.below = [more](const std::string& path,
                       const std::vector<std::string>& endings) -> base::Result<std::vector<std::string>> {
    if (more.find(path) != more.end()) return std::vector<std::string>{path};
    std::vector<std::string> found;
    bool is_folder = false;
    for (const auto& [name, text] : more) {
      if (!name.starts_with(path + "/")) continue;
      is_folder = true;
      for (const std::string& ending : endings) {
        if (name.ends_with(ending)) found.push_back(name);
      }
    }
    if (!is_folder) return base::fail(base::ErrorKind::NotFound, "there is no file or folder `" + path + "`");
    return found;
  };
  return files;
}

// The suite of one scenario file, "test.yaml", of this text.
inline sim::Suite suite_of(const std::string& text) {
  return sim::load_suite({{"test.yaml"}, ""}, language_files({{"test.yaml", text}}));
}

// The one scenario of these steps (and further keys of the top, in `head`), in the small world. Where it has
// mistakes they are the test's failure, and a scenario without steps is returned.
inline sim::Scenario scenario_of(const std::string& steps, const std::string& head = "") {
  sim::Suite suite = suite_of("scenario: A test\nworld: worlds/small.yaml\n" + head + "steps:\n" + steps);
  EXPECT_EQ(sim::render_diagnostics(suite), "");
  if (suite.scenarios.size() != 1) return {};
  return std::move(suite.scenarios.front());
}

template <class What>
const What& what(const sim::Scenario& scenario, std::size_t step) {
  return std::get<What>(scenario.steps.at(step).what);
}

}  // namespace tests
