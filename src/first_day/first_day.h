// A rep's first day: whom I look after, what is coming to me, what my manager owes me, how I ask for an hour; with a first
// request ready to send. It is shown on Today to a rep who came by an invitation not long ago, until it is dismissed or a
// first hour was asked for (docs/week.md).
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "book/account.h"
#include "coaching/promise.h"
#include "people/person.h"

namespace baton::first_day {

inline constexpr int kNewDays = 14;
inline constexpr std::size_t kMostAccounts = 5;

// The row: done with it.
struct FirstDay {
  static constexpr std::string_view kTable = "first_day";

  Id org_id;
  Id id;
  std::int64_t version = 0;
  Id person_id;
  Instant done_at;
};
BOOST_DESCRIBE_STRUCT(FirstDay, (), (org_id, id, version, person_id, done_at))

struct OwnAccount {
  static constexpr const char* kSchemaName = "FirstDayAccount";

  book::AccountRef account;
  std::optional<std::int64_t> revenue_minor;
  std::string currency;
  std::int32_t open_deals = 0;
};
BOOST_DESCRIBE_STRUCT(OwnAccount, (), (account, revenue_minor, currency, open_deals))

struct ComingAccount {
  static constexpr const char* kSchemaName = "FirstDayComing";

  Id handoff_id;
  book::AccountRef account;
  people::PersonRef from;
  std::optional<Day> introduction_on;
};
BOOST_DESCRIBE_STRUCT(ComingAccount, (), (handoff_id, account, from, introduction_on))

// Ready to send.
struct FirstRequest {
  static constexpr const char* kSchemaName = "FirstRequest";

  coaching::PromiseKind kind = coaching::PromiseKind::one_to_one;
  std::string title;
  std::int32_t minutes = 30;
  Instant due_at;
};
BOOST_DESCRIBE_STRUCT(FirstRequest, (), (kind, title, minutes, due_at))

struct FirstDayView {
  static constexpr const char* kSchemaName = "FirstDay";

  bool is_now = false;  // else the rest is empty
  std::optional<people::PersonRef> manager;
  std::int64_t account_count = 0;
  std::vector<OwnAccount> accounts;  // the largest
  std::vector<ComingAccount> coming;
  std::vector<coaching::PromiseView> promises;  // open ones to the rep
  std::optional<FirstRequest> request;          // none: there is no manager to ask
};
BOOST_DESCRIBE_STRUCT(FirstDayView, (), (is_now, manager, account_count, accounts, coming, promises, request))

// Ten in the morning of the next working day: soon, and not a surprise.
Instant FirstHour(Instant now, const std::string& zone);

}  // namespace baton::first_day
