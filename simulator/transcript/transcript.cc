#include "simulator/transcript/transcript.h"

#include <utility>

#include "base/crypto.h"
#include "simulator/transcript/utf8.h"

namespace sim {
namespace {

std::size_t size_of(const base::Json& value) {
  std::size_t size = sizeof(base::Json);
  if (value.is_string()) size += value.get_ref<const std::string&>().size();
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) size += key.size() + 48 + size_of(member);
  }
  if (value.is_array()) {
    for (const auto& item : value) size += size_of(item);
  }
  return size;
}

std::size_t size_of(const Entry& entry) {
  std::size_t size = sizeof(Entry) + entry.from.size() + entry.to.size() + entry.summary.size();
  size += size_of(entry.fields);
  if (entry.message) {
    size += entry.message->start.size() + entry.message->body.size();
    for (const auto& [name, value] : entry.message->headers) size += name.size() + value.size() + 64;
  }
  return size;
}

void cut(Message& message, std::size_t bytes_max) {
  if (message.body.size() <= bytes_max) {
    if (message.body_sha256.empty()) message.body_bytes = message.body.size();
    return;
  }
  message.body_bytes = message.body.size();
  message.body_sha256 = base::sha256_hex(message.body);
  message.body.resize(character_boundary(message.body, bytes_max));
}

bool begins_exchange(const Entry& entry) {
  return entry.stage == Stage::Begun && (is_exchange(entry.kind) || entry.kind == LineKind::Event);
}

}  // namespace

const Entry& Transcript::append(Entry entry) {
  if (full_) return entries_.back();

  if (entry.message) cut(*entry.message, options_.body_bytes_max);
  std::size_t size = size_of(entry);
  if (!options_.drop_oldest && bytes_ + size > options_.bytes_max) {
    full_ = true;
    Entry note;
    note.at = entry.at;
    note.real = entry.real;
    note.from = kPortaBilling;
    note.summary = "the transcript is full: " + std::to_string(options_.bytes_max) +
                   " bytes; nothing more is written down";
    note.fields = base::Json::object();
    entry = std::move(note);
    size = size_of(entry);
  }

  entry.number = ++last_number_;
  if (entry.exchange == 0 && begins_exchange(entry)) entry.exchange = entry.number;
  entries_.push_back(std::move(entry));
  bytes_ += size;
  while (options_.drop_oldest && bytes_ > options_.bytes_max && entries_.size() > 1) {
    bytes_ -= size_of(entries_.front());
    entries_.pop_front();
    ++dropped_;
  }
  return entries_.back();
}

const Entry* Transcript::find(std::uint64_t number) const {
  if (entries_.empty() || number < entries_.front().number || number > last_number_) return nullptr;
  return &entries_[number - entries_.front().number];
}

}  // namespace sim
