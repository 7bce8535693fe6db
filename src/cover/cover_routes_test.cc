#include "cover/cover_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "action/tables.h"
#include "action/undo.h"
#include "book/book_routes.h"
#include "book/directory.h"
#include "calendar/calendar.h"
#include "cover/directory.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "notice/notice_routes.h"
#include "people/directory.h"
#include "sheet/sheet.h"

namespace baton::cover {
namespace {

// Now is Tuesday 2026-11-24, 09:41 UTC. Jada's clients are three of freight.
class CoverRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddCoverRoutes(router);
    book::AddBookRoutes(router, {});
  }
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    for (const Id id : book::FindOwnedAccounts(*db().Read(), kOrg, jada_)) freight_.push_back(id);
  }

  static std::string Line(Id account, Id person) {
    return fmt::format(R"({{"account_id":"{}","person_id":"{}"}})", account.value, person.value);
  }
  static std::string Days(const char* from, const char* to, const std::string& lines) {
    return fmt::format(R"({{"from_on":"{}","to_on":"{}","note":"Ask about pallets","lines":[{}]}})", from, to,
                       lines);
  }
  handoff::TestReply Set(Id who, Id person, const std::string& body) {
    return Post(who, "/api/v1/people/" + ToString(person) + "/covers", body);
  }
  // Tom covers the first of Jada's clients, Lena the second, from tomorrow to Friday.
  handoff::TestReply SetJadas() {
    return Set(jim_, jada_,
               Days("2026-11-25", "2026-11-27", Line(freight_[0], tom_) + "," + Line(freight_[1], lena_)));
  }
  void IsDay(int days) {
    now_ = *ParseInstant("2026-11-24T09:41:00Z") + days * kMillisecondsPerDay;
    TurnWhatIsDue(db(), kOrg, now_);
  }
  void IsAway(Id person, const char* from, const char* to) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, person}, "absence.create", now_);
      action.Insert(calendar::Absence{
          .person_id = person, .from_on = *ParseDay(from), .to_on = *ParseDay(to), .created_at = now_});
    });
  }
  int Sees(Id who, Id account) { return Get(who, "/api/v1/accounts/" + ToString(account)).status; }

  std::vector<Id> freight_;
};

TEST_P(CoverRoutesTest, WhoCoversSeesTheClientWhileItRuns) {
  const auto set = SetJadas();
  ASSERT_EQ(set.status, 201) << set.text;
  EXPECT_EQ(set.Said("/state"), "planned");
  EXPECT_EQ(NoticesOf(tom_), 1);
  EXPECT_EQ(NoticesOf(jada_), 1);
  EXPECT_EQ(Sees(tom_, freight_[0]), 404);
  IsDay(1);
  EXPECT_EQ(Sees(tom_, freight_[0]), 200);
  EXPECT_EQ(Sees(tom_, freight_[1]), 404);
  EXPECT_EQ(Sees(lena_, freight_[1]), 200);
  EXPECT_EQ(OwnerOf(freight_[0]), jada_);
  EXPECT_EQ(Get(jim_, "/api/v1/covers").Said("/items/0/state"), "running");
  const auto row = [&](Id who, Id account) { return Get(who, "/api/v1/accounts/" + ToString(account)); };
  EXPECT_EQ(row(jim_, freight_[0]).Said("/cover/people/0/name"), "Tom Reyes");
  EXPECT_EQ(row(jim_, freight_[0]).Said("/cover/until_on"), "2026-11-27");
  EXPECT_TRUE(row(jim_, freight_[2]).at("/cover").is_null());
  EXPECT_EQ(Get(jim_, "/api/v1/accounts?owner=" + ToString(jada_) + "&sort=name")
                .Said("/items/1/cover/people/0/name"),
            "Lena Koch");
  IsDay(3);
  EXPECT_EQ(Sees(tom_, freight_[0]), 200);  // the last day
  IsDay(4);
  EXPECT_EQ(Sees(tom_, freight_[0]), 404);
  EXPECT_EQ(OwnerOf(freight_[0]), jada_);
  EXPECT_TRUE(Get(jim_, "/api/v1/covers").at("/items").as_array().empty());
  EXPECT_EQ(Get(jim_, "/api/v1/covers?over=true").Said("/items/0/state"), "over");
  EXPECT_EQ(NoticesOf(tom_), 3);  // set, begun, ended
}

