#include "letter/page.h"

#include "base/text.h"
#include "format/markdown/markdown.h"
#include "words/catalogue.h"

namespace baton::letter {

std::string PageParagraph(const std::string& language, const std::string& url, Instant until,
                          const std::string& zone) {
  const Message paragraph{"client.letter.paragraph", {{"url", url}, {"on", until.milliseconds}}};
  return words::Catalogue::Compiled().Say(paragraph, language, zone);
}

std::string PromisedPage(const std::string& language, Instant now, const std::string& zone) {
  const std::string link = words::Catalogue::Compiled().Say({"client.letter.link_to_come"}, language);
  return PageParagraph(language, link, now + kDaysOfPage * kMillisecondsPerDay, zone);
}

std::string WithLinks(std::string_view text) {
  std::string markdown;
  for (const std::string_view word : Split(text, ' ')) {
    if (!markdown.empty()) markdown += ' ';
    const bool is_address = word.starts_with("https://") || word.starts_with("http://");
    markdown += is_address ? "<" + std::string(word) + ">" : format::markdown::Escape(word);
  }
  return markdown;
}

}  // namespace baton::letter
