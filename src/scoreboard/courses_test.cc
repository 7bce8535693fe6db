#include "scoreboard/courses.h"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>

#include "db/statement_count.h"
#include "people/now.h"
#include "scoreboard/scoreboard_for_test.h"

namespace baton::scoreboard {
namespace {

class CoursesTest : public ScoreboardTest {
 protected:
  void SetUp() override {
    ScoreboardTest::SetUp();
    if (IsSkipped()) return;
    for (const auto category : {book::StageCategory::early, book::StageCategory::early,
                                book::StageCategory::proposal, book::StageCategory::signature}) {
      book::Stage stage;
      stage.name = stage.name_fold = "stage" + std::to_string(stages_.size());
      stage.category = category;
      stage.position = static_cast<std::int32_t>(stages_.size());
      stages_.push_back(Insert(stage, now_));
    }
  }

  Id Enter(std::size_t stage, int days_ago, book::OpportunityStatus status = book::OpportunityStatus::open) {
    book::Opportunity deal;
    deal.account_id = larmar_;
    deal.owner_id = jada_;
    deal.name = "Deal";
    deal.status = status;
    deal.stage_id = stages_[stage].id;
    deal.amount_minor = 1'000 + days_ago;
    deal.currency = "USD";
    deal.closes_on = Today();
    deal = Insert(deal, DaysFromNow(-days_ago));
    deals_[deal.id] = deal;
    return deal.id;
  }
  template <class Change>
  void Move(Id id, int days_ago, const Change& change) {
    deals_[id] = *db().Write([&](db::Tx& tx) -> Result<book::Opportunity> {
      action::Action action(tx, {kOrg, jada_}, "opportunity.change", DaysFromNow(-days_ago));
      book::Opportunity after = deals_[id];
      change(after);
      return action.Update(deals_[id], after);
    });
  }
  void Put(Id id, std::size_t stage, int days_ago) {
    Move(id, days_ago, [&](book::Opportunity& deal) { deal.stage_id = stages_[stage].id; });
  }

  void Look() {
    const std::array watches{Courses()};
    watch::Look(db(), kOrg, now_, watches);
  }
  // The mark lies two minutes back, so that a change that was committed late is not missed; a test has no two minutes.
  void Settle() {
    db().Write([&](db::Tx& tx) {
      tx.Execute(
          "UPDATE deal_course_look SET change_id = (SELECT MAX(change.id) FROM change WHERE "
          "change.org_id = $1) WHERE org_id = $1",
          kOrg);
    });
  }

  std::vector<Id> Ids() const {
    std::vector<Id> ids;
    for (const auto& [id, deal] : deals_) ids.push_back(id);
    return ids;
  }
  void ExpectAsTold(const std::string& when) {
    const auto told = book::ReadCourses(*db().Read(), kOrg, Ids());
    const auto found = FindCourses(*db().Read(), kOrg, Ids());
    ASSERT_EQ(found.size(), told.size()) << when;
    for (const book::DealCourse& one : told) EXPECT_EQ(found.at(one.id), one) << when;
    EXPECT_TRUE(CheckCourses(*db().Read(), kOrg).faults.empty()) << when;
  }

