#include "departure/departure_routes.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "action/action.h"
#include "book/directory.h"
#include "book/opportunity.h"
#include "departure/departure_list.h"
#include "departure/outlook.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"
#include "job/anew.h"
#include "ties/learn.h"

namespace baton::departure {
namespace {

class DepartureRoutesTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddDepartureListRoutes(router);
    AddDepartureRoutes(router);
  }

  void Learn() { ties::Learn(db(), kOrg, now_); }
  handoff::TestReply Of(Id person, Id asker) {
    return Get(asker, "/api/v1/people/" + ToString(person) + "/departure");
  }
  // By the name of the account.
  static const json::Value& Row(const handoff::TestReply& reply, std::string_view name) {
    for (const json::Value& row : reply.at("/accounts").as_array()) {
      if (row.at_pointer("/account/name").as_string() == name) return row;
    }
    throw std::out_of_range(std::string(name));
  }
  static std::int64_t Number(const json::Value& row, const char* name) { return row.at(name).as_int64(); }
};

TEST_P(DepartureRoutesTest, SaysWhatHangsOnOne) {
  Meet(larmar_, {jim_}, DaysFromNow(-10));
  Meet(bexley_, {jim_}, DaysFromNow(-5));
  Meet(bexley_, {tom_}, DaysFromNow(-5));
  Learn();
  const auto reply = Of(jim_, jim_);
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(reply.Number("/at_stake_minor"), 4'820'000 + 5'410'000 + 3'160'000);
  EXPECT_TRUE(reply.at("/is_self").as_bool());
  EXPECT_EQ(Number(Row(reply, "Larmar Freight"), "share_permille"), 1000);
  EXPECT_EQ(Row(reply, "Larmar Freight").at("why").as_string(), "Only you have been in touch with them");
  EXPECT_EQ(Number(Row(reply, "Bexley Motors"), "share_permille"), 500);
  EXPECT_EQ(Row(reply, "Bexley Motors").at("why").as_string(),
            "50% of the contact is yours, others are close as well");
  EXPECT_GT(Number(Row(reply, "Larmar Freight"), "chance_permille"),
            Number(Row(reply, "Bexley Motors"), "chance_permille"));
  EXPECT_EQ(reply.Number("/single_thread"), 1);

  // Tom is the one colleague who knows one of them.
  EXPECT_EQ(reply.at("/picture/clients").as_array().size(), 3u);
  ASSERT_EQ(reply.at("/picture/colleagues").as_array().size(), 1u);
  EXPECT_EQ(reply.Said("/picture/colleagues/0/person/name"), "Tom Reyes");

  // Of Wren nothing is known: a range, in which the rest of the figures take the middle.
  const json::Value& wren = Row(reply, "Wren Dairy");
  EXPECT_TRUE(wren.at("share_permille").is_null());
  EXPECT_LT(Number(wren, "chance_low_permille"), Number(wren, "chance_high_permille"));
  EXPECT_EQ(reply.Number("/without_ties"), 1);
  EXPECT_LE(reply.Number("/now/low_minor"), reply.Number("/now/high_minor"));
  EXPECT_GE(reply.Number("/now/worst_minor"), reply.Number("/now/bad_year_minor"));
  EXPECT_EQ(reply.at("/sensitivities").as_array().size(), 5u);

  std::int64_t worst = 0;
  std::int64_t expected = 0;
  for (const json::Value& row : reply.at("/accounts").as_array()) {
    worst += Number(row, "part_of_worst_minor");
    expected += Number(row, "expected_minor");
  }
  EXPECT_NEAR(static_cast<double>(worst), static_cast<double>(reply.Number("/now/worst_minor")), 3);
  EXPECT_NEAR(static_cast<double>(expected), static_cast<double>(reply.Number("/now/expected_minor")), 5'000);
}

// Who hardly knows a client knows it: nobody is told to be the only one, nor to have all of the contact.
TEST_P(DepartureRoutesTest, SaysOnlyWhereNobodyElseWasInTouch) {
  for (const Id account : {larmar_, bexley_, wren_}) {
    for (const int days : {-10, -11, -12}) Meet(account, {jim_}, DaysFromNow(days));
  }
  Meet(larmar_, {tom_}, DaysFromNow(-690));
  Learn();
  const auto reply = Of(jim_, jim_);
  const json::Value& larmar = Row(reply, "Larmar Freight");
  ASSERT_GE(Number(larmar, "share_permille"), 995);
  EXPECT_EQ(larmar.at("why").as_string(), "99% of the contact is yours, nobody else is close");
}

// Of another currency: known, but no revenue in the organization's, in which the page says what is missing.
TEST_P(DepartureRoutesTest, LeavesOutWhatIsInAnotherCurrency) {
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE account SET currency = 'EUR' WHERE org_id = $1 AND id = $2", kOrg, bexley_);
  });
  const auto reply = Of(jim_, jim_);
  EXPECT_EQ(reply.Said("/currency"), "USD");
  EXPECT_EQ(reply.Number("/without_revenue"), 1);
  EXPECT_TRUE(Row(reply, "Bexley Motors").at("revenue_minor").is_null());
  EXPECT_EQ(reply.Number("/at_stake_minor"), 4'820'000 + 3'160'000);
}

