#include <gtest/gtest.h>

#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "intake/intake_fixture.h"
#include "notice/notice_routes.h"
#include "writeback/directory.h"
#include "writeback/writeback_routes.h"

namespace baton::writeback {
namespace {

class WritebackTest : public intake::IntakeTest {
 protected:
  void SetUp() override {
    IntakeTest::SetUp();
    if (IsSkipped()) return;
    handoff::AddTables(tables_);
    AddTables(tables_);
    options_.owners_seen = &NoteOwners;
    jada_ = db().Write([&](db::Tx& tx) {
      action::Action action(tx, action::Actor{kOrg, std::nullopt}, "person.create", kNow);
      people::Person jada;
      jada.name = "Jada Ellis";
      jada.name_fold = "jada ellis";
      jada.email = "jada@larmar.example";
      jada.email_fold = *jada.email;
      jada.role = access::Role::rep;
      jada.manager_id = jim_;
      return people::InsertPerson(action, jada)->id;
    });
    Import("Jim Calder");
  }

  Id Import(const std::string& owner) {
    const Id id = Upload({{"companies.csv", "Record ID,Company name,Company owner\n77,Larmar Freight," +
                                                owner + "\n78,Bexley Motors,Jim Calder\n"}});
    Run(id);
    return id;
  }

  // The whole way to owned, some time before the next import.
  void HandOver(const std::string& account) {
    db().Write([&](db::Tx& tx) {
      const Id account_id =
          *tx.QueryValue<Id>("SELECT id FROM account WHERE org_id = $1 AND name = $2", kOrg, account);
      action::Action action(tx, action::Actor{kOrg, jim_}, "plan.approve", Instant{kNow.milliseconds - 1000});
      const handoff::Proposal proposal{.account_id = account_id, .from_id = jim_, .to_id = jada_};
      handoff::Handoff handoff = handoff::Propose(action, std::span(&proposal, 1)).front();
      for (const auto stage :
           {handoff::Stage::introduced, handoff::Stage::expectations, handoff::Stage::owned}) {
        const auto taken = handoff::TakeStep(action, handoff, stage, handoff::Part::former, "");
        ASSERT_TRUE(taken) << taken.error().message.key;
        handoff = *taken;
      }
    });
  }

  access::Scope Scope() const { return {access::Reach::team, kOrg, jim_}; }
  http::Page<OwnerChange> Page(const ChangeFilter& filter) {
    return *ListChanges(*db().Read(), Scope(), filter);
  }
  std::vector<OwnerChange> Changes() { return Page({}).items; }
  std::string File() { return FileFor(*db().Read(), Scope(), "hubspot", Object::account); }

  Id jada_;
};

TEST_P(WritebackTest, AMoveWaitsUntilTheSystemShowsIt) {
  EXPECT_TRUE(Changes().empty()) << "nothing was handed over";
  HandOver("Larmar Freight");
  auto changes = Changes();
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes.front().state, ChangeState::waiting);
  EXPECT_EQ(changes.front().owner.id, jada_);
  EXPECT_EQ(File(), "Record ID,Company owner\r\n77,jada@larmar.example\r\n");

  Import("Jada Ellis");
  changes = Changes();
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes.front().state, ChangeState::seen);
  EXPECT_EQ(File(), "Record ID,Company owner\r\n");
  EXPECT_TRUE(Page({.state = ChangeState::waiting}).items.empty());
}

TEST_P(WritebackTest, ADifferenceIsListedAndNothingIsOverwritten) {
  HandOver("Larmar Freight");
  Import("Jim Calder");
  const auto changes = Changes();
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes.front().state, ChangeState::differs);
  EXPECT_EQ(changes.front().shown_owner->id, jim_);
  EXPECT_EQ(changes.front().owner.id, jada_) << "the handoff stands";
  EXPECT_EQ(File(), "Record ID,Company owner\r\n77,jada@larmar.example\r\n");
}

