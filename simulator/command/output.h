// What a command prints, where the one who reads it may leave before the work is done.
#pragma once

#include <string>

namespace sim {

// Prints to stdout at once, from any thread. What cannot be written is lost, and the work goes on: a run
// still ends in order and writes its report file.
void print_out(const std::string& text);

// Writes what still waits; returns `code`, or kNotRun in place of kPassed where something was lost. Says so,
// unless the reader has left (as `head` does).
int after_output(int code);

}  // namespace sim
