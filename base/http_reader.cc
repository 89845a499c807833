// Beast asserts, wrongly, that a last chunk arrives in pieces of a certain size; it reads on rightly where
// they are smaller.
#define BOOST_DISABLE_ASSERTS

#include "base/http_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>
#include <utility>

#include "base/http_text.h"

namespace base {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;

constexpr std::size_t kReserveMax = 1u << 20;
constexpr int kInterimMax = 16;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

ReadError read_error(const error_code& code) {
  if (code == http::error::header_limit) return {431, "header too large", true};
  if (code == http::error::body_limit) return {413, "body too large", true};
  if (code == http::error::bad_content_length) return {400, "bad Content-Length"};
  if (code == http::error::bad_transfer_encoding) return {400, "bad Transfer-Encoding"};
  if (code == http::error::bad_method) return {400, "bad method"};
  if (code == http::error::bad_target) return {400, "bad target"};
  if (code == http::error::bad_version) return {400, "bad HTTP version"};
  if (code == http::error::bad_field) return {400, "bad header field"};
  if (code == http::error::bad_value) return {400, "bad value of a header field"};
  if (code == http::error::bad_chunk || code == http::error::bad_chunk_extension) {
    return {400, "bad chunk"};
  }
  if (code == http::error::partial_message) return {400, "the connection ended within the message"};
  return {400, code.message()};
}

// What both directions share. `Message` is HttpRequest or HttpResponse.
template <bool isRequest, class Message>
class Parser : public http::basic_parser<isRequest> {
  using Base = http::basic_parser<isRequest>;

 public:
  Parser(std::size_t header_bytes_max, std::size_t body_bytes_max) : pending_max_(header_bytes_max + 4096) {
    Base::header_limit(static_cast<std::uint32_t>(header_bytes_max));
    Base::body_limit(body_bytes_max);
    Base::eager(true);
  }

  std::size_t feed(std::string_view bytes) {
    std::size_t taken = 0;
    while (taken < bytes.size() && !Base::is_done() && !error) {
      error_code code;
      const auto rest = bytes.substr(taken);
      const auto n = Base::put(boost::asio::const_buffer(rest.data(), rest.size()), code);
      taken += n;
      if (code == http::error::need_more) {
        // A chunk's header and the trailers are waited for whole; Beast sets them no limit.
        if (rest.size() - n > pending_max_) error = ReadError{431, "header too large", true};
        break;
      }
      if (code && !error) error = read_error(code);
      if (n == 0) break;
    }
    return taken;
  }

  ReadState state() const {
    if (error) return ReadState::Bad;
    if (Base::is_done()) return ReadState::Done;
    if (Base::is_header_done()) return ReadState::Body;
    return Base::got_some() ? ReadState::Header : ReadState::Start;
  }

  Message message;
  std::optional<ReadError> error;
  int version = 11;

 protected:
  void on_request_impl(http::verb, boost::beast::string_view method, boost::beast::string_view target, int v,
                       error_code&) override {
    if constexpr (isRequest) {
      message.method = method.to_string();
      message.target = target.to_string();
      version = v;
    }
  }

  void on_response_impl(int code, boost::beast::string_view, int v, error_code&) override {
    if constexpr (!isRequest) {
      message.status = code;
      version = v;
    }
  }

  void on_field_impl(http::field field, boost::beast::string_view name, boost::beast::string_view value,
                     error_code& code) override {
    if (Base::is_header_done()) return;  // a trailer
    if (field == http::field::content_length && (++lengths_ > 1 || view(value).find(',') != value.npos)) {
      code = http::error::bad_content_length;
      error = ReadError{400, "doubled Content-Length"};
      return;
    }
    if (field == http::field::transfer_encoding) has_encoding_ = true;
    message.headers.add(name.to_string(), value.to_string());
  }

  void on_header_impl(error_code& code) override {
    if constexpr (isRequest) {
      if (has_encoding_ && !Base::chunked()) {
        refuse(501, "a Transfer-Encoding other than chunked", code);
      } else if (version >= 11 && message.headers.count("Host") != 1) {
        refuse(400, message.headers.find("Host") ? "doubled Host" : "no Host", code);
      } else if (const auto* expect = message.headers.find("Expect");
                 expect && !same_field_name(*expect, "100-continue")) {
        refuse(417, "an expectation other than 100-continue", code);
      }
    }
  }

  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    if (length) message.body.reserve(std::min<std::size_t>(*length, kReserveMax));
  }

