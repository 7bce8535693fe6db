#include "plan/draft.h"

#include <algorithm>
#include <cmath>

#include "base/check.h"
#include "plan/fit.h"
#include "plan/stability.h"

namespace baton::plan {
namespace {

// A smaller difference in fit, in permille, is no reason to explain.
constexpr std::int32_t kWorthSaying = 20;
constexpr std::int64_t kHour = 60;  // minutes
// A second choice that is known by the prices alone is said anew where it costs so much more or less of a fit.
constexpr std::int64_t kKeptPermille = 20;

using assign::WhyNoWeek;

// Where the plan is somebody else's, the manager of the account is named.
Message Named(const Facts& facts, const AccountFacts& account, const char* own, const char* of_other,
              Arguments arguments = {}) {
  const ManagerFacts& manager = facts.ManagerOf(account);
  if (manager.id == facts.lead_id) return {own, std::move(arguments)};
  arguments.emplace("manager", manager.name);
  return {of_other, std::move(arguments)};
}

Message HoldText(const Facts& facts, const AccountFacts& account, const Hold& hold) {
  switch (hold.kind) {
    case HoldKind::signature:
      return {"plan.hold.signature"};
    case HoldKind::renewal:
      return {"plan.hold.renewal"};
    case HoldKind::no_fit:
      return {"plan.hold.no_fit"};
    case HoldKind::by_hand:
      return Named(facts, account, "plan.hold.by_hand", "plan.hold.by_hand_of");
    case HoldKind::agreed:
      return Named(facts, account, "plan.hold.agreed", "plan.hold.agreed_of");
    case HoldKind::no_week:
      break;
  }
  return {"plan.hold.no_week"};
}

Message NoWeekText(const Facts& facts, const AccountFacts& account, WhyNoWeek why, const std::string& rep) {
  switch (why) {
    case WhyNoWeek::blocked:
      return {"plan.week.blocked"};
    case WhyNoWeek::manager_away:
      return Named(facts, account, "plan.week.manager_away", "plan.week.manager_away_of");
    case WhyNoWeek::rep_away:
      return {"plan.week.rep_away", {{"person", rep}}};
    case WhyNoWeek::no_common_week:
      return Named(facts, account, "plan.week.no_common_week", "plan.week.no_common_week_of",
                   {{"person", rep}});
    case WhyNoWeek::crowded_out:
    case WhyNoWeek::placed:
      break;
  }
  return {"plan.week.crowded_out"};
}

class Maker {
 public:
  Maker(const Facts& facts, const PlanRules& rules, Day starts_on, std::span<const Choice> choices,
        const std::function<bool()>& should_stop, const Again& again)
      : facts_(facts),
        rules_(rules),
        starts_on_(starts_on),
        choices_(choices),
        should_stop_(should_stop),
        again_(again),
        draws_(rules.weights, kDraws, 1),
        table_(TableOf(facts, rules.weights,
                       [this](std::size_t, std::span<const FitParts> parts) { AddStability(parts); })) {}

  Draft Run() {
    solved_ = SolveFacts(facts_, table_, rules_, choices_, should_stop_, again_);
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) {
      successors_.push_back(SuccessorOf(solved_, j));
    }
    weeks_ = PlanWeeks(facts_, rules_, starts_on_, successors_, again_.weeks_should_stop);
    standing_ = StandingOf(facts_, successors_);
    why_ = assign::Explain(solved_.model.problem, solved_.solution,
                           {.more_capacity = HourOfEach(), .should_stop = [this] { return IsExplained(); }});

    Draft draft;
    draft.lines.reserve(facts_.accounts.size());
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) draft.lines.push_back(LineOf(j));
    for (std::size_t r = 0; r < facts_.reps.size(); ++r) draft.loads.push_back(LoadOf(r));
    for (const std::size_t j : solved_.model.account_of) draft.account_ids.push_back(facts_.accounts[j].id);
    for (const RepFacts& rep : facts_.reps) draft.rep_ids.push_back(rep.id);
    draft.weeks_objective = weeks_.objective;
    draft.weeks_bound = weeks_.bound;
    draft.change = ChangeOf();
    draft.seen = SeenOf(facts_);
    draft.problem = std::move(solved_.model.problem);
    draft.solution = std::move(solved_.solution);
    return draft;
  }

