#include "session/identity.h"

#include "base/text.h"

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

void DeleteIdentity(db::Tx& tx, Id identity_id) {
  tx.Execute("DELETE FROM identity WHERE id = $1", identity_id);
}

}  // namespace baton::session
