#include <gmock/gmock.h>

#include "letter/letter_fixture.h"
#include "letter/my_job_store.h"

namespace baton::letter {
namespace {

using handoff::TestReply;
using ::testing::HasSubstr;
using ::testing::Not;

// Jim manages Jada, Tom and Lena under Dana; Max manages another team.
class MyJobTest : public LetterTest {
 protected:
  static constexpr const char* kWords =
      R"({"stops":"- I do not *sell*.","decide":"Discounts up to 10 percent.","there":"Mondays at 8"})";

  std::string PathOf(Id manager, const std::string& deed = "") {
    return "/api/v1/people/" + ToString(manager) + "/my-job" + deed;
  }
  TestReply Write(Id person, std::int64_t version, const std::string& words = kWords) {
    return Ask(person, http::Method::patch, PathOf(jim_), words, version);
  }
  TestReply Do(Id person, const std::string& deed, std::int64_t version) {
    return Post(person, PathOf(jim_, deed), "{}", version);
  }
  std::string May(Id person) { return boost::json::serialize(Get(person, PathOf(jim_)).at("/may")); }
  std::size_t Concerned(Id person) { return Get(person, "/api/v1/my-jobs").at("/items").as_array().size(); }
};

TEST_P(MyJobTest, IsWrittenAgreedAndAnnouncedOnce) {
  const auto empty = Get(jim_, PathOf(jim_));
  ASSERT_EQ(empty.status, 200) << empty.text;
  EXPECT_TRUE(empty.at("/written").is_null());
  EXPECT_EQ(empty.Said("/above/name"), "Dana Ruiz");
  EXPECT_THAT(empty.Said("/suggestion/stops"), HasSubstr("I bring you in"));
  EXPECT_EQ(May(jim_), R"(["write"])");

  const auto written = Write(jim_, 0);
  ASSERT_EQ(written.status, 200) << written.text;
  EXPECT_EQ(NoticesOf(dana_), 1);
  EXPECT_THAT(written.Said("/written/html"),
              HasSubstr("<h3>What I stop doing</h3>\n<ul>\n<li>I do not <em>sell</em>.</li>"));
  EXPECT_EQ(written.Said("/written/subject"), "My job now: Jim Calder");
  EXPECT_EQ(written.Said("/written/words/language"), "en");
  EXPECT_EQ(Do(jim_, "/announce", 1).Said("/code"), "problem.my_job.not_agreed");
  EXPECT_EQ(Do(jim_, "/agree", 1).Said("/code"), "problem.my_job.not_yours_to_agree");

  EXPECT_EQ(May(dana_), R"(["agree"])");
  EXPECT_EQ(Do(dana_, "/agree", 7).status, 412);
  const auto agreed = Do(dana_, "/agree", 1);
  ASSERT_EQ(agreed.status, 200) << agreed.text;
  EXPECT_EQ(agreed.Said("/written/agreed_by/name"), "Dana Ruiz");
  EXPECT_EQ(NoticesOf(jim_), 1);
  EXPECT_EQ(Do(dana_, "/announce", 2).status, 409);

  EXPECT_TRUE(Mails().empty());
  const auto announced = Do(jim_, "/announce", 2);
  ASSERT_EQ(announced.status, 200) << announced.text;
  EXPECT_TRUE(announced.at("/written").is_null());
  EXPECT_EQ(Mails().size(), 3u);  // one for each of the team, none for each client
  for (const Id rep : {jada_, tom_, lena_}) EXPECT_EQ(NoticesOf(rep), 1);
  const mail::Draft draft = DraftOf(Mails().front());
  EXPECT_EQ(draft.kind, mail::MailKind::announcement);
  EXPECT_EQ(draft.sender_id, jim_);
  EXPECT_EQ(draft.to.size() + draft.cc.size(), 1u);
  EXPECT_THAT(draft.text, HasSubstr("What I stop doing\n\n- I do not sell.\n\n"));
  EXPECT_THAT(draft.html, HasSubstr("<h3>"));
  EXPECT_EQ(Do(jim_, "/announce", 3).status, 409);
  EXPECT_EQ(Mails().size(), 3u);
}

TEST_P(MyJobTest, TheTeamReadsItAlsoWhoComesLater) {
  EXPECT_EQ(Concerned(jada_), 0u);
  Write(jim_, 0);
  Do(dana_, "/agree", 1);
  EXPECT_EQ(Concerned(jada_), 0u);  // not before it is announced
  EXPECT_TRUE(Get(jada_, PathOf(jim_)).at("/written").is_null());
  Do(jim_, "/announce", 2);
  Id new_rep;
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "person.create", now_);
    new_rep = AddPerson(action, "Nia Cole", access::Role::rep, jim_);
  });
  for (const Id rep : {jada_, new_rep}) {
    EXPECT_EQ(Concerned(rep), 1u);
    EXPECT_EQ(May(rep), R"(["read"])");
  }
  EXPECT_EQ(Post(jada_, PathOf(jim_, "/read"), "{}").status, 204);
  EXPECT_EQ(Post(jada_, PathOf(jim_, "/read"), "{}").status, 204);  // again does no harm
  EXPECT_EQ(May(jada_), "[]");
  EXPECT_EQ(May(new_rep), R"(["read"])");
  EXPECT_THAT(Get(jada_, PathOf(jim_)).Said("/announced/html"), HasSubstr("Mondays at 8"));
  EXPECT_EQ(Get(max_, PathOf(jim_)).status, 404);
  EXPECT_EQ(Get(ann_, PathOf(jim_)).status, 404);
  EXPECT_EQ(Get(jim_, PathOf(jada_)).status, 404);
}

