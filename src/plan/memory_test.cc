// What is kept of drafts: how much, and that the log is looked through for every table that they are made from.
#include "plan/memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <string>

#include "db/backend.h"
#include "plan/plan_for_test.h"
#include "plan/plan_gather.h"

namespace baton::plan {
namespace {

// A connection's own backend, and what is asked of it.
class Overheard final : public db::Backend {
 public:
  explicit Overheard(db::Connection& connection) : to_(Opened::Of(connection)) {}

  std::string text;

  db::Engine engine() const override { return to_.engine(); }
  std::int64_t Run(std::string_view sql, std::span<const db::Parameter> parameters, db::RowSink* sink,
                   bool is_streamed) override {
    text.append(sql) += ';';
    return to_.Run(sql, parameters, sink, is_streamed);
  }
  void RunScript(std::string_view sql) override { to_.RunScript(sql); }
  void BeginRows(std::string_view table, std::span<const std::string_view> names) override {
    to_.BeginRows(table, names);
  }
  void PutRow(std::span<const db::Parameter> row) override { to_.PutRow(row); }
  void AbandonRows() noexcept override { to_.AbandonRows(); }
  void Begin() override { to_.Begin(); }
  void Commit() override { to_.Commit(); }
  void Rollback() noexcept override { to_.Rollback(); }
  void Interrupt() noexcept override { to_.Interrupt(); }

 private:
  struct Opened : db::Connection {
    static db::Backend& Of(db::Connection& connection) { return (connection.*(&Opened::backend))(); }
  };
  db::Backend& to_;
};

class PlanMemoryTest : public PlanTest {};

// Whoever lets a plan hang on another table adds it to GatheredTables, or here, where it says why a kept draft may be older.
TEST_P(PlanMemoryTest, TheLogIsLookedThroughForAllThatAPlanIsGatheredFrom) {
  // Ties and who is known drift with every call and mail; kFresh is how old they may be.
  const std::set<std::string> drifts = {"activity", "contact", "tie_learning"};
  const std::set<std::string> within = {"team"};  // named in a statement, no table
  auto reader = db().Read();
  Overheard overheard(*reader);
  db::Connection connection(overheard);
  const auto facts =
      Gather(connection, {.org_id = kOrg, .lead_id = jim_, .manager_ids = {jim_}, .now = now_});
  ASSERT_TRUE(facts);
  ASSERT_FALSE(facts->accounts.empty());
  const std::regex named("\\b(?:FROM|JOIN) +([a-z_]+)");
  std::set<std::string> read;
  for (std::sregex_iterator at(overheard.text.begin(), overheard.text.end(), named), end; at != end; ++at) {
    read.insert((*at)[1].str());
  }
  EXPECT_GT(read.size(), 10u);
  for (const std::string& table : read) {
    const bool is_gathered = std::ranges::find(GatheredTables(), table) != GatheredTables().end();
    EXPECT_TRUE(is_gathered || drifts.contains(table) || within.contains(table)) << table;
  }
}

// A weight that moves ten thousand lines, again and again, is our own deed, however many changes it is.
TEST_P(PlanMemoryTest, OwnDeedsMayBeLargeOthersMayNotTouchWhatCounts) {
  constexpr std::int64_t kFirst = std::int64_t{1} << 60;
  const auto deed = [&](std::int64_t id, const char* table, int changes) {
    db().Write([&](db::Tx& tx) {
      tx.Execute(
          "INSERT INTO action (org_id, id, kind, cause, at) VALUES ($1, $2, 'plan.change', 'person', 0)",
          kOrg, id);
      tx.Execute(
          "INSERT INTO change (org_id, id, action_id, table_name, row_id) WITH RECURSIVE n (i) AS (SELECT 1 "
          "UNION "
          "ALL SELECT i + 1 FROM n WHERE i < $4) SELECT $1, $2 + i, $2, $3, i FROM n",
          kOrg, id, std::string(table), std::int64_t{changes});
    });
  };
  LogMark mark = LogMark::Of(*db().Read(), kOrg);
  deed(kFirst, "plan_line", 30'000);
  LogMark stranger = mark;
  EXPECT_FALSE(stranger.StillHolds(*db().Read(), kOrg));
  mark.AddOwn(Id{kFirst});
  EXPECT_TRUE(mark.StillHolds(*db().Read(), kOrg));
  deed(kFirst + 100'000, "activity", 1);
  EXPECT_TRUE(mark.StillHolds(*db().Read(), kOrg));
  deed(kFirst + 200'000, "account", 1);
  EXPECT_FALSE(mark.StillHolds(*db().Read(), kOrg));
}

INSTANTIATE_TEST_SUITE_P(Engines, PlanMemoryTest, db::kEngines, db::EngineName);

std::unique_ptr<KeptDraft> KeptOf(std::int64_t plan, std::size_t pairs) {
  auto kept = std::make_unique<KeptDraft>();
  kept->org_id = Id{1};
  kept->plan_id = Id{plan};
  kept->read_at = std::chrono::steady_clock::now();
  kept->draft.workings.table.permille.resize(pairs);
  return kept;
}

TEST(Memory, KeepsTheLastDraftsWithinItsBytes) {
  const std::size_t one = BytesOf(*KeptOf(1, 1'000'000));
  EXPECT_GT(one, 4'000'000u);
  EXPECT_LT(one, 4'100'000u);
  Memory memory(2 * one + one / 2);
  for (const int plan : {1, 2, 3}) memory.Keep(KeptOf(plan, 1'000'000));
  EXPECT_FALSE(memory.Take(Id{1}, Id{1}));
  EXPECT_TRUE(memory.Take(Id{1}, Id{2}));
  EXPECT_TRUE(memory.Take(Id{1}, Id{3}));
  EXPECT_FALSE(memory.Take(Id{1}, Id{3}));  // somebody has it
}

TEST(Memory, KeepsOneOfAPlanAndTheLastHoweverLarge) {
  Memory memory(1'000);
  memory.Keep(KeptOf(1, 10));
  memory.Keep(KeptOf(1, 1'000));
  const auto kept = memory.Take(Id{1}, Id{1});
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->draft.workings.table.permille.size(), 1'000u);
  EXPECT_FALSE(memory.Take(Id{1}, Id{1}));
}

}  // namespace
}  // namespace baton::plan
