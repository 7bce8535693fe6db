// What rows are found by. The folder that owns a row puts its texts in, in the transaction that writes the
// row.
//
//   search::Put(tx, person.org_id, search::SearchKind::person, person.id, {person.name,
//   person.email.value_or("")}); search::Put(tx, org, search::SearchKind::contact, contact.id, {contact.name,
//   contact.phone}, contact.account_id); search::Remove(tx, org, search::SearchKind::contact, contact.id);
//
// Of two transactions at one time, one that removes the last row with a word and one that adds a row with it,
// the second may leave the word without its variants: it is found by its beginning still, not with a typo.
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/enum.hpp>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "db/connection.h"

namespace baton::search {

enum class SearchKind { account, contact, person };
BOOST_DESCRIBE_ENUM(SearchKind, account, contact, person)

// A row as search sees it. `account_id` is the account whose visibility it has; none: everybody sees it.
struct Document {
  SearchKind kind = SearchKind::account;
  Id row_id;
  std::vector<std::string> texts;
  std::optional<Id> account_id = {};
};

// In place of what the row was found by before.
void Put(db::Tx& tx, Id org_id, SearchKind kind, Id row_id, std::initializer_list<std::string_view> texts,
         std::optional<Id> account_id = std::nullopt);
// Many rows that are new: nothing is taken away.
void PutNew(db::Tx& tx, Id org_id, std::span<const Document> documents);
void Remove(db::Tx& tx, Id org_id, SearchKind kind, Id row_id);

}  // namespace baton::search