TEST_P(MyJobTest, NewWordsAreAgreedAnewAndTakeThePlaceOnceAnnounced) {
  Write(jim_, 0);
  Do(dana_, "/agree", 1);
  EXPECT_EQ(Write(jim_, 2, R"({"there":"Fridays"})").Number("/written/version"), 3);
  EXPECT_EQ(Do(jim_, "/announce", 3).Said("/code"), "problem.my_job.not_agreed");
  Do(dana_, "/agree", 3);
  ASSERT_EQ(Do(jim_, "/announce", 4).status, 200);
  Post(jada_, PathOf(jim_, "/read"), "{}");

  const auto next = Write(jim_, 0, R"({"stops":"Everything"})");
  ASSERT_EQ(next.status, 200) << next.text;
  EXPECT_EQ(next.Said("/written/words/there"), "Fridays");  // what is not changed is kept
  EXPECT_THAT(Get(jada_, PathOf(jim_)).Said("/announced/html"), HasSubstr("do not"));
  EXPECT_EQ(Concerned(dana_), 2u);  // the own, and Jim's to agree to
  Do(dana_, "/agree", 1);
  EXPECT_EQ(Concerned(dana_), 1u);
  ASSERT_EQ(Do(jim_, "/announce", 2).status, 200);
  EXPECT_THAT(Get(jada_, PathOf(jim_)).Said("/announced/html"), Not(HasSubstr("do not")));
  EXPECT_EQ(May(jada_), R"(["read"])");
}

TEST_P(MyJobTest, WithNobodyAboveTheManagerAgreesAlone) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET manager_id = NULL WHERE org_id = $1 AND id = $2", kOrg, jim_);
  });
  Write(jim_, 0);
  EXPECT_EQ(May(jim_), R"(["write","agree"])");
  EXPECT_EQ(Do(jim_, "/agree", 1).status, 200);
  EXPECT_EQ(Do(jim_, "/announce", 2).status, 200);
}

TEST_P(MyJobTest, AnnouncingIsTakenBackWithItsMails) {
  Write(jim_, 0);
  Do(dana_, "/agree", 1);
  Do(jim_, "/announce", 2);
  Undo(jim_);
  EXPECT_EQ(Concerned(jada_), 0u);
  EXPECT_FALSE(Get(jim_, PathOf(jim_)).at("/written").is_null());
  EXPECT_EQ(NoticesOf(jada_), 0);
  for (const mail::Mail& mail : Mails()) EXPECT_EQ(mail.state, mail::MailState::cancelled);
}

TEST_P(MyJobTest, TheClientReadsItInTheLetterOnceItIsAgreed) {
  const Id id = Proposed(larmar_, jada_);
  const std::string path = "/api/v1/handoffs/" + ToString(id) + "/letter";
  const auto says = [&] {
    return Get(jim_, path).Said("/text").find("My job now is to help") != std::string::npos;
  };
  Write(jim_, 0);
  EXPECT_FALSE(says());
  Do(dana_, "/agree", 1);
  EXPECT_TRUE(says());
  EXPECT_THAT(Get(jim_, path).Said("/text"),
              HasSubstr("Jada Ellis decides what concerns Larmar Freight and has my full support.\n\n"));
  Do(jim_, "/announce", 2);
  EXPECT_TRUE(says());
}

TEST_P(MyJobTest, RefusesWhatCannotBe) {
  EXPECT_EQ(Write(jim_, 0, R"({"stops":"x","decide":" ","there":"y"})").Said("/errors/0/path"), "decide");
  EXPECT_EQ(Write(jim_, 0, R"({"stops":"x","decide":"y","there":"z","language":"!"})").Said("/errors/0/path"),
            "language");
  EXPECT_EQ(Write(dana_, 0).status, 403);
  EXPECT_EQ(Write(max_, 0).status, 404);
  EXPECT_EQ(Write(jada_, 0).status, 403);
  EXPECT_EQ(Write(jim_, 4).status, 412);
  EXPECT_EQ(Write(jim_, 0, R"({"stops":")" + std::string(2001, 'x') + R"(","decide":"y","there":"z"})")
                .Said("/errors/0/code"),
            "problem.field.too_long");
}

INSTANTIATE_TEST_SUITE_P(Engines, MyJobTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::letter
