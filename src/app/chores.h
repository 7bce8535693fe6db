// What has to be swept once a day: answers kept for repeated requests, sessions and links that are over, old finished
// jobs, mail that is older than an organization keeps. One job for the whole database, which puts itself back into the queue.
#pragma once

#include "db/database.h"
#include "job/runner.h"
#include "seal/key.h"
#include "traffic/keep.h"

namespace baton::app {

// `key`, which outlives the runner, closes rounds of assessments; without one they wait.
void AddChores(job::Runner& runner, const traffic::TrafficOptions& traffic, const seal::Key* key);
// Puts the job into the queue unless it is there.
void ScheduleChores(db::Database& database, Instant now);

}  // namespace baton::app
