#include "app/agenda_facts.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "db/test_database.h"
#include "demo/demo.h"
#include "demo/scene.h"
#include "takeover/directory.h"

namespace baton::app {
namespace {

using coaching::Fact;
using coaching::ItemSource;

struct OpenDeal {
  Id id;
  std::int64_t version = 0;
  Id stage_id;
  Id to_id;
};
BOOST_DESCRIBE_STRUCT(OpenDeal, (), (id, version, stage_id, to_id))

class AgendaFactsTest : public db::DatabaseTest {};

const Fact* Find(const std::vector<Fact>& facts, ItemSource source, std::string_view name) {
  const auto found = std::ranges::find_if(
      facts, [&](const Fact& fact) { return fact.source == source && fact.name == name; });
  return found == facts.end() ? nullptr : &*found;
}

TEST_P(AgendaFactsTest, TellWhatChangedForTheRep) {
  const auto org_id = demo::CreateDemo(db());
  ASSERT_TRUE(org_id);
  ASSERT_TRUE(demo::ResetDemo(db(), *org_id, demo::DemoDay::sixty));
  auto lease = db().Read();
  const demo::Scene scene = demo::LoadScene(*lease, *org_id);
  const auto of = [&](const char* rep, int since) {
    return AgendaFacts(
        *lease, {*org_id, scene.Person("jim"), scene.Person(rep), demo::At(since, 0), demo::At(59, 10 * 60)});
  };
  const auto jada = of("jada", -60);
  const Fact* won = Find(jada, ItemSource::deal_won, "Weighbridge terminals");
  ASSERT_NE(won, nullptr);
  EXPECT_EQ(won->account, "Lakeside Haulage");
  EXPECT_NE(Find(jada, ItemSource::deal_lost, "Second yard"), nullptr);
  const Fact* larmar = Find(jada, ItemSource::handoff_step, "Larmar Freight");
  ASSERT_NE(larmar, nullptr);
  EXPECT_EQ(larmar->detail, "confirmed");
  // Since the day before, nothing of it; and nobody hears of another one's deals.
  EXPECT_EQ(Find(of("jada", 58), ItemSource::deal_won, "Weighbridge terminals"), nullptr);
  EXPECT_EQ(Find(of("jada", 58), ItemSource::handoff_step, "Larmar Freight"), nullptr);
  EXPECT_EQ(Find(of("tom", -60), ItemSource::deal_won, "Weighbridge terminals"), nullptr);
  // On the way, and not introduced yet.
  EXPECT_NE(Find(of("marcus", 58), ItemSource::account_coming, "Wren Dairy"), nullptr);
}

TEST_P(AgendaFactsTest, TellWhichDealsMoved) {
  const auto org_id = demo::CreateDemo(db());
  ASSERT_TRUE(org_id);
  ASSERT_TRUE(demo::ResetDemo(db(), *org_id, demo::DemoDay::sixty));
  const demo::Scene scene = demo::LoadScene(*db().Read(), *org_id);
  const Id jada = scene.Person("jada");
  db().Write([&](db::Tx& tx) {
    const auto deal = tx.QueryOne<OpenDeal>(
        "SELECT opportunity.id, opportunity.version, opportunity.stage_id, stage.id AS to_id FROM "
        "opportunity JOIN "
        "stage ON stage.org_id = opportunity.org_id AND stage.id <> opportunity.stage_id WHERE "
        "opportunity.org_id = "
        "$1 AND opportunity.owner_id = $2 AND opportunity.status = 'open' AND opportunity.deleted_at IS NULL "
        "ORDER BY "
        "opportunity.id, stage.id LIMIT 1",
        *org_id, jada);
    ASSERT_TRUE(deal);
    action::Action action(tx, {*org_id, jada}, "opportunity.change", demo::At(58, 9 * 60));
    ASSERT_TRUE(action.UpdateImage("opportunity", deal->id, deal->version,
                                   {{"stage_id"}, {deal->stage_id.value}},
                                   {{"stage_id"}, {deal->to_id.value}}));
  });
  const auto count = [&](Id rep, ItemSource source, int since) {
    const auto facts = AgendaFacts(
        *db().Read(), {*org_id, scene.Person("jim"), rep, demo::At(since, 0), demo::At(59, 10 * 60)});
    return std::ranges::count(facts, source, &Fact::source);
  };
  EXPECT_EQ(count(jada, ItemSource::deal_moved, 57), 1);
  EXPECT_EQ(count(jada, ItemSource::deal_moved, 59), 0);
  EXPECT_EQ(count(scene.Person("tom"), ItemSource::deal_moved, 57), 0);
}

// At the door, and until the rep has said something to it; and what the manager is still asked about.
TEST_P(AgendaFactsTest, TellWhichClientsWereTakenOver) {
  const auto org_id = demo::CreateDemo(db());
  ASSERT_TRUE(org_id);
  ASSERT_TRUE(demo::ResetDemo(db(), *org_id, demo::DemoDay::sixty));
  const demo::Scene scene = demo::LoadScene(*db().Read(), *org_id);
  const Id jim = scene.Person("jim");
  const Id jada = scene.Person("jada");
  const auto facts_of = [&](Id manager, Id rep, int since) {
    auto facts = AgendaFacts(*db().Read(), {*org_id, manager, rep, demo::At(since, 0), demo::At(59, 600)});
    std::erase_if(facts, [](const Fact& fact) { return fact.source != ItemSource::takeover; });
    return facts;
  };
  const Instant at = demo::At(58, 9 * 60);
  const auto taken = db().Write([&](db::Tx& tx) {
    action::Action action(tx, {*org_id, jim}, "door.take", at);
    return takeover::RecordTaken(action, {.interruption_id = tx.NewId(),
                                          .account_id = scene.Account("Lakeside Haulage"),
                                          .person_id = jim,
                                          .successor_id = jada,
                                          .at = at});
  });
  const auto facts = facts_of(jim, jada, 57);
  const Fact* fact = Find(facts, ItemSource::takeover, "Lakeside Haulage");
  ASSERT_NE(fact, nullptr);
  EXPECT_EQ(fact->ref_id, taken.id);
  EXPECT_EQ(fact->rep_id, jada);
  EXPECT_EQ(fact->at, at);
  EXPECT_EQ(Find(facts_of(jim, jada, 59), ItemSource::takeover, "Lakeside Haulage"), nullptr);
  EXPECT_EQ(Find(facts_of(jim, scene.Person("tom"), 57), ItemSource::takeover, "Lakeside Haulage"), nullptr);
  EXPECT_EQ(Find(facts_of(scene.Person("dana"), jada, 57), ItemSource::takeover, "Lakeside Haulage"),
            nullptr);
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {*org_id, jada}, "takeover.reply", at);
    takeover::Takeover replied = taken;
    replied.reply = takeover::Reply::fine;
    replied.replied_at = at;
    ASSERT_TRUE(action.Update(taken, replied));
  });
  EXPECT_EQ(Find(facts_of(jim, jada, 57), ItemSource::takeover, "Lakeside Haulage"), nullptr);

  const auto asked = takeover::FindOpen(*db().Read(), *org_id, jim);
  ASSERT_FALSE(asked.empty());
  const auto still = facts_of(jim, asked.front().successor_id, 59);
  EXPECT_EQ(std::ranges::count(still, asked.front().id, &Fact::ref_id), 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, AgendaFactsTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::app
