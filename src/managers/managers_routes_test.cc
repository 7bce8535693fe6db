#include "managers/managers_routes.h"

#include <gtest/gtest.h>

#include "coaching/promise_for_test.h"
#include "db/statement_count.h"
#include "departure/outlook.h"
#include "handoff/directory.h"
#include "managers/manager_line.h"
#include "scoreboard/scoreboard_for_test.h"
#include "share/directory.h"
#include "ties/learn.h"

namespace baton::managers {
namespace {

constexpr const char* kPath = "/api/v1/managers";

// Dana directs Jim, who has three reps, and Max, who has none. Now is 2026-11-24.
class ManagersRoutesTest : public scoreboard::ScoreboardTest {
 protected:
  void AddRoutes(http::Router& router) override {
    ScoreboardTest::AddRoutes(router);
    AddManagersRoutes(router);
  }

  void Count() { ASSERT_TRUE(WorkOut(db(), kOrg, now_)); }
  static const json::Value& LineOf(const handoff::TestReply& reply, std::string_view name) {
    for (const json::Value& one : reply.at("/items").as_array()) {
      if (one.at_pointer("/person/name").as_string() == name) return one;
    }
    throw std::out_of_range(std::string(name));
  }
  Id Hire(const std::string& name, access::Role role, Id manager) {
    return db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, dana_}, "person.create", now_);
      return AddPerson(action, name, role, manager);
    });
  }
  void Begin(Id manager, std::string_view day) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("UPDATE person SET starts_on = $3 WHERE org_id = $1 AND id = $2", kOrg, manager,
                 *ParseDay(day));
    });
  }
  // Kept as agreed, and by the time that was agreed.
  void Promise(Id rep, std::string_view due_at) {
    auto promise = coaching::PromiseOf(jim_, rep, due_at, DaysFromNow(-60), coaching::PromiseState::kept);
    promise.kept_at = *ParseInstant(due_at);
    coaching::InsertPromise(db(), kOrg, promise);
  }
  void FillQuarter() {
    for (int i = 0; i < 4; ++i) Deal(larmar_, jim_, 5 + 9 * i, book::OpportunityStatus::won, 300'000);
    for (int i = 0; i < 9; ++i) Deal(bexley_, i % 2 == 0 ? jada_ : tom_, 3 + 4 * i);
    // One week's coaching of a rep counts for one win.
    for (const int ago : {84, 77, 70, 66}) {
      Session(jada_, ago, true);
      Session(tom_, ago, true);
    }
    for (const char* day : {"2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02"}) {
      Promise(jada_, std::string(day) + "T10:00:00Z");
    }
  }
};

TEST_P(ManagersRoutesTest, ShowsManagersBelowByNameAndNobodyElseAsks) {
  Count();
  const auto seen = Get(dana_, kPath);
  ASSERT_EQ(seen.status, 200) << seen.text;
  ASSERT_EQ(seen.at("/items").as_array().size(), 2U);
  EXPECT_EQ(seen.Said("/items/0/person/name"), "Jim Calder");
  EXPECT_EQ(seen.Said("/items/1/person/name"), "Max Orr");
  EXPECT_EQ(seen.Number("/items/0/depth"), 1);
  EXPECT_TRUE(seen.at("/items/0/reports_to").is_null());
  EXPECT_EQ(seen.Number("/items/0/reps"), 3);
  EXPECT_EQ(Get(jada_, kPath).status, 403);
  EXPECT_EQ(Get(ann_, kPath).status, 403);

  // A manager sees managers below, never beside.
  EXPECT_TRUE(Get(jim_, kPath).at("/items").as_array().empty());
  Hire("Nora Vance", access::Role::manager, jim_);
  const auto below = Get(jim_, kPath);
  ASSERT_EQ(below.at("/items").as_array().size(), 1U);
  EXPECT_EQ(below.Said("/items/0/person/name"), "Nora Vance");
  EXPECT_TRUE(below.at("/items/0/own_share").is_null()) << "hired since it was worked out";
  EXPECT_EQ(LineOf(Get(dana_, kPath), "Nora Vance").at_pointer("/reports_to/name").as_string(), "Jim Calder");
}