TEST_P(DepartureRoutesTest, SaysWhatToHandOverFirst) {
  Meet(larmar_, {jim_}, DaysFromNow(-10));
  Meet(bexley_, {jim_}, DaysFromNow(-5));
  Meet(bexley_, {tom_}, DaysFromNow(-5));
  Learn();
  const auto reply = Of(jim_, jim_);
  const json::Array& steps = reply.at("/steps").as_array();
  ASSERT_EQ(steps.size(), 3u);
  std::int64_t worst = reply.Number("/now/worst_minor");
  for (const json::Value& step : steps) {
    EXPECT_EQ(Number(step, "minutes"), 240);
    EXPECT_GT(Number(step, "gain_minor"), 0);
    EXPECT_LT(Number(step, "worst_after_minor"), worst);
    EXPECT_EQ(step.at("next_step").as_string(), "Plan who takes over");
    worst = Number(step, "worst_after_minor");
  }
}

// The ends that are named are those that were reckoned with.
TEST_P(DepartureRoutesTest, SaysBetweenWhatEachAssumptionWasTried) {
  Meet(larmar_, {jim_}, DaysFromNow(-10));
  Learn();
  const auto said = [&](std::string_view about) {
    const auto reply = Of(jim_, jim_);
    for (const json::Value& each : reply.at("/sensitivities").as_array()) {
      const std::string text(each.at("text").as_string());
      if (text.starts_with(about)) return text;
    }
    return std::string();
  };
  EXPECT_EQ(said("How much of the sales"), "How much of the sales goes with a seller: 13.2 to 17.6%");
  EXPECT_EQ(said("What those who stay"), "What those who stay buy less, with as many who go: 0 to 10%");
  db().Write([&](db::Tx& tx) {
    tx.Execute(
        "INSERT INTO setting (org_id, id, version, name, value) VALUES ($1, 77, 1, 'departure_level', "
        "'0.3'), "
        "($1, 78, 1, 'departure_contraction', '0.125')",
        kOrg);
  });
  EXPECT_EQ(said("How much of the sales"), "How much of the sales goes with a seller: 25.7 to 34.3%");
  EXPECT_EQ(said("What those who stay"), "What those who stay buy less, with as many who go: 0 to 12.5%");
  WorkOut(db(), kOrg, now_);
  const auto list = Get(jim_, "/api/v1/departures");
  EXPECT_EQ(list.Said("/people/0/assumed/text").find("13.2"), std::string::npos);
}

TEST_P(DepartureRoutesTest, FollowsTheSettingsAndNamesThem) {
  Meet(larmar_, {jim_}, DaysFromNow(-10));
  Learn();
  const auto before = Of(jim_, jim_);
  EXPECT_TRUE(before.at("/changed").as_array().empty());
  const auto rival = Get(jim_, "/api/v1/people/" + ToString(jim_) + "/departure?to_competitor=true");
  EXPECT_GT(rival.Number("/now/expected_minor"), before.Number("/now/expected_minor"));
  db().Write([&](db::Tx& tx) {
    tx.Execute(
        "INSERT INTO setting (org_id, id, version, name, value) VALUES ($1, 77, 1, 'departure_level', '0.3')",
        kOrg);
  });
  const auto after = Of(jim_, jim_);
  EXPECT_GT(after.Number("/now/expected_minor"), before.Number("/now/expected_minor"));
  ASSERT_EQ(after.at("/changed").as_array().size(), 1u);
  EXPECT_EQ(after.Said("/changed/0/name"), "departure_level");
  EXPECT_EQ(after.at("/changed/0/standard").as_double(), 0.154);
}