 private:
  // Of the next account: as it was in the draft before, where nothing that it hangs on has changed.
  void AddStability(std::span<const FitParts> parts) {
    const std::size_t j = basis_.size();
    basis_.push_back(BasisOf(rules_.weights, parts));
    const bool is_kept = j < again_.lines.size() && again_.lines[j].basis == basis_.back();
    stability_.push_back(is_kept ? again_.lines[j].stability_permille : draws_.StabilityPermille(parts));
  }

  const assign::AccountReason* WhyOf(std::size_t j) const {
    const std::int32_t index = solved_.model.index_of[j];
    return index < 0 ? nullptr : &why_.accounts[static_cast<std::size_t>(index)];
  }

  bool IsExplained() const {
    return (should_stop_ && should_stop_()) || (again_.waited && again_.waited() >= kExplainTime);
  }

  // Where a limit of accounts binds, hours would not help; who is not there cannot use them.
  std::vector<std::int64_t> HourOfEach() const {
    std::vector<std::int64_t> more;
    for (std::size_t r = 0; r < facts_.reps.size(); ++r) {
      const bool is_bound = solved_.model.is_counted[r] || at_.IsAtLimit(r);
      more.push_back(is_bound || PresenceOf(facts_, rules_, r) != Presence::there ? 0 : kHour);
    }
    return more;
  }

  std::vector<PersonFit> FitsOf(std::size_t j) const {
    std::vector<std::pair<std::int32_t, std::size_t>> order;
    order.reserve(facts_.reps.size());
    for (std::size_t r = 0; r < facts_.reps.size(); ++r) order.emplace_back(-table_.Permille(j, r), r);
    const std::size_t count = std::min(kLineFits, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end());
    std::vector<PersonFit> fits;
    fits.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
      fits.push_back({facts_.reps[order[i].second].id, -order[i].first});
    return fits;
  }

  std::size_t BestRep(std::size_t j) const {
    std::size_t best = 0;
    for (std::size_t r = 1; r < facts_.reps.size(); ++r) {
      if (table_.Permille(j, r) > table_.Permille(j, best)) best = r;
    }
    return best;
  }

  DraftLine LineOf(std::size_t j) const {
    const AccountFacts& account = facts_.accounts[j];
    DraftLine line{.account_id = account.id, .from_id = facts_.ManagerOf(account).id};
    line.is_locked = choices_[j].is_locked;
    line.locked_to = choices_[j].locked_to;
    line.fits = FitsOf(j);
    line.stability_permille = stability_[j];
    line.basis = basis_[j];
    if (!facts_.reps.empty()) {
      const std::size_t shown = successors_[j].value_or(BestRep(j));
      line.fit_permille = table_.Permille(j, shown);
      const RepFacts& rep = facts_.reps[shown];
      const TieFacts tie = facts_.TieOf(account.id, rep.id);
      line.reasons = ReasonsFor(account, rep, tie, PartsOf(account, rep, tie, facts_.today), rules_.weights,
                                facts_.today, facts_.IsKnownToReps(account.id));
      if (!Facts::IsOfTeam(account, facts_.reps[shown])) {
        line.reasons.push_back(
            {{"plan.reason.other_team", {{"manager", facts_.ManagerOf(account).name}}}, ReasonKind::con});
      }
    }
    if (successors_[j]) {
      FillPlaced(j, line);
    } else {
      FillUnplaced(j, line);
    }
    return line;
  }

  // Somebody else fits better: what kept the account from there.
  void AddWhyNotBest(std::size_t j, DraftLine& line) const {
    const std::size_t successor = *successors_[j];
    const std::size_t best = BestRep(j);
    if (line.is_locked || table_.Permille(j, best) - table_.Permille(j, successor) < kWorthSaying) return;
    const Reason reason{{WhyNotBest(j, successor, best), {{"person", facts_.reps[best].name}}},
                        ReasonKind::pro};
    const auto first_con = std::find_if(line.reasons.begin(), line.reasons.end(),
                                        [](const Reason& other) { return other.kind == ReasonKind::con; });
    line.reasons.insert(first_con, reason);
  }

