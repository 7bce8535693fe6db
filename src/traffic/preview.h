// What would be kept of a mailbox, before anything is: read from its spool, for its owner's eyes only. It is kept beside the spool until
// what it rests on changes (found.h).
//
//   const auto survey = SurveyOf(connection, place, source, now);      // none: its spool is gone, or not whole
//
// It names whom the owner writes with and nobody here knows, so that they can be made contacts; addresses that several contacts
// have; and addresses that may be further ones of the owner. Bounded, however large the mailbox is. Stateless, thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "traffic/parties.h"
#include "traffic/spool.h"

namespace baton::traffic {

struct Stranger {
  std::string email;
  std::string name;  // as in the last mail that had one
  std::int64_t wrote = 0;
  std::int64_t written_to = 0;
  Instant last_at;
};
BOOST_DESCRIBE_STRUCT(Stranger, (), (email, name, wrote, written_to, last_at))

struct SharedAddress {
  std::string email;
  std::int64_t mails = 0;
  std::vector<Id> contacts;
};
BOOST_DESCRIBE_STRUCT(SharedAddress, (), (email, mails, contacts))

struct MaybeOwn {
  std::string email;
  std::int64_t mails = 0;  // left out because of it
};
BOOST_DESCRIBE_STRUCT(MaybeOwn, (), (email, mails))

struct Survey {
  Tally tally;
  std::int64_t contacts = 0;        // with how many mails would be kept
  std::vector<Stranger> strangers;  // the most mails first
  std::vector<SharedAddress> shared;
  std::vector<MaybeOwn> maybe_own;
};

inline constexpr std::size_t kMostStrangers = 50;
inline constexpr std::size_t kMostMaybeOwn = 3;

std::optional<Survey> SurveyOf(db::Connection& connection, const SpoolPlace& place, const MailSource& source,
                               Instant now);

}  // namespace baton::traffic
