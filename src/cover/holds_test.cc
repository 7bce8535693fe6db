#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book/opportunity.h"
#include "coaching/directory.h"
#include "coaching/promise_for_test.h"
#include "cover/cover_routes.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"
#include "people/person_store.h"
#include "sheet/sheet.h"
#include "ties/learn.h"

namespace baton::cover {
namespace {

// Now is Tuesday 2026-11-24, 09:41 UTC.
class HoldsTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddCoverRoutes(router); }
  handoff::TestReply Of(Id person, Id asker) {
    return Get(asker, "/api/v1/people/" + ToString(person) + "/holds");
  }
  template <class F>
  void Do(F&& deed) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "test", now_);
      deed(action);
    });
  }
};

TEST_P(HoldsTest, NamesAllWithCounts) {
  Meet(larmar_, {jim_}, DaysFromNow(-10));
  Meet(larmar_, {tom_}, DaysFromNow(-40));
  Meet(bexley_, {jim_}, DaysFromNow(-5));
  Meet(larmar_, {jim_, tom_}, DaysFromNow(3));
  ties::Learn(db(), kOrg, now_);
  Do([&](action::Action& action) {
    action.Insert(book::Opportunity{.account_id = larmar_,
                                    .owner_id = jim_,
                                    .name = "15 terminals",
                                    .amount_minor = 900'000,
                                    .currency = "USD",
                                    .closes_on = ParseDay("2026-12-04"),
                                    .next_step = "Send the offer",
                                    .created_at = now_});
    action.Insert(sheet::ClientPromise{.account_id = bexley_,
                                       .person_id = jim_,
                                       .title = "A spare display",
                                       .due_on = ParseDay("2026-11-30"),
                                       .promised_at = now_});
    const handoff::Proposal proposals[] = {{.account_id = wren_, .from_id = jim_, .to_id = jada_}};
    handoff::Propose(action, proposals);
  });
  const auto reply = Of(jim_, jim_);
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(reply.Number("/counts/accounts"), 3);
  EXPECT_EQ(reply.Number("/revenue_minor"), 4'820'000 + 5'410'000 + 3'160'000);
  EXPECT_EQ(reply.Said("/accounts/0/account/name"), "Bexley Motors");
  EXPECT_TRUE(reply.at("/accounts/0/ties_are_known").as_bool());
  EXPECT_TRUE(reply.at("/accounts/0/second").is_null());  // nobody else knows them
  EXPECT_EQ(reply.Said("/accounts/1/account/name"), "Larmar Freight");
  EXPECT_EQ(reply.Said("/accounts/1/second/name"), "Tom Reyes");
  EXPECT_EQ(reply.Said("/accounts/1/next_step"), "Send the offer");
  EXPECT_FALSE(reply.at("/accounts/2/ties_are_known").as_bool());  // unknown, which is not weak
  EXPECT_TRUE(reply.at("/accounts/2/tie_word_key").is_null());
  EXPECT_EQ(reply.Said("/deals/0/closes_on"), "2026-12-04");
  EXPECT_EQ(reply.Number("/deals/0/amount_minor"), 900'000);
  EXPECT_EQ(reply.Said("/client_promises/0/title"), "A spare display");
  EXPECT_EQ(reply.Number("/counts/meetings"), 1);
  EXPECT_EQ(reply.Said("/meetings/0/with/0/name"), "Tom Reyes");
  EXPECT_EQ(reply.Said("/handoffs/0/to/name"), "Jada Ellis");
  EXPECT_FALSE(reply.at("/handoffs/0/is_successor").as_bool());
  EXPECT_EQ(reply.Number("/counts/team"), 3);
  const auto jada = Of(jada_, jim_);
  EXPECT_TRUE(jada.at("/handoffs/0/is_successor").as_bool());
}

TEST_P(HoldsTest, IsForThePersonAndWhoStandsAbove) {
  EXPECT_EQ(Of(jim_, dana_).status, 200);
  EXPECT_EQ(Of(jada_, jada_).status, 200);
  EXPECT_EQ(Of(jada_, jim_).status, 200);
  EXPECT_EQ(Of(jada_, dana_).status, 200);
  EXPECT_EQ(Of(jim_, max_).status, 404);
  EXPECT_EQ(Of(jada_, max_).status, 404);
  EXPECT_EQ(Of(jada_, tom_).status, 404);
  EXPECT_EQ(Of(jim_, jada_).status, 404);
  EXPECT_EQ(Of(dana_, jim_).status, 404);
}

// What lies between two is read by the two; that there is something, by whoever may have to see to it.
TEST_P(HoldsTest, CoachingStaysBetweenTheTwo) {
  coaching::InsertPromise(db(), kOrg, coaching::PromiseOf(jim_, jada_, "2026-11-24T10:41:00Z", now_));
  EXPECT_EQ(Of(jim_, jim_).Number("/counts/promises"), 1);
  EXPECT_EQ(Of(jada_, jim_).Number("/counts/promises"), 1);
  for (const Id other : {dana_, ann_}) {
    const auto reply = Of(jim_, other);
    EXPECT_EQ(reply.Number("/counts/promises"), 0);
    EXPECT_TRUE(reply.at("/promises").as_array().empty());
    EXPECT_TRUE(reply.at("/has_more_coaching").as_bool());
  }
  EXPECT_FALSE(Of(tom_, dana_).at("/has_more_coaching").as_bool());
}

TEST_P(HoldsTest, AnAdministratorSeesWhatHasToBeMoved) {
  Do([&](action::Action& action) {
    action.Insert(sheet::ClientPromise{
        .account_id = bexley_, .person_id = jim_, .title = "A spare display", .promised_at = now_});
  });
  Meet(larmar_, {jim_}, DaysFromNow(3));
  const auto reply = Of(jim_, ann_);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.Number("/counts/accounts"), 3);
  EXPECT_EQ(reply.Number("/counts/team"), 3);
  EXPECT_TRUE(reply.at("/client_promises").as_array().empty());
  EXPECT_TRUE(reply.at("/meetings").as_array().empty());
  EXPECT_FALSE(reply.at("/may_cover").as_bool());
}

TEST_P(HoldsTest, OneWithNothing) {
  const auto reply = Of(lena_, jim_);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.Number("/counts/accounts"), 0);
  EXPECT_EQ(reply.Number("/revenue_minor"), 0);
  EXPECT_TRUE(reply.at("/may_cover").as_bool());
}

TEST_P(HoldsTest, WhoLeftIsNamedStill) {
  Do([&](action::Action& action) {
    EXPECT_TRUE(people::RemovePerson(action, *people::FindPerson(action.tx(), kOrg, lena_)));
  });
  const auto reply = Of(lena_, jim_);
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(reply.Said("/person/name"), "Lena Koch");
  EXPECT_EQ(reply.Said("/left_on"), "2026-11-24");
  EXPECT_FALSE(reply.at("/may_cover").as_bool());
  EXPECT_EQ(Of(lena_, max_).status, 404);
}

INSTANTIATE_TEST_SUITE_P(Engines, HoldsTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::cover
