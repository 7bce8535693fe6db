#include "departure/second_tie.h"

#include <gtest/gtest.h>

#include <random>

#include "departure/shares.h"

namespace baton::departure {
namespace {

constexpr double kBound = 0.25;
constexpr Id kLeaver{1};
constexpr Id kColleague{2};

std::vector<AccountFacts> RandomBook(std::mt19937& random, std::size_t count) {
  std::uniform_real_distribution<double> part(0, 1);
  std::vector<AccountFacts> book;
  for (std::size_t j = 0; j < count; ++j) {
    // What contracts is a whole number, and all fits a grid of single units.
    AccountFacts facts{.id = Id{static_cast<std::int64_t>(j + 1)},
                       .revenue = static_cast<std::int64_t>(20 * (1 + random() % 7))};
    if (random() % 5 == 0) facts.revenue.reset();
    if (random() % 4 > 0) facts.share = 0.8 + 0.2 * part(random);
    facts.has_second = facts.share && random() % 4 == 0;
    facts.years_with_person = 9 * part(random);
    facts.completion = random() % 3 == 0 ? part(random) : 0;
    book.push_back(facts);
  }
  return book;
}

// logit .109474 = -2.096128, and 2 * .5 + .3 log(7 / 4) + .25 = 1.417884: .336653 is lost. With a fifth of the contact somebody else's:
// 2 * .3 - .7 + .3 log(7 / 4) + .25, .144520. Of 1,000,000 that is .95 * 192,133.
TEST(SecondTieTest, IsTheFormula) {
  const AccountFacts facts[] = {
      {.id = Id{1}, .revenue = 1'000'000, .share = 1, .years_with_person = 6, .years_with_firm = 5}};
  const double none[] = {0};
  const SecondTies ties = OrderSecondTies(facts, none, {}, kBound);
  ASSERT_EQ(ties.all.size(), 1u);
  EXPECT_NEAR(ties.all[0].chance, 0.336653, 1e-6);
  EXPECT_NEAR(ties.all[0].chance_then, 0.144520, 1e-6);
  EXPECT_NEAR(ties.all[0].fall.value, 0.192133, 1e-6);
  EXPECT_NEAR(ties.all[0].gain.value, 182'526.6, 1);
  EXPECT_NEAR(ties.gain.value, 182'526.6, 1);
}

// Who has a tenth of the contact already has less to build: .9 / (1 - .1 + .225) is .8 as well.
TEST(SecondTieTest, CountsWhatTheColleagueHasAlready) {
  const AccountFacts facts[] = {
      {.id = Id{1}, .revenue = 1'000'000, .share = 0.9, .years_with_person = 6, .years_with_firm = 5}};
  const double tenth[] = {0.1};
  const SecondTies ties = OrderSecondTies(facts, tenth, {}, kBound);
  EXPECT_NEAR(ties.all[0].chance, 0.293542, 1e-6);
  EXPECT_NEAR(ties.all[0].chance_then, 0.144520, 1e-6);
}

// The whole page worked out with and without the tie: the expected loss of all falls by what one line says.
TEST(SecondTieTest, IsWhatThePageSaysWithTheTie) {
  std::mt19937 random(11);
  int compared = 0;
  for (int round = 0; round < 12; ++round) {
    const std::vector<AccountFacts> book = RandomBook(random, 1 + random() % 9);
    const std::vector<double> shares(book.size(), 0);
    const Question question{.to_competitor = round % 2 == 0};
    const Assessment before = Assess(book, question);
    for (const SecondTie& tie : OrderSecondTies(book, shares, question, kBound).all) {
      std::vector<AccountFacts> with = book;
      with[tie.account] = WithSecond(book[tie.account], 0, kBound);
      const Assessment after = Assess(with, question);
      EXPECT_NEAR(before.now.expected - after.now.expected, tie.gain.value, 1e-6);
      EXPECT_NEAR(after.accounts[tie.account].chance, tie.chance_then, 1e-12);
      EXPECT_NEAR(before.accounts[tie.account].chance, tie.chance, 1e-12);
      ++compared;
    }
  }
  EXPECT_GT(compared, 15);
}

// Ties from contact to contact: the colleague's grows until it just counts as close.
TEST(SecondTieTest, IsTheShareWhenTheTieIsThere) {
  std::mt19937 random(12);
  std::uniform_real_distribution<double> part(0.2, 1);
  for (int round = 0; round < 40; ++round) {
    std::vector<ties::PairTie> pairs{{kLeaver, Id{10}, part(random), 1},
                                     {kLeaver, Id{11}, part(random), 0.4}};
    if (round % 2 == 0) pairs.push_back({kColleague, Id{11}, 0.05 * part(random), 0.4});
    if (round % 3 == 0) pairs.push_back({Id{3}, Id{10}, 0.02, 1});
    const auto today = *ties::BreadthOf(pairs);
    const AccountFacts facts{.share = ties::ShareOf(today, kLeaver)};
    const AccountFacts then = WithSecond(facts, ties::ShareOf(today, kColleague), kBound);

    double jims = 0;
    double toms = 0;
    for (const ties::PairTie& pair : pairs) {
      if (pair.person_id == kLeaver) jims += pair.strength * pair.authority;
      if (pair.person_id == kColleague) toms += pair.strength * pair.authority;
    }
    const auto with = [&](double more) {
      std::vector<ties::PairTie> grown = pairs;
      grown.push_back({kColleague, Id{10}, more, 1});
      return OwnShareOf(*ties::BreadthOf(grown), kLeaver);
    };
    const double needed = kBound * jims - toms;
    EXPECT_NEAR(with(needed).share, *then.share, 1e-12);
    EXPECT_TRUE(with(needed + 1e-9).has_second);
    EXPECT_FALSE(with(needed - 1e-6).has_second) << "less does not count";
    EXPECT_TRUE(then.has_second);
  }
}

TEST(SecondTieTest, PutsFirstWhatTakesMostOff) {
  const AccountFacts facts[] = {
      {.id = Id{1}, .revenue = 100'000, .share = 1},
      {.id = Id{2}, .revenue = 900'000, .share = 1},
      {.id = Id{3}, .share = 1, .years_with_person = 1},  // the revenue is not known
      {.id = Id{4}, .revenue = 900'000},                  // no tie of anybody is known
      {.id = Id{5}, .revenue = 900'000, .share = 0.6, .has_second = true},
      {.id = Id{6}, .revenue = 900'000, .share = 0},  // hangs on somebody else
      {.id = Id{7}, .share = 1, .years_with_person = 9},
  };
  const std::vector<double> none(std::size(facts), 0);
  const SecondTies ties = OrderSecondTies(facts, none, {}, kBound);
  std::vector<std::size_t> order;
  double together = 0;
  for (const SecondTie& tie : ties.all) {
    order.push_back(tie.account);
    together += tie.gain.value;
  }
  EXPECT_EQ(order, (std::vector<std::size_t>{1, 0, 6, 2}));
  EXPECT_EQ(ties.all[2].gain.value, 0);
  EXPECT_GT(ties.all[2].fall.value, ties.all[3].fall.value);
  EXPECT_NEAR(ties.gain.value, together, 1e-6);
}

// Each assumption by itself at both ends, and how much somebody else helps.
TEST(SecondTieTest, SaysHowFarItGoesByWhatIsAssumed) {
  const AccountFacts facts[] = {{.id = Id{1}, .revenue = 1'000'000, .share = 0.9, .completion = 0.3}};
  const double none[] = {0};
  const SecondTies ties = OrderSecondTies(facts, none, {}, kBound);
  const LossModel model;
  std::vector<LossModel> models(11, model);
  models[0].typical_loss = 0.132;
  models[1].typical_loss = 0.176;
  models[2].share.mean = 1;
  models[3].share.mean = 3;
  models[4].completion.mean = 0;
  models[5].completion.mean = 0.8;
  models[6] = WithContraction(model, 0);
  models[7] = WithContraction(model, 0.1);
  models[8].second.mean = -0.2;
  models[9].second.mean = -1.2;
  double low = ties.gain.value;
  double high = low;
  for (const LossModel& each : models) {
    const AccountFacts then[] = {WithSecond(facts[0], 0, kBound)};
    const double gain = ExpectedOf(facts, {.model = each})[0] - ExpectedOf(then, {.model = each})[0];
    low = std::min(low, gain);
    high = std::max(high, gain);
  }
  EXPECT_NEAR(ties.gain.low, low, 1e-6);
  EXPECT_NEAR(ties.gain.high, high, 1e-6);
  EXPECT_LT(ties.gain.low, 0.75 * ties.gain.value);
  EXPECT_GT(ties.gain.high, 1.2 * ties.gain.value);

  // Of a small effect that is little known it is not believed that a second tie does harm.
  LossModel small;
  small.second = {-0.1, 0.5};
  const SecondTies sure = OrderSecondTies(facts, none, {.model = small}, kBound);
  EXPECT_GT(sure.gain.low, 0);
}

ties::AccountTie Knows(Id person, std::int64_t contact, double strength, double authority) {
  return {.account_id = Id{9},
          .person_id = person,
          .contact_id = Id{contact},
          .strength = strength,
          .authority = authority};
}

TEST(SecondTieTest, IsWithWhoMattersMostAndKnowsNobodyElse) {
  std::vector<ties::AccountTie> known{Knows(kLeaver, 1, 0.9, 0.4),  Knows(kLeaver, 2, 0.3, 1),
                                      Knows(kLeaver, 3, 0.8, 1),    Knows(kColleague, 3, 0.7, 1),
                                      Knows(kColleague, 4, 0.9, 1), Knows(kColleague, 2, 0.05, 1)};
  const auto decides = ContactFor(known, kLeaver, kBound);
  ASSERT_TRUE(decides);
  EXPECT_EQ(decides->contact_id, Id{2}) << "who decides, though the tie is thin; Tom hardly knows them";
  EXPECT_TRUE(decides->is_alone);
  known.push_back(Knows(kLeaver, 5, 0.6, 1));
  EXPECT_EQ(ContactFor(known, kLeaver, kBound)->contact_id, Id{5}) << "of equal ones whom Jim knows best";

  const std::vector<ties::AccountTie> shared{Knows(kLeaver, 1, 0.9, 0.4), Knows(kColleague, 1, 0.5, 0.4)};
  EXPECT_FALSE(ContactFor(shared, kLeaver, kBound)->is_alone);
  EXPECT_FALSE(ContactFor(std::vector{Knows(kColleague, 1, 0.5, 1)}, kLeaver, kBound));
  EXPECT_FALSE(ContactFor({}, kLeaver, kBound));
}

}  // namespace
}  // namespace baton::departure
