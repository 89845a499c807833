#include "simulator/command/served_files.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/document.h"
#include "base/file.h"
#include "simulator/billing/world_file.h"

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

}  // namespace
}  // namespace sim
