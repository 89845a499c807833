// Ctrl-C and kill -9: what is reported, and that nothing is left behind.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sstream>

#include "tests/end_to_end/scenarios.h"
#include "tests/end_to_end/served.h"

namespace tests {
namespace {

using testing::HasSubstr;
using testing::Not;

class Interrupt : public ScenariosTest {
 protected:
  // A run that is in the middle of a scenario which the Application never lets end: the second of `paths`,
  // where that is the whole suite.
  Program& start_in_the_middle(const std::string& mode, const std::string& paths) {
    std::filesystem::create_directory(path("notes"));
    write_scenario("suite/1.yaml", "Nothing happens", "  - wait: 1s\n");
    write_scenario("suite/2.yaml", "Held up", std::string(kBlock) + "  - wait: 1s\n");
    write_passing("suite/3.yaml", "Never begun");
    Program& program =
        start({espf(), "run", paths, "--junit", "report.xml", "--application", application(mode)},
              {{"NOTES", path("notes")}});
    wait_for(
        "the event to reach the Application", [&] { return exists("notes/event"); }, &program);
    std::filesystem::remove(path("notes/asked_to_end"));  // that of the first scenario
    return program;
  }
  // By one after the other, since those shortly after the first count as one with it.
  Ended end_by_signals(Program& program) {
    wait_for("a later signal to end the program", [&] {
      program.signal(SIGINT);
      return program.code.has_value();
    });
    return end_of(program);
  }
  // What the Application noted when it last started.
  struct Noted {
    pid_t process = 0;
    std::string folder;
  };
  Noted application_of_now() const {
    Noted noted;
    std::istringstream(read("notes/started")) >> noted.process >> noted.folder;
    return noted;
  }
};

TEST_F(Interrupt, OfARunReportsWhatIsDoneAndEnds130) {
  Program& program = start_in_the_middle("hangs", "suite");
  program.signal(SIGINT);
  const auto ended = end_of(program);
  EXPECT_EQ(ended.code, 130);
  EXPECT_THAT(ended.output, HasSubstr("PASSED   suite/1.yaml  Nothing happens"));
  EXPECT_THAT(ended.output, HasSubstr("STOPPED  suite/2.yaml  Held up  (interrupted)"));
  EXPECT_THAT(ended.output, HasSubstr("3 scenarios: 1 passed, 2 stopped"));
  EXPECT_TRUE(exists("notes/asked_to_end")) << "the Application may end in order";
  const auto parsed = run({"python3", "-c",
                           "import sys, xml.etree.ElementTree as x; r = x.parse(sys.argv[1]).getroot(); "
                           "print(r.get('tests'), r.get('skipped'), len(list(r.iter('testcase'))))",
                           path("report.xml")});
  EXPECT_EQ(parsed.output, "3 2 3\n");
}

TEST_F(Interrupt, ASecondTimeEndsARunAtOnce) {
  Program& program = start_in_the_middle("stubborn", "suite/2.yaml");
  const Noted noted = application_of_now();
  program.signal(SIGINT);
  wait_for(
      "the Application to be asked to end", [&] { return exists("notes/asked_to_end"); }, &program);
  const auto ended = end_by_signals(program);
  EXPECT_EQ(ended.code, 130);
  EXPECT_THAT(ended.output, Not(HasSubstr("STOPPED")));
  wait_for("the guardian to end the Application",
           [&] { return base::group_activity(noted.process).processes == 0; });
  wait_for("the guardian to remove its folder", [&] { return !std::filesystem::exists(noted.folder); });
}

TEST_F(Interrupt, ByKillLeavesNeitherTheApplicationNorFolders) {
  Program& program = start_in_the_middle("stubborn", "suite/2.yaml");
  const Noted noted = application_of_now();
  ASSERT_GT(base::group_activity(noted.process).processes, 0u);
  ASSERT_TRUE(std::filesystem::is_directory(noted.folder));
  program.signal(SIGKILL);
  EXPECT_EQ(end_of(program).code, -SIGKILL);
  wait_for("the guardian to end the Application",
           [&] { return base::group_activity(noted.process).processes == 0; });
  wait_for("the guardian to remove every folder", [&] { return files(temporary()).empty(); });
}

TEST_F(Interrupt, AsATerminalSendsItEndsAllThatRunSideBySide) {
  std::filesystem::create_directory(path("notes"));
  for (const char* name : {"suite/1.yaml", "suite/2.yaml", "suite/3.yaml"})
    write_scenario(name, "Held up", std::string(kBlock) + "  - wait: 1s\n");
  Program& program = start({espf(), "run", "suite", "--jobs", "2", "--application", application("hangs")},
                           {{"NOTES", path("notes")}});
  wait_for(
      "the event to reach an Application", [&] { return exists("notes/event"); }, &program);
  program.child->signal_group(SIGINT);  // the guardian and the Applications are not in the group
  EXPECT_EQ(end_of(program).code, 130);
  EXPECT_THAT(program.output, HasSubstr("3 scenarios: 0 passed, 3 stopped"));
}

TEST_F(Interrupt, OfServeEndsInOrderAndTakesItsFilesAlong) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    Program& program = start({espf(), "serve", "--world", source("fixtures/worlds/mvno.yaml"), "--ready-file",
                              "ready.json", "--transcript", "lines.jsonl"});
    wait_for(
        "the ready file", [&] { return exists("ready.json"); }, &program);
    EXPECT_TRUE(exists("lines.jsonl")) << "all is ready";
    EXPECT_TRUE(exists(".espf/ready.json"));
    program.signal(signal);
    const auto ended = end_of(program);
    EXPECT_EQ(ended.code, 0);
    EXPECT_THAT(ended.output, HasSubstr("\nended\n"));
    EXPECT_FALSE(exists("ready.json"));
    EXPECT_FALSE(exists(".espf/ready.json"));
  }
}

