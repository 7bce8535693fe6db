// Reads people's calendars every five minutes, each as a job of its own; after failures less and less often, to once in two
// hours. What was read last stays while nothing can be read, and its age is said.
//
// Thread-safe.
#pragma once

#include "base/clock.h"
#include "calendar/calendar.h"
#include "calendar/fetch.h"
#include "job/runner.h"
#include "seal/key.h"

namespace baton::calendar {

// Asks for a calendar; replaced in tests.
using Fetching = std::function<Fetched(const Question&, outward::Hosts)>;

struct CalendarOptions {
  const seal::Key* key = nullptr;  // outlives the routes and the jobs
  outward::Hosts hosts = outward::Hosts::public_only;
  Fetching fetch = &Fetch;
  const Clock* clock = nullptr;  // the wall's, by which jobs run; outlives the routes
  // A calendar says something else than before, by the wall's time.
  std::function<void(db::Tx& tx, Id org_id, Instant now)> on_change = {};
};

inline constexpr std::string_view kReadKind = "calendar";
// Their own: servers that answer slowly hold up nobody's import or letter.
inline constexpr std::string_view kReadQueue = "calendar";

std::string SealAccess(const seal::Key& key, Id org_id, Id calendar_id, const Access& access);
Result<Access> OpenAccess(const seal::Key& key, const PersonCalendar& calendar);

// Has a calendar read at `at`, by a job that takes the place of the one before. The time is the wall's.
void ReadSoon(db::Tx& tx, PersonCalendar& calendar, Instant at, Instant now);
// Milliseconds until the next look, after so many failures in a row.
std::int64_t PauseAfter(std::int32_t failures);

void AddCalendarJobs(job::Runner& runner, const CalendarOptions& options);

}  // namespace baton::calendar
