// How long the departures of 1,000 people with 100 accounts each take as a list shows them (today, with what is planned done, and how
// far the worst 5% go by what is assumed), and one person's whole page; beside plain
// Monte Carlo that is as exact for the average of the worst 5%. Then the same from a database (SQLite): the job that works the list
// out, the list from what it kept, what one person's page is made of, and who of a team of ten should build a second tie next.
//   build/release/bench/departure_bench [PEOPLE] [ACCOUNTS OF EACH]
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>

#include "book/account.h"
#include "book/contact.h"
#include "book/ownership.h"
#include "db/database.h"
#include "db/scratch.h"
#include "departure/assess.h"
#include "departure/builders.h"
#include "departure/gather.h"
#include "departure/outlook.h"
#include "departure/second_tie.h"
#include "people/directory.h"
#include "people/organization.h"
#include "side_by_side.h"
#include "ties/tie_store.h"

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

constexpr Id kOrg{1};
constexpr Instant kNow{1'764'000'000'000};
constexpr int kRepeats = 25;
constexpr std::size_t kTeam = 10;

// Every client is known to its owner, two in five to a colleague as well.
std::vector<Id> Fill(db::Database& database, std::size_t people, std::size_t accounts) {
  std::mt19937_64 random(2);
  std::lognormal_distribution<double> revenue(10.5, 1.1);
  std::vector<Id> ids;
  database.Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "account.create", kNow);
    people::InsertOrganization(action, {.name = "Bench", .currency = "USD", .time_zone = "UTC"});
    for (std::size_t i = 0; i < people; ++i) {
      people::Person person;
      person.name = person.name_fold = "rep " + std::to_string(i);
      person.role = i == 0 ? access::Role::manager : access::Role::rep;
      if (i > 0 && i <= kTeam) person.manager_id = ids.front();
      ids.push_back(people::InsertPerson(action, person)->id);
    }
    ties::SaveLearning(tx,
                       {.org_id = kOrg, .id = kOrg, .learnt_at = kNow, .change_id = {}, .typical_raw = 3});
  });
  for (const Id person : ids) {
    database.Write(
        [&](db::Tx& tx) {
          std::vector<book::Account> clients(accounts);
          std::vector<book::Contact> contacts;
          std::vector<book::Ownership> owners;
          std::vector<ties::Tie> known;
          for (book::Account& client : clients) {
            client.org_id = kOrg;
            client.id = tx.NewId();
            client.name = client.name_fold = "Client";
            client.currency = "USD";
            client.revenue_minor = std::llround(100 * revenue(random));
            contacts.push_back({.org_id = kOrg, .id = tx.NewId(), .account_id = client.id, .name = "Bill"});
            owners.push_back({kOrg, tx.NewId(), 1, client.id, person, kNow - 900 * kMillisecondsPerDay, {}});
            const int knowers = random() % 5 < 2 ? 2 : 1;
            for (int k = 0; k < knowers; ++k) {
              const Instant last = kNow - static_cast<std::int64_t>(random() % 200) * kMillisecondsPerDay;
              ties::Kept kept{.spoken = {4, 4, 4, last}, .last_at = last};
              known.push_back(ties::TieRow(kOrg, k == 0 ? person : ids[random() % ids.size()],
                                           contacts.back().id, kept, 5));
              known.back().id = tx.NewId();
              if (k == 1 && known.back().person_id == person) known.pop_back();
            }
          }
          tx.InsertMany(book::Account::kTable, clients);
          tx.InsertMany(book::Contact::kTable, contacts);
          tx.InsertMany(book::Ownership::kTable, owners);
          tx.InsertMany(ties::Tie::kTable, known);
        },
        {.bulk = true});
  }
  return ids;
}

// With the manager's clients read already, as the page has them.
std::size_t SecondTiesOf(db::Connection& connection, const people::Person& manager,
                         const departure::Gathered& gathered) {
  std::vector<std::size_t> alone;
  for (std::size_t j = 0; j < gathered.facts.size(); ++j) {
    if (departure::HangsAlone(gathered.facts[j])) alone.push_back(j);
  }
  const auto builders = departure::FindBuilders(
      connection, manager, gathered, alone,
      {.reader = {.org_id = kOrg, .person_id = manager.id, .role = manager.role}, .now = kNow});
  std::vector<double> shares;
  for (const departure::Builder& builder : *builders) shares.push_back(builder.share);
  return departure::OrderSecondTies(gathered.facts, shares, {}, 0.25).all.size();
}

void RunStored(std::size_t people, std::size_t accounts) {
  const db::Scratch scratch(db::Engine::sqlite);
  const auto database = db::Database::Open({.where = scratch.where()});
  database->LeaseNode();
  const std::vector<Id> ids = Fill(*database, people, accounts);
  std::optional<std::int64_t> lines;
  const double worked = MillisecondsOf([&] { lines = departure::WorkOut(*database, kOrg, kNow); });
  std::printf("the job, from SQLite: %lld people           %9.0f ms\n",
              static_cast<long long>(lines.value_or(0)), worked);
  auto reader = database->Read();
  Times list;
  Times gathered;
  Times page;
  for (int i = 0; i < kRepeats; ++i) {
    list.Add(MillisecondsOf([&] { departure::FindOutlookLines(*reader, kOrg, ids); }));
    departure::Gathered one;
    const double read = MillisecondsOf([&] {
      one = departure::Gather(
          *reader, ids[static_cast<std::size_t>(i) % ids.size()],
          {.reader = {.org_id = kOrg, .person_id = ids.front()}, .now = kNow, .currency = "USD"});
    });
    gathered.Add(read);
    page.Add(read + MillisecondsOf([&] { departure::Assess(one.facts, {}); }));
  }
  const auto manager = people::FindPerson(*reader, kOrg, ids.front());
  const departure::Gathered held = departure::Gather(
      *reader, ids.front(),
      {.reader = {.org_id = kOrg, .person_id = ids.front()}, .now = kNow, .currency = "USD"});
  Times second;
  std::size_t ties = 0;
  for (int i = 0; i < kRepeats; ++i)
    second.Add(MillisecondsOf([&] { ties = SecondTiesOf(*reader, *manager, held); }));
  std::printf("who should build a second tie, of %5zu      %9.2f ms, worst %9.2f\n", ties, second.Median(),
              second.At(1));
  std::printf("the list from what is kept                  %9.2f ms, worst %9.2f\n", list.Median(),
              list.At(1));
  std::printf("one person's clients read                   %9.2f ms, worst %9.2f\n", gathered.Median(),
              gathered.At(1));
  std::printf("and assessed: what a page is made of        %9.2f ms, worst %9.2f\n", page.Median(),
              page.At(1));
}

}  // namespace
}  // namespace baton::bench

int main(int argc, char** argv) {
  const std::size_t people = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000;
  const std::size_t accounts = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 100;
  baton::bench::Run(people, accounts);
  baton::bench::RunStored(people, accounts);
}
