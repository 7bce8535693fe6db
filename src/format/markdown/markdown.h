// The Markdown of letters (CommonMark, by cmark): as a page for mail programs and screens, as plain text, and the way to
// write words that mean themselves. Thread-safe.
//
// What comes out is safe whatever goes in: HTML that was typed is shown as it was typed, pictures become their words, and
// of links only those to the web, a mail address or a telephone stay. A line break that was typed stays one.
#pragma once

#include <string>
#include <string_view>

namespace baton::format::markdown {

struct Rendered {
  std::string html;  // paragraphs, without a page around them
  std::string text;
};

// REQUIRES: `markdown` is UTF-8.
Rendered Render(std::string_view markdown);

// The words in such a way that Markdown says exactly them; on one line.
std::string Escape(std::string_view words);

// As a page of its own, for a mail.
std::string MailPage(std::string_view html, std::string_view language);

}  // namespace baton::format::markdown
