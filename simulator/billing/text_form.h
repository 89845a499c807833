// What a text must look like to be the number of a card or a DID, a currency or a name.
#pragma once

#include "base/document.h"
#include "base/map_reader.h"

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

// One finding where `node` is a text of another form. Null, and what is no text, is asked for elsewhere.
void check_form(const base::Node* node, TextForm form, base::Findings& findings);

}  // namespace sim
