#include "acquaintance/ties_view.h"

#include <gtest/gtest.h>

#include "ties/larmar_for_test.h"
#include "ties/learn.h"

namespace baton::acquaintance {
namespace {

using book::ActivityKind;
using ties::Learn;

class TiesViewTest : public ties::LarmarTest {
 protected:
  AccountTies View(Instant now = kNow) {
    return ViewTies(*db().Read(), {.org_id = kOrg, .account_id = larmar_, .now = now});
  }
};

TEST_P(TiesViewTest, UnknownIsNotWeak) {
  EXPECT_FALSE(View().as_of);
  EXPECT_FALSE(View().breadth);
  Learn(db(), kOrg, kNow);
  EXPECT_EQ(View().as_of, kNow);
  EXPECT_FALSE(View().breadth);
  EXPECT_TRUE(View().people.empty());
}

TEST_P(TiesViewTest, SaysWhoKnowsWhomAndHowWell) {
  for (int i = 1; i <= 6; ++i) Meet(larmar_, bill_, {jim_}, Before(7 * i));
  Meet(larmar_, ines_, {jim_}, Before(150), ActivityKind::call);
  Meet(larmar_, bill_, {jada_}, Before(400), ActivityKind::email);
  Learn(db(), kOrg, kNow);
  const AccountTies ties = View();
  ASSERT_TRUE(ties.breadth);
  EXPECT_TRUE(ties.breadth->is_single_thread);
  EXPECT_NEAR(ties.breadth->colleagues, 1, 0.01);
  EXPECT_GT(ties.breadth->contacts, 1);
  ASSERT_EQ(ties.people.size(), 2u);
  const PersonTieView& jim = ties.people[0];
  EXPECT_EQ(jim.person.name, "Jim");
  EXPECT_NEAR(jim.share + ties.people[1].share, 1, 1e-12);
  EXPECT_EQ(jim.touches, 7);
  EXPECT_EQ(jim.last_at, Before(7));
  EXPECT_EQ(jim.trend, Trend::rising);
  EXPECT_EQ(jim.strength_word_key, "account.tie.strong");
  ASSERT_EQ(jim.contacts.size(), 2u);
  EXPECT_EQ(jim.contacts[0].contact.name, "Bill");
  EXPECT_EQ(jim.strength, jim.contacts[0].strength);
  EXPECT_EQ(jim.contacts[1].touches, 1);
  EXPECT_EQ(ties.people[1].person.name, "Jada");
  EXPECT_EQ(ties.people[1].strength_word_key, "account.tie.thin");
  EXPECT_EQ(ties.people[1].trend, Trend::falling);
}

TEST_P(TiesViewTest, TwoWhoShareAClientAreTwo) {
  for (int i = 1; i <= 3; ++i) Meet(larmar_, i == 1 ? ines_ : bill_, {jim_, jada_}, Before(10 * i));
  Learn(db(), kOrg, kNow);
  const AccountTies ties = View();
  ASSERT_TRUE(ties.breadth);
  EXPECT_NEAR(ties.breadth->colleagues, 2, 1e-9);
  EXPECT_FALSE(ties.breadth->is_single_thread);
  EXPECT_EQ(ties.people[0].trend, Trend::started);
}

INSTANTIATE_TEST_SUITE_P(Engines, TiesViewTest, db::kEngines, db::EngineName);

TEST(TrendTest, IsSteadyWithinAQuarter) {
  EXPECT_EQ(TrendOf(0, 1), Trend::started);
  EXPECT_EQ(TrendOf(4, 5), Trend::steady);
  EXPECT_EQ(TrendOf(4, 5.01), Trend::rising);
  EXPECT_EQ(TrendOf(5, 4), Trend::steady);
  EXPECT_EQ(TrendOf(5, 3.99), Trend::falling);
}

}  // namespace
}  // namespace baton::acquaintance
