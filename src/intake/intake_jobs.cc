#include <filesystem>

#include "intake/intake_routes.h"
#include "job/runner.h"
#include "people/directory.h"

namespace baton::intake {
namespace {

void NoteCancelled(job::Context& context) {
  context.database().Write([&](db::Tx& tx) {
    tx.Execute(
        "UPDATE import SET state = 'cancelled', finished_at = $1, version = version + 1 WHERE org_id = $2 "
        "AND id = $3 "
        "AND state = 'running'",
        context.Now(), context.job().org_id, context.job().ref);
  });
}

job::Outcome Run(job::Context& context, const IntakeOptions& options) {
  const job::Job& job = context.job();
  ImportRun run(context.database(), options, job.org_id, job.ref, context.Now());
  do {
    context.Progress(run.done(), run.total());
    if (context.ShouldStop()) return job::Outcome::again;
  } while (run.Step() == ImportRun::Outcome::more);
  context.Progress(run.done(), run.total());
  return job::Outcome::done;
}

// With the role of now. Somebody who was removed meanwhile reaches nothing any more.
access::Principal AskerOf(db::Database& database, const job::Job& job) {
  access::Principal asker{.org_id = job.org_id, .person_id = job.person_id.value_or(Id{})};
  if (const auto person = people::FindPerson(*database.Read(), asker.org_id, asker.person_id))
    asker.role = person->role;
  return asker;
}

// Cannot be cancelled: half an import is of no use to anybody.
job::Outcome Undo(job::Context& context, const IntakeOptions& options) {
  const job::Job& job = context.job();
  ImportUndo undo(context.database(), options, AskerOf(context.database(), job), job.ref, context.Now());
  while (undo.Step() == ImportRun::Outcome::more) {
    if (context.ShouldStop() && !context.IsCancelled()) return job::Outcome::again;
  }
  return job::Outcome::done;
}

}  // namespace

void AddIntakeJobs(job::Runner& runner, const IntakeOptions& options) {
  runner.On(
      "import", [&options](job::Context& context) { return Run(context, options); }, {}, NoteCancelled);
  runner.On("import_undo", [&options](job::Context& context) { return Undo(context, options); });
  runner.On("import_clean", [&options](job::Context& context) {
    std::error_code ignored;
    std::filesystem::remove_all(FolderOf(options, context.job().ref), ignored);
    return job::Outcome::done;
  });
}

}  // namespace baton::intake
