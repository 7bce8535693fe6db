// How long it takes to learn who of us knows whom from 100,000 touches, again when nothing changed, after one note, and when a month
// began; and to read the ties of one account, of a list and of all.
//   build/release/bench/ties_bench [TOUCHES]          BATON_TEST_POSTGRESQL=CONNINFO for PostgreSQL too
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "acquaintance/ties_view.h"
#include "book/activity.h"
#include "book/directory.h"
#include "db/database.h"
#include "db/scratch.h"
#include "people/directory.h"
#include "people/organization.h"
#include "side_by_side.h"
#include "ties/directory.h"
#include "ties/learn.h"

namespace baton::bench {
namespace {

constexpr Id kOrg{1};
constexpr Instant kNow{1'764'000'000'000};
constexpr std::size_t kTouchesEach = 2'000;  // of one of ours, in two years
constexpr std::size_t kTouchesOfAccount = 20;
constexpr std::size_t kChunk = 5'000;
constexpr int kRepeats = 25;

struct Book {
  std::vector<Id> people;
  std::vector<Id> accounts;
  std::vector<Id> contacts;  // two an account
};

Book FillBook(db::Database& database, std::size_t touches) {
  Book book;
  database.Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "account.create", kNow);
    people::InsertOrganization(action, {.name = "Bench", .currency = "USD", .time_zone = "UTC"});
    for (std::size_t i = 0; i < std::max<std::size_t>(1, touches / kTouchesEach); ++i) {
      people::Person person;
      person.name = person.name_fold = "rep " + std::to_string(i);
      book.people.push_back(people::InsertPerson(action, person)->id);
    }
    std::vector<book::Account> accounts(std::max<std::size_t>(1, touches / kTouchesOfAccount));
    for (book::Account& account : accounts) {
      account.name = "Client";
      account.currency = "USD";
    }
    book::InsertAccounts(action, accounts);
    std::vector<book::Contact> contacts;
    for (const book::Account& account : accounts) {
      book.accounts.push_back(account.id);
      for (const char* name : {"Bill", "Ines"}) contacts.push_back({.account_id = account.id, .name = name});
    }
    book::InsertContacts(action, contacts);
    for (const book::Contact& contact : contacts) book.contacts.push_back(contact.id);
  });
  return book;
}

// Each account has a rep of its own with four in five of the touches, the others are anybody's.
void FillTouches(db::Database& database, const Book& book, std::size_t touches) {
  std::mt19937_64 random(1);
  for (std::size_t done = 0; done < touches; done += kChunk) {
    database.Write(
        [&](db::Tx& tx) {
          std::vector<book::Activity> activities;
          std::vector<book::Attendance> attendances;
          for (std::size_t i = done; i < std::min(touches, done + kChunk); ++i) {
            const std::size_t contact = random() % book.contacts.size();
            const std::size_t person = (random() % 5 == 0 ? random() : contact / 2) % book.people.size();
            book::Activity activity{.org_id = kOrg, .id = tx.NewId(), .version = 1};
            activity.kind = static_cast<book::ActivityKind>(random() % 4);
            activity.account_id = book.accounts[contact / 2];
            activity.starts_at = kNow - static_cast<std::int64_t>(random() % 700) * kMillisecondsPerDay;
            attendances.push_back(
                {kOrg, tx.NewId(), 1, activity.id, activity.starts_at, book.people[person], {}});
            attendances.push_back(
                {kOrg, tx.NewId(), 1, activity.id, activity.starts_at, {}, book.contacts[contact]});
            activities.push_back(std::move(activity));
          }
          tx.InsertMany(book::Activity::kTable, activities);
          tx.InsertMany(book::Attendance::kTable, attendances);
        },
        {.bulk = true});
  }
}

// As if what the log says were older than the minutes of which it is read twice (action/news.h).
void Settle(db::Database& database) {
  database.Write([&](db::Tx& tx) { tx.Execute("DELETE FROM change WHERE org_id = $1", kOrg); });
}

void AddNote(db::Database& database, const Book& book) {
  database.Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "activity.create", kNow);
    const Instant at = kNow - kMillisecondsPerDay;
    const auto note = action.Insert(book::Activity{.account_id = book.accounts.front(), .starts_at = at});
    action.Insert(
        book::Attendance{.activity_id = note.id, .starts_at = at, .person_id = book.people.front()});
    action.Insert(
        book::Attendance{.activity_id = note.id, .starts_at = at, .contact_id = book.contacts.front()});
  });
}

long MostMemoryMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

template <class F>
void Ask(const char* what, F&& ask) {
  Times times;
  std::size_t rows = 0;
  for (int i = 0; i < kRepeats; ++i) times.Add(MillisecondsOf([&] { rows = ask(); }));
  std::printf("%-42s %9.2f ms, worst %9.2f, rows %zu\n", what, times.Median(), times.At(1), rows);
  std::fflush(stdout);
}

void Run(db::Engine engine, std::size_t touches) {
  const db::Scratch scratch(engine);
  const auto database = db::Database::Open({.where = scratch.where()});
  database->LeaseNode();
  const Book book = FillBook(*database, touches);
  FillTouches(*database, book, touches);
  std::printf("%s: %zu touches, %zu people, %zu accounts; %ld MB\n",
              engine == db::Engine::sqlite ? "SQLite" : "PostgreSQL", touches, book.people.size(),
              book.accounts.size(), MostMemoryMegabytes());
  Settle(*database);
  const auto learn = [&](const char* what, Instant now) {
    std::optional<ties::Learnt> learnt;
    const double took = MillisecondsOf([&] { learnt = ties::Learn(*database, kOrg, now); });
    std::printf("%-42s %9.0f ms, people %lld, pairs %lld, rows written %lld; %ld MB\n", what, took,
                static_cast<long long>(learnt->people), static_cast<long long>(learnt->pairs),
                static_cast<long long>(learnt->changed), MostMemoryMegabytes());
    Settle(*database);
  };
  learn("learnt from scratch", kNow);
  learn("again, nothing changed", kNow);
  AddNote(*database, book);
  learn("after one note", kNow);
  learn("next month, when old touches went", kNow + 40 * kMillisecondsPerDay);
  // PostgreSQL counts its rows by itself, within a minute or so.
  if (engine == db::Engine::postgresql) database->Write([](db::Tx& tx) { tx.Execute("ANALYZE"); });
  auto reader = database->Read();
  const auto some = [&](std::size_t count) {
    return std::span(book.accounts).first(std::min(count, book.accounts.size()));
  };
  const auto find = [&](std::size_t count) {
    return ties::FindTies(*reader, kOrg, some(count), kNow).size();
  };
  Ask("ties of one account", [&] { return find(1); });
  Ask("ties of 200 accounts", [&] { return find(200); });
  Ask("ties of all accounts", [&] { return find(book.accounts.size()); });
  Ask("one account as its page shows it", [&] {
    return acquaintance::ViewTies(*reader, {.org_id = kOrg, .account_id = book.accounts.front(), .now = kNow})
        .people.size();
  });
}

}  // namespace
}  // namespace baton::bench

int main(int argc, char** argv) {
  const std::size_t touches = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000;
  baton::bench::Run(baton::db::Engine::sqlite, touches);
  if (baton::db::TestServer()) baton::bench::Run(baton::db::Engine::postgresql, touches);
}
