#include "format/icalendar/invitation.h"

#include <gmock/gmock.h>

namespace baton::format::icalendar {
namespace {

using testing::HasSubstr;
using testing::Not;

Invitation Meeting() {
  Invitation meeting;
  meeting.uid = "42.7@northwind.example";
  meeting.written_at = *ParseInstant("2026-11-24T15:41:00Z");
  meeting.starts_at = *ParseInstant("2026-12-02T16:00:00Z");
  meeting.summary = "Meet Jada Ellis";
  meeting.organizer = {"Jim Calder", "jim@northwind.example"};
  meeting.attendees = {{"Bill Larmar", "bill@larmar.example"}, {"Jada Ellis", "jada@northwind.example"}};
  return meeting;
}

// Long lines are folded with a line break and a space.
std::string Unfolded(std::string text) {
  for (std::size_t at = 0; (at = text.find("\r\n ", at)) != std::string::npos;) text.erase(at, 3);
  return text;
}

TEST(Invitation, AsksTheThreeOfThem) {
  const std::string text = Unfolded(WriteInvitation(Meeting()));
  for (const char* line :
       {"METHOD:REQUEST\r\n", "UID:42.7@northwind.example\r\n", "SEQUENCE:0\r\n",
        "DTSTAMP:20261124T154100Z\r\n", "DTSTART:20261202T160000Z\r\n", "DTEND:20261202T163000Z\r\n",
        "SUMMARY:Meet Jada Ellis\r\n", "ORGANIZER;CN=Jim Calder:mailto:jim@northwind.example\r\n",
        ":mailto:bill@larmar.example\r\n", "RSVP=TRUE", "STATUS:CONFIRMED\r\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

TEST(Invitation, TakesItBackUnderTheSameUid) {
  Invitation meeting = Meeting();
  meeting.sequence = 2;
  meeting.is_cancelled = true;
  const std::string text = Unfolded(WriteInvitation(meeting));
  for (const char* line :
       {"METHOD:CANCEL\r\n", "UID:42.7@northwind.example\r\n", "SEQUENCE:2\r\n", "STATUS:CANCELLED\r\n"}) {
    EXPECT_THAT(text, HasSubstr(line));
  }
  EXPECT_THAT(text, Not(HasSubstr("RSVP")));
}

TEST(Invitation, LetsNobodyAddALine) {
  Invitation meeting = Meeting();
  meeting.summary = "Hello\r\nATTACH:http://evil.example/\r\nX:";
  meeting.description = "a;b,c\\d\nnext";
  meeting.organizer.name = "Jim\"\r\nX-EVIL:1";
  meeting.attendees.front().name = "Bill;CN=\"Somebody else\":mailto:x@evil.example";
  const std::string text = Unfolded(WriteInvitation(meeting));
  EXPECT_THAT(text, Not(HasSubstr("\nATTACH")));
  EXPECT_THAT(text, Not(HasSubstr("\nX-EVIL")));
  EXPECT_THAT(text, HasSubstr("DESCRIPTION:a\\;b\\,c\\\\d\\nnext\r\n"));
  std::size_t attendees = 0;
  for (std::size_t at = text.find("\nATTENDEE"); at != std::string::npos;
       at = text.find("\nATTENDEE", at + 1))
    ++attendees;
  EXPECT_EQ(attendees, 2U);
}

TEST(Invitation, EndsItsLinesHoweverLongTheyAre) {
  for (std::size_t length = 1; length < 200; ++length) {
    Invitation meeting = Meeting();
    meeting.summary = std::string(length, 'x');
    const std::string text = WriteInvitation(meeting);
    EXPECT_THAT(text, Not(HasSubstr("\r\r"))) << length;
    EXPECT_THAT(Unfolded(text), HasSubstr("SUMMARY:" + meeting.summary + "\r\n")) << length;
  }
}

TEST(Invitation, IsReadBackForItsNextVersion) {
  Invitation meeting = Meeting();
  meeting.sequence = 3;
  meeting.description = "One; two, three\nfour";
  meeting.location = "Pier 4, Boston";
  meeting.attendees.front().participation = Participation::accepted;
  const auto read = ReadInvitation(WriteInvitation(meeting));
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(WriteInvitation(*read), WriteInvitation(meeting));
  EXPECT_EQ(read->attendees.front().participation, Participation::accepted);
  meeting.is_cancelled = true;
  EXPECT_TRUE(ReadInvitation(WriteInvitation(meeting))->is_cancelled);
  EXPECT_FALSE(ReadInvitation("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"));
  EXPECT_FALSE(ReadInvitation("Dear Jim"));
}

std::string ReplyText(const std::string& partstat) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
         "UID:42.7@northwind.example\r\nSEQUENCE:1\r\nDTSTAMP:20261125T080000Z\r\nDTSTART:"
         "20261202T160000Z\r\n"
         "ORGANIZER:mailto:jim@northwind.example\r\nATTENDEE;PARTSTAT=" +
         partstat +
         ";CN=Bill:MAILTO:Bill@Larmar.example\r\nCOMMENT:Can we say four?\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

TEST(Reply, SaysWhoAnswersWhat) {
  const auto reply = ReadReply(ReplyText("DECLINED"));
  ASSERT_TRUE(reply.has_value());
  EXPECT_EQ(*reply, (Reply{"42.7@northwind.example", 1, "bill@larmar.example", Participation::declined,
                           "Can we say four?"}));
  EXPECT_EQ(ReadReply(ReplyText("ACCEPTED"))->participation, Participation::accepted);
  EXPECT_EQ(ReadReply(ReplyText("TENTATIVE"))->participation, Participation::tentative);
}

TEST(Reply, IsNothingWhereItIsNone) {
  EXPECT_EQ(ReadReply(""), std::nullopt);
  EXPECT_EQ(ReadReply("Dear Jim"), std::nullopt);
  EXPECT_EQ(ReadReply(WriteInvitation(Meeting())), std::nullopt);
  EXPECT_EQ(ReadReply(ReplyText("ACCEPTED").substr(0, 120)), std::nullopt);
  EXPECT_EQ(ReadReply(ReplyText("NONSENSE")), std::nullopt);
  EXPECT_EQ(ReadReply(ReplyText("ACCEPTED") + "\xff"), std::nullopt);
  EXPECT_EQ(ReadReply(std::string(kMaxReplyBytes + 1, 'x')), std::nullopt);
}

}  // namespace
}  // namespace baton::format::icalendar
