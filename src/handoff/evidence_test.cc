#include "handoff/evidence.h"

#include <gtest/gtest.h>

#include "db/statement_count.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"
#include "ties/learn.h"

namespace baton::handoff {
namespace {

// Jim's client Larmar Freight goes to Jada; the contacts are Bill, to whom Jim is closest, and Ines.
class EvidenceTest : public TeamTest {
 protected:
  void AddRoutes(http::Router& /*router*/) override {}
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "test", now_);
      book::Contact ines;
      ines.account_id = larmar_;
      ines.name = "Ines of Larmar Freight";
      ines.created_at = now_;
      ines_ = book::InsertContact(action, ines).id;
    });
    for (int i = 1; i < 6; ++i) Meet(larmar_, {jim_}, DaysFromNow(-10 * i));
  }

  Handoff Add(Id account, int proposed, std::optional<int> confirmed) {
    return *db().Write([&](db::Tx& tx) -> Result<Handoff> {
      action::Action action(tx, {kOrg, jim_}, "test", now_);
      Handoff handoff{.account_id = account,
                      .from_id = jim_,
                      .to_id = jada_,
                      .stage = confirmed ? Stage::confirmed : Stage::accepted,
                      .proposed_at = DaysFromNow(proposed)};
      if (confirmed) {
        handoff.introduced_at = handoff.owned_at = handoff.proposed_at;
        handoff.confirmed_at = handoff.ended_at = DaysFromNow(*confirmed);
      }
      return action.Insert(std::move(handoff));
    });
  }
  void MeetInes(const std::vector<Id>& people, int days) {
    const Id meeting = Meet(larmar_, people, DaysFromNow(days));
    db().Write([&](db::Tx& tx) {
      tx.Execute(
          "UPDATE attendance SET contact_id = $1 WHERE org_id = $2 AND activity_id = $3 AND contact_id "
          "IS NOT NULL",
          ines_, kOrg, meeting);
    });
  }
  void Remove(const char* table, Id id, int days) {
    db().Write([&](db::Tx& tx) {
      tx.Execute(std::string("UPDATE ") + table + " SET deleted_at = $1 WHERE org_id = $2 AND id = $3",
                 DaysFromNow(days), kOrg, id);
    });
  }
  bool IsDone(const Handoff& handoff, StepKind kind, int days) {
    ties::Learn(db(), kOrg, DaysFromNow(days));
    const auto evidence = ReadEvidence(*db().Read(), kOrg, std::span(&handoff, 1), DaysFromNow(days));
    for (const StepState& state : SeeSteps(evidence.front(), {.now = DaysFromNow(days)})) {
      if (state.kind == kind) return state.done_at.has_value();
    }
    return false;
  }

  Id ines_;
};

// Later Jada is closest to Ines, Bill and Jim are gone: what was done by the confirmation stays so.
TEST_P(EvidenceTest, WhatWasDoneStaysDone) {
  Meet(larmar_, {jim_, jada_}, DaysFromNow(2));
  Meet(larmar_, {jim_, jada_}, DaysFromNow(3));
  MeetInes({tom_}, 5);
  const Handoff handoff = Add(larmar_, 0, 40);
  ASSERT_TRUE(IsDone(handoff, StepKind::second_thread, 41));
  ASSERT_TRUE(IsDone(handoff, StepKind::overlap, 41));
  for (int i = 0; i < 8; ++i) MeetInes({jada_}, 150 + 10 * i);
  EXPECT_TRUE(IsDone(handoff, StepKind::second_thread, 260)) << "Ines is closest now, she was not then";
  Remove("person", jim_, 200);
  Remove("contact", book::FindContacts(*db().Read(), kOrg, larmar_).front().id, 210);
  EXPECT_TRUE(IsDone(handoff, StepKind::second_thread, 260));
  EXPECT_TRUE(IsDone(handoff, StepKind::overlap, 260));
}

// Asked of a day that is over, it tells nothing that was done after it.
TEST_P(EvidenceTest, IsAsOfTheDayThatIsAskedFor) {
  Meet(larmar_, {jim_, jada_}, DaysFromNow(2));
  Meet(larmar_, {jim_, jada_}, DaysFromNow(30));
  Handoff handoff = Add(larmar_, 0, 40);
  handoff.introduced_at = DaysFromNow(2);
  handoff.owned_at = DaysFromNow(20);
  const auto mark = [&](StepKind kind, int days) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "test", DaysFromNow(days));
      action.Insert(HandoffStep{.handoff_id = handoff.id, .kind = kind, .done_at = action.now()});
    });
  };
  mark(StepKind::transfer_note, 1);
  mark(StepKind::briefing, 15);
  const auto is_done = [&](StepKind kind, int days) { return IsDone(handoff, kind, days); };
  EXPECT_TRUE(is_done(StepKind::transfer_note, 1)) << "at that very time";
  EXPECT_FALSE(is_done(StepKind::warm_introduction, 1));
  EXPECT_TRUE(is_done(StepKind::warm_introduction, 10));
  EXPECT_FALSE(is_done(StepKind::briefing, 10));
  EXPECT_FALSE(is_done(StepKind::overlap, 10));
  EXPECT_TRUE(is_done(StepKind::briefing, 31));
  EXPECT_TRUE(is_done(StepKind::overlap, 31));
  const auto then = ReadEvidence(*db().Read(), kOrg, std::span(&handoff, 1), DaysFromNow(10)).front().handoff;
  EXPECT_EQ(then.introduced_at, DaysFromNow(2));
  EXPECT_EQ(then.owned_at, std::nullopt);
  EXPECT_EQ(then.confirmed_at, std::nullopt);
  EXPECT_EQ(then.ended_at, std::nullopt);
  const auto now = ReadEvidence(*db().Read(), kOrg, std::span(&handoff, 1), DaysFromNow(41)).front().handoff;
  EXPECT_EQ(now.ended_at, DaysFromNow(40));
}

// One that is under way goes by who is closest today.
TEST_P(EvidenceTest, OneUnderWayGoesByToday) {
  MeetInes({tom_}, 5);
  const Handoff handoff = Add(larmar_, 0, {});
  EXPECT_TRUE(IsDone(handoff, StepKind::second_thread, 20));
  for (int i = 0; i < 8; ++i) MeetInes({jada_}, 150 + 10 * i);
  EXPECT_FALSE(IsDone(handoff, StepKind::second_thread, 260));
}

// However long ago another one began, and whatever came to pass before this one or long after that one.
TEST_P(EvidenceTest, ReadsOfEachClientItsOwnTime) {
  const std::vector<Handoff> handoffs{Add(bexley_, -700, -600), Add(larmar_, 0, {})};
  const auto read = [&] {
    const auto before = db::RowsRead();
    const auto evidence = ReadEvidence(*db().Read(), kOrg, handoffs, DaysFromNow(30));
    EXPECT_TRUE(evidence.front().dealings.empty());
    EXPECT_TRUE(evidence.back().dealings.empty());
    return db::RowsRead() - before;
  };
  const auto rows = read();
  for (int i = 1; i <= 20; ++i) {
    Meet(larmar_, {jim_}, DaysFromNow(-20 * i));
    Meet(bexley_, {jada_}, DaysFromNow(-20 * i));
  }
  EXPECT_EQ(read(), rows);
}

INSTANTIATE_TEST_SUITE_P(Engines, EvidenceTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::handoff
