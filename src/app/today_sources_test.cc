#include "app/today_sources.h"

#include <gtest/gtest.h>

#include "base/zone.h"
#include "handoff/team_for_test.h"
#include "report/report_row.h"
#include "today/today_routes.h"

namespace baton::app {
namespace {

// Now is Tuesday 2026-11-24. Jim leads three reps, Max nobody.
class TodaySourcesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { today::AddTodayRoutes(router, SourcesOfToday()); }

  // As the test's people came into Baton that day.
  void CameOn(std::string_view day) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE person SET created_at = $1 WHERE org_id = $2", ToInstant({*ParseDay(day), 0}, "UTC"),
                 kOrg);
    });
  }
  void BeganOn(std::string_view day) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("DELETE FROM ninety_days WHERE org_id = $1", kOrg);
      tx.Execute(
          "INSERT INTO ninety_days (org_id, id, version, person_id, starts_on, stop_text) VALUES ($1, 1, 1, "
          "$2, $3, '')",
          kOrg, jim_, *ParseDay(day));
    });
  }
  // "link: title" of what waits; nothing of what else could.
  std::string Waiting(Id person) {
    const auto today = Get(person, "/api/v1/today");
    EXPECT_EQ(today.status, 200) << today.text;
    std::string all;
    for (const json::Value& one : today.at("/waiting").as_array()) {
      const std::string kind(one.at("kind").as_string());
      if (kind != "report" && kind != "ninety_days") continue;
      all += std::string(one.at("link").as_string()) + ": " + std::string(one.at("title").as_string()) + "\n";
    }
    return all;
  }
};

TEST_P(TodaySourcesTest, LastMonthsReportWaitsUntilItIsClosed) {
  EXPECT_EQ(Waiting(jim_), "") << "he came into Baton in November";
  CameOn("2026-10-31");
  EXPECT_EQ(Waiting(jim_), "/report?month=2026-10: October is ready to be closed\n");
  for (const Id other : {max_, dana_, jada_, ann_}) EXPECT_EQ(Waiting(other), "");
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "report.close", now_);
    report::Report report{.manager_id = jim_, .month_on = *ParseDay("2026-10-01"), .frozen = "", .logo = ""};
    const auto draft = action.Insert(report);
    report = draft;
    report.closed_at = now_;
    EXPECT_TRUE(action.Update(draft, report));
  });
  EXPECT_EQ(Waiting(jim_), "");
  now_ = *ParseInstant("2026-12-01T09:00:00Z");
  EXPECT_EQ(Waiting(jim_), "/report?month=2026-11: November is ready to be closed\n");
}

TEST_P(TodaySourcesTest, TheNinetyDaysAreThereFromTheSecondToTheLast) {
  CameOn("2026-09-01");
  BeganOn("2026-11-24");
  EXPECT_EQ(Waiting(jim_), "") << "nor a report of a month in which he did not lead";
  BeganOn("2026-11-13");
  EXPECT_EQ(Waiting(jim_), "/ninety-days: Day 12 of your first 90\n");
  EXPECT_EQ(Waiting(dana_), "");
  now_ = *ParseInstant("2027-02-10T09:00:00Z");
  EXPECT_NE(Waiting(jim_).find("Day 90 of your first 90"), std::string::npos);
  now_ = *ParseInstant("2027-02-11T09:00:00Z");
  EXPECT_EQ(Waiting(jim_).find("your first 90"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Engines, TodaySourcesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::app
