#include "conflict/conflict_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baton::conflict {
namespace {

using testing::ElementsAre;

constexpr Id kJim{1}, kJada{2}, kTom{3}, kLarmar{8}, kLetter{20}, kSession{21}, kWork{30}, kHome{31};

Instant At(std::string_view clock, int day = 25) {
  return *ParseInstant("2026-11-" + std::to_string(day) + "T" + std::string(clock) + ":00Z");
}
const Instant kNow = At("09:00", 24);

Block Owed(std::string_view from, std::string_view to, Id rep = kJada) {
  Block block;
  block.id = kLetter;
  block.span = {At(from), At(to)};
  block.reps = {rep};
  return block;
}
Meeting Client(std::string_view from, std::string_view to, std::vector<Id> people = {kJim},
               std::optional<Id> account = kLarmar) {
  return {Id{40}, {At(from), At(to)}, "Prices", account, std::move(people)};
}
calendar::BusyRow Event(std::string_view from, std::string_view to, std::string title = "Dentist",
                        Id calendar = kWork) {
  calendar::BusyRow row;
  row.calendar_id = calendar;
  row.starts_at = At(from);
  row.ends_at = At(to);
  row.title = std::move(title);
  return row;
}

std::vector<Found> Find(std::vector<Block> blocks, std::vector<Meeting> meetings,
                        std::vector<calendar::BusyRow> events = {}) {
  return FindConflicts(blocks, meetings, events, kNow);
}

TEST(ConflictRulesTest, AMeetingOverAnHourThatIsOwed) {
  const auto found = Find({Owed("10:30", "11:30")}, {Client("11:00", "12:00")});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].key(), (Key{BlockKind::promise, kLetter, At("10:30"), OtherKind::meeting, Id{40},
                                 At("11:00"), At("12:00")}));
  EXPECT_EQ(found[0].account_id, kLarmar);
  EXPECT_EQ(found[0].title, "Prices");
}

TEST(ConflictRulesTest, WhatIsNone) {
  EXPECT_TRUE(Find({Owed("10:30", "11:30")}, {Client("11:30", "12:00")}).empty()) << "one after the other";
  EXPECT_TRUE(Find({Owed("10:30", "11:30")}, {Client("10:00", "10:30")}).empty());
  EXPECT_TRUE(Find({Owed("10:30", "11:30")}, {Client("11:00", "12:00", {kJim}, {})}).empty()) << "no client";
  auto day = Event("10:00", "12:00");
  day.is_whole_day = true;
  EXPECT_TRUE(Find({Owed("10:30", "11:30")}, {}, {day}).empty());
  Block begun = Owed("10:30", "11:30");
  begun.span = {kNow, At("11:30")};
  EXPECT_TRUE(Find({begun}, {Client("10:30", "11:30")}).empty()) << "it is on";
}

TEST(ConflictRulesTest, WhatIsTheBlockItselfIsNoConflict) {
  const Block ride = Owed("10:30", "11:30");
  EXPECT_TRUE(Find({ride}, {Client("10:30", "12:00", {kJim, kJada})}).empty()) << "a visit together";
  EXPECT_EQ(Find({ride}, {Client("10:30", "12:00", {kJim, kTom})}).size(), 1u) << "with somebody else";
  EXPECT_EQ(Find({ride}, {Client("10:00", "12:00", {kJim, kJada})}).size(), 1u) << "another one with her";

  EXPECT_TRUE(Find({ride}, {}, {Event("10:30", "11:30", "Jim and Jada")}).empty()) << "its invitation";
  const auto found = Find({ride}, {},
                          {Event("10:30", "11:00", "Bexley"), Event("10:30", "11:30", "Jim and Jada"),
                           Event("10:30", "11:30", "Jim and Jada", kHome)});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].title, "Bexley");
}

TEST(ConflictRulesTest, AnEventIsAskedAboutOnceAndOnlyAsWhatItIs) {
  const Block letter = Owed("10:30", "11:30");
  const auto twice = Find({letter}, {}, {Event("11:00", "12:00"), Event("11:00", "12:00", "Dentist", kHome)});
  ASSERT_EQ(twice.size(), 1u) << "in two calendars";
  EXPECT_EQ(twice[0].other_kind, OtherKind::calendar);
  EXPECT_EQ(twice[0].other_id, kWork);
  EXPECT_FALSE(twice[0].account_id);
  const auto met = Find({letter}, {Client("11:00", "12:00")}, {Event("11:00", "12:00", "Larmar: prices")});
  ASSERT_EQ(met.size(), 1u);
  EXPECT_EQ(met[0].other_kind, OtherKind::meeting) << "the meeting comes back from the calendar";
  EXPECT_TRUE(Find({letter}, {Client("11:00", "12:00", {kJim}, {})}, {Event("11:00", "12:00")}).empty())
      << "known, and with no client";
}

TEST(ConflictRulesTest, TheSoonestComesFirst) {
  Block late = Owed("15:00", "16:00");
  late.kind = BlockKind::session;
  late.id = kSession;
  const auto found =
      Find({late, Owed("10:30", "11:30")}, {Client("11:00", "15:30")}, {Event("10:00", "11:00")});
  ASSERT_EQ(found.size(), 3u);
  EXPECT_THAT((std::vector{found[0].other_kind, found[1].other_kind, found[2].other_kind}),
              ElementsAre(OtherKind::calendar, OtherKind::meeting, OtherKind::meeting));
  EXPECT_EQ(found[2].block.id, kSession);
}

}  // namespace
}  // namespace baton::conflict