  const char* WhyNotBest(std::size_t j, std::size_t successor, std::size_t best) const {
    if (PresenceOf(facts_, rules_, best) != Presence::there ||
        BarOf(facts_, table_, rules_, j, best) != Bar::none) {
      return "plan.reason.better_may_not";
    }
    if (at_.IsAtLimit(best) || at_.IsFull(best, facts_.accounts[j].load_minutes))
      return "plan.reason.better_full";
    const auto met = [&](std::size_t r) {
      return facts_.TieOf(facts_.accounts[j].id, facts_.reps[r].id).contacts_met > 0;
    };
    if (rules_.keep_known && met(successor) && !met(best)) return "plan.reason.better_stranger";
    const auto is_of_team = [&](std::size_t r) {
      return Facts::IsOfTeam(facts_.accounts[j], facts_.reps[r]);
    };
    if (is_of_team(successor) && !is_of_team(best) &&
        table_.Permille(j, best) - table_.Permille(j, successor) <= kOtherTeamCost) {
      return "plan.reason.better_other_team";
    }
    return rules_.revenue_spread_weight > 0 ? "plan.reason.better_spread" : "plan.reason.better_elsewhere";
  }

  void FillPlaced(std::size_t j, DraftLine& line) const {
    const RepFacts& rep = facts_.reps[*successors_[j]];
    line.successor = rep.id;
    line.week_on = weeks_.monday_of[j];
    AddWhyNotBest(j, line);
    line.hold = HoldOf(facts_.accounts[j], rules_, starts_on_);
    if (line.hold) line.hold_text = HoldText(facts_, facts_.accounts[j], *line.hold);
    if (!line.hold && !line.week_on) {
      line.hold = Hold{HoldKind::no_week};
      line.hold_text = NoWeekText(facts_, facts_.accounts[j], weeks_.reason_of[j], rep.name);
    }
    const assign::AccountReason* why = WhyOf(j);
    if (why == nullptr || why->only_choice || why->second_rep == assign::kUnplaced) return;
    line.next_best = KeptNextBest(j, *why);
    if (line.next_best) return;
    line.next_best = NextBest{.person_id = facts_.reps[static_cast<std::size_t>(why->second_rep)].id,
                              .cost_permille = static_cast<std::int32_t>(
                                  std::min<std::int64_t>(why->extra_cost * 1000 / kFitCost, INT32_MAX)),
                              .is_exact = why->basis == assign::Basis::exact,
                              .others_moved = why->others_moved};
  }

  // By the prices nearly every second choice moves a little with every change. Where that is all, the line says what it said.
  std::optional<NextBest> KeptNextBest(std::size_t j, const assign::AccountReason& why) const {
    if (j >= again_.lines.size() || why.basis == assign::Basis::exact) return std::nullopt;
    const LineBefore& before = again_.lines[j];
    if (!before.next_best || choices_[j].before != facts_.reps[*successors_[j]].id) return std::nullopt;
    const auto extra = PricedExtra(j, *before.next_best, why.extra_cost);
    if (!extra || std::abs(*extra * 1000 / kFitCost - before.next_best_cost) > kKeptPermille)
      return std::nullopt;
    return NextBest{.person_id = *before.next_best,
                    .cost_permille = static_cast<std::int32_t>(before.next_best_cost)};
  }

  // What it would cost by the prices to give the account to this rep, where the cheapest other one costs `least`.
  std::optional<std::int64_t> PricedExtra(std::size_t j, Id person, std::int64_t least) const {
    const assign::Problem& problem = solved_.model.problem;
    const assign::Certificate& prices = solved_.solution.certificate;
    const auto index = solved_.model.index_of[j];
    const std::int32_t second = WhyOf(j)->second_rep;
    const auto priced = [&](const assign::Candidate& candidate) {
      const auto r = static_cast<std::size_t>(candidate.rep);
      return (candidate.cost * prices.grid + prices.capacity_prices[r] * candidate.load +
              prices.fair_prices[r] * problem.accounts[static_cast<std::size_t>(index)].revenue) /
             prices.grid;
    };
    std::optional<std::int64_t> its, seconds;
    for (const assign::Candidate& candidate : problem.CandidatesOf(index)) {
      if (facts_.reps[static_cast<std::size_t>(candidate.rep)].id == person) its = priced(candidate);
      if (candidate.rep == second) seconds = priced(candidate);
    }
    if (!its || !seconds) return std::nullopt;
    return least + *its - *seconds;
  }