TEST_P(CoverRoutesTest, IsSetByWhoStandsAbove) {
  const std::string body = Days("2026-11-25", "2026-11-27", Line(freight_[0], tom_));
  EXPECT_EQ(Set(dana_, jada_, body).status, 201);
  EXPECT_EQ(Set(max_, jada_, body).status, 404);
  EXPECT_EQ(Set(jada_, jada_, body).status, 403);
  EXPECT_EQ(Set(tom_, jada_, body).status, 403);
  EXPECT_EQ(Set(ann_, jada_, body).status, 403);
  // A manager sees to the own clients.
  EXPECT_EQ(Set(jim_, jim_, Days("2026-11-25", "2026-11-27", Line(larmar_, jada_))).status, 201);
  EXPECT_EQ(Set(jim_, dana_, body).status, 404);
}

TEST_P(CoverRoutesTest, IsSeenByThoseConcerned) {
  const auto set = SetJadas();
  const std::string path = "/api/v1/covers/" + set.Said("/id");
  EXPECT_EQ(Get(jim_, path).at("/lines").as_array().size(), 2u);
  EXPECT_EQ(Get(jada_, path).at("/lines").as_array().size(), 2u);
  EXPECT_EQ(Get(tom_, path).at("/lines").as_array().size(), 1u);  // the own one
  EXPECT_TRUE(Get(jada_, path).at("/may").as_array().empty());
  EXPECT_EQ(Post(jada_, path + "/end", "", 1).status, 403);  // it has not begun
  for (const Id other : {max_, ann_}) EXPECT_EQ(Get(other, path).status, 404);
  EXPECT_TRUE(Get(ann_, "/api/v1/covers?person=" + ToString(jada_)).at("/items").as_array().empty());
  IsDay(1);
  EXPECT_EQ(Get(jada_, path + "/meanwhile").status, 200);
  EXPECT_EQ(Get(jim_, path + "/meanwhile").status, 200);
  for (const Id other : {tom_, max_, ann_}) EXPECT_EQ(Get(other, path + "/meanwhile").status, 404);
}

TEST_P(CoverRoutesTest, WhoIsBackSaysSo) {
  const std::string path = "/api/v1/covers/" + SetJadas().Said("/id");
  IsDay(1);
  const auto seen = Get(jada_, path);
  EXPECT_EQ(seen.at("/may").as_array().size(), 1u);
  const auto version = seen.Number("/version");
  EXPECT_EQ(Ask(jada_, http::Method::patch, path, R"({"to_on":"2026-12-01"})", version).status, 403);
  EXPECT_EQ(Post(tom_, path + "/end", "", version).status, 404);
  EXPECT_EQ(Post(jada_, path + "/end", "", version).status, 200);
  EXPECT_EQ(Sees(tom_, freight_[0]), 404);
}

