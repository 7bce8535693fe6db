#include "hour/worth.h"

#include <algorithm>
#include <cmath>

#include "stats/distribution.h"
#include "stats/pool.h"
#include "stats/rate.h"

namespace baton::hour {
namespace {

constexpr double kTail = 0.1;
constexpr double kMinutesPerHour = 60;
constexpr std::int64_t kExactLots = 10'000;  // arrangements; more are drawn from, in milliseconds

stats::Middle MiddleOf(const stats::GammaBelief& rate, double times) {
  const auto at = [&](double p) { return times * stats::GammaQuantile(p, rate.shape, rate.rate); };
  return {at(0.5), {at(kTail), at(1 - kTail)}};
}

// The weeks that are not known count as if they were like those that are.
stats::EventCount CountOf(const SellingTime& time) {
  const double share = static_cast<double>(time.weeks) / static_cast<double>(time.known_weeks);
  return {static_cast<double>(time.wins), static_cast<double>(time.minutes) / kMinutesPerHour * share};
}

class Working {
 public:
  Working(const WorthFacts& facts, const Assumed& assumed) : facts_(facts), assumed_(assumed) {}

  Worth Run() {
    if (facts_.amounts.empty() || facts_.rep_wins == 0 || facts_.rep_weeks == 0 || !PutMargin())
      return std::move(worth_);
    PutBase();
    if (!PutRate()) return std::move(worth_);
    if (!facts_.is_manager) {
      worth_.saying = WorthSaying::own;
      return std::move(worth_);
    }
    PutCosts();
    PutEffect();
    PutOthers();
    Compare();
    return std::move(worth_);
  }

 private:
  void Add(Input input) { worth_.inputs.push_back(input); }

  // The mean amount, with the spread of a mean; the share that is left of it is judged.
  bool PutMargin() {
    const auto n = static_cast<double>(facts_.amounts.size());
    double mean = 0;
    for (const std::int64_t amount : facts_.amounts) mean += static_cast<double>(amount) / n;
    if (mean <= 0) return false;
    worth_.hour.margin = assumed_.margin_share * mean;
    Input input{.key = InputKey::margin,
                .unit = InputUnit::money,
                .from = InputFrom::both,
                .value = worth_.hour.margin,
                .count = static_cast<std::int64_t>(facts_.amounts.size())};
    if (n > 1) {
      double squares = 0;
      for (const std::int64_t amount : facts_.amounts)
        squares += (static_cast<double>(amount) - mean) * (static_cast<double>(amount) - mean);
      const double half = stats::StudentQuantile(1 - kTail, n - 1) * std::sqrt(squares / (n - 1) / n);
      input.low = assumed_.margin_share * std::max(0.0, mean - half);
      input.high = assumed_.margin_share * (mean + half);
    }
    Add(input);
    return true;
  }

  void PutBase() {
    const auto wins = static_cast<double>(facts_.rep_wins);
    const auto weeks = static_cast<double>(facts_.rep_weeks);
    worth_.hour.base_wins = wins / weeks;
    const stats::Interval band = stats::BandOf(stats::GammaBelief{wins + 0.5, weeks});
    base_ = {.key = InputKey::base_wins,
             .unit = InputUnit::per_week,
             .from = InputFrom::counted,
             .value = worth_.hour.base_wins,
             .low = band.low,
             .high = band.high,
             .count = facts_.rep_wins};
    worth_.hour.rep_hour = worth_.hour.margin * worth_.hour.base_wins / assumed_.rep_selling_hours;
  }

  bool PutRate() {
    stats::EventCount own;
    if (assumed_.weekly_hours && *assumed_.weekly_hours > 0) {
      own = {static_cast<double>(facts_.own_wins), *assumed_.weekly_hours * kLookWeeks};
      worth_.guard = HoursGuard::said;
    } else if (IsEnough(facts_.own)) {
      own = CountOf(facts_.own);
    } else {
      worth_.guard = facts_.own.minutes == 0 ? HoursGuard::nothing : HoursGuard::few;
    }
    std::vector<stats::EventCount> units;
    for (const SellingTime& other : facts_.others) {
      if (IsEnough(other)) units.push_back(CountOf(other));
    }
    if (own.exposure > 0) units.push_back(own);
    // Worth the one win that a rate takes at least: with less its middle would be next to nothing.
    const double usual = worth_.hour.base_wins / assumed_.rep_selling_hours;
    const double worth = std::max(kPriorHours, 1 / usual);
    const stats::GammaBelief judged{usual * worth, worth};
    // Of one person alone nothing can be learnt of how people differ: then the own count would be its own prior.
    const bool is_alone = units.size() < 2;
    const auto learnt = stats::LearnRates(is_alone ? std::vector<stats::EventCount>{} : units,
                                          std::max(own.exposure, kPriorHours), judged);
    if (!learnt) return false;
    worth_.rate_from = learnt->from == stats::PriorFrom::learned  ? RateFrom::team
                       : learnt->from == stats::PriorFrom::pooled ? RateFrom::pooled
                                                                  : RateFrom::judged;
    const auto rate = stats::After(learnt->prior, own);
    if (!rate) return false;
    worth_.hour.own_rate = *rate;
    worth_.own_weight = stats::OwnWeight(learnt->prior, own.exposure);
    worth_.own = MiddleOf(*rate, worth_.hour.margin);
    const stats::Interval band = stats::BandOf(*rate);
    const bool is_counted = worth_.rate_from != RateFrom::judged && worth_.guard == HoursGuard::none;
    Add({.key = InputKey::own_rate,
         .unit = InputUnit::per_hour,
         .from = is_counted                                                 ? InputFrom::counted
                 : own.exposure > 0 || worth_.rate_from != RateFrom::judged ? InputFrom::both
                                                                            : InputFrom::judged,
         .value = stats::MeanOf(*rate),
         .low = band.low,
         .high = band.high,
         .count = std::llround(own.events)});
    return true;
  }

