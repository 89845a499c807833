// Any request to the API is a call or a fault that says what is wrong. The first line is the target, the
// second the Content-Type, the rest the body.
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "simulator/api/envelope.h"

namespace {

std::string take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string line(text.substr(0, end));
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  base::HttpRequest request;
  request.method = "POST";
  request.target = "/rest" + take_line(text);
  request.headers.add("Content-Type", take_line(text));
  request.headers.add("Authorization", request.target);
  request.headers.add("Cookie", request.target);
  request.body = text;
  if (!sim::api::is_rest_target(request.target)) return 0;
  const auto envelope = sim::api::read_envelope(request, {});
  if (envelope) {
    assert(envelope->params.is_object());
    assert(envelope->method.find('/') != std::string::npos);
  } else {
    assert(!envelope.error().faultcode.empty() && !envelope.error().faultstring.empty());
  }
  return 0;
}
