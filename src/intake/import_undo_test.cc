#include <gtest/gtest.h>

#include "action/undo.h"
#include "book/directory.h"
#include "intake/intake_fixture.h"
#include "intake/log.h"
#include "job/job.h"

namespace baton::intake {
namespace {

class ImportUndoTest : public IntakeTest {
 protected:
  const Files kTwo = {{"clients.csv", "Client,City\nLarmar Freight,Chicago\nBexley Motors,Gary\n"}};

  Id AccountOf(const std::string& name) {
    return *db().Read()->QueryValue<Id>("SELECT id FROM account WHERE org_id = $1 AND name = $2", kOrg, name);
  }
  std::optional<Problem> WhyNot(Id action_id) {
    return db().Write([&](db::Tx& tx) {
      const access::Principal admin{.org_id = kOrg, .person_id = jim_, .role = access::Role::administrator};
      return action::WhyNotUndo(tx, admin, {access::Reach::organization, kOrg, jim_}, action_id, tables_,
                                Instant{});
    });
  }
};

TEST_P(ImportUndoTest, WhatAnotherTeamHasNowStays) {
  const Id id = Upload(kTwo);
  Run(id);
  const Id larmar = AccountOf("Larmar Freight");
  db().Write([&](db::Tx& tx) -> Result<Done> {
    action::Action action(tx, action::Actor{kOrg, std::nullopt}, "account.change", kNow);
    people::Person mara;
    mara.name = "Mara Holt";
    mara.name_fold = "mara holt";
    mara.role = access::Role::manager;
    return book::MoveOwnership(action, larmar, people::InsertPerson(action, mara)->id);
  });
  Undo(id);
  EXPECT_EQ(Rows("account"), 1);
  EXPECT_EQ(AccountOf("Larmar Freight"), larmar);
  EXPECT_EQ(Number("SELECT COUNT(*) AS n FROM import_reject WHERE org_id = $1 AND is_kept = 1 AND reason = "
                   "'import.kept.not_yours' AND column_name = 'account'"),
            1);
}

// One way only: in chunks, by the import's own job.
TEST_P(ImportUndoTest, NoOtherUndoTakesAnImportBack) {
  const Id id = Upload(kTwo);
  SetRunning(id);
  ImportRun run(db(), options_, kOrg, id, kNow);
  EXPECT_EQ(run.Step(), ImportRun::Outcome::more);
  EXPECT_EQ(WhyNot(*Find(id).action_id)->message.key, "problem.import.undo_there");  // while it runs
  while (run.Step() == ImportRun::Outcome::more) {
  }
  EXPECT_EQ(WhyNot(*Find(id).action_id)->message.key, "problem.import.undo_there");
  Undo(id);
  EXPECT_EQ(WhyNot(*Find(id).undo_id)->message.key, "problem.import.send_again");
}

TEST_P(ImportUndoTest, ManyStatesAreReadAtOnce) {
  std::vector<Id> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(Upload(kTwo));
  Run(ids[0]);
  Run(ids[1]);
  Undo(ids[1]);
  const auto set_job = [&](Id id, job::State state) {
    db().Write([&](db::Tx& tx) {
      const Id job_id = job::Enqueue(tx, {.org_id = kOrg, .kind = "import", .ref = id}, kNow);
      tx.Execute("UPDATE job SET state = $1 WHERE id = $2", state, job_id);
      tx.Execute("UPDATE import SET state = 'running', job_id = $1 WHERE org_id = $2 AND id = $3", job_id,
                 kOrg, id);
    });
  };
  set_job(ids[2], job::State::running);
  set_job(ids[3], job::State::cancelled);
  set_job(ids[4], job::State::failed);
  std::vector<Import> imports;
  for (const Id id : ids) imports.push_back(Find(id));
  using enum ImportState;
  EXPECT_EQ(StatesOf(*db().Read(), kOrg, imports),
            (std::vector<ImportState>{done, undone, running, cancelled, failed}));
}

INSTANTIATE_TEST_SUITE_P(Engines, ImportUndoTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::intake
