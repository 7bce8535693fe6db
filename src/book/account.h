// An account is a client company. Who owns it is in ownership.h; its people are contacts (contact.h).
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"

namespace baton::book {

// The row.
struct Account {
  static constexpr std::string_view kTable = "account";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  std::string name;
  std::string name_fold;
  std::string industry;
  std::string segment;
  std::string territory;
  std::string city;
  std::string country;
  std::string language;
  std::string phone;
  std::string website;
  std::optional<std::int64_t>
      revenue_minor;  // a year; none: what was won in the last year stands in (revenue.h)
  std::string currency;
  std::optional<std::int32_t> load_minutes;  // a week; none: estimated (load.h)
  std::optional<Day> renewal_on;
  Instant created_at;
  std::optional<Instant> deleted_at;
};
BOOST_DESCRIBE_STRUCT(Account, (),
                      (org_id, id, version, name, name_fold, industry, segment, territory, city, country,
                       language, phone, website, revenue_minor, currency, load_minutes, renewal_on,
                       created_at, deleted_at))

// An account as other rows name one.
struct AccountRef {
  static constexpr const char* kSchemaName = "AccountRef";

  Id id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(AccountRef, (), (id, name))

struct AccountInput {
  static constexpr const char* kSchemaName = "AccountInput";

  std::string name;
  std::optional<std::string> industry;
  std::optional<std::string> segment;
  std::optional<std::string> territory;
  std::optional<std::string> city;
  std::optional<std::string> country;
  std::optional<std::string> language;
  std::optional<std::string> phone;
  std::optional<std::string> website;
  std::optional<std::int64_t> revenue_minor;
  std::optional<std::string> currency;  // none: the organization's
  std::optional<std::int32_t> load_minutes;
  std::optional<Day> renewal_on;
  std::optional<Id> owner_id;  // none: the caller
};
BOOST_DESCRIBE_STRUCT(AccountInput, (),
                      (name, industry, segment, territory, city, country, language, phone, website,
                       revenue_minor, currency, load_minutes, renewal_on, owner_id))

// One line of a table of clients that somebody typed: the account and, perhaps, whom to call.
struct AccountLine : AccountInput {
  static constexpr const char* kSchemaName = "AccountLine";

  std::optional<std::string> contact_name;
  std::optional<std::string> contact_email;
};
BOOST_DESCRIBE_STRUCT(AccountLine, (AccountInput), (contact_name, contact_email))

}  // namespace baton::book
