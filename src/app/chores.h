// What has to be swept once a day: answers kept for repeated requests, sessions and links that are over, old finished
// jobs. One job for the whole database, which puts itself back into the queue.
#pragma once

#include "db/database.h"
#include "job/runner.h"

namespace baton::app {

void AddChores(job::Runner& runner);
// Puts the job into the queue unless it is there.
void ScheduleChores(db::Database& database, Instant now);

}  // namespace baton::app
