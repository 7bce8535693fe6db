#include "invite/words.h"

#include "words/catalogue.h"

namespace baton::invite {

std::string Say(const Message& message, const std::string& language, const std::string& zone) {
  constexpr std::string_view kNarrow = "\xE2\x80\xAF";
  std::string text = words::Catalogue::Compiled().Say(message, language, zone);
  for (std::size_t at = 0; (at = text.find(kNarrow, at)) != std::string::npos;) {
    text.erase(at, kNarrow.size() - 1);
    text[at] = ' ';
  }
  return text;
}

}  // namespace baton::invite
