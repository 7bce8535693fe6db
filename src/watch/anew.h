// What is worked out for a whole organization, all of it anew, when what it rests on changed or a day passed: the look that finds it due and
// the job that does it (job/anew.h: one at a time, with pauses). On the organization's clock, the queue's pauses on the server's.
//
//   constexpr watch::Anew kLearning{.kind = "ties", .is_due = &IsDue, .took_ms = &TookMs, .work = &WorkAnew};
//   watch::LookAnew(database, org_id, now, kLearning);   // a glance of the looks
//   watch::AddAnewJob(runner, kLearning);
#pragma once

#include <cstdint>
#include <functional>

#include "db/database.h"
#include "job/runner.h"

namespace baton::watch {

// Called with how much is done, of how much; where it says false, nothing more is done and what was begun is not written.
using Tell = std::function<bool(std::int64_t done, std::int64_t total)>;

struct Anew {
  const char* kind;  // of the job
  bool (*is_due)(db::Connection& connection, Id org_id, Instant now);
  std::int64_t (*took_ms)(db::Connection& connection, Id org_id);  // the last time; 0: never done
  bool (*work)(db::Database& database, Id org_id, Instant now, const Tell& tell);  // false: it was cut
};

void LookAnew(db::Database& database, Id org_id, Instant now, const Anew& anew);
void AddAnewJob(job::Runner& runner, const Anew& anew);

// A day passed, or a clock was put back.
bool IsOld(Instant worked_out_at, Instant now);

}  // namespace baton::watch
