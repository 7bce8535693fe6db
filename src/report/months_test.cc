#include <gtest/gtest.h>

#include <array>
#include <barrier>
#include <thread>

#include "report/directory.h"
#include "report/report_for_test.h"

namespace baton::report {
namespace {

// Months that are odd: people who move in them, leap days, ends of years, nobody above, two who close at once.
class MonthsTest : public ReportTest {};

TEST_P(MonthsTest, PeopleWhoChangeTheirManagerCountWhereTheyWere) {
  Deal(bexley_, jada_, "2026-10-10", 1'000'000);
  Deal(bexley_, jada_, "2026-10-20", 2'000'000);
  MoveTo(jada_, max_, "2026-10-15T12:00:00Z");
  EXPECT_EQ(TextOf(Of(jim_, "2026-10"), "figure.total_sales"), "$10,000");
  EXPECT_EQ(TextOf(Get(max_, Path(max_, "2026-10")), "figure.total_sales"), "$20,000");
  EXPECT_EQ(TextOf(Get(max_, Path(max_, "2026-09")), "figure.breadth"), "Not told of fewer than three reps");
}

// The day of the change belongs to whom the rep reported to at its end; together the two count all of it once, and both say so.
TEST_P(MonthsTest, TheDayOfAChangeIsCountedOnceAndBothReportsSayIt) {
  Deal(bexley_, jada_, "2026-10-14", 1'000'000);
  Deal(bexley_, jada_, "2026-10-15", 2'000'000);
  Deal(bexley_, jada_, "2026-10-16", 4'000'000);
  MoveTo(jada_, max_, "2026-10-15T00:00:00Z");
  EXPECT_EQ(TextOf(Of(jim_, "2026-10"), "figure.total_sales"), "$10,000");
  EXPECT_EQ(TextOf(Get(max_, Path(max_, "2026-10")), "figure.total_sales"), "$60,000");
  EXPECT_EQ(NoteOf(Of(jim_, "2026-10"), "scoreboard"),
            "Counted for a part of the month: Jada Ellis until Oct 14, 2026. A day belongs to whom somebody "
            "reported to "
            "at its end.");
  EXPECT_EQ(NoteOf(Get(max_, Path(max_, "2026-10")), "scoreboard"),
            "Counted for a part of the month: Jada Ellis from Oct 15, 2026 on. A day belongs to whom "
            "somebody reported to "
            "at its end.");
  EXPECT_EQ(NoteOf(Of(jim_, "2026-09"), "scoreboard").find("part of the month"), std::string::npos);
  // Back in the same month: two stretches.
  MoveTo(jada_, jim_, "2026-10-20T09:00:00Z");
  EXPECT_NE(NoteOf(Of(jim_, "2026-10"), "scoreboard")
                .find("Jada Ellis until Oct 14, 2026, Jada Ellis from Oct 20, 2026 on"),
            std::string::npos);
  EXPECT_NE(NoteOf(Get(max_, Path(max_, "2026-10")), "scoreboard").find("from Oct 15, 2026 to Oct 19, 2026"),
            std::string::npos);
  // What is closed keeps its sentence.
  ASSERT_EQ(Close(jim_, "2026-10", 0).status, 200);
  MoveTo(jada_, max_, "2026-11-24T09:00:00Z");
  EXPECT_NE(NoteOf(Of(dana_, "2026-10"), "scoreboard").find("Jada Ellis from Oct 20, 2026 on"),
            std::string::npos);
}

TEST_P(MonthsTest, LeapDaysAndYearEndsStandInTheirMonth) {
  now_ = *ParseInstant("2028-03-05T09:00:00Z");
  Deal(bexley_, jada_, "2027-12-31", 1'000'000);
  Deal(bexley_, jada_, "2028-01-01", 2'000'000);
  Deal(bexley_, jada_, "2028-02-29", 4'000'000);
  Deal(bexley_, jada_, "2028-03-01", 8'000'000);
  EXPECT_EQ(TextOf(Of(jim_, "2027-12"), "figure.total_sales"), "$10,000");
  EXPECT_EQ(TextOf(Of(jim_, "2028-01"), "figure.total_sales"), "$20,000");
  EXPECT_EQ(TextOf(Of(jim_, "2028-02"), "figure.total_sales"), "$40,000");
  EXPECT_EQ(TextOf(Of(jim_, "2028-03"), "figure.total_sales"), "$80,000");
  EXPECT_EQ(Of(jim_, "2028-02").Said("/page/to_on"), "2028-02-29");
  EXPECT_EQ(Close(jim_, "2028-02", 0).status, 200);
}

// Nobody above, nobody below.
TEST_P(MonthsTest, AnOrganizationWithOneManagerHasReports) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET deleted_at = $1 WHERE org_id = $2 AND id <> $3",
               now_ - 90 * kMillisecondsPerDay, kOrg, jim_);
    tx.Execute("UPDATE person SET manager_id = NULL WHERE org_id = $1 AND id = $2", kOrg, jim_);
  });
  Deal(larmar_, jim_, "2026-10-10");
  const auto reply = Of(jim_, "2026-10");
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(TextOf(reply, "figure.total_wins"), "1");
  EXPECT_EQ(TextOf(reply, "figure.breadth"), "Not told of fewer than three reps");
  ASSERT_EQ(Close(jim_, "2026-10", 0).status, 200);
  EXPECT_EQ(Get(jim_, "/api/v1/reports").at("/people").as_array().size(), 1U);
}

// One row is frozen; the other is told that it is.
TEST_P(MonthsTest, OfTwoWhoCloseAtOnceOneDoes) {
  std::barrier begin(2);
  std::array<std::optional<Result<Report>>, 2> answers;
  const auto close = [&](std::size_t i) {
    begin.arrive_and_wait();
    answers[i] = db().Write([&](db::Tx& tx) -> Result<Report> {
      const auto asked = AskFor(tx, kOrg, jim_, *ParseMonth("2026-10"), now_);
      action::Action action(tx, {kOrg, jim_}, "report.close", now_);
      return report::Close(action, *asked);
    });
  };
  std::thread first(close, 0), second(close, 1);
  first.join();
  second.join();
  ASSERT_NE(answers[0]->has_value(), answers[1]->has_value());
  const auto& told = answers[0]->has_value() ? *answers[1] : *answers[0];
  EXPECT_EQ(told.error().kind, Kind::conflict);
  EXPECT_EQ(told.error().message.key, "problem.report.closed");
  EXPECT_EQ(*db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM monthly_report WHERE org_id = $1 AND manager_id = $2", kOrg, jim_),
            1);
  EXPECT_EQ(NoticesOf(dana_), 1) << "told once";
}

INSTANTIATE_TEST_SUITE_P(Engines, MonthsTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::report