  void PutCosts() {
    stats::Hour& hour = worth_.hour;
    hour.reps = assumed_.reps;
    hour.added = {kAddedWeight * assumed_.added_share, kAddedWeight * (1 - assumed_.added_share)};
    const stats::Interval added = stats::BandOf(hour.added);
    Add({.key = InputKey::added,
         .unit = InputUnit::share,
         .from = InputFrom::judged,
         .value = assumed_.added_share,
         .low = added.low,
         .high = added.high});
    Add(base_);
    Add({.key = InputKey::rep_hour,
         .unit = InputUnit::money,
         .from = InputFrom::both,
         .value = hour.rep_hour});
    hour.displaced = assumed_.freed_hours * hour.rep_hour;
    // As the own hour is shown, its middle. Where freed hours cost more than it brings, preparing costs nothing.
    const auto alone = stats::ValueHour(hour, stats::kUsualLift);
    if (alone)
      hour.preparation = assumed_.preparation_minutes / kMinutesPerHour * std::max(0.0, alone->sell.median);
    Add({.key = InputKey::preparation,
         .unit = InputUnit::money,
         .from = InputFrom::judged,
         .value = hour.preparation});
    Add({.key = InputKey::displaced,
         .unit = InputUnit::money,
         .from = InputFrom::judged,
         .value = hour.displaced});
  }

  // What does not lean on how many hours were logged: that coaching began, and the lot.
  void PutOthers() {
    worth_.beginning = stats::EffectOfBeginning(facts_.weeks);
    if (worth_.beginning) evidence_.other_estimate = worth_.beginning->effect;
    worth_.lots = stats::TestLots(facts_.lots, {.exact = kExactLots});
    if (worth_.lots) evidence_.lots_p_value = worth_.lots->p_value;
  }

  // What hours of coaching went along with: used where neither of the two placebos speaks against it.
  void PutEffect() {
    const auto effect = stats::EffectOfHours(facts_.weeks);
    evidence_ = stats::FactsOf(effect, facts_.weeks, stats::kUsualLift);
    if (!effect) {
      worth_.no_effect = effect.error();
      return;
    }
    worth_.detectable = effect->detectable;
    const auto speaks_against = [](const stats::Answer<stats::JointTest>& test) {
      return test && test->p_value < kPlacebo;
    };
    worth_.is_effect_used = !speaks_against(effect->placebo) && !speaks_against(effect->same_week);
    if (worth_.is_effect_used) estimate_ = effect->estimate;
    const stats::Interval band =
        stats::BandOf(stats::NormalBelief{effect->estimate.value, effect->estimate.standard_error});
    Add({.key = InputKey::effect,
         .unit = InputUnit::log_points,
         .from = InputFrom::counted,
         .value = effect->estimate.value,
         .low = band.low,
         .high = band.high,
         .count = std::llround(effect->fit.events)});
  }

  void Compare() {
    auto comparison = stats::CompareLifts(worth_.hour, estimate_);
    if (!comparison) return;
    worth_.break_even = comparison->by_prior[1].value.break_even;
    evidence_.break_even = worth_.break_even;
    worth_.evidence = stats::EvidenceLevel(evidence_);
    worth_.may_show_money = stats::MayShowMoney(worth_.evidence.level);
    switch (comparison->conclusion) {
      case stats::Conclusion::sell:
        worth_.saying = WorthSaying::sell;
        break;
      case stats::Conclusion::coach:
        worth_.saying = stats::MaySayCoach(worth_.evidence.level, comparison->by_prior[0].value.chance_coach)
                            ? WorthSaying::coach
                            : WorthSaying::leaning;
        break;
      case stats::Conclusion::undecided:
        worth_.saying = WorthSaying::undecided;
        break;
    }
    // The engine answers a lift in log points; what is said is a share of what a rep wins in a week.
    if (worth_.break_even) worth_.break_even = std::expm1(*worth_.break_even);
    worth_.comparison = std::move(*comparison);
  }

  const WorthFacts& facts_;
  const Assumed& assumed_;
  Worth worth_;
  Input base_;
  stats::EvidenceFacts evidence_;
  std::optional<stats::Estimate> estimate_;
};

}  // namespace

bool IsEnough(const SellingTime& time) {
  return time.known_weeks >= kFewestWeeks && stats::IsLoggedEnough(time.known_weeks, time.weeks) &&
         time.minutes > 0;
}

Worth WorthOf(const WorthFacts& facts, const Assumed& assumed) { return Working(facts, assumed).Run(); }

WorthHere WorthHereOf(const Worth& worth, double times, std::optional<stats::BetaBelief> added) {
  WorthHere here;
  if (!worth.comparison || !(times > 0)) return here;
  stats::Hour hour = worth.hour;
  hour.own_rate.rate /= times;
  if (added) hour.added = *added;
  const auto value = stats::ValueHour(hour, worth.comparison->by_prior[1].lift);
  if (!value) return here;
  if (value->break_even) here.break_even = std::expm1(*value->break_even);
  if (worth.may_show_money) here.money = WorthHere::Money{value->sell, value->coach};
  return here;
}

}  // namespace baton::hour
