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
                         .open_amount = "$38,000.00",
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
  EXPECT_THAT(lines, testing::ElementsAre("One deal is open here: $38,000.00.",
                                          "You: 11 of 14 deals won in two years. Jada: 5 of 8.",
                                          "Nobody else of us knows them.",
                                          "60 minutes are promised: Review Jada's letter. Moved once.",
                                          "Two more reps wait for you."));
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
