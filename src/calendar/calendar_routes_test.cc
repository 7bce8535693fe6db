#include "calendar/calendar_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "action/tables.h"
#include "calendar/calendar_for_test.h"
#include "calendar/slots.h"

namespace baton::calendar {
namespace {

using testing::HasSubstr;
using testing::Not;

class CalendarRoutesTest : public CalendarTest {};

TEST_P(CalendarRoutesTest, AnInvitationThatCameBackIsTheCoaching) {
  Post(jim_, "/api/v1/promises",
       R"({"kind":"letter_review","title":"Review","minutes":60,"rep_id":")" + ToString(jada_) +
           R"(","due_at":"2026-11-25T14:00:00Z"})");
  int changes = 0;
  options_.on_change = [&](db::Tx&, Id, Instant) { ++changes; };
  AddOne(jada_, Event("20261125T140000Z", "20261125T153000Z", "Jim"));
  EXPECT_EQ(changes, 1);
  const Instant from = *ParseInstant("2026-11-25T14:00:00Z");
  auto found = FindTaken(*db().Read(), kOrg, jada_, from, from + kMillisecondsPerDay);
  std::ranges::sort(found, {}, &Taken::span);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_TRUE(found[0].coaching_id && found[0].coaching_id == found[1].coaching_id);
  EXPECT_EQ(found[2].span, (Span{from + 60 * kMillisecondsPerMinute, from + 90 * kMillisecondsPerMinute}));
  EXPECT_FALSE(found[2].coaching_id) << "what of it is longer is taken by something else";

  // The promise moves: its own time and that of its invitation are free for it, the rest is not.
  const SlotAsk ask{.earliest = from, .zone = "UTC", .minutes = 60};
  EXPECT_EQ(FindSlots(*db().Read(), kOrg, {{jim_, jada_}, {*found[0].coaching_id}}, ask, 1).front(), from);
  EXPECT_EQ(FindSlots(*db().Read(), kOrg, {{jim_, jada_}, {}}, ask, 1).front(),
            from + 90 * kMillisecondsPerMinute);
}

TEST_P(CalendarRoutesTest, TheAddressIsSealedAndSaidToNobody) {
  AddOne(jada_, "");
  EXPECT_EQ(asked_->access.url, "https://calendars.example/SECRET.ics");
  const auto mine = Get(jada_, "/api/v1/calendars");
  EXPECT_EQ(mine.Said("/items/0/host"), "calendars.example");
  EXPECT_EQ(TextOfOne(), "Last read 9:41 AM");
  EXPECT_THAT(mine.text, Not(HasSubstr("SECRET")));
  EXPECT_EQ(Get(jim_, "/api/v1/calendars").at("/items").as_array().size(), 0u);
  const auto sealed = db().Read()->QueryValue<std::string>(
      "SELECT access_sealed FROM person_calendar WHERE org_id = $1", kOrg);
  EXPECT_THAT(*sealed, Not(HasSubstr("SECRET")));
}

// Jim and Bill of Larmar, an hour that is over.
const std::string kMeeting =
    "BEGIN:VEVENT\r\nUID:m\r\nDTSTART:20261124T080000Z\r\nDTEND:20261124T090000Z\r\nSUMMARY:MARKER\r\n"
    "ORGANIZER:mailto:jim@northwind.example\r\nATTENDEE:mailto:bill@larmar.example\r\nEND:VEVENT\r\n";

TEST_P(CalendarRoutesTest, MeetingsCountWhereTheyAreToAndNeverWithATitle) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE contact SET email_fold = 'bill@larmar.example' WHERE org_id = $1 AND account_id = $2",
               kOrg, larmar_);
  });
  const auto subjects = [&] {
    return db().Read()->Query<std::string>("SELECT subject FROM activity WHERE org_id = $1", kOrg);
  };
  const std::string busy_only = AddOne(jim_, kMeeting, true);
  EXPECT_FALSE(Get(jim_, "/api/v1/calendars").at("/items/0/counts_meetings").as_bool());
  EXPECT_TRUE(subjects().empty());
  const auto refused =
      Ask(jim_, http::Method::patch, "/api/v1/calendars/" + busy_only, R"({"counts_meetings":true})", 1);
  EXPECT_EQ(refused.Said("/errors/0/code"), "problem.calendar.only_busy");
  AddOne(jim_, kMeeting);
  EXPECT_THAT(subjects(), testing::ElementsAre(""));
  EXPECT_TRUE(Get(jim_, "/api/v1/calendars").at("/items/1/counts_meetings").as_bool());
}

