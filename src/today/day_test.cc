#include "today/day.h"

#include <gtest/gtest.h>

#include "coaching/promise_for_test.h"

namespace baton::today {
namespace {

constexpr Id kJim{1}, kJada{2}, kDana{3}, kTom{4}, kLarmar{9};

book::CalendarEntry Entry(std::int64_t id, std::string_view at, std::optional<Id> account = {}) {
  book::CalendarEntry entry;
  entry.id = Id{id};
  entry.subject = "Talk";
  entry.starts_at = *ParseInstant(at);
  entry.minutes = 30;
  entry.account_id = account;
  return entry;
}

coaching::Promise Promised(std::string_view at) { return coaching::PromiseOf(kJim, kJada, at, {}); }

TEST(DayTest, TellsCoachingFromSelling) {
  struct Case {
    const char* name;
    std::optional<Id> account;
    std::vector<Id> people;
    bool is_manager;
    DayKind kind;
  };
  const Case cases[] = {
      {"a manager with a rep", {}, {kJim, kJada}, true, DayKind::coaching},
      {"a manager with a rep at a client", kLarmar, {kJim, kJada}, true, DayKind::coaching},
      {"a manager at a client", kLarmar, {kJim}, true, DayKind::selling},
      {"a manager with the boss", {}, {kJim, kDana}, true, DayKind::other},
      {"a manager alone", {}, {kJim}, true, DayKind::other},
      {"a rep with the manager", {}, {kJim, kJada}, false, DayKind::coaching},
      {"a rep with the manager at a client", kLarmar, {kJim, kJada}, false, DayKind::other},
      {"a rep at a client", kLarmar, {kJada}, false, DayKind::other},
      {"a rep with a colleague", {}, {kJada, kTom}, false, DayKind::other},
  };
  for (const Case& one : cases) {
    const auto entry = Entry(7, "2026-11-24T09:00:00Z", one.account);
    const DayOwner owner =
        one.is_manager ? DayOwner{kJim, true, {kJada, kTom}, kDana} : DayOwner{kJada, false, {}, kJim};
    const auto pieces = LayDay(std::span(&entry, 1), {{Id{7}, one.people}}, {}, owner);
    ASSERT_EQ(pieces.size(), 1u);
    EXPECT_EQ(pieces[0].kind, one.kind) << one.name;
  }
}

TEST(DayTest, APromiseInTheCalendarIsShownOnce) {
  const std::vector entries{Entry(7, "2026-11-24T10:30:00Z"), Entry(8, "2026-11-24T09:00:00Z", kLarmar)};
  const std::vector promises{Promised("2026-11-24T10:30:00Z")};
  const auto pieces =
      LayDay(entries, {{Id{7}, {kJim, kJada}}, {Id{8}, {kJim}}}, promises, {kJim, true, {kJada}, {}});
  ASSERT_EQ(pieces.size(), 2u);
  EXPECT_EQ(pieces[0].kind, DayKind::selling);  // by time
  EXPECT_TRUE(pieces[1].is_promise);
  EXPECT_EQ(pieces[1].minutes, 60);
  EXPECT_EQ(pieces[1].person_id, kJada);
  const auto hers = LayDay({}, {}, promises, {kJada, false, {}, kJim});
  EXPECT_EQ(hers[0].person_id, kJim);
}

TEST(DayTest, ASessionIsCoachingAndShownOnceAnHour) {
  const std::vector entries{Entry(7, "2026-11-24T09:00:00Z")};
  const std::vector promises{Promised("2026-11-24T10:30:00Z")};
  auto pieces = LayDay(entries, {{Id{7}, {kJim, kTom}}}, promises, {kJim, true, {kJada, kTom}, {}});
  const auto session = [](std::string_view at, std::vector<Id> with) {
    return DaySession{"One-to-one", *ParseInstant(at), 45, std::move(with)};
  };
  AddSessions(pieces, std::vector{session("2026-11-24T10:45:00Z", {kJada}),  // within the promise to Jada
                                  session("2026-11-24T09:00:00Z", {kTom}),   // in the calendar already
                                  session("2026-11-24T11:00:00Z", {kTom}),   // not with whom it is promised
                                  session("2026-11-24T14:00:00Z", {kTom, kDana})});  // a group
  ASSERT_EQ(pieces.size(), 4u);
  EXPECT_EQ(pieces[2].kind, DayKind::coaching);
  EXPECT_EQ(pieces[2].person_id, kTom);
  EXPECT_EQ(pieces[2].title, "One-to-one");
  EXPECT_EQ(pieces[3].minutes, 45);
  EXPECT_FALSE(pieces[3].person_id);

  AddSessions(pieces,
              std::vector{session("2026-11-24T11:15:00Z", {kJada})});  // longer than the promise to her
  EXPECT_EQ(pieces.size(), 5u) << "its last half hour is taken too";
}

TEST(DayTest, PartsOfADay) {
  EXPECT_EQ(PartOfDayAt(0), PartOfDay::morning);
  EXPECT_EQ(PartOfDayAt(12 * 60), PartOfDay::afternoon);
  EXPECT_EQ(PartOfDayAt(18 * 60), PartOfDay::evening);
}

TEST(DayTest, ShowsWhatStandsInTheOwnCalendarBesides) {
  const Instant at = *ParseInstant("2026-11-24T10:30:00Z");
  std::vector<DayPiece> pieces{
      {.title = "Letter", .starts_at = at, .minutes = 60, .person_id = {}, .account_id = {}}};
  const auto row = [](Instant from, std::string title, bool is_whole_day) {
    return calendar::BusyRow{.org_id = {},
                             .id = {},
                             .calendar_id = {},
                             .person_id = {},
                             .starts_at = from,
                             .ends_at = from + 30 * kMillisecondsPerMinute,
                             .title = std::move(title),
                             .is_whole_day = is_whole_day};
  };
  const Instant before = at - 60 * kMillisecondsPerMinute;
  const std::vector rows{row(at, "Letter with Jada", false), row(at, "Bexley", false), row(before, "", false),
                         row(before, "Fair", true)};
  AddBusy(pieces, rows, "Busy");
  ASSERT_EQ(pieces.size(), 3u) << "one of what begins with the letter is the letter";
  EXPECT_EQ(pieces[0].title, "Busy");
  EXPECT_EQ(pieces[0].minutes, 30);
  EXPECT_EQ(pieces[1].title, "Letter");
  EXPECT_EQ(pieces[2].title, "Bexley");
}

}  // namespace
}  // namespace baton::today