TEST_P(CoverRoutesTest, SaysWhatHappenedMeanwhile) {
  const std::string path = "/api/v1/covers/" + SetJadas().Said("/id");
  EXPECT_EQ(Get(jada_, path + "/meanwhile").status, 404);  // it has not begun
  IsDay(1);
  Meet(freight_[0], {tom_}, now_ - kMillisecondsPerDay);            // before it
  Meet(freight_[0], {tom_}, now_ + 60 * kMillisecondsPerMinute);    // in it
  Meet(freight_[0], {lena_}, now_ + 90 * kMillisecondsPerMinute);   // of somebody who covers another client
  Meet(freight_[2], {tom_}, now_ + 60 * kMillisecondsPerMinute);    // of a client that nobody covers
  Meet(freight_[0], {jada_}, now_ + 120 * kMillisecondsPerMinute);  // her own
  IsDay(5);
  const auto reply = Get(jada_, path + "/meanwhile");
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(reply.Number("/count"), 2);
  EXPECT_EQ(reply.Said("/accounts/0/account/name"), "Freight 0");
  EXPECT_EQ(reply.Said("/accounts/0/items/0/kind"), "meeting");
  EXPECT_EQ(reply.Said("/accounts/0/items/1/person/name"), "Tom Reyes");
  EXPECT_TRUE(reply.at("/accounts/1/items").as_array().empty());
}

TEST_P(CoverRoutesTest, ChangesWhileItRuns) {
  const auto set = SetJadas();
  IsDay(1);
  const std::string path = "/api/v1/covers/" + set.Said("/id");
  const auto version = Get(jim_, path).Number("/version");
  const auto changed = Ask(jim_, http::Method::patch, path,
                           R"({"to_on":"2026-12-01","lines":[)" + Line(freight_[0], lena_) + "]}", version);
  ASSERT_EQ(changed.status, 200) << changed.text;
  EXPECT_EQ(changed.at("/lines").as_array().size(), 1u);
  EXPECT_EQ(Sees(tom_, freight_[0]), 404);
  EXPECT_EQ(Sees(lena_, freight_[0]), 200);
  EXPECT_EQ(Sees(lena_, freight_[1]), 404);
  IsDay(4);
  EXPECT_EQ(Sees(lena_, freight_[0]), 200);  // it was made longer
  const auto late = Ask(jim_, http::Method::patch, path, R"({"from_on":"2026-11-26"})", version + 1);
  EXPECT_EQ(late.Said("/errors/0/code"), "problem.cover.has_started");
  EXPECT_EQ(Ask(jim_, http::Method::patch, path, "{}", version).status, 412);
  const auto ended = Post(jim_, path + "/end", "", version + 1);
  EXPECT_EQ(ended.Said("/state"), "over");
  EXPECT_EQ(Sees(lena_, freight_[0]), 404);
  EXPECT_EQ(Post(jim_, path + "/end", "", version + 2).status, 409);
}

TEST_P(CoverRoutesTest, RefusesWhatCannotBe) {
  SetJadas();
  const auto fault = [&](const std::string& body) {
    const auto reply = Set(jim_, jada_, body);
    EXPECT_EQ(reply.status, 422) << reply.text;
    return reply.Said("/errors/0/code");
  };
  EXPECT_EQ(fault(Days("2026-12-04", "2026-12-01", Line(freight_[0], tom_))), "problem.cover.ends_before");
  EXPECT_EQ(fault(Days("2026-11-27", "2026-12-01", Line(freight_[0], tom_))), "problem.cover.overlaps");
  EXPECT_EQ(fault(Days("2026-12-01", "2026-12-04", Line(freight_[0], jada_))),
            "problem.cover.is_the_one_away");
  EXPECT_EQ(fault(Days("2026-12-01", "2026-12-04", Line(larmar_, tom_))), "problem.cover.not_owned");
  EXPECT_EQ(fault(Days("2026-12-01", "2026-12-04", Line(freight_[0], max_))), "problem.cover.not_there");
  IsAway(tom_, "2026-12-02", "2026-12-03");
  EXPECT_EQ(fault(Days("2026-12-01", "2026-12-04", Line(freight_[0], tom_))), "problem.cover.away_too");
}

