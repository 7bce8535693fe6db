// What this folder reads of a GMime object, as text that can be stored and shown. For this folder.
#pragma once

#include <gmime/gmime.h>

#include <string>
#include <string_view>

namespace baton::format::mime {

inline constexpr std::size_t kMaxText = 500;

// One line of UTF-8 without control characters, of what came from outside.
std::string Readable(std::string_view text);
std::string TextOf(const char* text);
std::string HeaderOf(GMimeObject* object, const char* name);

// A machine wrote it: RFC 3834, and what was usual before it.
bool IsSubmittedAutomatically(GMimeObject* object);
// Precedence: bulk and its like.
bool IsInBulk(GMimeObject* object);

}  // namespace baton::format::mime
