#include "departure/leaving.h"

#include "base/zone.h"
#include "departure/outlook.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::departure {

Result<Leaving> ReadLeaving(const http::Call& call, Id person_id, bool to_competitor) {
  const auto people = people::FindRefs(call.db(), call.org_id(), std::vector{person_id});
  if (!people::IsSelfOrBelow(call.db(), call.scope(), person_id) || !people.contains(person_id))
    return NotFound("person");
  const auto organization = people::FindOrganization(call.db(), call.org_id());
  if (!organization) return NotFound("organization");
  Leaving leaving{.person = people.at(person_id),
                  .currency = organization->currency,
                  .settings = settings::Read(call.db(), call.org_id())};
  leaving.calibration = CalibrateByPast(call.db(), call.principal(), leaving.settings, call.now());
  leaving.question = {.model = leaving.calibration.model,
                      .to_competitor = to_competitor,
                      .handoff_minutes = leaving.settings.handoff_minutes};
  leaving.gathered = Gather(call.db(), person_id,
                            {.reader = call.principal(),
                             .now = call.now(),
                             .today = DayIn(call.now(), organization->time_zone),
                             .currency = organization->currency});
  return leaving;
}

}  // namespace baton::departure
