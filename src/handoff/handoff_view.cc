// Handoffs as the API answers them, many at once: a fixed number of queries, but for one a former owner whom the viewer
// may be above.
#include "handoff/handoff_view.h"

#include <algorithm>
#include <map>

#include "base/check.h"
#include "base/zone.h"
#include "book/directory.h"
#include "handoff/directory.h"
#include "handoff/evidence.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::handoff {
namespace {

using PeopleById = std::unordered_map<Id, people::PersonRef>;

std::optional<people::PersonRef> RefOf(const PeopleById& people, std::optional<Id> id) {
  const auto found = id ? people.find(*id) : people.end();
  return found == people.end() ? std::nullopt : std::optional(found->second);
}

class Viewing {
 public:
  Viewing(db::Connection& connection, Id org_id, std::span<const Handoff> handoffs,
          const access::Principal& viewer, Instant now)
      : connection_(connection),
        viewer_(viewer),
        evidence_(ReadEvidence(connection, org_id, handoffs, now)),
        may_change_(static_cast<bool>(ScopeOf(viewer, access::Deed::change, access::Word::handoff))) {
    const auto organization = people::FindOrganization(connection, org_id);
    Check(organization.has_value(), "a handoff has an organization");
    const settings::Settings settings = settings::Read(connection, org_id);
    weights_ = WeightsOf(settings);
    counting_ = {
        .now = now, .zone = organization->time_zone, .silence_days = static_cast<int>(settings.silence_days)};
    ReadNames(org_id);
  }

  std::vector<HandoffView> View() {
    std::vector<HandoffView> views;
    for (const Evidence& evidence : evidence_) {
      if (auto view = ViewOne(evidence)) views.push_back(std::move(*view));
    }
    return views;
  }

 private:
  void ReadNames(Id org_id) {
    std::vector<Id> people_ids;
    std::vector<Id> account_ids;
    for (const Evidence& evidence : evidence_) {
      people_ids.push_back(evidence.handoff.from_id);
      people_ids.push_back(evidence.handoff.to_id);
      account_ids.push_back(evidence.handoff.account_id);
      for (const HandoffStep& mark : evidence.marks) {
        if (mark.person_id) people_ids.push_back(*mark.person_id);
      }
    }
    people_ = people::FindRefs(connection_, org_id, people_ids);
    accounts_ = book::FindAccountRefs(connection_, org_id, account_ids);
  }

  std::optional<HandoffView> ViewOne(const Evidence& evidence) {
    const Handoff& handoff = evidence.handoff;
    const auto account = accounts_.find(handoff.account_id);
    const auto from = people_.find(handoff.from_id);
    const auto to = people_.find(handoff.to_id);
    if (account == accounts_.end() || from == people_.end() || to == people_.end()) return std::nullopt;
    const Part part = PartOfViewer(handoff);
    HandoffView view{
        .id = handoff.id,
        .version = handoff.version,
        .account = account->second,
        .from = from->second,
        .to = to->second,
        .stage = handoff.stage,
        .introduction_on = handoff.introduction_on,
        .dates = {handoff.proposed_at, handoff.accepted_at, handoff.introduced_at, handoff.expectations_at,
                  handoff.owned_at, handoff.confirmed_at, handoff.ended_at},
        .reason = handoff.reason,
        .next_steps = may_change_ ? NextStages(handoff.stage, part) : std::vector<Stage>{}};
    AddSteps(evidence, part, view);
    return view;
  }

  // Whoever sees a handoff and is none of the two is above one of them.
  Part PartOfViewer(const Handoff& handoff) {
    if (handoff.to_id == viewer_.person_id) return Part::successor;
    const auto [known, is_new] = above_.try_emplace(handoff.from_id, Part::nobody);
    if (is_new) known->second = PartOf(connection_, handoff, viewer_.person_id);
    return known->second;
  }

  void AddSteps(const Evidence& evidence, Part part, HandoffView& view) const {
    const StepStates states = SeeSteps(evidence, counting_);
    view.completion = Completion(states, weights_);
    const auto checks = SeeChecks(evidence, counting_);
    for (const CheckState& check : checks) {
      view.checks.push_back({.after_days = check.after_days,
                             .due_on = check.due_on,
                             .done_at = check.done_at,
                             .person = RefOf(people_, check.person_id),
                             .note = check.note});
    }
    for (std::size_t i = 0; i < states.size(); ++i) {
      StepView step{.kind = states[i].kind,
                    .weight = weights_[i],
                    .is_done = states[i].done_at.has_value(),
                    .done_at = states[i].done_at,
                    .how = IsSeen(states[i].kind) ? How::seen : How::marked,
                    .person = RefOf(people_, states[i].person_id),
                    .note = states[i].note,
                    .seen = {}};
      for (const Dealing* dealing : states[i].seen)
        step.seen.push_back({dealing->id, dealing->kind, dealing->subject, dealing->starts_at});
      view.steps.push_back(std::move(step));
      if (MayMarkNow(evidence.handoff, states[i], checks, part)) view.marks.push_back(states[i].kind);
    }
  }

  bool MayMarkNow(const Handoff& handoff, const StepState& state, std::span<const CheckState> checks,
                  Part part) const {
    const bool is_refused = handoff.stage == Stage::declined || handoff.stage == Stage::returned;
    if (!may_change_ || is_refused || IsSeen(state.kind)) return false;
    if (state.kind != StepKind::check) return part != Part::nobody;
    if (viewer_.person_id == handoff.from_id || viewer_.person_id == handoff.to_id) return false;
    const Day today = DayIn(counting_.now, counting_.zone);
    return std::any_of(checks.begin(), checks.end(), [&](const CheckState& check) {
      return !check.done_at && check.due_on && *check.due_on <= today;
    });
  }

  db::Connection& connection_;
  const access::Principal& viewer_;
  const std::vector<Evidence> evidence_;
  const bool may_change_;
  StepWeights weights_{};
  Counting counting_;
  PeopleById people_;
  std::unordered_map<Id, book::AccountRef> accounts_;
  std::map<Id, Part> above_;  // asked once a former owner: is the viewer above that person?
};

}  // namespace

std::vector<HandoffView> ViewHandoffs(db::Connection& connection, Id org_id,
                                      std::span<const Handoff> handoffs, const access::Principal& viewer,
                                      Instant now) {
  if (handoffs.empty()) return {};
  return Viewing(connection, org_id, handoffs, viewer, now).View();
}

Result<HandoffView> ViewHandoff(const http::Call& call, db::Connection& connection, const Handoff& handoff) {
  auto views = ViewHandoffs(connection, call.org_id(), std::span(&handoff, 1), call.principal(), call.now());
  if (views.empty()) return NotFound("handoff");
  return std::move(views.front());
}

}  // namespace baton::handoff
