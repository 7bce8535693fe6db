// Gives every account with a successor the week of its introduction: so many a week for each manager and for each rep,
// urgent and exposed accounts first, none while a deal is at signature or a renewal is close, none before a rep
// starts or after one leaves, fewer the more days of a week somebody is away, none without a day on which its manager and its rep
// are both there. Weeks begin on Mondays. The engine is assign/schedule.h. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "assign/schedule.h"
#include "plan/facts.h"
#include "plan/rules.h"

namespace baton::plan {

// How soon an account should be introduced, from 1: what hangs on the manager alone and what is urgent counts most,
// then its share of the revenue.
std::int64_t UrgencyOf(const AccountFacts& account, std::int64_t largest_revenue_minor);

// May a rep take anything over: at work in some week of the plan counted from today, and not leaving before its end?
enum class Presence { there, leaving, away };
Presence PresenceOf(const Facts& facts, const PlanRules& rules, std::size_t rep);

struct Weeks {
  std::vector<std::optional<Day>> monday_of;  // per account of the facts
  std::vector<assign::WhyNoWeek> reason_of;   // per account; placed where there is nothing to introduce
  std::int64_t objective = 0;
  std::int64_t bound = 0;
  bool is_optimal = true;
};

// `successors`: an index into facts.reps per account, or none. The first week is the one of `starts_on`, or the next
// when that day is no Monday. `before`: none, or where each account stood in the draft before; it stays there where another week is
// no better.
Weeks PlanWeeks(const Facts& facts, const PlanRules& rules, Day starts_on,
                std::span<const std::optional<std::size_t>> successors,
                const std::function<bool()>& should_stop, std::span<const std::optional<Day>> before = {});

}  // namespace baton::plan