TEST_P(ManagersRoutesTest, SaysTheFiguresOfTheScoreboard) {
  FillQuarter();
  Count();
  const auto seen = Get(dana_, kPath);
  ASSERT_EQ(seen.status, 200) << seen.text;
  const auto board = Of(jim_, dana_);
  ASSERT_EQ(board.status, 200);
  const json::Value& jim = LineOf(seen, "Jim Calder");
  EXPECT_EQ(jim.at("own_share"), Figure(board, "own_deal_share"));
  EXPECT_EQ(jim.at_pointer("/own_share/guard").as_string(), "none");
  EXPECT_EQ(jim.at("promises"), Figure(board, "promises_kept"));
  EXPECT_EQ(jim.at_pointer("/promises/count").as_int64(), 5);
  EXPECT_EQ(jim.at("saying"), board.at("/saying"));
  EXPECT_EQ(jim.at_pointer("/saying/kind").as_string(), "ratio");
  EXPECT_EQ(seen.at("/period"), board.at("/period"));
  EXPECT_EQ(jim.at("personal"), board.at("/now/personal"));
  EXPECT_EQ(jim.at("enabled").as_int64(), board.Number("/now/touched") + board.Number("/now/handed"));
  // The multiplier never stands alone.
  const auto team = [&](const std::string& when) {
    return board.Number(when + "/touched") + board.Number(when + "/handed") + board.Number(when + "/without");
  };
  EXPECT_EQ(jim.at("team").as_int64(), 9);
  EXPECT_EQ(jim.at("team").as_int64(), team("/now"));
  EXPECT_EQ(jim.at("team_before").as_int64(), team("/before"));
  EXPECT_EQ(jim.at("against"), board.at("/against"));
  // Two of three were coached.
  EXPECT_EQ(jim.at_pointer("/coached/count").as_int64(), 2);
  EXPECT_EQ(jim.at_pointer("/coached/of").as_int64(), 3);
  // Of the quarters those that are over, as the scoreboard's line has them.
  const auto line = Get(dana_, "/api/v1/people/" + ToString(jim_) + "/scoreboard/quarters");
  const json::Array& quarters = jim.at("quarters").as_array();
  const json::Array& points = line.at("/items").as_array();
  ASSERT_EQ(quarters.size() + 1, points.size());
  for (std::size_t i = 0; i < quarters.size(); ++i) EXPECT_EQ(quarters[i], points[i]);
}

TEST_P(ManagersRoutesTest, SaysNothingWhereThereIsTooLittle) {
  Count();
  const auto seen = Get(dana_, kPath);
  const json::Value& max = LineOf(seen, "Max Orr");
  EXPECT_EQ(max.at("reps").as_int64(), 0);
  EXPECT_EQ(max.at_pointer("/coached/guard").as_string(), "few_reps");
  EXPECT_EQ(max.at_pointer("/promises/guard").as_string(), "few_reps");
  EXPECT_EQ(max.at_pointer("/own_share/guard").as_string(), "no_data");
  EXPECT_EQ(max.at_pointer("/saying/kind").as_string(), "nothing");
  EXPECT_TRUE(max.at_pointer("/saying/times").is_null());
  EXPECT_TRUE(max.at("exposure").is_null());
  EXPECT_TRUE(max.at("began_on").is_null());
  EXPECT_TRUE(max.at("held_then").is_null());
}

