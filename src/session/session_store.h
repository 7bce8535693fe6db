// Sessions and API tokens: found by the hash of their token. A session's token is renewed once a day; the one
// before still counts for a minute, for requests that were on their way.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "access/principal.h"
#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::session {

inline constexpr std::int64_t kSessionLife = 30 * kMillisecondsPerDay;  // since it was last used
inline constexpr std::int64_t kRotateAfter = kMillisecondsPerDay;
inline constexpr std::int64_t kOldTokenLife = kMillisecondsPerMinute;
inline constexpr std::int64_t kTouchAfter = 5 * kMillisecondsPerMinute;

struct Session {
  Id id;
  std::string token_hash;
  std::optional<std::string> previous_token_hash;
  Instant rotated_at;
  Id org_id;
  Id person_id;
  Instant created_at;
  Instant used_at;
  Instant expires_at;
  std::string device;
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (id, token_hash, previous_token_hash, rotated_at, org_id, person_id, created_at,
                       used_at, expires_at, device))

struct ApiToken {
  Id id;
  std::string token_hash;
  Id org_id;
  Id person_id;
  std::string name;
  access::TokenScope scope = access::TokenScope::read;
  Instant created_at;
  Instant expires_at;
  std::optional<Instant> used_at;
};
BOOST_DESCRIBE_STRUCT(ApiToken, (),
                      (id, token_hash, org_id, person_id, name, scope, created_at, expires_at, used_at))

// The session of a token that holds now.
std::optional<Session> FindSession(db::Connection& connection, const std::string& token, Instant now);
std::vector<Session> FindSessions(db::Connection& connection, Id org_id, Id person_id, Instant now);
// Starts a session; `token` is the new token.
Session InsertSession(db::Tx& tx, Id org_id, Id person_id, const std::string& token, std::string device,
                      Instant now);
// Gives the session a new token; false when another request did so since `session` was read.
bool RotateSession(db::Tx& tx, const Session& session, const std::string& token, Instant now);
void TouchSession(db::Tx& tx, Id id, Instant now);
void DeleteSession(db::Tx& tx, Id id);
// All of the account that the person signs in with, in every organization it is a member of, but one.
void DeleteSessions(db::Tx& tx, Id org_id, Id person_id, std::optional<Id> but);

std::optional<ApiToken> FindApiToken(db::Connection& connection, const std::string& token, Instant now);
void TouchApiToken(db::Tx& tx, Id id, Instant now);
std::vector<ApiToken> FindApiTokens(db::Connection& connection, Id org_id, Id person_id);
void InsertApiToken(db::Tx& tx, const ApiToken& token);
// False when the person has no such token.
bool DeleteApiToken(db::Tx& tx, Id org_id, Id person_id, Id id);
// All of the account, as DeleteSessions.
void DeleteApiTokens(db::Tx& tx, Id org_id, Id person_id);

// Somebody leaves this organization: sessions, tokens and unused links of this person end at once, and an undo
// brings none of them back. What the account is elsewhere stays.
void EndAccess(db::Tx& tx, Id org_id, Id person_id);

}  // namespace baton::session
