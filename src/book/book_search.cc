#include "book/book_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "access/principal.h"
#include "book/visibility.h"
#include "search/find.h"

namespace baton::book {
namespace {

using search::SearchKind;

struct Title {
  Id id;
  std::string title;
  std::string first;  // what the subtitle is made of
  std::string second;
};
BOOST_DESCRIBE_STRUCT(Title, (), (id, title, first, second))

std::string_view TitlesSql(SearchKind kind) {
  switch (kind) {
    case SearchKind::account:
      return "SELECT id, name AS title, city AS first, industry AS second FROM account "
             "WHERE org_id = $1 AND id IN baton_list($2) AND deleted_at IS NULL ORDER BY id";
    case SearchKind::contact:
      return "SELECT contact.id, contact.name AS title, contact.title AS first, COALESCE(account.name, '') "
             "AS second "
             "FROM contact "
             "LEFT JOIN account ON account.org_id = contact.org_id AND account.id = contact.account_id "
             "WHERE contact.org_id = $1 AND contact.id IN baton_list($2) AND contact.deleted_at IS NULL "
             "ORDER BY contact.id";
    case SearchKind::person:
      break;
  }
  return "SELECT id, name AS title, title AS first, '' AS second FROM person "
         "WHERE org_id = $1 AND id IN baton_list($2) AND deleted_at IS NULL ORDER BY id";
}

std::string LinkOf(const search::Hit& hit) {
  if (hit.kind == SearchKind::person) return "/people/" + ToString(hit.row_id);
  if (hit.kind == SearchKind::account) return "/accounts/" + ToString(hit.row_id);
  return hit.account_id
             ? fmt::format("/accounts/{}?contact={}", ToString(*hit.account_id), ToString(hit.row_id))
             : "";
}

std::string Join(const std::string& first, const std::string& second) {
  return first.empty() || second.empty() ? first + second : first + ", " + second;
}

}  // namespace

std::vector<Found> SearchBook(db::Connection& connection, const access::Scope& scope, std::string_view text,
                              int limit, std::span<const SearchKind> kinds) {
  const auto hits = search::Find(connection, {.org_id = scope.org_id,
                                              .person_id = scope.person_id,
                                              .text = text,
                                              .limit = limit,
                                              .kinds = {kinds.begin(), kinds.end()},
                                              .visible = VisibleAccounts(scope, "w0.account_id")});
  std::map<SearchKind, std::vector<Id>> ids;
  for (const search::Hit& hit : hits) ids[hit.kind].push_back(hit.row_id);
  std::map<std::pair<SearchKind, Id>, Title> titles;
  for (const auto& [kind, of_kind] : ids) {
    for (Title& title : connection.Query<Title>(TitlesSql(kind), scope.org_id, db::IdList(of_kind))) {
      titles.emplace(std::pair(kind, title.id), std::move(title));
    }
  }
  std::vector<Found> found;
  for (const search::Hit& hit : hits) {
    const auto title = titles.find({hit.kind, hit.row_id});
    if (title == titles.end()) continue;
    found.push_back({hit.kind, hit.row_id, title->second.title,
                     Join(title->second.first, title->second.second), LinkOf(hit), hit.account_id});
  }
  return found;
}

}  // namespace baton::book
