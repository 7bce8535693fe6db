#include <boost/describe/class.hpp>
#include <cmath>

#include "base/money.h"
#include "delegation/directory.h"
#include "people/organization.h"
#include "settings/settings.h"
#include "takeover/directory.h"

namespace baton::takeover {
namespace {

using delegation::DealKind;

struct DealsRow {
  std::int64_t won = 0;
  std::int64_t largest_open_minor = 0;
};
BOOST_DESCRIBE_STRUCT(DealsRow, (), (won, largest_open_minor))

// What the client's deals make of it, as delegation.h says.
DealKind KindOf(db::Connection& connection, Id org_id, Id account_id) {
  const auto organization = people::FindOrganization(connection, org_id);
  const std::string currency = organization ? organization->currency : std::string();
  const auto deals = connection.QueryOne<DealsRow>(
      "SELECT CAST(COUNT(CASE WHEN status = 'won' THEN 1 END) AS BIGINT) AS won, "
      "CAST(COALESCE(MAX(CASE WHEN status = 'open' AND currency = $3 THEN amount_minor END), 0) AS BIGINT) "
      "AS "
      "largest_open_minor FROM opportunity WHERE org_id = $1 AND account_id = $2 AND deleted_at IS NULL",
      org_id, account_id, currency);
  const double joint = settings::Read(connection, org_id).joint_deal_amount;
  const auto joint_minor = std::llround(joint * std::pow(10.0, MinorDigits(currency)));
  if (joint > 0 && deals->largest_open_minor >= joint_minor) return DealKind::above_size;
  return deals->won > 0 ? DealKind::existing_client : DealKind::new_business;
}

}  // namespace

std::optional<std::int32_t> ProposeRaise(action::Action& action, Id manager_id, Id rep_id, Id account_id) {
  return delegation::ProposeRaise(action, manager_id, rep_id,
                                  KindOf(action.tx(), action.org_id(), account_id));
}

}  // namespace baton::takeover
