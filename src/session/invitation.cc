#include "session/invitation.h"

#include "people/directory.h"
#include "session/identity.h"
#include "session/secret.h"

namespace baton::session {
namespace {

// What a link to a new password opens: who signs in by which address with which password, and the address by which others
// know the person.
std::string AccountHash(db::Connection& connection, Id org_id, Id person_id) {
  const auto identity = FindIdentityOf(connection, org_id, person_id);
  const auto person = people::FindPerson(connection, org_id, person_id);
  if (!identity || !person) return {};
  return TokenHash(ToString(identity->id) + '\n' + identity->email_fold + '\n' + identity->password_hash +
                   '\n' + person->email_fold.value_or(""));
}

std::string Insert(db::Tx& tx, InvitationKind kind, Id org_id, Id person_id, Instant now, std::int64_t life) {
  DeleteInvitations(tx, org_id, person_id);
  std::string token = NewToken();
  const Invitation invitation{
      .id = tx.NewId(),
      .token_hash = TokenHash(token),
      .org_id = org_id,
      .person_id = person_id,
      .kind = kind,
      .created_at = now,
      .expires_at = now + life,
      .used_at = std::nullopt,
      .account_hash = kind == InvitationKind::reset ? AccountHash(tx, org_id, person_id) : ""};
  tx.InsertMany("invitation", std::span<const Invitation>(&invitation, 1));
  return token;
}

}  // namespace

std::optional<Invitation> FindInvitation(db::Connection& connection, const std::string& token, Instant now) {
  auto found = connection.QueryOne<Invitation>(
      "SELECT id, token_hash, org_id, person_id, kind, created_at, expires_at, used_at, account_hash "
      "FROM invitation WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2",
      TokenHash(token), now);
  if (!found || found->kind != InvitationKind::reset) return found;
  const std::string hash = AccountHash(connection, found->org_id, found->person_id);
  return !hash.empty() && hash == found->account_hash ? found : std::nullopt;
}

std::string InsertInvitation(db::Tx& tx, InvitationKind kind, Id org_id, Id person_id, Instant now) {
  return Insert(tx, kind, org_id, person_id, now,
                kind == InvitationKind::reset ? kResetLife : kInvitationLife);
}

std::string InsertMailedReset(db::Tx& tx, Id org_id, Id person_id, Instant now) {
  return Insert(tx, InvitationKind::reset, org_id, person_id, now, kMailedResetLife);
}

void DeleteInvitations(db::Tx& tx, Id org_id, Id person_id) {
  tx.Execute("DELETE FROM invitation WHERE org_id = $1 AND person_id = $2 AND used_at IS NULL", org_id,
             person_id);
}

void DeleteInvitationsOf(db::Tx& tx, Id identity_id) {
  for (const Membership& one : FindMemberships(tx, identity_id)) {
    DeleteInvitations(tx, one.org_id, one.person_id);
  }
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
