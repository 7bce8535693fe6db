#include "introduction/talk.h"

#include <gmock/gmock.h>

#include "words/catalogue.h"

namespace baton::introduction {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Said(const std::vector<Message>& messages, std::string_view zone = "America/Chicago") {
  std::string text;
  for (const Message& message : messages) {
    text += words::Catalogue::Compiled().Say(message, "en", zone) + "\n";
  }
  return text;
}

TalkFacts Larmar() {
  TalkFacts facts{.former = "Jim", .successor = "Jada", .contact = "Bill", .account = "Larmar Freight"};
  facts.years = 9;
  facts.met = 2;
  facts.open_deals = 1;
  return facts;
}

TEST(Talk, HasThisClientsFacts) {
  const std::string said = Said(TalkWhenMeeting(Larmar()));
  EXPECT_THAT(said, HasSubstr("Bill, this is Jada."));
  EXPECT_THAT(said, HasSubstr("9 years"));
  EXPECT_THAT(said, HasSubstr("in touch twice"));
  EXPECT_THAT(said, Not(HasSubstr("introduction.talk")));
  EXPECT_THAT(said, Not(HasSubstr("{")));
}

TEST(Talk, SaysNothingThatIsNotKnown) {
  const TalkFacts facts{.former = "Jim", .successor = "Jada", .contact = {}, .account = "Larmar Freight"};
  const std::string said = Said(TalkWhenMeeting(facts));
  EXPECT_THAT(said, HasSubstr("This is Jada."));
  EXPECT_THAT(said, Not(HasSubstr("year")));
  EXPECT_THAT(said, Not(HasSubstr("met")));
  EXPECT_THAT(Said(TalkOnTelephone(facts)), HasSubstr("Which day"));
}

TEST(Talk, NamesTheMeetingInTheZoneOfWhoCalls) {
  TalkFacts facts = Larmar();
  facts.meeting_at = *ParseInstant("2026-12-03T02:30:00Z");
  facts.meeting_minutes = 30;
  EXPECT_THAT(Said(TalkOnTelephone(facts)), HasSubstr("December 2, 2026"));
  EXPECT_THAT(Said(TalkOnTelephone(facts), "Europe/Berlin"), HasSubstr("December 3, 2026"));
}

TEST(Talk, AnswersWhoWouldRatherStay) {
  EXPECT_EQ(Said({RatherQuestion(Larmar())}), "I’d rather deal with you, Jim.\n");
  EXPECT_THAT(Said({RatherAnswer(Larmar())}), HasSubstr("Try it once with Jada"));
}

}  // namespace
}  // namespace baton::introduction
