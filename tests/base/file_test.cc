#include "base/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <optional>

namespace base {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class FileTest : public testing::Test {
 protected:
  std::string in_folder(const std::string& name) const { return folder_.path() + "/" + name; }
  void make(const std::string& name, const std::string& text = "") const {
    fs::create_directories(fs::path(in_folder(name)).parent_path());
    ASSERT_TRUE(write_file(in_folder(name), text));
  }

  TemporaryFolder folder_ = TemporaryFolder::make("file test").value();
};

TEST_F(FileTest, ReadsBackWhatWasWritten) {
  const std::string text("a\0b\r\n\xff", 6);
  ASSERT_TRUE(write_file(in_folder("x"), "longer than what comes after"));
  ASSERT_TRUE(write_file(in_folder("x"), text));
  EXPECT_EQ(read_file(in_folder("x")).value(), text);
}

TEST_F(FileTest, WritesWithTheModeAndLeavesNoTemporary) {
  ASSERT_TRUE(write_file(in_folder("secret"), "x", 0600));
  ASSERT_TRUE(write_file(in_folder("open"), "x"));
  struct stat found;
  ASSERT_EQ(::stat(in_folder("secret").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600u);
  ASSERT_EQ(::stat(in_folder("open").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0644u);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()), 2);
}

TEST_F(FileTest, WritesThroughALinkAndToADevice) {
  make("target", "old and longer");
  fs::create_symlink("target", in_folder("link"));
  ASSERT_TRUE(write_file(in_folder("link"), "new"));
  EXPECT_EQ(read_file(in_folder("target")).value(), "new");
  EXPECT_TRUE(fs::is_symlink(in_folder("link")));
  ASSERT_TRUE(write_file("/dev/null", "x"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(FileTest, SaysWhichFileItCannotReadOrWrite) {
  const auto missing = read_file(in_folder("none"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
  EXPECT_THAT(missing.error().what, HasSubstr(in_folder("none")));

  const auto folder = read_file(folder_.path());
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().kind, ErrorKind::Unavailable);

  const auto written = write_file(in_folder("none/x"), "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, ErrorKind::Unavailable);
  EXPECT_THAT(written.error().what, HasSubstr(in_folder("none/x")));
}

TEST_F(FileTest, FindsFilesBelowSortedWithoutHiddenOnes) {
  make("b.yaml");
  make("a/z.yaml");
  make("a/y.yml");
  make(".hidden/x.yaml");
  make("a/.x.yaml");
  fs::create_symlink("nowhere", in_folder("dangling.yaml"));
  EXPECT_THAT(files_below(folder_.path(), {".yaml"}).value(),
              ElementsAre(in_folder("a/z.yaml"), in_folder("b.yaml")));
  EXPECT_THAT(files_below(folder_.path(), {".yaml", ".yml"}).value(),
              ElementsAre(in_folder("a/y.yml"), in_folder("a/z.yaml"), in_folder("b.yaml")));
  EXPECT_THAT(files_below(in_folder("a/y.yml"), {".yaml"}).value(), ElementsAre(in_folder("a/y.yml")));
  const auto missing = files_below(in_folder("none"), {".yaml"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
}

TEST(PathBeside, StartsAtTheFolderOfTheFile) {
  EXPECT_EQ(path_beside("scenarios/resend/a.yaml", "b.yaml"), "scenarios/resend/b.yaml");
  EXPECT_EQ(path_beside("scenarios/resend/a.yaml", "../../fixtures/w.yaml"), "fixtures/w.yaml");
  EXPECT_EQ(path_beside("a.yaml", "b.yaml"), "b.yaml");
  EXPECT_EQ(path_beside("a.yaml", "../b.yaml"), "../b.yaml");
  EXPECT_EQ(path_beside("/x/a.yaml", "/y/b.yaml"), "/y/b.yaml");
}

TEST(TemporaryFolder, IsRemovedWithAllItHolds) {
  std::string path;
  {
    auto folder = std::make_optional(TemporaryFolder::make("a/b").value());
    path = folder->path();
    EXPECT_TRUE(fs::is_directory(path));
    TemporaryFolder moved = std::move(*folder);
    folder.reset();
    EXPECT_TRUE(fs::is_directory(path));
    fs::create_directories(path + "/deep/er");
    ASSERT_TRUE(write_file(path + "/deep/er/x", "x"));
  }
  EXPECT_FALSE(fs::exists(path));
}

}  // namespace
}  // namespace base