TEST_P(ManagersRoutesTest, LeavesWhatIsANewManagersAloneForNinetyDays) {
  FillQuarter();
  Begin(jim_, "2026-11-02");
  Count();
  const auto seen = Get(dana_, kPath);
  const json::Value& jim = LineOf(seen, "Jim Calder");
  EXPECT_TRUE(jim.at("promises").is_null());
  EXPECT_EQ(jim.at("alone_until").as_string(), "2027-01-31");
  EXPECT_EQ(jim.at("began_on").as_string(), "2026-11-02");
  EXPECT_EQ(jim.at("steps_of").as_int64(), 16);
  EXPECT_GT(jim.at("steps_done").as_int64(), 0);
  EXPECT_FALSE(jim.at("own_share").is_null());
  for (const json::Value& one : jim.at("quarters").as_array()) {
    EXPECT_GE(one.at_pointer("/period/to_on").as_string(), "2026-11-02") << "before the role";
  }
  // When they are over it is seen, without anything being worked out.
  now_ = DaysFromNow(90);
  const auto later = Get(dana_, kPath);
  EXPECT_TRUE(LineOf(later, "Jim Calder").at("alone_until").is_null());
  EXPECT_EQ(LineOf(later, "Jim Calder").at_pointer("/promises/count").as_int64(), 5);
}

TEST_P(ManagersRoutesTest, CountsWhatIsHeldOfNow) {
  Begin(jim_, "2026-11-23");
  Count();
  const auto first = Get(dana_, kPath);
  EXPECT_EQ(LineOf(first, "Jim Calder").at("held").as_int64(), 3);
  EXPECT_TRUE(LineOf(first, "Jim Calder").at("held_then").is_null()) << "the book begins on the 24th";
  Begin(jim_, "2026-11-24");
  Count();
  db().Write([&](db::Tx& tx) {
    const std::vector<Id> kept{wren_};
    action::Action proposing(tx, {kOrg, dana_}, "agreed_share.propose", now_);
    const auto proposed = share::Propose(proposing,
                                         {.manager_id = jim_,
                                          .director_id = dana_,
                                          .until_on = Today() + 30,
                                          .share_percent = 10,
                                          .note = "",
                                          .proposed_by = dana_,
                                          .proposed_at = now_},
                                         kept);
    action::Action agreeing(tx, {kOrg, jim_}, "agreed_share.agree", now_);
    EXPECT_TRUE(share::Agree(agreeing, proposed));
    action::Action handing(tx, {kOrg, jim_}, "handoff.propose", now_);
    const handoff::Proposal proposals[] = {{.account_id = larmar_, .from_id = jim_, .to_id = jada_},
                                           {.account_id = bexley_, .from_id = jim_, .to_id = tom_}};
    handoff::Propose(handing, proposals);
    tx.Execute("UPDATE handoff SET introduction_on = $2 WHERE org_id = $1 AND account_id = $3", kOrg,
               Today() - 30, bexley_);
  });
  const auto seen = Get(dana_, kPath);
  const json::Value& jim = LineOf(seen, "Jim Calder");
  EXPECT_EQ(jim.at("held").as_int64(), 2);
  EXPECT_EQ(jim.at("kept").as_int64(), 1);
  EXPECT_EQ(jim.at("held_then").as_int64(), 3);
  EXPECT_EQ(jim.at("handoffs").as_int64(), 2);
  EXPECT_EQ(jim.at("stuck").as_int64(), 1);
  EXPECT_TRUE(IsDue(*db().Read(), kOrg, now_)) << "the agreed share stands beside the own one";
}

TEST_P(ManagersRoutesTest, NamesThoseOnWhomClientsHangAlone) {
  Meet(larmar_, {jim_}, DaysFromNow(-10));
  Meet(bexley_, {jim_}, DaysFromNow(-5));
  Meet(bexley_, {tom_}, DaysFromNow(-5));
  ties::Learn(db(), kOrg, now_);
  EXPECT_TRUE(Get(dana_, kPath).at("/exposure_as_of").is_null());
  ASSERT_TRUE(departure::WorkOut(db(), kOrg, now_));
  const auto seen = Get(dana_, kPath);
  ASSERT_EQ(seen.at("/single_points").as_array().size(), 1U);
  EXPECT_EQ(seen.Said("/single_points/0/person/name"), "Jim Calder");
  EXPECT_EQ(seen.Number("/single_points/0/exposure/single_thread"), 1);
  EXPECT_EQ(LineOf(seen, "Jim Calder").at("exposure"), seen.at("/single_points/0/exposure"));
  EXPECT_EQ(seen.Number("/alike"), 1);
  // Jim himself, who is above his team and below Dana.
  EXPECT_TRUE(Get(jim_, kPath).at("/single_points/0/is_self").as_bool());
  EXPECT_EQ(Get(jim_, kPath).Said("/single_points/0/person/name"), "Jim Calder");
  EXPECT_TRUE(Get(max_, kPath).at("/single_points").as_array().empty());
}

