#include "simulator/command/served_files.h"

#include <gtest/gtest.h>

#include "base/document.h"
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

}  // namespace
}  // namespace sim
