#include "traffic/parties.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/date.h"
#include "book/own_meetings.h"
#include "people/directory.h"
#include "settings/settings.h"
#include "traffic/rules.h"

namespace baton::traffic {

Instant KeptSince(db::Connection& connection, Id org_id, Instant now) {
  const auto months = static_cast<std::int32_t>(settings::Read(connection, org_id).mail_keep_months);
  const Day today{static_cast<std::int32_t>(now.milliseconds / kMillisecondsPerDay)};
  CalendarDate date = ToCalendarDate(today);
  const std::int32_t months_ad = date.year * 12 + static_cast<std::int32_t>(date.month) - 1 - months;
  date.year = months_ad / 12;
  date.month = static_cast<decltype(date.month)>(months_ad % 12 + 1);
  date.day = 1;
  return Instant{std::int64_t{ToDay(date)->days} * kMillisecondsPerDay};
}

bool IsFreeMail(std::string_view domain) {
  static constexpr std::array<std::string_view, 35> kProviders = {
      "163.com",     "aol.com",        "arcor.de",    "bluewin.ch", "fastmail.com",   "free.fr",
      "freenet.de",  "gmail.com",      "gmx.at",      "gmx.ch",     "gmx.com",        "gmx.de",
      "gmx.net",     "googlemail.com", "hotmail.com", "hotmail.de", "icloud.com",     "libero.it",
      "live.com",    "mac.com",        "mail.com",    "mail.ru",    "me.com",         "msn.com",
      "orange.fr",   "outlook.com",    "outlook.de",  "proton.me",  "protonmail.com", "qq.com",
      "t-online.de", "web.de",         "yahoo.com",   "yahoo.de",   "yandex.ru"};
  return std::ranges::binary_search(kProviders, domain);
}

PartiesReader::PartiesReader(db::Connection& connection, Id org_id, Id person_id, Instant now)
    : org_id_(org_id) {
  parties_.since = KeptSince(connection, org_id, now);
  std::map<std::string, int> domains;
  for (const people::Person& one : people::FindPeople(connection, org_id)) {
    if (!one.email_fold || one.email_fold->empty()) continue;
    (one.id == person_id ? parties_.own : parties_.ours).insert(*one.email_fold);
    const std::string domain(DomainOf(*one.email_fold));
    if (++domains[domain] == 2 && !IsFreeMail(domain)) parties_.our_domains.insert(domain);
  }
  for (const MailAddress& one : FindPeoplesAddresses(connection, org_id)) {
    (one.person_id == person_id ? parties_.own : parties_.ours).insert(one.email);
  }
  for (const MailExclusion& one : FindExclusions(connection, org_id, person_id)) {
    parties_.excluded.insert(one.pattern);
  }
}

const Parties& PartiesReader::For(db::Connection& connection, std::span<const Note> notes) {
  std::unordered_set<std::string> emails;
  for (const Note& note : notes) {
    emails.insert(note.from.email);
    for (const auto& one : note.to) emails.insert(one.email);
  }
  const std::vector<std::string> list(emails.begin(), emails.end());
  parties_.contacts.clear();
  for (const book::Client& one : book::FindClients(connection, org_id_, list)) {
    parties_.contacts[one.email_fold].push_back(one.contact_id);
  }
  return parties_;
}

}  // namespace baton::traffic
