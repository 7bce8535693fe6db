#include "mentor/mentor_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "calendar/calendar.h"
#include "invite/appointments_for_test.h"
#include "mentor/appointment.h"
#include "mentor/mentor_store.h"
#include "seal/unused.h"

namespace baton::mentor {
namespace {

// Now is Tuesday 2026-11-24, 09:41. Max is named; Jim asks.
class MentorTest : public invite::AppointmentsTest {
 protected:
  void AddRoutes(http::Router& router) override { AddMentorRoutes(router, &key_); }
  void AddJobs(job::Runner& runner) override { AddMentorJobs(runner); }
  void SetUp() override {
    AppointmentsTest::SetUp();
    if (IsSkipped()) return;
    AddTables(tables_);
    SetRelay();
  }

  handoff::TestReply NameMentor(Id by, Id person) {
    return Post(by, "/api/v1/mentors",
                R"({"person_id":")" + ToString(person) + R"(","about":"Letting go of large clients"})");
  }
  static std::string Body(Id mentor, const std::string& at = "2026-11-26T15:00:00Z") {
    return R"({"mentor_id":")" + ToString(mentor) +
           R"(","subject":"I take the calls back","tried":"I wrote it down each week","starts_at":")" + at +
           R"(","minutes":45})";
  }
  handoff::TestReply Asked() {
    NameMentor(dana_, max_);
    auto reply = Post(jim_, "/api/v1/mentor-talks", Body(max_));
    EXPECT_EQ(reply.status, 201) << reply.text;
    return reply;
  }
  handoff::TestReply Deed(Id person, const std::string& id, const std::string& deed, std::int64_t version,
                          const std::string& body = "{}") {
    return Post(person, "/api/v1/mentor-talks/" + id + "/" + deed, body, version);
  }
  std::size_t TalksOf(Id person) {
    return Get(person, "/api/v1/mentor-talks").at("/items").as_array().size();
  }
  std::int64_t Count(const std::string& from) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + from);
  }

  const seal::Key key_{std::array<unsigned char, seal::Key::kBytes>{7, 8}};
};

TEST_P(MentorTest, IsNamedByADirectorOrAnAdministrator) {
  EXPECT_EQ(NameMentor(jim_, max_).status, 403);
  const auto named = NameMentor(dana_, max_);
  ASSERT_EQ(named.status, 201) << named.text;
  EXPECT_EQ(named.Said("/items/0/person/name"), "Max Orr");
  EXPECT_EQ(NameMentor(ann_, max_).Said("/errors/0/code"), "problem.mentor.named");
  EXPECT_EQ(NameMentor(dana_, ann_).Said("/errors/0/code"), "problem.mentor.nobody");
  EXPECT_FALSE(Get(jim_, "/api/v1/mentors").at("/may_change").as_bool());

  const auto link = [&](const std::string& url) {
    return Post(ann_, "/api/v1/mentor-link", R"({"label":"Outside","url":")" + url + "\"}");
  };
  EXPECT_EQ(link("http://mentor.example/book").status, 422);
  EXPECT_EQ(link("javascript:alert(1)").status, 422);
  EXPECT_EQ(link("https://me:secret@mentor.example/").status, 422);
  EXPECT_EQ(link("https://mentor.example/book").Said("/link/url"), "https://mentor.example/book");
  EXPECT_EQ(link("https://mentor.example/two").Said("/link/url"), "https://mentor.example/two");
  EXPECT_TRUE(link("").at("/link").is_null());

  const std::string off = "/api/v1/mentors/" + named.Said("/items/0/id") + "/take-off";
  EXPECT_EQ(Post(dana_, off, "{}", 9).status, 412);
  EXPECT_EQ(Post(dana_, off, "{}", 1).at("/items").as_array().size(), 0u);
  EXPECT_EQ(Post(jim_, "/api/v1/mentor-talks", Body(max_)).Said("/errors/0/code"),
            "problem.mentor.not_named");
}

