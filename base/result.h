// A value or an error, as a value. No exception of ours exists.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace base {

enum class ErrorKind {
  Invalid,      // what was given is wrong
  NotFound,     // what was named does not exist
  Conflict,     // it exists already, or the state forbids it
  Unavailable,  // a peer or the environment failed: a port, a file, a database
  Limit,        // a limit of ours was reached
};

// `what` is one sentence for a person; it names the thing and has no full stop.
struct Error {
  ErrorKind kind = ErrorKind::Invalid;
  std::string what;
};

template <class T, class E = Error>
using Result = tl::expected<T, E>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string what) {
  return tl::unexpected<Error>(Error{kind, std::move(what)});
}

}  // namespace base
