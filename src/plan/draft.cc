#include "plan/draft.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "base/check.h"
#include "plan/cheapest.h"
#include "plan/fit.h"
#include "plan/hold_text.h"
#include "plan/preference.h"
#include "plan/stability.h"

namespace baton::plan {
namespace {

constexpr std::int64_t kHour = 60;  // minutes
// A second choice that is known by the prices alone is said anew where it costs so much more or less of a fit.
constexpr std::int64_t kKeptPermille = 20;

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
        table_(MakeTable()) {}

  Draft Run() {
    solved_ = SolveFacts(facts_, table_, rules_, choices_, should_stop_, again_);
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) {
      successors_.push_back(SuccessorOf(solved_, j));
    }
    weeks_ = PlanWeeks(facts_, rules_, starts_on_, successors_, again_.weeks_should_stop, WeeksBefore());
    standing_ = StandingOf(facts_, solved_.model, successors_);
    why_ = assign::Explain(solved_.model.problem, solved_.solution,
                           {.more_capacity = HourOfEach(), .should_stop = [this] { return IsExplained(); }});

    Draft draft;
    AddLines(draft);
    draft.loads = Loads();
    for (const std::size_t j : solved_.model.account_of) draft.account_ids.push_back(facts_.accounts[j].id);
    for (const RepFacts& rep : facts_.reps) draft.rep_ids.push_back(rep.id);
    draft.weeks_objective = weeks_.objective;
    draft.weeks_bound = weeks_.bound;
    draft.change = ChangeOf();
    draft.seen = SeenOf(facts_);
    draft.problem = std::move(solved_.model.problem);
    if (draft.problem.candidates.size() > kWholeProblem)
      draft.problem = Cheapest(draft.problem, solved_.solution, false);
    draft.solution = std::move(solved_.solution);
    draft.workings = {.table = std::move(table_),
                      .model = std::move(solved_.model),
                      .choices = {choices_.begin(), choices_.end()},
                      .best = std::move(best_),
                      .why_not_best = std::move(why_not_best_),
                      .no_week = std::move(weeks_.reason_of)};
    return draft;
  }

