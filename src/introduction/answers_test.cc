// Answers of calendars: only the guest's own, and only to the time that the meeting has.
#include "introduction/answers.h"

#include "introduction/introduction_for_test.h"

namespace baton::introduction {
namespace {

class AnswersTest : public IntroductionTest {
 protected:
  bool Take(const std::string& uid, const std::string& email, const std::string& partstat, int sequence = 0,
            const std::string& sender = "bill@client.example", const std::string& comment = "") {
    return db().Write([&](db::Tx& tx) {
      return TakeCalendarAnswer(tx, kOrg, now_, Answer(uid, partstat, email, sequence, comment), sender);
    });
  }
  std::string Uid(const handoff::TestReply& meeting) { return meeting.Said("/id") + ".7@northwind.example"; }
  std::string SaysBill(const handoff::TestReply& meeting) {
    return Get(jim_, Path(meeting.Said("/id"))).Said("/guests/0/participation");
  }
};

TEST_P(AnswersTest, AGuestAnswersAndBothOfUsHear) {
  const auto meeting = Planned();
  const auto before = NoticesOf(jim_);
  EXPECT_TRUE(
      Take(Uid(meeting), "Bill@Client.example", "DECLINED", 0, "bill@client.example", "Can we say four?"));
  const auto view = Get(jim_, Path(meeting.Said("/id")));
  EXPECT_EQ(view.Said("/guests/0/participation"), "declined");
  EXPECT_EQ(view.Said("/guests/0/comment"), "Can we say four?");
  EXPECT_EQ(view.Said("/guests/0/answered_at"), "2026-11-24T09:41:00Z");
  EXPECT_EQ(NoticesOf(jim_), before + 1);
  EXPECT_TRUE(
      Take(Uid(meeting), "bill@client.example", "DECLINED", 0, "bill@client.example", "Can we say four?"));
  EXPECT_EQ(NoticesOf(jim_), before + 1) << "said twice";
}

TEST_P(AnswersTest, NobodyAnswersForSomebodyElse) {
  const auto meeting = Planned();
  EXPECT_FALSE(Take(Uid(meeting), "bill@client.example", "ACCEPTED", 0, "mallory@evil.example"));
  EXPECT_FALSE(Take(Uid(meeting), "mallory@evil.example", "ACCEPTED", 0, "mallory@evil.example"));
  EXPECT_FALSE(Take("1.7@northwind.example", "bill@client.example", "ACCEPTED"));
  EXPECT_TRUE(Take(Uid(meeting), "jim@northwind.example", "DECLINED", 0, "jim@northwind.example"));
  EXPECT_EQ(SaysBill(meeting), "needs_action");
  EXPECT_EQ(Get(jim_, Path(meeting.Said("/id"))).Said("/guests/2/participation"), "accepted");
}

TEST_P(AnswersTest, AnAnswerToTheOldTimeIsNone) {
  const auto meeting = Planned();
  SendAll();
  Changed(meeting.Said("/id"), 1, R"({"place":"Pier 5"})");
  SendAll();
  EXPECT_TRUE(Take(Uid(meeting), "bill@client.example", "TENTATIVE", 0))
      << "the place is another, the time is not";
  Changed(meeting.Said("/id"), 2, R"({"starts_local":"2026-12-03T17:00"})");
  EXPECT_FALSE(Take(Uid(meeting), "bill@client.example", "ACCEPTED", 1));
  EXPECT_EQ(SaysBill(meeting), "needs_action");
  EXPECT_TRUE(Take(Uid(meeting), "bill@client.example", "ACCEPTED", 2));
  EXPECT_EQ(SaysBill(meeting), "accepted");
  EXPECT_FALSE(Take(Uid(meeting), "bill@client.example", "ACCEPTED", 99));
  Ask(jim_, http::Method::remove, Path(meeting.Said("/id")), "", 3);
  EXPECT_FALSE(Take(Uid(meeting), "bill@client.example", "DECLINED", 2));
}

INSTANTIATE_TEST_SUITE_P(Engines, AnswersTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::introduction
