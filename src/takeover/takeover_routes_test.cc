#include "takeover/takeover_routes.h"

#include <gtest/gtest.h>

#include "takeover/settling.h"
#include "takeover/takeover_for_test.h"

namespace baton::takeover {
namespace {

class TakeoverRoutesTest : public TakeoverTest {};

TEST_P(TakeoverRoutesTest, AMeetingIsAskedAboutOnce) {
  const auto told = NoticesOf(jim_);
  Meets(bexley_, {jim_}, "2026-11-24T08:00:00Z");
  EXPECT_EQ(LookNow(), 1);
  EXPECT_EQ(LookNow(), 0);
  EXPECT_EQ(NoticesOf(jim_), told + 1);
  const auto list = List(jim_);
  ASSERT_EQ(list.status, 200) << list.text;
  ASSERT_EQ(list.at("/items").as_array().size(), 1u);
  EXPECT_EQ(list.Said("/items/0/account/name"), "Bexley Motors");
  EXPECT_EQ(list.Said("/items/0/successor/name"), "Tom Reyes");
  EXPECT_EQ(list.Said("/items/0/handoff_id"), ToString(handoff_));
  EXPECT_EQ(list.Said("/items/0/standing"), "asked");
  EXPECT_EQ(list.Said("/items/0/week_on"), "2026-11-23");
  EXPECT_EQ(list.Said("/items/0/sources/0/word"), "meeting");
  EXPECT_EQ(list.Said("/items/0/sources/0/title"), "Showroom visit");
  EXPECT_EQ(list.Said("/items/0/may/0"), "answer");
  EXPECT_EQ(CountByHandoff(*db().Read(), kOrg, std::vector{handoff_}).at(handoff_), 1);
}

TEST_P(TakeoverRoutesTest, AWeekOfMailsIsOneQuestion) {
  for (int day = 16; day <= 20; ++day) {
    Meets(bexley_, {jim_}, "2026-11-" + std::to_string(day) + "T08:00:00Z", book::ActivityKind::email);
  }
  Meets(bexley_, {jim_}, "2026-11-23T08:00:00Z", book::ActivityKind::email);
  EXPECT_EQ(LookNow(), 2);
  EXPECT_EQ(Count(jim_), 2u);
  EXPECT_EQ(List(jim_).at("/items/1/sources").as_array().size(), 5u);
  EXPECT_EQ(Count(jim_, "?week=2026-11-16"), 1u);
  EXPECT_EQ(Count(jim_, "?since=2026-11-23"), 1u);
}

TEST_P(TakeoverRoutesTest, WhatComesInLaterIsFoundByTheNextLook) {
  EXPECT_EQ(LookNow(), 0);
  Meets(bexley_, {jim_}, "2026-11-10T08:00:00Z");  // an import of something older
  EXPECT_EQ(LookNow(), 1);
  Meets(bexley_, {jim_}, "2026-11-26T08:00:00Z");  // planned
  EXPECT_EQ(LookNow(), 0);
  now_ = *ParseInstant("2026-11-26T10:00:00Z");  // has come to pass
  EXPECT_EQ(LookNow(), 1);
  EXPECT_EQ(Count(jim_), 2u);
}

TEST_P(TakeoverRoutesTest, WithTheSuccessorOrWithoutTheClientIsNone) {
  Meets(bexley_, {jim_, tom_}, "2026-11-24T08:00:00Z");
  Meets(bexley_, {jim_}, "2026-11-24T08:00:00Z", book::ActivityKind::meeting, false);
  Meets(bexley_, {jim_}, "2026-11-02T08:00:00Z");
  Meets(bexley_, {jim_}, "2026-11-20T08:00:00Z", book::ActivityKind::task);
  Meets(wren_, {jim_}, "2026-11-24T08:00:00Z");
  EXPECT_EQ(LookNow(), 0);
}

TEST_P(TakeoverRoutesTest, AWonDealStandsBesideTheMeetingsOfItsWeek) {
  Meets(bexley_, {jim_}, "2026-11-23T08:00:00Z");
  Wins(bexley_, jim_, "2026-11-24", 5'410'000);
  Wins(bexley_, tom_, "2026-11-24", 5'410'000);
  EXPECT_EQ(LookNow(), 1);
  const auto list = List(jim_, "?deal=true");
  ASSERT_EQ(list.at("/items").as_array().size(), 1u) << list.text;
  EXPECT_EQ(list.at("/items/0/sources").as_array().size(), 2u);
  EXPECT_EQ(list.Said("/items/0/sources/0/title"), "Five dealerships");
  EXPECT_EQ(list.Number("/items/0/sources/0/amount_minor"), 5'410'000);
  const auto figures = Get(jim_, "/api/v1/takeovers/figures");
  EXPECT_EQ(figures.Number("/takeovers"), 1);
  EXPECT_EQ(figures.Number("/with_deal"), 1);
  EXPECT_EQ(figures.Number("/open"), 1);
  EXPECT_EQ(figures.at("/weeks").as_array().size(), 13u);
  EXPECT_EQ(figures.Said("/weeks/12/week_on"), "2026-11-23");
  EXPECT_EQ(figures.Number("/weeks/12/asked"), 1);
}

TEST_P(TakeoverRoutesTest, LargeDealsAreJointAndKeptAccountsAgreed) {
  ASSERT_EQ(
      Ask(ann_, http::Method::patch, "/api/v1/settings/joint_deal_amount", R"({"value":50000})", 0).status,
      200);
  Hand(larmar_, jada_, "2026-11-03T09:00:00Z");
  Keeps(larmar_, "2026-12-31");
  Wins(bexley_, jim_, "2026-11-20", 5'000'000);
  Meets(larmar_, {jim_}, "2026-11-20T08:00:00Z");
  const auto told = NoticesOf(jim_);
  EXPECT_EQ(LookNow(), 0);
  EXPECT_EQ(NoticesOf(jim_), told);
  EXPECT_EQ(Count(jim_, "?standing=joint"), 1u);
  EXPECT_EQ(Count(jim_, "?standing=agreed"), 1u);
  EXPECT_EQ(Count(jim_, "?open=true"), 0u);
  EXPECT_EQ(Count(jim_, "?open=false"), 2u);
  const auto figures = Get(jim_, "/api/v1/takeovers/figures");
  EXPECT_EQ(figures.Number("/takeovers"), 0);
  EXPECT_EQ(figures.Number("/joint"), 1);
  EXPECT_EQ(figures.Number("/agreed"), 1);
  EXPECT_EQ(Post(jim_, PathOf(jim_, "/answer"), R"({"answer":"introduce"})", 1).Said("/code"),
            "problem.takeover.nothing_asked");
}

TEST_P(TakeoverRoutesTest, WhatWasDeletedIsNotAskedAnyMore) {
  const Id meeting = Meets(bexley_, {jim_}, "2026-11-24T08:00:00Z");
  EXPECT_EQ(LookNow(), 1);
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "import.undo", now_);
    const auto row = *tx.QueryOne<book::Activity>(
        "SELECT org_id, id, version, kind, account_id, opportunity_id, owner_id, subject, starts_at, "
        "minutes, "
        "is_done, created_at, deleted_at FROM activity WHERE org_id = $1 AND id = $2",
        kOrg, meeting);
    book::Activity gone = row;
    gone.deleted_at = now_;
    EXPECT_TRUE(action.Update(row, gone));
  });
  EXPECT_EQ(LookNow(), 0);
  EXPECT_EQ(Count(jim_), 0u);
}