// An absence that is entered later is a gap that the cover shows.
TEST_P(CoverRoutesTest, ShowsAGapThatCameLater) {
  const std::string path = "/api/v1/covers/" + SetJadas().Said("/id");
  EXPECT_TRUE(Get(jim_, path).at("/lines/0/gap").is_null());
  IsAway(tom_, "2026-11-26", "2026-11-26");
  const auto reply = Get(jim_, path);
  EXPECT_EQ(reply.Said("/lines/0/gap/from_on"), "2026-11-26");
  EXPECT_EQ(reply.Said("/lines/0/gap/person/name"), "Tom Reyes");
}

// Jada is away Wednesday to Tuesday; her first client is covered until Friday, the second throughout, the third not at all.
TEST_P(CoverRoutesTest, NamesWhatNobodyLooksAfter) {
  const std::string path = "/api/v1/people/" + ToString(jada_) + "/uncovered";
  EXPECT_TRUE(Get(jim_, path).at("/items").as_array().empty());
  IsAway(jada_, "2026-11-25", "2026-12-01");
  EXPECT_EQ(Get(jim_, path).Number("/items/0/count"), 3);
  Set(jim_, jada_, Days("2026-11-25", "2026-11-27", Line(freight_[0], tom_)));
  Set(jim_, jada_, Days("2026-11-28", "2026-12-01", Line(freight_[1], tom_)));
  EXPECT_EQ(Get(jim_, path).Number("/items/0/count"), 3);  // none of them on all days
  const std::string cover = "/api/v1/covers/" + Get(jim_, "/api/v1/covers").Said("/items/1/id");
  EXPECT_EQ(Ask(jim_, http::Method::patch, cover,
                R"({"lines":[)" + Line(freight_[0], tom_) + "," + Line(freight_[1], lena_) + "]}", 1)
                .status,
            200);
  const auto left = Get(jim_, path);
  EXPECT_EQ(left.Number("/items/0/count"), 2);
  EXPECT_EQ(left.Said("/items/0/accounts/0/name"), "Freight 0");
  EXPECT_EQ(left.Said("/items/0/accounts/1/name"), "Freight 2");
  EXPECT_EQ(left.Said("/items/0/to_on"), "2026-12-01");
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jada_}, "client_promise.create", now_);
    for (const Id account : {freight_[1], freight_[2], larmar_})
      action.Insert(sheet::ClientPromise{.account_id = account,
                                         .person_id = jada_,
                                         .title = "A quote",
                                         .due_on = *ParseDay("2026-11-26"),
                                         .promised_at = now_});
  });
  const auto promised = Get(jada_, path);
  // The second one's client is covered, the third's is Jim's, who is there.
  EXPECT_EQ(promised.at("/items/0/promises").as_array().size(), 1u);
  EXPECT_EQ(promised.Said("/items/0/promises/0/account/name"), "Freight 2");
  IsAway(jim_, "2026-11-26", "2026-11-26");
  const auto without_jim = Get(jim_, path);
  EXPECT_EQ(without_jim.at("/items/0/promises").as_array().size(), 2u);
  EXPECT_EQ(without_jim.Said("/items/0/promises/1/account/name"), "Larmar Freight");
  Set(jim_, jim_, Days("2026-11-26", "2026-11-26", Line(larmar_, tom_)));
  EXPECT_EQ(Get(jim_, path).at("/items/0/promises").as_array().size(), 1u) << "Tom sees to it";
  EXPECT_EQ(Get(tom_, path).status, 404);
  EXPECT_EQ(Get(max_, path).status, 404);
  EXPECT_TRUE(Get(ann_, path).at("/items").as_array().empty());
  // The client itself says so, on the day.
  IsDay(1);
  EXPECT_TRUE(Get(jim_, "/api/v1/accounts/" + ToString(freight_[2])).at("/cover/people").as_array().empty());
  EXPECT_EQ(Get(jim_, "/api/v1/accounts/" + ToString(freight_[2])).Said("/cover/until_on"), "2026-12-01");
  EXPECT_EQ(Get(jim_, "/api/v1/accounts/" + ToString(freight_[0])).Said("/cover/people/0/name"), "Tom Reyes");
  // But to no administrator, in no list.
  for (const Id account : freight_)
    EXPECT_TRUE(Get(ann_, "/api/v1/accounts/" + ToString(account)).at("/cover").is_null());
  for (const std::string& list :
       {"accounts?owner=" + ToString(jada_), "people/" + ToString(jada_) + "/holds"})
    EXPECT_EQ(Get(ann_, "/api/v1/" + list).text.find("until_on"), std::string::npos) << list;
  EXPECT_NE(Get(jim_, "/api/v1/accounts?owner=" + ToString(jada_)).text.find("until_on"), std::string::npos);
  IsAway(tom_, "2026-11-25", "2026-11-25");
  EXPECT_TRUE(Get(jim_, "/api/v1/accounts/" + ToString(freight_[0])).at("/cover/people").as_array().empty());
}

