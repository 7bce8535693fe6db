// /api/v1/handoffs/{id}/next: who could be asked after a no, and asking.
#include "plan/next_routes.h"

#include "base/zone.h"
#include "book/directory.h"
#include "handoff/directory.h"
#include "handoff/handoff_view.h"
#include "http/router.h"
#include "people/directory.h"
#include "people/organization.h"
#include "plan/next.h"
#include "plan/plan_store.h"

namespace baton::plan {
namespace {

using access::Deed;
using access::Word;
using handoff::Handoff;
using http::Call;

constexpr std::size_t kCandidates = 3;

struct NextInput {
  static constexpr const char* kSchemaName = "HandoffNextInput";

  Id to_id;
};
BOOST_DESCRIBE_STRUCT(NextInput, (), (to_id))

std::string NameOf(db::Connection& connection, Id org_id, Id account_id) {
  const auto refs = book::FindAccountRefs(connection, org_id, std::vector{account_id});
  const auto found = refs.find(account_id);
  return found == refs.end() ? std::string() : found->second.name;
}

// Nobody where nothing was refused, or the account has gone another way since. How well colleagues fit is not for whoever
// said no.
Result<http::Page<CandidateView>> ListNext(const Call& call, Id id) {
  const auto found = handoff::FindHandoff(call.db(), call.scope(), id);
  if (!found) return NotFound("handoff");
  http::Page<CandidateView> page;
  if (!handoff::IsRefused(found->stage)) return page;
  if (handoff::PartOf(call.db(), *found, call.person_id()) == handoff::Part::successor) return page;
  if (handoff::FindOpenHandoff(call.db(), call.org_id(), found->account_id)) return page;
  const auto candidates = FindCandidates(call.db(), call.org_id(), std::span(&*found, 1), kCandidates);
  page.items = ViewCandidates(call, call.db(), candidates)[id];
  return page;
}

// Is it still the former owner's to give, and may this person have it?
Result<Done> CheckNext(const Call& call, db::Connection& connection, const Handoff& refused, Id to_id) {
  if (handoff::PartOf(connection, refused, call.person_id()) != handoff::Part::former)
    return Fail(Kind::forbidden, "problem.handoff.not_your_step", {{"whose", std::string("former")}});
  if (!handoff::IsRefused(refused.stage)) return Fail(Kind::conflict, "problem.handoff.not_refused");
  const std::string account = NameOf(connection, call.org_id(), refused.account_id);
  if (handoff::FindOpenHandoff(connection, call.org_id(), refused.account_id))
    return Fail(Kind::conflict, "problem.plan.under_way", {{"account", account}});
  const auto ownership = book::FindOwnership(connection, call.org_id(), refused.account_id);
  if (!ownership || ownership->person_id != refused.from_id)
    return Fail(Kind::conflict, "problem.plan.moved_on", {{"account", account}});

  const auto former = people::FindPerson(connection, call.org_id(), refused.from_id);
  const auto next = people::FindPerson(connection, call.org_id(), to_id);
  // Who could have taken it by the plan may be asked, also where that is of somebody above the former owner.
  const auto planner =
      refused.plan_id ? FindPlanner(connection, call.org_id(), *refused.plan_id) : std::nullopt;
  const bool is_of_the_team =
      next && !next->is_placeholder && to_id != refused.from_id &&
      (people::IsBelow(connection, call.org_id(), to_id, planner.value_or(refused.from_id)) ||
       people::IsBelow(connection, call.org_id(), to_id, refused.from_id) ||
       (former && former->role == access::Role::rep && former->manager_id == next->manager_id));
  if (!is_of_the_team) return Fail(FieldFault{"to_id", {"problem.handoff.not_of_the_team"}});
  for (const Forbidden& pair : FindForbidden(connection, call.org_id(), std::vector{refused.account_id})) {
    if (pair.person_id == to_id)
      return Fail(Kind::conflict, "problem.handoff.forbidden_pair",
                  {{"name", next->name},
                   {"account", account},
                   {"reason", pair.reason.empty() ? std::string("none") : pair.reason}});
  }
  return Done{};
}

// The week that was planned, while it is still to come; else the next one.
Day IntroductionFor(const Call& call, db::Connection& connection, const Handoff& refused) {
  const auto organization = people::FindOrganization(connection, call.org_id());
  const Day monday = MondayOf(DayIn(call.now(), organization->time_zone));
  return refused.introduction_on && *refused.introduction_on > monday ? *refused.introduction_on : monday + 7;
}

Result<handoff::HandoffView> Ask(const Call& call, Id id, const NextInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<handoff::HandoffView> {
    const auto refused = handoff::FindHandoff(tx, call.scope(), id);
    if (!refused) return NotFound("handoff");
    if (auto may = CheckNext(call, tx, *refused, input.to_id); !may) return Fail(may.error());
    action::Action action(tx, call, "handoff.next", id);
    const handoff::Proposal proposal{.account_id = refused->account_id,
                                     .from_id = refused->from_id,
                                     .to_id = input.to_id,
                                     .plan_id = refused->plan_id,
                                     .introduction_on = IntroductionFor(call, tx, *refused),
                                     .moves = handoff::ChoicesOf(*refused)};
    return handoff::ViewHandoff(call, tx, handoff::Propose(action, std::span(&proposal, 1)).front());
  });
}

}  // namespace

void AddNextRoutes(http::Router& router) {
  router.Get("/api/v1/handoffs/{id}/next",
             {.name = "listHandoffCandidates", .deed = Deed::read, .word = Word::handoff}, ListNext);
  router.Post("/api/v1/handoffs/{id}/next",
              {.name = "askNextCandidate", .deed = Deed::change, .word = Word::handoff}, Ask);
}

}  // namespace baton::plan
