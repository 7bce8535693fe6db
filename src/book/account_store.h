// What only the book's own routes need: lists, sums, the whole of one account.
#pragma once

#include <boost/describe/enum.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/policy.h"
#include "book/directory.h"
#include "book/opportunity.h"
#include "book/views.h"
#include "db/connection.h"
#include "http/answer.h"

namespace baton::book {

// Of the accounts that `owner_id` owns or handed over: those without a handoff, those under way, those that the
// successor owns.
enum class AccountState { mine, planned, handed };
BOOST_DESCRIBE_ENUM(AccountState, mine, planned, handed)

// revenue: the most first. name: by name. last_contact: the longest ago first. urgent: a renewal weighs more than a
// deal at signature, that more than no contact (urgency.h).
enum class AccountSort { revenue, name, last_contact, urgent };
BOOST_DESCRIBE_ENUM(AccountSort, revenue, name, last_contact, urgent)

struct AccountFilter {
  std::optional<Id> owner_id;         // none: anybody's
  std::optional<std::string> text;    // as in search: names of accounts and contacts, telephone numbers
  std::optional<AccountState> state;  // of the owner, or of anybody
  AccountSort sort = AccountSort::name;
  std::optional<std::string> after;  // `next` of the page before
  bool one_thread = false;           // only those known to hang on one of ours (ties/breadth.h)
  int limit = 50;
};

// What the organization's rules and clock say.
struct BookContext {
  Instant now;
  Day today;
  std::string currency;
};
// REQUIRES: the organization exists.
BookContext ContextOf(db::Connection& connection, Id org_id, Instant now);

// A broken `after` is Kind::invalid.
Result<http::Page<AccountRow>> ListAccounts(db::Connection& connection, const access::Scope& scope,
                                            const AccountFilter& filter, const BookContext& context);
std::optional<AccountView> ViewAccount(db::Connection& connection, const access::Scope& scope, Id id,
                                       const BookContext& context);
// Of what these owners own and the scope shows; none: of all that it shows. `only_me` is what only its owner knows. Of
// everybody's, beyond so many, that is Kind::invalid.
inline constexpr std::int64_t kSummarizedAtMost = 20'000;
Result<BookSummary> Summarize(db::Connection& connection, const access::Scope& scope,
                              std::optional<Id> owner_id, const BookContext& context);
Result<BookSummary> Summarize(db::Connection& connection, const access::Scope& scope,
                              std::span<const Id> owners, const BookContext& context);

// Of one account that the caller has made sure may be seen. Opportunities: open ones first, then the latest to close;
// activities: the latest first. `after` is the last row of the page before.
http::Page<OpportunityView> ListOpportunities(db::Connection& connection, Id org_id, Id account_id,
                                              std::optional<Id> after, int limit);
struct AccountActivity : ActivityView {
  static constexpr const char* kSchemaName = "AccountActivity";

  bool is_from_own_calendar = false;  // of whoever asks; nobody else is told
};
BOOST_DESCRIBE_STRUCT(AccountActivity, (ActivityView), (is_from_own_calendar))
http::Page<AccountActivity> ListActivities(db::Connection& connection, Id org_id, Id account_id, Id asks,
                                           std::optional<Id> after, int limit);

}  // namespace baton::book
