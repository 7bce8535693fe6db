#include "calendar/hours_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "action/tables.h"
#include "action/undo.h"
#include "calendar/calendar_for_test.h"
#include "coaching/session_store.h"
#include "json/arguments.h"
#include "notice/notice.h"
#include "notice/notice_routes.h"
#include "words/catalogue.h"

namespace baton::calendar {
namespace {

using testing::HasSubstr;
using testing::Not;

class HoursRoutesTest : public CalendarTest {};

TEST_P(HoursRoutesTest, WithoutACalendarTheAnswerIsAsk) {
  const auto jada = TimeOf(jim_, jada_);
  EXPECT_EQ(jada.Said("/standing"), "unknown");
  EXPECT_EQ(jada.Said("/text"), "Free? Ask");
  EXPECT_TRUE(jada.at("/as_of").is_null());
}

TEST_P(HoursRoutesTest, SaysWhoIsFreeAndAsOfWhen) {
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

TEST_P(HoursRoutesTest, APromiseIsNoFreeTime) {
  AddOne(jada_, "");
  Post(jim_, "/api/v1/promises",
       R"({"kind":"letter_review","title":"Review","minutes":60,"rep_id":")" + ToString(jada_) +
           R"(","due_at":"2026-11-24T10:00:00Z"})");
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/until_at"), "2026-11-24T10:00:00Z");
}

TEST_P(HoursRoutesTest, APlannedSessionIsNoFreeTimeForAnybodyInIt) {
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

TEST_P(HoursRoutesTest, WhatIsTakenIsAllThatStandsInTheWay) {
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

TEST_P(HoursRoutesTest, WhatIsTooOldSaysNothing) {
  AddOne(jada_, "");
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/standing"), "free");
  now_ = now_ + kFreshFor + kMillisecondsPerMinute;
  const auto later = TimeOf(jim_, jada_);
  EXPECT_EQ(later.Said("/standing"), "unknown");
  EXPECT_EQ(later.Said("/as_of"), "2026-11-24T09:41:00Z");
}

TEST_P(HoursRoutesTest, HoursAreOnesOwnAndTheManagers) {
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

TEST_P(HoursRoutesTest, WhoIsAbsentIsAway) {
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

TEST_P(HoursRoutesTest, WhatAManagerSetsIsToldOnceAndGoesWithTheUndo) {
  const auto told = [&](Id person) {
    std::vector<std::string> said;
    for (const auto& one : notice::FindNotices(*db().Read(), kOrg, person, {}, 10)) {
      EXPECT_EQ(one.link, "/settings?section=calendar");
      said.push_back(words::Catalogue::Compiled().Say(
          {one.message_key, json::ParseArguments(one.message_arguments)}, "en"));
    }
    return said;
  };
  const std::string absences = "/api/v1/people/" + ToString(jada_) + "/absences";
  const auto made = Post(jim_, absences, R"({"kind":"sick","from_on":"2026-12-03","to_on":"2026-12-05"})");
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_THAT(told(jada_), testing::ElementsAre(
                               "Jim Calder entered that you are away: December 3, 2026 to December 5, 2026"));
  EXPECT_TRUE(told(jim_).empty());
  action::Tables tables;
  AddTables(tables);
  notice::AddTables(tables);
  const auto undone = db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
    return action::Undo(undoing, *action_id_, tables);
  });
  EXPECT_TRUE(undone.kept.empty());
  EXPECT_TRUE(told(jada_).empty()) << "what was taken back is not told any more";
  EXPECT_TRUE(Get(jada_, absences).at("/items").as_array().empty());

  const std::string hours = "/api/v1/people/" + ToString(jada_) + "/hours";
  ASSERT_EQ(Ask(jim_, http::Method::patch, hours,
                R"({"hours":[{"weekday":1,"from_minute":540,"to_minute":720},)"
                R"({"weekday":1,"from_minute":780,"to_minute":1050},)"
                R"({"weekday":2,"from_minute":540,"to_minute":720}]})",
                0)
                .status,
            200);
  EXPECT_THAT(told(jada_),
              testing::ElementsAre("Jim Calder set your working hours: 2 days and 10.5 hours a week"));
  ASSERT_EQ(Ask(dana_, http::Method::patch, hours, R"({"hours":[]})", 1).status, 200) << "above Jim";
  EXPECT_THAT(told(jada_).front(), "Dana Ruiz took your working hours out");

  const auto own = Post(jada_, absences, R"({"kind":"other","from_on":"2026-12-07","to_on":"2026-12-07"})");
  ASSERT_EQ(own.status, 201);
  EXPECT_EQ(told(jada_).size(), 2u) << "nobody is told of the own deed";
  Ask(jim_, http::Method::remove, "/api/v1/absences/" + own.Said("/id"), "", 1);
  EXPECT_EQ(told(jada_).front(), "Jim Calder took out that you are away: December 7, 2026");
}

TEST_P(HoursRoutesTest, WhoIsNotAboveSetsNothing) {
  const std::string of_jada = "/api/v1/people/" + ToString(jada_);
  const auto absence =
      Post(jada_, of_jada + "/absences", R"({"kind":"holiday","from_on":"2026-12-07","to_on":"2026-12-07"})");
  ASSERT_EQ(absence.status, 201);
  for (const Id other : {tom_, max_, ann_}) {
    EXPECT_EQ(Get(other, of_jada + "/hours").status, 404);
    EXPECT_EQ(Get(other, of_jada + "/absences").status, 404);
    EXPECT_EQ(Ask(other, http::Method::patch, of_jada + "/hours", R"({"hours":[]})", 0).status, 404);
    EXPECT_EQ(Post(other, of_jada + "/absences",
                   R"({"kind":"holiday","from_on":"2026-12-08","to_on":"2026-12-08"})")
                  .status,
              404);
    EXPECT_EQ(Ask(other, http::Method::remove, "/api/v1/absences/" + absence.Said("/id"), "", 1).status, 404);
  }
  EXPECT_EQ(Get(jada_, of_jada + "/absences").at("/items").as_array().size(), 1u);
  EXPECT_TRUE(notice::FindNotices(*db().Read(), kOrg, jada_, {}, 10).empty());
}

TEST_P(HoursRoutesTest, OutOfTheOfficeIsAwayAndAWholeDayThatSaysNothingIsAsked) {
  const std::string day = "BEGIN:VEVENT\r\nUID:d\r\nDTSTART;VALUE=DATE:20261124\r\nSUMMARY:Anna in Spain\r\n";
  AddOne(jada_, day + "END:VEVENT\r\n");
  EXPECT_EQ(TimeOf(jim_, jada_).Said("/text"), "Free? Ask");
  AddOne(tom_, day + "TRANSP:OPAQUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\r\nEND:VEVENT\r\n");
  EXPECT_EQ(TimeOf(jim_, tom_).Said("/text"), "Away today");
  AddOne(lena_, day + "TRANSP:OPAQUE\r\nEND:VEVENT\r\n");
  EXPECT_EQ(TimeOf(jim_, lena_).Said("/text"), "Busy for the rest of the day");
  const Instant from = *ParseInstant("2026-11-24T00:00:00Z");
  const auto taken = [&](Id person) {
    return FindTaken(*db().Read(), kOrg, person, from, from + kMillisecondsPerDay).size();
  };
  EXPECT_EQ(taken(jada_), 0u) << "a birthday takes no hour";
  EXPECT_EQ(taken(tom_), 1u);
  EXPECT_EQ(taken(lena_), 1u);
}

INSTANTIATE_TEST_SUITE_P(Engines, HoursRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::calendar
