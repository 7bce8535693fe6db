#include "scoreboard/scores.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>

#include "book/stage.h"
#include "coaching/promise.h"
#include "db/statement_count.h"
#include "handoff/handoff.h"
#include "people/organization.h"
#include "scoreboard/courses.h"
#include "scoreboard/gather_more.h"
#include "scoreboard/more.h"
#include "scoreboard/score_weeks.h"
#include "scoreboard/scoreboard_for_test.h"
#include "takeover/takeover.h"

namespace baton::scoreboard {
namespace {

class ScoresTest : public ScoreboardTest {
 protected:
  void SetUp() override {
    ScoreboardTest::SetUp();
    if (IsSkipped()) return;
    for (const auto category : {book::StageCategory::early, book::StageCategory::proposal}) {
      book::Stage stage;
      stage.name = stage.name_fold = "scored" + std::to_string(stages_.size());
      stage.category = category;
      stages_.push_back(Insert(stage, now_));
    }
  }

  // As it is counted from sums, and from each deal.
  GatherAsked Asked(std::size_t many_reps) {
    const auto organization = people::FindOrganization(*db().Read(), kOrg);
    return {.manager_id = jim_,
            .reader = {kOrg, jim_, access::Role::manager, access::TokenScope::all, Id{}, "en"},
            .now = now_,
            .zone = organization->time_zone,
            .currency = organization->currency,
            .many_reps = many_reps};
  }
  std::vector<std::string> Told(std::size_t many_reps, const char* name) {
    const GatherAsked asked = Asked(many_reps);
    auto reader = db().Read();
    const auto period = ParsePeriod(name, DayIn(now_, asked.zone));
    const Below below = FindBelow(*reader, asked);
    Board board = GatherBoard(*reader, asked, below, *period);
    const Span compared = board.against == Against::year_ago ? period->YearAgo() : period->WeeksBefore();
    for (scoreboard::Figure& figure :
         MoreFiguresOf(GatherMore(*reader, asked, below, period->span, compared))) {
      board.figures.push_back(std::move(figure));
    }
    std::vector<std::string> told;
    for (const Tally* tally : {&board.now, &board.before}) {
      told.push_back(fmt::format("{} {} {} {} {}; {} {} {} {}", tally->touched, tally->handed, tally->without,
                                 tally->personal, tally->joint, tally->enabled_minor, tally->without_minor,
                                 tally->personal_minor, tally->joint_minor));
    }
    std::map<Day, std::int64_t> weeks;
    for (const WeekWins& one : board.weeks) weeks[one.week] += one.won;
    for (const WinLine& line : board.wins) {
      if (line.kind == WinKind::without) ++weeks[MondayOf(line.won_on)];
    }
    for (const auto& [week, won] : weeks) told.push_back(fmt::format("{} {}", ToText(week), won));
    for (const scoreboard::Figure& figure : board.figures) {
      std::string text = fmt::format(
          "{} {} {:.9g} {:.9g} {:.9g} {} of {}, {} rows:", static_cast<int>(figure.key),
          static_cast<int>(figure.guard), figure.value.value_or(-1), figure.low.value_or(-1),
          figure.high.value_or(-1), figure.count, figure.of, std::ssize(figure.rows) + figure.more_rows);
      for (const Beside& one : figure.beside)
        text += fmt::format(" {}={}", static_cast<int>(one.key), one.value);
      told.push_back(std::move(text));
    }
    return told;
  }
  static std::string ToText(Day day) { return std::to_string(day.days); }

  void Look() {
    const std::array watches{Courses(), KeptScores()};
    watch::Look(db(), kOrg, now_, watches);
    KeepTotals(db(), kOrg, now_);
  }
  // The marks lie two minutes back, so that a change that was committed late is not missed; a test has no two minutes.
  void Settle() {
    db().Write([&](db::Tx& tx) {
      for (const char* table : {"deal_course_look", "score_look"}) {
        tx.Execute(fmt::format("UPDATE {} SET change_id = (SELECT MAX(change.id) FROM change WHERE "
                               "change.org_id = $1) WHERE org_id = $1",
                               table),
                   kOrg);
      }
    });
  }
  bool IsKept() {
    const GatherAsked asked = Asked(0);
    return OpenScores(*db().Read(), asked, 3).has_value();
  }

