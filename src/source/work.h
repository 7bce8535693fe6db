// One fetch of a source, in the two halves of its job (refresh.cc): what is at the addresses, and what becomes of the run.
//
//   Work work{context, options, source, run};
//   const auto fetched = FetchAll(work, importer);   // fetch.cc
//   ... the import runs to its end ...
//   const auto fault = Judge(work);                  // outcome.cc
//   End(work, fault ? RunOutcome::failed : RunOutcome::imported, fault);
//
// Of one thread; what is in it outlives it.
#pragma once

#include <optional>
#include <vector>

#include "source/refresh.h"

namespace baton::source {

struct Work {
  job::Context& context;
  const SourceOptions& options;
  Source source = {};
  source::Run run = {};
  std::vector<SourceFile> files = {};
  bool is_all_in = true;
  std::vector<intake::Import> good = {};  // that brought what is there now

  Id org_id() const { return context.job().org_id; }
  bool IsHeld(const std::optional<Source>& found) const { return found && found->job_id == context.job().id; }
};

struct Fault {
  Message why;
  bool may_pass = false;
  std::optional<Id> import_id = {};  // with which it is
};

// Nothing: it was cut short. No fault: what is new, if anything, is an import that runs.
std::optional<std::optional<Fault>> FetchAll(Work& work, const intake::ImportContext& importer);

// What became of the imports of which the files are.
std::optional<Fault> Judge(Work& work);
// Notes how the run ended, tells its person once, and makes the job of the next time.
void End(Work& work, RunOutcome outcome, const std::optional<Fault>& fault);
// As whom it was imported left, or may not import any more: administrators are told, and one of them switches it on again.
void Stop(Work& work);
// An import keeps its files for a month; of what changes every hour the last few are enough.
void ForgetOldFiles(const Work& work);

// By the organization's clock.
Instant NowOf(const Work& work, db::Connection& connection);

}  // namespace baton::source
