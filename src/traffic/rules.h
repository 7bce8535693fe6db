// What people set about their mail: whose mail is left out, and which further addresses they have themselves. A contact's are the
// book's (book/contact_address.h).
//
//   const auto exclusions = FindExclusions(connection, org_id, jim);     // everybody's and Jim's own
//   auto added = AddExclusion(action, jim, "Larmar.example");            // and what is kept of it goes
//
// Stateless, thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "action/action.h"
#include "base/date.h"
#include "base/id.h"
#include "base/problem.h"
#include "db/database.h"

namespace baton::traffic {

// The row.
struct MailExclusion {
  static constexpr std::string_view kTable = "mail_exclusion";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::optional<Id> person_id;  // none: of everybody's mail
  std::string pattern;          // an address or a domain, folded
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(MailExclusion, (), (org_id, id, version, person_id, pattern, created_at))

// The row: of one of us.
struct MailAddress {
  static constexpr std::string_view kTable = "mail_address";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  std::string email;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(MailAddress, (), (org_id, id, version, person_id, email, created_at))

inline constexpr std::int64_t kMostExclusions = 500;  // of everybody, of one person
inline constexpr std::int64_t kMostAddresses = 20;    // of one person

// Everybody's, and those of the person; everybody's first, then by the pattern.
std::vector<MailExclusion> FindExclusions(db::Connection& connection, Id org_id, Id person_id);
std::optional<MailExclusion> FindExclusion(db::Connection& connection, Id org_id, Id id);
// `person_id` none: of everybody's mail. What was kept with contacts of such an address goes, in all that it is about.
Result<MailExclusion> AddExclusion(action::Action& action, std::optional<Id> person_id,
                                   std::string_view pattern);

std::vector<MailAddress> FindPeoplesAddresses(db::Connection& connection, Id org_id);
std::vector<MailAddress> FindAddresses(db::Connection& connection, Id org_id, Id person_id);
// All that are a person's, folded: the one to sign in with, then the further ones.
std::vector<std::string> FindOwnEmails(db::Connection& connection, Id org_id, Id person_id);
std::optional<MailAddress> FindAddress(db::Connection& connection, Id org_id, Id id);

// Refused where it is somebody else's already.
Result<MailAddress> AddAddress(action::Action& action, Id person_id, std::string_view email);

}  // namespace baton::traffic
