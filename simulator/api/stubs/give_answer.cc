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

// Of a header's value, or of a part of one.
base::Result<std::string> filled_line(const base::Node& line, const TemplateCall& call) {
  const auto filled = fill_in(line, call);
  if (!filled) return tl::unexpected(filled.error());
  if (filled->is_map() || filled->is_sequence())
    return base::fail(base::ErrorKind::Invalid, "an object or a list cannot stand in a header");
  if (!base::is_header_text(filled->text))
    return base::fail(base::ErrorKind::Invalid, "a text of several lines cannot stand in a header");
  return filled->text;
}

base::Result<void> add_headers(const base::Node& headers, const TemplateCall& call,
                               base::HttpResponse& response) {
  for (const base::Member& member : headers.members) {
    auto text = filled_line(member.value, call);
    if (!text) return tl::unexpected(text.error());
    response.headers.set(member.key, *std::move(text));
  }
  return {};
}

base::Result<void> add_file(const StubAnswer& answer, const TemplateCall& call,
                            base::HttpResponse& response) {
  const auto said_or = [&](const base::Node& said, const std::string& own) -> base::Result<std::string> {
    if (said.is_null()) return own;
    return filled_line(said, call);
  };
  auto type = said_or(answer.content_type, answer.file->content_type);
  if (!type) return tl::unexpected(type.error());
  const auto name = said_or(answer.filename, answer.file->filename);
  if (!name) return tl::unexpected(name.error());
  response.body = *answer.file->bytes;
  response.headers.set("Content-Type", *std::move(type));
  response.headers.set("Content-Disposition",
                       fmt::format("attachment; filename=\"{}\"", quoted_string(*name)));
  if (answer.file->chunked) response.headers.set("Transfer-Encoding", "chunked");
  return {};
}

base::Result<StubResponse> filled(const StubAnswer& answer, const TemplateCall& call) {
  StubResponse given;
  base::HttpResponse& response = given.response;
  response.status = answer.status;
  if (answer.file) {
    if (auto added = add_file(answer, call, response); !added) return tl::unexpected(added.error());
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
