// One-time links: the first one makes the administrator and the organization (setup), others bring a person
// in (join) or let one choose a new password (reset). A link is shown once, kept as its hash, and expires. One to a
// new password ends as well when an address or the password of what it opens changes, by whatever way.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/id.h"
#include "base/problem.h"
#include "db/connection.h"
#include "http/call.h"
#include "people/person.h"

namespace baton::session {

enum class InvitationKind { setup, join, reset };
BOOST_DESCRIBE_ENUM(InvitationKind, setup, join, reset)

inline constexpr std::int64_t kInvitationLife = 14 * kMillisecondsPerDay;
// A link to a new password opens an account that there is: it is sent when somebody waits for it. One that is handed
// over by the operator has to reach the person first; one by mail is there at once, and stays in the mailbox.
inline constexpr std::int64_t kResetLife = 2 * kMillisecondsPerDay;
inline constexpr std::int64_t kMailedResetLife = 60 * kMillisecondsPerMinute;

struct Invitation {
  Id id;
  std::string token_hash;
  Id org_id;     // 0: setup
  Id person_id;  // 0: setup
  InvitationKind kind = InvitationKind::join;
  Instant created_at;
  Instant expires_at;
  std::optional<Instant> used_at;
  std::string account_hash;  // reset: of what it opens, as it was when the link was made
};
BOOST_DESCRIBE_STRUCT(Invitation, (),
                      (id, token_hash, org_id, person_id, kind, created_at, expires_at, used_at,
                       account_hash))

// The invitation of a token, when it is neither used nor expired, and what it opens is as it was.
std::optional<Invitation> FindInvitation(db::Connection& connection, const std::string& token, Instant now);
// Makes one and returns its token; earlier unused ones for the same person end.
std::string InsertInvitation(db::Tx& tx, InvitationKind kind, Id org_id, Id person_id, Instant now);
// The same for a link to a new password that goes by mail.
std::string InsertMailedReset(db::Tx& tx, Id org_id, Id person_id, Instant now);
void DeleteInvitations(db::Tx& tx, Id org_id, Id person_id);  // the unused ones
// Those of everybody that the identity acts as.
void DeleteInvitationsOf(db::Tx& tx, Id identity_id);
// When the person last came in by one that brings somebody in; none: never.
std::optional<Instant> FindJoined(db::Connection& connection, Id org_id, Id person_id);
// False when somebody else used it since it was found.
bool UseInvitation(db::Tx& tx, Id id, Instant now);

// May who asks let this person in, by a link or a mail? Such a link is as good as the person's sign-in, so nobody makes one
// for a role that he could not give.
Result<Done> MayLetIn(const http::Call& call, db::Connection& connection, const people::Person& person);

}  // namespace baton::session
