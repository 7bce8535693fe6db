#include "session/invitation.h"

#include "session/secret.h"

namespace baton::session {

std::optional<Invitation> FindInvitation(db::Connection& connection, const std::string& token, Instant now) {
  return connection.QueryOne<Invitation>(
      "SELECT id, token_hash, org_id, person_id, kind, created_at, expires_at, used_at FROM invitation "
      "WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
      TokenHash(token), now);
}

std::string InsertInvitation(db::Tx& tx, InvitationKind kind, Id org_id, Id person_id, Instant now) {
  DeleteInvitations(tx, org_id, person_id);
  std::string token = NewToken();
  const Instant expires_at = now + (kind == InvitationKind::reset ? kResetLife : kInvitationLife);
  const Invitation invitation{tx.NewId(), TokenHash(token), org_id,      person_id, kind,
                              now,        expires_at,       std::nullopt};
  tx.InsertMany("invitation", std::span<const Invitation>(&invitation, 1));
  return token;
}

void DeleteInvitations(db::Tx& tx, Id org_id, Id person_id) {
  tx.Execute("DELETE FROM invitation WHERE org_id = $1 AND person_id = $2 AND used_at IS NULL", org_id,
             person_id);
}

std::optional<Instant> FindJoined(db::Connection& connection, Id org_id, Id person_id) {
  return connection.QueryValue<Instant>(
      "SELECT used_at FROM invitation WHERE org_id = $1 AND person_id = $2 AND kind = 'join' AND used_at IS "
      "NOT NULL ORDER BY used_at DESC LIMIT 1",
      org_id, person_id);
}

bool UseInvitation(db::Tx& tx, Id id, Instant now) {
  return tx.Execute("UPDATE invitation SET used_at = $1 WHERE id = $2 AND used_at IS NULL", now, id) > 0;
}

}  // namespace baton::session
