// The sentences of the product: messages/<language>.json, compiled into the binary, in ICU MessageFormat.
//
//   const words::Catalogue& words = words::Catalogue::Compiled();
//   words.Say({"problem.csv.too_many_columns", {{"line", 12}, {"limit", 2000}}}, "en");
//
// Arguments: int64 and double are numbers ({n}, {n, number}, {n, plural, ...}; an instant is its milliseconds
// for {at, date, medium} or {at, time, short}), text is text. Money is made with MoneyText (the digits depend
// on the currency). A key without a text is said as the key itself, so that nothing is hidden and a test
// finds it. Thread-safe once made.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "base/money.h"

namespace baton::words {

using Texts = std::map<std::string, std::string, std::less<>>;  // key -> pattern

class Catalogue {
 public:
  // By language; "en" is there and complete. A pattern that does not parse is a broken invariant.
  explicit Catalogue(std::map<std::string, Texts, std::less<>> languages);
  ~Catalogue();
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  // What is in this binary. Made at the first call.
  static const Catalogue& Compiled();

  // Dates and times are said in `zone` (an IANA name; UTC when empty).
  std::string Say(const Message& message, std::string_view language, std::string_view zone = {}) const;
  bool Has(std::string_view key, std::string_view language = "en") const;
  std::vector<std::string> Languages() const;
  bool Speaks(std::string_view language) const;
  std::vector<std::string> Keys() const;
  // The best language we have for an Accept-Language header; "en" when none fits.
  std::string Choose(std::string_view accept_language) const;

 private:
  struct Patterns;
  std::unique_ptr<Patterns> patterns_;
};

// "€1,234.50" as the language writes it; for arguments of messages.
std::string MoneyText(const Money& money, std::string_view language);
// "1,234" as the language writes it.
std::string NumberText(std::int64_t number, std::string_view language);

// In English, by the compiled catalogue: for logs and the command line.
std::string Plain(const Message& message);

}  // namespace baton::words
