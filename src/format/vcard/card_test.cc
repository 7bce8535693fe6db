#include "format/vcard/card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/text.h"

namespace baton::format::vcard {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A card as "name <first address, second> number, number | title @ organization"; a problem as its key.
std::string Shown(const Card& card) {
  std::string text = card.full_name;
  const auto add = [&text](const char* before, const std::string& what, const char* after) {
    if (!what.empty()) text += before + what + after;
  };
  std::string list;
  for (const std::string& one : card.emails) list += (list.empty() ? "" : ", ") + one;
  add(" <", list, ">");
  list.clear();
  for (const std::string& one : card.phones) list += (list.empty() ? " " : ", ") + one;
  text += list;
  add(" | ", card.title, "");
  add(" @ ", card.organization, "");
  add(" [", card.language, "]");
  add(" [", card.time_zone, "]");
  return text;
}

std::vector<std::string> ReadAll(ByteSource source) {
  CardReader reader(std::move(source));
  std::vector<std::string> cards;
  while (true) {
    const auto card = reader.Next();
    if (!card) {
      cards.push_back(card.error().message.key);
      return cards;
    }
    if (!*card) return cards;
    cards.push_back(Shown(**card));
  }
}

std::vector<std::string> Read(std::string_view text, std::size_t piece = 1 << 20) {
  return ReadAll(MemorySource(text, piece));
}

std::string Card21(const std::string& lines) {
  return "BEGIN:VCARD\r\nVERSION:2.1\r\n" + lines + "END:VCARD\r\n";
}
std::string Card30(const std::string& lines) {
  return "BEGIN:VCARD\r\nVERSION:3.0\r\n" + lines + "END:VCARD\r\n";
}
std::string Card40(const std::string& lines) {
  return "BEGIN:VCARD\r\nVERSION:4.0\r\n" + lines + "END:VCARD\r\n";
}

std::string Folder(const std::string& set) { return std::string(BATON_TEST_DATA) + "/vcard/" + set; }
std::vector<std::string> ReadFile(const std::filesystem::path& path) { return ReadAll(FileSource(path)); }

TEST(Card, ReadsTheThreeVersions) {
  EXPECT_THAT(Read(Card21("N:Larmar;Bill\r\nORG:Larmar\\; "
                          "Sons;Sales\r\nTEL;WORK;VOICE:1\r\nEMAIL;INTERNET:b@larmar.example\r\n")),
              ElementsAre("Bill Larmar <b@larmar.example> 1 @ Larmar; Sons"));
  EXPECT_THAT(
      Read(Card30(
          "N:Larmar;Bill;J.;Dr.;\r\nFN:Dr. Bill Larmar\r\nitem1.EMAIL;type=INTERNET:b@larmar.example\r\n"
          "TITLE:Head\\, Sales\r\nTZ:Europe/Berlin\r\n")),
      ElementsAre("Dr. Bill Larmar <b@larmar.example> | Head, Sales [Europe/Berlin]"));
  EXPECT_THAT(
      Read(Card40(
          "FN:Eva\r\nEMAIL:mailto:eva@x.example\r\nTEL;VALUE=uri;TYPE=\"voice,work\":tel:+49-30-1;ext=2\r\n"
          "LANG;PREF=1:de\r\nROLE:Buyer\r\n")),
      ElementsAre("Eva <eva@x.example> +49-30-1 | Buyer [de]"));
}

TEST(Card, TakesThePreferredAddressFirstAndNoFax) {
  EXPECT_THAT(
      Read(Card30(
          "FN:A\r\nEMAIL;TYPE=HOME:home@x\r\nEMAIL:other@x\r\nEMAIL;TYPE=WORK:work@x\r\nEMAIL;TYPE=home,pref:"
          "pref@x\r\nEMAIL:work@x\r\nTEL;TYPE=FAX:9\r\nTEL;TYPE=work,fax:8\r\nTEL;TYPE=CELL:7\r\n")),
      ElementsAre("A <pref@x, work@x, other@x, home@x> 7"));
  EXPECT_THAT(Read(Card40("FN:A\r\nEMAIL;PREF=50:b@x\r\nEMAIL;PREF=2:a@x\r\nEMAIL;PREF=0:z@x\r\n")),
              ElementsAre("A <z@x, a@x, b@x>"));
}

TEST(Card, UnfoldsLinesAndSoftBreaks) {
  EXPECT_THAT(Read(Card30("FN:Bill\r\n  Lar\r\n\tmar\r\n")), ElementsAre("Bill Larmar"));
  EXPECT_THAT(Read(Card21("FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=BC=\r\nller\r\n")),
              ElementsAre("Müller"));
  EXPECT_THAT(Read(Card21("FN;QUOTED-PRINTABLE:M=FCller=\n  ?\n")), ElementsAre("Müller?"));
  EXPECT_THAT(
      Read(Card21("NOTE;ENCODING=QUOTED-PRINTABLE:a=\r\nFN:not a name=\r\nEMAIL:no@x\r\nFN:Real\r\n")),
      ElementsAre("Real"))
      << "lines of a note that somebody wrote like a card";
  EXPECT_THAT(Read(Card40("EMAIL\r\n ;TYPE=work\r\n :a@x\r\nFN:A\r\n")), ElementsAre("A <a@x>"));
  EXPECT_THAT(Read("BEGIN:VCARD\rFN:A\rEND:VCARD\rBEGIN:VCARD\nFN:B\nEND:VCARD"), ElementsAre("A", "B"));
}

TEST(Card, ReadsCharacterSets) {
  EXPECT_THAT(Read(Card21("FN;CHARSET=ISO-8859-2:\xA3ukasz\r\n")), ElementsAre("Łukasz"));
  EXPECT_THAT(Read(Card21("FN;CHARSET=Shift_JIS:\x8E\x52\r\n")), ElementsAre("山"));
  EXPECT_THAT(Read(Card21("FN:M\xFCller\r\n")), ElementsAre("Müller")) << "nothing said: Windows-1252";
  EXPECT_THAT(Read(Card21("FN;CHARSET=ISO-8859-1:M\xC3\xBCller\r\n")), ElementsAre("Müller"))
      << "said wrongly";
  EXPECT_THAT(Read(Card21("FN;CHARSET=klingon:M\xFCller\r\n")), ElementsAre("Müller"));
  std::string wide = "\xFF\xFE";
  for (const char c : Card30("FN:A\xFC\r\n")) (wide += c) += '\0';
  EXPECT_TRUE(IsCards(wide));
  EXPECT_THAT(Read(wide), ElementsAre("Aü"));
  EXPECT_THAT(Read("\xEF\xBB\xBF" + Card30("FN:A\r\n")), ElementsAre("A"));
}

TEST(Card, PassesOverWhatIsInsideAndListsOfPeople) {
  EXPECT_THAT(
      Read(
          Card21("FN:Boss\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Helper\r\nEMAIL:h@x\r\nEND:VCARD\r\nEMAIL:b@x\r\n")),
      ElementsAre("Boss <b@x>"));
  EXPECT_THAT(Read(Card30("AGENT:BEGIN:VCARD\\nFN:Helper\\nEND:VCARD\r\nFN:Boss\r\n")), ElementsAre("Boss"));
  EXPECT_THAT(Read(Card40("KIND:group\r\nFN:Friends\r\n") + Card30("FN:B\r\n")), ElementsAre("B"));
  EXPECT_THAT(Read(Card30("X-ADDRESSBOOKSERVER-KIND:group\r\nFN:Friends\r\n")), IsEmpty());
}

TEST(Card, ReadsOnWhereACardHasNoEndAndRefusesAFileThatWasCutOff) {
  EXPECT_THAT(Read("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\n"), ElementsAre("A", "B"));
  EXPECT_THAT(Read(Card30("FN:A\r\n") + "BEGIN:VCARD\r\nFN:B\r\n"),
              ElementsAre("A", "problem.vcard.cut_off"));
  std::string lists;
  for (int i = 0; i < 100'000; ++i) lists += "BEGIN:VCARD\nKIND:group\n";
  EXPECT_THAT(Read(lists), ElementsAre("problem.vcard.cut_off"));
  EXPECT_THAT(Read(""), IsEmpty());
  EXPECT_THAT(Read("Name,Email\nA,a@x\n"), IsEmpty());
}

TEST(Card, SaysWhatIsOne) {
  EXPECT_TRUE(IsCards("\r\n begin:vcard\r\n"));
  EXPECT_TRUE(
      IsCards("\xEF\xBB\xBF"
              "BEGIN:VCARD"));
  EXPECT_FALSE(IsCards("BEGIN:VCALENDAR"));
  EXPECT_FALSE(IsCards(""));
  EXPECT_FALSE(IsCards("BEGIN,VCARD"));
}

// However the bytes are cut into pieces.
TEST(Card, ReadsTheSameForAnyPieces) {
  for (const auto& entry : std::filesystem::directory_iterator(Folder("ez-vcard"))) {
    if (entry.path().extension() != ".vcf") continue;
    std::stringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    const std::string bytes = text.str();
    const auto whole = Read(bytes);
    for (const std::size_t piece : {1, 2, 3, 77}) EXPECT_EQ(Read(bytes, piece), whole) << entry.path();
  }
}

// 50 MB: a photo of 40 MB in one line, another folded, and ten thousand cards.
TEST(Card, StreamsALargeFile) {
  const std::string photo(1 << 20, 'A');
  std::string folded;
  while (folded.size() < photo.size()) folded += " " + std::string(74, 'A') + "\r\n";
  const std::string cards = [] {
    std::string text;
    for (int i = 0; i < 1'000; ++i)
      text += Card30("FN:A\r\nEMAIL:a@x.example\r\nNOTE:" + std::string(80, 'x') + "\r\n");
    return text;
  }();
  int step = 0;
  std::string_view at;
  const std::string first = "BEGIN:VCARD\r\nFN:Photo\r\nPHOTO;ENCODING=b:";
  const std::string between = "\r\nLOGO;BASE64:\r\n";
  const std::string last = "\r\nEMAIL:p@x\r\nEND:VCARD\r\n";
  CardReader reader([&](std::span<char> into) -> Result<std::size_t> {
    if (at.empty()) {
      at = step == 0    ? first
           : step <= 40 ? photo
           : step == 41 ? between
           : step <= 48 ? folded
           : step == 49 ? last
           : step < 60  ? cards
                        : std::string_view();
      ++step;
    }
    const std::size_t size = std::min(into.size(), at.size());
    at.copy(into.data(), size);
    at.remove_prefix(size);
    return size;
  });
  std::map<std::string, int> read;
  while (true) {
    const auto card = reader.Next();
    ASSERT_TRUE(card);
    if (!*card) break;
    ++read[Shown(**card)];
  }
  EXPECT_THAT(read, ElementsAre(std::pair("A <a@x.example>", 10'000), std::pair("Photo <p@x>", 1)));
  EXPECT_GT(reader.bytes_read(), std::uint64_t{47} << 20);
}

TEST(Card, ReadsWhatAddressBooksExport) {
  const std::string tilde = "\u00D1";
  const auto times = [&](int count, const std::string& between) {
    std::string text = tilde;
    for (int i = 1; i < count; ++i) text += between + tilde;
    return text;
  };
  const std::map<std::string, std::vector<std::string>> expected = {
      {"John_Doe_ANDROID.vcf",
       {" <john.doe@company.com>", " <jane.doe@company.com>", times(5, " ") + " 123456789",
        times(11, " ") + " 123456, 3456789, 234567, 45678901",
        times(4, " ") + " <bob@company.com, " + times(14, "") + "> 123456 @ " + times(12, ""),
        times(4, "") + " <henry@company.com> 55556666 @ " + times(44, "")}},
      {"John_Doe_BLACK_BERRY.vcf", {"John Doe +96123456789 @ Acme Solutions"}},
      {"John_Doe_EVOLUTION.vcf",
       {"Mr. John Richter, James Doe Sr. <john.doe@ibm.com> 905-555-1234, 905-666-1234 | Money Counter @ "
        "IBM"}},
      {"John_Doe_GMAIL.vcf",
       {"Mr. John Richter, James Doe Sr. <john.doe@ibm.com> 905-555-1234, 905-666-1234 | Money Counter @ "
        "IBM"}},
      {"John_Doe_MAC_ADDRESS_BOOK.vcf",
       {"Mr. John Richter,James Doe Sr. <john.doe@ibm.com> 905-777-1234, 905-555-1234, 905-222-1234, "
        "905-666-1234 | Money Counter @ IBM"}},
      {"fullcontact.vcf",
       {"Prefix FirstName MiddleName LastName Suffix <work@example.com, school@example.com, "
        "other@example.com, "
        "custom@example.com, home@example.com> 555-555-1112, 555-555-1113, 555-555-1114, 555-555-1115, "
        "555-555-1118, 555-555-1119, 555-555-1111 | Title1 @ Organization1"}},
      {"gmail-list.vcf",
       {"Arnold Smith <asmithk@gmail.com>", "Chris Beatle <chrisy55d@yahoo.com>",
        "Doug White <dwhite@gmail.com>"}},
      {"gmail-single.vcf",
       {"Greg Dartmouth <gdartmouth@hotmail.com> 555 555 1111, 555 555 2222 | TheJobTitle @ TheCompany"}},
      {"gmail-single2.vcf",
       {"VCard Test <workemail@example.com, email@example.com, otheremail@example.com, "
        "customcategory@example.com, homeemail@example.com> 5555551113, 5555551111, 5555551114, 5555551115, "
        "5555551116, 5555551119, 5555551121, 5555551112 | TheJobTitle @ TheCompany"}},
      {"issue114.vcf", {"Dummy, Dummy <dummy.dummy@dummy.com> +49 1234 56789, +49 9876 54321 @ Dummy GmbH"}},
      {"outlook-2003.vcf",
       {"John Doe III <jdoe@hotmail.com> BusinessPhone, MobilePhone, HomePhone | The Job Title @ Company, "
        "The"}},
      {"outlook-2007.vcf",
       {"Mr. Michael Angstadt Jr. <mike.angstadt@gmail.com> (111) 555-1111, (111) 555-4444, (111) 555-2222 | "
        "TheJobTitle @ TheCompany"}},
      {"rfc2426-example.vcf",
       {"Frank Dawson <Frank_Dawson@Lotus.com, fdawson@earthlink.net> +1-919-676-9515 @ Lotus Development "
        "Corporation",
        "Tim Howes <howes@netscape.com> +1-415-937-3419 @ Netscape Communications Corp."}},
      {"rfc6350-example.vcf",
       {"Simon Perreault <simon.perreault@viagenie.ca> +1-418-656-9254 @ Viagenie [fr] [-0500]"}},
      {"thunderbird-MoreFunctionsForAddressBook-extension.vcf",
       {"John Doe <doe.john@hotmail.com, additional-email@company.com, additional-email1@company.com, "
        "additional-email2@company.com, additional-email3@company.com> 555-555-1111, 555-555-5555, "
        "555-555-2222 | TheTitle @ TheOrganization"}},
  };
  std::map<std::string, std::vector<std::string>> read;
  for (const auto& entry : std::filesystem::directory_iterator(Folder("ez-vcard"))) {
    if (entry.path().extension() == ".vcf") read[entry.path().filename()] = ReadFile(entry.path());
  }
  EXPECT_EQ(read, expected);
}

// calcard writes each card anew, in its own words: both have to say the same.
TEST(Card, ReadsACardAndWhatCalcardMadeOfItAlike) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(Folder("calcard"))) {
    if (entry.path().extension() != ".vcf") continue;
    ++files;
    const std::string name = entry.path().stem();
    const auto cards = ReadFile(entry.path());
    // These two end within a card, which calcard takes for whole.
    if (name == "028" || name == "056") {
      EXPECT_THAT(cards, ElementsAre("problem.vcard.cut_off")) << name;
      continue;
    }
    // And a time zone of hours, no name of one, is written anew by it: 1:00 as +01:00.
    if (name == "034") continue;
    EXPECT_EQ(cards, ReadFile(entry.path().string() + ".out")) << name;
  }
  EXPECT_EQ(files, 38);
}

}  // namespace
}  // namespace baton::format::vcard
