#include "calendar/calendar.h"

#include <algorithm>

#include "base/zone.h"
#include "book/calendar.h"
#include "calendar/recognize.h"
#include "coaching/directory.h"
#include "coaching/session_directory.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::calendar {
namespace {

constexpr char kColumns[] =
    "org_id, id, version, person_id, name, kind, host, access_sealed, is_busy_only, counts_meetings, job_id, "
    "etag, modified, "
    "content_hash, read_at, tried_at, failing_since, failures, problem, events, unread, meeting_ends_at, "
    "created_at";
constexpr char kAbsenceColumns[] =
    "org_id, id, version, person_id, kind, from_on, to_on, created_at, deleted_at";

// An entry goes on from before the day: appointments of more than two days are seen by their calendar, not by this.
constexpr std::int64_t kLookBack = 2 * kMillisecondsPerDay;

std::string Columns() { return kColumns; }

void AddCalendars(db::Connection& connection, Id org_id, std::span<const Id> people, Instant now,
                  std::unordered_map<Id, FreeFacts>& facts, std::unordered_map<Id, PersonTime>& times) {
  std::unordered_map<Id, bool> is_stale;
  for (const PersonCalendar& one : connection.Query<PersonCalendar>(
           "SELECT " + Columns() +
               " FROM person_calendar WHERE org_id = $1 AND person_id IN baton_list($2) ORDER BY id",
           org_id, db::IdList(std::vector<Id>(people.begin(), people.end())))) {
    const bool is_fresh = one.read_at && *one.read_at + kFreshFor >= now;
    is_stale[one.person_id] = is_stale[one.person_id] || !is_fresh;
    facts[one.person_id].has_calendar = !is_stale[one.person_id];
    auto& as_of = times[one.person_id].as_of;
    if (one.read_at && (!as_of || *one.read_at < *as_of)) as_of = one.read_at;
  }
}

// Promises and sessions of a person, as what takes time.
std::vector<Taken> FindCoaching(db::Connection& connection, Id org_id, Id person_id, Instant from,
                                Instant to) {
  std::vector<Taken> coaching;
  for (const coaching::Promise& one : coaching::FindPending(connection, org_id, person_id)) {
    if (one.state != coaching::PromiseState::open) continue;
    coaching.push_back({{one.due_at, coaching::EndOf(one.due_at, one.minutes)}, one.id});
  }
  for (const auto& time : coaching::FindSessionTimes(connection, org_id, person_id, from, to)) {
    const coaching::Session& session = time.session;
    coaching.push_back(
        {{session.starts_at, coaching::EndOf(session.starts_at, session.minutes)}, session.id});
  }
  return coaching;
}

// An invitation that came back is the coaching for as long as that lasts; what of it is longer is time that is taken.
void AddRows(const std::vector<BusyRow>& rows, const std::vector<Taken>& coaching,
             std::vector<Taken>& taken) {
  std::vector<Span> known;
  for (const Taken& one : coaching) known.push_back(one.span);
  const auto is = Recognize(rows, known);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Span span{rows[i].starts_at, rows[i].ends_at};
    if (!is[i]) {
      taken.push_back({span});
      continue;
    }
    const Taken& one = coaching[*is[i]];
    taken.push_back({{span.from, std::min(span.to, one.span.to)}, one.coaching_id});
    if (one.span.to < span.to) taken.push_back({{one.span.to, span.to}});
  }
}

// What people have in a span, by person: own calendars, activities, open promises, planned sessions.
std::unordered_map<Id, std::vector<Taken>> FindEngagements(db::Connection& connection, Id org_id,
                                                           const std::vector<Id>& people, Instant from,
                                                           Instant to) {
  std::unordered_map<Id, std::vector<BusyRow>> rows;
  for (BusyRow& row : connection.Query<BusyRow>(
           "SELECT org_id, id, calendar_id, person_id, starts_at, ends_at, title, is_whole_day, shows FROM "
           "busy_time WHERE org_id = $1 AND person_id IN baton_list($2) AND ends_at > $3 AND starts_at < $4 "
           "AND shows <> 'unsaid' ORDER BY starts_at, id",
           org_id, db::IdList(people), from, to)) {
    rows[row.person_id].push_back(std::move(row));
  }
  std::unordered_map<Id, std::vector<Taken>> taken;
  for (const book::CalendarEntry& entry :
       book::FindCalendar(connection, org_id, people, from - kLookBack, to)) {
    taken[entry.person_id].push_back({{entry.starts_at, entry.EndsAt()}});
  }
  for (const Id id : people) {
    auto coaching = FindCoaching(connection, org_id, id, from, to);
    auto& its = taken[id];
    AddRows(rows[id], coaching, its);
    its.insert(its.end(), coaching.begin(), coaching.end());
  }
  return taken;
}

