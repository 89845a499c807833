#include "base/http.h"

#include <algorithm>
#include <array>

#include "base/http_text.h"

namespace base {

bool is_header_name(std::string_view name) {
  constexpr std::string_view kToken =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~";
  return !name.empty() && name.find_first_not_of(kToken) == std::string_view::npos;
}

bool is_message_header(std::string_view name) {
  constexpr std::array kNames{"Date", "Content-Type", "Content-Length", "Transfer-Encoding",
                              "Host", "Connection"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](const char* each) { return same_field_name(name, each); });
}

bool is_header_text(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
}

void Headers::add(std::string name, std::string value) {
  fields_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string name, std::string value) {
  const auto same = [&](const auto& field) { return same_field_name(field.first, name); };
  const auto first = std::find_if(fields_.begin(), fields_.end(), same);
  if (first == fields_.end()) return add(std::move(name), std::move(value));
  fields_.erase(std::remove_if(first + 1, fields_.end(), same), fields_.end());
  *first = {std::move(name), std::move(value)};
}

void Headers::remove(std::string_view name) {
  std::erase_if(fields_, [&](const auto& field) { return same_field_name(field.first, name); });
}

const std::string* Headers::find(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (same_field_name(key, name)) return &value;
  }
  return nullptr;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(
      fields_.begin(), fields_.end(), [&](const auto& field) { return same_field_name(field.first, name); }));
}

HttpResponse json_response(int status, std::string body) {
  return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

std::string_view failure_name(HttpFailure failure) {
  switch (failure) {
    case HttpFailure::Refused:
      return "connection refused";
    case HttpFailure::Reset:
      return "reset";
    case HttpFailure::Closed:
      return "closed without an answer";
    case HttpFailure::Truncated:
      return "answer cut short";
    case HttpFailure::Malformed:
      return "answer is not HTTP";
    case HttpFailure::TooLarge:
      return "answer too large";
    case HttpFailure::BadCertificate:
      return "TLS handshake failed";
    case HttpFailure::Timeout:
      return "no answer in time";
    case HttpFailure::Cancelled:
      return "cancelled";
  }
  return "unknown";
}

std::string wire_bytes(const HttpResponse& response) { return response_bytes(response, {}); }

Reply& Reply::operator=(Reply&& other) noexcept {
  if (this == &other) return *this;
  Reply dropped(std::move(*this));
  send_ = std::exchange(other.send_, nullptr);
  return *this;
}

Reply::~Reply() {
  if (send_) std::exchange(send_, nullptr)(WireScript{wire::Fin{}});
}

void Reply::operator()(HttpResponse response) {
  if (send_) std::exchange(send_, nullptr)(std::move(response));
}

void Reply::operator()(WireScript script) {
  if (send_) std::exchange(send_, nullptr)(std::move(script));
}

}  // namespace base