TEST_P(TakeoverRoutesTest, TheAnswerIsForTheTwoAndCanBeTakenBack) {
  Meets(bexley_, {jim_}, "2026-11-24T08:00:00Z");
  LookNow();
  EXPECT_EQ(Post(jim_, PathOf(jim_, "/answer"), R"({"answer":"explain"})", 1).Said("/errors/0/code"),
            "problem.takeover.reason_needed");
  EXPECT_EQ(Post(jim_, PathOf(jim_, "/answer"), R"({"answer":"introduce"})").status, 428);
  const auto told = NoticesOf(tom_);
  const auto answered = Post(jim_, PathOf(jim_, "/answer"),
                             R"({"answer":"on_record","reason":"rep_away","note":" He asked for me "})", 1);
  ASSERT_EQ(answered.status, 200) << answered.text;
  EXPECT_EQ(answered.Said("/note"), "He asked for me");
  EXPECT_EQ(NoticesOf(tom_), told + 1);
  EXPECT_EQ(Post(jim_, PathOf(jim_, "/answer"), R"({"answer":"introduce"})", 1).status, 412);

  const auto his = List(tom_);
  ASSERT_EQ(his.at("/items").as_array().size(), 1u);
  EXPECT_EQ(his.Said("/items/0/reason"), "rep_away");
  EXPECT_EQ(his.Said("/items/0/may/0"), "reply");
  EXPECT_EQ(Post(tom_, PathOf(tom_, "/answer"), R"({"answer":"introduce"})", 2).status, 403);
  EXPECT_EQ(Post(tom_, PathOf(tom_, "/reply"), R"({"reply":"let_me_join"})", 2).status, 200);
  EXPECT_EQ(List(jim_).Said("/items/0/reply"), "let_me_join");

  const auto hers = List(dana_);  // that it was, not why
  ASSERT_EQ(hers.at("/items").as_array().size(), 1u);
  EXPECT_EQ(hers.Said("/items/0/answer"), "on_record");
  EXPECT_TRUE(hers.at("/items/0/reason").is_null());
  EXPECT_EQ(hers.Said("/items/0/note"), "");
  EXPECT_TRUE(hers.at("/items/0/reply").is_null());
  EXPECT_EQ(hers.text.find("let_me_join"), std::string::npos);
  EXPECT_EQ(hers.text.find("asked for me"), std::string::npos);

  EXPECT_EQ(Count(jada_), 0u);
  EXPECT_EQ(Count(max_), 0u);
  EXPECT_EQ(Get(jada_, PathOf(jim_)).status, 404);
  EXPECT_EQ(List(ann_).status, 403);
  EXPECT_EQ(Post(ann_, PathOf(jim_, "/answer"), R"({"answer":"introduce"})", 3).status, 403);
  EXPECT_EQ(Post(dana_, PathOf(jim_, "/answer"), R"({"answer":"introduce"})", 3).status, 403);

  UndoLast(tom_);
  EXPECT_TRUE(List(jim_).at("/items/0/reply").is_null());
}