TEST_P(CalendarRoutesTest, WhetherMeetingsCountCanBeChanged) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE contact SET email_fold = 'bill@larmar.example' WHERE org_id = $1 AND account_id = $2",
               kOrg, larmar_);
  });
  answer_.bodies = {CalendarOf(kMeeting)};
  answer_.etag = "\"1\"";
  const auto made = Post(jim_, "/api/v1/calendars",
                         R"({"name":"Work","kind":"address","url":"https://calendars.example/S.ics",)"
                         R"("counts_meetings":false})");
  RunJobs();
  const auto count = [&] {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM activity WHERE org_id = $1", kOrg);
  };
  EXPECT_EQ(count(), 0);
  const std::string path = "/api/v1/calendars/" + made.Said("/id");
  EXPECT_EQ(Ask(jada_, http::Method::patch, path, R"({"counts_meetings":true})", 1).status, 404);
  EXPECT_EQ(Ask(jim_, http::Method::patch, path, R"({"counts_meetings":true})").status, 428);
  const auto on = Ask(jim_, http::Method::patch, path, R"({"name":" Office ","counts_meetings":true})", 1);
  ASSERT_EQ(on.status, 200) << on.text;
  EXPECT_EQ(on.Said("/name"), "Office");
  EXPECT_EQ(on.Number("/version"), 2);
  EXPECT_EQ(Ask(jim_, http::Method::patch, path, R"({"name":"x"})", 1).status, 412);
  RunJobs();
  EXPECT_EQ(asked_->etag, "") << "read whole, for its meetings";
  EXPECT_EQ(count(), 1);
  EXPECT_EQ(Ask(jim_, http::Method::patch, path, R"({"counts_meetings":false})", 2).status, 200);
  RunJobs();
  EXPECT_EQ(count(), 1) << "what counted stays";
}

TEST_P(CalendarRoutesTest, IsReadWholeWhenAMeetingIsOver) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE contact SET email_fold = 'bill@larmar.example' WHERE org_id = $1 AND account_id = $2",
               kOrg, larmar_);
  });
  std::string later = kMeeting;
  later.replace(later.find("T080000Z"), 8, "T094500Z");
  later.replace(later.find("T090000Z"), 8, "T095500Z");
  AddOne(jim_, later);
  now_ = *ParseInstant("2026-11-24T09:50:00Z");
  wall_.Set(now_);
  Hurry();
  RunJobs();
  EXPECT_EQ(asked_->etag, "\"1\"") << "nothing is new";
  now_ = *ParseInstant("2026-11-24T09:56:00Z");
  wall_.Set(now_);
  Hurry();
  RunJobs();
  EXPECT_EQ(asked_->etag, "");
  EXPECT_EQ(*db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM activity WHERE org_id = $1", kOrg),
            1);
}

TEST_P(CalendarRoutesTest, KeepsNoTitlesWhereOnlyBusyTimesAreWished) {
  AddOne(jada_, Event("20261124T103000Z", "20261124T113000Z", "Doctor"), true);
  const auto titles = db().Read()->QueryValue<std::int64_t>(
      "SELECT COUNT(*) FROM busy_time WHERE org_id = $1 AND title <> ''", kOrg);
  EXPECT_EQ(titles, 0);
  EXPECT_EQ(CountBusy(), 1);
}

TEST_P(CalendarRoutesTest, SaysWhatIsWrongAndKeepsWhatWasRead) {
  AddOne(jada_, Event("20261124T103000Z", "20261124T113000Z", "Bill"));
  answer_ = {};
  answer_.problem = "calendar.problem.not_found";
  now_ = now_ + 5 * kMillisecondsPerMinute;
  wall_.Set(now_);
  RunJobs();
  EXPECT_EQ(asked_->etag, "\"1\"");
  EXPECT_EQ(TextOfOne(), "Last read 9:41 AM; since 9:46 AM: nothing is at this address any more (404)");
  EXPECT_EQ(CountBusy(), 1);
  answer_ = {};
  answer_.bodies = {CalendarOf("")};
  Hurry();
  RunJobs();
  EXPECT_EQ(TextOfOne(), "Last read 9:46 AM");
  EXPECT_EQ(CountBusy(), 0);
}

TEST_P(CalendarRoutesTest, IsReadAgainAfterFiveMinutesAndLessOftenAfterFailures) {
  AddOne(jada_, "");
  const auto run_at = db().Read()->QueryValue<Instant>(
      "SELECT run_at FROM job WHERE kind = 'calendar' AND state = 'waiting'");
  EXPECT_EQ(run_at, now_ + kReadEvery);
  EXPECT_EQ(PauseAfter(0), kReadEvery);
  EXPECT_EQ(PauseAfter(1), kReadEvery);
  EXPECT_EQ(PauseAfter(3), 4 * kReadEvery);
  EXPECT_EQ(PauseAfter(50), 120 * kMillisecondsPerMinute);
}

