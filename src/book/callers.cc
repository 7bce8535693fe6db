#include "book/callers.h"

#include <algorithm>
#include <boost/describe/class.hpp>
#include <tuple>
#include <unordered_map>

#include "book/visibility.h"
#include "search/find.h"

namespace baton::book {
namespace {

using search::SearchKind;

struct AccountName {
  Id id;
  std::string name;
  std::string city;
};
BOOST_DESCRIBE_STRUCT(AccountName, (), (id, name, city))

struct ContactName {
  Id id;
  std::string name;
  std::string title;
};
BOOST_DESCRIBE_STRUCT(ContactName, (), (id, name, title))

template <class Row>
std::unordered_map<Id, Row> ById(std::vector<Row> rows) {
  std::unordered_map<Id, Row> map;
  for (Row& row : rows) map.emplace(row.id, std::move(row));
  return map;
}

}  // namespace

std::vector<Caller> FindCallers(db::Connection& connection, const access::Scope& scope, std::string_view text,
                                int limit) {
  const auto hits = search::Find(connection, {.org_id = scope.org_id,
                                              .person_id = scope.person_id,
                                              .text = text,
                                              .limit = limit,
                                              .kinds = {SearchKind::account, SearchKind::contact},
                                              .visible = VisibleAccounts(scope, "w0.account_id")});
  std::vector<Id> account_ids;
  std::vector<Id> contact_ids;
  for (const search::Hit& hit : hits) {
    if (hit.account_id) account_ids.push_back(*hit.account_id);
    if (hit.kind == SearchKind::contact) contact_ids.push_back(hit.row_id);
  }
  const auto accounts =
      ById(connection.Query<AccountName>("SELECT id, name, city FROM account WHERE org_id = $1 AND id IN "
                                         "baton_list($2) AND deleted_at IS NULL ORDER BY id",
                                         scope.org_id, db::IdList(account_ids)));
  const auto contacts =
      ById(connection.Query<ContactName>("SELECT id, name, title FROM contact WHERE org_id = $1 AND id IN "
                                         "baton_list($2) AND deleted_at IS NULL ORDER BY id",
                                         scope.org_id, db::IdList(contact_ids)));

  std::vector<Caller> callers;
  for (const search::Hit& hit : hits) {
    const auto account = hit.account_id ? accounts.find(*hit.account_id) : accounts.end();
    if (account == accounts.end()) continue;
    Caller caller{.contact_id = {},
                  .contact_name = {},
                  .contact_title = {},
                  .account_id = account->first,
                  .account_name = account->second.name,
                  .city = account->second.city,
                  .mistakes = hit.mistakes,
                  .letters_missing = hit.letters_missing};
    if (hit.kind == SearchKind::contact) {
      const auto contact = contacts.find(hit.row_id);
      if (contact == contacts.end()) continue;
      caller.contact_id = contact->first;
      caller.contact_name = contact->second.name;
      caller.contact_title = contact->second.title;
    }
    callers.push_back(std::move(caller));
  }
  const auto rank = [](const Caller& caller) {
    return std::tuple(caller.mistakes, caller.letters_missing, caller.contact_id ? 0 : 1);
  };
  std::ranges::stable_sort(callers,
                           [&](const Caller& left, const Caller& right) { return rank(left) < rank(right); });
  return callers;
}

}  // namespace baton::book
