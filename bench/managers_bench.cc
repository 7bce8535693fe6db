// How long the answer of GET /api/v1/managers takes for a director with 500 managers of eight reps each: the whole request in the server,
// from what is kept (src/managers) and what is of now; and the job that works out what is kept. In SQLite, without the network.
//   build/release/bench/managers_bench [MANAGERS]
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "action/action.h"
#include "base/zone.h"
#include "book/account.h"
#include "book/opportunity.h"
#include "book/ownership.h"
#include "coaching/promise.h"
#include "coaching/session.h"
#include "db/database.h"
#include "db/scratch.h"
#include "departure/outlook.h"
#include "handoff/handoff.h"
#include "http/router.h"
#include "http/service.h"
#include "managers/manager_line.h"
#include "managers/managers_routes.h"
#include "people/organization.h"
#include "people/person.h"
#include "side_by_side.h"
#include "words/catalogue.h"

namespace baton::bench {
namespace {

constexpr Id kOrg{1};
constexpr Instant kNow{1'764'000'000'000};
constexpr int kReps = 8;
constexpr int kAccounts = 12;  // of a manager
constexpr int kHandoffs = 6;
constexpr int kDealsOfRep = 10;
constexpr int kOwnDeals = 4;
constexpr int kSessions = 10;
constexpr int kPromises = 12;
constexpr int kRepeats = 25;

people::Person PersonOf(db::Tx& tx, const std::string& name, access::Role role, std::optional<Id> above) {
  people::Person person;
  person.org_id = kOrg;
  person.id = tx.NewId();
  person.version = 1;
  person.name = person.name_fold = name;
  person.role = role;
  person.manager_id = above;
  person.starts_on = DayIn(kNow, "UTC") - 900;
  return person;
}

book::Opportunity DealOf(db::Tx& tx, Id account, Id owner, int ago) {
  book::Opportunity deal;
  deal.org_id = kOrg;
  deal.id = tx.NewId();
  deal.version = 1;
  deal.account_id = account;
  deal.owner_id = owner;
  deal.name = "Deal";
  deal.status = book::OpportunityStatus::won;
  deal.amount_minor = 1'000'000 + 10'000 * ago;
  deal.currency = "USD";
  deal.opened_on = DayIn(kNow, "UTC") - ago - 40;
  deal.closes_on = DayIn(kNow, "UTC") - ago;
  return deal;
}

// One manager with reps, accounts, handoffs, deals, sessions and promises.
void FillTeam(db::Tx& tx, Id director, int number, std::mt19937_64& random) {
  const auto ago = [&](int days) { return static_cast<int>(random() % static_cast<unsigned>(days)); };
  const auto manager = PersonOf(tx, "Manager " + std::to_string(number), access::Role::manager, director);
  std::vector<people::Person> reps;
  for (int i = 0; i < kReps; ++i) {
    reps.push_back(PersonOf(tx, "Rep " + std::to_string(number) + "-" + std::to_string(i), access::Role::rep,
                            manager.id));
  }
  tx.InsertMany(people::Person::kTable, std::vector{manager});
  tx.InsertMany(people::Person::kTable, reps);
  std::vector<book::Account> accounts(kAccounts);
  std::vector<book::Ownership> owners;
  std::vector<handoff::Handoff> handoffs;
  std::vector<book::Opportunity> deals;
  for (int i = 0; i < kAccounts; ++i) {
    book::Account& account = accounts[static_cast<std::size_t>(i)];
    account.org_id = kOrg;
    account.id = tx.NewId();
    account.version = 1;
    account.name = account.name_fold = "Client";
    account.currency = "USD";
    owners.push_back({kOrg, tx.NewId(), 1, account.id, manager.id, kNow - 950 * kMillisecondsPerDay, {}});
    if (i >= kHandoffs) continue;
    handoff::Handoff one;
    one.org_id = kOrg;
    one.id = tx.NewId();
    one.version = 1;
    one.account_id = account.id;
    one.from_id = manager.id;
    one.to_id = reps[static_cast<std::size_t>(i) % kReps].id;
    one.introduction_on = MondayOf(DayIn(kNow, "UTC") - ago(40));
    handoffs.push_back(one);
  }
  for (int i = 0; i < kOwnDeals; ++i) deals.push_back(DealOf(tx, accounts.front().id, manager.id, ago(700)));
  for (const people::Person& rep : reps) {
    for (int i = 0; i < kDealsOfRep; ++i) deals.push_back(DealOf(tx, accounts.back().id, rep.id, ago(700)));
  }
  tx.InsertMany(book::Account::kTable, accounts);
  tx.InsertMany(book::Ownership::kTable, owners);
  tx.InsertMany(handoff::Handoff::kTable, handoffs);
  tx.InsertMany(book::Opportunity::kTable, deals);
  std::vector<coaching::Session> sessions;
  std::vector<coaching::SessionRep> with;
  std::vector<coaching::Promise> promises;
  for (int i = 0; i < kSessions; ++i) {
    coaching::Session session;
    session.org_id = kOrg;
    session.id = tx.NewId();
    session.version = 1;
    session.manager_id = manager.id;
    session.purpose = coaching::Purpose::skill;
    session.state = coaching::SessionState::held;
    session.starts_at = kNow - (1 + ago(90)) * kMillisecondsPerDay;
    session.minutes = 60;
    session.held_minutes = 60;
    sessions.push_back(session);
    coaching::SessionRep rep;
    rep.org_id = kOrg;
    rep.id = tx.NewId();
    rep.version = 1;
    rep.session_id = session.id;
    rep.rep_id = reps[static_cast<std::size_t>(i) % kReps].id;
    with.push_back(rep);
  }
  for (int i = 0; i < kPromises; ++i) {
    coaching::Promise promise;
    promise.org_id = kOrg;
    promise.id = tx.NewId();
    promise.version = 1;
    promise.manager_id = manager.id;
    promise.rep_id = reps[static_cast<std::size_t>(i) % kReps].id;
    promise.title = "Review";
    promise.due_at = promise.first_due_at = kNow - (1 + ago(90)) * kMillisecondsPerDay;
    promise.promised_at = promise.due_at - 5 * kMillisecondsPerDay;
    promise.state = coaching::PromiseState::kept;
    promise.kept_at = promise.due_at + (ago(3) - 1) * 60 * kMillisecondsPerMinute;
    promises.push_back(promise);
  }
  tx.InsertMany(coaching::Session::kTable, sessions);
  tx.InsertMany(coaching::SessionRep::kTable, with);
  tx.InsertMany(coaching::Promise::kTable, promises);
  // What would go with each, as the other job keeps it.
  std::vector<departure::OutlookLine> lines;
  for (const people::Person& rep : reps)
    lines.push_back({.org_id = kOrg, .id = tx.NewId(), .person_id = rep.id});
  lines.push_back({.org_id = kOrg, .id = tx.NewId(), .person_id = manager.id});
  for (departure::OutlookLine& line : lines) {
    line.accounts = kAccounts;
    line.single_thread = ago(4);
    line.expected_minor = 10'000'000 + 100'000 * ago(100);
    line.low_minor = line.expected_minor / 2;
    line.high_minor = line.expected_minor * 2;
  }
  tx.InsertMany(departure::OutlookLine::kTable, lines);
}

void Run(int managers) {
  const db::Scratch scratch(db::Engine::sqlite);
  const auto database = db::Database::Open({.where = scratch.where()});
  database->LeaseNode();
  std::mt19937_64 random(1);
  const Id director = database->Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "organization.create", kNow);
    people::InsertOrganization(action, {.name = "Bench", .currency = "USD", .time_zone = "UTC"});
    const auto dana = PersonOf(tx, "Dana", access::Role::director, {});
    tx.InsertMany(people::Person::kTable, std::vector{dana});
    tx.Execute(
        "INSERT INTO departure_outlook (org_id, id, worked_out_at, change_id, took_ms, past) VALUES ($1, $1, "
        "$2, 1, 1, '{\"departures\":[]}')",
        kOrg, kNow);
    return dana.id;
  });
  for (int i = 0; i < managers; ++i) {
    database->Write([&](db::Tx& tx) { FillTeam(tx, director, i, random); }, {.bulk = true});
  }
  const double worked = MillisecondsOf([&] { managers::WorkOut(*database, kOrg, kNow); });
  std::printf("the job: %d managers of %d reps              %9.0f ms\n", managers, kReps, worked);

  http::Router router;
  managers::AddManagersRoutes(router);
  http::ServerOptions options;
  options.authenticate = [&](const http::RequestInfo&) -> Result<std::optional<access::Principal>> {
    return std::optional(access::Principal{
        .org_id = kOrg, .person_id = director, .role = access::Role::director, .language = "en"});
  };
  options.now_for = [](db::Connection&, Id) { return kNow; };
  FixedClock clock{kNow};
  http::EventHub events;
  http::Service service(options, router, {*database, clock, events, words::Catalogue::Compiled()});
  http::RequestInfo request;
  request.method = http::Method::get;
  request.target = request.path = "/api/v1/managers";
  request.request_id = "bench";
  Times times;
  std::size_t size = 0;
  for (int i = 0; i < kRepeats; ++i) {
    times.Add(MillisecondsOf([&] { size = service.Run(request, "", nullptr).answer.body.size(); }));
  }
  std::printf("GET /api/v1/managers, %zu kB                %9.1f ms, worst %9.1f\n", size / 1000,
              times.Median(), times.At(1));
}

}  // namespace
}  // namespace baton::bench

int main(int argc, char** argv) { baton::bench::Run(argc > 1 ? std::atoi(argv[1]) : 500); }
