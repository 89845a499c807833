#include "base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/crypto.h"
#include "base/utf8.h"

namespace base {
namespace {

// "line 2, column 5", in characters, of the byte at `offset`.
std::string place(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  return fmt::format("line {}, column {}", line, character_count(before.substr(line_start)) + 1);
}

// "unexpected end of input; expected ':'" of nlohmann's "[json.exception…] parse error at …: … - …".
std::string cause_of(std::string_view what) {
  const std::size_t bracket = what.find("] ");
  if (bracket != std::string_view::npos) what.remove_prefix(bracket + 2);
  const std::size_t dash = what.find(" - ");
  if (dash != std::string_view::npos) what.remove_prefix(dash + 3);
  const std::size_t last_read = what.find("; last read: ");
  if (last_read == std::string_view::npos) return std::string(what);
  const std::size_t after = what.find("'; ", last_read);
  return std::string(what.substr(0, last_read)) +
         (after == std::string_view::npos ? "" : std::string(what.substr(after + 1)));
}

// Of the bracket that opens the level behind the `depth_max`-th, in a text that is JSON up to there.
std::size_t first_too_deep(std::string_view text, int depth_max) {
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
      }
    }
    if (c == '}' || c == ']') --depth;
    if ((c == '{' || c == '[') && ++depth > depth_max) return at;
  }
  return text.size();
}

// Builds the value; stops at the first thing that is over a limit. nlohmann reads without recursion.
class Builder final : public Json::json_sax_t {
 public:
  Builder(std::string_view text, int depth_max) : text_(text), depth_max_(depth_max) {}

  bool null() override { return put(Json(nullptr)); }
  bool boolean(bool value) override { return put(Json(value)); }
  bool number_integer(std::int64_t value) override { return put(Json(value)); }
  bool number_unsigned(std::uint64_t value) override { return put(Json(value)); }
  bool number_float(double value, const std::string& digits) override {
    // Digits alone come here where no 64-bit type holds them.
    const bool whole = digits.find_first_of(".eE") == std::string::npos;
    return put(whole ? Json(digits) : Json(value));
  }
  bool string(std::string& value) override { return put(Json(std::move(value))); }
  bool binary(Json::binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json::object()); }
  bool start_array(std::size_t) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(std::string& name) override {
    keys_.back() = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const Json::exception& error) override {
    const std::size_t offset = position == 0 ? 0 : position - 1;
    mistake_at_ = offset;
    error_ = {ErrorKind::Invalid,
              fmt::format("not JSON: {}: {}", place(text_, offset), printable(cause_of(error.what())))};
    return false;
  }

  Json& value() { return value_; }
  const Error& error() const { return error_; }
  std::size_t mistake_at() const { return mistake_at_; }

 private:
  static std::string printable(std::string text) {
    for (char& c : text) {
      if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) c = '?';
    }
    return shortened(text, 200);
  }

  Json* put_and_find(Json value) {
    if (open_.empty()) {
      value_ = std::move(value);
      return &value_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    Json& member = parent[keys_.back()];
    member = std::move(value);
    return &member;
  }

  bool put(Json value) {
    put_and_find(std::move(value));
    return true;
  }

  bool open(Json value) {
    if (static_cast<int>(open_.size()) >= depth_max_) {
      mistake_at_ = first_too_deep(text_, depth_max_);
      error_ = {ErrorKind::Limit, fmt::format("nested too deeply: {}: more than {} levels",
                                              place(text_, mistake_at_), depth_max_)};
      return false;
    }
    open_.push_back(put_and_find(std::move(value)));
    keys_.emplace_back();
    return true;
  }

  bool close() {
    open_.pop_back();
    keys_.pop_back();
    return true;
  }

  std::string_view text_;
  int depth_max_;
  Json value_;
  std::vector<Json*> open_;  // a parent does not move while its child is open
  std::vector<std::string> keys_;
  std::size_t mistake_at_ = 0;
  Error error_{ErrorKind::Invalid, "not JSON"};
};

std::string utf8_or_base64(const std::string& text) {
  return first_invalid_utf8(text) ? "base64:" + base64(text) : text;
}

Json all_utf8(const Json& value) {
  if (value.is_string()) return utf8_or_base64(value.get_ref<const std::string&>());
  if (value.is_array()) {
    Json result = Json::array();
    for (const Json& item : value) result.push_back(all_utf8(item));
    return result;
  }
  if (value.is_object()) {
    Json result = Json::object();
    for (const auto& [name, member] : value.items()) result[utf8_or_base64(name)] = all_utf8(member);
    return result;
  }
  return value;
}

std::string write(const Json& value, int indent) {
  try {
    return value.dump(indent);
  } catch (const Json::exception&) {  // the only reason: bytes that are not UTF-8
    return all_utf8(value).dump(indent);
  }
}

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits, std::size_t* mistake_at) {
  if (text.size() > limits.bytes_max) {
    return fail(ErrorKind::Limit,
                fmt::format("JSON of {} bytes, more than {}", text.size(), limits.bytes_max));
  }
  Builder builder(text, limits.depth_max);
  if (!Json::sax_parse(text, &builder)) {
    if (mistake_at != nullptr) *mistake_at = builder.mistake_at();
    return tl::unexpected(builder.error());
  }
  return std::move(builder.value());
}

std::string dump(const Json& value) { return write(value, -1); }

std::string dump_pretty(const Json& value) { return write(value, 2); }

std::string dump_pretty(const OrderedJson& value) {
  return value.dump(2, ' ', false, OrderedJson::error_handler_t::replace);
}

OrderedJson parse_ordered(std::string_view text) {
  return OrderedJson::parse(text, nullptr, /*allow_exceptions=*/false);
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>();
  return dump(value);
}

}  // namespace base
