#include "session/identity.h"

#include "base/text.h"
#include "session/throttle.h"

namespace baton::session {

std::optional<Identity> FindIdentity(db::Connection& connection, std::string_view email) {
  return connection.QueryOne<Identity>(
      "SELECT id, email, email_fold, password_hash, created_at, changed_at FROM identity WHERE email_fold = "
      "$1",
      Fold(email));
}

std::optional<Identity> FindIdentityOf(db::Connection& connection, Id org_id, Id person_id) {
  return connection.QueryOne<Identity>(
      "SELECT identity.id, email, email_fold, password_hash, created_at, changed_at FROM identity "
      "JOIN membership ON membership.identity_id = identity.id WHERE org_id = $1 AND person_id = $2",
      org_id, person_id);
}

std::vector<Membership> FindMemberships(db::Connection& connection, Id identity_id) {
  return connection.Query<Membership>(
      "SELECT identity_id, org_id, person_id FROM membership WHERE identity_id = $1 ORDER BY org_id",
      identity_id);
}

Identity InsertIdentity(db::Tx& tx, std::string_view email, std::string password_hash, Instant now) {
  Identity identity{tx.NewId(), std::string(email), Fold(email), std::move(password_hash), now, now};
  tx.InsertMany("identity", std::span<const Identity>(&identity, 1));
  return identity;
}

void InsertMembership(db::Tx& tx, const Membership& membership) {
  tx.InsertMany("membership", std::span<const Membership>(&membership, 1));
}

void SetPassword(db::Tx& tx, Id identity_id, const std::string& password_hash, Instant now) {
  tx.Execute("UPDATE identity SET password_hash = $1, changed_at = $2 WHERE id = $3", password_hash, now,
             identity_id);
}

Failures FindFailures(db::Connection& connection, const std::string& subject) {
  return connection
      .QueryOne<Failures>("SELECT failures, last_at FROM sign_in_failure WHERE subject = $1", subject)
      .value_or(Failures{});
}

void CountFailure(db::Tx& tx, const std::string& subject, Instant now) {
  tx.Execute("DELETE FROM sign_in_failure WHERE last_at < $1", now - kForgetAfter);
  tx.Execute(
      "INSERT INTO sign_in_failure (subject, failures, last_at) VALUES ($1, 1, $2) ON CONFLICT (subject) DO "
      "UPDATE SET "
      "failures = sign_in_failure.failures + 1, last_at = excluded.last_at",
      subject, now);
}

void ForgetFailures(db::Tx& tx, const std::string& subject) {
  tx.Execute("DELETE FROM sign_in_failure WHERE subject = $1", subject);
}

}  // namespace baton::session