  void ExpectSame(const std::string& when) {
    for (const char* period : {"13w", "52w"})
      EXPECT_EQ(Told(0, period), Told(99, period)) << period << ' ' << when;
    auto reader = db().Read();
    const GatherAsked asked = Asked(0);
    if (const auto scores = OpenScores(*reader, asked, 3)) {
      const std::array reps{jada_, tom_, lena_};
      const auto ids = [](const std::vector<book::TeamDeal>& deals) {
        std::vector<Id> found;
        for (const book::TeamDeal& deal : deals) found.push_back(deal.id);
        return found;
      };
      EXPECT_EQ(ids(scores->LatestClosed({Today() - 300, Today()}, reps, 7)),
                ids(book::FindLatestClosed(*reader, kOrg, reps, Today() - 300, Today(), 7)))
          << when;
    }
    const ScoreCheck check = CheckScores(*reader, kOrg);
    EXPECT_TRUE(check.faults.empty()) << when << ": " << check.faults.front().deal_id.value;
    EXPECT_TRUE(check.weeks.empty()) << when;
  }

  template <class Row, class Change>
  void Edit(Row& row, const Change& change) {
    row = *db().Write([&](db::Tx& tx) -> Result<Row> {
      action::Action action(tx, {kOrg, jada_}, "test.change", now_);
      Row after = row;
      change(after);
      return action.Update(row, after);
    });
  }

  std::vector<book::Stage> stages_;
  std::vector<book::Opportunity> deals_;
  std::vector<book::Activity> meetings_;
};

TEST_P(ScoresTest, CountWhatTheManagerHadNothingToDoWith) {
  Deal(larmar_, jada_, 10, book::OpportunityStatus::won, 300);
  Deal(bexley_, tom_, 20, book::OpportunityStatus::won, 500);
  Deal(bexley_, tom_, 20, book::OpportunityStatus::lost);
  Deal(wren_, jim_, 30);
  EXPECT_FALSE(IsKept());
  Look();
  Settle();
  ASSERT_TRUE(IsKept());
  auto reader = db().Read();
  const auto open = Scores::Open(*reader, kOrg, "UTC", "USD");
  const Span span{MondayOf(Today()) - 84, Today()};
  const auto sums = open->Closed(span, std::vector{jada_, tom_}, {});
  EXPECT_EQ(sums.rest.won, 2);
  EXPECT_EQ(sums.rest.lost, 1);
  EXPECT_EQ(sums.rest.minor, 800);
  EXPECT_EQ(sums.rest.squares, 90'000 + 250'000);
  EXPECT_EQ(sums.rest.unmet, 2);
  EXPECT_EQ(sums.weeks.size(), 2u);
  EXPECT_EQ(open->Closed(span, std::vector{jada_}, {}).rest.minor, 300);
  const auto won = open->Won(span, std::vector{tom_, lena_}, {});
  ASSERT_EQ(won.size(), 1u);
  EXPECT_EQ(won.front().rep_id, tom_);
  ExpectSame("kept");
}

TEST_P(ScoresTest, TheRowsOfAFigureAreReadWhole) {
  for (int i = 0; i < 5; ++i) Deal(bexley_, tom_, 20 + i);
  Look();
  Settle();
  GatherAsked asked = Asked(0);
  auto reader = db().Read();
  const Period period = *ParsePeriod("13w", Today());
  EXPECT_EQ(GatherBoard(*reader, asked, period).wins.size(), 0u);
  asked.with_rows = true;
  EXPECT_EQ(GatherBoard(*reader, asked, period).wins.size(), 5u);
}

TEST_P(ScoresTest, WhatIsKeptWronglyIsNamedUntilItIsCountedAnew) {
  Deal(bexley_, tom_, 20);
  Deal(larmar_, jada_, 20);
  Look();
  Settle();
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE score_deal SET minor = minor + 1 WHERE org_id = $1 AND owner_id = $2", kOrg, tom_);
    tx.Execute("DELETE FROM score_week WHERE org_id = $1 AND person_id = $2", kOrg, jada_);
  });
  const ScoreCheck check = CheckScores(*db().Read(), kOrg);
  ASSERT_EQ(check.faults.size(), 1u);
  EXPECT_EQ(check.faults.front().kept->minor, check.faults.front().told->minor + 1);
  ASSERT_GE(check.weeks.size(), 2u);
  RebuildScores(db(), kOrg, now_);
  EXPECT_TRUE(CheckScores(*db().Read(), kOrg).faults.empty());
  EXPECT_TRUE(CheckScores(*db().Read(), kOrg).weeks.empty());
}

