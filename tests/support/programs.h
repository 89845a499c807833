// Our programs as child processes: started, watched, signalled; what they write is kept; none is left behind.
#pragma once

#include <gmock/gmock.h>
#include <csignal>

#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/event_loop.h"
#include "base/file.h"
#include "base/process.h"

namespace tests {

inline constexpr std::chrono::seconds kLimit{60};  // of any wait: far more than is ever needed
inline constexpr std::chrono::milliseconds kLookAgain{5};

// A child and what it wrote so far, stdout and stderr in one.
struct Program {
  std::vector<std::string> command;
  std::unique_ptr<base::ChildProcess> child;
  std::string output;
  std::optional<int> code;  // of its end; of a signal the number, negative

  void signal(int number) const {
    if (child) ::kill(child->pid(), number);
  }
};

// What a program that ran to its end left.
struct Ended {
  int code = 0;
  std::string output;
};

// Every test has a folder of its own, where its programs run and whose tmp/ is where they put temporary
// files.
class ProgramsTest : public testing::Test {
 protected:
  ProgramsTest() { std::filesystem::create_directory(temporary()); }

  // After a test nothing of its programs may run or lie about.
  void TearDown() override {
    programs_.clear();
    wait_for("every process of the test to end", [&] { return processes().empty(); });
    EXPECT_THAT(files(temporary()), testing::IsEmpty()) << "temporary files are left behind";
  }

  static std::string espf() { return std::string(ESPF_BINARY_DIR) + "/espf"; }
  static std::string provisioner() { return std::string(ESPF_BINARY_DIR) + "/provisioner"; }
  static std::string source(const std::string& path) { return std::string(ESPF_SOURCE_DIR) + "/" + path; }
  std::string path(const std::string& name) const { return folder_.path() + "/" + name; }
  std::string temporary() const { return path("tmp"); }

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    const auto written = base::write_file(path(name), text);
    EXPECT_TRUE(written) << name;
  }
  std::string read(const std::string& name) const {
    const auto text = base::read_file(path(name));
    EXPECT_TRUE(text) << name;
    return text.value_or("");
  }
  bool exists(const std::string& name) const { return std::filesystem::exists(path(name)); }

  // Runs the loop until `done`, which is asked again and again, or until `program`, without which it cannot
  // come about, has ended. `what` names it where it is in vain.
  bool wait_for(const std::string& what, const std::function<bool()>& done,
                const Program* program = nullptr) {
    base::EventLoop::Timer timer;
    const std::function<void()> look = [&] { timer = loop.call_after(kLookAgain, look); };
    look();
    const auto has_ended = [&] { return program != nullptr && program->code.has_value(); };
    loop.run_until([&] { return done() || has_ended(); }, kLimit);
    if (done()) return true;
    std::string all = "waited in vain for " + what;
    for (const std::string& process : processes()) all += "\n  there still runs " + process;
    for (const Program& each : programs_)
      all += "\n--- " + testing::PrintToString(each.command) + "\n" + each.output;
    ADD_FAILURE() << all;
    return false;
  }

  Program& start(std::vector<std::string> command, std::map<std::string, std::string> environment = {}) {
    Program& program = programs_.emplace_back();
    program.command = command;
    base::ProcessOptions options;
    options.command = std::move(command);
    options.environment = std::move(environment);
    options.environment["TMPDIR"] = temporary();
    options.working_folder = folder_.path();
    auto spawned = base::ChildProcess::spawn(
        loop, std::move(options), [&program](const std::string& line) { program.output += line + "\n"; },
        [&program](const base::ProcessEnd& end) { program.code = end.by_signal ? -end.code : end.code; });
    if (!spawned) {
      ADD_FAILURE() << spawned.error().what;
      program.code = -1;
      return program;
    }
    program.child = *std::move(spawned);
    return program;
  }
  Ended end_of(const Program& program) {
    wait_for("the end of " + program.command.front(), [&] { return program.code.has_value(); });
    return {program.code.value_or(-1), program.output};
  }
  Ended run(const std::vector<std::string>& command,
            const std::map<std::string, std::string>& environment = {}) {
    return end_of(start(command, environment));
  }
  Ended run_espf(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), espf());
    return run(arguments);
  }

  // What runs in this test's name: the children and whatever they started, told by the environment.
  std::vector<std::string> processes() const {
    std::vector<std::string> found;
    const std::string mark = "TMPDIR=" + temporary();
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
      const std::string pid = entry.path().filename();
      if (pid.find_first_not_of("0123456789") != std::string::npos) continue;
      const auto environment = base::read_file("/proc/" + pid + "/environ");  // empty of one that has ended
      if (environment && environment->find(mark + '\0') != std::string::npos)
        found.push_back(pid + " " + base::read_file("/proc/" + pid + "/comm").value_or(""));
    }
    return found;
  }
  static std::vector<std::string> files(const std::string& folder) {
    std::vector<std::string> all;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
      all.push_back(entry.path().filename());
    return all;
  }

  base::EventLoop loop;

 private:
  base::TemporaryFolder folder_ = *base::TemporaryFolder::make("programs-test");
  std::list<Program> programs_;
};

}  // namespace tests
