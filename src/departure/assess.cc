#include "departure/assess.h"

#include <algorithm>

namespace baton::departure {
namespace {

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

// Where nothing is under way or planned it is the same book as now, and the same figures to the last digit.
bool Differs(std::span<const AccountFacts> accounts, Progress progress) {
  return std::ranges::any_of(accounts, [&](const AccountFacts& account) {
    return progress == Progress::before ? account.completion > 0
                                        : account.is_planned && account.completion < 1;
  });
}

// Of an account that is lost all is lost; of the others some.
double ExpectedOf(const AccountFacts& account, double chance, const LossModel& model) {
  return static_cast<double>(account.revenue.value_or(0)) * LossWith(chance, model.contraction);
}

// What those who stay buy less goes in any case: with another part of it the same distribution is only stretched, `now` tells it.
double WorstWith(double contraction, const Risk& now, const LossModel& model) {
  const double by_chance = (now.worst - model.contraction * now.at_stake) / (1 - model.contraction);
  return (1 - contraction) * by_chance + contraction * now.at_stake;
}

std::vector<Sensitivity> SensitivitiesOf(std::span<const AccountFacts> accounts, const Question& question,
                                         const Risk& now) {
  const int cells = CoarseFor(accounts.size());
  const auto worst = [&](Assumption assumption, const LossModel& model) {
    if (assumption == Assumption::contraction) return WorstWith(model.contraction, now, question.model);
    Question changed = question;
    changed.model = model;
    return WorstOf(AtRisk(accounts, changed, Progress::now), model, cells);
  };
  std::vector<Sensitivity> all;
  for (const Ends& ends : EndsOf(question.model)) {
    const double one = worst(ends.assumption, ends.one);
    const double other = worst(ends.assumption, ends.other);
    all.push_back({ends.assumption, std::min(one, other), std::max(one, other)});
  }
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
  const auto as = [&](Progress progress) {
    return Differs(accounts, progress) ? RiskOf(AtRisk(accounts, question, progress), model, cells)
                                       : assessed.now;
  };
  assessed.before = as(Progress::before);
  assessed.after = as(Progress::after);
  for (std::size_t j = 0; j < accounts.size(); ++j) {
    const AccountFacts& account = accounts[j];
    AccountAssessment each;
    each.chance = now[j].probability;
    each.chance_low = LeastChanceOf(account, question);
    each.chance_high = MostChanceOf(account, question);
    each.expected = ExpectedOf(account, each.chance, model);
    each.part_of_worst = details.parts[j];
    assessed.expected_low += ExpectedOf(account, each.chance_low, model);
    assessed.expected_high += ExpectedOf(account, each.chance_high, model);
    assessed.accounts.push_back(each);
  }
  assessed.steps = OrderSteps(now, WaysOf(accounts, question), model);
  assessed.sensitivities = SensitivitiesOf(accounts, question, assessed.now);
  return assessed;
}

Outline OutlineOf(std::span<const AccountFacts> accounts, const Question& question) {
  const LossModel& model = question.model;
  const int cells = CoarseFor(accounts.size());
  Outline outline;
  outline.now = RiskOf(AtRisk(accounts, question, Progress::now), model, cells);
  outline.after = Differs(accounts, Progress::after)
                      ? RiskOf(AtRisk(accounts, question, Progress::after), model, cells)
                      : outline.now;
  for (const AccountFacts& account : accounts) {
    outline.expected_low += ExpectedOf(account, LeastChanceOf(account, question), model);
    outline.expected_high += ExpectedOf(account, MostChanceOf(account, question), model);
    outline.without_revenue += account.revenue ? 0 : 1;
    outline.without_ties += account.share ? 0 : 1;
    outline.single_thread += account.hangs_on_person ? 1 : 0;
  }
  const std::vector<Sensitivity> all = SensitivitiesOf(accounts, question, outline.now);
  outline.assumed = all.front();
  for (const Sensitivity& each : all) {
    outline.assumed.low = std::min(outline.assumed.low, each.low);
    outline.assumed.high = std::max(outline.assumed.high, each.high);
  }
  return outline;
}

double ChanceNow(const AccountFacts& account, const Question& question) {
  return ChanceOf(account, question, Progress::now);
}

std::vector<double> ExpectedOf(std::span<const AccountFacts> accounts, const Question& question) {
  std::vector<double> expected;
  for (const AccountFacts& account : accounts) {
    expected.push_back(ExpectedOf(account, ChanceNow(account, question), question.model));
  }
  return expected;
}

}  // namespace baton::departure
