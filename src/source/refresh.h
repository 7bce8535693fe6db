// The job that fetches a source's addresses and, where something is new there, makes an import of it and follows it to its end.
//
//   RefreshSoon(tx, source, run_at, now);           // in the use case's transaction
//   AddRefreshJobs(runner, options);                // on a runner of kRefreshQueue
//
// It may be cut at any point and run again: see source/source.h. What an import does with the files, and by whose rights, is
// intake/unattended.h's, as for a folder that is watched. Thread-safe.
#pragma once

#include <functional>
#include <string_view>

#include "intake/unattended.h"
#include "job/runner.h"
#include "outward/fetch.h"
#include "seal/key.h"
#include "source/source.h"

namespace baton::source {

using Fetching = std::function<decltype(outward::Fetch)>;

struct SourceOptions {
  const intake::IntakeOptions* intake = nullptr;  // outlives the routes and the jobs, as does the key
  const seal::Key* key = nullptr;
  outward::Hosts hosts = outward::Hosts::public_only;
  std::uint64_t max_bytes = 0;          // of all addresses of a source together
  Fetching fetch = &outward::Fetch;     // replaced in tests
  std::function<void()> while_running;  // a pause while the import runs; replaced in tests
};

inline constexpr std::string_view kRefreshKind = "import_source";
// Their own: servers that answer slowly hold up nobody's import.
inline constexpr std::string_view kRefreshQueue = "import_source";

// By a job that takes the place of the one before. `at` and `now` are the wall's.
void RefreshSoon(db::Tx& tx, Source& source, Instant at, Instant now);
// The next one by the schedule, or none where it is switched off; `now` is the organization's.
void ScheduleNext(db::Tx& tx, Source& source, Instant now, Instant wall);
// The job was cancelled while it waited: that time is left out, and the one after it by the schedule is next.
void SkipCancelled(db::Tx& tx, const job::Job& job, Instant wall);

void AddRefreshJobs(job::Runner& runner, const SourceOptions& options);

}  // namespace baton::source
