// The files by which a running `espf serve` is found: written, found, and gone.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>

#include "base/file.h"
#include "simulator/command/control_client.h"
#include "simulator/command/own_files.h"
#include "simulator/console/ready_file.h"

namespace sim {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

// Works in a folder of its own.
class InFolder : public testing::Test {
 protected:
  InFolder() : before_(fs::current_path()), folder_(*base::TemporaryFolder::make("command-test")) {
    fs::current_path(folder_.path());
  }
  ~InFolder() override { fs::current_path(before_); }

  static void write(const std::string& path, const std::string& text) {
    ASSERT_TRUE(base::write_file(path, text));
  }

 private:
  fs::path before_;
  base::TemporaryFolder folder_;
};

using OwnFilesTest = InFolder;

TEST_F(OwnFilesTest, AreTheUsersAloneAndGoWithTheirWriter) {
  {
    OwnFiles ready("{\"control_token\": \"1\"}\n", 0600);
    ASSERT_TRUE(ready.write("a.json"));
    ASSERT_TRUE(ready.write("b.json"));
    EXPECT_EQ(base::read_file("a.json").value_or(""), "{\"control_token\": \"1\"}\n");
    struct stat seen {};
    ASSERT_EQ(::stat("b.json", &seen), 0);
    EXPECT_EQ(seen.st_mode & 0777, 0600u);
  }
  EXPECT_FALSE(fs::exists("a.json"));
  EXPECT_FALSE(fs::exists("b.json"));
}

TEST_F(OwnFilesTest, ThatAnotherHasWrittenSinceStay) {
  {
    OwnFiles ours("1", 0600);
    ASSERT_TRUE(ours.write("a.json"));
    ASSERT_TRUE(ours.write("b.json"));
    write("a.json", "2");
    fs::remove("b.json");
  }
  EXPECT_EQ(base::read_file("a.json").value_or(""), "2");
}

TEST_F(OwnFilesTest, ThatAreNoFilesStayAndAreNotWaitedFor) {
  ASSERT_EQ(::mkfifo("pipe", 0600), 0);
  fs::create_symlink("/dev/null", "link");
  {
    OwnFiles ready("1", 0600);
    ASSERT_TRUE(ready.write("link"));
    ASSERT_TRUE(ready.write("file"));
    fs::remove("file");
    ASSERT_EQ(::mkfifo("file", 0600), 0);
  }
  EXPECT_TRUE(fs::is_symlink("link"));
  EXPECT_TRUE(fs::is_fifo("file"));
}

TEST_F(OwnFilesTest, GoAllAtOnceWhereTheProgramIsEndedBySignals) {
  OwnFiles ours(std::string(10'000, 'a'), 0600);
  OwnFiles others("2", 0600);
  ASSERT_TRUE(ours.write("a.json"));
  ASSERT_TRUE(ours.write("b.json"));
  ASSERT_TRUE(others.write("c.json"));
  write("b.json", std::string(10'000, 'a') + "b");
  OwnFiles::remove_all();
  EXPECT_FALSE(fs::exists("a.json"));
  EXPECT_TRUE(fs::exists("b.json"));
  EXPECT_FALSE(fs::exists("c.json"));
}

TEST_F(OwnFilesTest, ThatCannotBeWrittenAreNamed) {
  OwnFiles ready("1", 0600);
  const auto written = ready.write("no/such/folder/r.json");
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().what, HasSubstr("no/such/folder/r.json"));
}

using ControlClientTest = InFolder;

TEST_F(ControlClientTest, IsFoundByTheReadyFileOfThisFolder) {
  fs::create_directory(".espf");
  write(kReadyFile, R"({"control_url": "http://127.0.0.1:9", "control_token": "t0ken"})");
  EXPECT_TRUE(ControlClient::connect("", ""));
  EXPECT_TRUE(ControlClient::connect("", "other"));
  for (const char* same : {"http://127.0.0.1:9", "http://127.0.0.1:9/"})
    EXPECT_TRUE(ControlClient::connect(same, "")) << same;
}

TEST_F(ControlClientTest, ShowsTheTokenOfTheReadyFileToNoOtherEspf) {
  fs::create_directory(".espf");
  write(kReadyFile, R"({"control_url": "http://127.0.0.1:9", "control_token": "t0ken"})");
  for (const char* other : {"http://127.0.0.1:1", "https://127.0.0.1:9", "http://127.0.0.2:9"}) {
    const auto found = ControlClient::connect(other, "");
    ASSERT_FALSE(found) << other;
    EXPECT_EQ(found.error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(found.error().what, "the control token of the espf at " + std::string(other) +
                                      " is not known here (.espf/ready.json is that of http://127.0.0.1:9): "
                                      "give --token, the `control_token` of its ready file");
    EXPECT_TRUE(ControlClient::connect(other, "its own"));
  }
}

TEST_F(ControlClientTest, AsksForTheTokenWhereThereIsNoReadyFileToTakeItFrom) {
  const auto missing = ControlClient::connect("http://127.0.0.1:1", "");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().what,
            "the control token of the espf at http://127.0.0.1:1 is not known here (there is no "
            ".espf/ready.json): give --token, the `control_token` of its ready file");
  fs::create_directory(".espf");
  write(kReadyFile, "{}");
  const auto broken = ControlClient::connect("http://127.0.0.1:1", "");
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error().what, HasSubstr("is not known here: give --token"));
}

TEST_F(ControlClientTest, NeedsNoReadyFileWhereBothAreGiven) {
  EXPECT_TRUE(ControlClient::connect("http://127.0.0.1:1", "t0ken"));
}

TEST_F(ControlClientTest, ThatIsNotFoundSaysHowToStartOne) {
  for (const char* token : {"", "t"}) {
    const auto found = ControlClient::connect("", token);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, base::ErrorKind::NotFound);
    EXPECT_THAT(found.error().what, HasSubstr(".espf/ready.json"));
    EXPECT_THAT(found.error().what, HasSubstr("start `espf serve --world FILE` in this folder"));
    EXPECT_THAT(found.error().what, HasSubstr("--control and --token"));
  }
}

TEST_F(ControlClientTest, SaysWhatIsWrongWithAReadyFile) {
  fs::create_directory(".espf");
  for (const auto& [text, said] : std::vector<std::pair<std::string, std::string>>{
           {"", ".espf/ready.json: "},
           {"{}", "it has no `control_url`"},
           {R"({"control_url": "http://127.0.0.1:9"})", "it has no `control_token`"},
           {R"({"control_url": "127.0.0.1:9", "control_token": "t"})", "it must begin with http://"}}) {
    write(kReadyFile, text);
    const auto found = ControlClient::connect("", "");
    ASSERT_FALSE(found) << text;
    EXPECT_EQ(found.error().kind, base::ErrorKind::Invalid);
    EXPECT_THAT(found.error().what, HasSubstr(said)) << text;
  }
}

}  // namespace
}  // namespace sim