class InterruptOfServe : public ServedTest {
 protected:
  // A pipe that somebody holds open and nobody reads.
  class UnreadPipe {
   public:
    explicit UnreadPipe(const std::string& path) {
      EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
      descriptor_ = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    }
    ~UnreadPipe() { ::close(descriptor_); }
    UnreadPipe(const UnreadPipe&) = delete;
    UnreadPipe& operator=(const UnreadPipe&) = delete;
    bool is_full() const {
      int waiting = 0;
      return ::ioctl(descriptor_, FIONREAD, &waiting) == 0 && waiting >= ::fcntl(descriptor_, F_GETPIPE_SZ);
    }

   private:
    int descriptor_ = -1;
  };
};

TEST_F(InterruptOfServe, ByTwoSignalsAtOnceIsOneAsTimeoutSendsThem) {
  Program& program = serve();
  program.signal(SIGINT);
  program.signal(SIGTERM);
  EXPECT_EQ(end_of(program).code, 0);
  for (const char* file : {"ready.json", ".espf/ready.json", ".espf/ca.pem"})
    EXPECT_FALSE(exists(file)) << file;
}

TEST_F(InterruptOfServe, LeavesAFollowedTranscriptToEndWellToo) {
  serve();
  run_espf({"trigger", "{account: 380501112233, do: block}"});
  Program& follower = start({espf(), "transcript", "--follow"});
  wait_for(
      "the first line", [&] { return !follower.output.empty(); }, &follower);
  follower.signal(SIGINT);
  follower.signal(SIGTERM);
  EXPECT_EQ(end_of(follower).code, 0) << follower.output;
}

TEST_F(InterruptOfServe, ThatIsStuckByALaterSignalTakesItsFilesAlong) {
  const UnreadPipe pipe(path("lines.jsonl"));
  Program& program = serve({"--transcript", "lines.jsonl"});
  ASSERT_TRUE(exists(".espf/ca.pem"));
  const std::string text(100'000, 'x');
  Program& trigger =
      start({espf(), "trigger", "--emit", "{event_type: DID/Created, variables: {note: " + text + "}}"});
  wait_for(
      "serve to be stuck at its transcript", [&] { return pipe.is_full(); }, &program);
  wait_for("a later signal to end the program", [&] {
    program.signal(SIGINT);
    return program.code.has_value();
  });
  EXPECT_EQ(end_of(program).code, 130);
  for (const char* file : {"ready.json", ".espf/ready.json", ".espf/ca.pem"})
    EXPECT_FALSE(exists(file)) << file;
  end_of(trigger);
}

}  // namespace
}  // namespace tests
