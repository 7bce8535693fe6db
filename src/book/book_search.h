// Finding accounts, contacts and people by what somebody types: the search of the palette, the door and the lists.
//
//   for (const Found& found : SearchBook(connection, scope, "larmr", 20)) ... found.title ...
//
// Scoped inside the query; people are seen by everybody. Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/policy.h"
#include "db/connection.h"
#include "search/index.h"

namespace baton::book {

struct Found {
  static constexpr const char* kSchemaName = "Found";

  search::SearchKind kind = search::SearchKind::account;
  Id id;
  std::string title;
  std::string subtitle;          // an account's city, a contact's title and client, a person's title
  std::string link;              // where the page shows it
  std::optional<Id> account_id;  // of an account or contact
};
BOOST_DESCRIBE_STRUCT(Found, (), (kind, id, title, subtitle, link, account_id))

// The best first. `kinds`: empty means all.
std::vector<Found> SearchBook(db::Connection& connection, const access::Scope& scope, std::string_view text,
                              int limit, std::span<const search::SearchKind> kinds = {});

// The search texts of a row as it now stands, or none when it is deleted or gone; for undo too.
void RefreshAccountSearch(db::Tx& tx, Id org_id, Id id);
void RefreshContactSearch(db::Tx& tx, Id org_id, Id id);

}  // namespace baton::book
