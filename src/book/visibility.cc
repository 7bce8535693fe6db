#include "book/visibility.h"

#include <fmt/format.h>

namespace baton::book {
namespace {

constexpr std::string_view kNothing = "($1 = $1 AND $2 = $2 AND 1 = 0)";
constexpr std::string_view kEverything = "($1 = $1 AND $2 = $2)";

constexpr std::string_view kComing =
    "SELECT coming.account_id FROM handoff AS coming "
    "WHERE coming.org_id = $1 AND coming.to_id = $2 AND coming.ended_at IS NULL";

// Of somebody who is away, while the person looks after them.
constexpr std::string_view kCovered =
    "SELECT covered.account_id FROM cover_account AS covered JOIN cover ON cover.org_id = covered.org_id AND "
    "cover.id = covered.cover_id WHERE covered.org_id = $1 AND covered.person_id = $2 AND covered.ended_at "
    "IS "
    "NULL AND cover.started_at IS NOT NULL AND cover.ended_at IS NULL";

constexpr std::string_view kOwn =
    "SELECT owned.account_id FROM ownership AS owned "
    "WHERE owned.org_id = $1 AND owned.person_id = $2 AND owned.to_at IS NULL";

// Everybody below $2 at any depth, and $2.
constexpr std::string_view kTeam =
    "SELECT owned.account_id FROM ownership AS owned "
    "WHERE owned.org_id = $1 AND owned.to_at IS NULL AND owned.person_id IN ("
    "WITH RECURSIVE below (id) AS ("
    "SELECT leader.id FROM person AS leader WHERE leader.org_id = $1 AND leader.id = $2 "
    "UNION SELECT member.id FROM person AS member JOIN below ON member.manager_id = below.id "
    "WHERE member.org_id = $1 AND member.deleted_at IS NULL) SELECT below.id FROM below)";

}  // namespace

std::string VisibleAccounts(const access::Scope& scope, std::string_view account_id) {
  switch (scope.reach) {
    case access::Reach::organization:
      return std::string(kEverything);
    case access::Reach::team:
      return fmt::format("{} IN ({} UNION {} UNION {})", account_id, kTeam, kComing, kCovered);
    case access::Reach::own:
      return fmt::format("{} IN ({} UNION {} UNION {})", account_id, kOwn, kComing, kCovered);
    case access::Reach::none:
      break;
  }
  return std::string(kNothing);
}

}  // namespace baton::book