TEST_P(CoverRoutesTest, WhoLeavesCoversNobody) {
  SetJadas();
  IsDay(1);
  const auto before = NoticesOf(jada_);
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "person.remove", now_);
    EXPECT_TRUE(EndWith(action, tom_));
  });
  EXPECT_EQ(Sees(tom_, freight_[0]), 404);
  EXPECT_EQ(Sees(lena_, freight_[1]), 200);
  EXPECT_EQ(NoticesOf(jada_), before + 1);
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "person.remove", now_);
    EXPECT_TRUE(EndWith(action, jada_));
  });
  EXPECT_EQ(Sees(lena_, freight_[1]), 404);
}

// Somebody still to be hired takes Jada's clients, is covered for like anybody, and turns out to be Lena.
TEST_P(CoverRoutesTest, AStandInHoldsUntilItIsKnownWhoItIs) {
  const std::string jadas = "/api/v1/people/" + ToString(jada_);
  EXPECT_EQ(Post(jada_, jadas + "/stand-in", R"({"name":"Me"})").status, 403);
  EXPECT_EQ(Post(max_, jadas + "/stand-in", R"({"name":"Somebody"})").status, 404);
  EXPECT_EQ(Post(jim_, jadas + "/stand-in", R"({"name":" "})").Said("/errors/0/code"),
            "problem.field.required");
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "test", now_);
    const handoff::Proposal proposals[] = {{.account_id = freight_[2], .from_id = jada_, .to_id = tom_}};
    handoff::Propose(action, proposals);
  });
  const auto made =
      Post(jim_, jadas + "/stand-in", R"({"name":"Somebody for freight","starts_on":"2027-01-04"})");
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.Number("/accounts"), 2);  // the third is on the way to Tom
  const Id stand_in{std::stoll(made.Said("/person/id"))};
  EXPECT_EQ(OwnerOf(freight_[0]), stand_in);
  EXPECT_EQ(OwnerOf(freight_[2]), jada_);
  EXPECT_EQ(Post(jim_, jadas + "/is-now", R"({"person_id":")" + ToString(lena_) + "\"}").status, 409);
  EXPECT_EQ(Set(jim_, stand_in, Days("2026-11-24", "2026-12-31", Line(freight_[0], tom_))).status, 201);
  EXPECT_EQ(Sees(tom_, freight_[0]), 200);
  EXPECT_EQ(Sees(lena_, freight_[0]), 404);
  const std::string it = "/api/v1/people/" + ToString(stand_in) + "/is-now";
  EXPECT_EQ(Post(jim_, it, R"({"person_id":")" + ToString(max_) + "\"}").status, 422);
  EXPECT_EQ(Post(max_, it, R"({"person_id":")" + ToString(lena_) + "\"}").status, 404);
  const auto now = Post(jim_, it, R"({"person_id":")" + ToString(lena_) + "\"}");
  ASSERT_EQ(now.status, 200) << now.text;
  EXPECT_EQ(now.Number("/accounts"), 2);
  EXPECT_EQ(OwnerOf(freight_[0]), lena_);
  EXPECT_EQ(Sees(tom_, freight_[0]), 404);
  EXPECT_EQ(Post(jim_, it, R"({"person_id":")" + ToString(lena_) + "\"}").status, 409);
}

