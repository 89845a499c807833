// What a person says a call shall be answered, in place of the model or where there is none.
//
//   stubs:
//     - name: no calls yet
//       method: Account/get_xdr_list
//       params: {i_account: 1001}
//       answer: {body: {xdr_list: [], total: 0}}
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/value_matcher.h"
#include "simulator/api/realm.h"

namespace sim::api {

// A file as an answer's body.
struct StubFile {
  std::shared_ptr<const std::string> bytes;  // read when the stub was; immutable
  std::string content_type;                  // by the ending of its name
  std::string filename;                      // its own
  bool chunked = false;
};

// One answer as written: in all nodes `<name>`s are put in when it is given.
struct StubAnswer {
  int status = 200;
  base::Node body;     // a map, or null where the answer has none
  base::Node headers;  // name → text, or null
  std::optional<StubFile> file;
  base::Node content_type, filename;  // said in place of the file's; texts, or null
};

struct Stub {
  // What becomes of a call when all answers have been given.
  enum class Then {
    Last,   // the last again and again
    Again,  // from the first on
    Fault,  // a fault that says so
    Pass,   // whatever answers without this stub
  };

  std::string name;  // as given, else "FILE:LINE"
  std::string file;
  base::SourcePos pos;
  std::vector<std::string> methods;  // that it fits, sorted
  std::vector<Realm> realms;
  std::optional<base::ValueMatcher> params;
  std::vector<StubAnswer> answers;  // at least one
  Then then = Then::Last;
};

// True where the stub is for calls of `method` in `realm`, whatever their parameters.
bool is_for(const Stub& stub, std::string_view method, Realm realm);
// True where a call of `method` in `realm` with these parameters, an object, is one that the stub is for.
bool fits(const Stub& stub, std::string_view method, Realm realm, const base::Json& params);

// The answer after `given` earlier ones; null for Then::Fault and Then::Pass when all have been given.
const StubAnswer* answer_after(const Stub& stub, std::size_t given);

// The first of `stubs` that a call fits and that has an answer for it; `given`: how many each has given.
// Returns its index.
std::optional<std::size_t> first_stub(const std::vector<Stub>& stubs, const std::vector<std::size_t>& given,
                                      std::string_view method, Realm realm, const base::Json& params);

}  // namespace sim::api
