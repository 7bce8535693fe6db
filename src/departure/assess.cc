#include "departure/assess.h"

#include <algorithm>

namespace baton::departure {
namespace {

// What Shi and others measured, and how far dependence may go.
constexpr double kLevelLow = 0.132;
constexpr double kLevelHigh = 0.176;
constexpr double kCorrelationHigh = 0.4;
constexpr double kContractionHigh = 0.1;

enum class Progress { before, now, after };

double ShareOf(const AccountFacts& account, double unknown) { return account.share.value_or(unknown); }

double ChanceOf(const AccountFacts& account, const LossModel& model, Progress progress, double share) {
  AccountFeatures features{
      .share = share,
      .has_second = account.has_second,
      .years_with_person = account.years_with_person.value_or(kTypical.years_with_person),
      .years_with_firm = account.years_with_firm.value_or(kTypical.years_with_firm),
      .completion = account.completion};
  if (progress == Progress::before) features.completion = 0;
  if (progress == Progress::after && account.is_planned) features.completion = 1;
  return LossProbability(model, features);
}

std::vector<AccountAtRisk> AtRisk(std::span<const AccountFacts> accounts, const LossModel& model,
                                  Progress progress) {
  std::vector<AccountAtRisk> at_risk;
  for (const AccountFacts& account : accounts) {
    at_risk.push_back(
        {account.revenue.value_or(0), ChanceOf(account, model, progress, ShareOf(account, kTypical.share))});
  }
  return at_risk;
}

double WorstBy(std::span<const AccountFacts> accounts, const LossModel& model) {
  return RiskOf(AtRisk(accounts, model, Progress::now), model, kCoarse).worst;
}

Sensitivity Between(Sensitivity::Kind kind, std::span<const AccountFacts> accounts, const LossModel& one,
                    const LossModel& other) {
  const auto [low, high] = std::minmax({WorstBy(accounts, one), WorstBy(accounts, other)});
  return {kind, low, high};
}

std::vector<Sensitivity> SensitivitiesOf(std::span<const AccountFacts> accounts, const LossModel& model) {
  const auto with = [&](auto&& change) {
    LossModel changed = model;
    change(changed);
    return changed;
  };
  using Kind = Sensitivity::Kind;
  std::vector<Sensitivity> all{
      Between(Kind::level, accounts, with([](LossModel& m) { m.typical_loss = kLevelLow; }),
              with([](LossModel& m) { m.typical_loss = kLevelHigh; })),
      Between(Kind::share, accounts, with([](LossModel& m) { m.share.mean -= m.share.spread; }),
              with([](LossModel& m) { m.share.mean += m.share.spread; })),
      Between(Kind::correlation, accounts, with([](LossModel& m) { m.correlation = 0; }),
              with([](LossModel& m) { m.correlation = kCorrelationHigh; })),
      Between(Kind::handoff, accounts, with([](LossModel& m) { m.completion.mean = 0; }),
              with([](LossModel& m) { m.completion.mean += m.completion.spread; })),
      Between(Kind::contraction, accounts, with([](LossModel& m) { m.contraction = 0; }),
              with([](LossModel& m) { m.contraction = kContractionHigh; })),
  };
  std::ranges::stable_sort(all, std::ranges::greater{},
                           [](const Sensitivity& each) { return each.high - each.low; });
  return all;
}

}  // namespace

Assessment Assess(std::span<const AccountFacts> accounts, const LossModel& model) {
  Assessment assessed;
  const std::vector<AccountAtRisk> now = AtRisk(accounts, model, Progress::now);
  assessed.before = RiskOf(AtRisk(accounts, model, Progress::before), model, kCoarse);
  assessed.now = RiskOf(now, model);
  assessed.after = RiskOf(AtRisk(accounts, model, Progress::after), model, kCoarse);
  const std::vector<double> parts = PartsOf(now, model);
  for (std::size_t j = 0; j < accounts.size(); ++j) {
    const AccountFacts& account = accounts[j];
    const double value = static_cast<double>(account.revenue.value_or(0));
    // Of an account that is lost all is lost; of the others some.
    const auto expected = [&](double chance) { return value * (chance + (1 - chance) * model.contraction); };
    AccountAssessment each;
    each.chance = now[j].probability;
    each.chance_low = ChanceOf(account, model, Progress::now, ShareOf(account, 0));
    each.chance_high = ChanceOf(account, model, Progress::now, ShareOf(account, 1));
    each.expected = expected(each.chance);
    each.part_of_worst = parts[j];
    AccountFacts done = account;
    done.completion = 1;
    each.falls_by =
        each.expected - expected(ChanceOf(done, model, Progress::now, ShareOf(account, kTypical.share)));
    assessed.expected_low += expected(each.chance_low);
    assessed.expected_high += expected(each.chance_high);
    assessed.accounts.push_back(each);
  }
  assessed.sensitivities = SensitivitiesOf(accounts, model);
  return assessed;
}

}  // namespace baton::departure
