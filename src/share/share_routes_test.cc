#include "share/share_routes.h"

#include <gtest/gtest.h>

#include "action/undo.h"
#include "handoff/team_for_test.h"
#include "share/directory.h"

namespace baton::share {
namespace {

// Now is Tuesday 2026-11-24. Jim and Max are managers under Dana.
class ShareRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddShareRoutes(router); }

  std::string Keep(Id account, const std::string& until = "2027-03-31") {
    return R"({"account_ids":[")" + ToString(account) + R"("],"until_on":")" + until +
           R"(","note":"Until the contract is signed"})";
  }
  handoff::TestReply Propose(Id person, const std::string& body) {
    return Post(person, "/api/v1/agreed-shares", body);
  }
  std::string PathOf(const handoff::TestReply& share, const std::string& deed) {
    return "/api/v1/agreed-shares/" + share.Said("/id") + deed;
  }
  std::size_t KeptOn(std::string_view day) {
    return FindKept(*db().Read(), kOrg, std::vector{larmar_, bexley_}, *ParseDay(day)).size();
  }
  std::size_t Count(Id person, const std::string& query = "") {
    return Get(person, "/api/v1/agreed-shares" + query).at("/items").as_array().size();
  }
};

TEST_P(ShareRoutesTest, OneProposesAndTheOtherAgrees) {
  const auto told = NoticesOf(dana_);
  const auto proposed = Propose(jim_, Keep(larmar_));
  ASSERT_EQ(proposed.status, 201) << proposed.text;
  EXPECT_EQ(proposed.Said("/state"), "proposed");
  EXPECT_EQ(proposed.Said("/director/name"), "Dana Ruiz");
  EXPECT_EQ(NoticesOf(dana_), told + 1);
  EXPECT_EQ(KeptOn("2026-11-24"), 0u);  // nothing holds yet
  EXPECT_EQ(FindWaitingShares(*db().Read(), kOrg, dana_).size(), 1u);
  EXPECT_EQ(FindWaitingShares(*db().Read(), kOrg, jim_).size(), 0u);

  EXPECT_EQ(Post(jim_, PathOf(proposed, "/agree"), "{}", 1).status, 409);
  EXPECT_EQ(Post(dana_, PathOf(proposed, "/agree"), "{}", 7).status, 412);
  const auto agreed = Post(dana_, PathOf(proposed, "/agree"), "{}", 1);
  ASSERT_EQ(agreed.status, 200) << agreed.text;
  EXPECT_EQ(agreed.Said("/state"), "agreed");
  EXPECT_EQ(KeptOn("2026-11-24"), 1u);
  EXPECT_EQ(KeptOn("2027-03-31"), 1u);
  EXPECT_EQ(KeptOn("2027-04-01"), 0u);
}

TEST_P(ShareRoutesTest, TheNextAgreementEndsTheOneBefore) {
  const auto first = Propose(jim_, Keep(larmar_));
  Post(dana_, PathOf(first, "/agree"), "{}", 1);
  const auto second = Propose(dana_, R"({"manager_id":")" + ToString(jim_) +
                                         R"(","account_ids":[],"share_percent":20,"until_on":"2027-06-30"})");
  ASSERT_EQ(second.status, 201) << second.text;
  EXPECT_EQ(KeptOn("2026-11-24"), 1u);  // until the other says yes
  ASSERT_EQ(Post(jim_, PathOf(second, "/agree"), "{}", 1).status, 200);
  EXPECT_EQ(KeptOn("2026-11-24"), 0u);
  EXPECT_EQ(Count(jim_), 1u);
  EXPECT_EQ(Count(jim_, "?ended=true"), 2u);
  EXPECT_EQ(Post(jim_, PathOf(second, "/end"), "{}", 2).Said("/state"), "ended");
  EXPECT_EQ(Count(dana_), 0u);
}

TEST_P(ShareRoutesTest, IsForTheManagerAndThoseAbove) {
  const auto proposed = Propose(jim_, Keep(larmar_));
  EXPECT_EQ(Count(jim_), 1u);
  EXPECT_EQ(Count(dana_), 1u);
  EXPECT_EQ(Count(max_), 0u);
  EXPECT_EQ(Post(max_, PathOf(proposed, "/agree"), "{}", 1).status, 404);
  for (const Id person : {jada_, ann_}) {
    EXPECT_EQ(Get(person, "/api/v1/agreed-shares").status, 403);
    EXPECT_EQ(Propose(person, Keep(larmar_)).status, 403);
  }
}

TEST_P(ShareRoutesTest, RefusesWhatCannotBe) {
  EXPECT_EQ(Propose(jim_, R"({"account_ids":[],"until_on":"2027-01-01"})").Said("/errors/0/code"),
            "problem.agreed_share.nothing_kept");
  EXPECT_EQ(Propose(jim_, Keep(larmar_, "2026-11-23")).Said("/errors/0/path"), "until_on");
  EXPECT_EQ(Propose(max_, Keep(larmar_)).Said("/errors/0/path"), "account_ids[0]");
  EXPECT_EQ(Propose(dana_, Keep(larmar_)).Said("/errors/0/path"), "manager_id");
  EXPECT_EQ(Propose(jim_, R"({"account_ids":[],"share_percent":101,"until_on":"2027-01-01"})")
                .Said("/errors/0/path"),
            "share_percent");
}

TEST_P(ShareRoutesTest, AgreeingCanBeTakenBack) {
  const auto proposed = Propose(jim_, Keep(larmar_));
  Post(dana_, PathOf(proposed, "/agree"), "{}", 1);
  action::Tables tables;
  AddTables(tables);
  tables.Add({.name = "notice"});
  db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {kOrg, dana_}, "action.undo", now_);
    action::Undo(undoing, *action_id_, tables);
  });
  EXPECT_EQ(KeptOn("2026-11-24"), 0u);
}

TEST_P(ShareRoutesTest, AnEndIsNotTakenBackBesideTheNextAgreement) {
  const auto first = Propose(jim_, Keep(larmar_));
  Post(dana_, PathOf(first, "/agree"), "{}", 1);
  Post(jim_, PathOf(first, "/end"), "{}", 2);
  const Id ending = *action_id_;
  action::Tables tables;
  AddTables(tables);
  tables.Add({.name = "notice"});
  const access::Principal jim{
      .org_id = kOrg, .person_id = jim_, .role = access::Role::manager, .language = "en"};
  const auto why = [&] {
    std::optional<Problem> found;
    db().Write([&](db::Tx& tx) -> Result<Done> {
      action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
      action::Undo(undoing, ending, tables);
      const auto scope = access::ScopeOf(jim, access::Deed::change, access::Word::action);
      found = action::WhyOutOfReach(tx, jim, scope, ending, tables);
      return Fail(Kind::conflict, "problem.conflict");  // only asked
    });
    return found;
  };
  EXPECT_FALSE(why());
  const auto second = Propose(jim_, Keep(bexley_));
  Post(dana_, PathOf(second, "/agree"), "{}", 1);
  EXPECT_TRUE(why());
}

INSTANTIATE_TEST_SUITE_P(Engines, ShareRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::share