TEST_P(DepartureRoutesTest, FallsAsAHandoffGoesOn) {
  Meet(larmar_, {jim_}, DaysFromNow(-10));
  Learn();
  const auto before = Of(jim_, jim_);
  EXPECT_EQ(Row(before, "Larmar Freight").at("next_step").as_string(), "Plan who takes over");
  EXPECT_EQ(before.Number("/after/expected_minor"), before.Number("/now/expected_minor"));

  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "handoff.propose", now_);
    const handoff::Proposal proposals[] = {{.account_id = larmar_, .from_id = jim_, .to_id = jada_}};
    handoff::Propose(action, proposals);
  });
  const auto proposed = Of(jim_, jim_);
  EXPECT_EQ(Row(proposed, "Larmar Freight").at("next_step").as_string(), "Introduce Jada Ellis");
  EXPECT_EQ(proposed.Number("/now/expected_minor"), before.Number("/now/expected_minor"));
  EXPECT_LT(proposed.Number("/after/expected_minor"), proposed.Number("/now/expected_minor"));

  // The three meet: the introduction is seen, and somebody else is in touch.
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "handoff.step", now_);
    const auto open = handoff::FindOpenHandoff(tx, kOrg, larmar_);
    handoff::TakeStep(action, *open, handoff::Stage::introduced, handoff::Part::former, "");
  });
  now_ = now_ + kMillisecondsPerDay;
  Meet(larmar_, {jim_, jada_}, now_ - 60 * kMillisecondsPerMinute);
  Learn();
  const auto introduced = Of(jim_, jim_);
  const json::Value& larmar = Row(introduced, "Larmar Freight");
  EXPECT_EQ(larmar.at("next_step").as_string(), "Agree what to expect from Jada Ellis");
  EXPECT_GT(Number(larmar, "completion_permille"), 0);
  EXPECT_TRUE(larmar.at("has_second").as_bool());
  EXPECT_LT(Number(larmar, "chance_permille"), Number(Row(before, "Larmar Freight"), "chance_permille"));
  EXPECT_LT(introduced.Number("/now/expected_minor"), introduced.Number("/before/expected_minor"));
}