TEST_P(CalendarRoutesTest, IsReadInAQueueOfItsOwn) {
  AddOne(jada_, "");
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM job WHERE kind = 'calendar' AND queue = 'default'"),
            0);
  EXPECT_EQ(
      db().Read()->QueryValue<std::int64_t>(
          "SELECT COUNT(*) FROM job WHERE kind = 'calendar' AND queue = 'calendar' AND state = 'waiting'"),
      1);
}

TEST_P(CalendarRoutesTest, GoesWithItsTimes) {
  const std::string id = AddOne(jada_, Event("20261124T103000Z", "20261124T113000Z", "Bill"));
  const std::string path = "/api/v1/calendars/" + id;
  EXPECT_EQ(Get(jada_, "/api/v1/calendars").Number("/items/0/version"), 1)
      << "reading it is no change of hers";
  EXPECT_EQ(Ask(jim_, http::Method::remove, path, "", 1).status, 404);
  EXPECT_EQ(Ask(jada_, http::Method::remove, path).status, 428);
  EXPECT_EQ(Ask(jada_, http::Method::remove, path, "", 2).status, 412);
  EXPECT_EQ(Ask(jada_, http::Method::remove, path, "", 1).status, 204);
  EXPECT_EQ(CountBusy(), 0);
  Hurry();
  RunJobs();
  EXPECT_EQ(Get(jada_, "/api/v1/calendars").at("/items").as_array().size(), 0u);
}

TEST_P(CalendarRoutesTest, StandsInTheLogWithoutWhatOpensIt) {
  const std::string id = AddOne(jada_, "");
  Ask(jada_, http::Method::remove, "/api/v1/calendars/" + id, "", 1);
  EXPECT_THAT(db().Read()->Query<std::string>(
                  "SELECT kind FROM action WHERE org_id = $1 AND actor_id = $2 ORDER BY id", kOrg, jada_),
              testing::ElementsAre("calendar.add", "calendar.remove"));
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM change WHERE org_id = $1 AND table_name = 'person_calendar'", kOrg),
            0);
  action::Tables tables;
  AddTables(tables);
  EXPECT_EQ(tables.WhyKept("calendar.add"), "problem.calendar.kept");
  EXPECT_EQ(tables.WhyKept("calendar.remove"), "problem.calendar.kept");
}

TEST_P(CalendarRoutesTest, EndsWithThePersonAndItsSecretsGo) {
  AddOne(jada_, Event("20261124T103000Z", "20261124T113000Z", "Bill"));
  AddOne(tom_, "");
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET deleted_at = $3 WHERE org_id = $1 AND id = $2", kOrg, jada_, now_);
  });
  now_ = now_ + kReadEvery;
  wall_.Set(now_);
  RunJobs();
  EXPECT_TRUE(FindCalendars(*db().Read(), kOrg, jada_).empty());
  EXPECT_EQ(FindCalendars(*db().Read(), kOrg, tom_).size(), 1u);
  EXPECT_EQ(CountBusy(), 0);
  EXPECT_EQ(
      db().Read()->QueryValue<std::int64_t>(
          "SELECT COUNT(*) FROM job WHERE kind = 'calendar' AND state = 'waiting' AND person_id = $1", jada_),
      0);
}

TEST_P(CalendarRoutesTest, RefusesAddressesThatAreNone) {
  for (const std::string url : {"http://x.example/a.ics", "file:///etc/passwd", "https://u:p@x.example/",
                                "https://10.0.0.1/a", "x"}) {
    const auto answer =
        Post(jada_, "/api/v1/calendars", R"({"name":"A","kind":"address","url":")" + url + "\"}");
    EXPECT_EQ(answer.status, 422) << url;
  }
  EXPECT_EQ(
      Post(jada_, "/api/v1/calendars", R"({"name":"A","kind":"caldav","url":"https://x.example/"})").status,
      422);
}

INSTANTIATE_TEST_SUITE_P(Engines, CalendarRoutesTest, db::kEngines, db::EngineName);

TEST(CalDav, FindsTheCalendarsWhateverThePrefixes) {
  const auto found = CalendarsIn(
      R"(<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:cal="urn:ietf:params:xml:ns:caldav">)"
      R"(<d:response><d:propstat><d:prop><cal:calendar-data>BEGIN:VCALENDAR&#13;)"
      "\nX&amp;Y</cal:calendar-data></d:prop></d:propstat></d:response>"
      R"(<d:response><d:propstat><d:prop><cal:calendar-data><![CDATA[two]]></cal:calendar-data></d:prop>)"
      R"(</d:propstat></d:response></d:multistatus>)");
  ASSERT_TRUE(found);
  EXPECT_THAT(*found, testing::ElementsAre("BEGIN:VCALENDAR\r\nX&Y", "two"));
  EXPECT_FALSE(CalendarsIn("<html></html>"));
  EXPECT_FALSE(CalendarsIn("nothing"));
}

}  // namespace
}  // namespace baton::calendar
