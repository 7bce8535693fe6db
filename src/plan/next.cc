#include "plan/next.h"

#include <algorithm>
#include <map>
#include <set>

#include "handoff/directory.h"
#include "people/directory.h"
#include "plan/explanation.h"
#include "plan/plan_store.h"

namespace baton::plan {
namespace {

using handoff::Handoff;
using Pair = std::pair<Id, Id>;  // account and person

// Who may not be asked for which account: whoever refused it, and forbidden pairs.
std::set<Pair> FindExcluded(db::Connection& connection, Id org_id, std::span<const Id> accounts) {
  std::set<Pair> excluded;
  for (const Handoff& refused : handoff::FindRefused(connection, org_id, accounts))
    excluded.insert({refused.account_id, refused.to_id});
  for (const Forbidden& pair : FindForbidden(connection, org_id, accounts))
    excluded.insert({pair.account_id, pair.person_id});
  return excluded;
}

std::vector<Candidate> CandidatesIn(const PlanLine& line, const Handoff& handoff,
                                    const std::set<Pair>& excluded, const std::set<Id>& present,
                                    std::size_t count) {
  std::vector<Candidate> candidates;
  const auto add = [&](Id person, std::int32_t fit, bool is_next_best) {
    const bool is_there = std::any_of(candidates.begin(), candidates.end(),
                                      [&](const Candidate& one) { return one.person_id == person; });
    const bool may = present.contains(person) && person != handoff.from_id && person != handoff.to_id &&
                     !excluded.contains({line.account_id, person}) && candidates.size() < count;
    if (may && !is_there) candidates.push_back({person, fit, is_next_best});
  };
  const Explanation explanation = ParseExplanation(line.explanation);
  for (const StoredFit& fit : explanation.fits) {
    if (fit.person_id == line.next_best_id) add(fit.person_id, fit.fit_permille, true);
  }
  for (const StoredFit& fit : explanation.fits) {
    if (fit.fit_permille > 0) add(fit.person_id, fit.fit_permille, false);
  }
  return candidates;
}

}  // namespace

Candidates FindCandidates(db::Connection& connection, Id org_id, std::span<const Handoff> handoffs,
                          std::size_t count) {
  Candidates found;
  std::vector<Id> plans;
  std::vector<Id> accounts;
  for (const Handoff& handoff : handoffs) {
    if (!handoff.plan_id) continue;
    plans.push_back(*handoff.plan_id);
    accounts.push_back(handoff.account_id);
  }
  if (plans.empty()) return found;
  std::map<Pair, PlanLine> lines;  // by plan and account
  for (PlanLine& line : FindLinesOf(connection, org_id, plans, accounts)) {
    const Pair key{line.plan_id, line.account_id};
    lines.emplace(key, std::move(line));
  }
  const std::set<Pair> excluded = FindExcluded(connection, org_id, accounts);
  std::set<Id> present;
  for (const people::Person& person : people::FindPeople(connection, org_id)) present.insert(person.id);
  for (const Handoff& handoff : handoffs) {
    const auto line = handoff.plan_id ? lines.find({*handoff.plan_id, handoff.account_id}) : lines.end();
    if (line == lines.end()) continue;
    found.emplace(handoff.id, CandidatesIn(line->second, handoff, excluded, present, count));
  }
  return found;
}

std::unordered_map<Id, std::vector<CandidateView>> ViewCandidates(const http::Call& call,
                                                                  db::Connection& connection,
                                                                  const Candidates& candidates) {
  std::vector<Id> ids;
  for (const auto& [handoff, of_handoff] : candidates) {
    for (const Candidate& candidate : of_handoff) ids.push_back(candidate.person_id);
  }
  const auto people = people::FindRefs(connection, call.org_id(), ids);
  std::unordered_map<Id, std::vector<CandidateView>> views;
  for (const auto& [handoff, of_handoff] : candidates) {
    for (const Candidate& candidate : of_handoff) {
      const auto person = people.find(candidate.person_id);
      if (person == people.end()) continue;
      const Message why{"plan.candidate.why",
                        {{"rank", std::string(candidate.is_next_best ? "next_best" : "fit")},
                         {"fit", static_cast<double>(candidate.fit_permille) / 1000}}};
      views[handoff].push_back({person->second, candidate.fit_permille, call.Say(why)});
    }
  }
  return views;
}

}  // namespace baton::plan
