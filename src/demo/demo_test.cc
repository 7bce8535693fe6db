#include "demo/demo.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <map>
#include <sstream>

#include "acquaintance/ties_view.h"
#include "base/zone.h"
#include "coaching/directory.h"
#include "coaching/ledger.h"
#include "conflict/look.h"
#include "cover/directory.h"
#include "db/test_database.h"
#include "delegation/directory.h"
#include "demo/endings.h"
#include "demo/larmar.h"
#include "departure/outlook.h"
#include "handoff/directory.h"
#include "managers/manager_line.h"
#include "people/directory.h"
#include "people/now.h"
#include "people/organization.h"
#include "scoreboard/gather_more.h"
#include "scoreboard/more.h"
#include "scoreboard/quarters.h"
#include "share/directory.h"
#include "takeover/directory.h"
#include "ties/directory.h"

namespace baton::demo {
namespace {

class DemoTest : public db::DatabaseTest {
 protected:
  Id Create() { return *CreateDemo(db()); }

  std::int64_t Count(const std::string& table, Id org_id) {
    return *db().Read()->QueryValue<std::int64_t>("SELECT COUNT(*) FROM " + table + " WHERE org_id = $1",
                                                  org_id);
  }
};

// Every table that has an org_id, by the manifest.
std::vector<std::string> TablesOfOrganizations() {
  std::ifstream file(std::string(BATON_TEST_DATA) + "/../../migrations/manifest.json");
  std::stringstream text;
  text << file.rdbuf();
  std::vector<std::string> tables;
  const boost::json::value manifest = boost::json::parse(text.str());
  for (const auto& [name, entry] : manifest.as_object()) {
    const std::string table(name);
    if (table == "node" || table == "identity" || table == "migration" || table == "sign_in_failure" ||
        table == "operation_run" || table == "reset_request")  // of the whole database
      continue;
    tables.push_back(table);
  }
  return tables;
}

TEST_P(DemoTest, TenClientsKnowOnlyJimAndBring412000) {
  const Id org_id = Create();
  const Scene scene = LoadScene(*db().Read(), org_id);
  const auto revenue = db().Read()->QueryValue<std::int64_t>(
      "SELECT CAST(SUM(revenue_minor) AS BIGINT) FROM account JOIN ownership ON ownership.org_id = "
      "account.org_id "
      "AND ownership.account_id = account.id WHERE account.org_id = $1 AND person_id = $2 AND to_at IS NULL",
      org_id, scene.Person("jim"));
  EXPECT_EQ(revenue, 41'200'000);
  const auto others = db().Read()->QueryValue<std::int64_t>(
      "SELECT COUNT(*) FROM activity JOIN attendance ON attendance.org_id = activity.org_id "
      "AND attendance.activity_id = activity.id JOIN ownership ON ownership.org_id = activity.org_id "
      "AND ownership.account_id = activity.account_id WHERE activity.org_id = $1 AND ownership.person_id = "
      "$2 "
      "AND attendance.person_id IS NOT NULL AND attendance.person_id <> $2",
      org_id, scene.Person("jim"));
  EXPECT_EQ(others, 0);
}

// Dana has managers to look at side by side: one who has led for years and still sells, and one who was promoted some weeks ago.
TEST_P(DemoTest, HasTeamsBesideJims) {
  const Id org_id = Create();
  for (const DemoDay day : {DemoDay::one, DemoDay::sixty}) {
    if (day == DemoDay::sixty) {
      ASSERT_TRUE(ResetDemo(db(), org_id, day));
    }
    auto reader = db().Read();
    std::vector<Id> managers;
    for (const char* address : {"jim@larmar.example", "max@larmar.example", "sofia@larmar.example"}) {
      managers.push_back(people::FindPersonByEmail(*reader, org_id, address)->id);
    }
    ASSERT_TRUE(managers::FindManagerOutlook(*reader, org_id));
    std::map<Id, managers::ManagerLine> lines;
    for (auto& line : managers::FindLines(*reader, org_id, managers)) lines.emplace(line.manager_id, line);
    ASSERT_EQ(lines.size(), 3u);
    const auto& max = lines.at(managers[1]);
    EXPECT_GT(max.figures.Find(scoreboard::FigureKey::own_deal_share)->low, 0.1) << "more than was agreed";
    EXPECT_GE(max.figures.Find(scoreboard::FigureKey::promises_kept)->of, 5);
    EXPECT_GE(handoff::FindHandoffsOf(*reader, org_id, managers[1]).size(), 7u);
    const auto& sofia = lines.at(managers[2]);
    EXPECT_EQ(sofia.held_then, 6);
    EXPECT_EQ(sofia.steps_of.has_value(), day == DemoDay::one) << "a hundred days later they are over";
    EXPECT_TRUE(takeover::IsSettling(*reader, org_id, managers[2], SceneNow()));
  }
}

// Whom a departure would hit is seen from the first minute on.
TEST_P(DemoTest, HisClientsHangOnJim) {
  const Id org_id = Create();
  const Scene scene = LoadScene(*db().Read(), org_id);
  const auto now = people::NowIn(*db().Read(), org_id, Instant{});
  EXPECT_EQ(ties::TiesAsOf(*db().Read(), org_id), now);
  const auto view = acquaintance::ViewTies(
      *db().Read(), {.org_id = org_id, .account_id = scene.Account("Larmar Freight"), .now = now});
  ASSERT_TRUE(view.breadth);
  EXPECT_TRUE(view.breadth->is_single_thread);
  EXPECT_EQ(view.people.front().person.id, scene.Person("jim"));
  const std::vector jim{scene.Person("jim")};
  const auto before = departure::FindOutlookLines(*db().Read(), org_id, jim);
  ASSERT_EQ(before.size(), 1u);
  EXPECT_EQ(before.front().single_thread, before.front().accounts);
  ASSERT_TRUE(ResetDemo(db(), org_id, DemoDay::sixty));
  const auto after = departure::FindOutlookLines(*db().Read(), org_id,
                                                 std::vector{LoadScene(*db().Read(), org_id).Person("jim")});
  ASSERT_EQ(after.size(), 1u);
  EXPECT_LT(after.front().expected_minor, before.front().expected_minor)
      << "as Bill and the others are handed over";
  EXPECT_LT(after.front().worst_minor, before.front().worst_minor);
  EXPECT_LT(after.front().single_thread, before.front().single_thread);
  const auto later = people::NowIn(*db().Read(), org_id, Instant{});
  EXPECT_EQ(ties::TiesAsOf(*db().Read(), org_id), later);
  const Id larmar = LoadScene(*db().Read(), org_id).Account("Larmar Freight");
  const auto then =
      acquaintance::ViewTies(*db().Read(), {.org_id = org_id, .account_id = larmar, .now = later});
  ASSERT_TRUE(then.breadth);
  EXPECT_FALSE(then.breadth->is_single_thread) << "Jada was introduced and met Bill";
}

struct Moment {
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Moment, (), (at))

TEST_P(DemoTest, NobodyPromisesOrMeetsOnAWeekend) {
  const Id org_id = Create();
  ASSERT_TRUE(ResetDemo(db(), org_id, DemoDay::sixty).has_value());
  auto reader = db().Read();
  const auto is_workday = [](Instant at) { return Weekday(DayIn(at, std::string(kZone))) <= 5; };
  EXPECT_TRUE(is_workday(SceneNow()));
  EXPECT_TRUE(is_workday(people::FindOrganization(*reader, org_id)->clock_at.value()));
  for (const char* times : {"SELECT promised_at AS at FROM promise WHERE org_id = $1",
                            "SELECT due_at AS at FROM promise WHERE org_id = $1",
                            "SELECT starts_at AS at FROM activity WHERE org_id = $1",
                            "SELECT at FROM interruption WHERE org_id = $1",
                            "SELECT proposed_at AS at FROM handoff WHERE org_id = $1"}) {
    for (const Moment& row : reader->Query<Moment>(times, org_id)) {
      EXPECT_TRUE(is_workday(row.at)) << times << ": " << ToString(row.at);
    }
  }
}

// The third quarter of 2026 rose only because Jim sells less; in the fourth the team wins more.
TEST_P(DemoTest, OneQuarterRoseBecauseJimSellsLessAndTheNextBecauseTheTeamWinsMore) {
  const seal::Key key{{7, 8, 9}};
  const Id org_id = *CreateDemo(db(), &key);
  auto reader = db().Read();
  const Scene scene = LoadScene(*reader, org_id);
  const Id jim = scene.Person("jim");
  const scoreboard::GatherAsked asked{
      .manager_id = jim,
      .reader = {org_id, jim, access::Role::manager, access::TokenScope::all, Id{}, "en"},
      .now = SceneNow(),
      .zone = std::string(kZone),
      .currency = "USD"};
  const auto board = [&](std::string_view period) {
    return scoreboard::GatherBoard(*reader, asked, *scoreboard::ParsePeriod(period, SceneDay()));
  };
  const auto third = board("2026-Q3");
  EXPECT_EQ(third.against, scoreboard::Against::year_ago);
  EXPECT_EQ(third.now.Enabled(), 4);
  EXPECT_EQ(third.now.Team(), 10);
  EXPECT_EQ(third.now.personal, 5);
  EXPECT_EQ(third.before.Enabled(), 3);
  EXPECT_EQ(third.before.Team(), 10);
  EXPECT_EQ(third.before.personal, 12);
  EXPECT_EQ(third.saying.move, scoreboard::Move::only_own_fell);
  const auto closed = scoreboard::FindClosed(*reader, org_id, jim, "2026-Q3");
  ASSERT_TRUE(closed);
  EXPECT_EQ(DayIn(closed->closed_at, std::string(kZone)), *ParseDay("2026-10-08"));
  EXPECT_EQ(closed->whole.board.saying.move, scoreboard::Move::only_own_fell);
  const auto fourth = board("2026-Q4");
  EXPECT_EQ(fourth.against, scoreboard::Against::year_ago);
  EXPECT_EQ(fourth.now.Enabled(), 10);
  EXPECT_EQ(fourth.now.Team(), 13);
  EXPECT_EQ(fourth.now.personal, 3);
  EXPECT_EQ(fourth.before.Team(), 6);
  EXPECT_EQ(fourth.before.personal, 7);
  EXPECT_EQ(fourth.saying.move, scoreboard::Move::risen);
  // What the page opens with: each figure has something to show, or says why not.
  const auto opened = board("13w");
  EXPECT_EQ(opened.saying.kind, scoreboard::SayingKind::ratio);
  for (const scoreboard::Figure& figure : opened.figures) {
    EXPECT_EQ(figure.guard, scoreboard::Guard::none) << static_cast<int>(figure.key);
  }
  const auto usual = *scoreboard::ParsePeriod("13w", SceneDay());
  using enum scoreboard::FigureKey;
  std::map<scoreboard::FigureKey, scoreboard::Guard> guards;
  for (const scoreboard::Figure& figure :
       scoreboard::MoreFiguresOf(scoreboard::GatherMore(*reader, asked, usual.span, usual.YearAgo()))) {
    guards[figure.key] = figure.guard;
  }
  EXPECT_EQ(guards, (std::map<scoreboard::FigureKey, scoreboard::Guard>{
                        {interruptions, scoreboard::Guard::too_few},  // four
                        {displaced, scoreboard::Guard::none},
                        {case_mix, scoreboard::Guard::none},
                        {median_lift, scoreboard::Guard::none},
                        {reps_growing, scoreboard::Guard::too_few},  // four who were there a year ago
                        {ramp_time, scoreboard::Guard::too_few},
                        {stay_rate, scoreboard::Guard::too_few},
                        {incremental, scoreboard::Guard::no_evidence},
                        {dependence_removed, scoreboard::Guard::none},
                        {handoff_retention, scoreboard::Guard::no_data}}));
}

// Each promise that was moved for a client has the client at the door whom it was moved for: two figures of one page.
TEST_P(DemoTest, WhoDisplacedAPromiseStoodAtTheDoor) {
  const Id org_id = Create();
  auto reader = db().Read();
  const Id jim = LoadScene(*reader, org_id).Person("jim");
  std::map<coaching::InterruptionKind, std::int64_t> came;
  for (const coaching::Event& event : coaching::FindEventsOf(*reader, org_id, jim, Instant{0})) {
    came[event.interruption.kind] += 1;
    EXPECT_EQ(event.displaced.size(), 1U);
  }
  std::map<coaching::Cause, std::int64_t> moved;
  const auto moves = coaching::FindMoves(*reader, org_id, {.person_id = jim, .made_by = true});
  for (const coaching::LedgerCause& one : coaching::CausesOf(moves)) moved[one.cause] = one.count;
  EXPECT_EQ(came[coaching::InterruptionKind::walk_in], 3);
  EXPECT_EQ(moved[coaching::Cause::walk_in], 3);
  EXPECT_EQ(came[coaching::InterruptionKind::escalation], moved[coaching::Cause::escalation]);
}

TEST_P(DemoTest, IsMadeOnce) {
  Create();
  EXPECT_FALSE(CreateDemo(db()).has_value());
}

TEST_P(DemoTest, SellingLeavesTheLetterAndBillWhereTheyWere) {
  const Id org_id = Create();
  db().Write([&](db::Tx& tx) { PlaySelling(tx, LoadScene(tx, org_id)); });
  auto reader = db().Read();
  const Scene scene = LoadScene(*reader, org_id);
  EXPECT_EQ(EndingOf(*reader, scene), Ending::sell);
  EXPECT_FALSE(handoff::FindOpenHandoff(*reader, org_id, scene.Account("Larmar Freight")).has_value());
  const auto moves =
      reader->QueryValue<std::int32_t>("SELECT moves FROM promise WHERE org_id = $1 AND title = $2", org_id,
                                       "Review Jada's prospecting letter, draft 2");
  EXPECT_EQ(moves, 2);
  const auto won =
      reader->QueryValue<std::string>("SELECT status FROM opportunity WHERE org_id = $1 AND name = $2",
                                      org_id, "15 terminals for two depots");
  EXPECT_EQ(won, "won");
}

TEST_P(DemoTest, WithBatonJadaIsIntroducedAndThePromiseKept) {
  const Id org_id = Create();
  db().Write([&](db::Tx& tx) { PlayBaton(tx, LoadScene(tx, org_id)); });
  auto reader = db().Read();
  const Scene scene = LoadScene(*reader, org_id);
  EXPECT_EQ(EndingOf(*reader, scene), Ending::baton);
  const auto open = handoff::FindOpenHandoff(*reader, org_id, scene.Account("Larmar Freight"));
  ASSERT_TRUE(open.has_value());
  EXPECT_EQ(open->stage, handoff::Stage::introduced);
  EXPECT_EQ(open->to_id, scene.Person("jada"));
  const auto state =
      reader->QueryValue<std::string>("SELECT state FROM promise WHERE org_id = $1 AND title = $2", org_id,
                                      "Review Jada's prospecting letter, draft 2");
  EXPECT_EQ(state, "kept");
}

TEST_P(DemoTest, AResetKeepsPeopleAndPutsEverythingElseBack) {
  const Id org_id = Create();
  const Scene before = LoadScene(*db().Read(), org_id);
  db().Write([&](db::Tx& tx) { PlayBaton(tx, LoadScene(tx, org_id)); });
  ASSERT_TRUE(ResetDemo(db(), org_id, DemoDay::one).has_value());
  auto reader = db().Read();
  const Scene after = LoadScene(*reader, org_id);
  EXPECT_EQ(after.people, before.people);
  EXPECT_EQ(EndingOf(*reader, after), Ending::none);
  EXPECT_EQ(people::FindOrganization(*reader, org_id)->clock_at, SceneNow());
  EXPECT_TRUE(handoff::FindHandoffsOf(*reader, org_id, after.Person("jim")).empty());
}

TEST_P(DemoTest, OnDaySixtyHandoffsAreUnderWay) {
  const Id org_id = Create();
  EXPECT_EQ(Count("friday_page", org_id), 1);
  ASSERT_TRUE(ResetDemo(db(), org_id, DemoDay::sixty).has_value());
  EXPECT_EQ(Count("friday_page", org_id), 4);
  EXPECT_EQ(Count("friday_week", org_id), 5);  // with this week's, half done
  auto reader = db().Read();
  EXPECT_EQ(people::FindOrganization(*reader, org_id)->clock_at, At(kDaySixty, kSceneMinute));
  const Scene scene = LoadScene(*reader, org_id);
  const access::Principal jim{
      .org_id = org_id, .person_id = scene.Person("jim"), .role = access::Role::manager, .language = "en"};
  const auto handoffs = handoff::FindHandoffsOf(*reader, org_id, scene.Person("jim"));
  EXPECT_EQ(std::ranges::count(handoffs, handoff::Stage::confirmed, &handoff::Handoff::stage), 3);
  for (const auto& view :
       handoff::ViewHandoffs(*reader, org_id, handoffs, jim, At(kDaySixty, kSceneMinute))) {
    if (view.account.name == "Larmar Freight") {
      EXPECT_EQ(view.stage, handoff::Stage::confirmed);
      EXPECT_NEAR(view.completion, 0.95, 1e-9);  // all but two checks that are to come
    }
    if (view.account.name == "Pell & Sons") {
      EXPECT_TRUE(view.confirm_missing.empty());
    }
  }
  EXPECT_EQ(handoffs.size(), 9u);
  // Nobody waits for sixty days, and the day is not empty.
  const auto open = [&](Instant before) {
    return reader->QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM promise WHERE org_id = $1 AND state = 'open' AND due_at < $2", org_id, before);
  };
  EXPECT_EQ(open(At(kDaySixty, kSceneMinute)), 0);
  EXPECT_EQ(open(At(kDaySixty + 30, 0)), 3);
  const auto today = reader->QueryValue<std::int64_t>(
      "SELECT COUNT(*) FROM activity WHERE org_id = $1 AND starts_at >= $2 AND starts_at < $3", org_id,
      At(kDaySixty, 0), At(kDaySixty + 1, 0));
  EXPECT_GE(today, 5);
}

TEST_P(DemoTest, RemovingLeavesNoRowInAnyTable) {
  const Id org_id = Create();
  EXPECT_TRUE(RemoveDemo(db()));
  for (const std::string& table : TablesOfOrganizations()) EXPECT_EQ(Count(table, org_id), 0) << table;
  EXPECT_FALSE(RemoveDemo(db()));
}

// A table that is added has to be cleared too.
TEST_P(DemoTest, KnowsEveryTable) {
  const auto cleared = ClearedTables();
  for (const std::string& table : TablesOfOrganizations()) {
    EXPECT_NE(std::ranges::find(cleared, table), cleared.end()) << table << " is not cleared with the demo";
  }
}

TEST_P(DemoTest, OnDaySixtyAClientWantsToMeetWhileJimRidesAlong) {
  const Id org_id = Create();
  EXPECT_EQ(Count("coaching_conflict", org_id), 0);
  ASSERT_TRUE(ResetDemo(db(), org_id, DemoDay::sixty).has_value());
  EXPECT_EQ(Count("coaching_conflict", org_id), 1) << "and Jim is told";
  EXPECT_EQ(conflict::Look(db(), org_id, At(kDaySixty, kSceneMinute)), 0) << "of this one only";
}

TEST_P(DemoTest, OnDaySixtyLenaIsCoveredButForOneClient) {
  const Id org_id = Create();
  EXPECT_EQ(Count("cover", org_id), 0);
  ASSERT_TRUE(ResetDemo(db(), org_id, DemoDay::sixty).has_value());
  auto reader = db().Read();
  const Scene scene = LoadScene(*reader, org_id);
  const auto lena = people::FindPerson(*reader, org_id, scene.Person("lena"));
  const access::Principal jim{
      .org_id = org_id, .person_id = scene.Person("jim"), .role = access::Role::manager, .language = "en"};
  const auto gaps = cover::FindUncovered(*reader, jim, std::span(&*lena, 1), SceneDay() + kDaySixty, 14, 3);
  ASSERT_EQ(gaps.size(), 1u);
  ASSERT_EQ(gaps[0].count, 1);
  EXPECT_EQ(gaps[0].accounts[0].id, scene.Account("Mason Bakery"));
  const auto tom = cover::FindCoversOfToday(*reader, org_id, scene.Person("tom"), SceneDay() + kDaySixty);
  EXPECT_EQ(tom.size(), 1u);
}

TEST_P(DemoTest, OnDaySixtyJimHasOneTakeoverToAnswerAndWhatWasAgreed) {
  const Id org_id = Create();
  ASSERT_TRUE(ResetDemo(db(), org_id, DemoDay::sixty).has_value());
  auto reader = db().Read();
  const Scene scene = LoadScene(*reader, org_id);
  const auto open = takeover::FindOpen(*reader, org_id, scene.Person("jim"));
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].account_id, scene.Account("Bexley Motors"));
  EXPECT_EQ(open[0].successor_id, scene.Person("tom"));
  const auto told = takeover::FindUnreplied(*reader, org_id, scene.Person("jada"), At(0, 0));
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].account_id, scene.Account("Orchard Dental"));
  EXPECT_EQ(Count("takeover", org_id), 2);

  const auto kept =
      share::FindKept(*reader, org_id, std::vector{scene.Account("Dune Hotels")}, SceneDay() + 59);
  ASSERT_EQ(kept.size(), 1u);
  EXPECT_EQ(kept[0].director_id, scene.Person("dana"));
  EXPECT_EQ(delegation::FindWaiting(*reader, org_id, scene.Person("jim")).size(), 1u);
  EXPECT_EQ(Count("delegation", org_id), 9);
}

INSTANTIATE_TEST_SUITE_P(Engines, DemoTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::demo