 private:
  FitTable MakeTable() {
    if (again_.draft != nullptr) {
      best_ = std::move(again_.draft->workings.best);
      return std::move(again_.draft->workings.table);
    }
    const WeightDraws draws(rules_.weights, kDraws, 1);
    FitTable table = TableOf(facts_, rules_.weights, [&](std::size_t, std::span<const FitParts> parts) {
      AddStability(draws, parts);
    });
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) best_.push_back(BestIn(table, j));
    return table;
  }

  static std::size_t BestIn(const FitTable& table, std::size_t j) {
    std::size_t best = 0;
    for (std::size_t r = 1; r < table.rep_count; ++r) {
      if (table.Permille(j, r) > table.Permille(j, best)) best = r;
    }
    return best;
  }

  std::vector<std::optional<Day>> WeeksBefore() const {
    std::vector<std::optional<Day>> weeks;
    for (const LineBefore& line : again_.lines) weeks.push_back(line.week_on);
    return weeks;
  }

  // Those of the draft before where they would say the same.
  void AddLines(Draft& draft) {
    if (again_.draft != nullptr) draft.lines = std::move(again_.draft->lines);
    draft.lines.resize(facts_.accounts.size());
    why_not_best_.assign(facts_.accounts.size(), nullptr);
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) {
      if (successors_[j]) why_not_best_[j] = WhyNotBestOf(j);
      if (again_.draft != nullptr && IsSaid(j, draft.lines[j])) continue;
      DraftLine line = LineOf(j, draft.lines[j]);
      draft.lines[j] = std::move(line);
      draft.fresh.push_back(j);
    }
  }

  // Does the line of the draft before say all there is to say now? What is not looked at hangs on facts and rules alone.
  bool IsSaid(std::size_t j, const DraftLine& line) const {
    if (!successors_[j] || line.successor != facts_.reps[*successors_[j]].id) return false;
    const Workings& before = again_.draft->workings;
    const auto* said = before.why_not_best[j];
    const auto* says = why_not_best_[j];
    return line.is_locked == choices_[j].is_locked && line.locked_to == choices_[j].locked_to &&
           line.week_on == weeks_.monday_of[j] && before.no_week[j] == weeks_.reason_of[j] &&
           (said == says || (said != nullptr && says != nullptr && std::string_view(said) == says)) &&
           line.next_best == NextBestOf(j);
  }

  // Of the next account: as it was in the draft before, where nothing that it hangs on has changed.
  void AddStability(const WeightDraws& draws, std::span<const FitParts> parts) {
    const std::size_t j = basis_.size();
    basis_.push_back(BasisOf(rules_.weights, parts));
    const bool is_kept = j < again_.lines.size() && again_.lines[j].basis == basis_.back();
    stability_.push_back(is_kept ? again_.lines[j].stability_permille : draws.StabilityPermille(parts));
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

  // `before`: what of it hangs on facts and rules alone, where there is one.
  DraftLine LineOf(std::size_t j, DraftLine& before) const {
    const bool is_known = again_.draft != nullptr;
    const AccountFacts& account = facts_.accounts[j];
    DraftLine line{.account_id = account.id, .from_id = facts_.ManagerOf(account).id};
    line.is_locked = choices_[j].is_locked;
    line.locked_to = choices_[j].locked_to;
    line.fits = is_known ? std::move(before.fits) : FitsOf(j);
    line.stability_permille = is_known ? before.stability_permille : stability_[j];
    line.basis = is_known ? before.basis : basis_[j];
    if (!facts_.reps.empty()) {
      const std::size_t shown = successors_[j].value_or(best_[j]);
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
  const char* WhyNotBestOf(std::size_t j) const {
    const std::size_t successor = *successors_[j];
    const std::size_t best = best_[j];
    const bool is_worth =
        !choices_[j].is_locked && table_.Permille(j, best) - table_.Permille(j, successor) >= kWorthSaying;
    return is_worth ? WhyNotBest(at_, j, successor, best) : nullptr;
  }

  void AddWhyNotBest(std::size_t j, DraftLine& line) const {
    if (why_not_best_[j] == nullptr) return;
    const Reason reason{{why_not_best_[j], {{"person", facts_.reps[best_[j]].name}}}, ReasonKind::pro};
    const auto first_con = std::find_if(line.reasons.begin(), line.reasons.end(),
                                        [](const Reason& other) { return other.kind == ReasonKind::con; });
    line.reasons.insert(first_con, reason);
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
    line.next_best = NextBestOf(j);
  }

  std::optional<NextBest> NextBestOf(std::size_t j) const {
    const assign::AccountReason* why = WhyOf(j);
    if (why == nullptr || why->only_choice || why->second_rep == assign::kUnplaced) return std::nullopt;
    if (auto kept = KeptNextBest(j, *why)) return kept;
    return NextBest{.person_id = facts_.reps[static_cast<std::size_t>(why->second_rep)].id,
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

  std::vector<DraftLoad> Loads() const {
    std::vector<DraftLoad> loads;
    for (std::size_t r = 0; r < facts_.reps.size(); ++r) loads.push_back(LoadNow(r));
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) {
      if (!successors_[j]) continue;
      DraftLoad& load = loads[*successors_[j]];
      ++load.accounts_then;
      load.minutes_then += facts_.accounts[j].load_minutes;
      load.revenue_then_minor += facts_.accounts[j].revenue_minor.value_or(0);
      load.growth_then_minor += facts_.accounts[j].growth_minor;
    }
    return loads;
  }

  DraftLoad LoadNow(std::size_t r) const {
    const RepFacts& rep = facts_.reps[r];
    DraftLoad load{.person_id = rep.id,
                   .accounts_now = rep.accounts_now,
                   .accounts_then = rep.accounts_now,
                   .minutes_now = rep.minutes_now,
                   .minutes_then = rep.minutes_now,
                   .capacity_minutes = rep.capacity_minutes,
                   .revenue_then_minor = rep.revenue_now_minor,
                   .growth_then_minor = rep.growth_now_minor};
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
    std::unordered_map<Id, std::size_t> rep_of;
    for (std::size_t r = 0; r < facts_.reps.size(); ++r) rep_of[facts_.reps[r].id] = r;
    std::vector<std::optional<std::size_t>> before(facts_.accounts.size());
    bool had_draft = false;
    DraftChange change;
    for (std::size_t j = 0; j < facts_.accounts.size(); ++j) {
      if (const auto found = choices_[j].before ? rep_of.find(*choices_[j].before) : rep_of.end();
          found != rep_of.end())
        before[j] = found->second;
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
  std::vector<std::int64_t> basis_;  // per account, of its stability
  std::vector<std::int32_t> stability_;
  std::vector<std::size_t> best_;  // per account, the rep who fits best
  FitTable table_;
  Solved solved_;
  std::vector<std::optional<std::size_t>> successors_;
  Standing standing_;
  const PlanAt at_{facts_, table_, rules_, solved_.model, standing_};
  Weeks weeks_;
  std::vector<const char*> why_not_best_;
  assign::Explanation why_;
};

}  // namespace

Draft MakeDraft(const Facts& facts, const PlanRules& rules, Day starts_on, std::span<const Choice> choices,
                const std::function<bool()>& should_stop, const Again& again) {
  Check(choices.size() == facts.accounts.size(), "one choice per account");
  return Maker(facts, rules, starts_on, choices, should_stop, again).Run();
}

}  // namespace baton::plan
