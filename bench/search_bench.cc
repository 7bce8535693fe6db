// How long the search of the palette takes among 100,000 accounts, by somebody who sees all of them and by a rep who
// owns a thousandth; beside it a scan for the same text as a part of the name, which finds no typos. Then that of the door:
// accounts and their contacts, by name, telephone number and address.
//   build/release/bench/search_bench [ACCOUNTS]
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "book/book_search.h"
#include "book/callers.h"
#include "book/directory.h"
#include "db/database.h"
#include "db/scratch.h"
#include "people/directory.h"
#include "people/organization.h"
#include "side_by_side.h"

namespace baton::bench {
namespace {

constexpr Id kOrg{1};
constexpr Instant kNow{1'764'000'000'000};
constexpr std::size_t kChunk = 2'000;
constexpr int kRepeats = 25;
constexpr int kRepOwnsOneIn = 1'000;

// "Karomel Freight": some 40,000 first words, the last ones shared by thousands.
std::string NameOf(std::mt19937_64& random) {
  static const char* const kSyllables[] = {"ka", "ro",  "mel", "dan", "vi", "tor", "lu", "sa", "ben", "hil",
                                           "or", "gar", "pe",  "lin", "mo", "ast", "er", "wy", "cal", "du"};
  static const char* const kKinds[] = {"Freight", "Foods",  "Dental", "Motors",   "Print",
                                       "Hotels",  "Labs",   "Dairy",  "Clinics",  "Haulage",
                                       "Optics",  "Bakery", "Energy", "Textiles", "Media"};
  std::string name;
  for (int i = 0; i < 4; ++i) name += kSyllables[random() % std::size(kSyllables)];
  name.front() = static_cast<char>(name.front() - 'a' + 'A');
  return name + " " + kKinds[random() % std::size(kKinds)];
}

// One each, with a telephone number and an address that nobody else has.
std::vector<book::Contact> ContactsOf(const std::vector<book::Account>& accounts) {
  static const char* const kFirst[] = {"Bill", "Ann", "Maria", "Tom", "Yusuf", "Ines", "Oleg", "Chen"};
  static const char* const kLast[] = {"Larmar", "Orr", "Pell", "Dune", "Wren", "Bexley", "Katz", "Moreau"};
  std::vector<book::Contact> contacts;
  for (const book::Account& account : accounts) {
    const auto number = static_cast<std::size_t>(account.id.value >> 20) * 7 +
                        static_cast<std::size_t>(account.id.value & 0xFFF);
    book::Contact contact;
    contact.account_id = account.id;
    contact.name = std::string(kFirst[number % 8]) + " " + kLast[number / 8 % 8];
    contact.email = "c" + std::to_string(account.id.value) + "@client.example";
    contact.phone = "+1 312 " + std::to_string(2'000'000 + number % 8'000'000);
    contacts.push_back(std::move(contact));
  }
  return contacts;
}

struct Book {
  Id rep;
  double seconds = 0;
};

Book Fill(db::Database& database, std::size_t count) {
  Book book;
  const action::Actor actor{kOrg, std::nullopt};
  const auto start = SteadyClock::now();
  database.Write([&](db::Tx& tx) {
    action::Action action(tx, actor, "account.create", kNow);
    people::InsertOrganization(action, {.name = "Bench", .currency = "USD", .time_zone = "UTC"});
    people::Person rep;
    rep.name = rep.name_fold = "rep";
    book.rep = people::InsertPerson(action, rep)->id;
  });
  std::mt19937_64 random(1);
  for (std::size_t done = 0; done < count; done += kChunk) {
    std::vector<book::Account> accounts(std::min(kChunk, count - done));
    for (book::Account& account : accounts) {
      account.name = NameOf(random);
      account.city = "Springfield";
      account.currency = "USD";
    }
    accounts.front().name = "Larmar Freight";
    database.Write(
        [&](db::Tx& tx) {
          std::vector<book::Account> rows = accounts;  // the closure may run again
          action::Action action(tx, actor, "account.create", kNow);
          book::InsertAccounts(action, rows);
          std::vector<book::Ownership> owned;
          for (std::size_t i = 0; i < rows.size(); i += kRepOwnsOneIn) {
            owned.push_back({.account_id = rows[i].id, .person_id = book.rep, .from_at = kNow});
          }
          action.InsertMany(std::span(owned));
          std::vector<book::Contact> contacts = ContactsOf(rows);
          book::InsertContacts(action, contacts);
        },
        {.bulk = true});
  }
  book.seconds = SecondsSince(start);
  return book;
}

// The plain way: a part of the name anywhere, over the whole table.
std::size_t Scan(db::Connection& connection, const std::string& text) {
  return connection
      .Query<Id>(
          "SELECT id FROM account WHERE org_id = $1 AND name_fold LIKE $2 AND deleted_at IS NULL "
          "ORDER BY name_fold, id LIMIT 20",
          kOrg, "%" + text + "%")
      .size();
}

void Ask(db::Connection& connection, const access::Scope& all, const access::Scope& own, const char* what,
         const std::string& text) {
  Times ours, restricted, scan;
  std::size_t found = 0, found_own = 0, scanned = 0;
  for (int i = 0; i < kRepeats; ++i) {
    ours.Add(MillisecondsOf([&] { found = book::SearchBook(connection, all, text, 20).size(); }));
    restricted.Add(MillisecondsOf([&] { found_own = book::SearchBook(connection, own, text, 20).size(); }));
    scan.Add(MillisecondsOf([&] { scanned = Scan(connection, text); }));
  }
  std::printf("%-22s %-16s %8.2f %8.2f %4zu %8.2f %8.2f %4zu %8.2f %4zu\n", what, text.c_str(), ours.Median(),
              ours.Worst(), found, restricted.Median(), restricted.Worst(), found_own, scan.Median(),
              scanned);
  std::fflush(stdout);
}

void AskAtDoor(db::Connection& connection, const access::Scope& all, const access::Scope& own,
               const char* what, const std::string& text) {
  Times ours, restricted;
  std::size_t found = 0, found_own = 0;
  for (int i = 0; i < kRepeats; ++i) {
    ours.Add(MillisecondsOf([&] { found = book::FindCallers(connection, all, text, 8).size(); }));
    restricted.Add(MillisecondsOf([&] { found_own = book::FindCallers(connection, own, text, 8).size(); }));
  }
  std::printf("%-22s %-16s %8.2f %8.2f %4zu %8.2f %8.2f %4zu\n", what, text.c_str(), ours.Median(),
              ours.Worst(), found, restricted.Median(), restricted.Worst(), found_own);
  std::fflush(stdout);
}

void Main(std::size_t count) {
  const db::Scratch scratch(db::Engine::sqlite);
  const auto database = db::Database::Open({.where = scratch.where()});
  database->LeaseNode();
  const Book book = Fill(*database, count);
  std::printf("%zu accounts with search words and change rows written in %.1f s\n", count, book.seconds);
  std::printf("%-22s %-16s %8s %8s %4s %8s %8s %4s %8s %4s\n", "", "", "all: ms", "worst", "hits", "rep: ms",
              "worst", "hits", "scan: ms", "hits");

  const access::Scope all{access::Reach::organization, kOrg, book.rep};
  const access::Scope own{access::Reach::own, kOrg, book.rep};
  db::Reader reader = database->Read();
  Ask(*reader, all, own, "a whole name", "larmar freight");
  Ask(*reader, all, own, "a beginning", "larm");
  Ask(*reader, all, own, "a short beginning", "ka");
  Ask(*reader, all, own, "one letter", "k");
  Ask(*reader, all, own, "a typo", "larmr");
  Ask(*reader, all, own, "two words, two typos", "larmr frieght");
  Ask(*reader, all, own, "a common word", "freight");
  Ask(*reader, all, own, "a common word, a typo", "frieght");
  Ask(*reader, all, own, "common and rare", "freight larmar");
  Ask(*reader, all, own, "nothing like it", "xyzzyq");

  const auto phone = reader->QueryValue<std::string>(
      "SELECT phone FROM contact WHERE org_id = $1 ORDER BY id DESC LIMIT 1", kOrg);
  const std::string last = phone->substr(phone->size() - 4);
  std::printf("the door\n");
  AskAtDoor(*reader, all, own, "a first name", "bill");
  AskAtDoor(*reader, all, own, "a first name, a typo", "blil");
  AskAtDoor(*reader, all, own, "a name and a client", "bill larmr");
  AskAtDoor(*reader, all, own, "a number", *phone);
  AskAtDoor(*reader, all, own, "its last four digits", last);
  AskAtDoor(*reader, all, own, "a name and a number", "bill " + last);
  AskAtDoor(*reader, all, own, "an address", "c" + std::to_string(book.rep.value).substr(0, 6));
  AskAtDoor(*reader, all, own, "a name and a town", "bill springfield");
}

}  // namespace
}  // namespace baton::bench

int main(int argc, char** argv) {
  const long count = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 100'000;
  baton::bench::Main(static_cast<std::size_t>(std::max(1L, count)));
}
