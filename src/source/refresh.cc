#include "source/refresh.h"

#include <chrono>
#include <thread>

#include "source/source_store.h"
#include "source/work.h"

namespace baton::source {
namespace {

constexpr std::chrono::milliseconds kPause{500};

bool Find(Work& work) {
  const auto found = FindSource(*work.context.database().Read(), work.org_id(), work.context.job().ref);
  if (!work.IsHeld(found) || (!found->is_on && !found->is_asked)) return false;
  work.source = *found;
  return true;
}

// Until the import has ended. False: the process ends before.
bool Follow(const Work& work) {
  while (work.run.import_id) {
    const auto import =
        intake::FindImport(*work.context.database().Read(), work.org_id(), *work.run.import_id);
    if (!import ||
        intake::OutcomeOf(*work.context.database().Read(), *import) != intake::ImportOutcome::running)
      break;
    if (work.context.ShouldStop()) return false;
    work.options.while_running ? work.options.while_running() : std::this_thread::sleep_for(kPause);
  }
  return true;
}

job::Outcome Refresh(Work work) {
  if (!Find(work)) return job::Outcome::done;
  db::Database& database = work.context.database();
  const auto importer =
      intake::ContextFor(database, *work.options.intake, work.org_id(), work.source.person_id);
  if (!importer) {
    Stop(work);
    return job::Outcome::done;
  }
  work.run = database.Write([&](db::Tx& tx) { return OpenRun(tx, work.source, importer->now); });
  std::optional<Fault> fault;
  if (!work.run.import_id) {
    const auto fetched = FetchAll(work, *importer);
    if (!fetched) return job::Outcome::again;
    fault = *fetched;
  }
  if (!fault && !Follow(work)) return job::Outcome::again;
  if (!fault) fault = Judge(work);
  const RunOutcome good = work.run.import_id ? RunOutcome::imported : RunOutcome::unchanged;
  End(work, fault ? RunOutcome::failed : good, fault);
  if (work.run.outcome == RunOutcome::imported) ForgetOldFiles(work);
  return job::Outcome::done;
}

// It met an error each time, or somebody cancelled it: it is said, and the next time comes all the same.
void GiveUp(Work work, const char* why) {
  if (!Find(work)) return;
  work.run =
      work.context.database().Write([&](db::Tx& tx) { return OpenRun(tx, work.source, NowOf(work, tx)); });
  End(work, RunOutcome::failed, Fault{{why}, true});
}

}  // namespace

void AddRefreshJobs(job::Runner& runner, const SourceOptions& options) {
  runner.On(
      std::string(kRefreshKind),
      [options](job::Context& context) {
        return Refresh({context, options});
      },
      [options](job::Context& context) {
        GiveUp({context, options}, "import_source.problem.given_up");
      },
      [options](job::Context& context) {
        GiveUp({context, options}, "import_source.problem.cancelled");
      });
}

}  // namespace baton::source
