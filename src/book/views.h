// Accounts as the API answers them: a row of a list, the whole of one, the sums of a book.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/activity.h"
#include "book/contact.h"
#include "people/person.h"

namespace baton::book {

struct CurrencyAmount {
  static constexpr const char* kSchemaName = "CurrencyAmount";

  std::int64_t amount_minor = 0;
  std::string currency;
};
BOOST_DESCRIBE_STRUCT(CurrencyAmount, (), (amount_minor, currency))

// While its owner is away, or a cover runs.
struct AccountCoverView {
  static constexpr const char* kSchemaName = "AccountCover";

  std::vector<people::PersonRef> people;  // who looks after it; none: nobody does
  Day until_on;
};
BOOST_DESCRIBE_STRUCT(AccountCoverView, (), (people, until_on))

struct AccountRow {
  static constexpr const char* kSchemaName = "AccountRow";

  Id id;
  std::int64_t version = 0;
  std::string name;
  std::string industry;
  std::string city;
  std::optional<std::int64_t> revenue_minor;  // a year, in `currency`: revenue.h
  std::string currency;
  std::optional<people::PersonRef> owner;
  std::optional<people::PersonRef> successor;  // of the open handoff
  std::optional<std::string> handoff_stage;
  std::optional<Instant> last_contact_at;
  std::optional<ActivityKind> last_contact_kind;
  std::int32_t known_by = 0;                       // our people with a tie; 0: nothing is known
  std::vector<people::PersonRef> others_who_know;  // up to 3, without the owner
  std::int32_t open_deals = 0;
  std::int64_t open_minor = 0;              // in `currency`
  std::vector<CurrencyAmount> open_others;  // in other currencies, never added to it
  std::optional<Day> next_close_on;
  std::optional<Day> renewal_on;
  std::vector<std::string> urgent_keys;  // messages: urgency.h
  std::optional<AccountCoverView> cover;
};
BOOST_DESCRIBE_STRUCT(AccountRow, (),
                      (id, version, name, industry, city, revenue_minor, currency, owner, successor,
                       handoff_stage, last_contact_at, last_contact_kind, known_by, others_who_know,
                       open_deals, open_minor, open_others, next_close_on, renewal_on, urgent_keys, cover))

struct OwnershipView {
  static constexpr const char* kSchemaName = "Ownership";

  people::PersonRef person;
  Instant from_at;
  std::optional<Instant> to_at;
};
BOOST_DESCRIBE_STRUCT(OwnershipView, (), (person, from_at, to_at))

// The open handoff in short; the whole of it is at /handoffs/{id}.
struct AccountHandoff {
  static constexpr const char* kSchemaName = "AccountHandoff";

  Id id;
  std::int64_t version = 0;
  people::PersonRef from;
  people::PersonRef to;
  std::string stage;
  std::optional<Day> introduction_on;
};
BOOST_DESCRIBE_STRUCT(AccountHandoff, (), (id, version, from, to, stage, introduction_on))

struct SourceRef {
  static constexpr const char* kSchemaName = "SourceRef";

  std::string source;
  std::string external_id;
};
BOOST_DESCRIBE_STRUCT(SourceRef, (), (source, external_id))

struct AccountView : AccountRow {
  static constexpr const char* kSchemaName = "Account";

  std::string segment;
  std::string territory;
  std::string country;
  std::string language;
  std::string phone;
  std::string website;
  std::int32_t load_minutes = 0;  // a week
  bool load_is_estimated = false;
  std::vector<ContactView> contacts;
  std::vector<OwnershipView> ownership;  // the latest first
  std::optional<AccountHandoff> handoff;
  std::vector<SourceRef> sources;
};
BOOST_DESCRIBE_STRUCT(AccountView, (AccountRow),
                      (segment, territory, country, language, phone, website, load_minutes, load_is_estimated,
                       contacts, ownership, handoff, sources))

// "Ten clients know only you. They bring $412,000 a year."
struct BookSummary {
  static constexpr const char* kSchemaName = "BookSummary";

  std::int64_t accounts = 0;
  std::int64_t revenue_minor = 0;  // a year, of the accounts in `currency`
  std::string currency;            // the organization's
  std::int64_t only_me = 0;        // nobody but their owner is known to know them (ties/directory.h)
  std::int64_t only_me_minor = 0;
  std::int64_t unknown = 0;       // of these, where nothing at all is noted
  std::int64_t without_rate = 0;  // accounts whose revenue is in another currency, hence in no sum here
  std::vector<CurrencyAmount> other_revenue;  // theirs, by currency
};
BOOST_DESCRIBE_STRUCT(BookSummary, (),
                      (accounts, revenue_minor, currency, only_me, only_me_minor, unknown, without_rate,
                       other_revenue))

}  // namespace baton::book
