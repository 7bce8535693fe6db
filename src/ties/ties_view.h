// The ties of one account as the API answers them.
//
//   const AccountTies ties = ViewTies(connection, org_id, account_id, now);
//   if (!ties.breadth) ... nobody of us is known to know them, which is not "weak" ...
//
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/contact.h"
#include "db/connection.h"
#include "people/person.h"

namespace baton::ties {

// The traffic of now against that of a quarter of a year ago.
enum class Trend { started, rising, steady, falling };
BOOST_DESCRIBE_ENUM(Trend, started, rising, steady, falling)

struct ContactTieView {
  static constexpr const char* kSchemaName = "ContactTie";

  book::ContactRef contact;
  double strength = 0;            // from 0 to below 1
  std::string strength_word_key;  // a message
  Instant last_at;
  std::int32_t touches = 0;  // of the last two years
};
BOOST_DESCRIBE_STRUCT(ContactTieView, (), (contact, strength, strength_word_key, last_at, touches))

struct PersonTieView {
  static constexpr const char* kSchemaName = "PersonTie";

  people::PersonRef person;
  double share = 0;               // of all strength at this client; they sum to 1
  double strength = 0;            // with the contact that is closest
  std::string strength_word_key;  // a message
  Trend trend = Trend::steady;
  Instant last_at;
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

struct AccountTies {
  static constexpr const char* kSchemaName = "AccountTies";

  std::optional<Instant> as_of;        // when ties were learnt; none: not yet
  std::optional<BreadthView> breadth;  // none: unknown
  std::vector<PersonTieView> people;   // the largest share first
};
BOOST_DESCRIBE_STRUCT(AccountTies, (), (as_of, breadth, people))

// A message that the book uses too: account.tie.strong, .good or .thin (judgement).
std::string_view WordOf(double strength);
Trend TrendOf(double raw_before, double raw_now);

// REQUIRES: the caller may see the account.
AccountTies ViewTies(db::Connection& connection, Id org_id, Id account_id, Instant now);

}  // namespace baton::ties
