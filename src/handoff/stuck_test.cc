#include "handoff/stuck.h"

#include <gtest/gtest.h>

#include "base/zone.h"
#include "handoff/progress.h"
#include "handoff/team_for_test.h"

namespace baton::handoff {
namespace {

Handoff Planned(const char* week) {
  Handoff one;
  one.introduction_on = *ParseDay(week);
  return one;
}
const Instant kLater = *ParseInstant("2026-11-24T10:00:00Z");

TEST(IsStuckTest, OnceItsWeekIsOverAndNobodyWasIntroduced) {
  const Handoff one = Planned("2026-11-16");
  EXPECT_FALSE(IsStuck(one, *ParseDay("2026-11-22"))) << "Sunday of the week";
  EXPECT_TRUE(IsStuck(one, *ParseDay("2026-11-23")));
  EXPECT_FALSE(IsStuck(Handoff{}, *ParseDay("2026-11-23"))) << "no week is planned";
  Handoff other = one;
  other.introduced_at = kLater;
  EXPECT_FALSE(IsStuck(other, *ParseDay("2026-11-24")));
  EXPECT_TRUE(IsStuck(AsOf(other, *ParseDay("2026-11-23"), "UTC"), *ParseDay("2026-11-24")));
  other = one;
  other.owned_at = kLater;
  EXPECT_FALSE(IsStuck(other, *ParseDay("2026-11-24"))) << "owned, though nobody noted an introduction";
  other = one;
  other.ended_at = kLater;
  EXPECT_FALSE(IsStuck(other, *ParseDay("2026-11-24")));
  other = one;
  other.paused_until_on = *ParseDay("2026-11-25");
  EXPECT_FALSE(IsStuck(other, *ParseDay("2026-11-24")));
  EXPECT_TRUE(IsStuck(other, *ParseDay("2026-11-25"))) << "it goes on by itself";
}

class StuckCountTest : public TeamTest {
  void AddRoutes(http::Router&) override {}
};

// Each way that a handoff can stand, by the rule and by the condition of SQL.
TEST_P(StuckCountTest, TheConditionOfSqlCountsTheSame) {
  const Day today = DayIn(now_, "UTC");
  std::int64_t stuck = 0;
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "test.insert", now_);
    for (const int planned : {-8, -7, -6, 7}) {
      for (const int paused : {0, -1, 1}) {
        for (const Stage stage : {Stage::accepted, Stage::introduced, Stage::owned}) {
          Handoff one;
          one.account_id = AddAccount(action, "Client", "Food", 1, jim_);
          one.from_id = jim_;
          one.to_id = jada_;
          one.proposed_at = now_;
          one.introduction_on = today + planned;
          if (paused != 0) one.paused_until_on = today + paused;
          one.stage = stage;
          if (stage == Stage::introduced) one.introduced_at = now_;
          if (stage == Stage::owned) one.owned_at = now_;
          stuck += IsStuck(action.Insert(one), today) ? 1 : 0;
        }
      }
    }
  });
  std::int64_t counted = 0;
  for (const Progress& one : CountProgress(*db().Read(), kOrg, std::vector{jim_}, today)) counted += one.late;
  EXPECT_EQ(stuck, 4);
  EXPECT_EQ(counted, stuck);
}

INSTANTIATE_TEST_SUITE_P(Engines, StuckCountTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::handoff
