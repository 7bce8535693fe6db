// What becomes of a fetch: how its run ended, who is told, and when the next one is.
#include <algorithm>
#include <filesystem>

#include "base/log.h"
#include "json/arguments.h"
#include "json/json.h"
#include "notice/administrators.h"
#include "people/now.h"
#include "people/organization.h"
#include "source/source_rules.h"
#include "source/source_store.h"
#include "source/work.h"

namespace baton::source {
namespace {

using intake::Import;
using intake::ImportOutcome;

constexpr int kKeptFiles = 5;  // imports of a source whose files stay

std::string ZoneOf(db::Connection& connection, Id org_id) {
  const auto organization = people::FindOrganization(connection, org_id);
  return organization ? organization->time_zone : "UTC";
}

void EndRun(Work& work, db::Tx& tx, RunOutcome outcome, const std::optional<Fault>& fault, Instant now) {
  work.run.ended_at = now;
  work.run.outcome = outcome;
  if (fault && fault->import_id) work.run.import_id = fault->import_id;
  work.run.problem = fault ? fault->why.key : std::string();
  work.run.problem_arguments = fault ? json::ToText(fault->why.arguments) : "{}";
  SaveRun(tx, work.run);
}

// Its person is told once, however often it fails.
void NoteFault(const Work& work, db::Tx& tx, Source& held, const Fault& fault, Instant now) {
  if (!held.failing_since) held.failing_since = now;
  ++held.failures;
  held.problem = fault.why.key;
  held.problem_arguments = json::ToText(fault.why.arguments);
  if (held.is_told || held.failures < ToldAfter(fault.may_pass)) return;
  held.is_told = true;
  action::Action action(tx, {work.org_id(), std::nullopt}, "import_source.fail", now, held.id);
  notice::Emit(action, held.person_id, {"notice.import_source.failing", {{"name", held.name}}}, "/import");
}

// The first time by the schedule behind `after`.
void ScheduleAfter(db::Tx& tx, Source& source, Instant after, Instant now, Instant wall) {
  source.job_id = std::nullopt;
  source.next_at = std::nullopt;
  if (!source.is_on) return;
  source.next_at = NextBySchedule(source, ZoneOf(tx, source.org_id), after);
  RefreshSoon(tx, source, wall + (source.next_at->milliseconds - now.milliseconds), wall);
}

}  // namespace

Instant NowOf(const Work& work, db::Connection& connection) {
  return people::NowIn(connection, work.org_id(), work.context.Now());
}

std::optional<Fault> Judge(Work& work) {
  auto reader = work.context.database().Read();
  if (work.files.empty())
    work.files = FindFiles(*reader, work.org_id(), work.source.secret_id);  // fetched before the cut
  for (const SourceFile& file : work.files) {
    const auto import =
        file.import_id ? intake::FindImport(*reader, work.org_id(), *file.import_id) : std::nullopt;
    if (!import) continue;
    const auto fault = [&](const char* key) {
      return Fault{{key, {{"name", file.name}}}, false, import->id};
    };
    switch (intake::OutcomeOf(*reader, *import)) {
      case ImportOutcome::waits:
        return fault("import_source.problem.waits");
      case ImportOutcome::failed:
        return fault("import_source.problem.import_failed");
      case ImportOutcome::refused:
        return fault("import_source.problem.no_row");
      case ImportOutcome::undone:
        work.is_all_in = false;  // as somebody wants it
        break;
      case ImportOutcome::running:
        break;
      case ImportOutcome::came_in:
        work.good.push_back(*import);
        break;
    }
  }
  return std::nullopt;
}

void End(Work& work, RunOutcome outcome, const std::optional<Fault>& fault) {
  const Instant wall = work.context.Now();
  work.context.database().Write([&](db::Tx& tx) {
    const Instant now = NowOf(work, tx);
    EndRun(work, tx, outcome, fault, now);
    auto held = FindSource(tx, work.org_id(), work.source.id);
    if (!work.IsHeld(held)) return;  // taken away
    held->tried_at = now;
    held->is_asked = false;
    if (fault) {
      NoteFault(work, tx, *held, *fault, now);
    } else {
      if (work.is_all_in) held->fetched_at = now;
      held->failing_since = std::nullopt;
      held->failures = 0;
      held->is_told = false;
      held->problem.clear();
      held->problem_arguments = "{}";
      for (const Import& import : work.good) intake::Confirm(tx, import, wall);
      for (const SourceFile& file : work.files) SaveFile(tx, file);
    }
    if (!held->is_on) {
      held->job_id = std::nullopt;
      held->next_at = std::nullopt;
    } else {
      const std::string zone = ZoneOf(tx, work.org_id());
      const bool was_anothers = work.run.job_id != work.context.job().id;  // this job has not fetched yet
      held->next_at = fault          ? NextAfterFailure(*held, zone, now, fault->may_pass)
                      : was_anothers ? now
                                     : NextBySchedule(*held, zone, now);
      RefreshSoon(tx, *held, wall + (held->next_at->milliseconds - now.milliseconds), wall);
    }
    SaveNotes(tx, *held);
  });
  if (fault) {
    LogWarning("import_source.failed", {{"source", ToString(work.source.id)}, {"problem", fault->why.key}});
  }
}

void Stop(Work& work) {
  work.context.database().Write([&](db::Tx& tx) {
    const auto held = FindSource(tx, work.org_id(), work.source.id);
    if (!work.IsHeld(held)) return;
    const Instant now = NowOf(work, tx);
    work.run = OpenRun(tx, *held, now);
    EndRun(work, tx, RunOutcome::failed, Fault{{"import_source.problem.nobody"}}, now);
    action::Action action(tx, {work.org_id(), std::nullopt}, "import_source.stop", now, held->id);
    Source after = *held;
    after.is_on = false;
    const auto saved = action.Update(*held, after);
    if (!saved) return;
    Source stopped = *saved;
    stopped.job_id = std::nullopt;
    stopped.next_at = std::nullopt;
    stopped.is_asked = false;
    if (!stopped.failing_since) stopped.failing_since = now;
    stopped.problem = "import_source.problem.nobody";
    stopped.problem_arguments = "{}";
    SaveNotes(tx, stopped);
    notice::EmitToAdministrators(action, {"notice.import_source.stopped", {{"name", held->name}}}, "/import");
  });
}

void ForgetOldFiles(const Work& work) {
  int kept = 0;
  for (const source::Run& run :
       FindRuns(*work.context.database().Read(), work.org_id(), work.source.id, kKeptRuns)) {
    if (run.outcome != RunOutcome::imported || ++kept <= kKeptFiles) continue;
    std::error_code ignored;
    std::filesystem::remove_all(intake::FolderOf(*work.options.intake, run.id), ignored);
  }
}

void RefreshSoon(db::Tx& tx, Source& source, Instant at, Instant now) {
  source.job_id = job::Enqueue(tx,
                               {.org_id = source.org_id,
                                .person_id = source.person_id,
                                .kind = std::string(kRefreshKind),
                                .ref = source.id,
                                .queue = std::string(kRefreshQueue),
                                .run_at = at},
                               now);
}

void ScheduleNext(db::Tx& tx, Source& source, Instant now, Instant wall) {
  ScheduleAfter(tx, source, now, now, wall);
}

void SkipCancelled(db::Tx& tx, const job::Job& job, Instant wall) {
  auto source = FindSource(tx, job.org_id, job.ref);
  if (!source || source->job_id != job.id) return;
  source->is_asked = false;
  const Instant now = people::NowIn(tx, job.org_id, wall);
  ScheduleAfter(tx, *source, std::max(now, source->next_at.value_or(now)), now, wall);
  SaveNotes(tx, *source);
}

}  // namespace baton::source
