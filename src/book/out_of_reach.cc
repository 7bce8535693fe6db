#include "book/out_of_reach.h"

#include <fmt/format.h>

#include "book/ownership.h"
#include "book/visibility.h"
#include "db/connection.h"
#include "people/directory.h"

namespace baton::book {
namespace {

constexpr std::string_view kHeld =
    "EXISTS (SELECT 1 FROM ownership AS held WHERE held.org_id = $1 AND held.account_id = {} AND held.to_at "
    "IS NULL)";
// $4: the person and everybody below. Nothing leaves a handoff but an undo: whoever hands over may take that back while it is
// open, and whoever gave the account back may take it again while the former owner has it.
constexpr std::string_view kHandedOver =
    "EXISTS (SELECT 1 FROM handoff AS way JOIN ownership AS held ON held.org_id = way.org_id AND "
    "held.account_id = way.account_id AND held.to_at IS NULL WHERE way.org_id = $1 AND way.account_id = {} "
    "AND ((way.ended_at IS NULL AND way.from_id IN baton_list($4)) OR (way.stage = 'returned' AND way.to_id "
    "IN baton_list($4) AND held.person_id = way.from_id)))";

// $2: who takes it back. What an own calendar told, and nobody else noted.
constexpr std::string_view kOwnMeeting =
    "EXISTS (SELECT 1 FROM own_meeting AS own JOIN own_meeting AS made ON made.org_id = own.org_id AND "
    "made.activity_id = own.activity_id AND made.is_source = 1 WHERE own.org_id = $1 AND own.person_id = $2 "
    "AND own.activity_id = {})";

std::string OthersSql(std::string_view table, std::string_view account, const access::Scope& scope) {
  return fmt::format("SELECT id FROM {} WHERE org_id = $1 AND id IN baton_list($3) AND {} AND NOT ({})",
                     table, fmt::format(kHeld, account), VisibleAccounts(scope, account));
}

}  // namespace

action::OutOfReach OthersAccounts(std::string_view table, std::string_view account) {
  return [table = std::string(table), account = std::string(account)](
             db::Connection& connection, const access::Principal& person, std::span<const Id> row_ids) {
    const auto scope = ScopeOf(person, access::Deed::change, access::Word::account);
    if (!scope) return std::vector<Id>(row_ids.begin(), row_ids.end());
    return connection.Query<Id>(OthersSql(table, account, scope), scope.org_id, scope.person_id,
                                db::IdList(row_ids));
  };
}

action::OutOfReach OthersActivities(std::string_view table, std::string_view account,
                                    std::string_view activity) {
  return [others = OthersAccounts(table, account), table = std::string(table),
          own = fmt::format(kOwnMeeting, activity)](
             db::Connection& connection, const access::Principal& person, std::span<const Id> row_ids) {
    const std::vector<Id> found = others(connection, person, row_ids);
    if (found.empty()) return found;
    return connection.Query<Id>(
        fmt::format("SELECT id FROM {} WHERE org_id = $1 AND id IN baton_list($3) AND NOT {}", table, own),
        person.org_id, person.person_id, db::IdList(found));
  };
}

action::OutOfReach OthersOwnerships() {
  return [](db::Connection& connection, const access::Principal& person, std::span<const Id> row_ids) {
    const auto scope = ScopeOf(person, access::Deed::change, access::Word::account);
    if (!scope) return std::vector<Id>(row_ids.begin(), row_ids.end());
    std::vector<Id> ids{scope.person_id};
    for (const auto& below : people::FindTeam(connection, scope.org_id, scope.person_id)) {
      ids.push_back(below.id);
    }
    const std::string account = "ownership.account_id";
    return connection.Query<Id>(
        OthersSql(Ownership::kTable, account, scope) + " AND NOT " + fmt::format(kHandedOver, account),
        scope.org_id, scope.person_id, db::IdList(row_ids), db::IdList(ids));
  };
}

}  // namespace baton::book
