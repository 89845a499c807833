// What a command prints, where the one who reads it may leave before the work is done.
#pragma once

#include <string_view>

namespace sim {

// Prints to stdout at once, from any thread. Returns false where it, or something before it, could not be
// written: that is lost, and the work goes on where it is more than printing. A run still ends in order and
// writes its report file.
bool print_out(std::string_view text);

// Writes what still waits. Returns `code`, or kNotRun in place of kPassed where something was lost, and says
// so. A reader that has left (as `head` does) lost nothing that it wanted: then it returns `code` in silence,
// so that how a pipe ends does not depend on who is faster.
int after_output(int code);

}  // namespace sim