  std::vector<book::Stage> stages_;
  std::map<Id, book::Opportunity> deals_;
};

TEST_P(CoursesTest, SayWhatTheLogTells) {
  const Id early = Enter(0, 50);
  Put(early, 1, 45);  // still early
  Put(early, 2, 40);
  Put(early, 0, 30);
  Put(early, 3, 20);  // the first time counts
  const Id late = Enter(2, 50);
  const Id over = Enter(0, 50, book::OpportunityStatus::won);
  const auto ids = std::vector{early, late, over};
  for (const bool is_kept : {false, true}) {
    if (is_kept) Look();
    if (is_kept) Settle();
    const auto courses = FindCourses(*db().Read(), kOrg, ids);
    EXPECT_EQ(courses.at(early).left_early_at, DaysFromNow(-40));
    EXPECT_EQ(courses.at(early).entry_category, book::StageCategory::early);
    EXPECT_EQ(courses.at(early).entry_minor, 1'050);
    EXPECT_TRUE(courses.at(early).was_open);
    EXPECT_FALSE(courses.at(late).left_early_at);
    EXPECT_EQ(courses.at(late).entry_category, book::StageCategory::proposal);
    EXPECT_TRUE(courses.at(over).is_known);
    EXPECT_FALSE(courses.at(over).was_open);
  }
}

TEST_P(CoursesTest, AskTheLogOnlyForWhatIsNotKept) {
  const Id deal = Enter(0, 50);
  const Id other = Enter(0, 50);
  Look();
  Settle();
  EXPECT_EQ(CheckCourses(*db().Read(), kOrg).waiting, 0);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE deal_course SET left_early_at = $2 WHERE org_id = $1 AND id = $3", kOrg, now_, deal);
  });
  EXPECT_EQ(FindCourses(*db().Read(), kOrg, std::vector{deal}).at(deal).left_early_at, now_)
      << "what is kept answers";
  const auto check = CheckCourses(*db().Read(), kOrg);
  ASSERT_EQ(check.faults.size(), 1u);
  EXPECT_EQ(check.faults.front().kept.id, deal);
  EXPECT_FALSE(check.faults.front().told.left_early_at);
  Put(other, 2, 10);
  EXPECT_EQ(FindCourses(*db().Read(), kOrg, std::vector{other}).at(other).left_early_at, DaysFromNow(-10))
      << "a change since the look is in at once";
  EXPECT_EQ(CheckCourses(*db().Read(), kOrg).waiting, 1);
  RebuildCourses(db(), kOrg, now_);
  EXPECT_TRUE(CheckCourses(*db().Read(), kOrg).faults.empty());
  ExpectAsTold("rebuilt");
}

TEST_P(CoursesTest, OfOlderRulesArePassedOverAndReadAnew) {
  const Id deal = Enter(0, 50);
  Look();
  Settle();
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE deal_course SET definition = 0, entry_minor = 7 WHERE org_id = $1", kOrg);
  });
  EXPECT_EQ(FindCourses(*db().Read(), kOrg, std::vector{deal}).at(deal).entry_minor, 1'050);
  Look();
  Settle();
  EXPECT_EQ(CheckCourses(*db().Read(), kOrg).waiting, 0);
  ExpectAsTold("anew");
}

// Whatever happens in whatever order, with looks in between that come early or late.
TEST_P(CoursesTest, AreEqualToARebuildAfterAnyChanges) {
  for (const unsigned seed : {1u, 2u, 3u}) {
    std::mt19937 random(seed);
    const auto below = [&](std::size_t most) { return random() % most; };
    for (int step = 0; step < 40; ++step) {
      const int days_ago = 200 - step;
      const std::size_t what = deals_.empty() ? 0 : below(10);
      auto any = deals_.begin();
      if (!deals_.empty()) std::advance(any, below(deals_.size()));
      if (what <= 1) {
        Enter(below(4), days_ago,
              below(4) == 0 ? book::OpportunityStatus::won : book::OpportunityStatus::open);
      } else if (what <= 4) {
        Put(any->first, below(4), days_ago);
      } else if (what == 5) {
        Move(any->first, days_ago, [&](book::Opportunity& deal) {
          const bool is_open = deal.status == book::OpportunityStatus::open;
          deal.status = is_open ? book::OpportunityStatus::won : book::OpportunityStatus::open;
        });
      } else if (what == 6) {
        Move(any->first, days_ago, [&](book::Opportunity& deal) {
          deal.owner_id = deal.owner_id == jada_ ? tom_ : jada_;
          *deal.amount_minor += 5;
        });
      } else if (what == 7) {
        Move(any->first, days_ago, [&](book::Opportunity& deal) {
          if (deal.deleted_at) {
            deal.deleted_at.reset();
          } else {
            deal.deleted_at = now_;
          }
        });
      } else if (what == 8) {
        book::Stage& stage = stages_[below(stages_.size())];
        stage = *db().Write([&](db::Tx& tx) -> Result<book::Stage> {
          action::Action action(tx, {kOrg, jim_}, "stage.change", DaysFromNow(-days_ago));
          book::Stage after = stage;
          after.category = stage.category == book::StageCategory::early ? book::StageCategory::proposal
                                                                        : book::StageCategory::early;
          return action.Update(stage, after);
        });
      } else {
        Look();
        if (below(2) == 0) Settle();
      }
      ExpectAsTold("seed " + std::to_string(seed) + ", step " + std::to_string(step));
    }
    const auto before = FindCourses(*db().Read(), kOrg, Ids());
    RebuildCourses(db(), kOrg, now_);
    Settle();
    EXPECT_EQ(CheckCourses(*db().Read(), kOrg).waiting, 0);
    EXPECT_EQ(FindCourses(*db().Read(), kOrg, Ids()), before);
  }
}

TEST_P(CoursesTest, AsksNothingOfTheLogWhereAllIsKept) {
  std::vector<Id> ids;
  for (int i = 0; i < 20; ++i) ids.push_back(Enter(0, 50));
  Look();
  Settle();
  const auto before = db::StatementsRun();
  FindCourses(*db().Read(), kOrg, ids);
  EXPECT_EQ(db::StatementsRun() - before, 4u) << "the mark, news of stages, what is kept, what changed since";
}

INSTANTIATE_TEST_SUITE_P(Engines, CoursesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::scoreboard