  void FillUnplaced(std::size_t j, DraftLine& line) const {
    const Out out = solved_.model.out[j];
    if (out == Out::by_hand) line.hold = Hold{HoldKind::by_hand};
    if (out == Out::no_fit) line.hold = Hold{HoldKind::no_fit};
    if (line.hold) line.hold_text = HoldText(facts_, facts_.accounts[j], *line.hold);
    if (out == Out::by_hand) return;
    Unplaced why = WhyUnplaced(at_, j, out, WhyOf(j));
    if (out == Out::no_fit)
      line.hold_text = why.reason;  // held on purpose; the reason serves for the list too
    line.unplaced = std::move(why.reason);
    line.remedy = std::move(why.remedy);
  }

  DraftLoad LoadOf(std::size_t r) const {
    const RepFacts& rep = facts_.reps[r];
    DraftLoad load{.person_id = rep.id,
                   .accounts_now = rep.accounts_now,
                   .accounts_then = rep.accounts_now,
                   .minutes_now = rep.minutes_now,
                   .minutes_then = rep.minutes_now,
                   .capacity_minutes = rep.capacity_minutes,
                   .revenue_then_minor = rep.revenue_now_minor,
                   .growth_then_minor = rep.growth_now_minor};
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) {
      if (successors_[j] != r) continue;
      ++load.accounts_then;
      load.minutes_then += facts_.accounts[j].load_minutes;
      load.revenue_then_minor += facts_.accounts[j].revenue_minor.value_or(0);
      load.growth_then_minor += facts_.accounts[j].growth_minor;
    }
    const assign::RepReason& why = why_.reps[r];
    load.is_hour_exact = why.worth_basis == assign::Basis::exact;
    load.hour_places = why.placed_more;
    if (why.worth > 0) {
      load.hour_price_permille =
          static_cast<std::int32_t>(std::min<std::int64_t>(why.worth * 1000 / kFitCost, INT32_MAX));
    }
    return load;
  }

  std::int64_t CostOf(std::span<const std::optional<std::size_t>> successors) const {
    return PlainCost(facts_, table_, rules_, solved_.model, successors);
  }

  DraftChange ChangeOf() const {
    std::vector<std::optional<std::size_t>> before(facts_.accounts.size());
    bool had_draft = false;
    DraftChange change;
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) {
      for (std::size_t r = 0; r < facts_.reps.size(); ++r) {
        if (choices_[j].before == facts_.reps[r].id) before[j] = r;
      }
      had_draft = had_draft || choices_[j].before;
      if (before[j] == successors_[j]) continue;
      const auto id = [&](const std::optional<std::size_t>& r) {
        return r ? std::optional(facts_.reps[*r].id) : std::nullopt;
      };
      change.moved.push_back(
          {facts_.accounts[j].id, id(before[j]), id(successors_[j]), choices_[j].is_locked,
           choices_[j].is_locked ? Message{} : WhyMoved(at_, j, before[j], successors_[j])});
    }
    if (!had_draft && !again_.waited) return {};  // a draft in which nobody has a successor is one too
    change.has_before = true;
    change.cost_permille = (CostOf(successors_) - CostOf(before)) * 1000 / kFitCost;
    return change;
  }

  const Facts& facts_;
  const PlanRules& rules_;
  const Day starts_on_;
  const std::span<const Choice> choices_;
  const std::function<bool()>& should_stop_;
  const Again& again_;
  const WeightDraws draws_;
  std::vector<std::int64_t> basis_;  // per account, of its stability
  std::vector<std::int32_t> stability_;
  const FitTable table_;
  Solved solved_;
  std::vector<std::optional<std::size_t>> successors_;
  Standing standing_;
  const PlanAt at_{facts_, table_, rules_, standing_};
  Weeks weeks_;
  assign::Explanation why_;
};

}  // namespace

Draft MakeDraft(const Facts& facts, const PlanRules& rules, Day starts_on, std::span<const Choice> choices,
                const std::function<bool()>& should_stop, const Again& again) {
  Check(choices.size() == facts.accounts.size(), "one choice per account");
  return Maker(facts, rules, starts_on, choices, should_stop, again).Run();
}

}  // namespace baton::plan