// A zone or a currency of another kind makes all that is kept useless at once.
TEST_P(ScoresTest, AreNotUsedByOtherRules) {
  Deal(bexley_, tom_, 20);
  Look();
  Settle();
  for (const char* sql : {"UPDATE organization SET time_zone = 'Asia/Tokyo' WHERE org_id = $1",
                          "UPDATE organization SET currency = 'EUR' WHERE org_id = $1"}) {
    db().Write([&](db::Tx& tx) { tx.Execute(sql, kOrg); });
    EXPECT_FALSE(IsKept());
    ExpectSame(sql);
    Look();
    Settle();
    EXPECT_TRUE(IsKept());
    ExpectSame(sql);
  }
}

// Whatever happens in whatever order, with looks in between: kept is what is there, and sums say what the deals say.
TEST_P(ScoresTest, AreEqualToTheTablesAfterAnyChanges) {
  const std::array reps{jada_, tom_, lena_};
  const std::array accounts{larmar_, bexley_, wren_};
  for (const unsigned seed : {1u, 2u}) {
    std::mt19937 random(seed);
    const auto below = [&](std::size_t most) { return random() % most; };
    const auto any = [&](auto& rows) -> auto& { return rows[below(rows.size())]; };
    const auto day = [&] { return Today() - static_cast<int>(below(500)); };
    int kept = 0;
    for (int step = 0; step < 45; ++step) {
      const std::size_t what = deals_.size() < 12 ? 0 : below(18);
      std::string name = "step " + std::to_string(step) + " of " + std::to_string(seed) + ": ";
      if (what <= 2) {
        name += "a deal";
        book::Opportunity deal;
        if (below(8) != 0) deal.account_id = any(accounts);
        deal.owner_id = below(6) == 0 ? jim_ : any(reps);
        deal.name = "Deal";
        deal.status = below(4) == 0   ? book::OpportunityStatus::open
                      : below(3) == 0 ? book::OpportunityStatus::lost
                                      : book::OpportunityStatus::won;
        deal.stage_id = any(stages_).id;
        if (below(6) != 0) deal.amount_minor = static_cast<std::int64_t>(below(200'000)) - 1'000;
        deal.currency = below(5) == 0 ? "EUR" : "USD";
        deal.closes_on = day();
        if (below(3) != 0) deal.opened_on = *deal.closes_on - static_cast<int>(below(120));
        deals_.push_back(Insert(deal, now_));
      } else if (what <= 6) {
        name += "a deal changes";
        Edit(any(deals_), [&](book::Opportunity& deal) {
          switch (below(7)) {
            case 0:
              deal.owner_id = below(4) == 0 ? jim_ : any(reps);
              break;
            case 1:
              deal.account_id = any(accounts);
              break;
            case 2:
              deal.closes_on = day();
              break;
            case 3:
              deal.status = below(2) == 0 ? book::OpportunityStatus::won : book::OpportunityStatus::open;
              break;
            case 4:
              deal.amount_minor = static_cast<std::int64_t>(below(400'000));
              break;
            case 5:
              deal.stage_id = any(stages_).id;
              break;
            default:
              deal.deleted_at = deal.deleted_at ? std::nullopt : std::optional(now_);
              break;
          }
        });
      } else if (what <= 8) {
        name += "a meeting";
        const Id owner = below(4) == 0 ? jim_ : any(reps);
        book::Activity meeting{.account_id = any(accounts), .owner_id = owner, .subject = "Review"};
        meeting.kind = below(4) == 0 ? book::ActivityKind::email : book::ActivityKind::visit;
        meeting.starts_at = DaysFromNow(-static_cast<int>(below(500))) - 11 * kMillisecondsPerMinute * 60;
        meetings_.push_back(Insert(meeting, now_));
        if (below(3) == 0) {
          Insert(
              book::Attendance{
                  .activity_id = meetings_.back().id, .starts_at = meeting.starts_at, .person_id = jim_},
              now_);
        }
      } else if (what <= 10 && !meetings_.empty()) {
        name += "a meeting changes";
        Edit(any(meetings_), [&](book::Activity& meeting) {
          switch (below(4)) {
            case 0:
              meeting.account_id = any(accounts);
              break;
            case 1:
              meeting.starts_at = DaysFromNow(-static_cast<int>(below(500)));
              break;
            case 2:
              meeting.subject = "Other";
              break;
            default:
              meeting.deleted_at = meeting.deleted_at ? std::nullopt : std::optional(now_);
              break;
          }
        });
      } else if (what == 11) {
        name += "an hour";
        Session(any(reps), static_cast<int>(below(400)), below(3) != 0);
      } else if (what == 12) {
        name += "a handoff";
        handoff::Handoff one;
        one.account_id = any(accounts);
        one.from_id = jim_;
        one.to_id = any(reps);
        one.stage = handoff::Stage::confirmed;
        one.proposed_at = DaysFromNow(-400);
        one.introduced_at = DaysFromNow(-300);
        one.confirmed_at = one.ended_at = DaysFromNow(-static_cast<int>(below(250)));
        Insert(one, now_);
      } else if (what == 13) {
        name += "a promise";
        coaching::Promise promise{.manager_id = jim_, .rep_id = any(reps), .title = "Call"};
        promise.promised_at = DaysFromNow(-static_cast<int>(below(400)) - 10);
        promise.first_due_at = promise.due_at = promise.promised_at + 9 * kMillisecondsPerDay;
        if (below(3) != 0) {
          promise.state = coaching::PromiseState::kept;
          promise.kept_at = promise.promised_at + static_cast<int>(below(18)) * kMillisecondsPerDay;
        }
        Insert(promise, now_);
      } else if (what == 14) {
        name += "a takeover";
        takeover::Takeover one{.account_id = any(accounts), .person_id = jim_, .successor_id = any(reps)};
        one.week_on = MondayOf(Today()) - 7 * (2 * step + static_cast<int>(seed));  // one a week
        one.standing = below(2) == 0 ? takeover::Standing::asked : takeover::Standing::joint;
        one.happened_at = one.seen_at = DaysFromNow(one.week_on - Today());
        Insert(one, now_);
      } else if (what == 15) {
        name += "somebody moves, or the rules do";
        db().Write([&](db::Tx& tx) {
          switch (below(3)) {
            case 0:
              tx.Execute("UPDATE person SET manager_id = $3 WHERE org_id = $1 AND id = $2", kOrg, lena_,
                         below(2) == 0 ? max_ : jim_);
              break;
            case 1:
              tx.Execute("UPDATE organization SET time_zone = $2 WHERE org_id = $1", kOrg,
                         below(2) == 0 ? "Asia/Tokyo" : "UTC");
              break;
            default:
              tx.Execute("DELETE FROM setting WHERE org_id = $1 AND name = 'joint_deal_amount'", kOrg);
              tx.Execute(
                  "INSERT INTO setting (org_id, id, version, name, value) VALUES ($1, 77, 1, "
                  "'joint_deal_amount', $2)",
                  kOrg, below(2) == 0 ? "1500" : "0");
          }
        });
      } else {
        name += "a look";
        Look();
        if (below(3) != 0) Settle();
      }
      kept += IsKept() ? 1 : 0;
      if (step > 10) ExpectSame(name);
      if (HasFailure()) return;
    }
    EXPECT_GT(kept, 10) << "sums were asked at all";
    RebuildScores(db(), kOrg, now_);
    ExpectSame("rebuilt");
  }
}

// Of a large team no question is asked for each deal, and none of each rep.
TEST_P(ScoresTest, AsksAsManyQuestionsForManyDealsAsForFew) {
  const auto ask = [&] {
    Look();
    Settle();
    const auto before = db::StatementsRun();
    Told(0, "13w");
    return db::StatementsRun() - before;
  };
  for (const int days_ago : {10, 100, 380, 500}) {
    Deal(larmar_, jada_, days_ago);
    Deal(bexley_, tom_, days_ago);
  }
  Session(tom_, 200, true);
  const auto few = ask();
  for (int i = 0; i < 40; ++i) Deal(bexley_, i % 2 == 0 ? jada_ : tom_, i * 9);
  EXPECT_EQ(ask(), few);
}

INSTANTIATE_TEST_SUITE_P(Engines, ScoresTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::scoreboard
