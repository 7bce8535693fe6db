#include "session/session_store.h"

#include "session/invitation.h"
#include "session/secret.h"

namespace baton::session {
namespace {

constexpr std::string_view kSessionColumns =
    "SELECT id, token_hash, previous_token_hash, rotated_at, org_id, person_id, created_at, used_at, "
    "expires_at, "
    "device FROM session WHERE ";
constexpr std::string_view kTokenColumns =
    "SELECT id, token_hash, org_id, person_id, name, scope, created_at, expires_at, used_at FROM api_token "
    "WHERE ";

// Person $2 of organization $1, and whom the same identity is elsewhere. A demo's people have no identity.
constexpr std::string_view kOfAccount =
    "(org_id, person_id) IN (SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT) UNION "
    "SELECT other.org_id, other.person_id FROM membership AS own "
    "JOIN membership AS other ON other.identity_id = own.identity_id "
    "WHERE own.org_id = $1 AND own.person_id = $2)";

}  // namespace

std::optional<Session> FindSession(db::Connection& connection, const std::string& token, Instant now) {
  const std::string hash = TokenHash(token);
  return connection.QueryOne<Session>(
      std::string(kSessionColumns) +
          "(token_hash = $1 OR (previous_token_hash = $1 AND rotated_at > $2)) AND expires_at > $3",
      hash, now - kOldTokenLife, now);
}

std::vector<Session> FindSessions(db::Connection& connection, Id org_id, Id person_id, Instant now) {
  return connection.Query<Session>(
      std::string(kSessionColumns) +
          "org_id = $1 AND person_id = $2 AND expires_at > $3 ORDER BY used_at DESC, id",
      org_id, person_id, now);
}

Session InsertSession(db::Tx& tx, Id org_id, Id person_id, const std::string& token, std::string device,
                      Instant now) {
  const Session session{tx.NewId(), TokenHash(token),   std::nullopt,     now, org_id, person_id, now,
                        now,        now + kSessionLife, std::move(device)};
  tx.InsertMany("session", std::span<const Session>(&session, 1));
  return session;
}

bool RotateSession(db::Tx& tx, const Session& session, const std::string& token, Instant now) {
  return tx.Execute(
             "UPDATE session SET token_hash = $1, previous_token_hash = $2, rotated_at = $3 WHERE id = $4 "
             "AND "
             "token_hash = $2",
             TokenHash(token), session.token_hash, now, session.id) > 0;
}

void TouchSession(db::Tx& tx, Id id, Instant now) {
  tx.Execute("UPDATE session SET used_at = $1, expires_at = $2 WHERE id = $3", now, now + kSessionLife, id);
}

void DeleteSession(db::Tx& tx, Id id) { tx.Execute("DELETE FROM session WHERE id = $1", id); }

void DeleteSessions(db::Tx& tx, Id org_id, Id person_id, std::optional<Id> but) {
  tx.Execute("DELETE FROM session WHERE " + std::string(kOfAccount) + " AND id <> $3", org_id, person_id,
             but.value_or(Id{0}));
}

std::optional<ApiToken> FindApiToken(db::Connection& connection, const std::string& token, Instant now) {
  return connection.QueryOne<ApiToken>(std::string(kTokenColumns) + "token_hash = $1 AND expires_at > $2",
                                       TokenHash(token), now);
}

void TouchApiToken(db::Tx& tx, Id id, Instant now) {
  tx.Execute("UPDATE api_token SET used_at = $1 WHERE id = $2", now, id);
}

std::vector<ApiToken> FindApiTokens(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<ApiToken>(std::string(kTokenColumns) + "org_id = $1 AND person_id = $2 ORDER BY id",
                                    org_id, person_id);
}

void InsertApiToken(db::Tx& tx, const ApiToken& token) {
  tx.InsertMany("api_token", std::span<const ApiToken>(&token, 1));
}

bool DeleteApiToken(db::Tx& tx, Id org_id, Id person_id, Id id) {
  return tx.Execute("DELETE FROM api_token WHERE org_id = $1 AND person_id = $2 AND id = $3", org_id,
                    person_id, id) > 0;
}

void DeleteApiTokens(db::Tx& tx, Id org_id, Id person_id) {
  tx.Execute("DELETE FROM api_token WHERE " + std::string(kOfAccount), org_id, person_id);
}

void EndAccess(db::Tx& tx, Id org_id, Id person_id) {
  tx.Execute("DELETE FROM session WHERE org_id = $1 AND person_id = $2", org_id, person_id);
  tx.Execute("DELETE FROM api_token WHERE org_id = $1 AND person_id = $2", org_id, person_id);
  DeleteInvitations(tx, org_id, person_id);
}

}  // namespace baton::session
