#include "departure/assess.h"

#include <algorithm>

namespace baton::departure {
namespace {

// What Shi and others measured, and how far dependence may go.
constexpr double kLevelLow = 0.132 / 0.154;  // of the middle
constexpr double kLevelHigh = 0.176 / 0.154;
constexpr double kCorrelationHigh = 0.4;
constexpr double kContractionHigh = 0.1;

enum class Progress { before, now, after, all };

// What is not known is taken as typical.
double ChanceOf(const AccountFacts& account, const Question& question, Progress progress) {
  AccountFeatures features{
      .share = account.share.value_or(kTypical.share),
      .has_second = account.has_second,
      .years_with_person = account.years_with_person.value_or(kTypical.years_with_person),
      .years_with_firm = account.years_with_firm.value_or(kTypical.years_with_firm),
      .to_competitor = question.to_competitor,
      .completion = account.completion};
  if (progress == Progress::before) features.completion = 0;
  if (progress == Progress::all || (progress == Progress::after && account.is_planned))
    features.completion = 1;
  return LossProbability(question.model, features);
}

// Where no tie is known: none of it could be this person's, and somebody else close, or all of it.
double LeastChanceOf(AccountFacts account, const Question& question) {
  if (!account.share) {
    account.share = 0;
    account.has_second = true;
  }
  return ChanceOf(account, question, Progress::now);
}

double MostChanceOf(AccountFacts account, const Question& question) {
  if (!account.share) account.share = 1;
  return ChanceOf(account, question, Progress::now);
}

std::vector<AccountAtRisk> AtRisk(std::span<const AccountFacts> accounts, const Question& question,
                                  Progress progress) {
  std::vector<AccountAtRisk> at_risk;
  for (const AccountFacts& account : accounts) {
    at_risk.push_back({account.revenue.value_or(0), ChanceOf(account, question, progress)});
  }
  return at_risk;
}

std::vector<Sensitivity> SensitivitiesOf(std::span<const AccountFacts> accounts, const Question& question) {
  using Kind = Sensitivity::Kind;
  const int cells = CoarseFor(accounts.size());
  const auto worst = [&](auto&& change) {
    Question changed = question;
    change(changed.model);
    return RiskOf(AtRisk(accounts, changed, Progress::now), changed.model, cells).worst;
  };
  const auto between = [&](Kind kind, auto&& one, auto&& other) {
    const double first = worst(one);
    const double second = worst(other);
    return Sensitivity{kind, std::min(first, second), std::max(first, second)};
  };
  std::vector<Sensitivity> all{
      between(
          Kind::level, [](LossModel& m) { m.typical_loss *= kLevelLow; },
          [](LossModel& m) { m.typical_loss *= kLevelHigh; }),
      between(
          Kind::share, [](LossModel& m) { m.share.mean -= m.share.spread; },
          [](LossModel& m) { m.share.mean += m.share.spread; }),
      between(
          Kind::correlation, [](LossModel& m) { m.correlation = 0; },
          [](LossModel& m) { m.correlation = std::max(m.correlation, kCorrelationHigh); }),
      between(
          Kind::handoff, [](LossModel& m) { m.completion.mean = 0; },
          [](LossModel& m) { m.completion.mean += m.completion.spread; }),
      between(
          Kind::contraction, [](LossModel& m) { m.contraction = std::min(m.contraction, 0.0); },
          [](LossModel& m) { m.contraction = std::max(m.contraction, kContractionHigh); }),
  };
  std::ranges::stable_sort(all, std::ranges::greater{},
                           [](const Sensitivity& each) { return each.high - each.low; });
  return all;
}

std::vector<std::optional<Way>> WaysOf(std::span<const AccountFacts> accounts, const Question& question) {
  std::vector<std::optional<Way>> ways;
  for (const AccountFacts& account : accounts) {
    ways.emplace_back();
    if (account.completion >= 1) continue;
    ways.back() = Way{ChanceOf(account, question, Progress::all),
                      std::max(1.0, question.handoff_minutes * (1 - account.completion))};
  }
  return ways;
}

}  // namespace

Assessment Assess(std::span<const AccountFacts> accounts, const Question& question) {
  const LossModel& model = question.model;
  const int cells = CoarseFor(accounts.size());
  Assessment assessed;
  const std::vector<AccountAtRisk> now = AtRisk(accounts, question, Progress::now);
  DetailedRisk details = DetailsOf(now, model);
  assessed.now = std::move(details.risk);
  // Where nothing is under way or planned it is the same book, and the same figures to the last digit.
  const auto differs = [&](Progress progress) {
    return std::ranges::any_of(accounts, [&](const AccountFacts& account) {
      return progress == Progress::before ? account.completion > 0
                                          : account.is_planned && account.completion < 1;
    });
  };
  const auto as = [&](Progress progress) {
    return differs(progress) ? RiskOf(AtRisk(accounts, question, progress), model, cells) : assessed.now;
  };
  assessed.before = as(Progress::before);
  assessed.after = as(Progress::after);
  for (std::size_t j = 0; j < accounts.size(); ++j) {
    const AccountFacts& account = accounts[j];
    const double value = static_cast<double>(account.revenue.value_or(0));
    // Of an account that is lost all is lost; of the others some.
    const auto expected = [&](double chance) { return value * (chance + (1 - chance) * model.contraction); };
    AccountAssessment each;
    each.chance = now[j].probability;
    each.chance_low = LeastChanceOf(account, question);
    each.chance_high = MostChanceOf(account, question);
    each.expected = expected(each.chance);
    each.part_of_worst = details.parts[j];
    assessed.expected_low += expected(each.chance_low);
    assessed.expected_high += expected(each.chance_high);
    assessed.accounts.push_back(each);
  }
  assessed.steps = OrderSteps(now, WaysOf(accounts, question), model);
  assessed.sensitivities = SensitivitiesOf(accounts, question);
  return assessed;
}

Outline OutlineOf(std::span<const AccountFacts> accounts, const Question& question) {
  const int cells = CoarseFor(accounts.size());
  Outline outline;
  outline.now = RiskOf(AtRisk(accounts, question, Progress::now), question.model, cells);
  outline.after = RiskOf(AtRisk(accounts, question, Progress::after), question.model, cells);
  for (const AccountFacts& account : accounts) {
    outline.without_revenue += account.revenue ? 0 : 1;
    outline.without_ties += account.share ? 0 : 1;
    outline.single_thread += account.hangs_on_person ? 1 : 0;
  }
  return outline;
}

}  // namespace baton::departure
