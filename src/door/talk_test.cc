#include "door/talk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "words/catalogue.h"

namespace baton::door {
namespace {

TalkFacts Jada() {
  return {.me = "Jim",
          .contact = "Bill",
          .account = "Larmar Freight",
          .server = "Jada",
          .by = ServesBy::handoff,
          .met_on = ParseDay("2026-11-03"),
          .met_client_on = ParseDay("2026-11-03"),
          .freedom = Freedom::until,
          .free_at = {}};
}

std::string Said(const std::vector<Message>& messages) {
  std::string text;
  for (const Message& message : messages) {
    if (!text.empty()) text += ' ';
    text += words::Plain(message);
  }
  return text;
}

TEST(TalkTest, IntroducesWithWhatIsKnown) {
  EXPECT_EQ(
      Said(Greeting(Jada())),
      "Bill, good to see you. I run the team now, and Jada is the one who looks after you. You two met on "
      "November 3, 2026. Come, I’ll walk you over.");
  EXPECT_EQ(Said(Because(Jada())), "Bill met Jada on November 3, 2026.");
  EXPECT_EQ(words::Plain(RatherQuestion(Jada())), "I’d rather deal with you, Jim.");
  EXPECT_THAT(words::Plain(RatherAnswer(Jada())), testing::HasSubstr("Jada"));
}

TEST(TalkTest, LeavesOutWhatIsNot) {
  TalkFacts facts = Jada();
  facts.met_on = {};
  facts.met_client_on = {};
  facts.contact = "";
  facts.freedom = Freedom::unknown;
  EXPECT_EQ(
      Said(Greeting(facts)),
      "Good to see you. I run the team now, and Jada is the one who looks after you. Come, let’s see whether "
      "Jada is free.");
  EXPECT_EQ(Said(Because(facts)), "No meeting of the two is on record.");
  facts.met_client_on = ParseDay("2026-11-03");
  EXPECT_EQ(Said(Because(facts)), "Jada met somebody of Larmar Freight on November 3, 2026.");
  facts.server = "";
  EXPECT_EQ(Said(Greeting(facts)),
            "Good to see you. I have five minutes; then I’ll find the right person for you, and we’ll do it "
            "properly.");
}

TEST(TalkTest, SaysWhenTheServerIsFree) {
  TalkFacts facts = Jada();
  facts.freedom = Freedom::busy;
  facts.free_at = "10:30 AM";
  EXPECT_THAT(Said(Greeting(facts)), testing::HasSubstr("Jada is with somebody until 10:30 AM"));
}

TEST(TalkTest, WorthIsCounts) {
  const WorthFacts facts{.open_deals = 1,
                         .deal = "15 terminals",
                         .server = "Jada",
                         .mine = {11, 14},
                         .theirs = {5, 8},
                         .only_me = true,
                         .promise = "Review Jada's letter",
                         .promise_minutes = 60,
                         .moves = 1,
                         .others_waiting = 2};
  std::vector<std::string> lines;
  for (const Message& message : Worth(facts)) lines.push_back(words::Plain(message));
  EXPECT_THAT(lines, testing::ElementsAre("One deal is open here: 15 terminals.",
                                          "You: 11 of 14 deals won in two years. Jada: 5 of 8.",
                                          "Nobody else of us knows them.",
                                          "60 minutes are promised: Review Jada's letter. Moved once.",
                                          "Two more reps wait for you."));
}

TEST(TalkTest, NamesTheDealInQuestionOnce) {
  WorthFacts facts{.open_deals = 1, .deal = "15 terminals", .has_chance = true};
  EXPECT_TRUE(Worth(facts).empty());
  facts.open_deals = 3;
  facts.is_largest = true;
  EXPECT_EQ(words::Plain(Worth(facts).front()), "3 deals are open here, the largest: 15 terminals.");
  facts.is_largest = false;
  EXPECT_EQ(words::Plain(Worth(facts).front()), "3 deals are open here, the next to close: 15 terminals.");
}

hour::SellerChance Seller(std::int64_t won, std::int64_t closed, std::optional<double> chance) {
  return {.closed = {won, closed}, .chance = chance, .low = 0.58, .high = 0.83};
}

TEST(TalkTest, SaysWhoWouldWinIt) {
  using enum hour::ChanceSaying;
  const auto said = [](hour::ChanceSaying saying, std::optional<double> rep, std::optional<double> mine) {
    const hour::DealChances chances{.saying = saying, .rep = Seller(5, 7, rep), .mine = Seller(1, 1, mine)};
    return words::Plain(Chance(chances, "15 terminals", "Jada"));
  };
  EXPECT_EQ(said(both, 0.71, 0.76),
            "15 terminals: Jada would likely win it too (71%, you 76%; about as likely).");
  EXPECT_EQ(said(rep_likely, 0.6, 0.4),
            "15 terminals: Jada would likely win it (60%); you are about as likely to (40%).");
  EXPECT_EQ(said(alike, 0.4, 0.45),
            "15 terminals: Jada and you are about as likely to win it (40%, you 45%).");
  EXPECT_EQ(said(more_still, 0.6, 0.9),
            "15 terminals: Jada would likely win it too (60%), you more likely still (90%).");
  EXPECT_EQ(said(more, 0.2, 0.9), "15 terminals: you are more likely to win it than Jada (90%, Jada 20%).");
  EXPECT_EQ(said(less, 0.9, 0.2), "15 terminals: Jada is more likely to win it than you (90%, you 20%).");
  EXPECT_EQ(said(rep_only, 0.71, {}),
            "15 terminals: Jada would likely win it (71%). Too few deals to say for you: you have closed one "
            "like it.");
  EXPECT_THAT(said(rep_only, 0.3, {}), testing::HasSubstr(": the chance that Jada wins it is 30%. Too few"));
  EXPECT_EQ(said(rep_few, {}, 0.76),
            "15 terminals: too few deals to say whether Jada would win it. Jada has closed 7 like it; you "
            "would win it "
            "with a chance of 76%.");
  EXPECT_EQ(said(both_few, {}, {}),
            "15 terminals: too few deals to say who would win it. Jada has closed 7 like it, you one.");
}

TEST(TalkTest, SaysWhatAChanceRestsOn) {
  EXPECT_EQ(words::Plain(Odds(Seller(5, 7, 0.71), "Jada")),
            "Jada: 71%, likely 58% to 83%. 5 of 7 like it won.");
  EXPECT_EQ(words::Plain(Odds(Seller(2, 3, {}), "you")), "You: 3 deals like it closed, too few to say.");
}

// Every sentence in every language, with all that it names.
TEST(TalkTest, SaysChancesInEachLanguage) {
  for (const std::string& language : words::Catalogue::Compiled().Languages()) {
    for (const auto saying :
         {hour::ChanceSaying::both, hour::ChanceSaying::rep_likely, hour::ChanceSaying::alike,
          hour::ChanceSaying::more_still, hour::ChanceSaying::more, hour::ChanceSaying::less,
          hour::ChanceSaying::rep_only, hour::ChanceSaying::rep_few, hour::ChanceSaying::both_few}) {
      const hour::DealChances chances{
          .saying = saying, .rep = Seller(5, 7, 0.71), .mine = Seller(8, 10, 0.76)};
      const std::string text =
          words::Catalogue::Compiled().Say(Chance(chances, "15 terminals", "Jada"), language);
      EXPECT_THAT(text, testing::StartsWith("15 terminals: "));
      EXPECT_THAT(text, testing::HasSubstr("Jada"));
      EXPECT_THAT(text, testing::Not(testing::HasSubstr("{"))) << language;
    }
  }
}

TEST(TalkTest, MoneyStandsLast) {
  WorthFacts facts{.break_even = 0.08, .evidence = "suggestive"};
  EXPECT_EQ(Worth(facts).size(), 1u);
  facts.money = WorthFacts::Both{{"$200.00", "$90.00", "$400.00"}, {"$310.00", "-$120.00", "$900.00"}};
  EXPECT_EQ(words::Plain(Worth(facts).back()),
            "Net, an hour here adds about $200.00, likely $90.00 to $400.00; an hour with a rep about "
            "$310.00, likely "
            "-$120.00 to $900.00.");
}

TEST(TalkTest, WorthOfNothingKnownIsNothing) {
  EXPECT_TRUE(Worth({}).empty());
  EXPECT_EQ(words::Plain(Worth({.break_even = 0.077, .evidence = "description"}).front()),
            "An hour with a rep is worth more than this one here if it lifts one week of the rep’s wins by "
            "8%. So far that "
            "rests on little: see what an hour costs.");
  WorthFacts facts;
  facts.server = "Jada";
  EXPECT_TRUE(Worth(facts).empty());
  facts.mine = {3, 4};
  EXPECT_EQ(words::Plain(Worth(facts).front()), "You: 3 of 4 deals won in two years. Jada: none closed yet.");
}

}  // namespace
}  // namespace baton::door