TEST_P(TakeoverRoutesTest, ADirectorDoesNotSeeThoseOfANewManagerYet) {
  Meets(bexley_, {jim_}, "2026-11-24T08:00:00Z");
  LookNow();
  const std::string path = PathOf(jim_);
  EXPECT_EQ(Count(dana_), 1u);
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "person.change", now_ - 89 * kMillisecondsPerDay);
    for (const access::Role role : {access::Role::rep, access::Role::manager}) {
      const auto row = *people::FindPerson(tx, kOrg, jim_);
      people::Person changed = row;
      changed.role = role;
      EXPECT_TRUE(action.Update(row, changed));
    }
  });
  EXPECT_EQ(Count(dana_), 0u);
  EXPECT_EQ(Get(dana_, path).status, 404);
  EXPECT_EQ(Get(dana_, "/api/v1/takeovers/figures").Number("/takeovers"), 0);
  EXPECT_EQ(Count(jim_), 1u);
  EXPECT_EQ(Count(tom_), 1u);
  now_ = now_ + 2 * kMillisecondsPerDay;
  EXPECT_EQ(Count(dana_), 1u);
}

TEST_P(TakeoverRoutesTest, AQuietLookReadsLittleAndWritesNothing) {
  Meets(bexley_, {jim_}, "2026-11-24T08:00:00Z");
  LookNow();
  const auto actions = [&] {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM action WHERE org_id = $1", kOrg);
  };
  const auto before = actions();
  LookNow();
  EXPECT_EQ(actions(), before);
}

