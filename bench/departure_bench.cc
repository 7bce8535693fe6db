// How long the departures of 1,000 people with 100 accounts each take as a list shows them, and one person's whole page; beside plain
// Monte Carlo that is as exact for the average of the worst 5%.
//   build/release/bench/departure_bench [PEOPLE] [ACCOUNTS OF EACH]
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>

#include "departure/assess.h"
#include "side_by_side.h"

namespace baton::bench {
namespace {

using departure::AccountAtRisk;
using departure::AccountFacts;

std::vector<AccountFacts> Book(std::mt19937_64& random, std::size_t accounts) {
  std::lognormal_distribution<double> revenue(10.5, 1.1);
  std::uniform_real_distribution<double> part(0, 1);
  std::vector<AccountFacts> book;
  for (std::size_t j = 0; j < accounts; ++j) {
    book.push_back({.id = Id{static_cast<std::int64_t>(j + 1)},
                    .revenue = std::llround(100 * revenue(random)),
                    .share = part(random),
                    .has_second = part(random) < 0.4,
                    .years_with_person = 8 * part(random),
                    .years_with_firm = 12 * part(random),
                    .completion = part(random) < 0.3 ? part(random) : 0,
                    .is_planned = part(random) < 0.3});
  }
  return book;
}

// The average of the worst 5% of so many draws.
double Draw(const std::vector<AccountAtRisk>& accounts, const departure::LossModel& model, int draws,
            std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  std::vector<double> thresholds;
  for (const AccountAtRisk& account : accounts) {
    double low = -10;
    double high = 10;
    for (int i = 0; i < 60; ++i) {
      const double middle = (low + high) / 2;
      (std::erfc(-middle / std::sqrt(2.0)) / 2 < account.probability ? low : high) = middle;
    }
    thresholds.push_back(low);
  }
  std::vector<double> losses;
  for (int i = 0; i < draws; ++i) {
    const double common = std::sqrt(model.correlation) * normal(random);
    double lost = 0;
    for (std::size_t j = 0; j < accounts.size(); ++j) {
      const bool is_lost = common + std::sqrt(1 - model.correlation) * normal(random) < thresholds[j];
      lost += static_cast<double>(accounts[j].value) * (is_lost ? 1 : model.contraction);
    }
    losses.push_back(lost);
  }
  const auto worst = losses.end() - draws / 20;
  std::nth_element(losses.begin(), worst, losses.end());
  double sum = 0;
  for (auto each = worst; each != losses.end(); ++each) sum += *each;
  return sum / (draws / 20.0);
}

void Run(std::size_t people, std::size_t accounts) {
  std::mt19937_64 random(1);
  std::vector<std::vector<AccountFacts>> books;
  for (std::size_t i = 0; i < people; ++i) books.push_back(Book(random, accounts));
  std::vector<double> worst(people);
  for (const std::size_t threads : {std::size_t{1}, std::size_t{2}}) {
    const double took = MillisecondsOf([&] {
      std::vector<std::jthread> workers;
      for (std::size_t first = 0; first < threads; ++first) {
        workers.emplace_back([&, first] {
          for (std::size_t i = first; i < people; i += threads) {
            worst[i] = departure::OutlineOf(books[i], {}).now.worst;
          }
        });
      }
    });
    std::printf("%zu people of %zu accounts, %zu thread(s)  %9.0f ms\n", people, accounts, threads, took);
  }
  double off = 0;
  const std::size_t checked = std::min<std::size_t>(people, 20);
  std::vector<AccountAtRisk> first;
  for (std::size_t i = 0; i < checked; ++i) {
    std::vector<AccountAtRisk> at_risk;
    for (const AccountFacts& account : books[i]) {
      at_risk.push_back(
          {*account.revenue, departure::LossProbability({}, {.share = *account.share,
                                                             .has_second = account.has_second,
                                                             .years_with_person = *account.years_with_person,
                                                             .years_with_firm = *account.years_with_firm,
                                                             .completion = account.completion})});
    }
    const double exact = departure::RiskOf(at_risk, {}, 20'000).worst;
    off = std::max(off, std::abs(worst[i] / exact - 1));
    if (i == 0) first = at_risk;
  }
  std::printf("the list's worst 5%% is off by at most %.4f%% (of %zu people)\n", 100 * off, checked);
  departure::Assessment assessed;
  const double page = MillisecondsOf([&] { assessed = departure::Assess(books.front(), {}); });
  std::printf("one person's page, %zu steps             %9.1f ms\n", assessed.steps.size(), page);
  constexpr int kDraws = 20'000;
  constexpr int kRepeats = 10;
  double square = 0;
  double drawn = 0;
  const double mean = departure::RiskOf(first, {}).worst;
  for (int i = 0; i < kRepeats; ++i) {
    double value = 0;
    drawn += MillisecondsOf([&] { value = Draw(first, {}, kDraws, random); }) / kRepeats;
    square += (value / mean - 1) * (value / mean - 1) / kRepeats;
  }
  const double needed = kDraws * square / (off * off);
  std::printf(
      "Monte Carlo, %d draws: %.1f ms, off by %.2f%%; as exact as the list with %.0f draws: %.0f ms a "
      "person\n",
      kDraws, drawn, 100 * std::sqrt(square), needed, drawn * needed / kDraws);
}

}  // namespace
}  // namespace baton::bench

int main(int argc, char** argv) {
  const std::size_t people = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000;
  const std::size_t accounts = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 100;
  baton::bench::Run(people, accounts);
}