TEST_P(MentorTest, BothReadItAndNobodyElse) {
  const auto asked = Asked();
  const std::string id = asked.Said("/id");
  EXPECT_EQ(asked.Said("/subject"), "I take the calls back");
  EXPECT_EQ(TalksOf(jim_), 1u);
  EXPECT_EQ(Get(max_, "/api/v1/mentor-talks").Said("/items/0/tried"), "I wrote it down each week");
  for (const Id other : {dana_, jada_}) {
    EXPECT_EQ(TalksOf(other), 0u);
    EXPECT_EQ(Deed(other, id, "cancel", 1).status, 404);
  }
  EXPECT_EQ(Get(ann_, "/api/v1/mentor-talks").status, 403);
  EXPECT_EQ(NoticesOf(max_), 1);
  EXPECT_EQ(NoticesOf(jim_), 0);
  // The words are in no table as they are: not in the log, a notice, a mail, a kept answer.
  for (const std::string& where :
       {std::string("change WHERE new_values LIKE '%calls back%'"),
        std::string("notice WHERE message_arguments LIKE '%calls back%'"),
        std::string("mail_content WHERE content LIKE '%calls back%' OR content LIKE '%wrote it down%'"),
        std::string("mentor_text WHERE sealed LIKE '%calls%'"), std::string("idempotency")}) {
    EXPECT_EQ(Count(where), 0) << where;
  }
}

TEST_P(MentorTest, BothAreInvitedAndFollowTheTime) {
  const std::string id = Asked().Said("/id");
  auto mails = Mails();
  ASSERT_EQ(mails.size(), 2u);
  EXPECT_EQ(mails.at("max@northwind.example").method(), "REQUEST");
  EXPECT_EQ(ToString(mails.at(kJim).invitation.starts_at), "2026-11-26T15:00:00Z");
  SendAll();
  // By the time that jobs run, far from now: an undo is told by one.
  const auto moved = Deed(max_, id, "move", 1, R"({"starts_at":"2099-11-27T10:00:00Z"})");
  ASSERT_EQ(moved.status, 200) << moved.text;
  EXPECT_EQ(ToString(Mails().at(kJim).invitation.starts_at), "2099-11-27T10:00:00Z");
  EXPECT_EQ(NoticesOf(jim_), 1);
  SendAll();
  EXPECT_EQ(Deed(jim_, id, "cancel", 2).Said("/state"), "cancelled");
  EXPECT_EQ(Mails().at("max@northwind.example").method(), "CANCEL");
  SendAll();
  UndoLast();
  EXPECT_EQ(Mails().at("max@northwind.example").method(), "REQUEST");
  // What a calendar says is told to the other one.
  const auto uid = Mails().at("max@northwind.example").invitation.uid;
  const int sequence = Mails().at("max@northwind.example").invitation.sequence;
  SendAll();
  const auto before = NoticesOf(jim_);
  EXPECT_TRUE(db().Write([&](db::Tx& tx) {
    return TakeTalkAnswer(tx, kOrg, now_, Answer(uid, "DECLINED", "max@northwind.example", sequence),
                          "max@northwind.example");
  }));
  EXPECT_EQ(NoticesOf(jim_), before + 1);
}

