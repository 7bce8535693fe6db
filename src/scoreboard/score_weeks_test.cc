#include "scoreboard/score_weeks.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "people/person.h"
#include "scoreboard/scoreboard_for_test.h"

namespace baton::scoreboard {
namespace {

constexpr int kSummedPeople = 40;
constexpr int kSummedWeeks = 30;
constexpr int kDaysOfWeek = 7;

struct CellRow : WeekSums {
  static constexpr std::string_view kTable = "score_week";
  Id org_id;
  Id person_id;
};
BOOST_DESCRIBE_STRUCT(CellRow, (WeekSums), (org_id, person_id))

class ScoreWeeksTest : public ScoreboardTest {
 protected:
  void SetUp() override {
    ScoreboardTest::SetUp();
    if (IsSkipped()) return;
    db().Write([&](db::Tx& tx) {
      std::vector<people::Person> rows;
      for (int i = 0; i < kSummedPeople; ++i) {
        people::Person person{.org_id = kOrg, .id = tx.NewId(), .version = 1};
        person.name = person.name_fold = "rep " + std::to_string(i);
        person.role = access::Role::rep;
        reps_.push_back(person.id);
        rows.push_back(person);
      }
      tx.InsertMany(people::Person::kTable, rows);
    });
    for (int week = 0; week < kSummedWeeks; ++week) {
      for (const Id rep : reps_) {
        if (Below(4) > 0) Change(week, rep);
      }
      for (const Id other : {jim_, dana_}) Change(week, other);
    }
  }

  Day Week(int at) const { return MondayOf(Today()) - kDaysOfWeek * at; }
  int Below(int most) { return static_cast<int>(random_() % static_cast<std::uint64_t>(most)); }

  // What somebody has in a week becomes something else, as the job does it.
  void Change(int week, Id person) {
    CellRow cell;
    cell.org_id = kOrg;
    cell.person_id = person;
    cell.week = Week(week);
    cell.won = Below(5);
    cell.lost = Below(5);
    cell.known = cell.won;
    cell.minor = cell.won * Below(1'000'000);
    cell.squares = static_cast<double>(cell.minor) * static_cast<double>(cell.minor);
    cell.no_limit = Below(2);
    cell.unmet = Below(2);
    cell.entered = Below(6);
    cell.entered_late = Below(2);
    cells_[{cell.week, person}] = cell;
    db().Write([&](db::Tx& tx) {
      tx.Execute("DELETE FROM score_week WHERE org_id = $1 AND week = $2 AND person_id = $3", kOrg, cell.week,
                 person);
      tx.InsertMany(CellRow::kTable, std::vector{cell});
      MarkStale(tx, kOrg, std::array{Id{cell.week.days}});
    });
  }

  // Row by row.
  std::vector<WeekSums> Naive(Span weeks, std::span<const Id> reps) const {
    std::map<Day, WeekSums> sums;
    for (const auto& [key, cell] : cells_) {
      if (!weeks.Holds(key.first) || std::ranges::find(reps, key.second) == reps.end()) continue;
      WeekSums& sum = sums[key.first];
      sum.week = key.first;
      sum.won += cell.won;
      sum.lost += cell.lost;
      sum.known += cell.known;
      sum.minor += cell.minor;
      sum.squares += cell.squares;
      sum.no_limit += cell.no_limit;
      sum.unmet += cell.unmet;
      sum.entered += cell.entered;
      sum.entered_late += cell.entered_late;
    }
    std::vector<WeekSums> rows;
    for (const auto& [week, sum] : sums) rows.push_back(sum);
    return rows;
  }

  void ExpectRight(std::span<const Id> reps, const std::string& when) {
    for (const int from : {kSummedWeeks - 1, 12, 0}) {
      const Span weeks{Week(from), Week(0)};
      const auto told = SumsOfWeeks(*db().Read(), kOrg, weeks, reps);
      const auto right = Naive(weeks, reps);
      ASSERT_EQ(told.size(), right.size()) << when;
      for (std::size_t i = 0; i < told.size(); ++i) EXPECT_TRUE(told[i].Equals(right[i])) << when << ' ' << i;
    }
    EXPECT_TRUE(WrongTotals(*db().Read(), kOrg).empty()) << when;
  }

  std::mt19937_64 random_{7};
  std::vector<Id> reps_;
  std::map<std::pair<Day, Id>, CellRow> cells_;
};

TEST_P(ScoreWeeksTest, AreThoseOfTheirRowsForFewAndForNearlyAll) {
  for (int round = 0; round < 12; ++round) {
    const std::span all(reps_);
    for (const std::size_t most : {std::size_t{3}, std::size_t{20}, std::size_t{37}, all.size()}) {
      ExpectRight(all.first(most), std::to_string(round) + " of " + std::to_string(most));
    }
    if (round % 3 == 0) KeepTotals(db(), kOrg, now_);
    for (int i = 0; i < 3; ++i)
      Change(Below(kSummedWeeks),
             Below(4) == 0 ? jim_ : reps_[static_cast<std::size_t>(Below(kSummedPeople))]);
  }
}

// What the sums are for: of nearly everybody no row a person is read, but those of the few others.
TEST_P(ScoreWeeksTest, AreReadFromTheTotals) {
  KeepTotals(db(), kOrg, now_);
  db().Write([&](db::Tx& tx) {
    tx.Execute("DELETE FROM score_week WHERE org_id = $1 AND person_id = $2", kOrg, reps_.front());
  });
  const Span weeks{Week(kSummedWeeks - 1), Week(0)};
  const auto told = SumsOfWeeks(*db().Read(), kOrg, weeks, reps_);
  const auto right = Naive(weeks, reps_);
  ASSERT_EQ(told.size(), right.size());
  for (std::size_t i = 0; i < told.size(); ++i) EXPECT_TRUE(told[i].Equals(right[i])) << i;
  EXPECT_FALSE(WrongTotals(*db().Read(), kOrg).empty())
      << "and the check says that they are not those of the rows";
}

TEST_P(ScoreWeeksTest, AreFoundWrongWhereOneIsMissing) {
  KeepTotals(db(), kOrg, now_);
  db().Write([&](db::Tx& tx) {
    tx.Execute("DELETE FROM score_total WHERE org_id = $1 AND week = $2", kOrg, Week(3));
    tx.Execute("UPDATE score_total SET unmet = unmet + 1 WHERE org_id = $1 AND week = $2", kOrg, Week(8));
    tx.Execute("DELETE FROM score_week WHERE org_id = $1 AND week = $2", kOrg, Week(9));
  });
  std::vector<Day> wrong = WrongTotals(*db().Read(), kOrg);
  std::ranges::sort(wrong);
  EXPECT_EQ(wrong, (std::vector{Week(9), Week(8), Week(3)}));
}

INSTANTIATE_TEST_SUITE_P(Engines, ScoreWeeksTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::scoreboard
