// How fast a mailbox comes in: an mbox with bodies is read, looked at, looked at again, and kept; and what the process grows by
// meanwhile. The mailbox is written first, by a fixed seed.
//   build/release/bench/mail_bench [MAILS]        100,000 without it; BATON_TEST_POSTGRESQL=CONNINFO for PostgreSQL too
//   build/release/bench/mail_bench MAILS --mbox FILE    writes the mailbox and ends, for bench/mail_peer.py
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "book/directory.h"
#include "db/database.h"
#include "db/scratch.h"
#include "people/directory.h"
#include "people/organization.h"
#include "side_by_side.h"
#include "traffic/keep.h"
#include "traffic/traffic_views.h"

namespace baton::bench {
namespace {

constexpr Id kOrg{1};
constexpr Instant kNow{1'764'000'000'000};  // 2025-11-24
constexpr std::size_t kContacts = 2'000;
constexpr std::size_t kLongestBody = 12'000;  // bytes; 6,000 on average

std::string ContactOf(std::size_t number) { return "contact" + std::to_string(number) + "@client.example"; }

// Of ten mails six are to and from contacts, one is a newsletter, one goes to a crowd and two are with strangers.
void WriteMailbox(const std::string& path, std::size_t mails) {
  std::ofstream file(path, std::ios::binary);
  std::mt19937_64 random(1);
  const std::string words = "the quick brown fox jumps over the lazy dog and then it rests a while\n";
  std::string body;
  while (body.size() < kLongestBody) body += words;
  for (std::size_t i = 0; i < mails; ++i) {
    const std::size_t kind = random() % 10;
    const std::string other = kind < 8 ? ContactOf(random() % kContacts)
                                       : "s" + std::to_string(random() % 5'000) + "@stranger.example";
    const bool is_from_us = random() % 2 == 0 && kind != 6;
    file << "From x Tue Mar 04 03:33:20 2003\nReturn-Path: <x@y.example>\nReceived: from a.example by "
            "b.example; Fri, "
            "21 Nov 2025 10:00:00 +0000\nFrom: "
         << (is_from_us ? "Jim Calder <jim@northwind.example>" : "Somebody Else <" + other + ">")
         << "\nTo: " << (is_from_us ? other : "jim@northwind.example");
    for (int more = 0; kind == 7 && more < 12; ++more) file << ", c" << more << "@crowd.example";
    file << "\nSubject: =?utf-8?Q?Offer_=E2=82=AC?= " << i << "\nDate: " << 1 + i % 20 << " Nov 2025 "
         << 10 + i % 10 << ":0" << i % 10 << ":00 +0000\nMessage-ID: <" << i
         << "@mail.example>\nReferences: <" << i / 4 << "@mail.example>\nMIME-Version: 1.0\n"
         << (kind == 6 ? "List-Id: <news.client.example>\n" : "") << "Content-Type: text/plain\n\n"
         << body.substr(0, random() % kLongestBody) << "\n\n";
  }
}

struct Made {
  Id person_id;
};

Made FillBook(db::Database& database) {
  Made made;
  database.Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, std::nullopt}, "account.create", kNow);
    people::InsertOrganization(action, {.name = "Bench", .currency = "USD", .time_zone = "UTC"});
    people::Person person;
    person.name = person.name_fold = "jim";
    person.email = person.email_fold = "jim@northwind.example";
    made.person_id = people::InsertPerson(action, person)->id;
    std::vector<book::Account> accounts(1);
    accounts.front().name = "Client";
    accounts.front().currency = "USD";
    book::InsertAccounts(action, accounts);
    std::vector<book::Contact> contacts(kContacts);
    for (std::size_t i = 0; i < kContacts; ++i) {
      contacts[i].account_id = accounts.front().id;
      contacts[i].name = "Contact " + std::to_string(i);
      contacts[i].email = contacts[i].email_fold = ContactOf(i);
    }
    book::InsertContacts(action, contacts);
  });
  return made;
}

double MegabytesOfProcess() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

double ProcessorSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& one) {
    return static_cast<double>(one.tv_sec) + static_cast<double>(one.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void Run(db::Engine engine, const std::string& folder, const std::string& path, std::size_t mails) {
  db::Scratch scratch(engine);
  auto database = db::Database::Open({.where = scratch.where()});
  database->LeaseNode();
  const Made made = FillBook(*database);
  const traffic::SpoolPlace place{folder, kOrg};
  const auto show = [&](const char* what, const auto& work) {
    const double memory = MegabytesOfProcess();
    const double processor = ProcessorSeconds();
    const double seconds = MillisecondsOf(work) / 1000;
    std::printf("  %-34s %7.2f s, processor %6.2f s, %9.0f mails a minute, +%.1f MB\n", what, seconds,
                ProcessorSeconds() - processor, 60 * static_cast<double>(mails) / seconds,
                MegabytesOfProcess() - memory);
  };
  std::printf("%s, %zu mails, %.0f MB\n", engine == db::Engine::sqlite ? "SQLite" : "PostgreSQL", mails,
              static_cast<double>(std::filesystem::file_size(path)) / 1e6);
  traffic::MailSource source;
  show("read and looked at", [&] {
    source = *traffic::LookAt(
        {.database = *database, .place = place, .person_id = made.person_id, .now = kNow}, {{path, "x.mbox"}},
        [&](const auto& make) {
          return database->Write([&](db::Tx& tx) {
            action::Action action(tx, {kOrg, made.person_id}, "mail_source.add", kNow, made.person_id);
            return make(action);
          });
        });
  });
  show("looked at again", [&] { traffic::SurveyOf(*database->Read(), place, source, kNow); });
  traffic::Tally tally;
  show("kept", [&] {
    source = database->Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, made.person_id}, "mail_source.keep", kNow, source.id);
      return *traffic::StartKeeping(action, source, place, kNow);
    });
    tally = *traffic::KeepSpool(*database, source, place, kNow);
  });
  std::printf("  %lld of %lld kept; the process has %.0f MB\n", static_cast<long long>(tally.kept),
              static_cast<long long>(tally.read), MegabytesOfProcess());
}

}  // namespace
}  // namespace baton::bench

int main(int argc, char** argv) {
  using namespace baton;
  const std::size_t mails = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000;
  if (argc > 3) {
    bench::WriteMailbox(argv[3], mails);
    return 0;
  }
  const auto folder = std::filesystem::temp_directory_path() / ("mail_bench." + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  const std::string path = (folder / "x.mbox").string();
  // The small one first: what it takes anyway is not counted as growth.
  for (const std::size_t many : {mails / 10, mails}) {
    bench::WriteMailbox(path, many);
    bench::Run(db::Engine::sqlite, folder.string(), path, many);
  }
  if (db::TestServer()) bench::Run(db::Engine::postgresql, folder.string(), path, mails);
  std::filesystem::remove_all(folder);
}
