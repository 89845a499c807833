#include "simulator/command/served_files.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/document.h"
#include "base/file.h"
#include "simulator/billing/world_file.h"
#include "simulator/scenario/language/suite.h"

namespace sim {
namespace {

std::string note_of(const std::string& users) {
  const auto document = base::parse_document("w.yaml", "world: A\ncustomers: [{name: C}]\n" + users);
  const auto world = document ? read_world(*document) : tl::unexpected(document.error());
  if (!world) return "wrong: " + base::render(world.error().front(), "");
  const auto note = no_administrator(*world, "w.yaml");
  return note ? base::render(*note, "") : "";
}

TEST(NoAdministrator, IsNotedWhereNobodyCanLogIn) {
  const std::string help =
      " (add, say, `users: [{login: demo, password: Some-Password-1, token: 0f3a8d6b75c14e92}]`)\n";
  EXPECT_EQ(note_of(""),
            "w.yaml: note: no administrator can log in: the world has no `users:` of the realm admin" + help);
  EXPECT_EQ(note_of("users: []\n"), note_of(""));
  EXPECT_EQ(note_of("users: [{login: a, password: b, realm: customer, customer: C}]\n"), note_of(""));
  EXPECT_EQ(
      note_of("users: [{login: a}]\n"),
      "w.yaml: note: no administrator can log in: those of `users:` have neither `password` nor `token`" +
          help);
  EXPECT_EQ(note_of("users: [{login: a}, {login: b, token: 0f3a8d6b}]\n"), "");
  EXPECT_EQ(note_of("users: [{login: a, password: b}]\n"), "");
}

TEST(ServedFiles, NotesStubsThatThoseOfAnotherFileLeaveNoCall) {
  const auto folder = base::TemporaryFolder::make("served-files");
  ASSERT_TRUE(folder);
  const std::string first = folder->path() + "/first.yaml";
  const std::string second = folder->path() + "/second.yaml";
  const std::string world = folder->path() + "/world.yaml";
  ASSERT_TRUE(base::write_file(
      first,
      "stubs:\n  - {method: CDR/get_call_recording, answer: {status: 503}}\n"
      "  - {method: Account/get_xdr_quality_info, params: {a: {absent: true}}, answer: {status: 503}}\n"));
  ASSERT_TRUE(base::write_file(
      second,
      "stubs:\n  - {service: CDR, answer: {status: 503}}\n"
      "  - {method: Account/get_xdr_list, params: {a: 1}, answer: {status: 503}}\n"
      "  - {method: Account/get_xdr_quality_info, params: {a: {absent: false}}, answer: {status: "
      "503}}\n"));
  ASSERT_TRUE(
      base::write_file(world,
                       "world: A\ncustomers: [{name: C}]\nusers: [{login: a, password: b}]\n"
                       "stubs: [{method: CDR/get_call_recording, params: {a: 1}, answer: {status: 503}},\n"
                       "  {method: Account/get_xdr_quality_info, answer: {status: 503}}]\n"));
  testing::internal::CaptureStderr();
  const auto read = read_served_files({world, "", {first, second}, {}});
  const std::string said = testing::internal::GetCapturedStderr();
  ASSERT_TRUE(read) << said;
  EXPECT_EQ(read->settings.stubs.size(), 7u);
  EXPECT_EQ(said.substr(0, said.find('\n')), world + ":4:9: note: this stub never answers here: " + first +
                                                 ":2 is asked before it, and takes every call that fits it");
  EXPECT_NE(said.find(world + ":5:3: note: this stub never answers here: " + first + ":3, " + second +
                      ":4 are asked before it, and take every call that fits it"),
            std::string::npos)
      << said;
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 6) << said;  // with their lines, and no other note
}

// What is said of the files that `name` puts among those that are named.
template <class Name>
std::string refused(const std::string& text, const Name& name) {
  const auto folder = base::TemporaryFolder::make("served-files");
  if (!folder) return "no folder";
  const std::string world = folder->path() + "/world.yaml";
  const std::string file = folder->path() + "/file.yaml";
  EXPECT_TRUE(
      base::write_file(world, "world: A\ncustomers: [{name: C}]\nusers: [{login: a, password: b}]\n"));
  EXPECT_TRUE(base::write_file(file, text));
  FilesNamed named{world, "", {}, {}};
  name(named, file);
  testing::internal::CaptureStderr();
  const auto read = read_served_files(named);
  const std::string said = testing::internal::GetCapturedStderr();
  return read ? "it is read"
              : said.substr(std::min(said.find(": error: "), said.size()),
                            said.find('\n') - said.find(": error: "));
}

TEST(ServedFiles, OfAnotherKindAreSaidToBeThat) {
  const std::string scenario = "scenario: A\nsteps: []\n";
  const std::string suite = "within: 1m\nsettle: 5s\n";
  const std::string webhooks = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\nwebhooks: {a: {}}\n";
  const auto as_world = [](FilesNamed& named, const std::string& file) { named.world_file = file; };
  const auto as_suite = [](FilesNamed& named, const std::string& file) { named.suite_file = file; };
  const auto as_stubs = [](FilesNamed& named, const std::string& file) { named.stubs_files = {file}; };
  const auto as_document = [](FilesNamed& named, const std::string& file) { named.openapi_files = {file}; };
  EXPECT_EQ(refused(suite, as_world), ": error: this is a suite file, not a world");
  EXPECT_EQ(refused(scenario, as_world), ": error: this is a scenario, not a world");
  EXPECT_EQ(refused(scenario, as_stubs), ": error: this is a scenario, not a file of stubs");
  EXPECT_EQ(refused(scenario, as_suite), ": error: this is a scenario, not a suite file");
  EXPECT_EQ(refused("world: A\ncustomers: []\n", as_suite), ": error: this is a world, not a suite file");
  EXPECT_EQ(refused(suite, as_document), ": error: this is a suite file, not an OpenAPI document");
  EXPECT_EQ(
      refused(webhooks, as_document),
      ": error: this document describes webhooks, which are sent and not called, and no method of /rest");
  EXPECT_EQ(refused("stubs: []\n", as_suite), "it is read") << "a suite file may say stubs alone";
  EXPECT_EQ(refused("wrld: A\ncustomers: [{name: C}]\n", as_world), ": error: unknown key `wrld` in a world");
}

TEST(ServedFiles, AreToldTheNotesThatCheckTells) {
  const std::string document =
      "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths:\n  /Foo/get_bar:\n    post:\n"
      "      requestBody: {content: {application/json: {schema: {properties: {params: {properties: "
      "{i_account: {type: integer}}}}}}}}\n      responses: {'200': {description: A}}\n";
  const auto folder = base::TemporaryFolder::make("served-files");
  ASSERT_TRUE(folder);
  const std::string world = folder->path() + "/world.yaml";
  const std::string stubs = folder->path() + "/stubs.yaml";
  ASSERT_TRUE(
      base::write_file(world, "world: A\ncustomers: [{name: C}]\nusers: [{login: a, password: b}]\n"));
  for (const char* realm : {"", ", realm: customer"}) {
    ASSERT_TRUE(base::write_file(stubs, std::string("stubs: [{method: Foo/get_bar") + realm +
                                            ", params: {i_acount: 1}, answer: {status: 503}}]\n"));
    for (const char* name : {"/openapi.yaml", "/CustomerInterface.yaml"}) {
      const std::string file = folder->path() + name;
      ASSERT_TRUE(base::write_file(file, document));
      testing::internal::CaptureStderr();
      ASSERT_TRUE(read_served_files({world, "", {stubs}, {file}}));
      const std::string served = testing::internal::GetCapturedStderr();
      EXPECT_EQ(served, render_all(load_suite({{stubs, file}, "", /*every_kind=*/true}))) << name << realm;
    }
  }
}

}  // namespace
}  // namespace sim
