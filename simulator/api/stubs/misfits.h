// What a stub asks of its calls' parameters and their description rules out; for read_stubs.cc.
#pragma once

#include <string>
#include <vector>

#include "base/document.h"
#include "simulator/api/specification/specification.h"

namespace sim::api {

struct Misfit {
  base::SourcePos pos;
  int width = 1;
  std::string described;  // "`i_account` is described as an integer"
  std::string what;       // "this stub", "this alternative": it never fits a call as described
};

// The literals of `params` that the types of the method's parameters can never hold, as "abc" for an integer.
// Numbers written as text are numbers. Only what `type` says of a member counts, references followed: nothing
// is said of the rest.
std::vector<Misfit> misfits(const base::Node& params, const SpecifiedMethod& method);

}  // namespace sim::api
