#include "calendar/calendar_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "action/tables.h"
#include "calendar/slots.h"
#include "coaching/promise_routes.h"
#include "coaching/session_store.h"
#include "handoff/team_for_test.h"

namespace baton::calendar {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Event(const std::string& from, const std::string& to, const std::string& title) {
  return "BEGIN:VEVENT\r\nUID:" + title + "\r\nDTSTART:" + from + "\r\nDTEND:" + to + "\r\nSUMMARY:" + title +
         "\r\nEND:VEVENT\r\n";
}
std::string CalendarOf(const std::string& events) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n";
}

// Now is Tuesday, 2026-11-24 09:41 UTC, also on the wall.
class CalendarRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    options_.key = &key_;
    options_.clock = &wall_;
    options_.fetch = [this](const Question& question, outward::Hosts) {
      asked_ = question;
      return answer_;
    };
    AddCalendarRoutes(router, options_);
    coaching::AddPromiseRoutes(router);
  }

  // Jada's calendar, read once.
  std::string AddOne(Id person, const std::string& events, bool is_busy_only = false) {
    answer_ = {};
    answer_.bodies = {CalendarOf(events)};
    answer_.etag = "\"1\"";
    const auto made = Post(
        person, "/api/v1/calendars",
        std::string(R"({"name":"Work","kind":"address","url":"webcal://calendars.example/SECRET.ics",)") +
            R"("is_busy_only":)" + (is_busy_only ? "true" : "false") + "}");
    EXPECT_EQ(made.status, 201) << made.text;
    RunJobs();
    return made.Said("/id");
  }
  void RunJobs() {
    job::Runner runner(db(), wall_, {.queue = std::string(kReadQueue)});
    AddCalendarJobs(runner, options_);
    runner.RunDue();
  }
  // Makes what is waiting due.
  void Hurry() {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE job SET run_at = $1 WHERE kind = 'calendar' AND state = 'waiting'", now_);
    });
  }
  handoff::TestReply TimeOf(Id asks, Id person) {
    const auto times = Get(asks, "/api/v1/team-times");
    for (const auto& item : times.at("/items").as_array()) {
      if (item.at_pointer("/person/id").as_string() == ToString(person)) return {200, item, ""};
    }
    return {404, {}, times.text};
  }
  // How the first calendar is, with plain spaces where the time has narrow ones.
  std::string TextOfOne() {
    std::string text = Get(jada_, "/api/v1/calendars").Said("/items/0/text");
    constexpr std::string_view kNarrow = "\u202F";
    for (auto at = text.find(kNarrow); at != std::string::npos; at = text.find(kNarrow)) {
      text.replace(at, kNarrow.size(), " ");
    }
    return text;
  }
  std::int64_t CountBusy() {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM busy_time WHERE org_id = $1", kOrg);
  }

  FixedClock wall_{now_};
  const seal::Key key_{std::array<unsigned char, seal::Key::kBytes>{1, 2, 3}};
  CalendarOptions options_;
  Fetched answer_;
  std::optional<Question> asked_;
};

TEST_P(CalendarRoutesTest, WithoutACalendarTheAnswerIsAsk) {
  const auto jada = TimeOf(jim_, jada_);
  EXPECT_EQ(jada.Said("/standing"), "unknown");
  EXPECT_EQ(jada.Said("/text"), "Free? Ask");
  EXPECT_TRUE(jada.at("/as_of").is_null());
}

TEST_P(CalendarRoutesTest, SaysWhoIsFreeAndAsOfWhen) {
  AddOne(jada_, Event("20261124T103000Z", "20261124T113000Z", "Bill"));
  AddOne(tom_, Event("20261124T093000Z", "20261124T100000Z", "Bexley"));
  const auto times = Get(jim_, "/api/v1/team-times");
  EXPECT_EQ(times.at("/items").as_array().size(), 3u);
  EXPECT_EQ(times.Said("/items/0/person/id"), ToString(jada_)) << times.text;
  EXPECT_EQ(times.Said("/items/0/standing"), "free");
  EXPECT_EQ(times.Said("/items/0/until_at"), "2026-11-24T10:30:00Z");
  EXPECT_EQ(times.Said("/items/0/as_of"), "2026-11-24T09:41:00Z");
  EXPECT_EQ(times.Said("/items/1/standing"), "unknown");
  EXPECT_EQ(times.Said("/items/2/standing"), "busy");
  EXPECT_THAT(times.text, Not(HasSubstr("Bill"))) << "a title is its owner's alone";
  EXPECT_THAT(times.text, Not(HasSubstr("Bexley")));
}

TEST_P(CalendarRoutesTest, APromiseIsNoFreeTime) {
  AddOne(jada_, "");
  Post(jim_, "/api/v1/promises",
       R"({"kind":"letter_review","title":"Review","minutes":60,"rep_id":")" + ToString(jada_) +
           R"(","due_at":"2026-11-24T10:00:00Z"})");
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/until_at"), "2026-11-24T10:00:00Z");
}

TEST_P(CalendarRoutesTest, APlannedSessionIsNoFreeTimeForAnybodyInIt) {
  AddOne(jada_, "");
  AddOne(tom_, "");
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "coaching_session.plan", now_);
    coaching::InsertSession(action,
                            {.id = tx.NewId(),
                             .manager_id = jim_,
                             .kind = coaching::SessionKind::group,
                             .starts_at = *ParseInstant("2026-11-24T10:00:00Z"),
                             .minutes = 45},
                            std::vector{jada_, tom_}, {});
  });
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/until_at"), "2026-11-24T10:00:00Z");
  EXPECT_EQ(TimeOf(jim_, tom_).Said("/until_at"), "2026-11-24T10:00:00Z");
  now_ = *ParseInstant("2026-11-24T10:15:00Z");
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/standing"), "busy");
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/until_at"), "2026-11-24T10:45:00Z");
}

