#include "base/zone.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "people/organization.h"
#include "scoreboard/quarters.h"

namespace baton::demo {

void InsertClosedQuarters(db::Tx& tx, Id org_id) {
  constexpr int kClosedQuarters = 2;
  const auto organization = people::FindOrganization(tx, org_id);
  const Scene scene = LoadScene(tx, org_id);
  const auto quarters = scoreboard::LastQuarters(SceneDay(), 1 + kClosedQuarters);
  for (const scoreboard::Period& quarter : quarters) {
    const Day closes_on = quarter.quarter->to + 1 + scoreboard::kGraceDays;
    if (closes_on > SceneDay()) continue;
    scoreboard::Close(tx, *organization, scene.Person("jim"), quarter,
                      ToInstant({closes_on, 0}, organization->time_zone));
  }
}

}  // namespace baton::demo