// What is on now and is not just busy.
void AddShown(db::Connection& connection, Id org_id, std::span<const Id> people, Instant now,
              std::unordered_map<Id, FreeFacts>& facts) {
  for (const BusyRow& row : connection.Query<BusyRow>(
           "SELECT org_id, id, calendar_id, person_id, starts_at, ends_at, title, is_whole_day, shows FROM "
           "busy_time WHERE org_id = $1 AND person_id IN baton_list($2) AND ends_at > $3 AND starts_at <= $3 "
           "AND shows <> 'busy' ORDER BY starts_at, id",
           org_id, db::IdList(people), now)) {
    const bool is_away = row.shows == format::icalendar::Shows::away;
    (is_away ? facts[row.person_id].away : facts[row.person_id].unsaid)
        .push_back({row.starts_at, row.ends_at});
  }
}

void AddHours(db::Connection& connection, Id org_id, std::span<const Id> people, Instant now,
              std::unordered_map<Id, FreeFacts>& facts) {
  const std::vector<Id> ids(people.begin(), people.end());
  for (const WorkingWeek& week :
       connection.Query<WorkingWeek>("SELECT org_id, id, version, person_id, hours FROM working_week WHERE "
                                     "org_id = $1 AND person_id IN "
                                     "baton_list($2) ORDER BY id",
                                     org_id, db::IdList(ids))) {
    facts[week.person_id].week = ParseWeek(week.hours);
  }
  const Day today{static_cast<std::int32_t>(now.milliseconds / kMillisecondsPerDay)};
  for (const Absence& absence :
       connection.Query<Absence>("SELECT " + std::string(kAbsenceColumns) +
                                     " FROM absence WHERE org_id = $1 AND person_id IN baton_list($2) AND "
                                     "deleted_at IS NULL AND to_on "
                                     ">= $3 AND from_on <= $4 ORDER BY id",
                                 org_id, db::IdList(ids), today - 1, today + 1)) {
    const Day day = DayIn(now, facts[absence.person_id].zone);
    if (absence.from_on <= day && day <= absence.to_on) facts[absence.person_id].is_absent = true;
  }
}

}  // namespace

std::vector<PersonCalendar> FindCalendars(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<PersonCalendar>(
      "SELECT " + Columns() + " FROM person_calendar WHERE org_id = $1 AND person_id = $2 ORDER BY id",
      org_id, person_id);
}

std::optional<PersonCalendar> FindCalendar(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<PersonCalendar>(
      "SELECT " + Columns() + " FROM person_calendar WHERE org_id = $1 AND id = $2", org_id, id);
}

PersonCalendar AddReadCalendar(db::Tx& tx, PersonCalendar calendar) {
  calendar.id = tx.NewId();
  calendar.tried_at = calendar.read_at;
  tx.InsertMany("person_calendar", std::vector{calendar});
  return calendar;
}

void SetReadAt(db::Tx& tx, Id org_id, Instant at) {
  tx.Execute("UPDATE person_calendar SET read_at = $2, tried_at = $2 WHERE org_id = $1", org_id, at);
}

void SaveCalendar(db::Tx& tx, const PersonCalendar& one) {
  tx.Execute(
      "UPDATE person_calendar SET etag = $3, modified = $4, content_hash = $5, read_at = $6, tried_at = $7, "
      "failing_since = $8, failures = $9, problem = $10, events = $11, unread = $12, job_id = $13, "
      "meeting_ends_at = $14 WHERE "
      "org_id = "
      "$1 AND id = $2",
      one.org_id, one.id, one.etag, one.modified, one.content_hash, one.read_at, one.tried_at,
      one.failing_since, one.failures, one.problem, one.events, one.unread, one.job_id, one.meeting_ends_at);
}

void SetCalendar(db::Tx& tx, const PersonCalendar& one) {
  SaveCalendar(tx, one);
  tx.Execute(
      "UPDATE person_calendar SET version = $3, name = $4, counts_meetings = $5 WHERE org_id = $1 AND id = "
      "$2",
      one.org_id, one.id, one.version, one.name, one.counts_meetings);
}

