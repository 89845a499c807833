#include "simulator/billing/provisioning_mapping.h"

#include <array>
#include <utility>

#include "simulator/billing/statuses.h"
#include "simulator/billing/world.h"

namespace sim {
namespace {

constexpr std::array<std::pair<std::string_view, RecordSource>, 7> kSources{
    {{"imsi", RecordSource::CardImsi},
     {"iccid", RecordSource::CardIccid},
     {"msisdn", RecordSource::CardMsisdn},
     {"account_id", RecordSource::AccountName},
     {"service_name", RecordSource::ServiceName},
     {"product_name", RecordSource::ProductName},
     {"barred", RecordSource::Barred}}};

const Service* included_service(const World& world, const Product* product, const std::string& type) {
  if (product == nullptr) return nullptr;
  for (const IService i_service : product->included_services) {
    const Service* service = world.service(i_service);
    if (service != nullptr && service->type == type) return service;
  }
  return nullptr;
}

struct Facts {
  const Account& account;
  const Product& product;
  const Service& service;
  const SimCard* card;
  bool barred;
};

// Null where the account has no such thing.
base::Json value_of(RecordSource source, const Facts& facts) {
  switch (source) {
    case RecordSource::CardImsi:
      return facts.card ? base::Json(facts.card->imsi.text()) : base::Json();
    case RecordSource::CardIccid:
      return facts.card ? base::Json(facts.card->iccid.text()) : base::Json();
    case RecordSource::CardMsisdn:
      if (facts.card && !facts.card->msisdn.empty()) return facts.card->msisdn.text();
      return number_of(facts.account.id);
    case RecordSource::AccountName:
      return facts.account.id.text();
    case RecordSource::ServiceName:
      return facts.service.name;
    case RecordSource::ProductName:
      return facts.product.name;
    case RecordSource::Barred:
      return facts.barred;
  }
  return {};
}

}  // namespace

std::string number_of(const AccountId& id) { return id.text().substr(0, id.text().find('@')); }

std::optional<RecordSource> parse_record_source(std::string_view word) {
  for (const auto& [name, source] : kSources) {
    if (name == word) return source;
  }
  return std::nullopt;
}

std::vector<std::string> record_source_words() {
  std::vector<std::string> words;
  words.reserve(std::size(kSources));
  for (const auto& [name, source] : kSources) words.emplace_back(name);
  return words;
}

std::optional<ExpectedRecord> expected_record(const World& world, const SystemMapping& mapping,
                                              const Account& account, base::VirtualTime now) {
  const Product* product = world.product(account.i_product);
  const Service* service = included_service(world, product, mapping.service);
  const auto status = account_status(world, account, now);
  if (service == nullptr || status == "closed") return std::nullopt;

  const bool barred = status && !is_only_a_warning(*status);
  const Facts facts{account, *product, *service, world.sim_card_of(account.i_account), barred};
  const base::Json key = value_of(mapping.key, facts);
  if (key.is_null()) return std::nullopt;

  ExpectedRecord record{account.i_account, base::text_of(key), base::Json::object()};
  for (const auto& [field, source] : mapping.fields) {
    base::Json value = value_of(source, facts);
    if (value.is_null()) return std::nullopt;
    record.fields[field] = std::move(value);
  }
  return record;
}

std::vector<ExpectedRecord> expected_records(const World& world, const SystemMapping& mapping,
                                             base::VirtualTime now) {
  std::vector<ExpectedRecord> records;
  for (const Account* account : world.accounts()) {
    if (auto record = expected_record(world, mapping, *account, now)) records.push_back(std::move(*record));
  }
  return records;
}

}  // namespace sim