// Lists of the past keep who left, with the last day.
TEST_P(CoverRoutesTest, WhoLeftIsNamedWithTheLastDay) {
  const auto leave = [&](std::optional<Day> ends_on) {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "person.remove", now_);
      const auto jada = people::FindPersonOfNowOrOnce(tx, kOrg, jada_);
      people::Person left = *jada;
      left.ends_on = ends_on;
      left.deleted_at = now_;
      EXPECT_TRUE(action.Update(*jada, left));
    });
  };
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "test", now_);
    EXPECT_TRUE(book::MoveOwnership(action, freight_[0], tom_));
  });
  const std::string path = "/api/v1/accounts/" + ToString(freight_[0]);
  EXPECT_TRUE(Get(jim_, path).at("/ownership/1/person/ends_on").is_null());
  leave(std::nullopt);
  EXPECT_EQ(Get(jim_, path).Said("/ownership/1/person/name"), "Jada Ellis");
  EXPECT_EQ(Get(jim_, path).Said("/ownership/1/person/ends_on"), "2026-11-24");
  leave(ParseDay("2026-10-30"));
  EXPECT_EQ(Get(jim_, path).Said("/ownership/1/person/ends_on"), "2026-10-30");
  leave(ParseDay("2026-12-31"));  // gone before the day that was planned
  EXPECT_EQ(Get(jim_, path).Said("/ownership/1/person/ends_on"), "2026-11-24");
}

TEST_P(CoverRoutesTest, IsTakenBack) {
  SetJadas();
  IsDay(1);
  ASSERT_EQ(Sees(tom_, freight_[0]), 200);
  action::Tables tables;
  AddTables(tables);
  notice::AddTables(tables);
  const std::string path = "/api/v1/covers/" + Get(jim_, "/api/v1/covers").Said("/items/0/id");
  Post(jim_, path + "/end", "", Get(jim_, path).Number("/version"));
  ASSERT_EQ(Sees(tom_, freight_[0]), 404);
  db().Write([&](db::Tx& tx) {
    action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
    EXPECT_TRUE(action::Undo(undoing, *action_id_, tables).kept.empty());
  });
  EXPECT_EQ(Sees(tom_, freight_[0]), 200);
}

TEST_P(CoverRoutesTest, ThePlannerProposes) {
  const std::string path =
      "/api/v1/people/" + ToString(jada_) + "/cover-proposal?from_on=2026-11-30&to_on=2026-12-04";
  const auto reply = Get(jim_, path);
  ASSERT_EQ(reply.status, 200) << reply.text;
  ASSERT_EQ(reply.at("/lines").as_array().size(), 3u);
  for (int i = 0; i < 3; ++i) {
    const auto name = reply.Said("/lines/" + std::to_string(i) + "/person/name");
    EXPECT_THAT(name, testing::AnyOf("Tom Reyes", "Lena Koch"));
  }
  EXPECT_EQ(reply.at("/helpers").as_array().size(), 3u);  // and Jim
  EXPECT_EQ(Get(max_, path).status, 404);
  EXPECT_EQ(Get(jada_, path).status, 403);
  // Tom is away on one of the days.
  IsAway(tom_, "2026-12-02", "2026-12-02");
  const auto without = Get(jim_, path);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(without.Said("/lines/" + std::to_string(i) + "/person/name"), "Lena Koch");
  EXPECT_EQ(
      Get(jim_, "/api/v1/people/" + ToString(lena_) + "/cover-proposal?from_on=2026-11-30&to_on=2026-12-04")
          .at("/lines")
          .as_array()
          .size(),
      0u);
}

INSTANTIATE_TEST_SUITE_P(Engines, CoverRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::cover