void RemoveCalendar(db::Tx& tx, const PersonCalendar& one) {
  tx.Execute("DELETE FROM busy_time WHERE org_id = $1 AND calendar_id = $2", one.org_id, one.id);
  tx.Execute("DELETE FROM person_calendar WHERE org_id = $1 AND id = $2", one.org_id, one.id);
}

void ReplaceBusy(db::Tx& tx, const PersonCalendar& calendar, std::span<BusyRow> rows) {
  tx.Execute("DELETE FROM busy_time WHERE org_id = $1 AND calendar_id = $2", calendar.org_id, calendar.id);
  for (BusyRow& row : rows) {
    row.org_id = calendar.org_id;
    row.id = tx.NewId();
    row.calendar_id = calendar.id;
    row.person_id = calendar.person_id;
    if (calendar.is_busy_only) row.title.clear();
  }
  if (!rows.empty()) tx.InsertMany("busy_time", std::vector<BusyRow>(rows.begin(), rows.end()));
}

std::vector<BusyRow> FindBusy(db::Connection& connection, Id org_id, Id person_id, Instant from, Instant to) {
  return connection.Query<BusyRow>(
      "SELECT org_id, id, calendar_id, person_id, starts_at, ends_at, title, is_whole_day, shows FROM "
      "busy_time WHERE "
      "org_id = $1 AND person_id = $2 AND ends_at > $3 AND starts_at < $4 ORDER BY starts_at, id",
      org_id, person_id, from, to);
}

std::optional<WorkingWeek> FindWeek(db::Connection& connection, Id org_id, Id person_id) {
  return connection.QueryOne<WorkingWeek>(
      "SELECT org_id, id, version, person_id, hours FROM working_week WHERE org_id = $1 AND person_id = $2",
      org_id, person_id);
}

std::vector<Absence> FindAbsences(db::Connection& connection, Id org_id, Id person_id, Day since) {
  return connection.Query<Absence>("SELECT " + std::string(kAbsenceColumns) +
                                       " FROM absence WHERE org_id = $1 AND person_id = $2 AND deleted_at IS "
                                       "NULL AND to_on >= $3 ORDER BY "
                                       "from_on, id LIMIT 200",
                                   org_id, person_id, since);
}

std::optional<Absence> FindAbsence(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Absence>(
      "SELECT " + std::string(kAbsenceColumns) +
          " FROM absence WHERE org_id = $1 AND id = $2 AND deleted_at IS NULL",
      org_id, id);
}

std::unordered_map<Id, PersonTime> FindTimes(db::Connection& connection, Id org_id,
                                             std::span<const Id> people, Instant now) {
  std::unordered_map<Id, PersonTime> times;
  std::unordered_map<Id, FreeFacts> facts;
  const auto organization = people::FindOrganization(connection, org_id);
  if (people.empty() || !organization) return times;
  std::vector<Id> there;
  for (const Id id : people) {
    const auto person = people::FindPerson(connection, org_id, id);
    if (!person) continue;
    there.push_back(id);
    facts[id].zone = person->time_zone.empty() ? organization->time_zone : person->time_zone;
  }
  AddCalendars(connection, org_id, there, now, facts, times);
  for (const auto& [id, taken] :
       FindEngagements(connection, org_id, there, now, now + 2 * kMillisecondsPerDay)) {
    for (const Taken& one : taken) facts[id].busy.push_back(one.span);
  }
  AddShown(connection, org_id, there, now, facts);
  AddHours(connection, org_id, there, now, facts);
  for (const Id id : there) times[id].freedom = FreeAt(facts[id], now);
  return times;
}

std::vector<Taken> FindTaken(db::Connection& connection, Id org_id, Id person_id, Instant from, Instant to) {
  const auto organization = people::FindOrganization(connection, org_id);
  const auto person = people::FindPerson(connection, org_id, person_id);
  if (!organization || !person) return {};
  auto taken = FindEngagements(connection, org_id, {person_id}, from, to)[person_id];
  const std::string& zone = person->time_zone.empty() ? organization->time_zone : person->time_zone;
  const Day last = DayIn(to, zone);
  for (const Absence& one : FindAbsences(connection, org_id, person_id, DayIn(from, zone))) {
    if (one.from_on > last) continue;
    taken.push_back({{ToInstant({one.from_on, 0}, zone), ToInstant({one.to_on + 1, 0}, zone)}});
  }
  const auto week = FindWeek(connection, org_id, person_id);
  if (!week) return taken;
  for (const Span& span : OutsideOf(ParseWeek(week->hours), DayIn(from, zone), last, zone))
    taken.push_back({span});
  return taken;
}

}  // namespace baton::calendar
