// Text is UTF-8 in normal form C, checked on the way in. Folded text (lower case, no accents) is what search
// and matching compare; it is stored in `_fold` columns beside the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace baton {

bool IsUtf8(std::string_view text);
// Normal form C. Nothing when it is not UTF-8, or holds NUL or a control character other than tab and line
// breaks.
std::optional<std::string> CleanText(std::string_view text);
// Lower case, without accents, white space runs as one space, ends trimmed: "  Éva  MÜLLER " -> "eva muller".
// REQUIRES: IsUtf8(text).
std::string Fold(std::string_view text);
std::string_view Trim(std::string_view text);
// Code points, which is what limits on length count. REQUIRES: IsUtf8(text).
std::size_t CountCharacters(std::string_view text);
std::vector<std::string_view> Split(std::string_view text, char separator);

}  // namespace baton
