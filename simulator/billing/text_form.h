// What a text must look like to be the number of a card or a DID, a currency or a name.
#pragma once

#include <optional>
#include <string>

namespace sim {

enum class TextForm {
  Any,
  NotEmpty,
  ImsiDigits,       // 6 to 15 digits
  IccidDigits,      // 18 to 22 digits
  MsisdnDigits,     // 3 to 15 digits
  DidDigits,        // 1 to 32 digits
  CurrencyLetters,  // three capital letters of ISO 4217
};

struct FormMistake {
  std::string what;  // "`12` is no IMSI"
  std::string help;  // "that has 6 to 15 digits"
};

// Nothing where the text has that form.
std::optional<FormMistake> mistake_in(TextForm form, const std::string& text);

}  // namespace sim
