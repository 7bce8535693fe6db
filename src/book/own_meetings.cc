#include "book/own_meetings.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "book/contact_address.h"
#include "book/sources.h"

namespace baton::book {
namespace {

// The row.
struct OwnMeetingRow {
  Id org_id;
  Id id;
  std::string uid_hash;
  Day occurs_on;
  Id person_id;
  Id activity_id;
  bool is_source = false;
};
BOOST_DESCRIBE_STRUCT(OwnMeetingRow, (), (org_id, id, uid_hash, occurs_on, person_id, activity_id, is_source))

std::vector<OwnMeetingRow> FindRows(db::Connection& connection, Id org_id, const OwnMeeting& meeting) {
  return connection.Query<OwnMeetingRow>(
      "SELECT org_id, id, uid_hash, occurs_on, person_id, activity_id, is_source FROM own_meeting WHERE "
      "org_id "
      "= $1 AND uid_hash = $2 AND occurs_on = $3 ORDER BY id",
      org_id, meeting.uid_hash, meeting.occurs_on);
}

void Remember(db::Tx& tx, Id org_id, const OwnMeeting& meeting, Id activity_id, bool is_source) {
  tx.InsertMany("own_meeting",
                std::vector{OwnMeetingRow{org_id, tx.NewId(), meeting.uid_hash, meeting.occurs_on,
                                          *meeting.activity.owner_id, activity_id, is_source}});
}

// One of the account, at about the same time, in which the person took part.
std::optional<Id> FindSame(db::Connection& connection, Id org_id, const Activity& meeting) {
  return connection.QueryValue<Id>(
      "SELECT activity.id FROM activity WHERE activity.org_id = $1 AND activity.account_id = $2 AND "
      "activity.starts_at > $3 AND activity.starts_at < $4 AND activity.kind IN ('meeting', 'call', "
      "'visit') "
      "AND activity.deleted_at IS NULL AND (activity.owner_id = $5 OR EXISTS (SELECT 1 FROM attendance WHERE "
      "attendance.org_id = $1 AND attendance.activity_id = activity.id AND attendance.person_id = $5)) ORDER "
      "BY activity.id LIMIT 1",
      org_id, *meeting.account_id, meeting.starts_at - kSameMeeting, meeting.starts_at + kSameMeeting,
      *meeting.owner_id);
}

struct GuestRow {
  std::optional<Id> person_id;
  std::optional<Id> contact_id;
};
BOOST_DESCRIBE_STRUCT(GuestRow, (), (person_id, contact_id))

PlannedGuests GuestsOf(db::Connection& connection, Id org_id, Id activity_id) {
  PlannedGuests guests;
  for (const GuestRow& row : connection.Query<GuestRow>(
           "SELECT person_id, contact_id FROM attendance WHERE org_id = $1 AND activity_id = $2", org_id,
           activity_id)) {
    if (row.person_id) guests.people.push_back(*row.person_id);
    if (row.contact_id) guests.contacts.push_back(*row.contact_id);
  }
  return guests;
}

std::vector<Id> Distinct(std::vector<Id> ids) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

// What the calendar says now, on the activity that was made of it; an import that took it over says it better.
void Follow(db::Connection& connection, Id org_id, const OwnMeeting& meeting, const OwnMeetingRow& mine,
            const std::vector<OwnMeetingRow>& rows, const Begin& begin) {
  const auto before = FindActivity(connection, org_id, mine.activity_id);
  if (!before || !FindSources(connection, org_id, Activity::kTable, std::span(&before->id, 1)).empty())
    return;
  PlannedGuests guests = meeting.guests;
  for (const OwnMeetingRow& row : rows) {
    if (row.activity_id == mine.activity_id) guests.people.push_back(row.person_id);
  }
  guests = {Distinct(guests.people), Distinct(guests.contacts)};
  const PlannedGuests had = GuestsOf(connection, org_id, before->id);
  const bool is_same = before->starts_at == meeting.activity.starts_at &&
                       before->minutes == meeting.activity.minutes &&
                       before->account_id == meeting.activity.account_id &&
                       Distinct(had.people) == guests.people && Distinct(had.contacts) == guests.contacts;
  if (is_same) return;
  Activity after = *before;
  after.starts_at = meeting.activity.starts_at;
  after.minutes = meeting.activity.minutes;
  Check(MovePlanned(begin(), before->id, after, guests).has_value(), "it was read in this transaction");
}

}  // namespace

std::vector<Client> FindClients(db::Connection& connection, Id org_id, std::span<const std::string> emails) {
  if (emails.empty()) return {};
  return connection.Query<Client>(
      fmt::format(
          "SELECT contact.id AS contact_id, account.id AS account_id, address.email AS email_fold, "
          "ownership.person_id AS owner_id FROM {} AS address JOIN contact ON contact.org_id = "
          "address.org_id "
          "AND contact.id = address.contact_id JOIN account ON account.org_id = contact.org_id AND "
          "account.id = "
          "contact.account_id LEFT JOIN ownership ON ownership.org_id = account.org_id AND "
          "ownership.account_id = account.id AND ownership.to_at IS NULL WHERE contact.org_id = $1 AND "
          "contact.deleted_at IS NULL AND account.org_id = $1 AND account.deleted_at IS NULL ORDER BY "
          "contact.id, address.email",
          kAddressed),
      org_id, db::TextList(emails));
}

bool IsKnownMeeting(db::Connection& connection, Id org_id, const OwnMeeting& meeting) {
  const auto rows = FindRows(connection, org_id, meeting);
  const bool is_mine =
      std::ranges::find(rows, *meeting.activity.owner_id, &OwnMeetingRow::person_id) != rows.end();
  return is_mine || (rows.empty() && FindSame(connection, org_id, meeting.activity));
}

void TakeOwnMeeting(db::Connection& connection, Id org_id, const OwnMeeting& meeting, const Begin& begin) {
  auto rows = FindRows(connection, org_id, meeting);
  const Id person_id = *meeting.activity.owner_id;
  const auto mine = std::ranges::find(rows, person_id, &OwnMeetingRow::person_id);
  if (mine != rows.end()) {
    if (mine->is_source) Follow(connection, org_id, meeting, *mine, rows, begin);
    return;
  }
  // Calendars of several people are read at the same time: the second waits here and sees what the first made of it.
  connection.QueryValue<Id>("SELECT id FROM account WHERE org_id = $1 AND id = $2 baton_for_update()", org_id,
                            *meeting.activity.account_id);
  rows = FindRows(connection, org_id, meeting);
  if (!rows.empty()) {
    // It came from a colleague's calendar: this one adds that its owner was there.
    action::Action& action = begin();
    Remember(action.tx(), org_id, meeting, rows.front().activity_id, false);
    JoinActivity(action, rows.front().activity_id, person_id);
    return;
  }
  if (const auto same = FindSame(connection, org_id, meeting.activity)) {
    Remember(begin().tx(), org_id, meeting, *same, false);
    return;
  }
  action::Action& action = begin();
  const Activity made = PlanActivity(action, meeting.activity, meeting.guests);
  Remember(action.tx(), org_id, meeting, made.id, true);
}

void PutOffOwnMeeting(db::Connection& connection, Id org_id, const OwnMeeting& meeting, const Begin& begin) {
  for (const OwnMeetingRow& row : FindRows(connection, org_id, meeting)) {
    if (!row.is_source || row.person_id != *meeting.activity.owner_id) continue;
    if (!FindSources(connection, org_id, Activity::kTable, std::span(&row.activity_id, 1)).empty()) return;
    action::Action& action = begin();
    Check(RemovePlanned(action, row.activity_id).has_value(), "it was read in this transaction");
    action.tx().Execute("DELETE FROM own_meeting WHERE org_id = $1 AND activity_id = $2", org_id,
                        row.activity_id);
    return;
  }
}

std::vector<Id> FindOwnMeetings(db::Connection& connection, Id org_id, Id person_id,
                                std::span<const Id> activities) {
  return connection.Query<Id>(
      "SELECT activity_id AS id FROM own_meeting WHERE org_id = $1 AND person_id = $2 AND activity_id IN "
      "baton_list($3) AND EXISTS (SELECT 1 FROM own_meeting AS made WHERE made.org_id = $1 AND "
      "made.activity_id "
      "= own_meeting.activity_id AND made.is_source = 1)",
      org_id, person_id, db::IdList(activities));
}

}  // namespace baton::book
