// Values that are words: yes and no, e-mail addresses, Salesforce ids. Pure functions, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace baton::format {

// true/false, yes/no, y/n, t/f, on/off, 1/0, and ja/nein, oui/non, si/sí, in any case.
Result<bool> ParseBoolean(std::string_view text);
// The same without 1 and 0, which in a column of their own are numbers.
bool IsBooleanWord(std::string_view text);

// One @, a local part up to 64 bytes, a domain of two labels or more, no blanks; not more, because only mail
// tells.
bool IsEmail(std::string_view text);

// 15 characters, or 18 of which the last three check the case of the others.
bool IsSalesforceId(std::string_view text);
// The 18 characters of an id of 15 or 18, so that both forms of one id compare equal.
// REQUIRES: IsSalesforceId(text).
std::string LongSalesforceId(std::string_view text);

}  // namespace baton::format