  std::size_t on_body_impl(boost::beast::string_view bytes, error_code&) override {
    message.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_chunk_header_impl(std::uint64_t, boost::beast::string_view, error_code&) override {}

  std::size_t on_chunk_body_impl(std::uint64_t, boost::beast::string_view bytes, error_code&) override {
    message.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }

  void on_finish_impl(error_code&) override {}

 private:
  void refuse(int status, std::string reason, error_code& code) {
    error = ReadError{status, std::move(reason)};
    code = http::error::bad_field;
  }

  const std::size_t pending_max_;
  int lengths_ = 0;
  bool has_encoding_ = false;
};

}  // namespace

struct RequestReader::Impl {
  Impl(std::size_t header_max, std::size_t body_max)
      : header_bytes_max(header_max), body_bytes_max(body_max) {
    parser.emplace(header_bytes_max, body_bytes_max);
  }
  const std::size_t header_bytes_max;
  const std::size_t body_bytes_max;
  std::optional<Parser<true, HttpRequest>> parser;
};

RequestReader::RequestReader(std::size_t header_bytes_max, std::size_t body_bytes_max)
    : impl_(std::make_unique<Impl>(header_bytes_max, body_bytes_max)) {}
RequestReader::~RequestReader() = default;

std::size_t RequestReader::feed(std::string_view bytes) { return impl_->parser->feed(bytes); }
ReadState RequestReader::state() const { return impl_->parser->state(); }
const ReadError& RequestReader::error() const { return *impl_->parser->error; }
const std::string& RequestReader::target() const { return impl_->parser->message.target; }
bool RequestReader::keep_alive() const { return impl_->parser->keep_alive(); }

bool RequestReader::expects_continue() const {
  return impl_->parser->version >= 11 && impl_->parser->message.headers.find("Expect") != nullptr;
}

HttpRequest RequestReader::take() {
  HttpRequest request = std::move(impl_->parser->message);
  impl_->parser.emplace(impl_->header_bytes_max, impl_->body_bytes_max);
  return request;
}

struct ResponseReader::Impl {
  Impl(std::size_t header_max, std::size_t body_max, bool head)
      : header_bytes_max(header_max), body_bytes_max(body_max), to_head(head) {
    begin();
  }
  void begin() {
    parser.emplace(header_bytes_max, body_bytes_max);
    parser->skip(to_head);
  }
  const std::size_t header_bytes_max;
  const std::size_t body_bytes_max;
  const bool to_head;
  int interim = 0;
  std::optional<Parser<false, HttpResponse>> parser;
};

ResponseReader::ResponseReader(std::size_t header_bytes_max, std::size_t body_bytes_max, bool to_head)
    : impl_(std::make_unique<Impl>(header_bytes_max, body_bytes_max, to_head)) {}
ResponseReader::~ResponseReader() = default;

std::size_t ResponseReader::feed(std::string_view bytes) {
  std::size_t taken = impl_->parser->feed(bytes);
  const auto is_interim = [&] {
    const int status = impl_->parser->message.status;
    return impl_->parser->state() == ReadState::Done && status / 100 == 1 && status != 101;
  };
  while (is_interim()) {
    if (++impl_->interim > kInterimMax) {
      impl_->parser->error = ReadError{502, "too many interim responses", true};
      break;
    }
    impl_->begin();
    taken += impl_->parser->feed(bytes.substr(taken));
  }
  return taken;
}

void ResponseReader::feed_end() {
  const auto now = state();
  if (now == ReadState::Done || now == ReadState::Bad) return;
  error_code code = http::error::partial_message;
  if (now == ReadState::Body) impl_->parser->put_eof(code);
  if (code) impl_->parser->error = read_error(code);
}

ReadState ResponseReader::state() const { return impl_->parser->state(); }
const ReadError& ResponseReader::error() const { return *impl_->parser->error; }
bool ResponseReader::keep_alive() const { return impl_->parser->keep_alive(); }
HttpResponse ResponseReader::take() { return std::move(impl_->parser->message); }

}  // namespace base
