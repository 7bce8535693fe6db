#include "calendar/meeting_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calendar/meetings.h"
#include "handoff/team_for_test.h"
#include "traffic/rules.h"

namespace baton::calendar {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

// Now is Tuesday, 2026-11-24 09:41 UTC. Bill of Larmar and Mia of Bexley have addresses of their own; both are Jim's.
class MeetingFileTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router&) override {}
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    SetEmail(larmar_, "bill@larmar.example");
    SetEmail(bexley_, "mia@bexley.example");
  }
  void SetEmail(Id account, const std::string& email) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE contact SET email = $3, email_fold = $3 WHERE org_id = $1 AND account_id = $2", kOrg,
                 account, email);
    });
  }
  static std::string Event(const std::string& uid, const std::string& lines) {
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nSUMMARY:Secret talks\r\nDURATION:PT30M\r\n" + lines +
           "END:VEVENT\r\n";
  }
  static std::string With(const std::string& email, const std::string& more = "") {
    return "ATTENDEE" + more + ":mailto:" + email + "\r\n";
  }
  static std::string Calendar(const std::string& events) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n";
  }
  access::Principal Of(Id person) const {
    return {.org_id = kOrg,
            .person_id = person,
            .role = access::Role::manager,
            .session_id = {},
            .language = "en"};
  }
  MeetingFile Look(Id person, const std::string& text) {
    auto file = LookAt(*db().Read(), Of(person), text, now_);
    EXPECT_TRUE(file) << (file ? "" : file.error().message.key);
    return file ? std::move(*file) : MeetingFile{};
  }
  std::optional<Id> TakeFile(Id person, const std::string& text) {
    return Take(db(), Of(person), Look(person, text), now_);
  }
  static std::vector<std::pair<std::string, std::int64_t>> Left(const MeetingFile& file) {
    std::vector<std::pair<std::string, std::int64_t>> left;
    for (const auto& one : file.left_out) left.emplace_back(one.reason, one.count);
    return left;
  }
  std::int64_t Count(const char* sql) { return *db().Read()->QueryValue<std::int64_t>(sql, kOrg); }
  std::int64_t Activities() {
    return Count("SELECT COUNT(*) FROM activity WHERE org_id = $1 AND deleted_at IS NULL");
  }

  const std::string jim_in_ = With("jim@northwind.example");
  const std::string bill_in_ = With("bill@larmar.example");
};

TEST_P(MeetingFileTest, SaysWhatWouldCountAndWhyTheRestDoesNot) {
  const std::string both = jim_in_ + bill_in_;
  std::string many;
  for (int i = 0; i < 11; ++i) many += With(std::to_string(i) + "@larmar.example");
  const MeetingFile file = Look(
      jim_, Calendar(Event("weekly", "DTSTART:20261002T080000Z\r\nRRULE:FREQ=WEEKLY;COUNT=4\r\n" + both) +
                     Event("mia", "DTSTART:20261102T080000Z\r\n" + jim_in_ + With("mia@bexley.example")) +
                     Event("cancelled", "DTSTART:20261103T080000Z\r\nSTATUS:CANCELLED\r\n" + both) +
                     Event("declined", "DTSTART:20261103T090000Z\r\n" + bill_in_ +
                                           With("jim@northwind.example", ";PARTSTAT=DECLINED")) +
                     Event("unanswered", "DTSTART:20261103T100000Z\r\n" + bill_in_ +
                                             With("jim@northwind.example", ";PARTSTAT=TENTATIVE")) +
                     Event("free", "DTSTART:20261103T110000Z\r\nTRANSP:TRANSPARENT\r\n" + both) +
                     Event("private", "DTSTART:20261103T120000Z\r\nCLASS:CONFIDENTIAL\r\n" + both) +
                     Event("alone", "DTSTART:20261103T130000Z\r\n" + jim_in_) +
                     Event("not in it", "DTSTART:20261103T140000Z\r\n" + bill_in_) +
                     Event("large", "DTSTART:20261103T150000Z\r\n" + jim_in_ + many) +
                     Event("nobody", "DTSTART:20261103T160000Z\r\n" + jim_in_ + With("x@elsewhere.example")) +
                     Event("to come", "DTSTART:20261203T080000Z\r\n" + both) +
                     Event("old", "DTSTART:20240101T080000Z\r\n" + both) +
                     Event("goes on", "DTSTART:20261124T093000Z\r\n" + both) +
                     Event("fine", "DTSTART:20261103T080000Z\r\nRRULE:FREQ=SECONDLY\r\n" + both)));
  EXPECT_EQ(file.events, 15);
  EXPECT_EQ(file.fresh.size(), 5u);
  EXPECT_EQ(file.known, 0);
  EXPECT_THAT(Left(file), UnorderedElementsAre(Pair("cancelled", 1), Pair("declined", 1),
                                               Pair("unanswered", 1), Pair("free", 1), Pair("hidden", 1),
                                               Pair("alone", 1), Pair("not_in_it", 1), Pair("large", 1),
                                               Pair("nobody", 1), Pair("outside", 2), Pair("unread", 1)));
  const auto clients = ClientsIn(*db().Read(), Of(jim_), file);
  ASSERT_EQ(clients.size(), 2u);
  EXPECT_EQ(clients[0].meetings, 4);
  EXPECT_EQ(ToString(clients[0].last_at), "2026-10-23T08:00:00Z");
  EXPECT_EQ(Activities(), 0) << "to look keeps nothing";
}