TEST_P(DepartureRoutesTest, IsForThePersonAndWhoStandsAbove) {
  EXPECT_EQ(Of(jim_, jim_).status, 200);
  const auto for_dana = Of(jim_, dana_);
  EXPECT_EQ(for_dana.status, 200);
  EXPECT_FALSE(for_dana.at("/is_self").as_bool());
  EXPECT_EQ(Of(jada_, jada_).status, 200);
  EXPECT_EQ(Of(jada_, jim_).status, 200);
  EXPECT_EQ(Of(jim_, max_).status, 404);
  EXPECT_EQ(Of(jada_, max_).status, 404);
  EXPECT_EQ(Of(jim_, jada_).status, 404);
  EXPECT_EQ(Of(dana_, jim_).status, 404);
  EXPECT_EQ(Of(jim_, ann_).status, 403);
  EXPECT_EQ(Of(Id{999'999}, dana_).status, 404);
}

TEST_P(DepartureRoutesTest, ListsTheOwnPeopleByWhatWouldGo) {
  Meet(larmar_, {jim_}, DaysFromNow(-10));
  Learn();
  const auto before = Get(dana_, "/api/v1/departures");
  EXPECT_TRUE(before.at("/as_of").is_null()) << "not worked out yet";
  EXPECT_TRUE(before.at("/people").as_array().empty());
  EXPECT_TRUE(IsDue(*db().Read(), kOrg, now_));
  ASSERT_TRUE(WorkOut(db(), kOrg, now_));
  EXPECT_TRUE(IsDue(*db().Read(), kOrg, now_ + kMillisecondsPerDay));
  const auto list = Get(dana_, "/api/v1/departures");
  ASSERT_EQ(list.status, 200);
  EXPECT_FALSE(list.at("/as_of").is_null());
  const json::Array& lines = list.at("/people").as_array();
  ASSERT_GE(lines.size(), 1u);
  EXPECT_EQ(list.Said("/people/0/person/name"), "Jim Calder");
  EXPECT_GT(list.Number("/alike"), 0);
  const auto page = Of(jim_, dana_);
  EXPECT_EQ(list.Number("/people/0/expected_minor"), page.Number("/now/expected_minor"));
  EXPECT_EQ(list.Number("/people/0/after_expected_minor"), page.Number("/after/expected_minor"));
  EXPECT_EQ(list.Number("/people/0/single_thread"), page.Number("/single_thread"));
  EXPECT_EQ(list.Number("/people/0/accounts"), 3);
  EXPECT_EQ(list.Number("/people/0/expected_low_minor"), page.Number("/expected_low_minor"));
  EXPECT_EQ(list.Number("/people/0/expected_high_minor"), page.Number("/expected_high_minor"));
  EXPECT_LT(list.Number("/people/0/expected_low_minor"), list.Number("/people/0/expected_minor"));
  EXPECT_EQ(list.Said("/people/0/assumed/text"), page.Said("/sensitivities/0/text"));
  EXPECT_LT(list.Number("/people/0/assumed/low_minor"), list.Number("/people/0/worst_minor"));
  EXPECT_GT(list.Number("/people/0/assumed/high_minor"), list.Number("/people/0/worst_minor"));
  for (std::size_t i = 1; i < lines.size(); ++i) {
    EXPECT_GE(Number(lines[i - 1], "expected_minor"), Number(lines[i], "expected_minor"));
  }

  const auto of_jim = Get(jim_, "/api/v1/departures");
  for (const json::Value& line : of_jim.at("/people").as_array()) {
    EXPECT_NE(line.at_pointer("/person/name").as_string(), "Dana Whitfield");
  }
  const auto of_jada = Get(jada_, "/api/v1/departures");
  EXPECT_LE(of_jada.at("/people").as_array().size(), 1u);
  EXPECT_EQ(Get(ann_, "/api/v1/departures").status, 403);
}

// To work it out again is to work it out from nothing; what people who left tell is kept as it was read.
TEST_P(DepartureRoutesTest, WorksTheListOutAgainWhenTiesAreLearntAnew) {
  Meet(larmar_, {jim_}, DaysFromNow(-10));
  Learn();
  WorkOut(db(), kOrg, now_);
  const std::int64_t alone = Get(dana_, "/api/v1/departures").Number("/people/0/expected_minor");
  now_ = now_ + kMillisecondsPerMinute;
  Meet(larmar_, {tom_}, now_ - 1000);
  Learn();
  EXPECT_TRUE(IsDue(*db().Read(), kOrg, now_));
  WorkOut(db(), kOrg, now_);
  const auto again = Get(dana_, "/api/v1/departures");
  EXPECT_LT(again.Number("/people/0/expected_minor"), alone);
  EXPECT_EQ(again.Number("/people/0/expected_minor"), Of(jim_, dana_).Number("/now/expected_minor"));
  EXPECT_FALSE(WorkOut(db(), kOrg, now_, [](std::int64_t, std::int64_t) { return false; })) << "it was cut";
  db().Write([&](db::Tx& tx) { WorkOutIn(tx, kOrg, now_); });
  const auto third = Get(dana_, "/api/v1/departures");
  EXPECT_EQ(third.text, again.text);
  Look(db(), kOrg, now_ + kMillisecondsPerDay);
  EXPECT_EQ(db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM job WHERE org_id = $1 AND kind = $2",
                                                  kOrg, std::string(kOutlookKind)),
            1);
}

// One that was put into the queue while another ran finds nothing to do when it begins.
TEST_P(DepartureRoutesTest, WorksTheListOutOnceForWhatChanged) {
  Look(db(), kOrg, now_);
  WorkOut(db(), kOrg, now_);
  const FixedClock clock(now_);
  job::Runner runner(db(), clock);
  AddOutlookJob(runner);
  const auto execute = [&](const char* sql) { db().Write([&](db::Tx& tx) { tx.Execute(sql, kOrg); }); };
  // All changes were in; the last minutes of the log count as not read.
  execute(
      "UPDATE departure_outlook SET took_ms = 777777, change_id = (SELECT MAX(change.id) FROM change "
      "WHERE change.org_id = $1) WHERE org_id = $1");
  execute("UPDATE job SET run_at = 0 WHERE org_id = $1");
  EXPECT_EQ(runner.RunDue(), 1);
  EXPECT_EQ(FindOutlook(*db().Read(), kOrg)->took_ms, 777'777);
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "test", now_);
    AddAccount(action, "Larmar Sea", "Freight", 100'000, jim_);
  });
  Look(db(), kOrg, now_);
  execute("UPDATE job SET run_at = 0 WHERE org_id = $1");
  EXPECT_EQ(runner.RunDue(), 1);
  EXPECT_LT(FindOutlook(*db().Read(), kOrg)->took_ms, 777'777) << "something changed";
}

// Neither beside one that is being put into the queue, nor beside one that runs.
TEST_P(DepartureRoutesTest, IsInTheQueueOnce) {
  const auto jobs = [&] {
    return db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM job WHERE org_id = $1 AND kind = $2",
                                                 kOrg, std::string(kOutlookKind));
  };
  std::thread twin;
  db().Write([&](db::Tx& tx) {
    job::EnqueueAnew(tx, kOrg, std::string(kOutlookKind), {}, now_);
    if (twin.joinable()) return;  // tried again
    twin = std::thread([&] { Look(db(), kOrg, now_); });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  });
  twin.join();
  EXPECT_EQ(jobs(), 1);
  db().Write([](db::Tx& tx) { tx.Execute("UPDATE job SET state = 'running' WHERE org_id = $1", kOrg); });
  Look(db(), kOrg, now_);
  EXPECT_EQ(jobs(), 1);
}

TEST_P(DepartureRoutesTest, HasAnAnswerWhereNothingHangs) {
  const auto reply = Of(lena_, lena_);
  ASSERT_EQ(reply.status, 200);
  EXPECT_TRUE(reply.at("/accounts").as_array().empty());
  EXPECT_EQ(reply.Number("/now/worst_minor"), 0);
  EXPECT_TRUE(reply.at("/ties_as_of").is_null());
}

// Tom leaves; a year later one of his two clients was heard of again, one was not.
TEST_P(DepartureRoutesTest, LearnsFromWhoLeft) {
  EXPECT_EQ(Of(jim_, jim_).Number("/calibration/departures"), 0);
  Meet(larmar_, {tom_}, DaysFromNow(-20));
  Meet(bexley_, {tom_}, DaysFromNow(-20));
  db().Write([&](db::Tx& tx) {
    tx.Execute("DELETE FROM opportunity WHERE org_id = $1", kOrg);
    action::Action action(tx, {kOrg, jim_}, "account.change", now_);
    ASSERT_TRUE(book::MoveOwnership(action, larmar_, tom_));
    ASSERT_TRUE(book::MoveOwnership(action, bexley_, tom_));
    tx.Execute("UPDATE person SET ends_on = $3 WHERE org_id = $1 AND id = $2", kOrg, tom_,
               Day{static_cast<std::int32_t>(now_.milliseconds / kMillisecondsPerDay) + 1});
  });
  now_ = now_ + 200 * kMillisecondsPerDay;
  Meet(larmar_, {jim_}, now_ - kMillisecondsPerDay);
  now_ = now_ + 300 * kMillisecondsPerDay;
  Meet(wren_, {jim_}, now_ - kMillisecondsPerDay);
  const auto reply = Of(jim_, jim_);
  EXPECT_EQ(reply.Number("/calibration/departures"), 1);
  EXPECT_EQ(reply.Number("/calibration/accounts"), 2);
  EXPECT_EQ(reply.Number("/calibration/lost"), 1);
  EXPECT_TRUE(reply.at("/calibration/is_assumed").as_bool());
  EXPECT_GT(reply.Number("/calibration/level_permille"), 154);
  EXPECT_TRUE(reply.at("/calibration/test").is_null());  // of one there is none
  WorkOut(db(), kOrg, now_);
  EXPECT_EQ(Of(jim_, jim_).text, reply.text) << "what is kept of the past says the same";
}

INSTANTIATE_TEST_SUITE_P(Engines, DepartureRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::departure
