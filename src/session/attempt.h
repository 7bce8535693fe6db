// Attempts to prove who one is, counted in the database: by any process, over restarts. An attempt counts before
// the password is looked at, so that a hundred at once are a hundred attempts and not one.
//
//   const std::array subjects = {SubjectOfEmail(email), SubjectOfAddress(address)};
//   if (auto may = BeginAttempt(database, subjects, now); !may) return Fail(may.error());  // has to wait
//   ... look at the password; when it is right: ForgetFailures(tx, subjects[0]), TakeBack(tx, subjects[1])
//
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>

#include "base/problem.h"
#include "db/database.h"
#include "session/throttle.h"

namespace baton::session {

// A browser that nobody signed in with for so long is a stranger again.
inline constexpr std::int64_t kKnowBrowser = 180 * kMillisecondsPerDay;

struct Failures {
  int failures = 0;
  Instant last_at;
};
BOOST_DESCRIBE_STRUCT(Failures, (), (failures, last_at))

std::optional<Failures> FindFailures(db::Connection& connection, const Subject& subject);

// Counts one more against each subject; or says how long to wait (Kind::too_many), and counts nothing.
Result<Done> BeginAttempt(db::Database& database, std::span<const Subject> subjects, Instant now);
// It was right: nothing that failed before counts any more.
void ForgetFailures(db::Tx& tx, const Subject& subject);
// It was right: this attempt does not count, those before do. For what others share.
void TakeBack(db::Tx& tx, const Subject& subject);

// Somebody signed in with the browser: from now on its failures count for themselves.
void KnowBrowser(db::Tx& tx, const Subject& browser, Instant now);
// Takes out what counts no more.
void SweepAttempts(db::Tx& tx, Instant now);

}  // namespace baton::session
