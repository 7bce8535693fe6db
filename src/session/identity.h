// Who may sign in: an identity is an e-mail address with a password, and acts as one person in each
// organization it is a member of. These tables are local (docs/storage.md): they are asked before an
// organization is known.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "db/connection.h"

namespace baton::session {

struct Identity {
  Id id;
  std::string email;
  std::string email_fold;
  std::string password_hash;
  Instant created_at;
  Instant changed_at;
};
BOOST_DESCRIBE_STRUCT(Identity, (), (id, email, email_fold, password_hash, created_at, changed_at))

struct Membership {
  Id identity_id;
  Id org_id;
  Id person_id;
};
BOOST_DESCRIBE_STRUCT(Membership, (), (identity_id, org_id, person_id))

std::optional<Identity> FindIdentity(db::Connection& connection, std::string_view email);
std::optional<Identity> FindIdentityOf(db::Connection& connection, Id org_id, Id person_id);
std::vector<Membership> FindMemberships(db::Connection& connection, Id identity_id);

// REQUIRES: nobody has the address.
Identity InsertIdentity(db::Tx& tx, std::string_view email, std::string password_hash, Instant now);
void InsertMembership(db::Tx& tx, const Membership& membership);
void SetPassword(db::Tx& tx, Id identity_id, const std::string& password_hash, Instant now);
// With its memberships.
void DeleteIdentity(db::Tx& tx, Id identity_id);

}  // namespace baton::session
