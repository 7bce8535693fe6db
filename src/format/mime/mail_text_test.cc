#include "format/mime/mail_text.h"

#include <gmock/gmock.h>

namespace baton::format::mime {
namespace {

using testing::HasSubstr;
using testing::Not;

MailText Letter() {
  MailText mail;
  mail.message_id = "7d1f.42@baton.northwind.example";
  mail.at = *ParseInstant("2026-11-24T09:41:00Z");
  mail.from = {"Jim Calder via Baton", "baton@northwind.example"};
  mail.reply_to = {{"Jim Calder", "jim@northwind.example"}};
  mail.to = {{"Bill Larmar", "bill@larmar.example"}};
  mail.cc = {{"Jada Ellis", "jada@northwind.example"}};
  mail.subject = "Jada Ellis will look after you";
  mail.text = "Dear Bill,\n\nJada has met two of your three people.\n";
  return mail;
}

std::string HeaderOf(const std::string& bytes) { return bytes.substr(0, bytes.find("\r\n\r\n") + 2); }

TEST(MailText, HasTheHeadersOfALetter) {
  const std::string header = HeaderOf(Compose(Letter()));
  EXPECT_THAT(header, HasSubstr("From: Jim Calder via Baton <baton@northwind.example>\r\n"));
  EXPECT_THAT(header, HasSubstr("Reply-To: Jim Calder <jim@northwind.example>\r\n"));
  EXPECT_THAT(header, HasSubstr("To: Bill Larmar <bill@larmar.example>\r\n"));
  EXPECT_THAT(header, HasSubstr("Cc: Jada Ellis <jada@northwind.example>\r\n"));
  EXPECT_THAT(header, HasSubstr("Subject: Jada Ellis will look after you\r\n"));
  EXPECT_THAT(header, HasSubstr("Date: Tue, 24 Nov 2026 09:41:00 +0000\r\n"));
  EXPECT_THAT(header, HasSubstr("Message-Id: <7d1f.42@baton.northwind.example>\r\n"));
  EXPECT_THAT(header, Not(HasSubstr("Auto-Submitted")));
}

TEST(MailText, IsTheSameBytesEachTime) {
  MailText mail = Letter();
  mail.html = "<p>Dear Bill</p>";
  EXPECT_EQ(Compose(mail), Compose(mail));
}

TEST(MailText, LetsNobodyAddAHeader) {
  MailText mail = Letter();
  mail.subject = "Hello\r\nBcc: all@larmar.example\r\n\r\nA body";
  mail.to.front().name = "Bill\nX-Evil: 1";
  mail.from.name = "Jim\r\nX-Evil: 2";
  mail.in_reply_to = "a@b>\r\nX-Evil: 3";
  const std::string header = HeaderOf(Compose(mail));
  for (const char* line : {"\nBcc:", "\nX-Evil:"}) EXPECT_THAT(header, Not(HasSubstr(line)));
  EXPECT_THAT(header, HasSubstr("Subject: Hello  Bcc: all@larmar.example    A body\r\n"));
}

TEST(MailText, EncodesWhatIsNotAscii) {
  MailText mail = Letter();
  mail.from.name = "Jürgen Łukasz";
  mail.subject =
      "Jada übernimmt 你好 – und zwar für alle Standorte Ihres Hauses, auch die kleineren im Norden";
  mail.text = "Grüße 😀\n";
  const std::string bytes = Compose(mail);
  EXPECT_THAT(HeaderOf(bytes), HasSubstr("From: =?"));
  EXPECT_THAT(bytes, HasSubstr("Gr=C3=BC=C3=9Fe"));
  for (const char byte : bytes) ASSERT_LT(static_cast<unsigned char>(byte), 0x80);
}

TEST(MailText, KeepsTheLinesOfATextFromAnotherSystem) {
  MailText mail = Letter();
  mail.text = "Dear Bill,\r\n\r\nJada\r\n";
  const std::string bytes = Compose(mail);
  EXPECT_THAT(bytes, HasSubstr("\r\n\r\nDear Bill,\r\n\r\nJada\r\n"));
}

TEST(MailText, KeepsLinesShort) {
  MailText mail = Letter();
  mail.text = std::string(5'000, 'x') + "\n.\nFrom here";
  const std::string bytes = Compose(mail);
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = bytes.find("\r\n", begin)) != std::string::npos; begin = end + 2) {
    ASSERT_LE(end - begin, 998U);
  }
  // No bare line feed.
  for (std::size_t at = bytes.find('\n'); at != std::string::npos; at = bytes.find('\n', at + 1)) {
    ASSERT_EQ(bytes[at - 1], '\r');
  }
}

TEST(MailText, OffersTheInvitationToCalendarPrograms) {
  MailText mail = Letter();
  mail.html = "<p>Dear Bill</p>";
  mail.is_automatic = true;
  mail.calendar = CalendarPart{"REQUEST", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"};
  const std::string bytes = Compose(mail);
  EXPECT_THAT(bytes, HasSubstr("Content-Type: multipart/alternative"));
  EXPECT_THAT(bytes, HasSubstr("Content-Type: text/plain; charset=utf-8"));
  EXPECT_THAT(bytes, HasSubstr("Content-Type: text/html; charset=utf-8"));
  EXPECT_THAT(bytes, HasSubstr("Content-Type: text/calendar; charset=utf-8; method=REQUEST"));
  EXPECT_THAT(bytes, HasSubstr("Auto-Submitted: auto-generated\r\n"));
}

}  // namespace
}  // namespace baton::format::mime
