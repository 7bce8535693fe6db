#include "watch/watch.h"

#include <gtest/gtest.h>

#include "base/clock.h"
#include "db/test_database.h"
#include "job/runner.h"
#include "watch/anew.h"

namespace baton::watch {
namespace {

constexpr Id kOrg{7};
constexpr Instant kNow{1'800'000'000'000};

class WatchTest : public db::DatabaseTest {
 protected:
  // A change of a row, long ago: an id below all that the database gives.
  void Change(std::int64_t id, const std::string& table, Id row_id) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("INSERT INTO action (org_id, id, kind, cause, at) VALUES ($1, $2, 'test.deed', '', 0)", kOrg,
                 Id{id});
      tx.Execute("INSERT INTO change (org_id, id, action_id, table_name, row_id) VALUES ($1, $2, $2, $3, $4)",
                 kOrg, Id{id}, table, row_id);
    });
  }
  Watch Watcher(const std::string& marks, std::vector<Id>& deals, std::size_t at_once = 10) {
    return {.marks = marks,
            .at_once = at_once,
            .begin = [this](db::Connection&, Id, std::optional<Instant> since, Instant) -> Candidates {
              begun_.push_back(since);
              return {};
            },
            .judge =
                [this, &deals](db::Tx&, Id, const Candidates& candidates, Instant) {
                  ++pieces_;
                  deals.insert(deals.end(), candidates.deals.begin(), candidates.deals.end());
                  return static_cast<int>(candidates.deals.size());
                }};
  }
  Id MarkOf(const std::string& table) {
    return db()
        .Read()
        ->QueryValue<Id>("SELECT change_id FROM " + table + " WHERE org_id = $1", kOrg)
        .value_or(Id{});
  }

  std::vector<Id> one_, other_;
  std::vector<std::optional<Instant>> begun_;
  int pieces_ = 0;
};

TEST_P(WatchTest, AFirstLookBeginsAtTheEndOfTheLog) {
  Change(10, "opportunity", Id{1});
  const Watch watch = Watcher("win_look", one_);
  EXPECT_EQ(Look(db(), kOrg, kNow, std::span(&watch, 1)), 0);
  EXPECT_FALSE(begun_.back());
  EXPECT_EQ(MarkOf("win_look"), Id{10});
  Change(11, "opportunity", Id{2});
  Change(12, "account", Id{3});
  Change(13, "opportunity", Id{2});
  EXPECT_EQ(Look(db(), kOrg, kNow + 1, std::span(&watch, 1)), 1) << "a row once, and nothing else";
  EXPECT_EQ(begun_.back(), kNow);
  EXPECT_EQ(one_, std::vector{Id{2}});
  EXPECT_EQ(Look(db(), kOrg, kNow + 2, std::span(&watch, 1)), 0);
}

// The log is read once for all, from the one that is furthest behind.
TEST_P(WatchTest, EachKeepsItsOwnMark) {
  Change(10, "opportunity", Id{1});
  const std::vector<Watch> both{Watcher("win_look", one_), Watcher("takeover_look", other_)};
  Look(db(), kOrg, kNow, std::span(both.data(), 1));
  Change(11, "opportunity", Id{2});
  EXPECT_EQ(Look(db(), kOrg, kNow, both), 2);
  EXPECT_EQ(one_, std::vector{Id{2}});
  EXPECT_EQ(other_, std::vector{Id{2}});
  EXPECT_EQ(MarkOf("win_look"), Id{11});
  EXPECT_EQ(MarkOf("takeover_look"), Id{11});
}

TEST_P(WatchTest, JudgesAPieceAtATimeAndBeginsAgainWhereItWasCut) {
  const Watch watch = Watcher("win_look", one_, 2);
  Look(db(), kOrg, kNow, std::span(&watch, 1));
  for (int i = 1; i <= 5; ++i) Change(10 + i, "opportunity", Id{i});
  EXPECT_EQ(Look(db(), kOrg, kNow, std::span(&watch, 1), [] { return true; }), 0);
  EXPECT_EQ(MarkOf("win_look"), Id{});
  EXPECT_EQ(Look(db(), kOrg, kNow, std::span(&watch, 1)), 5);
  EXPECT_EQ(pieces_, 3);
}

// What is committed late may have an id from before.
TEST_P(WatchTest, TheLastMinutesAreReadAgain) {
  const Watch watch = Watcher("win_look", one_);
  Look(db(), kOrg, kNow, std::span(&watch, 1));
  Change(db().NewId().value, "opportunity", Id{1});
  EXPECT_EQ(Look(db(), kOrg, kNow, std::span(&watch, 1)), 1);
  EXPECT_EQ(Look(db(), kOrg, kNow, std::span(&watch, 1)), 1);
}

TEST_P(WatchTest, OneJobOfAKindWaits) {
  ScheduleLooks(db(), kNow);
  ScheduleLooks(db(), kNow);
  db().Write([&](db::Tx& tx) {
    LookSoon(tx, kOrg, kNow);
    LookSoon(tx, kOrg, kNow);
  });
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM job"), 2);
}

TEST_P(WatchTest, WhatIsJudgedAsItStandsIsAskedAtEachLook) {
  const FixedClock clock(kNow);
  job::Runner runner(db(), clock, {});
  std::vector<Id> glanced;
  AddLookJobs(runner, {}, {[&](db::Database&, Id org_id, Instant) { glanced.push_back(org_id); }});
  db().Write([&](db::Tx& tx) { LookSoon(tx, kOrg, kNow); });
  runner.RunDue();
  EXPECT_EQ(glanced, std::vector{kOrg});
}

// Told before each part, so that the last one's end is told by nobody else.
TEST_P(WatchTest, WhatIsWorkedOutAnewEndsAtAllOfIt) {
  const FixedClock clock(kNow);
  job::Runner runner(db(), clock, {});
  const Anew anew{.kind = "test.anew",
                  .is_due = [](db::Connection&, Id, Instant) { return true; },
                  .took_ms = [](db::Connection&, Id) { return std::int64_t{0}; },
                  .work = [](db::Database&, Id, Instant,
                             const Tell& tell) { return tell(0, 3) && tell(1, 3) && tell(2, 3); }};
  AddAnewJob(runner, anew);
  LookAnew(db(), kOrg, kNow, anew);
  db().Write([](db::Tx& tx) { tx.Execute("UPDATE job SET run_at = 0"); });
  EXPECT_EQ(runner.RunDue(), 1);
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>("SELECT done FROM job"), 3);
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>("SELECT total FROM job"), 3);
}

INSTANTIATE_TEST_SUITE_P(Engines, WatchTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::watch
