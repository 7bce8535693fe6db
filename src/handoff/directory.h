// Handoffs, for every slice that shows one, starts some or takes a step: who sees which, and the steps. Nobody else
// writes the table.
//
//   auto open = handoff::FindOpenHandoff(tx, org_id, account_id);
//   if (open) handoff::TakeStep(action, *open, handoff::Stage::introduced, handoff::Part::former, "");
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "access/policy.h"
#include "action/action.h"
#include "base/page_key.h"
#include "db/connection.h"
#include "handoff/handoff.h"

namespace baton::handoff {

// Within the scope: own are those from and to the person, team those from or to somebody of the team.
std::optional<Handoff> FindHandoff(db::Connection& connection, const access::Scope& scope, Id id);
// Whoever asks: for those who have decided otherwise that it may be seen.
std::optional<Handoff> FindHandoffById(db::Connection& connection, Id org_id, Id id);
// The handoff of an account that has not ended.
std::optional<Handoff> FindOpenHandoff(db::Connection& connection, Id org_id, Id account_id);
std::vector<Handoff> FindOpenHandoffs(db::Connection& connection, Id org_id, std::span<const Id> account_ids);

enum class Direction { from_me, to_me, any };

struct HandoffFilter {
  Direction direction = Direction::any;  // any: all that the scope allows
  bool with_ended = false;
  PageStart<std::int64_t> start = {};  // behind this IntroductionKey
  int limit = INT32_MAX;
};

// By the day of the introduction, what has none last.
std::vector<Handoff> ListHandoffs(db::Connection& connection, const access::Scope& scope,
                                  const HandoffFilter& filter);
// What lists are sorted by.
std::int64_t IntroductionKey(const Handoff& handoff);
// Ended by a no, the rep's or the client's or the former owner's.
std::vector<Handoff> FindRefused(db::Connection& connection, Id org_id, std::span<const Id> account_ids);
// Noes to a former owner since, of accounts for which nothing else is under way; the latest first.
std::vector<Handoff> FindDeclined(db::Connection& connection, Id org_id, Id from_id, Instant since,
                                  int limit);
// Owned by these people since, and not given back.
std::vector<Handoff> FindOwnedBy(db::Connection& connection, Id org_id, std::span<const Id> people,
                                 Instant since);
// Those of which ownership is to move on a day.
std::vector<Id> FindDated(db::Connection& connection, Id org_id);
// A pause that has not ended by itself yet.
bool IsPaused(const Handoff& handoff, Day today);
// Planned introductions that have not been made: from or to any of these people.
std::vector<Handoff> FindIntroductions(db::Connection& connection, Id org_id, std::span<const Id> people);
// On their way to any of these people.
std::vector<Handoff> FindOpenTo(db::Connection& connection, Id org_id, std::span<const Id> people);
// Of one former owner, the confirmed ones too: what a board shows.
std::vector<Handoff> FindHandoffsOf(db::Connection& connection, Id org_id, Id from_id);

// Of these accounts, those that a handoff has given to somebody, whatever came after it.
std::vector<Id> FindHandedOver(db::Connection& connection, Id org_id, std::span<const Id> account_ids);

// What this person is in the handoff. A manager above the former owner acts for that person.
Part PartOf(db::Connection& connection, const Handoff& handoff, Id person_id);

// With the names, and the steps that `person_id` may take; as `handoffs`, without those whose people or account are
// not there any more.
std::vector<HandoffView> ViewHandoffs(db::Connection& connection, Id org_id,
                                      std::span<const Handoff> handoffs, const access::Principal& viewer,
                                      Instant now);

MoveChoices ChoicesOf(const Handoff& handoff);

struct Proposal {
  Id account_id;
  Id from_id;
  Id to_id;
  std::optional<Id> plan_id = {};
  std::optional<Day> introduction_on = {};
  MoveChoices moves = {};
};

// Starts handoffs, and tells each successor once. REQUIRES: none of the accounts has an open handoff.
std::vector<Handoff> Propose(action::Action& action, std::span<const Proposal> proposals);

struct StepDetail {
  std::optional<Refuser> refused_by = {};    // of a no; none: who takes the step
  std::optional<Day> owned_on = {};          // of owned: a day to come, on which a job does it
  std::optional<Day> overlap_until_on = {};  // of owned; none: the organization's default
};

// Takes a step: its date, the ownership and what moves with it when it becomes owned or is given back after that, and a
// notice to the others. Owned on a day to come is written down only.
// `reason` is kept where the step needs one. Fails as CheckStep does, while the handoff is paused, and
// without the evidence of a confirmation (confirm.h).
Result<Handoff> TakeStep(action::Action& action, const Handoff& before, Stage to, Part part,
                         std::string_view reason, const StepDetail& detail = {});

// Marks a step of evidence as done by the actor (none: the client), once: what is marked already stays as it is, but for a
// note that is new. Fails for a handoff that was declined or given back and for a kind that is seen, not marked. Whether the
// actor may do so is the caller's to ask (MayMark), and so is the day of a check.
Result<Done> MarkStep(action::Action& action, const Handoff& handoff, StepKind kind, std::string_view note);
// The same of one of the three checks.
Result<Done> MarkCheck(action::Action& action, const Handoff& handoff, int after_days, std::string_view note);
// Takes the mark back; done when there is none.
Result<Done> UnmarkStep(action::Action& action, const Handoff& handoff, StepKind kind, int after_days = 0);
// The two of the handoff and who is above the former owner mark everything but a check. A check is for a third person: of
// the successor's team, or above one of the two.
bool MayMark(db::Connection& connection, const Handoff& handoff, StepKind kind, Id person_id);

// Open ones that end when the person leaves: all to the person, and those from the person that the client has not
// got used to yet. What the successor owns already, the successor confirms.
std::vector<Handoff> FindEndingWith(db::Connection& connection, Id org_id, Id person_id);
// Ends them: the clients stay where they are. REQUIRES: the person owns none of the accounts.
Result<Done> EndWith(action::Action& action, Id person_id, std::string_view reason);

}  // namespace baton::handoff
