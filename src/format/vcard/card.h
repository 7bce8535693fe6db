// Address books as programs export them: vCards 2.1, 3.0 and 4.0, several in one file, one contact at a time.
//
//   CardReader reader(FileSource("contacts.vcf"));
//   while (auto card = reader.Next(); card && *card) Use((*card)->full_name, (*card)->emails);
//
// Read are names, e-mail addresses, telephone numbers, the organization, the title, the language and the time zone; whatever else
// a card holds (photos, keys, addresses, birthdays, notes) is passed over and not held, so that memory is flat whatever a file's
// size. Values are UTF-8 in one line: quoted-printable and character sets are decoded, escapes undone; bytes that say nothing of
// themselves are UTF-8 where they can be, else Windows-1252. A card inside a card (AGENT) is somebody else and passed over, and so
// is a list of people (KIND:group). A file that ends within a card fails with the problem to say. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "format/csv/source.h"
#include "format/vcard/card_lines.h"

namespace baton::format::vcard {

inline constexpr std::size_t kMostOfAKind = 16;  // addresses, numbers; more are dropped

struct Card {
  std::int64_t line = 0;  // where it begins, from 1
  std::string full_name;
  std::string first_name;
  std::string last_name;
  std::vector<std::string> emails;  // the preferred one first, then those at work
  std::vector<std::string> phones;  // so too; no fax and no pager
  std::string organization;         // without its departments
  std::string title;
  std::string language;
  std::string time_zone;
};

// Whether the start of a file is that of a vCard, in any encoding.
bool IsCards(std::string_view head);

class CardReader {
 public:
  explicit CardReader(ByteSource source);

  // Nothing at the end.
  Result<std::optional<Card>> Next();
  std::uint64_t bytes_read() const { return lines_.bytes_read(); }

 private:
  CardLines lines_;
  std::optional<std::int64_t> begun_;  // the line of a card that began though the one before it had not ended
};

}  // namespace baton::format::vcard
