#include "session/attempt.h"

#include <algorithm>

namespace baton::session {
namespace {

std::int64_t WaitFor(db::Connection& connection, std::span<const Subject> subjects, Instant now) {
  std::int64_t wait = 0;
  for (const Subject& subject : subjects) {
    const Failures known = FindFailures(connection, subject).value_or(Failures{});
    wait = std::max(wait, WaitLeft(std::max(0, known.failures - subject.allowance), known.last_at, now));
  }
  return wait;
}

tl::unexpected<Problem> Wait(std::int64_t wait) {
  return Fail(Kind::too_many, "problem.session.wait", {{"seconds", (wait + 999) / 1000}});
}

}  // namespace

std::optional<Failures> FindFailures(db::Connection& connection, const Subject& subject) {
  return connection.QueryOne<Failures>("SELECT failures, last_at FROM sign_in_failure WHERE subject = $1",
                                       subject.name);
}

Result<Done> BeginAttempt(db::Database& database, std::span<const Subject> subjects, Instant now) {
  // Who has to wait is told without a write, however often he asks.
  if (const auto wait = WaitFor(*database.Read(), subjects, now); wait > 0) return Wait(wait);
  return database.Write([&](db::Tx& tx) -> Result<Done> {
    // Takes the rows first: on PostgreSQL attempts at once stand in line here until this one is counted.
    for (const Subject& subject : subjects) {
      tx.Execute(
          "INSERT INTO sign_in_failure (subject, failures, last_at) VALUES ($1, 0, $2) ON CONFLICT (subject) "
          "DO UPDATE SET failures = CASE WHEN sign_in_failure.last_at < $3 THEN 0 ELSE "
          "sign_in_failure.failures END",
          subject.name, now, now - kForgetAfter);
    }
    if (const auto wait = WaitFor(tx, subjects, now); wait > 0) return Wait(wait);
    for (const Subject& subject : subjects) {
      tx.Execute("UPDATE sign_in_failure SET failures = failures + $3, last_at = $1 WHERE subject = $2", now,
                 subject.name, subject.weight);
    }
    return Done{};
  });
}

void ForgetFailures(db::Tx& tx, const Subject& subject) {
  tx.Execute("DELETE FROM sign_in_failure WHERE subject = $1", subject.name);
}

void TakeBack(db::Tx& tx, const Subject& subject) {
  tx.Execute("UPDATE sign_in_failure SET failures = failures - 1 WHERE subject = $1 AND failures > 0",
             subject.name);
}

void KnowBrowser(db::Tx& tx, const Subject& browser, Instant now) {
  tx.Execute(
      "INSERT INTO sign_in_failure (subject, failures, last_at) VALUES ($1, 0, $2) ON CONFLICT (subject) "
      "DO UPDATE SET failures = 0, last_at = excluded.last_at",
      browser.name, now);
}

void SweepAttempts(db::Tx& tx, Instant now) {
  tx.Execute("DELETE FROM sign_in_failure WHERE last_at < $1 AND substr(subject, 1, 8) <> 'browser:'",
             now - kForgetAfter);
  tx.Execute("DELETE FROM sign_in_failure WHERE last_at < $1", now - kKnowBrowser);
}

}  // namespace baton::session
