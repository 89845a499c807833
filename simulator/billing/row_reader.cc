#include "simulator/billing/row_reader.h"

#include <array>

#include "simulator/billing/change_argument.h"

namespace sim {
namespace {

constexpr std::array<std::pair<const char*, std::string Person::*>, 15> kPersonKeys{
    {{"companyname", &Person::companyname},
     {"salutation", &Person::salutation},
     {"firstname", &Person::firstname},
     {"midinit", &Person::midinit},
     {"lastname", &Person::lastname},
     {"email", &Person::email},
     {"phone1", &Person::phone1},
     {"phone2", &Person::phone2},
     {"baddr1", &Person::baddr1},
     {"address_line_2", &Person::address_line_2},
     {"city", &Person::city},
     {"state", &Person::state},
     {"zip", &Person::zip},
     {"country", &Person::country},
     {"note", &Person::note}}};

void read_attributes(const base::Node& node, ServiceFeature& feature, base::Findings& findings) {
  base::MapReader reader("the attributes", findings);
  reader.others([&](const base::Member& member) {
    std::vector<std::string>& values = feature.attributes[member.key];
    const auto read = [&](const base::Node& item) {
      if (const auto text = base::read_text(item, findings)) values.push_back(*text);
    };
    if (member.value.is_sequence()) {
      base::read_list(member.value, findings, read);
    } else {
      read(member.value);
    }
  });
  reader.read(node);
}

// `clip: Y`, or `netaccess_policy: {flag_value: Y, attributes: {access_policy: 7}}`.
ServiceFeature read_feature(const base::Node& node, base::Findings& findings) {
  ServiceFeature feature;
  if (!node.is_map()) {
    feature.flag_value = base::read_text(node, findings).value_or("~");
    return feature;
  }
  base::MapReader reader("a service feature", findings);
  reader.required("flag_value", [&](const base::Node& value) {
    feature.flag_value = base::read_text(value, findings).value_or("~");
  });
  reader.optional("attributes", [&](const base::Node& value) { read_attributes(value, feature, findings); });
  reader.read(node);
  return feature;
}

std::optional<Money> read_money(const base::Node& node, Currency currency, base::Findings& findings) {
  const auto text = base::read_text(node, findings);
  if (!text) return std::nullopt;
  const auto money = Money::parse(*text, currency);
  if (money) return *money;
  findings.add(node, money.error().what);
  return std::nullopt;
}

}  // namespace

bool UniqueNames::add(const base::Node& node, base::Findings& findings) {
  const auto [at, is_new] = lines_.emplace(node.text, node.pos.line);
  if (is_new) return true;
  findings.add(node, "the " + what_ + " `" + node.text + "` is used twice",
               "it stands first in line " + std::to_string(at->second));
  return false;
}

std::optional<int> read_priority(const base::Node& node, base::Findings& findings) {
  if (!base::read_word(node, addon_priorities(), findings)) return std::nullopt;
  return static_cast<int>(integer_in(node));
}

std::optional<base::VirtualTime> read_datetime(const base::Node& node, base::Findings& findings) {
  const auto text = base::read_text(node, findings);
  if (!text) return std::nullopt;
  const auto time = base::parse_datetime(*text);
  if (!time) {
    findings.add(node, "`" + *text + "` is no date", R"(write "2026-01-31" or "2026-01-31 12:00:00" (UTC))");
  }
  return time;
}

void RowReader::add(const std::string& key, bool required, base::MapReader::ReadValue read) {
  if (required) {
    reader_.required(key, std::move(read));
  } else {
    reader_.optional(key, std::move(read));
  }
}

std::optional<std::string> RowReader::name_in(const base::Node& node, UniqueNames& unique) {
  auto text = base::read_text(node, findings_);
  if (!text) return std::nullopt;
  if (text->empty()) {
    findings_.add(node, "this name is empty", "write a name");
    return std::nullopt;
  }
  unique.add(node, findings_);
  return text;
}

void RowReader::name(const std::string& key, bool required, std::string& into, UniqueNames& unique) {
  add(key, required, [this, &into, &unique](const base::Node& node) {
    if (const auto text = name_in(node, unique)) into = *text;
  });
}

void RowReader::text(const std::string& key, std::string& into) {
  add(key, false, [this, &into](const base::Node& node) {
    if (const auto text = base::read_text(node, findings_)) into = *text;
  });
}

void RowReader::flag(const std::string& key, bool& into) {
  add(key, false, [this, &into](const base::Node& node) {
    if (const auto flag = base::read_bool(node, findings_)) into = *flag;
  });
}

void RowReader::integer(const std::string& key, int min, int max, int& into) {
  add(key, false, [this, min, max, &into](const base::Node& node) {
    if (const auto value = base::read_integer(node, min, max, findings_)) into = static_cast<int>(*value);
  });
}

void RowReader::integer(const std::string& key, std::optional<std::int64_t>& into) {
  add(key, false, [this, &into](const base::Node& node) {
    into = base::read_integer(node, 0, std::numeric_limits<std::int64_t>::max(), findings_);
  });
}

void RowReader::id(const std::string& key, std::optional<std::int64_t>& into, UniqueNames& unique) {
  add(key, false, [this, &into, &unique](const base::Node& node) {
    into = base::read_integer(node, 1, 999'999'999'999, findings_);
    if (into) unique.add(node, findings_);
  });
}

void RowReader::money(const std::string& key, Currency currency, Money& into) {
  add(key, false, [this, currency, &into](const base::Node& node) {
    if (const auto money = read_money(node, currency, findings_)) into = *money;
  });
}

void RowReader::money(const std::string& key, Currency currency, std::optional<Money>& into) {
  add(key, false,
      [this, currency, &into](const base::Node& node) { into = read_money(node, currency, findings_); });
}

void RowReader::datetime(const std::string& key, base::VirtualTime& into) {
  add(key, false, [this, &into](const base::Node& node) {
    if (const auto time = read_datetime(node, findings_)) into = *time;
  });
}

void RowReader::datetime(const std::string& key, std::optional<base::VirtualTime>& into) {
  add(key, false, [this, &into](const base::Node& node) { into = read_datetime(node, findings_); });
}

void RowReader::person(Person& into) {
  for (const auto& [key, member] : kPersonKeys) text(key, into.*member);
}

void RowReader::features(const std::string& key, ServiceFeatures& into) {
  add(key, false, [this, &into](const base::Node& node) {
    base::MapReader reader("the service features", findings_);
    reader.others(
        [&](const base::Member& member) { into[member.key] = read_feature(member.value, findings_); });
    reader.read(node);
  });
}

void RowReader::custom_fields(const std::string& key, CustomFields& into) {
  add(key, false, [this, key, &into](const base::Node& node) {
    base::MapReader reader("the custom fields", findings_);
    reader.others([&](const base::Member& member) {
      if (member.value.is_map() || member.value.is_sequence()) {
        findings_.add(member.value, "`" + member.key + "` of `" + key + "` is text, not " +
                                        std::string(base::kind_name(member.value.kind)));
      } else if (const auto text = base::read_text(member.value, findings_)) {
        into[member.key] = *text;
      }
    });
    reader.read(node);
  });
}

}  // namespace sim
