#include "acquaintance/ties_routes.h"

#include <algorithm>

#include "acquaintance/ties_view.h"
#include "base/zone.h"
#include "book/directory.h"
#include "http/router.h"
#include "people/organization.h"
#include "settings/settings.h"

namespace baton::acquaintance {
namespace {

constexpr int kMostDaysAgo = 730;

struct TiesQuery {
  std::optional<Day> at;  // as they stood at the end of that day
};
BOOST_DESCRIBE_STRUCT(TiesQuery, (), (at))

Result<AccountTies> Get(const http::Call& call, Id id, const TiesQuery& query) {
  if (!book::FindAccount(call.db(), call.scope(), id)) return NotFound("account");
  TiesAsked asked{
      .org_id = call.org_id(), .account_id = id, .now = call.now(), .at = {}, .viewer = call.person_id()};
  if (query.at) {
    // Asked day by day, strength tells on which day somebody wrote.
    if (settings::Read(call.db(), call.org_id()).HidesMailTimes())
      return Fail(FieldFault{"at", {"problem.tie.figures_only"}});
    const auto organization = people::FindOrganization(call.db(), call.org_id());
    if (!organization) return NotFound("organization");
    const Day today = DayIn(call.now(), organization->time_zone);
    if (*query.at > today || *query.at < today - kMostDaysAgo) {
      return Fail(FieldFault{"at", {"problem.tie.not_known_at"}});
    }
    asked.at = std::min(call.now(), ToInstant({*query.at + 1, 0}, organization->time_zone) - 1);
  }
  return ViewTies(call.db(), asked);
}

}  // namespace

void AddTiesRoutes(http::Router& router) {
  router.Get(
      "/api/v1/accounts/{id}/ties",
      {.name = "getAccountTies",
       .deed = access::Deed::read,
       .word = access::Word::account,
       .summary =
           "Who of us knows the client, how well, and on how many of us the client hangs; from who was in "
           "touch when, never from what was written, and from what people say of them; now or at an earlier "
           "day"},
      Get);
}

}  // namespace baton::acquaintance