TEST_P(MentorTest, ProposesTimesThatSuitBoth) {
  NameMentor(dana_, max_);
  const std::string path = "/api/v1/mentor-times?minutes=45&mentor=" + ToString(max_);
  const auto first = Get(jim_, path);
  ASSERT_EQ(first.status, 200) << first.text;
  const std::string at = first.Said("/items/0");
  // Taken by each of the two in turn, it is proposed no more.
  for (const Id person : {jim_, max_}) {
    Meet(larmar_, {person}, *ParseInstant(Get(jim_, path).Said("/items/0")));
  }
  const std::string free = Get(jim_, path).Said("/items/0");
  EXPECT_NE(free, at);
  // A conversation that stands takes its time too.
  ASSERT_EQ(Post(jim_, "/api/v1/mentor-talks", Body(max_, free)).status, 201);
  const auto left = Get(jim_, path);
  for (const auto& one : left.at("/items").as_array())
    EXPECT_GE(ParseInstant(std::string(one.as_string()))->milliseconds,
              ParseInstant(free)->milliseconds + 45 * kMillisecondsPerMinute);
  EXPECT_EQ(Get(jim_, "/api/v1/mentor-times?minutes=45&mentor=" + ToString(jada_)).status, 404);
  EXPECT_EQ(Get(jim_, "/api/v1/mentor-times?minutes=5&mentor=" + ToString(max_)).status, 422);
}

TEST_P(MentorTest, AsksTwoWeeksLaterWhatCameOfIt) {
  const std::string id = Asked().Said("/id");
  EXPECT_EQ(Deed(jim_, id, "outcome", 1, R"({"text":"x"})").status, 409);  // not yet
  now_ = *ParseInstant("2026-11-26T16:00:00Z");
  EXPECT_FALSE(Get(jim_, "/api/v1/mentor-talks").at("/items/0/asks_outcome").as_bool());
  now_ = now_ + kFollowUpDays * kMillisecondsPerDay;
  EXPECT_TRUE(Get(jim_, "/api/v1/mentor-talks").at("/items/0/asks_outcome").as_bool());
  EXPECT_FALSE(Get(max_, "/api/v1/mentor-talks").at("/items/0/asks_outcome").as_bool());
  EXPECT_EQ(Deed(max_, id, "outcome", 1, R"({"text":"x"})").status, 409);  // the one who asked says it
  EXPECT_EQ(Deed(jim_, id, "outcome", 1, R"({"text":" "})").status, 422);
  ASSERT_EQ(Deed(jim_, id, "outcome", 1, R"({"text":"Two calls were not mine"})").status, 200);
  EXPECT_EQ(Get(max_, "/api/v1/mentor-talks").Said("/items/0/outcome"), "Two calls were not mine");
  EXPECT_FALSE(Get(jim_, "/api/v1/mentor-talks").at("/items/0/asks_outcome").as_bool());
}

TEST_P(MentorTest, WordsThatNobodyReadsGo) {
  const std::string id = Asked().Said("/id");
  EXPECT_EQ(Deed(jim_, id, "remove", 1).status, 409);
  now_ = *ParseInstant("2026-11-27T09:00:00Z");
  ASSERT_EQ(Deed(jim_, id, "remove", 1).status, 200);
  EXPECT_EQ(TalksOf(max_), 0u);
  ForgetUnusedTexts(db(), kOrg, now_);
  EXPECT_EQ(Count("mentor_text"), 2);
  UndoLast();
  EXPECT_EQ(TalksOf(jim_), 1u);
  EXPECT_EQ(ForgetUnusedTexts(db(), kOrg, now_ + 2 * seal::kKeepUnused), 0);
  // Both are gone: nobody can read it.
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET deleted_at = $1 WHERE org_id = $2 AND id IN ($3, $4)", now_, kOrg, jim_,
               max_);
  });
  ForgetUnusedTexts(db(), kOrg, now_);
  EXPECT_EQ(ForgetUnusedTexts(db(), kOrg, now_ + seal::kKeepUnused), 2);
  EXPECT_EQ(Count("mentor_text") + Count("mentor_talk"), 0);
}

TEST_P(MentorTest, AnotherKeyOpensNothing) {
  Asked();
  const seal::Key other{std::array<unsigned char, seal::Key::kBytes>{1}};
  EXPECT_TRUE(CheckTexts(*db().Read(), key_));
  EXPECT_FALSE(CheckTexts(*db().Read(), other));
}

INSTANTIATE_TEST_SUITE_P(Engines, MentorTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::mentor
