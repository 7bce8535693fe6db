// Any bytes as an address book: never a crash, what is read is short clean text, and however the bytes are cut into pieces it is
// the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/text.h"
#include "format/vcard/card.h"

namespace {

using namespace baton::format;

std::vector<std::string> Read(std::string_view bytes, std::size_t piece) {
  vcard::CardReader reader(MemorySource(bytes, piece));
  std::vector<std::string> texts;
  std::int64_t line = 0;
  while (true) {
    const auto card = reader.Next();
    if (!card) {
      texts.push_back(card.error().message.key);
      return texts;
    }
    if (!*card) return texts;
    baton::Check((*card)->line > line, "cards follow each other");
    line = (*card)->line;
    baton::Check(
        (*card)->emails.size() <= vcard::kMostOfAKind && (*card)->phones.size() <= vcard::kMostOfAKind,
        "a card has so many addresses and no more");
    std::vector<std::string> all = {(*card)->full_name,    (*card)->first_name, (*card)->last_name,
                                    (*card)->organization, (*card)->title,      (*card)->language,
                                    (*card)->time_zone};
    all.insert(all.end(), (*card)->emails.begin(), (*card)->emails.end());
    all.insert(all.end(), (*card)->phones.begin(), (*card)->phones.end());
    for (std::string& text : all) {
      baton::Check(text.find('\n') == std::string::npos && baton::CleanText(text).has_value(),
                   "a text is clean");
      texts.push_back(std::move(text));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  vcard::IsCards(std::string_view(bytes).substr(0, 256));
  const std::string card = "BEGIN:VCARD\r\nVERSION:2.1\r\n" + bytes + "\r\nEND:VCARD\r\n";
  for (const std::string* one : {&bytes, &card}) {
    const auto whole = Read(*one, one->size() + 1);
    baton::Check(Read(*one, 3) == whole, "pieces make no difference");
  }
  return 0;
}
