#include "book/planning.h"

#include <gmock/gmock.h>

#include "book/book_fixture.h"
#include "ties/learn.h"

namespace baton::book {
namespace {

using testing::ElementsAre;
using testing::Pair;

class PlanningTest : public BookTest {};

TEST_P(PlanningTest, GathersAccountsRepsAndTies) {
  const Id larmar = AddAccount("Larmar", jim_, 900'000);
  const Id abroad = AddAccount("Abroad", jim_, 100, "EUR");
  const Id served = AddAccount("Served", jada_, 5'000);
  AddAccount("Ann's", ann_);
  Act([&](action::Action& action) {
    const Account before = *FindAccount(action.tx(), All(), served);
    Account after = before;
    after.industry = "Retail";
    after.load_minutes = 90;
    EXPECT_TRUE(UpdateAccount(action, before, after));
  });
  const Id bill = AddContact(larmar, "Bill");
  const Id sue = AddContact(larmar, "Sue");
  Meet(larmar, bill, {jim_, jada_}, kNow - 10 * kDays);
  Meet(larmar, sue, {jada_}, kNow - 5 * kDays);
  const Day today = Context().today;
  Product terminal{.name = "T-15", .name_fold = "t-15", .series = "Terminals", .currency = "USD"};
  Act([&](action::Action& action) { terminal = action.Insert(terminal); });
  for (const std::int64_t amount : {100, 300, 900}) {
    AddDeal({.account_id = served,
             .owner_id = jada_,
             .product_id = terminal.id,
             .name = "Won",
             .status = OpportunityStatus::won,
             .amount_minor = amount,
             .currency = "USD",
             .closes_on = today - 40});
  }
  AddDeal({.owner_id = jada_, .name = "Lost", .status = OpportunityStatus::lost, .closes_on = today - 4});
  AddDeal({.account_id = larmar,
           .stage_id = AddStage("Contract", StageCategory::signature),
           .name = "15",
           .amount_minor = 1'500,
           .currency = "USD",
           .closes_on = today + 9});
  AddDeal({.account_id = larmar, .name = "30 more", .amount_minor = 2'500, .currency = "USD"});
  AddDeal({.account_id = larmar, .name = "Abroad", .amount_minor = 7, .currency = "EUR"});
  AddDeal({.account_id = served, .name = "Open", .amount_minor = 40, .currency = "USD"});

  ties::Learn(db(), kOrg, kNow);
  const Planning planning = GatherPlanning(*db().Read(), kOrg, jim_, {}, kNow);
  EXPECT_EQ(planning.currency, "USD");
  ASSERT_EQ(planning.accounts.size(), 2U);
  EXPECT_EQ(planning.accounts[0].id, abroad);
  EXPECT_EQ(planning.accounts[0].revenue_minor, std::nullopt) << "no rate for euros";
  const PlanningAccount& account = planning.accounts[1];
  EXPECT_EQ(account.revenue_minor, 900'000);
  EXPECT_EQ(account.deal_minor, 1'500) << "none won: the open ones, the lower of the middle two";
  EXPECT_EQ(account.growth_minor, 2'500) << "what is at signature is closed by who led it; no rate for euros";
  EXPECT_TRUE(account.is_at_signature);
  EXPECT_EQ(account.signature_on, today + 9);
  EXPECT_EQ(account.contact_count, 2);
  EXPECT_EQ(account.known_by, 1);
  EXPECT_TRUE(account.load_is_estimated);
  EXPECT_EQ(account.load_minutes, 15 + 3 * 20 + 2 * 5);

  ASSERT_EQ(planning.reps.size(), 2U);
  const PlanningRep& jada = planning.reps[0];
  EXPECT_EQ(jada.name, "Jada");
  EXPECT_EQ(jada.capacity_minutes, 600);
  EXPECT_EQ(jada.minutes_now, 90);
  EXPECT_EQ(jada.accounts_now, 1);
  EXPECT_EQ(jada.revenue_now_minor, 5'000);
  EXPECT_EQ(jada.growth_now_minor, 40);
  EXPECT_THAT(jada.industries, ElementsAre(Pair("retail", 1)));
  EXPECT_THAT(jada.products, ElementsAre(Pair("terminals", 3)));
  EXPECT_EQ(jada.deal_minor, 300);
  EXPECT_EQ(jada.won, 3);
  EXPECT_EQ(jada.lost, 1);

  ASSERT_EQ(planning.ties.size(), 2U);
  EXPECT_EQ(planning.ties[1].person_id, jada_);
  EXPECT_EQ(planning.ties[1].contacts_met, 2);
  EXPECT_GT(planning.ties[1].strength, 0.5);
  EXPECT_LT(planning.ties[1].strength, 2);

  EXPECT_EQ(GatherPlanning(*db().Read(), kOrg, jim_, std::vector{larmar}, kNow).accounts.size(), 1U);
}

TEST_P(PlanningTest, APlaceholderTakesNobodyOver) {
  AddAccount("Larmar", jim_);
  Act([&](action::Action& action) {
    people::Person placeholder;
    placeholder.name = "005Ec000004o8yHIAQ";
    placeholder.name_fold = placeholder.name;
    placeholder.manager_id = jim_;
    placeholder.is_placeholder = true;
    ASSERT_TRUE(people::InsertPerson(action, placeholder).has_value());
  });
  for (const PlanningRep& rep : GatherPlanning(*db().Read(), kOrg, jim_, {}, kNow).reps) {
    EXPECT_TRUE(rep.id == jada_ || rep.id == rafael_) << rep.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, PlanningTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::book
