#include "departure/past.h"

#include <gtest/gtest.h>

#include "book/directory.h"
#include "handoff/handoff.h"
#include "handoff/team_for_test.h"

namespace baton::departure {
namespace {

// Tom owns Larmar Freight and Bexley Motors, and leaves tomorrow.
class PastTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& /*router*/) override {}
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    Meet(larmar_, {tom_}, DaysFromNow(-20));
    Meet(bexley_, {tom_}, DaysFromNow(-20));
    Act([&](db::Tx& tx, action::Action& action) {
      tx.Execute("DELETE FROM opportunity WHERE org_id = $1", kOrg);
      ASSERT_TRUE(book::MoveOwnership(action, larmar_, tom_));
      ASSERT_TRUE(book::MoveOwnership(action, bexley_, tom_));
      tx.Execute("UPDATE person SET ends_on = $3 WHERE org_id = $1 AND id = $2", kOrg, tom_,
                 Day{static_cast<std::int32_t>(now_.milliseconds / kMillisecondsPerDay) + 1});
    });
    Meet(wren_, {jim_}, DaysFromNow(400));  // so that the book is heard of
  }

  template <class F>
  void Act(F&& deed) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "test", now_);
      deed(tx, action);
    });
  }
  // The two clients, as they are looked at long after.
  PastDeparture Toms() { return ReadPast(*db().Read(), {.org_id = kOrg}, DaysFromNow(500)).at(0); }
};

// What was marked and reached by others after Tom's last day took nothing off what he left behind.
TEST_P(PastTest, AHandoffIsAsFarAsItWasOnThatDay) {
  Act([&](db::Tx&, action::Action& action) {
    const auto handoff = action.Insert(handoff::Handoff{.account_id = larmar_,
                                                        .from_id = tom_,
                                                        .to_id = jada_,
                                                        .stage = handoff::Stage::owned,
                                                        .proposed_at = DaysFromNow(-10),
                                                        .introduced_at = DaysFromNow(30),
                                                        .owned_at = DaysFromNow(30)});
    action.Insert(handoff::HandoffStep{
        .handoff_id = handoff.id, .kind = handoff::StepKind::transfer_note, .done_at = DaysFromNow(-1)});
    action.Insert(handoff::HandoffStep{
        .handoff_id = handoff.id, .kind = handoff::StepKind::briefing, .done_at = DaysFromNow(30)});
  });
  const PastDeparture toms = Toms();
  ASSERT_EQ(toms.size(), 2u);
  EXPECT_NEAR(toms[0].features.completion, 0.20, 1e-9) << "the note alone";
  EXPECT_EQ(toms[1].features.completion, 0);
}

// With Larmar nothing but mail of a mailbox went on, with Bexley nothing at all.
TEST_P(PastTest, AClientWithWhomOnlyMailGoesOnIsNotLost) {
  Act([&](db::Tx& tx, action::Action&) {
    tx.Execute(
        "INSERT INTO mail_source (org_id, id, version, person_id, kind, name, state, problem, tally, "
        "touched_id, created_at) VALUES ($1, 900, 1, $2, 'file', 'sent', 'kept', '', '', 1, 0)",
        kOrg, jada_);
    tx.Execute(
        "INSERT INTO mail_touch (org_id, person_id, contact_id, message_hash, source_id, at, is_from_us, "
        "others, thread_hash, answers_hash) VALUES ($1, $2, $3, 1, 900, $4, 1, 1, 0, 0)",
        kOrg, jada_, book::FindContacts(tx, kOrg, larmar_).front().id, DaysFromNow(60));
  });
  const PastDeparture toms = Toms();
  ASSERT_EQ(toms.size(), 2u);
  EXPECT_FALSE(toms[0].is_lost);
  EXPECT_TRUE(toms[1].is_lost);
}

INSTANTIATE_TEST_SUITE_P(Engines, PastTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::departure
