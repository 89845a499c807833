#include "simulator/api/stubs/give_answer.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/diagnostic.h"
#include "simulator/api/fault.h"

namespace sim::api {
namespace {

StubResponse faulty(const TemplateCall& call, const char* reason, std::string faultstring) {
  const Fault fault{fault_code("Server", std::string(call.method), reason), std::move(faultstring)};
  return {fault_response(fault), fault.faultcode};
}

// As a quoted-string of HTTP has it.
std::string quoted_string(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

base::Result<void> add_headers(const base::Node& headers, const TemplateCall& call,
                               base::HttpResponse& response) {
  const auto filled = fill_in(headers, call);
  if (!filled) return tl::unexpected(filled.error());
  for (const base::Member& member : filled->members) response.headers.set(member.key, member.value.text);
  return {};
}

base::Result<StubResponse> filled(const StubAnswer& answer, const TemplateCall& call) {
  StubResponse given;
  base::HttpResponse& response = given.response;
  response.status = answer.status;
  if (answer.file) {
    response.body = *answer.file->bytes;
    response.headers.set("Content-Type", answer.file->content_type);
    response.headers.set("Content-Disposition",
                         fmt::format("attachment; filename=\"{}\"", quoted_string(answer.file->filename)));
    if (answer.file->chunked) response.headers.set("Transfer-Encoding", "chunked");
  } else if (answer.body.is_map()) {
    const auto body = fill_in(answer.body, call);
    if (!body) return tl::unexpected(body.error());
    const base::Json json = base::to_json(*body);
    response.body = base::dump(json);
    response.headers.set("Content-Type", "application/json");
    const auto code = json.find("faultcode");
    if (code != json.end() && answer.status == 500) given.faultcode = base::text_of(*code);
  }
  if (auto added = add_headers(answer.headers, call, response); !added) return tl::unexpected(added.error());
  return given;
}

}  // namespace

StubResponse give_answer(const Stub& stub, std::size_t given, TemplateCall call) {
  call.count = given + 1;
  const StubAnswer* answer = answer_after(stub, given);
  if (answer == nullptr) {
    return faulty(call, "stub_used_up",
                  fmt::format("the stub `{}` has given its {}", stub.name,
                              base::counted(stub.answers.size(), "answer")));
  }
  auto response = filled(*answer, call);
  if (response) return *std::move(response);
  return faulty(call, "stub_failed",
                fmt::format("the stub `{}` cannot answer: {}", stub.name, response.error().what));
}

}  // namespace sim::api