TEST_P(WritebackTest, AnImportTakenBackHasShownNothing) {
  HandOver("Larmar Freight");
  const Id import = Import("Jim Calder");
  Undo(import);
  EXPECT_EQ(Changes().front().state, ChangeState::waiting);
}

TEST_P(WritebackTest, OnlyWhoSeesTheAccountSeesTheChange) {
  HandOver("Larmar Freight");
  const auto seen_by = [&](access::Reach reach, Id person) {
    return ListChanges(*db().Read(), {reach, kOrg, person}, {})->items.size();
  };
  EXPECT_EQ(seen_by(access::Reach::organization, jim_), 1U);
  EXPECT_EQ(seen_by(access::Reach::own, jada_), 1U);
  EXPECT_EQ(seen_by(access::Reach::own, jim_), 0U) << "it is not his any more";
  EXPECT_EQ(seen_by(access::Reach::none, jim_), 0U);
}

TEST_P(WritebackTest, WhatWasShownBeforeTheMoveIsNoDifference) {
  HandOver("Larmar Freight");
  Import("Jim Calder");
  ASSERT_EQ(Changes().front().state, ChangeState::differs);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE source_owner SET seen_at = $2 WHERE org_id = $1", kOrg,
               Instant{kNow.milliseconds - 2000});
  });
  EXPECT_EQ(Changes().front().state, ChangeState::waiting);
  const auto names = [&](std::optional<Id> person) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE source_owner SET person_id = $2 WHERE org_id = $1", kOrg, person);
    });
  };
  names(jada_);
  EXPECT_EQ(Changes().front().state, ChangeState::seen) << "changed there first";
  names(std::nullopt);
  EXPECT_EQ(Changes().front().state, ChangeState::waiting);
  db().Write(
      [&](db::Tx& tx) { tx.Execute("UPDATE source_owner SET seen_at = $2 WHERE org_id = $1", kOrg, kNow); });
  EXPECT_EQ(Changes().front().state, ChangeState::differs) << "somebody whom nobody here is";
}

TEST_P(WritebackTest, IsReadInPagesAndOfOneAccount) {
  HandOver("Larmar Freight");
  HandOver("Bexley Motors");
  const auto whole = Changes();
  ASSERT_EQ(whole.size(), 2U);
  const auto first = Page({.limit = 1});
  ASSERT_TRUE(first.next);
  EXPECT_EQ(first.items.front().external_id, whole.front().external_id);
  const auto second = Page({.after = first.next, .limit = 1});
  ASSERT_EQ(second.items.size(), 1U);
  EXPECT_EQ(second.items.front().external_id, whole.back().external_id);
  EXPECT_TRUE(Page({.after = second.next, .limit = 1}).items.empty());
  EXPECT_FALSE(ListChanges(*db().Read(), Scope(), {.after = "x"}));
  const auto one = Page({.account_id = whole.back().account.id});
  ASSERT_EQ(one.items.size(), 1U);
  EXPECT_EQ(one.items.front().external_id, whole.back().external_id);
}

TEST_P(WritebackTest, CountsForEachSystem) {
  EXPECT_TRUE(CountChanges(*db().Read(), Scope()).empty());
  HandOver("Larmar Freight");
  HandOver("Bexley Motors");
  Import("Jada Ellis");  // Bexley is Jim's there
  const auto systems = CountChanges(*db().Read(), Scope());
  ASSERT_EQ(systems.size(), 1U);
  EXPECT_EQ(systems.front().source, "hubspot");
  EXPECT_EQ(systems.front().seen, 1);
  EXPECT_EQ(systems.front().differs, 1);
  EXPECT_EQ(systems.front().waiting, 0);
  EXPECT_EQ(systems.front().missing, 0);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE external_reference SET source = 'salesforce' WHERE org_id = $1", kOrg);
  });
  const auto named = CountChanges(*db().Read(), Scope()).front();
  EXPECT_EQ(named.missing, 2) << "Salesforce wants ids, and none has been shown";
  EXPECT_EQ(named.missing_owner->id, jada_);
}

INSTANTIATE_TEST_SUITE_P(Engines, WritebackTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::writeback