// For ninety days they are the manager's alone.
TEST_P(TakeoverRoutesTest, ANewManagersAreForNobodyAbove) {
  Meets(bexley_, {jim_}, "2026-11-24T08:00:00Z");
  ASSERT_EQ(LookNow(), 1);
  const std::string one = "/api/v1/takeovers/" + List(jim_).Said("/items/0/id");
  EXPECT_EQ(Count(dana_), 1U);
  const auto begin = [&](Day on) {
    db().Write([&](db::Tx& tx) { tx.Execute("UPDATE person SET starts_on = $1 WHERE id = $2", on, jim_); });
  };
  const Day today = *ParseDay("2026-11-24");
  begin(today - (kSettlingDays - 1));
  EXPECT_EQ(Count(dana_), 0U);
  EXPECT_EQ(Get(dana_, one).status, 404);
  EXPECT_EQ(Get(dana_, "/api/v1/takeovers/figures").Number("/takeovers"), 0);
  EXPECT_EQ(Count(jim_), 1U) << "his own";
  EXPECT_EQ(Count(tom_), 1U) << "the one who was handed the client";
  const auto settling = FindSettling(*db().Read(), kOrg, dana_, now_);
  EXPECT_EQ(settling, std::vector{jim_});
  EXPECT_TRUE(FindSettling(*db().Read(), kOrg, jim_, now_).empty()) << "nobody is above oneself";
  EXPECT_TRUE(CountByHandoff(*db().Read(), kOrg, std::vector{handoff_}, settling).empty());
  begin(today - kSettlingDays);
  EXPECT_EQ(Count(dana_), 1U);
  EXPECT_EQ(Get(dana_, one).status, 200);
}

// Baton was set up for somebody who had just been promoted: no log knows it, but the day that was set.
TEST_P(TakeoverRoutesTest, ADayThatWasSetCountsWhereNobodyCouldChooseItLater) {
  const Day today = *ParseDay("2026-11-24");
  const auto settled = [&](int set, int came) {
    db().Write([&](db::Tx& tx) {
      tx.Execute("DELETE FROM ninety_days WHERE org_id = $1", kOrg);
      tx.Execute(
          "INSERT INTO ninety_days (org_id, id, version, person_id, starts_on, stop_text) VALUES ($1, 1, 1, "
          "$2, "
          "$3, '')",
          kOrg, jim_, today + set);
      tx.Execute("UPDATE person SET created_at = $1 WHERE org_id = $2 AND id = $3", DaysFromNow(came), kOrg,
                 jim_);
    });
    return FindSettled(*db().Read(), kOrg, jim_, now_);
  };
  EXPECT_EQ(settled(0, 0), today + 90);
  EXPECT_EQ(settled(-40, -30), today + 50);
  EXPECT_EQ(settled(-89, -80), today + 1);
  EXPECT_EQ(settled(-90, -80), std::nullopt) << "over";
  EXPECT_EQ(settled(-6, -20), today + 84);
  EXPECT_EQ(settled(-5, -20), std::nullopt) << "chosen later";
  EXPECT_EQ(settled(0, -2'000), std::nullopt);
  EXPECT_EQ(settled(90, 0), std::nullopt) << "who leads already does not move it on";

  EXPECT_EQ(settled(-40, -30), today + 50);
  Meets(bexley_, {jim_}, "2026-11-24T08:00:00Z");
  LookNow();
  EXPECT_EQ(Count(jim_), 1u);
  EXPECT_EQ(Count(dana_), 0u);
  // Of whom the log knows a promotion, it alone counts.
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "person.change", DaysFromNow(-200));
    for (const access::Role role : {access::Role::rep, access::Role::manager}) {
      const auto row = *people::FindPerson(tx, kOrg, jim_);
      people::Person changed = row;
      changed.role = role;
      EXPECT_TRUE(action.Update(row, changed));
    }
  });
  EXPECT_EQ(Count(dana_), 1u);
}

INSTANTIATE_TEST_SUITE_P(Engines, TakeoverRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::takeover
