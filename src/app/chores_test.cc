#include "app/chores.h"

#include <gtest/gtest.h>

#include "action/action.h"
#include "db/test_database.h"
#include "people/organization.h"

namespace baton::app {
namespace {

class ChoresTest : public db::DatabaseTest {
 protected:
  std::int64_t Count(const std::string& what) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + what);
  }
};

TEST_P(ChoresTest, SweepsWhatIsOverAndComesBackTomorrow) {
  FixedClock clock(Instant{1'800'000'000'000});
  const Instant now = clock.Now();
  const auto session = [&](std::int64_t id, Instant expires_at) {
    db().Write([&](db::Tx& tx) {
      tx.Execute(
          "INSERT INTO session (id, token_hash, previous_token_hash, rotated_at, org_id, person_id, "
          "created_at, used_at, "
          "expires_at, device) VALUES ($1, $2, NULL, 0, 1, 1, 0, 0, $3, '')",
          id, std::to_string(id), expires_at);
    });
  };
  session(1, now - 1);
  session(2, now + 1);
  ScheduleChores(db(), now);
  ScheduleChores(db(), now);
  EXPECT_EQ(Count("job"), 1);

  job::Runner runner(db(), clock);
  AddChores(runner, {}, nullptr);
  EXPECT_EQ(runner.RunDue(), 1);
  EXPECT_EQ(Count("session"), 1);
  EXPECT_EQ(Count("job WHERE state = 'waiting'"), 1);
  EXPECT_EQ(runner.RunDue(), 0);
  clock.Set(now + kMillisecondsPerDay);
  EXPECT_EQ(runner.RunDue(), 1);
}

// Sealed words that nothing points to go a month after the chores saw them so.
TEST_P(ChoresTest, TakesUnusedWordsAway) {
  constexpr Id kOrg{1};
  FixedClock clock(Instant{1'800'000'000'000});
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "organization.create", clock.Now());
    people::Organization organization;
    organization.org_id = kOrg;
    organization.name = "Northwind";
    organization.currency = "USD";
    organization.time_zone = "UTC";
    people::InsertOrganization(action, organization);
    tx.Execute("INSERT INTO coaching_text (org_id, id, sealed, written_at) VALUES ($1, 5, 'x', 0)", kOrg);
  });
  job::Runner runner(db(), clock);
  AddChores(runner, {}, nullptr);
  ScheduleChores(db(), clock.Now());
  runner.RunDue();
  EXPECT_EQ(Count("coaching_text WHERE unused_at IS NOT NULL"), 1);
  clock.Set(clock.Now() + 31 * kMillisecondsPerDay);
  runner.RunDue();
  EXPECT_EQ(Count("coaching_text"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, ChoresTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::app
