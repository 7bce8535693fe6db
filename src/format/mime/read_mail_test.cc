#include "format/mime/read_mail.h"

#include <gmock/gmock.h>

#include "base/text.h"

namespace baton::format::mime {
namespace {

using testing::ElementsAre;

constexpr char kReply[] =
    "Return-Path: <bill@larmar.example>\r\n"
    "From: Bill =?utf-8?Q?L=C3=A4rmar?= <Bill@Larmar.example>\r\n"
    "To: Jim Calder <jim@northwind.example>\r\n"
    "Subject: Re: Your contact with us\r\n"
    "Date: Wed, 25 Nov 2026 10:00:00 -0600\r\n"
    "Message-ID: <abc@larmar.example>\r\n"
    "In-Reply-To: <42.7@northwind.example>\r\n"
    "References: <first@x.example>\r\n <42.7@northwind.example>\r\n"
    "\r\n"
    "Fine with me.\r\n";

TEST(ReadMail, SaysWhoAnswersWhat) {
  const auto mail = Read(kReply);
  ASSERT_TRUE(mail.has_value());
  EXPECT_EQ(mail->message_id, "abc@larmar.example");
  EXPECT_THAT(mail->answers_to, ElementsAre("42.7@northwind.example", "first@x.example"));
  EXPECT_EQ(mail->from, (Mailbox{"Bill Lärmar", "bill@larmar.example"}));
  EXPECT_EQ(mail->at, *ParseInstant("2026-11-25T16:00:00Z"));
  EXPECT_FALSE(mail->is_automatic);
  EXPECT_TRUE(mail->calendar.empty());
  EXPECT_FALSE(mail->bounce);
}

TEST(ReadMail, KnowsWhatAMachineWrote) {
  for (const char* header : {"Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes"}) {
    EXPECT_TRUE(Read(std::string(header) + "\r\n" + kReply)->is_automatic) << header;
  }
  EXPECT_FALSE(Read(std::string("Auto-Submitted: no\r\n") + kReply)->is_automatic);
}

TEST(ReadMail, TakesTheCalendarsPart) {
  const std::string head =
      "From: bill@larmar.example\r\nMessage-ID: <a@b>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/alternative; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: "
      "text/plain\r\n\r\nYes\r\n--x\r\n";
  EXPECT_EQ(Read(head + "Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n"
                        "Content-Transfer-Encoding: base64\r\n\r\nQkVHSU46VkNBTEVOREFS\r\n--x--\r\n")
                ->calendar,
            "BEGIN:VCALENDAR");
  EXPECT_EQ(Read(head + "Content-Type: text/calendar; charset=iso-8859-1\r\nContent-Transfer-Encoding: "
                        "quoted-printable\r\n\r\nGr=FC=DFe\r\n--x--\r\n")
                ->calendar,
            "Grüße");
}

std::string Report(const std::string& status, const std::string& original) {
  return "From: Mail Delivery System <Mailer-Daemon@mail.example>\r\nTo: baton@northwind.example\r\n"
         "Auto-Submitted: auto-replied\r\nMessage-Id: <dsn@mail.example>\r\nMIME-Version: 1.0\r\n"
         "Content-Type: multipart/report; report-type=delivery-status; boundary=\"r\"\r\n\r\n"
         "--r\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
         "--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\n" +
         status + "\r\n--r\r\n" + original + "\r\n--r--\r\n";
}

TEST(ReadMail, ReadsWhatCameBack) {
  const std::string failed =
      "Action: failed\r\nFinal-Recipient: rfc822;Bill@Larmar.example\r\nStatus: 5.1.1\r\n"
      "Diagnostic-Code: smtp; 550 5.1.1 No such\r\n user here\r\n";
  for (const char* original :
       {"Content-Type: message/rfc822\r\n\r\nMessage-ID: <42.7@northwind.example>\r\nSubject: x\r\n\r\nDear "
        "Bill",
        "Content-Type: text/rfc822-headers\r\n\r\nSubject: x\r\nMessage-ID: <42.7@northwind.example>\r\n"}) {
    const auto mail = Read(Report(failed, original));
    ASSERT_TRUE(mail && mail->bounce) << original;
    EXPECT_EQ(mail->bounce->message_id, "42.7@northwind.example");
    EXPECT_THAT(mail->bounce->undelivered,
                ElementsAre(Undelivered{"bill@larmar.example", "5.1.1", "550 5.1.1 No such user here"}));
  }
  const auto late = Read(Report("Action: delayed\r\nFinal-Recipient: rfc822;bill@larmar.example\r\n", ""));
  ASSERT_TRUE(late && late->bounce);
  EXPECT_TRUE(late->bounce->undelivered.empty());
}

TEST(ReadMail, IsNothingWhereItIsNone) {
  for (const char* bytes : {"", "\r\n\r\n", "hello", "\xff\xfe\x00"}) EXPECT_FALSE(Read(bytes)) << bytes;
}

TEST(ReadMail, StandsWhateverComes) {
  std::string deep = "From: a@b.example\r\nMessage-ID: <x@y>\r\n";
  for (int i = 0; i < 500; ++i) {
    deep += "Content-Type: multipart/mixed; boundary=\"b" + std::to_string(i) + "\"\r\n\r\n--b" +
            std::to_string(i) + "\r\n";
  }
  EXPECT_TRUE(Read(deep));
  std::string many = "From: a@b.example\r\nReferences:";
  for (int i = 0; i < 5'000; ++i) many += " <" + std::to_string(i) + "@x>";
  EXPECT_EQ(Read(many + "\r\n\r\n")->answers_to.size(), kMaxAnswersTo);
  const auto odd = Read("From: \"A\xff\x01\" <a\xff@b.example>\r\nMessage-ID: <a\xff\tb>\r\n\r\nx");
  ASSERT_TRUE(odd.has_value());
  for (const std::string* text : {&odd->message_id, &odd->from.name, &odd->from.email})
    EXPECT_TRUE(IsUtf8(*text));
  EXPECT_TRUE(Read("From: a@b.example\r\n\r\n" + std::string(2'000'000, 'x')));
}

}  // namespace
}  // namespace baton::format::mime
