// Scenarios of these tests: in the world of fixtures/, with what is checked the least that shows it.
#pragma once

#include "tests/support/programs.h"

namespace tests {

inline constexpr const char* kBlock = "  - change: {account: 380501112233, do: block}\n";
inline constexpr const char* kBarred =
    "  - expect: {record: {system: hss, sim: 255010000000001, has: {barred: true}}}\n";
inline constexpr const char* kToldOk =
    "  - expect: {status: {account: 380501112233, group: HSS, passes: [OK]}}\n";

class ScenariosTest : public ProgramsTest {
 protected:
  // `top`: further lines above the steps.
  void write_scenario(const std::string& name, const std::string& title, const std::string& steps,
                      const std::string& top = "") const {
    write(name, "scenario: " + title + "\nworld: " + source("fixtures/worlds/mvno.yaml") +
                    "\npatience: 300ms\n" + top + "steps:\n" + steps);
  }
  void write_passing(const std::string& name, const std::string& title = "A blocked account is barred",
                     const std::string& top = "") const {
    write_scenario(name, title, std::string(kBlock) + kBarred + kToldOk, top);
  }
  void write_failing(const std::string& name, const std::string& title = "A blocked account has no profile",
                     const std::string& top = "") const {
    write_scenario(name, title,
                   std::string(kBlock) +
                       "  - expect: {record: {system: hss, sim: 255010000000001, has: "
                       "{barred: true, profile: None}}}\n",
                   top);
  }
  // The Application of application.py, as --application has it.
  static std::string application(const std::string& mode) {
    return "python3 " + source("tests/end_to_end/application.py ") + mode;
  }
};

}  // namespace tests
