// Rows by what somebody typed: every typed word must be a word of the row, or its beginning, or nearly so
// (match.h). Candidates come from index ranges, exact ones first, and with typos only when those are few; the
// ranking is ours, so both engines answer alike.
//
//   search::Ask ask{.org_id = org, .person_id = me, .text = "bil larmr", .limit = 20};
//   ask.visible = book::VisibleAccounts(scope, "w0.account_id");
//   for (const search::Hit& hit : search::Find(connection, ask)) ...
//
// Stateless, hence thread-safe.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "db/connection.h"
#include "search/index.h"

namespace baton::search {

struct Ask {
  Id org_id;
  Id person_id;
  std::string_view text;
  int limit = 20;
  std::vector<SearchKind> kinds = {};  // empty: all
  // SQL on w0.account_id that names $1 (org_id) and $2 (person_id); rows of kind person are not asked.
  std::string visible;
};

struct Hit {
  SearchKind kind = SearchKind::account;
  Id row_id;
  std::optional<Id> account_id;
  int mistakes = 0;
  int letters_missing = 0;
};

// The best first: fewest mistakes, then fewest letters missing, then accounts, contacts, people. None when nothing
// was typed.
std::vector<Hit> Find(db::Connection& connection, const Ask& ask);

}  // namespace baton::search
