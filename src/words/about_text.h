// Money that is an estimate, as a language writes it: two digits that count, and no cents.
//
//   AboutText(18'411'634, "USD", "en");   // $180,000
//
// Stateless, hence thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace baton::words {

std::string AboutText(double minor, const std::string& currency, std::string_view language);

}  // namespace baton::words
