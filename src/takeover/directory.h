// Takeovers, for the slices that show them or record one: Today, the door, a handoff's page.
//
//   for (const Takeover& one : takeover::FindOpen(connection, org_id, jim_id)) ...   // the questions to Jim
#pragma once

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "access/policy.h"
#include "action/action.h"
#include "db/connection.h"
#include "takeover/takeover.h"

namespace baton::takeover {

// Questions to a person that wait for an answer, the latest first.
std::vector<Takeover> FindOpen(db::Connection& connection, Id org_id, Id person_id);
// Answered since then about clients of this successor, who has not said anything to it.
std::vector<Takeover> FindUnreplied(db::Connection& connection, Id org_id, Id successor_id, Instant since);

// What a person took over, of weeks that lie in a span of days, within the scope; none: not for this reader, as of somebody who is a
// manager for less than ninety days, of whom nobody above sees any.
std::optional<std::vector<Takeover>> FindSeenTakeovers(db::Connection& connection, const access::Scope& scope,
                                                       Id person_id, Day from_on, Day to_on, Instant now);

// Managers below somebody who are that for less than kSettlingDays: nobody above sees or counts what is the manager's alone then,
// takeovers and promises. The one place that says so; whoever shows either asks here.
inline constexpr int kSettlingDays = 90;
std::vector<Id> FindSettling(db::Connection& connection, Id org_id, Id above_id, Instant now);
// Whether somebody is one of them.
bool IsSettling(db::Connection& connection, Id org_id, Id manager_id, Instant now);

// How many there are of each of these handoffs, joint and agreed ones and those of `hidden_people` not counted; those without any are
// left out.
std::unordered_map<Id, std::int64_t> CountByHandoff(db::Connection& connection, Id org_id,
                                                    std::span<const Id> handoff_ids,
                                                    std::span<const Id> hidden_people = {});

// In the order of `takeovers`; what only the two may read is left out for others.
std::vector<TakeoverView> ViewTakeovers(db::Connection& connection, Id org_id,
                                        std::span<const Takeover> takeovers, const access::Principal& viewer);

// What a manager takes at the door goes on the record at once.
struct Taken {
  Id interruption_id;
  Id account_id;
  std::optional<Id> handoff_id = {};
  Id person_id;
  Id successor_id;
  std::optional<Reason> reason = {};
  Instant at;
};
Takeover RecordTaken(action::Action& action, const Taken& taken);
// The takeovers that these interruptions stand in, by the interruption.
std::unordered_map<Id, Takeover> FindTaken(db::Connection& connection, Id org_id,
                                           std::span<const Id> interruption_ids);

// "I could have taken it": the rep, whose deed `action` is, proposes the next level for deals like this client's
// (docs/delegation.md). The level; none: there is nothing to raise.
std::optional<std::int32_t> ProposeRaise(action::Action& action, Id manager_id, Id rep_id, Id account_id);

}  // namespace baton::takeover
