#include "simulator/scenario/language/file_kind.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/document.h"
#include "simulator/billing/world_file.h"
#include "tests/scenario/language_support.h"

namespace sim::language {
namespace {

std::string name_of(FileKind kind) {
  for (const KindOfFile& each : kinds_of_files()) {
    if (each.kind == kind) return each.name;
  }
  return kind == FileKind::Empty ? "empty" : "unknown";
}

TEST(KindOfFile, IsTheOneThatMostKeysAreOf) {
  struct Case {
    const char* text;
    const char* kind;
    const char* file = "a.yaml";
  };
  const Case cases[] = {
      {"scenario: A\nsteps: []\n", "a scenario"},
      {"scenario: A\n", "a scenario"},
      {"steps: []\n", "a scenario"},
      {"scenaro: A\nstep: []\nwithin: 1m\n", "a scenario"},
      {"world: worlds/a.yaml\ngiven: []\n", "a scenario"},
      {"scenario: A\naccounts: []\n", "a scenario"},
      {"\"scenario\": A\n'steps' : []\n", "a scenario"},
      {"scenario: A\nsteps: []\n", "a scenario", "espf.yaml"},
      {"scenario: A\nsteps: [{emit: {openapi: 1}}]\ntags: [\"openapi\"]\n", "a scenario"},
      {"scenario: A\nsteps: []\nopenapi: 3.1.0\n", "a scenario"},
      {"stubs: []\n", "a file of stubs"},
      {"stubs: []\nstub: 1\n", "a file of stubs"},
      {"stubs: []\ncolour: red\n", "a file of stubs"},
      {"stubz: []\n", "a file of stubs"},
      {"# yaml-language-server: $schema=schema/stubs.json\n---\nstubs:\n- {method: A/b}\n",
       "a file of stubs"},
      {R"({"stubs": [{"answer": {"openapi": 1, "paths": 2}}]})", "a file of stubs"},
      {"world: A\ncustomers: []\n", "a world"},
      {"products: []\n", "a world"},
      {"users: []\n", "a world"},
      {"acounts: []\n", "a world"},
      {"world: A\n", "a world"},
      {"world: A\nstubs: []\n", "a world"},
      {"world: A\ncustomers: []\naccounts: []\nsteps: []\n", "a world"},
      {"{customers: [{steps: 1}], \"accounts\": [], 'users': []}", "a world"},
      {"world: worlds/a.yaml\n", "a suite file"},
      {"world: worlds/a.yaml  # ours\nstubs: stubs.yaml\n", "a suite file"},
      {"within: 1m\n", "a suite file"},
      {"wihtin: 1m\nespf: {}\n", "a suite file"},
      {"stubs: []\n", "a suite file", "x/espf.yaml"},
      {"colour: red\n", "a suite file", "espf.yaml"},
      {"# nothing\n", "a suite file", "espf.yaml"},
      {"openapi: 2.0\n", "an OpenAPI document"},
      {"swagger: '2.0'\ninfo: {}\n", "an OpenAPI document"},
      {"opnapi: 3.1.0\ninfo: {}\npaths: {}\n", "an OpenAPI document"},
      {"\n {\n\t\"info\": {\"scenario\": 1, \"steps\": []}, \"openapi\" : \"3.1.0\"\n",
       "an OpenAPI document"},
      {"\xEF\xBB\xBFopenapi: 3.1.0\r\npaths: {}\r\n", "an OpenAPI document"},
      {"", "empty"},
      {"# only\n\n  # comments\n---\n", "empty"},
      {"\xEF\xBB\xBF", "empty"},
      {"colour: red\n", "unknown"},
      {"- stubs\n- scenario: A\n", "unknown"},
      {"text\n", "unknown"},
      {"null\n", "unknown"},
      {"nested:\n  scenario: A\n  steps: []\n", "unknown"},
      // What cannot be read whole.
      {"scenario: @A\nsteps: [\n", "a scenario"},
      {"stubs: \"\n", "a file of stubs"},
      {"{customers: [, accounts: }", "a world"},
      {"{", "unknown"},
      {"{:,}]", "unknown"},
  };
  for (const Case& each : cases)
    EXPECT_EQ(name_of(kind_of_file(each.file, each.text)), each.kind) << each.text;
}

TEST(KindOfFile, KnowsTheKeysThatAWorldMayHave) {
  for (const std::string& key : world_keys()) {
    const auto document = base::parse_document("w.yaml", key + ": x\n");
    const auto world = read_world(*document);
    for (const base::Diagnostic& each : world ? std::vector<base::Diagnostic>() : world.error())
      EXPECT_EQ(each.message.find("unknown key"), std::string::npos) << each.message;
  }
  for (const KindOfFile& kind : kinds_of_files()) {
    for (const std::string& key : kind.required)
      EXPECT_EQ(std::count(kind.keys.begin(), kind.keys.end(), key), 1) << kind.name << ": " << key;
  }
  EXPECT_EQ(kinds_in_words(),
            "a scenario has `scenario`, `steps`, a file of stubs has `stubs`, a world has `customers`, an "
            "OpenAPI document has `openapi`, `info`, `paths`, a suite file is named espf.yaml");
}

}  // namespace
}  // namespace sim::language
