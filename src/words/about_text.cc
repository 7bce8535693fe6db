#include "words/about_text.h"

#include <cmath>

#include "base/money.h"
#include "words/catalogue.h"

namespace baton::words {

std::string AboutText(double minor, const std::string& currency, std::string_view language) {
  double unit = std::pow(10.0, MinorDigits(currency));
  while (std::abs(minor) / unit >= 100) unit *= 10;
  return MoneyText({std::llround(std::round(minor / unit) * unit), currency}, language);
}

}  // namespace baton::words