TEST_P(CalendarRoutesTest, WhatIsTakenIsAllThatStandsInTheWay) {
  const auto taken = [&] {
    const Instant from = *ParseInstant("2026-11-25T00:00:00Z");
    auto found = FindTaken(*db().Read(), kOrg, jada_, from, from + kMillisecondsPerDay);
    std::ranges::sort(found, {}, &Taken::span);
    return found;
  };
  EXPECT_TRUE(taken().empty());
  AddOne(jada_, Event("20261125T103000Z", "20261125T113000Z", "Bill"));
  Post(jim_, "/api/v1/promises",
       R"({"kind":"letter_review","title":"Review","minutes":60,"rep_id":")" + ToString(jada_) +
           R"(","due_at":"2026-11-25T14:00:00Z"})");
  auto found = taken();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].span,
            (Span{*ParseInstant("2026-11-25T10:30:00Z"), *ParseInstant("2026-11-25T11:30:00Z")}));
  EXPECT_FALSE(found[0].coaching_id);
  EXPECT_TRUE(found[1].coaching_id);
  const auto made = Post(jada_, "/api/v1/people/" + ToString(jada_) + "/absences",
                         R"({"kind":"holiday","from_on":"2026-11-25","to_on":"2026-11-25"})");
  EXPECT_EQ(made.status, 201) << made.text;
  found = taken();
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].span.to, found[0].span.from + kMillisecondsPerDay) << "the whole day, on her wall";
}

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

TEST_P(CalendarRoutesTest, WhatIsTooOldSaysNothing) {
  AddOne(jada_, "");
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/standing"), "free");
  now_ = now_ + kFreshFor + kMillisecondsPerMinute;
  const auto later = TimeOf(jim_, jada_);
  EXPECT_EQ(later.Said("/standing"), "unknown");
  EXPECT_EQ(later.Said("/as_of"), "2026-11-24T09:41:00Z");
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
  EXPECT_EQ(Ask(jim_, http::Method::remove, "/api/v1/calendars/" + id).status, 404);
  EXPECT_EQ(Ask(jada_, http::Method::remove, "/api/v1/calendars/" + id).status, 204);
  EXPECT_EQ(CountBusy(), 0);
  Hurry();
  RunJobs();
  EXPECT_EQ(Get(jada_, "/api/v1/calendars").at("/items").as_array().size(), 0u);
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

TEST_P(CalendarRoutesTest, HoursAreOnesOwnAndTheManagers) {
  AddOne(jada_, "");
  const std::string path = "/api/v1/people/" + ToString(jada_) + "/hours";
  EXPECT_EQ(Get(jada_, path).Number("/version"), 0);
  EXPECT_EQ(Ask(jada_, http::Method::patch, path,
                R"({"hours":[{"weekday":2,"from_minute":600,"to_minute":1020}]})", 0)
                .status,
            200);
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/standing"), "away");
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/until_at"), "2026-11-24T10:00:00Z");
  EXPECT_EQ(Ask(jim_, http::Method::patch, path,
                R"({"hours":[{"weekday":2,"from_minute":540,"to_minute":1020}]})", 1)
                .status,
            200);
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/until_at"), "2026-11-24T17:00:00Z");
  EXPECT_EQ(Ask(tom_, http::Method::patch, path, R"({"hours":[]})", 2).status, 404);
  EXPECT_EQ(Get(max_, path).status, 404);
  const auto bad = Ask(jada_, http::Method::patch, path,
                       R"({"hours":[{"weekday":8,"from_minute":540,"to_minute":1020},)"
                       R"({"weekday":1,"from_minute":540,"to_minute":600},)"
                       R"({"weekday":1,"from_minute":570,"to_minute":660}]})",
                       2);
  EXPECT_EQ(bad.status, 422);
  EXPECT_EQ(bad.at("/errors").as_array().size(), 2u) << bad.text;
}

TEST_P(CalendarRoutesTest, WhoIsAbsentIsAway) {
  AddOne(jada_, "");
  const std::string path = "/api/v1/people/" + ToString(jada_) + "/absences";
  const auto made = Post(jada_, path, R"({"kind":"sick","from_on":"2026-11-23","to_on":"2026-11-24"})");
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/text"), "Away today");
  EXPECT_EQ(TimeOf(tom_, jada_).status, 200) << "a colleague sees that she is away";
  EXPECT_THAT(Get(tom_, "/api/v1/team-times").text, Not(HasSubstr("sick"))) << "but not why";
  EXPECT_EQ(Get(tom_, path).status, 404);
  EXPECT_EQ(Get(jim_, path).Said("/items/0/kind"), "sick");
  const std::string one = "/api/v1/absences/" + made.Said("/id");
  EXPECT_EQ(Ask(tom_, http::Method::remove, one, "", 1).status, 404);
  EXPECT_EQ(Ask(jim_, http::Method::remove, one).status, 428);
  EXPECT_EQ(Ask(jim_, http::Method::remove, one, "", 7).status, 412);
  EXPECT_EQ(Ask(jim_, http::Method::remove, one, "", 1).status, 204);
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/standing"), "free");
  EXPECT_EQ(Post(jada_, path, R"({"kind":"sick","from_on":"2026-11-24","to_on":"2026-11-23"})").status, 422);
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
