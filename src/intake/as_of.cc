#include "intake/as_of.h"

#include <algorithm>
#include <string>

#include "intake/import.h"
#include "json/json.h"

namespace baton::intake {
namespace {

constexpr int kLooked = 50;  // of the imports behind these that brought nothing, none is worth a longer look

struct FinishedImport {
  Instant finished_at;
  std::string counts;
};
BOOST_DESCRIBE_STRUCT(FinishedImport, (), (finished_at, counts))

// Products, stages and people say nothing about how old the clients are.
bool IsOfTheBook(Target target) {
  return target == Target::account || target == Target::contact || target == Target::opportunity ||
         target == Target::activity;
}

bool BroughtTheBook(const std::string& text) {
  const auto counts = json::FromText<Counts>(text);
  return counts && std::ranges::any_of(*counts, [](const TargetCounts& entry) {
           return IsOfTheBook(entry.target) && entry.created + entry.changed + entry.unchanged > 0;
         });
}

}  // namespace

std::optional<Instant> BookAsOf(db::Connection& connection, const access::Scope& scope) {
  if (!scope) return std::nullopt;
  const auto finished = connection.Query<FinishedImport>(
      "WITH RECURSIVE above (id) AS ("
      "SELECT me.id FROM person AS me WHERE me.org_id = $1 AND me.id = $2 "
      "UNION SELECT member.manager_id FROM person AS member JOIN above ON member.id = above.id "
      "WHERE member.org_id = $1 AND member.manager_id IS NOT NULL), "
      "below (id) AS ("
      "SELECT me.id FROM person AS me WHERE me.org_id = $1 AND me.id = $2 "
      "UNION SELECT member.id FROM person AS member JOIN below ON member.manager_id = below.id "
      "WHERE member.org_id = $1 AND member.deleted_at IS NULL) "
      "SELECT COALESCE(confirmed_at, finished_at) AS finished_at, counts FROM import WHERE org_id = $1 AND "
      "state = 'done' AND deleted_at IS NULL "
      "AND finished_at IS NOT NULL AND ($3 = 1 OR person_id IN (SELECT id FROM above) "
      "OR person_id IN (SELECT id FROM below) OR person_id IN ("
      "SELECT chief.id FROM person AS chief WHERE chief.org_id = $1 AND chief.role = 'administrator')) "
      "ORDER BY COALESCE(confirmed_at, finished_at) DESC LIMIT $4",
      scope.org_id, scope.person_id, scope.reach == access::Reach::organization, kLooked);
  for (const FinishedImport& one : finished) {
    if (BroughtTheBook(one.counts)) return one.finished_at;
  }
  return std::nullopt;
}

}  // namespace baton::intake
