#include "simulator/api/stubs/read_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/file.h"
#include "base/http.h"
#include "simulator/api/stubs/declared_map.h"
#include "simulator/api/stubs/template.h"

namespace sim::api {
namespace {

constexpr std::size_t kFileBytesMax = 16u << 20;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kContentTypes{{
    {".pdf", "application/pdf"},
    {".csv", "application/csv"},  // as published clients expect it of PortaBilling
    {".mp3", "audio/mpeg"},
    {".wav", "audio/wav"},
    {".ogg", "audio/ogg"},
    {".json", "application/json"},
    {".xml", "application/xml"},
    {".zip", "application/zip"},
    {".txt", "text/plain"},
}};

std::string content_type_of(std::string_view path) {
  for (const auto& [ending, type] : kContentTypes) {
    if (path.ends_with(ending)) return std::string(type);
  }
  return "application/octet-stream";
}

// Where it is misspelt, that is told.
bool says_nearly(const base::Node& node, const std::string& key) {
  return std::any_of(node.members.begin(), node.members.end(), [&](const base::Member& member) {
    return member.key == key || !base::nearest(member.key, {key}).empty();
  });
}

class AnswerReader {
 public:
  AnswerReader(const base::Node* params, const StubContext& context, base::Findings& findings)
      : params_(params), context_(context), findings_(findings) {}

  std::optional<StubAnswer> read(const base::Node& node) {
    const std::size_t before = findings_.size();
    DeclaredMap reader("an answer", stub_answer_keys(), findings_);
    reader.on("body", [&](const base::Node& value) { read_body(value); });
    reader.on("fault", [&](const base::Node& value) { read_fault(value); });
    reader.on("file", [&](const base::Node& value) { read_file(value); });
    reader.on("content_type", [&](const base::Node& value) { read_line(value, answer_.content_type); });
    reader.on("filename", [&](const base::Node& value) { read_filename(value); });
    reader.on("chunked", [&](const base::Node& value) { chunked_ = base::read_bool(value, findings_); });
    reader.on("status", [&](const base::Node& value) {
      status_ = base::read_integer(value, kStubStatusMin, kStubStatusMax, findings_);
    });
    reader.on("headers", [&](const base::Node& value) { read_headers(value); });
    reader.read(node);
    if (bodies_ == 0 && !status_ && findings_.size() == before)
      findings_.add(node, "an answer without anything",
                    "write `body: {…}`, `fault: {…}`, `file: …` or `status: 503`");
    if (node.is_map()) check_together(node);
    if (findings_.size() > before) return std::nullopt;
    return whole();
  }

 private:
  void take_body(const base::Node& value) {
    answer_.body = value;
    check_template(value, params_, findings_);
  }

  void read_body(const base::Node& value) {
    bodies_ += 1;
    if (!value.is_map()) {
      findings_.add(value, fmt::format("PortaBilling answers an object, not {}", base::kind_name(value.kind)),
                    "write `body: {name: value}`");
      return;
    }
    take_body(value);
  }

  void read_fault(const base::Node& value) {
    bodies_ += 1;
    DeclaredMap reader("a fault", stub_key(stub_answer_keys(), "fault").keys, findings_);
    for (const char* name : {"faultcode", "faultstring"}) {
      reader.on(name, [&](const base::Node& text) { base::read_text(text, findings_); });
    }
    reader.read(value);
    base::Node body = value;
    for (base::Member& member : body.members) member.value.quoted = true;  // a code of digits stays a text
    take_body(body);
    is_fault_ = true;
  }

  void read_file(const base::Node& value) {
    bodies_ += 1;
    const auto path = base::read_text(value, findings_);
    if (!path) return;
    const auto bytes = context_.read(base::path_beside(findings_.file(), *path));
    if (!bytes) {
      findings_.add(value, bytes.error().what, "the path is seen from this file");
    } else if (bytes->size() > kFileBytesMax) {
      findings_.add(value, fmt::format("a file of more than {} MiB", kFileBytesMax >> 20));
    } else {
      answer_.file.emplace();
      answer_.file->bytes = std::make_shared<const std::string>(*bytes);
      answer_.file->content_type = content_type_of(*path);
      answer_.file->filename = path->substr(path->rfind('/') + 1);
    }
  }

  void read_line(const base::Node& value, base::Node& line) {
    const auto text = base::read_text(value, findings_);
    if (text && (text->empty() || !base::is_header_text(*text)))
      findings_.add(value, "one line of text stands here");
    check_template(value, params_, findings_);
    line = value;
  }

  void read_filename(const base::Node& value) {
    read_line(value, answer_.filename);
    if (value.text.find_first_of("\"\\") != std::string::npos) {
      findings_.add(value, "a file's name in a header has no `\"` and no `\\`");
    }
  }

  void read_headers(const base::Node& value) {
    base::MapReader reader("`headers`", findings_);
    reader.others([&](const base::Member& member) {
      if (!base::is_header_name(member.key)) {
        findings_.add(member.pos, member.width,
                      fmt::format("`{}` cannot be the name of a header", member.key));
      } else if (member.key == "Content-Length" || member.key == "Transfer-Encoding") {
        findings_.add(member.pos, member.width, fmt::format("`{}` is set by what is sent", member.key),
                      "leave it out; `chunked: true` sends a file in chunks");
      }
      const auto text = base::read_text(member.value, findings_);
      if (text && !base::is_header_text(*text))
        findings_.add(member.value, "a header's value stands on one line");
    });
    reader.read(value);
    check_template(value, params_, findings_);
    answer_.headers = value;
  }

  // What each key says may be right, and not beside the others.
  void check_together(const base::Node& node) {
    if (bodies_ > 1)
      findings_.add(node, "an answer is one of `body`, `fault` and `file`", "leave the others out");
    for (const char* key : {"content_type", "filename", "chunked"}) {
      const base::Node* said = node.find(key);
      if (said != nullptr && !says_nearly(node, "file"))
        findings_.add(*said, fmt::format("`{}` goes with `file`", key));
    }
    if (bodies_ > 0 && status_ && (*status_ == 204 || *status_ == 304)) {
      findings_.add(*node.find("status"), fmt::format("an answer of {} has no body", *status_));
    }
  }

  StubAnswer whole() {
    answer_.status = static_cast<int>(status_.value_or(is_fault_ ? 500 : 200));
    if (answer_.file) {
      const std::string& type =
          answer_.content_type.is_scalar() ? answer_.content_type.text : answer_.file->content_type;
      answer_.file->chunked = chunked_.value_or(type.starts_with("audio/"));
    }
    return std::move(answer_);
  }

  const base::Node* params_;
  const StubContext& context_;
  base::Findings& findings_;
  StubAnswer answer_;
  int bodies_ = 0;
  bool is_fault_ = false;
  std::optional<bool> chunked_;
  std::optional<std::int64_t> status_;
};

}  // namespace

std::optional<StubAnswer> read_stub_answer(const base::Node& node, const base::Node* params,
                                           const StubContext& context, base::Findings& findings) {
  return AnswerReader(params, context, findings).read(node);
}

}  // namespace sim::api
