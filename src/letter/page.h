// The paragraph of a letter that leads to the client's page (src/client): with the address, or, before the letter is sent and
// the address made, with words in its place.
//
//   PageParagraph("en", "https://baton.example/c/...", until, "Europe/Berlin")
//
// Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string>

#include "base/date.h"

namespace baton::letter {

inline constexpr std::int32_t kDaysOfPage = 30;  // unless others are wished for

std::string PageParagraph(const std::string& language, const std::string& url, Instant until,
                          const std::string& zone);
// As it will be, were the letter sent now.
std::string PromisedPage(const std::string& language, Instant now, const std::string& zone);

// The paragraph as Markdown: addresses on the web become links, other words mean themselves.
std::string WithLinks(std::string_view text);

}  // namespace baton::letter
