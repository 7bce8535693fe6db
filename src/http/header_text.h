// The small grammar of header values. Stateless, hence thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "http/answer.h"

namespace baton::http {

bool EqualsIgnoringCase(std::string_view left, std::string_view right);
// Letters, digits and the few signs that a header's or cookie's name may have.
bool IsToken(std::string_view text);
// No control characters: it cannot end the line it stands in.
bool IsHeaderValue(std::string_view text);

// `boundary` in `multipart/form-data; boundary="x y"`; quotes are taken off.
std::optional<std::string> ParameterOf(std::string_view header, std::string_view name);
// What stands before the first semicolon, in lower case.
std::string MediaType(std::string_view header);
// Does Accept-Encoding allow `coding` (by name; `*` does not count)?
bool AcceptsCoding(std::string_view accept_encoding, std::string_view coding);
// The version in the tag of a row: 3 in "3" and, weakened by a proxy that compresses, in W/"3".
std::optional<std::int64_t> VersionOf(std::string_view tag);

std::string CookieText(const Cookie& cookie, bool is_secure);
// attachment; filename="plan.csv"; filename*=UTF-8''plan.csv
std::string Disposition(std::string_view file_name);
// Tue, 24 Nov 2026 09:41:00 GMT
std::string HttpDate(Instant instant);

}  // namespace baton::http
