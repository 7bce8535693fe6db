// Handoffs as the API answers them, many at once, in a fixed number of queries.
#include "handoff/handoff_view.h"

#include <algorithm>
#include <unordered_set>

#include "base/zone.h"
#include "book/directory.h"
#include "handoff/check_step.h"
#include "handoff/directory.h"
#include "handoff/evidence.h"
#include "handoff/moves.h"
#include "people/directory.h"
#include "words/catalogue.h"

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
    counting_ = CountingOf(connection, org_id, now);
    today_ = DayIn(now, counting_.zone);
    for (const Evidence& one : evidence_) {
      gaps_.push_back(one.handoff.stage == Stage::owned ? GapsBeforeConfirmed(one, counting_)
                                                        : std::vector<Gap>{});
    }
    ReadNames(org_id);
    ReadTeam(org_id);
  }

  std::vector<HandoffView> View() {
    std::vector<HandoffView> views;
    for (std::size_t i = 0; i < evidence_.size(); ++i) {
      if (auto view = ViewOne(evidence_[i], gaps_[i])) views.push_back(std::move(*view));
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
    std::vector<Id> contact_ids;
    for (const auto& gaps : gaps_) {
      for (const Gap& gap : gaps) {
        if (gap.contact_id) contact_ids.push_back(*gap.contact_id);
      }
    }
    if (!contact_ids.empty()) contacts_ = book::FindContactRefs(connection_, org_id, contact_ids);
  }

  std::optional<HandoffView> ViewOne(const Evidence& evidence, std::span<const Gap> gaps) {
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
        .refused_by = handoff.refused_by,
        .owned_on = handoff.owned_at ? std::nullopt : handoff.owned_on,
        .overlap_until_on = handoff.overlap_until_on,
        .moves = ChoicesOf(handoff),
        .credit = CreditOf(handoff, from->second, to->second),
        .next_steps = {}};
    const bool is_paused = IsPaused(handoff, today_);
    if (is_paused) {
      view.paused_until_on = handoff.paused_until_on;
      view.pause_reason = handoff.pause_reason;
    }
    if (may_change_) {
      view.next_steps = WithoutForbidden(NextStages(handoff.stage, part), is_paused, !gaps.empty());
      view.deeds = DeedsOf(handoff, part, is_paused);
    }
    for (const Gap& gap : gaps) {
      view.confirm_missing.push_back(words::Catalogue::Compiled().Say(
          WordsOf(gap, {from->second.name, to->second.name, account->second.name, ContactIn(gap)}),
          viewer_.language));
    }
    AddSteps(evidence, part, view);
    return view;
  }

  std::string ContactIn(const Gap& gap) const {
    const auto found = gap.contact_id ? contacts_.find(*gap.contact_id) : contacts_.end();
    return found == contacts_.end() ? std::string() : found->second.name;
  }

  // PartOf, for many: whoever sees a handoff and is none of the two is above one of them. It matters to whoever may
  // change something.
  Part PartOfViewer(const Handoff& handoff) const {
    if (handoff.to_id == viewer_.person_id) return Part::successor;
    const bool acts = handoff.from_id == viewer_.person_id || team_.contains(handoff.from_id);
    return acts ? Part::former : Part::nobody;
  }

  void ReadTeam(Id org_id) {
    const bool has_others = std::ranges::any_of(
        evidence_, [&](const Evidence& evidence) { return evidence.handoff.from_id != viewer_.person_id; });
    if (!may_change_ || !has_others) return;
    for (const people::Person& person : people::FindTeam(connection_, org_id, viewer_.person_id))
      team_.insert(person.id);
  }

  static std::vector<HandoffDeed> DeedsOf(const Handoff& handoff, Part part, bool is_paused) {
    std::vector<HandoffDeed> deeds;
    if (part == Part::nobody || handoff.ended_at) return deeds;
    deeds.push_back(is_paused ? HandoffDeed::resume : HandoffDeed::pause);
    if (handoff.owned_at) return deeds;
    if (part == Part::former) deeds.push_back(HandoffDeed::choose_moves);
    if (handoff.owned_on) deeds.push_back(HandoffDeed::cancel_day);
    return deeds;
  }

  void AddSteps(const Evidence& evidence, Part part, HandoffView& view) const {
    const StepStates states = SeeSteps(evidence, counting_);
    view.completion = Completion(states, counting_.weights);
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
                    .weight = counting_.weights[i],
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
    if (!may_change_ || IsRefused(handoff.stage) || IsSeen(state.kind)) return false;
    if (state.kind != StepKind::check) return part != Part::nobody;
    if (viewer_.person_id == handoff.from_id || viewer_.person_id == handoff.to_id) return false;
    return std::any_of(checks.begin(), checks.end(), [&](const CheckState& check) {
      return !check.done_at && check.due_on && *check.due_on <= today_;
    });
  }

  db::Connection& connection_;
  const access::Principal& viewer_;
  const std::vector<Evidence> evidence_;
  const bool may_change_;
  Counting counting_;
  Day today_;
  std::vector<std::vector<Gap>> gaps_;  // as evidence_
  PeopleById people_;
  std::unordered_map<Id, book::AccountRef> accounts_;
  std::unordered_map<Id, book::ContactRef> contacts_;  // named in gaps
  std::unordered_set<Id> team_;                        // below the viewer
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
