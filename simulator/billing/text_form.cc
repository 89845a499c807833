#include "simulator/billing/text_form.h"

#include <optional>
#include <string>

#include "base/ascii.h"
#include "base/utf8.h"
#include "simulator/billing/money.h"

namespace sim {
namespace {

struct FormMistake {
  std::string what;  // "`12` is no IMSI"
  std::string help;  // "that has 6 to 15 digits"
};

std::optional<FormMistake> mistake_in_number(const std::string& text, const std::string& what,
                                             std::size_t digits_min, std::size_t digits_max) {
  if (base::all_digits(text) && text.size() >= digits_min && text.size() <= digits_max) return std::nullopt;
  return FormMistake{
      "`" + base::shortened(text, 60) + "` is no " + what,
      "that has " + std::to_string(digits_min) + " to " + std::to_string(digits_max) + " digits"};
}

// Nothing where the text has that form.
std::optional<FormMistake> mistake_in(TextForm form, const std::string& text) {
  switch (form) {
    case TextForm::Any:
      return std::nullopt;
    case TextForm::NotEmpty:
      if (!text.empty()) return std::nullopt;
      return FormMistake{"an empty text is no name", "write the name"};
    case TextForm::ImsiDigits:
      return mistake_in_number(text, "IMSI", 6, 15);
    case TextForm::IccidDigits:
      return mistake_in_number(text, "ICCID", 18, 22);
    case TextForm::MsisdnDigits:
      return mistake_in_number(text, "MSISDN", 3, 15);
    case TextForm::DidDigits:
      return mistake_in_number(text, "DID", 1, 32);
    case TextForm::CurrencyLetters:
      if (const auto currency = Currency::parse(text); !currency)
        return FormMistake{currency.error().what, ""};
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

void check_form(const base::Node* node, TextForm form, base::Findings& findings) {
  if (node == nullptr || !node->is_scalar()) return;
  if (const auto mistake = mistake_in(form, node->text)) findings.add(*node, mistake->what, mistake->help);
}

}  // namespace sim
