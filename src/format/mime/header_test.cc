#include "format/mime/header.h"

#include <gmock/gmock.h>

#include "base/text.h"
#include "format/mime/separators.h"

namespace baton::format::mime {
namespace {

using testing::ElementsAre;

Header Fields(const std::string& fields) {
  const auto header = ReadHeader(fields + "\r\nBody: of no interest\r\n");
  return header.value_or(Header{});
}

std::vector<std::string> To(const std::string& field) {
  std::vector<std::string> emails;
  for (const Mailbox& one : Fields("To: " + field + "\r\n").to) emails.push_back(one.email);
  return emails;
}

TEST(Header, SaysWhoWroteToWhomAndWhen) {
  const Header header = Fields(
      "Received: from x by y; Mon, 1 Jan 1990 00:00:00 +0000\r\n"
      "From: Bill =?utf-8?Q?L=C3=A4rmar?= <Bill@Larmar.example>\r\nSender: desk@larmar.example\r\n"
      "To: Jim Calder <jim@northwind.example>, \"Ellis, Jada\" <jada@northwind.example>\r\n"
      "Cc: JIM@northwind.example\r\nBcc: ines@larmar.example\r\nSubject: SECRET\r\n"
      "Date: Wed, 25 Nov 2026 10:00:00 -0600\r\nMessage-ID: <abc@larmar.example>\r\n"
      "In-Reply-To: <42.7@northwind.example>\r\nReferences: <first@x.example>\r\n "
      "<42.7@northwind.example>\r\n");
  EXPECT_EQ(header.message_id, "abc@larmar.example");
  EXPECT_EQ(header.from, (Mailbox{"Bill Lärmar", "bill@larmar.example"}));
  EXPECT_EQ(header.sender, "desk@larmar.example");
  EXPECT_THAT(header.to, ElementsAre(Mailbox{"Jim Calder", "jim@northwind.example"},
                                     Mailbox{"Ellis, Jada", "jada@northwind.example"},
                                     Mailbox{"", "ines@larmar.example"}));
  EXPECT_EQ(header.recipients, 3u);
  EXPECT_EQ(header.at, *ParseInstant("2026-11-25T16:00:00Z"));
  EXPECT_EQ(header.in_reply_to, "42.7@northwind.example");
  EXPECT_EQ(header.thread, "first@x.example");
  EXPECT_FALSE(header.is_list || header.is_bulk || header.is_automatic);
}

TEST(Header, AThreadBeginsWithWhatIsAnsweredElseWithItself) {
  EXPECT_EQ(Fields("Message-ID: <a@b>\r\nIn-Reply-To: <c@d>\r\n").thread, "c@d");
  EXPECT_EQ(Fields("Message-ID: <a@b>\r\n").thread, "a@b");
}

TEST(Header, KnowsNewslettersBulkAndMachines) {
  EXPECT_TRUE(Fields("From: a@b.example\r\nList-Id: <news.b.example>\r\n").is_list);
  EXPECT_TRUE(Fields("From: a@b.example\r\nList-Unsubscribe: <mailto:x@b.example>\r\n").is_list);
  EXPECT_TRUE(Fields("From: a@b.example\r\nPrecedence: bulk\r\n").is_bulk);
  EXPECT_TRUE(Fields("From: a@b.example\r\nAuto-Submitted: auto-replied\r\n").is_automatic);
  EXPECT_FALSE(Fields("From: a@b.example\r\nAuto-Submitted: no\r\n").is_automatic);
  EXPECT_TRUE(
      Fields("Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n").is_automatic);
}

TEST(Header, ReadsAddressesInOddQuoting) {
  EXPECT_THAT(To("'jim@x.example'"), ElementsAre("jim@x.example"));
  EXPECT_THAT(To("\"'jim@x.example'\" <jim@x.example>"), ElementsAre("jim@x.example"));
  EXPECT_THAT(To("\"jim\"@x.example"), ElementsAre("jim@x.example"));
  EXPECT_THAT(To("\"Calder, Jim\" <JIM@X.example> , <bill@y.example>, ines@y.example"),
              ElementsAre("jim@x.example", "bill@y.example", "ines@y.example"));
  EXPECT_THAT(To("Team: jim@x.example, bill@y.example;"), ElementsAre("jim@x.example", "bill@y.example"));
  EXPECT_THAT(To("undisclosed-recipients:;"), ElementsAre());
  EXPECT_THAT(To("=?iso-8859-1?Q?J=FCrgen?= <j@x.example>"), ElementsAre("j@x.example"));
  EXPECT_THAT(To("\xff\xfe\xe4 <j@x.example>"), ElementsAre("j@x.example"));
  EXPECT_THAT(To("=?x-unknown?B?////?= <j@x.example>"), ElementsAre("j@x.example"));
}

TEST(Header, TakesOutlooksSemicolonsForWhatTheyAreMeantToBe) {
  const auto three = ElementsAre("jim@x.example", "bill@y.example", "ines@y.example");
  EXPECT_THAT(To("jim@x.example; bill@y.example;ines@y.example;"), three);
  EXPECT_THAT(To("Calder, Jim <jim@x.example>; Bill <bill@y.example>;\r\n \"Ines; of Y\" <ines@y.example>"),
              three);
  EXPECT_THAT(To("Jim (desk; left) <jim@x.example>; =?utf-8?Q?B;ill?= <bill@y.example>; ines@y.example"),
              three);
  EXPECT_THAT(To("mailto:jim@x.example; bill@y.example; ines@y.example"), three);
  EXPECT_THAT(To("Team: jim@x.example, bill@y.example;, ines@y.example"), three);
  EXPECT_EQ(Fields("From: bill@y.example; ines@y.example\r\n").from->email, "bill@y.example");
  EXPECT_THAT(To("\"never closed; jim@x.example"), ElementsAre()) << "nothing is guessed";
  EXPECT_THAT(To("=?utf-8?; jim@x.example"), ElementsAre("jim@x.example")) << "no encoded word";
}

// Twice as long is twice the work, and no more: not that much for each that opens.
TEST(Header, LooksThroughWhatNeverClosesAFewTimes) {
  for (const std::string_view open : {"(", "\"", "<", "[", ":", "=?a?b?", ";", "=?", "(\"<["}) {
    const auto looked_at = [&](std::size_t size) {
      std::string field;
      while (field.size() < size) field += open;
      return MendSeparators(field).looked_at;
    };
    EXPECT_LE(looked_at(16'000), 2 * looked_at(8'000) + 40'000) << open;
  }
}

TEST(Header, CountsTenThousandRecipientsAndKeepsFew) {
  std::string field = "To: a0@x.example";
  for (int i = 1; i < 10'000; ++i) field += ",\r\n a" + std::to_string(i) + "@x.example";
  const Header header = Fields(field + "\r\n");
  EXPECT_EQ(header.recipients, 10'000u);
  EXPECT_EQ(header.to.size(), kMostRecipients);
}

TEST(Header, SaysNothingOfADateThatCannotBeRead) {
  EXPECT_FALSE(Fields("From: a@b.example\r\nDate: yesterday\r\n").at);
  EXPECT_FALSE(Fields("From: a@b.example\r\n").at);
  EXPECT_EQ(Fields("Date: Tue, 1 Jan 2099 00:00:00 +0000\r\n").at, *ParseInstant("2099-01-01T00:00:00Z"));
}

TEST(Header, ReadsImpossibleDatesForWhatTheySay) {
  EXPECT_EQ(Fields("Date: Mon, 1 Jan 1979 00:00:00 +0000\r\n").at, *ParseInstant("1979-01-01T00:00:00Z"));
  for (const char* none : {"Tue, 41 Nov 2025 10:00:00 +0000", "Tue, 1 Foo 2025 10:00:00 +0000", "0", ""}) {
    EXPECT_FALSE(Fields(std::string("Date: ") + none + "\r\n").at) << none;
  }
}

// What is broken in one line takes nothing from the others.
TEST(Header, ReadsAroundBrokenLines) {
  const Header header = Fields(
      " folded onto nothing\r\nthis line has no colon\r\n: no name\r\nFrom : Bill <bill@x.example>\r\n"
      "X-Bin: \x01\x02\xff\r\nTo:\r\n jim@x.example\r\nTo: ines@x.example\r\nMessage-ID: none <a@x> <b@x\r\n"
      "References: <<<\r\nDate: Wed, 25 Nov 2026 10:00:00 +9999\r\n");
  ASSERT_TRUE(header.from);
  EXPECT_EQ(header.from->email, "bill@x.example");
  ASSERT_FALSE(header.to.empty());
  EXPECT_EQ(header.to[0].email, "jim@x.example");
}

TEST(Header, ReadsNamesInWrongCharsets) {
  const auto name = [](const std::string& field) {
    const Header header = Fields("From: " + field + " <b@x.example>\r\n");
    EXPECT_TRUE(header.from && header.from->email == "b@x.example") << field;
    EXPECT_TRUE(header.from && IsUtf8(header.from->name)) << field;
    return header.from ? header.from->name : std::string();
  };
  EXPECT_EQ(name("=?iso-8859-1?Q?L=E4rmar?="), "Lärmar");
  EXPECT_EQ(name("=?utf-8?B?TMOkcm1hcg==?="), "Lärmar");
  name("=?utf-8?Q?L=E4rmar?=");         // says UTF-8 and is not
  name("=?us-ascii?Q?L=C3=A4rmar?=");   // says ASCII and is not
  name("=?x-klingon?Q?L=C3=A4rmar?=");  // nobody knows it
  name("=?utf-7?Q?+AGEA?=");
  name("L\xe4rmar");
  name("\xed\xa0\x80");
}

TEST(Header, ReadsWhatOpensAndNeverCloses) {
  for (const std::string open : {"=?", "=?utf-8", "=?utf-8?Q?B", "(", "\"", "<", "[", "=?x"}) {
    std::string list;
    while (list.size() < kMostHeader / 8) list += open;
    EXPECT_TRUE(ReadHeader("Sender: a?=b@c.example\nTo: " + list + "; d@e.example\n\n")) << open;
  }
}

TEST(Header, RefusesWhatIsNoMailAndWhatDoesNotEnd) {
  EXPECT_EQ(ReadHeader("").error(), Refusal::no_header);
  EXPECT_EQ(ReadHeader("Hello there: this is prose.\n").error(), Refusal::no_header);
  EXPECT_EQ(ReadHeader("\n\nFrom: a@b.example\n").error(), Refusal::no_header);
  EXPECT_EQ(ReadHeader("From: a@b.example\n" + std::string(kMostHeader, 'x')).error(),
            Refusal::header_too_large);
  EXPECT_TRUE(ReadHeader("From: a@b.example\rTo: c@d.example\r\rText\r"));
}

}  // namespace
}  // namespace baton::format::mime