TEST_P(MeetingFileTest, CountsEachOnceWhereverItComesFrom) {
  const std::string text = Calendar(
      Event("1@x.example", "DTSTART:20261002T080000Z\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n" + jim_in_ + bill_in_));
  const auto action = TakeFile(jim_, text);
  ASSERT_TRUE(action);
  EXPECT_EQ(Activities(), 3);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM activity WHERE org_id = $1 AND subject <> ''"), 0)
      << "no words are kept";
  EXPECT_EQ(Look(jim_, text).known, 3);
  EXPECT_FALSE(TakeFile(jim_, text)) << "the same file again does nothing";
  // The calendar that is read has the last of them, too: a file and an address are one.
  const format::icalendar::CalendarWindow window{
      now_ - 60 * kMillisecondsPerDay, now_, "UTC", {"jim@northwind.example"}};
  const auto read = format::icalendar::ReadCalendar(text, window);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->meetings.size(), 3u);
  db().Write([&](db::Tx& tx) {
    PersonCalendar calendar;
    calendar.org_id = kOrg;
    calendar.person_id = jim_;
    TakeMeetings(tx, calendar, read->meetings, now_);
  });
  EXPECT_EQ(Activities(), 3);
  // And so is a colleague's file: she was there as well.
  EXPECT_TRUE(TakeFile(
      jada_, Calendar(Event("1@x.example", "DTSTART:20261002T080000Z\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n" +
                                               jim_in_ + bill_in_ + With("jada@northwind.example")))));
  EXPECT_EQ(Activities(), 3);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM attendance WHERE org_id = $1 AND person_id IS NOT NULL"), 6);
}

// What a file says may be old: a meeting that was moved since stays where the calendar that is read has it.
TEST_P(MeetingFileTest, ChangesNothingThatIsThere) {
  const auto at = [&](const char* start) {
    return Calendar(Event("1@x.example", "DTSTART:" + std::string(start) + "\r\n" + jim_in_ + bill_in_));
  };
  TakeFile(jim_, at("20261103T080000Z"));
  EXPECT_FALSE(TakeFile(jim_, at("20261104T080000Z")));
  EXPECT_FALSE(TakeFile(jim_, at("20261204T080000Z")));
  EXPECT_EQ(db().Read()->QueryValue<Instant>("SELECT starts_at FROM activity WHERE org_id = $1", kOrg),
            ParseInstant("2026-11-03T08:00:00Z"));
}

TEST_P(MeetingFileTest, TakesManyInSlicesOfOneAction) {
  EXPECT_TRUE(TakeFile(
      jim_, Calendar(Event(
                "d", "DTSTART:20260101T080000Z\r\nRRULE:FREQ=DAILY;COUNT=250\r\n" + jim_in_ + bill_in_))));
  EXPECT_EQ(Activities(), 250);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM action WHERE org_id = $1 AND kind = 'calendar.file'"), 1);
}

// Who is invited at another of the own addresses is in it all the same, and is no stranger.
TEST_P(MeetingFileTest, APersonWithTwoAddressesIsInBoth) {
  const std::string text =
      Calendar(Event("1@x.example", "DTSTART:20261103T080000Z\r\n" + With("jim@home.example") + bill_in_));
  EXPECT_THAT(Left(Look(jim_, text)), UnorderedElementsAre(Pair("not_in_it", 1)));
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "mail_address.add", now_);
    EXPECT_TRUE(traffic::AddAddress(action, jim_, "Jim@Home.example"));
  });
  EXPECT_EQ(Look(jim_, text).fresh.size(), 1u);
}

TEST_P(MeetingFileTest, RefusesWhatIsNone) {
  EXPECT_EQ(LookAt(*db().Read(), Of(jim_), "Name,Email\n", now_).error().message.key,
            "problem.calendar.none");
  std::string much;
  for (int i = 0; i < 10; ++i)
    much += Event(std::to_string(i), "DTSTART:20000101T080000Z\r\nRRULE:FREQ=DAILY\r\n");
  EXPECT_TRUE(LookAt(*db().Read(), Of(jim_), Calendar(much), now_)) << "two years of ten a day";
}

INSTANTIATE_TEST_SUITE_P(Engines, MeetingFileTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::calendar
