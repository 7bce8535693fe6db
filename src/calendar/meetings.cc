#include "calendar/meetings.h"

#include <algorithm>
#include <map>
#include <set>

#include "action/action.h"
#include "book/own_meetings.h"
#include "db/migrate.h"
#include "people/directory.h"

namespace baton::calendar {
namespace {

using format::icalendar::MeetingTime;

// Whom the addresses are.
class Known {
 public:
  Known(db::Connection& connection, Id org_id, std::span<const MeetingTime> meetings)
      : connection_(connection), org_id_(org_id) {
    std::set<std::string> emails;
    for (const MeetingTime& one : meetings) emails.insert(one.others.begin(), one.others.end());
    const std::vector<std::string> list(emails.begin(), emails.end());
    for (book::Client& one : book::FindClients(connection, org_id, list)) {
      clients_[one.email_fold].push_back(std::move(one));
    }
  }

  const std::vector<book::Client>& ClientsAt(const std::string& email) const {
    static const std::vector<book::Client> kNone;
    const auto found = clients_.find(email);
    return found == clients_.end() ? kNone : found->second;
  }

  std::optional<Id> ColleagueAt(const std::string& email) {
    const auto [at, is_new] = colleagues_.try_emplace(email);
    if (is_new) {
      const auto person = people::FindPersonByEmail(connection_, org_id_, email);
      if (person) at->second = person->id;
    }
    return at->second;
  }

 private:
  db::Connection& connection_;
  const Id org_id_;
  std::map<std::string, std::vector<book::Client>> clients_;
  std::map<std::string, std::optional<Id>> colleagues_;
};

// Who of a client is there. Two with one address are one, and so is one with two addresses.
struct There {
  std::set<std::string> emails;
  std::set<Id> contacts;
  bool is_own = false;  // the person's own account

  std::pair<std::size_t, bool> Rank() const { return {std::min(emails.size(), contacts.size()), is_own}; }
};

// The client of whom most are there; of equal ones the person's own. None: that would be a guess.
std::optional<Id> AccountOf(const MeetingTime& meeting, const Known& known, Id person_id) {
  std::map<Id, There> there;
  for (const std::string& email : meeting.others) {
    for (const book::Client& one : known.ClientsAt(email)) {
      There& client = there[one.account_id];
      client.emails.insert(email);
      client.contacts.insert(one.contact_id);
      client.is_own = one.owner_id == person_id;
    }
  }
  std::optional<Id> best;
  std::pair<std::size_t, bool> most{};
  bool is_tied = false;
  for (const auto& [id, who] : there) {
    const auto rank = who.Rank();
    if (rank > most) {
      best = id;
      is_tied = false;
      most = rank;
    } else if (rank == most) {
      is_tied = true;
    }
  }
  return is_tied ? std::nullopt : best;
}

std::optional<book::OwnMeeting> WithClient(Id person_id, const MeetingTime& meeting, Known& known,
                                           Instant now) {
  const auto account_id = AccountOf(meeting, known, person_id);
  if (!account_id) return std::nullopt;
  const auto minutes =
      (meeting.ends_at.milliseconds - meeting.starts_at.milliseconds) / kMillisecondsPerMinute;
  book::OwnMeeting own{.uid_hash = db::Sha256(meeting.uid),
                       .occurs_on = meeting.occurs_on,
                       .activity = {.account_id = account_id,
                                    .owner_id = person_id,
                                    .starts_at = meeting.starts_at,
                                    .minutes = static_cast<std::int32_t>(minutes),
                                    .is_done = true,
                                    .created_at = std::min(meeting.created_at.value_or(now), now)},
                       .guests = {.people = {person_id}, .contacts = {}}};
  for (const std::string& email : meeting.others) {
    for (const book::Client& one : known.ClientsAt(email)) {
      auto& contacts = own.guests.contacts;
      if (one.account_id == *account_id && std::ranges::find(contacts, one.contact_id) == contacts.end())
        contacts.push_back(one.contact_id);
    }
    const auto colleague = known.ColleagueAt(email);
    if (colleague && colleague != person_id) own.guests.people.push_back(*colleague);
  }
  return own;
}

}  // namespace

std::optional<Instant> TakeMeetings(db::Tx& tx, const PersonCalendar& calendar,
                                    std::span<const MeetingTime> meetings, Instant now) {
  std::optional<Instant> next;
  std::optional<action::Action> action;
  const auto begin = [&]() -> action::Action& {
    if (!action) action.emplace(tx, action::Actor{calendar.org_id, std::nullopt}, "calendar.meetings", now);
    return *action;
  };
  Known known(tx, calendar.org_id, meetings);
  std::set<std::pair<std::string, Day>>
      taken;  // twice a day by one rule is one: they could not be told apart
  for (const MeetingTime& meeting : meetings) {
    const auto own = WithClient(calendar.person_id, meeting, known, now);
    if (!own || !taken.emplace(own->uid_hash, own->occurs_on).second) continue;
    if (meeting.ends_at <= now) {
      book::TakeOwnMeeting(tx, calendar.org_id, *own, begin);
    } else {
      book::PutOffOwnMeeting(tx, calendar.org_id, *own, begin);
      next = std::min(meeting.ends_at, next.value_or(meeting.ends_at));
    }
  }
  return next;
}

SortedMeetings SortMeetings(db::Connection& connection, Id org_id, Id person_id,
                            std::span<const MeetingTime> meetings, Instant now) {
  SortedMeetings sorted;
  Known known(connection, org_id, meetings);
  std::set<std::pair<std::string, Day>> seen;
  for (const MeetingTime& meeting : meetings) {
    auto own = WithClient(person_id, meeting, known, now);
    if (!own) {
      const bool has_client = std::ranges::any_of(
          meeting.others, [&](const std::string& email) { return !known.ClientsAt(email).empty(); });
      ++(has_client ? sorted.unclear : sorted.nobody);
    } else if (!seen.emplace(own->uid_hash, own->occurs_on).second ||
               book::IsKnownMeeting(connection, org_id, *own)) {
      ++sorted.known;
    } else {
      sorted.fresh.push_back(std::move(*own));
    }
  }
  return sorted;
}

}  // namespace baton::calendar
