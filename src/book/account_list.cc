// Lists of accounts: which ones and in what order, then their rows (account_rows.cc).
#include <fmt/format.h>

#include <algorithm>

#include "base/page_key.h"
#include "book/account_facts.h"
#include "book/account_store.h"
#include "book/book_search.h"
#include "book/revenue.h"
#include "book/visibility.h"
#include "db/connection.h"
#include "settings/settings.h"
#include "ties/directory.h"

namespace baton::book {
namespace {

constexpr int kSearched = 200;       // accounts that a text can find
constexpr int kLookedThrough = 500;  // accounts whose ties are looked at together
constexpr int kMostPieces = 10;      // of them, for one page

struct ListedByNumber {
  Id id;
  std::int64_t sort_key = 0;
};
BOOST_DESCRIBE_STRUCT(ListedByNumber, (), (id, sort_key))

struct ListedByName {
  Id id;
  std::string sort_key;
};
BOOST_DESCRIBE_STRUCT(ListedByName, (), (id, sort_key))

// Names $1 org, $7 today, $8 the day a year before, $9 now, $10 the last day of a renewal that presses, $11 the
// instant since when no contact is quiet.
std::string_view SortKey(AccountSort sort) {
  switch (sort) {
    case AccountSort::name:
      return "account.name_fold";
    case AccountSort::revenue:
      return "-COALESCE(account.revenue_minor, (SELECT CAST(SUM(won.amount_minor) AS BIGINT) FROM "
             "opportunity AS won "
             "WHERE won.org_id = $1 AND won.account_id = account.id AND won.status = 'won' "
             "AND won.currency = account.currency AND won.closes_on > $8 AND won.closes_on <= $7 "
             "AND won.deleted_at IS NULL), 0)";
    case AccountSort::last_contact:
      return "COALESCE((SELECT past.starts_at FROM activity AS past WHERE past.org_id = $1 "
             "AND past.account_id = account.id AND past.starts_at <= $9 AND past.kind <> 'task' "
             "AND past.deleted_at IS NULL ORDER BY past.starts_at DESC LIMIT 1), 0)";
    case AccountSort::urgent:
      break;
  }
  return "-(CASE WHEN account.renewal_on <= $10 THEN 4 ELSE 0 END "
         "+ CASE WHEN EXISTS (SELECT 1 FROM opportunity AS deal JOIN stage ON stage.org_id = deal.org_id "
         "AND stage.id = deal.stage_id WHERE deal.org_id = $1 AND deal.account_id = account.id "
         "AND deal.status = 'open' AND deal.deleted_at IS NULL AND stage.category = 'signature') THEN 2 ELSE "
         "0 END "
         "+ CASE WHEN EXISTS (SELECT 1 FROM activity AS past WHERE past.org_id = $1 "
         "AND past.account_id = account.id AND past.starts_at <= $9 AND past.starts_at >= $11 "
         "AND past.kind <> 'task' AND past.deleted_at IS NULL) THEN 0 ELSE 1 END)";
}

// The owner is $3, or anybody when that is none.
std::string_view StateCondition(std::optional<AccountState> state) {
  if (!state) return "($3 IS NULL OR ownership.person_id = $3)";
  switch (*state) {
    case AccountState::mine:
      return "($3 IS NULL OR ownership.person_id = $3) AND ownership.person_id IS NOT NULL "
             "AND NOT EXISTS (SELECT 1 FROM handoff WHERE handoff.org_id = $1 AND handoff.account_id = "
             "account.id "
             "AND handoff.from_id = ownership.person_id AND handoff.ended_at IS NULL)";
    case AccountState::planned:
      return "($3 IS NULL OR ownership.person_id = $3) "
             "AND EXISTS (SELECT 1 FROM handoff WHERE handoff.org_id = $1 AND handoff.account_id = "
             "account.id "
             "AND handoff.from_id = ownership.person_id AND handoff.ended_at IS NULL)";
    case AccountState::handed:
      break;
  }
  return "EXISTS (SELECT 1 FROM handoff WHERE handoff.org_id = $1 AND handoff.account_id = account.id "
         "AND ($3 IS NULL OR handoff.from_id = $3) AND handoff.stage IN ('owned', 'confirmed') "
         "AND handoff.to_id = ownership.person_id)";
}

// $4: the accounts that the text found, when one was asked; $5 and $6: where the page before ended.
std::string ListSql(const access::Scope& scope, const AccountFilter& filter) {
  return fmt::format(
      "WITH listed AS (SELECT account.id AS id, {} AS sort_key FROM account "
      "LEFT JOIN ownership ON ownership.org_id = account.org_id AND ownership.account_id = account.id "
      "AND ownership.to_at IS NULL "
      "WHERE account.org_id = $1 AND account.deleted_at IS NULL AND {} AND {} "
      "AND {} "
      "AND $7 >= $8 AND $10 >= $7 AND $9 >= $11) "
      "SELECT id, sort_key FROM listed WHERE $5 IS NULL OR (sort_key, id) > ($5, $6) "
      "ORDER BY sort_key, id LIMIT $12",
      SortKey(filter.sort), VisibleAccounts(scope, "account.id"), StateCondition(filter.state),
      filter.text ? "account.id IN baton_list($4)" : "$4 IS NOT NULL");
}

std::vector<Id> IdsOfText(db::Connection& connection, const access::Scope& scope, const std::string& text) {
  const search::SearchKind kinds[] = {search::SearchKind::account, search::SearchKind::contact};
  std::vector<Id> ids;
  for (const Found& found : SearchBook(connection, scope, text, kSearched, kinds)) {
    if (found.account_id) ids.push_back(*found.account_id);
  }
  return ids;
}

// Those of them that hang on one of ours.
template <class Row>
std::vector<Row> OnOneThread(db::Connection& connection, Id org_id, const std::vector<Row>& rows,
                             Instant now) {
  std::vector<Id> ids;
  for (const Row& row : rows) ids.push_back(row.id);
  const auto breadths = ties::BreadthsOf(ties::FindTies(connection, org_id, ids, now));
  std::vector<Row> kept;
  for (const Row& row : rows) {
    const auto breadth = breadths.find(row.id);
    if (breadth != breadths.end() && breadth->second.is_single_thread) kept.push_back(row);
  }
  return kept;
}

template <class Row, class Key>
Result<http::Page<AccountRow>> List(db::Connection& connection, const access::Scope& scope,
                                    const AccountFilter& filter, const BookContext& context) {
  auto start = ParsePageStart<Key>(filter.after);
  if (!start) return Fail(start.error());
  const auto settings = settings::Read(connection, scope.org_id);
  const db::IdList found(filter.text ? IdsOfText(connection, scope, *filter.text) : std::vector<Id>());
  const int at_once = filter.one_thread ? std::max(filter.limit, kLookedThrough) : filter.limit;
  const auto next = [&] {
    return connection.Query<Row>(
        ListSql(scope, filter), scope.org_id, scope.person_id, filter.owner_id, found, start->key, start->id,
        context.today, context.today - kWonDays, context.now,
        context.today + static_cast<int>(settings.renewal_days),
        context.now - static_cast<std::int64_t>(settings.quiet_days) * kMillisecondsPerDay, at_once);
  };
  // Ties fade, so whether an account hangs on one thread is no column: a filtered page looks through the list a piece at a time, and
  // may be short where few do; `next` says that there is more.
  std::vector<Row> listed;
  std::optional<Row> last;  // where the next page goes on
  for (int piece = 0; piece < kMostPieces; ++piece) {
    std::vector<Row> rows = next();
    last = std::ssize(rows) == at_once ? std::optional(rows.back()) : std::nullopt;
    if (filter.one_thread) rows = OnOneThread(connection, scope.org_id, rows, context.now);
    listed.insert(listed.end(), rows.begin(), rows.end());
    if (std::ssize(listed) > filter.limit) {
      listed.resize(static_cast<std::size_t>(filter.limit));
      last = listed.back();
    }
    if (!filter.one_thread || !last || std::ssize(listed) == filter.limit) break;
    start->key = last->sort_key;
    start->id = last->id;
  }
  std::vector<Id> ids;
  for (const Row& row : listed) ids.push_back(row.id);
  http::Page<AccountRow> page{ViewAccountRows(connection, scope.org_id, ids, context.now, context.today),
                              std::nullopt};
  if (last) page.next = PageKey(last->id, last->sort_key);
  return page;
}

}  // namespace

Result<http::Page<AccountRow>> ListAccounts(db::Connection& connection, const access::Scope& scope,
                                            const AccountFilter& filter, const BookContext& context) {
  if (filter.sort == AccountSort::name)
    return List<ListedByName, std::string>(connection, scope, filter, context);
  return List<ListedByNumber, std::int64_t>(connection, scope, filter, context);
}

}  // namespace baton::book
