// Signing in: who is asking, and what the browser is told about it.
#pragma once

#include <boost/describe/class.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/policy.h"
#include "base/clock.h"
#include "db/database.h"
#include "http/call.h"
#include "people/organization.h"
#include "people/person.h"
#include "session/throttle.h"

namespace baton::session {

struct SessionOptions {
  const Clock* clock = nullptr;  // the wall's, also where a demo organization has its own
  std::string public_url;        // https makes the cookie __Host- and Secure; invitations link to it
  // Puts in what a new organization starts with: its stages.
  std::function<void(action::Action&)> furnish = {};
  // Somebody has a new password now, and signs in by `email`: the one who should know (reset/reset.h).
  std::function<void(action::Action&, const people::Person&, const std::string& email)> password_changed = {};
};

// Of what somebody sends who is not known yet.
inline constexpr std::size_t kMaxOpenBytes = 16u << 10;

struct Right {
  static constexpr const char* kSchemaName = "Right";
  access::Deed deed;
  access::Word word;
  access::Reach reach;
};
BOOST_DESCRIBE_STRUCT(Right, (), (deed, word, reach))

struct MePerson {
  static constexpr const char* kSchemaName = "MePerson";
  Id id;
  std::string name;
  std::string initials;
  std::optional<std::string> email;
  access::Role role = access::Role::rep;
  std::string title;
  std::string language;
  std::string time_zone;
};
BOOST_DESCRIBE_STRUCT(MePerson, (), (id, name, initials, email, role, title, language, time_zone))

// Who is signed in, where, and what that allows: what the UI starts from.
struct Me {
  static constexpr const char* kSchemaName = "Me";
  MePerson person;
  people::OrganizationView organization;
  Instant now;
  std::vector<Right> rights;
};
BOOST_DESCRIBE_STRUCT(Me, (), (person, organization, now, rights))

Me MeOf(db::Connection& connection, const people::Person& person, Instant now);

// Who asks, from the cookie or the Authorization header; for http::ServerOptions::authenticate.
Result<std::optional<access::Principal>> Authenticate(db::Database& database, const SessionOptions& options,
                                                      const http::RequestInfo& request);

// The browser that asks, as a subject of the account's own (throttle.h); none: it never signed in with it.
std::optional<Subject> KnownBrowser(const http::Call& call, db::Connection& connection,
                                    const SessionOptions& options, std::string_view email);
// Somebody with this e-mail address signed in with the browser that asks.
void RememberBrowser(const http::Call& call, db::Tx& tx, const SessionOptions& options,
                     std::string_view email);

// Starts a session for a person and sets its cookie on the answer.
void StartSession(const http::Call& call, db::Tx& tx, const SessionOptions& options, Id org_id, Id person_id);

}  // namespace baton::session