TEST_P(ManagersRoutesTest, ShowsTenLevelsEachManagerOnce) {
  Id above = max_;
  for (int level = 2; level <= 10; ++level) {
    above = Hire("Level" + std::to_string(level) + " Lang", access::Role::manager, above);
  }
  Hire("Rhea Low", access::Role::rep, above);
  Count();
  const auto seen = Get(dana_, kPath);
  ASSERT_EQ(seen.at("/items").as_array().size(), 11U);
  EXPECT_EQ(LineOf(seen, "Level10 Lang").at("depth").as_int64(), 10);
  EXPECT_EQ(LineOf(seen, "Level10 Lang").at_pointer("/reports_to/name").as_string(), "Level9 Lang");
  EXPECT_EQ(LineOf(seen, "Level2 Lang").at("reps").as_int64(), 1);
  EXPECT_EQ(Get(max_, kPath).at("/items").as_array().size(), 9U);
}

TEST_P(ManagersRoutesTest, SaysHowFarTheWorkIs) {
  const auto before = Get(dana_, kPath);
  ASSERT_EQ(before.status, 200);
  EXPECT_TRUE(before.at("/as_of").is_null());
  EXPECT_TRUE(before.at("/working").is_null());
  EXPECT_EQ(LineOf(before, "Jim Calder").at("held").as_int64(), 3) << "what is of now is there";
  EXPECT_TRUE(LineOf(before, "Jim Calder").at("saying").is_null());

  Look(db(), kOrg, now_);
  Look(db(), kOrg, now_);
  EXPECT_EQ(*db().Read()->QueryValue<std::int64_t>(
                "SELECT COUNT(*) FROM job WHERE org_id = $1 AND kind = 'managers'", kOrg),
            1)
      << "it waits once";
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE job SET state = 'running', done = 1, total = 2 WHERE org_id = $1", kOrg);
  });
  EXPECT_EQ(Get(dana_, kPath).Number("/working/done"), 1);
  EXPECT_EQ(Get(dana_, kPath).Number("/working/of"), 2);
}

TEST_P(ManagersRoutesTest, IsWorkedOutWholeOrNotAtAll) {
  EXPECT_FALSE(WorkOut(db(), kOrg, now_, [](std::int64_t done, std::int64_t) { return done < 1; }));
  EXPECT_TRUE(Get(dana_, kPath).at("/as_of").is_null());
  EXPECT_EQ(WorkOut(db(), kOrg, now_), 2);
  EXPECT_FALSE(Get(dana_, kPath).at("/as_of").is_null());
  EXPECT_EQ(WorkOut(db(), kOrg, now_), 2) << "again, in place of what was there";
  EXPECT_EQ(Get(dana_, kPath).at("/items").as_array().size(), 2U);
  EXPECT_TRUE(IsDue(*db().Read(), kOrg, DaysFromNow(1)));
}

TEST_P(ManagersRoutesTest, AsksAsMuchForFortyAsForTwo) {
  Count();
  Get(dana_, kPath);
  const auto asked = [&] {
    const auto before = db::StatementsRun();
    Get(dana_, kPath);
    return db::StatementsRun() - before;
  };
  const auto of_two = asked();
  for (int i = 0; i < 38; ++i) {
    const Id manager = Hire("Manager" + std::to_string(i) + " Lang", access::Role::manager, dana_);
    Begin(manager, "2026-11-02");
  }
  Count();
  EXPECT_EQ(asked(), of_two);
  EXPECT_LT(of_two, 20);
}

INSTANTIATE_TEST_SUITE_P(Engines, ManagersRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::managers
