// A regular expression over a whole text, of characters rather than bytes, that cannot run away.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace base {

class TextPattern {
 public:
  // Reads an ECMAScript expression of at most 200 characters, and with its repeats {n} written out of at most
  // 10,000, without back references. Errors: Invalid, with what is wrong.
  static Result<TextPattern> compile(const std::string& expression);

  // A text of more than 4096 characters never matches.
  bool matches(std::string_view text) const;

  const std::string& expression() const { return expression_; }

 private:
  struct Compiled;
  TextPattern(std::string expression, std::shared_ptr<const Compiled> compiled)
      : expression_(std::move(expression)), compiled_(std::move(compiled)) {}

  std::string expression_;
  std::shared_ptr<const Compiled> compiled_;  // immutable; a copy of a pattern shares it
};

}  // namespace base
