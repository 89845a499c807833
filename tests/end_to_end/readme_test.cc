// What README shows of the scenario that it lets people write is what `espf` prints of it.
#include <iterator>
#include <regex>
#include <sstream>

#include "tests/end_to_end/scenarios.h"

namespace tests {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// What stands in the blocks of `language`, in order.
std::vector<std::string> blocks(const std::string& markdown, const std::string& language) {
  std::vector<std::string> all;
  const std::string begin = "\n```" + language + "\n";
  for (auto at = markdown.find(begin); at != std::string::npos; at = markdown.find(begin, at + 1)) {
    const auto from = at + begin.size();
    all.push_back(markdown.substr(from, markdown.find("\n```\n", from) + 1 - from));
  }
  return all;
}

// Whether one became the other by an edit in one place that leaves most of it.
bool is_edited(const std::string& before, const std::string& after) {
  const std::size_t least = std::min(before.size(), after.size());
  std::size_t same = 0;
  while (same < least && before[same] == after[same]) ++same;
  for (std::size_t n = 1; same < least && before[before.size() - n] == after[after.size() - n]; ++n) ++same;
  return same * 3 >= std::max(before.size(), after.size()) * 2;
}

// The scenario with the lines that `output` quotes, as `   10 |   - expect: …`, in place of its own.
std::string with_quoted_lines(const std::string& scenario, const std::string& output) {
  static const std::regex quoted(R"( *([0-9]+) \| (.*))");
  std::vector<std::string> lines = lines_of(scenario);
  for (const std::string& line : lines_of(output)) {
    std::smatch match;
    if (!std::regex_match(line, match, quoted)) continue;
    const std::size_t number = std::stoul(match[1]);
    if (number < 1 || number > lines.size()) {
      ADD_FAILURE() << "README's scenario has no line " << number;
      continue;
    }
    EXPECT_TRUE(is_edited(lines[number - 1], match[2])) << "line " << number << " of README's scenario is\n"
                                                        << lines[number - 1] << "\nand not near\n"
                                                        << match[2];
    lines[number - 1] = match[2];
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// Without how long it really took, which is another at each run.
std::string without_real_time(const std::string& text) {
  return std::regex_replace(text, std::regex(R"([0-9]+\.[0-9]+ s([;)]))"), "? s$1");
}

// Without what the Application logs, which comes when it comes.
std::vector<std::string> without_log(std::vector<std::string> lines) {
  std::erase_if(lines, [](const std::string& line) { return line.find("Z info ") != std::string::npos; });
  return lines;
}

// Whether `printed` is what `shown` says, in which a line `…` stands for any lines.
bool is_as_shown(const std::vector<std::string>& printed, const std::vector<std::string>& shown,
                 std::size_t i = 0, std::size_t j = 0) {
  if (j == shown.size()) return i == printed.size();
  if (shown[j] == "  …") {
    for (; i <= printed.size(); ++i) {
      if (is_as_shown(printed, shown, i, j + 1)) return true;
    }
    return false;
  }
  return i < printed.size() && printed[i] == shown[j] && is_as_shown(printed, shown, i + 1, j + 1);
}

class Readme : public ScenariosTest {
 protected:
  Readme() { std::filesystem::create_directory_symlink(source("fixtures"), path("fixtures")); }
};

TEST_F(Readme, ShowsWhatItsScenarioPrints) {
  const auto whole = base::read_file(source("README.md"));
  ASSERT_TRUE(whole);
  const auto begin = whole->find("\n## Five minutes for QA\n");
  ASSERT_NE(begin, std::string::npos);
  const std::string section = whole->substr(begin, whole->find("\n## ", begin + 1) - begin);
  const auto scenarios = blocks(section, "yaml");
  const auto consoles = blocks(section, "console");
  ASSERT_THAT(scenarios, SizeIs(1));
  ASSERT_THAT(consoles, SizeIs(3)) << "it passes, its mistakes, what does not hold";
  EXPECT_THAT(section, HasSubstr("Write `scenarios/blocked.yaml`"));

  for (const std::string& console : consoles) {
    const std::string shown = console.substr(console.find('\n') + 1);
    std::istringstream line(console.substr(0, console.find('\n')));
    std::vector<std::string> command{std::istream_iterator<std::string>(line), {}};
    ASSERT_GE(command.size(), 2u) << console;
    ASSERT_EQ(command[0] + " " + command[1], "$ espf") << console;
    write("scenarios/blocked.yaml", with_quoted_lines(scenarios.front(), shown));
    const auto ended = run_espf({command.begin() + 2, command.end()});
    EXPECT_TRUE(is_as_shown(without_log(lines_of(without_real_time(ended.output))),
                            lines_of(without_real_time(shown))))
        << "README shows\n"
        << console << "\nand what is printed is\n"
        << ended.output;
  }
}

}  // namespace
}  // namespace tests
