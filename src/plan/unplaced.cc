#include "plan/unplaced.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "plan/preference.h"
#include "plan/reasons.h"
#include "plan/weeks.h"

namespace baton::plan {
namespace {

constexpr std::int64_t kQuarter = 15;  // minutes: hours are asked for in quarters

std::int64_t PercentOf(std::int32_t permille) { return (permille + 5) / 10; }

bool HasPlace(const PlanAt& at, std::size_t account, std::size_t rep) {
  return at.IsThere(rep) && at.WouldFit(rep, at.facts.accounts[account].load_minutes);
}

// The best fitting rep of those that `is_right`.
template <class IsRight>
std::optional<std::size_t> BestOf(const PlanAt& at, std::size_t account, IsRight is_right) {
  std::optional<std::size_t> best;
  for (std::size_t r = 0; r < at.facts.reps.size(); ++r) {
    if (best && at.table.Permille(account, r) <= at.table.Permille(account, *best)) continue;
    if (is_right(r)) best = r;
  }
  return best;
}

Remedy RemedyWith(const PlanAt& at, std::size_t account, RemedyKind kind, const char* key, std::size_t rep) {
  return {kind,
          at.facts.reps[rep].id,
          0,
          {key, {{"person", at.facts.reps[rep].name}, {"fit", PercentOf(at.table.Permille(account, rep))}}}};
}

// Somebody who has room, against fit or territory.
std::optional<Remedy> Lock(const PlanAt& at, std::size_t account) {
  const auto best = BestOf(at, account, [&](std::size_t r) {
    return HasPlace(at, account, r) &&
           !IsForbidden(at.facts, at.facts.accounts[account].id, at.facts.reps[r].id);
  });
  if (!best) return std::nullopt;
  return RemedyWith(at, account, RemedyKind::assign, "plan.remedy.assign", *best);
}

// Reps fit by the rules, and each is kept from it by another one.
Unplaced WhyNobodyMay(const PlanAt& at, std::size_t account) {
  const auto bar = [&](std::size_t r) { return BarOf(at.facts, at.table, at.rules, account, r); };
  const auto best = BestOf(at, account, [&](std::size_t r) { return bar(r) != Bar::fit; });
  if (!best) return {{at.facts.reps.empty() ? "plan.unplaced.no_reps" : "plan.unplaced.no_rep"}};
  const Presence presence = PresenceOf(at.facts, at.rules, *best);
  const char* key = bar(*best) == Bar::forbidden    ? "plan.unplaced.forbidden"
                    : bar(*best) == Bar::territory  ? "plan.unplaced.territory"
                    : presence == Presence::leaving ? "plan.unplaced.leaving"
                                                    : "plan.unplaced.away";
  Unplaced why{{key, {{"person", at.facts.reps[*best].name}}}};
  // A lock goes against fit and territory; who fits and was ruled out is rather let in again than somebody who does not fit.
  const auto allowed = BestOf(
      at, account, [&](std::size_t r) { return bar(r) == Bar::forbidden && HasPlace(at, account, r); });
  const auto elsewhere = BestOf(at, account, [&](std::size_t r) {
    return bar(r) == Bar::territory && HasPlace(at, account, r) &&
           !IsForbidden(at.facts, at.facts.accounts[account].id, at.facts.reps[r].id);
  });
  if (allowed && !elsewhere) {
    why.remedy = RemedyWith(at, account, RemedyKind::allow, "plan.remedy.allow", *allowed);
  } else {
    why.remedy = Lock(at, account);
  }
  return why;
}

Unplaced WhyNoRoom(const PlanAt& at, std::size_t account, const assign::AccountReason& why) {
  const std::int64_t load = at.facts.accounts[account].load_minutes;
  const bool is_large = why.unplaced == assign::WhyUnplaced::too_large;
  if (why.missing_rep == assign::kUnplaced) return {{"plan.unplaced.no_room", {{"hours", HoursOf(load)}}}};
  const auto nearest = static_cast<std::size_t>(why.missing_rep);
  const RepFacts& rep = at.facts.reps[nearest];
  if (at.IsAtLimit(nearest)) {
    const std::int64_t limit = *at.rules.accounts_per_rep;
    Unplaced unplaced{{"plan.unplaced.limit", {{"person", rep.name}, {"limit", limit}}}};
    if (!at.IsFull(nearest, load) && at.standing.accounts[nearest] == limit && at.IsThere(nearest)) {
      unplaced.remedy =
          Remedy{RemedyKind::more_accounts, rep.id, 0, {"plan.remedy.more_accounts", {{"limit", limit + 1}}}};
    }
    return unplaced;
  }
  const std::int64_t missing = std::max<std::int64_t>(0, load - at.standing.free_minutes[nearest]);
  const std::int64_t minutes = (missing + kQuarter - 1) / kQuarter * kQuarter;
  Unplaced unplaced{{is_large ? "plan.unplaced.too_large" : "plan.unplaced.no_room_with",
                     {{"person", rep.name}, {"hours", HoursOf(load)}, {"missing", HoursOf(missing)}}}};
  if (minutes > 0 && minutes <= kMostExtraMinutes && at.WouldFit(nearest, load, minutes)) {
    unplaced.remedy = Remedy{
        RemedyKind::more_hours,
        rep.id,
        minutes,
        {"plan.remedy.more_hours", {{"person", rep.name}, {"hours", static_cast<double>(minutes) / 60}}}};
  }
  return unplaced;
}

}  // namespace

Standing StandingOf(const Facts& facts, const Model& model,
                    std::span<const std::optional<std::size_t>> successors) {
  Standing standing;
  for (const RepFacts& rep : facts.reps) {
    standing.free_minutes.push_back(rep.capacity_minutes - rep.minutes_now);
    standing.accounts.push_back(rep.accounts_now);
    standing.added.emplace_back();
    standing.units.push_back(0);
  }
  for (std::size_t j = 0; j < successors.size(); ++j) {
    if (!successors[j]) continue;
    standing.free_minutes[*successors[j]] -= facts.accounts[j].load_minutes;
    ++standing.accounts[*successors[j]];
    standing.added[*successors[j]].push_back(facts.accounts[j].load_minutes);
    standing.units[*successors[j]] += model.UnitsOf(j);
  }
  return standing;
}

bool PlanAt::IsThere(std::size_t rep) const { return PresenceOf(facts, rules, rep) == Presence::there; }

bool PlanAt::IsFull(std::size_t rep, std::int64_t minutes) const {
  return standing.free_minutes[rep] < minutes;
}

bool PlanAt::IsAtLimit(std::size_t rep) const {
  return rules.accounts_per_rep && standing.accounts[rep] >= *rules.accounts_per_rep;
}

bool PlanAt::WouldFit(std::size_t rep, std::int64_t minutes, std::int64_t more) const {
  if (IsAtLimit(rep)) return false;
  RepFacts who = facts.reps[rep];
  who.capacity_minutes += more;
  std::int64_t used = CountedLoad(who, rules, minutes);
  for (const std::int64_t added : standing.added[rep]) used += CountedLoad(who, rules, added);
  return used <= who.FreeMinutes();
}

Unplaced WhyUnplaced(const PlanAt& at, std::size_t account, Out out, const assign::AccountReason* why) {
  if (out == Out::no_fit) {
    const auto best = BestOf(at, account, [](std::size_t) { return true; });
    const std::int32_t fit = best ? at.table.Permille(account, *best) : 0;
    const ManagerFacts& manager = at.facts.ManagerOf(at.facts.accounts[account]);
    return {{manager.id == at.facts.lead_id ? "plan.hold.no_fit" : "plan.hold.no_fit_of",
             {{"best", PercentOf(fit)},
              {"needed", std::int64_t{std::llround(100 * at.rules.keep_below_fit)}},
              {"manager", manager.name}}},
            Lock(at, account)};
  }
  if (out == Out::no_rep || why == nullptr || why->unplaced == assign::WhyUnplaced::no_candidate) {
    return WhyNobodyMay(at, account);
  }
  // Never that leaving it is cheaper: whoever has room takes it (kUnplacedCost).
  return WhyNoRoom(at, account, *why);
}

Message WhyMoved(const PlanAt& at, std::size_t account, std::optional<std::size_t> from,
                 std::optional<std::size_t> to) {
  const auto& reps = at.facts.reps;
  const auto fit_of = [&](std::size_t rep) {
    return Arguments{{"person", reps[rep].name},
                     {"fit", PercentOf(at.table.Permille(account, rep))},
                     {"needed", std::int64_t{std::llround(100 * at.rules.keep_below_fit)}}};
  };
  if (!to) {
    const auto best = BestOf(at, account, [](std::size_t) { return true; });
    const bool is_unfit = best && BarOf(at.facts, at.table, at.rules, account, *best) == Bar::fit;
    return is_unfit ? Message{"plan.moved.no_fit", fit_of(*best)} : Message{"plan.moved.no_place"};
  }
  if (!from) return {"plan.moved.has_place"};
  const Arguments old{{"person", reps[*from].name}};
  const Bar bar = BarOf(at.facts, at.table, at.rules, account, *from);
  if (at.IsThere(*from) && bar == Bar::fit) return {"plan.moved.fit_below", fit_of(*from)};
  if (!at.IsThere(*from) || bar != Bar::none) return {"plan.moved.may_not", old};
  if (at.IsAtLimit(*from)) return {"plan.moved.limit", old};
  if (at.IsFull(*from, at.facts.accounts[account].load_minutes)) return {"plan.moved.no_room", old};
  const Arguments chosen{{"person", reps[*to].name}};
  switch (Decisive(PreferenceFor(at, account, *to, *from))) {
    case Weight::fit:
      return {"plan.moved.fit",
              {{"person", reps[*to].name},
               {"fit", PercentOf(at.table.Permille(account, *to))},
               {"before", PercentOf(at.table.Permille(account, *from))}}};
    case Weight::known:
      return {"plan.moved.known", chosen};
    case Weight::team:
      return {"plan.moved.own_team",
              {{"person", reps[*to].name}, {"manager", at.facts.ManagerOf(at.facts.accounts[account]).name}}};
    case Weight::money:
      return {"plan.moved.spread"};
    case Weight::none:
      break;
  }
  return {"plan.moved.whole"};
}

}  // namespace baton::plan
