// A run beside other people at work: what is theirs stays theirs, and they do not wait for it.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "book/directory.h"
#include "intake/intake_fixture.h"
#include "intake/log.h"
#include "intake/lookup.h"

namespace baton::intake {
namespace {

class ImportRunTest : public IntakeTest {};

// What somebody makes while the import runs is younger than it, and not its own.
TEST_P(ImportRunTest, WhatPeopleMakeMeanwhileIsTheirs) {
  const Id clients = Upload({{"clients.csv", "Client,City,Owner\nLarmar,Gary,Jim Calder\n"}});
  const Id deals =
      Upload({{"deals.csv", "Deal name,Account name,Close date,Amount\nSteal,Larmar,2026-11-24,5\n"}});
  const auto begin = [&](Id id) {
    SetRunning(id);
    auto run = std::make_unique<ImportRun>(db(), options_, kOrg, id, kNow);
    EXPECT_EQ(run->Step(), ImportRun::Outcome::more);
    return run;
  };
  const auto runs = {begin(clients), begin(deals)};
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, action::Actor{kOrg, std::nullopt}, "test.deed", kNow);
    people::Person ann;
    ann.name = "Ann";
    ann.name_fold = "ann";
    ann.role = access::Role::manager;
    book::Account account;
    account.name = "Larmar";
    account.city = "Chicago";
    account.currency = "USD";
    book::InsertAccount(action, account, people::InsertPerson(action, ann)->id);
  });
  for (const auto& run : runs) {
    while (run->Step() == ImportRun::Outcome::more) {
    }
  }
  EXPECT_EQ(Of(CountsOf(Find(clients)), Target::account).rejected, 1);
  EXPECT_EQ(Of(CountsOf(Find(deals)), Target::opportunity).rejected, 1);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM import_reject WHERE org_id = $1 AND reason = "
                   "'import.reject.not_yours'"),
            2);
  EXPECT_EQ(Rows("opportunity"), 0);
}

// A deal without an account is its owner's.
TEST_P(ImportRunTest, DealsWithoutAnAccountStayInTheirTeam) {
  const std::pair<Id, Id> hired = db().Write([&](db::Tx& tx) {
    action::Action action(tx, action::Actor{kOrg, std::nullopt}, "test.deed", kNow);
    people::Person above;
    above.name = "Ann";
    above.name_fold = "ann";
    people::Person below;
    below.name = "Jada";
    below.name_fold = "jada";
    below.manager_id = jim_;
    return std::pair(people::InsertPerson(action, above)->id, people::InsertPerson(action, below)->id);
  });
  const auto file = [](const std::string& amount) {
    return Files{{"deals.csv", "Deal name,Close date,Amount,Owner\nBig,2026-11-24," + amount + ",Jada\n"}};
  };
  Import_(file("5"));
  EXPECT_EQ(Of(Import_(file("6")), Target::opportunity).changed, 1);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE opportunity SET owner_id = $1 WHERE org_id = $2 AND owner_id = $3", hired.first, kOrg,
               hired.second);
  });
  const TargetCounts counts = Of(Import_(file("7")), Target::opportunity);
  EXPECT_EQ(counts.changed, 0);
  EXPECT_EQ(counts.rejected, 1);
  EXPECT_EQ(Number("SELECT amount_minor AS n FROM opportunity WHERE org_id = $1"), 600);
}

// A chunk ends between two slices when somebody else's write waits; the end is the same.
TEST_P(ImportRunTest, ChunksMakeWayForOthers) {
  std::string csv = "id,Client,City\n";
  for (int i = 0; i < 1'500; ++i) csv += fmt::format("{},Client {},City {}\n", i, i, i % 7);
  const auto count_commits = [&] {
    const Id id = Upload({{"clients.csv", csv}});
    int count = 0;
    options_.before_commit = [&count] { ++count; };
    const TargetCounts counts = Of(Run(id), Target::account);
    EXPECT_EQ(counts.created + counts.unchanged, 1'500);
    options_.before_commit = {};
    return count;
  };
  options_.slice_rows = 10;
  const int alone = count_commits();
  EXPECT_LE(alone, 4);
  std::atomic<bool> is_over = false;
  std::vector<std::thread> others;
  for (int i = 0; i < 2; ++i) {
    others.emplace_back([&] {
      while (!is_over) {
        db().Write([&](db::Tx& tx) {
          tx.Execute("UPDATE person SET title = 'busy' WHERE org_id = $1 AND id = $2", kOrg, jim_);
        });
      }
    });
  }
  const int beside = count_commits();
  is_over = true;
  for (std::thread& other : others) other.join();
  if (GetParam() == db::Engine::sqlite) {
    EXPECT_GT(beside, 20);
  } else {
    EXPECT_LT(beside, 10) << "nobody waits for a chunk there";
  }
}

// People are not cut into slices: a manager may stand far below.
TEST_P(ImportRunTest, AManagerMayStandBelow) {
  std::string csv = "id,Name,Email,Manager id\n";
  for (int i = 0; i < 150; ++i) csv += fmt::format("{0},Person {0},p{0}@example.com,149\n", i);
  const Id id = Upload({{"users.csv", csv}});
  Change(id, {.files = {{.id = MappingNow(id).files.at(0).id,
                         .target = Target::person,
                         .columns = {
                             {0, Field::id}, {1, Field::name}, {2, Field::email}, {3, Field::manager_id}}}}});
  EXPECT_EQ(Of(Run(id), Target::person).created, 150);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM person JOIN person AS boss ON boss.org_id = person.org_id AND "
                   "boss.id = person.manager_id WHERE person.org_id = $1 AND boss.name = 'Person 149'"),
            149);
}

// Three who report to each other in a ring, and one to nobody else than oneself.
TEST_P(ImportRunTest, WhoeverClosesALoopHasNoManagerAndIsNamed) {
  const Id id = Upload(
      {{"users.csv",
        "id,Name,Email,Manager id\n5,Eva,e@example.com,1\n1,Ana,a@example.com,2\n2,Ben,b@example.com,3\n"
        "3,Cem,c@example.com,1\n4,Dot,d@example.com,4\n"}});
  Change(id, {.files = {{.id = MappingNow(id).files.at(0).id,
                         .target = Target::person,
                         .columns = {
                             {0, Field::id}, {1, Field::name}, {2, Field::email}, {3, Field::manager_id}}}}});
  EXPECT_EQ(Of(Run(id), Target::person).created, 5);
  EXPECT_EQ(
      Number("SELECT COUNT(*) AS n FROM import_reject WHERE org_id = $1 AND reason = 'import.kept.loop'"), 2);
  EXPECT_EQ(
      Number(
          "SELECT COUNT(*) AS n FROM person WHERE org_id = $1 AND name IN ('Ana', 'Ben', 'Cem', 'Dot', "
          "'Eva') "
          "AND manager_id NOT IN (SELECT id FROM person WHERE org_id = $1 AND name IN ('Ana', 'Ben', 'Cem', "
          "'Dot', 'Eva'))"),
      2)
      << "whom a manager brings in is in the own team";
  EXPECT_EQ(
      Number("WITH RECURSIVE up (id, start_id) AS (SELECT manager_id, id FROM person WHERE org_id = $1 AND "
             "manager_id IS NOT NULL UNION SELECT person.manager_id, up.start_id FROM up JOIN person ON "
             "person.id = up.id WHERE person.org_id = $1 AND person.manager_id IS NOT NULL) SELECT COUNT(*) "
             "AS n "
             "FROM up WHERE id = start_id"),
      0);
}

INSTANTIATE_TEST_SUITE_P(Engines, ImportRunTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::intake
