// The ties of one account as the API answers them.
//
//   const AccountTies ties = ViewTies(connection, {.org_id = org, .account_id = id, .now = now});
//   if (!ties.breadth) ... nobody of us is known to know them, which is not "weak" ...
//
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/contact.h"
#include "db/connection.h"
#include "people/person.h"
#include "ties/said.h"

namespace baton::acquaintance {

// The traffic of now against that of a quarter of a year ago.
enum class Trend { started, rising, steady, falling };
BOOST_DESCRIBE_ENUM(Trend, started, rising, steady, falling)

// What somebody said of a tie, and who said it.
struct SaidView {
  static constexpr const char* kSchemaName = "SaidTie";

  ties::Said said = ties::Said::met;
  people::PersonRef by;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(SaidView, (), (said, by, at))

struct ContactTieView {
  static constexpr const char* kSchemaName = "ContactTie";

  book::ContactRef contact;
  double strength = 0;            // from 0 to below 1: as learnt, within what was said
  std::string strength_word_key;  // a message
  double learnt = 0;              // from who was in touch when; 0: never
  std::string learnt_word_key;
  std::optional<SaidView> said;
  std::optional<Instant> last_at;  // none: never in touch, as far as is known
  std::int32_t touches = 0;        // of the last two years
};
BOOST_DESCRIBE_STRUCT(ContactTieView, (),
                      (contact, strength, strength_word_key, learnt, learnt_word_key, said, last_at, touches))

struct PersonTieView {
  static constexpr const char* kSchemaName = "PersonTie";

  people::PersonRef person;
  double share = 0;               // of all strength at this client; they sum to 1
  double strength = 0;            // with the contact that is closest
  std::string strength_word_key;  // a message
  Trend trend = Trend::steady;
  std::optional<Instant> last_at;
  std::int32_t touches = 0;
  std::vector<ContactTieView> contacts;  // the closest first
};
BOOST_DESCRIBE_STRUCT(PersonTieView, (),
                      (person, share, strength, strength_word_key, trend, last_at, touches, contacts))

struct BreadthView {
  static constexpr const char* kSchemaName = "TieBreadth";

  double colleagues = 1;  // of ours: as many equally close ones would be as broad
  double contacts = 1;    // the same on the client's side
  bool is_single_thread = true;
};
BOOST_DESCRIBE_STRUCT(BreadthView, (), (colleagues, contacts, is_single_thread))

// How it stood: who was closest, with how much of it, and how many were as good as equally close.
struct EarlierView {
  static constexpr const char* kSchemaName = "EarlierTies";

  Instant at;
  people::PersonRef closest;
  double share = 0;
  double colleagues = 1;
};
BOOST_DESCRIBE_STRUCT(EarlierView, (), (at, closest, share, colleagues))

struct AccountTies {
  static constexpr const char* kSchemaName = "AccountTies";

  std::optional<Instant> as_of;        // when ties were learnt, or the time that was asked for; none: not yet
  std::optional<BreadthView> breadth;  // none: unknown
  std::vector<PersonTieView> people;   // the largest share first; the second is second strongest
  // At the ends of the last quarters, the oldest first; where it is known, and not only figures are shown.
  std::vector<EarlierView> earlier;
};
BOOST_DESCRIBE_STRUCT(AccountTies, (), (as_of, breadth, people, earlier))

Trend TrendOf(double raw_before, double raw_now);

struct TiesAsked {
  Id org_id;
  Id account_id;
  Instant now;
  std::optional<Instant> at = {};  // an earlier time
  std::optional<Id> viewer = {};   // sees the own touches where only figures are shown
};

// REQUIRES: the caller may see the account.
AccountTies ViewTies(db::Connection& connection, const TiesAsked& asked);

}  // namespace baton::acquaintance
