// Why a call to PortaBilling, the ESPF API or an external system did not do what it should.
#pragma once

#include <string>
#include <utility>

#include "base/result.h"

namespace prov {

enum class FailureKind {
  Passing,  // may be over at the next try: no answer, a 5xx, a lock
  Lasting,  // no retry will mend it: the peer refused what we asked for
  Stopped,  // we are shutting down
};

struct Failure {
  FailureKind kind = FailureKind::Passing;
  std::string what;  // one sentence for a person, without secrets
};

template <class T>
using Outcome = base::Result<T, Failure>;

inline tl::unexpected<Failure> failure(FailureKind kind, std::string what) {
  return tl::unexpected<Failure>(Failure{kind, std::move(what)});
}

}  // namespace prov
