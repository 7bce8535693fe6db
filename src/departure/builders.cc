#include "departure/builders.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "plan/fit.h"
#include "plan/plan_gather.h"
#include "settings/settings.h"

namespace baton::departure {
namespace {

constexpr double kPermilleOfFit = 1000;

double ShareOf(const ClientTies& ties, Id person_id) {
  const auto found = std::ranges::find(ties.shares, person_id, &ClientTies::Share::person_id);
  return found == ties.shares.end() ? 0 : found->share;
}

bool IsHere(const plan::RepFacts& rep, Day today) {
  return !rep.ends_on && (!rep.starts_on || *rep.starts_on <= today);
}

// The place of each account among the facts of the plan.
std::unordered_map<Id, std::size_t> PlacesOf(const plan::Facts& facts) {
  std::unordered_map<Id, std::size_t> places;
  for (std::size_t a = 0; a < facts.accounts.size(); ++a) places[facts.accounts[a].id] = a;
  return places;
}

std::vector<BuilderCandidate> CandidatesOf(const plan::Facts& facts, const plan::FitTable& fits,
                                           std::size_t account, const ClientTies& ties) {
  std::vector<BuilderCandidate> candidates;
  for (std::size_t r = 0; r < facts.reps.size(); ++r) {
    const plan::RepFacts& rep = facts.reps[r];
    if (!IsHere(rep, facts.today)) continue;
    candidates.push_back({.person_id = rep.id,
                          .share = ShareOf(ties, rep.id),
                          .fit_permille = fits.Permille(account, r),
                          .free_minutes = rep.FreeMinutes()});
    candidates.back().is_ruled_out =
        std::ranges::any_of(facts.forbidden, [&](const plan::ForbiddenPair& pair) {
          return pair.account_id == ties.account_id && pair.person_id == rep.id;
        });
  }
  return candidates;
}

Builder Chosen(const BuilderCandidate& candidate, BuilderReason why, bool sees_fit) {
  Builder builder{.person_id = candidate.person_id, .why = why, .share = candidate.share};
  if (!sees_fit) return builder;
  builder.fit_permille = candidate.fit_permille;
  builder.free_minutes = candidate.free_minutes;
  return builder;
}

}  // namespace

Builder ChooseBuilder(const BuilderChoice& choice) {
  if (choice.successor) {
    return {
        .person_id = choice.successor, .why = BuilderReason::takes_over, .share = choice.successors_share};
  }
  if (choice.candidates.empty()) return {.why = BuilderReason::no_reps};
  const BuilderCandidate* closest = nullptr;
  const BuilderCandidate* best = nullptr;
  const BuilderCandidate* best_of_all = &choice.candidates.front();
  for (const BuilderCandidate& each : choice.candidates) {
    if (each.fit_permille > best_of_all->fit_permille) best_of_all = &each;
    if (each.is_ruled_out) continue;
    if (each.share >= kLeastDrawn && (closest == nullptr || each.share > closest->share)) closest = &each;
    if (best == nullptr || each.fit_permille > best->fit_permille) best = &each;
  }
  if (closest != nullptr) return Chosen(*closest, BuilderReason::in_touch, choice.sees_fit);
  if (!choice.sees_fit) return {.why = BuilderReason::unseen};
  if (best != nullptr && best->fit_permille >= choice.least_permille)
    return Chosen(*best, BuilderReason::fits, choice.sees_fit);
  if (best_of_all->fit_permille >= choice.least_permille) return {.why = BuilderReason::ruled_out};
  return {.why = BuilderReason::no_fit, .fit_permille = best_of_all->fit_permille};
}

Id LeadFor(const people::Person& person, Id caller_id) {
  if (person.role != access::Role::rep) return person.id;
  return person.manager_id.value_or(caller_id);
}

Result<std::vector<Builder>> FindBuilders(db::Connection& connection, const people::Person& person,
                                          const Gathered& gathered, std::span<const std::size_t> accounts,
                                          const BuildersAsked& asked) {
  const Id org_id = asked.reader.org_id;
  std::vector<Id> without;  // a successor
  for (const std::size_t j : accounts) {
    if (!gathered.ties[j].successor) without.push_back(gathered.facts[j].id);
  }
  const auto facts = plan::Gather(connection, {.org_id = org_id,
                                               .lead_id = LeadFor(person, asked.reader.person_id),
                                               .manager_ids = {person.id},
                                               .now = asked.now,
                                               .account_ids = std::move(without),
                                               .is_cover = true});
  if (!facts) return Fail(facts.error());
  const plan::PlanRules rules = plan::DefaultRules(settings::Read(connection, org_id));
  const plan::FitTable fits = plan::TableOf(*facts, rules.weights);
  const auto places = PlacesOf(*facts);
  std::vector<Builder> builders(gathered.facts.size());
  for (const std::size_t j : accounts) {
    const ClientTies& ties = gathered.ties[j];
    BuilderChoice choice{.successor = ties.successor, .sees_fit = asked.sees_fit};
    choice.least_permille = static_cast<std::int32_t>(std::lround(kPermilleOfFit * rules.keep_below_fit));
    if (ties.successor) {
      choice.successors_share = ShareOf(ties, *ties.successor);
    } else if (const auto place = places.find(ties.account_id); place != places.end()) {
      choice.candidates = CandidatesOf(*facts, fits, place->second, ties);
    }
    builders[j] = ChooseBuilder(choice);
  }
  return builders;
}

}  // namespace baton::departure
