#include "simulator/api/stubs/stub_keys.h"

#include <algorithm>
#include <cassert>

namespace sim::api {
namespace {

std::vector<StubKey> make_answer_keys() {
  return {
      {.name = "body",
       .value = StubValue::Object,
       .sentence = "The answer, an object: numbers of up to 18 digits stay numbers, what is in quotes is a "
                   "string. It is a "
                   "template: `<name>`s are put in."},
      {.name = "fault",
       .value = StubValue::Map,
       .sentence = "In place of `body`: a fault, HTTP 500; its texts are templates.",
       .keys = {{.name = "faultcode", .sentence = "As `Server.CDR.xdr_not_found`.", .required = true},
                {.name = "faultstring", .sentence = "What it says to people.", .required = true}}},
      {.name = "file",
       .value = StubValue::File,
       .sentence = "In place of `body`: a file, as an attachment. It is read when the stub is."},
      {.name = "content_type",
       .sentence = "With `file`: its Content-Type, a template.",
       .fallback = "by the ending of its name"},
      {.name = "filename",
       .sentence = "With `file`: its name in Content-Disposition, a template: `cdr-<today>.csv`.",
       .fallback = "its own name"},
      {.name = "chunked",
       .value = StubValue::Flag,
       .sentence = "With `file`: sent in chunks, without Content-Length, as PortaBilling's recordings and "
                   "voice mails are.",
       .fallback = "true for audio, else false",
       .assumed = true},
      {.name = "status",
       .value = StubValue::Status,
       .sentence = "The HTTP status; alone, an answer without a body.",
       .fallback = "200, and 500 of a fault"},
      {.name = "headers",
       .value = StubValue::Texts,
       .sentence = "Further header fields; their texts are templates."},
  };
}

std::vector<StubKey> make_stub_keys() {
  return {
      {.name = "name",
       .sentence = "By which the transcript calls it.",
       .fallback = "the file and line where it stands"},
      {.name = "method",
       .value = StubValue::Method,
       .sentence = "The methods it is for. This or `service` is needed."},
      {.name = "service",
       .value = StubValue::Value,
       .sentence = "The services it is for, with all their methods."},
      {.name = "realm",
       .value = StubValue::Value,
       .sentence = "The realm whose port the call comes to.",
       .fallback = "any of them",
       .words = {"admin", "reseller", "customer", "account"}},
      {.name = "params",
       .value = StubValue::ValueMap,
       .sentence = "What the call's parameters must hold, in part.",
       .fallback = "anything at all"},
      {.name = "unlisted",
       .value = StubValue::Flag,
       .sentence = "Whether `method` names one that espf's list of methods, release MR80's, does not have.",
       .fallback = "false"},
      {.name = "answer",
       .value = StubValue::Map,
       .sentence = "What it is answered. This or `answers` is needed.",
       .keys = stub_answer_keys()},
      {.name = "answers",
       .value = StubValue::Maps,
       .sentence = "In place of `answer`: one after another, each for one call.",
       .keys = stub_answer_keys()},
      {.name = "then",
       .value = StubValue::Word,
       .sentence = "What comes after the last of `answers`: the last stays; they begin again; a fault says "
                   "that they are used up; or the stub answers no more and the call passes it by.",
       .fallback = "last",
       .words = {"last", "again", "fault", "pass"}},
  };
}

}  // namespace

const std::vector<StubKey>& stub_answer_keys() {
  static const std::vector<StubKey> table = make_answer_keys();
  return table;
}

const std::vector<StubKey>& stub_keys() {
  static const std::vector<StubKey> table = make_stub_keys();
  return table;
}

const StubKey& stub_key(const std::vector<StubKey>& keys, std::string_view name) {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const StubKey& key) { return key.name == name; });
  assert(found != keys.end());
  return *found;
}

}  // namespace sim::api
