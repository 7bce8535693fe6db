#include "handoff/out_of_reach.h"

#include <fmt/format.h>

#include "handoff/directory.h"

namespace baton::handoff {
namespace {

struct RowOfHandoff {
  Id id;
  Id handoff_id;
};
BOOST_DESCRIBE_STRUCT(RowOfHandoff, (), (id, handoff_id))

}  // namespace

action::OutOfReach OthersHandoffRows(std::string table) {
  return [table = std::move(table)](db::Connection& connection, const access::Principal& person,
                                    std::span<const Id> row_ids) {
    const auto scope = ScopeOf(person, access::Deed::change, access::Word::handoff);
    const auto rows = connection.Query<RowOfHandoff>(
        fmt::format("SELECT id, handoff_id FROM {} WHERE org_id = $1 AND id IN baton_list($2) ORDER BY id",
                    table),
        person.org_id, db::IdList(row_ids));
    std::vector<Id> others;
    for (const RowOfHandoff& row : rows) {
      if (!FindHandoff(connection, scope, row.handoff_id)) others.push_back(row.id);
    }
    return others;
  };
}

}  // namespace baton::handoff
