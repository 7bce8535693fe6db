#include "calendar/calendar_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/text.h"
#include "base/zone.h"
#include "calendar/calendar_views.h"
#include "calendar/team.h"
#include "coaching/directory.h"
#include "http/router.h"
#include "people/directory.h"

namespace baton::calendar {
namespace {

using access::Deed;
using access::Word;
using http::Call;

// However often somebody asks, the other server is not called more often than this.
constexpr std::int64_t kReadPause = 5'000;
constexpr std::size_t kMaxName = 80;
constexpr std::size_t kMaxSecret = 500;
constexpr std::int32_t kMinutesPerDay = 24 * 60;
constexpr std::size_t kMostStretches = 28;
constexpr int kLongestAbsence = 366;

// How a calendar is, in a sentence, on the owner's clock.
std::string TextOf(const Call& call, const PersonCalendar& one, const std::string& zone) {
  const auto time = [&](Instant at) { return TimeText(call, at, zone); };
  if (one.problem.empty()) {
    return one.read_at ? call.Say({"calendar.read", {{"at", time(*one.read_at)}}})
                       : call.Say({"calendar.not_yet"});
  }
  const std::string why = call.Say({one.problem});
  const std::string since = one.failing_since ? time(*one.failing_since) : std::string();
  return one.read_at
             ? call.Say({"calendar.failing", {{"at", time(*one.read_at)}, {"since", since}, {"why", why}}})
             : call.Say({"calendar.never_read", {{"since", since}, {"why", why}}});
}

CalendarView ViewOf(const Call& call, const PersonCalendar& one, const std::string& zone) {
  return {one.id,           one.name,    one.kind,          one.host,
          one.is_busy_only, one.read_at, one.failing_since, TextOf(call, one, zone),
          one.events,       one.unread};
}

Result<Calendars> List(const Call& call) {
  Calendars calendars;
  const std::string zone = coaching::ZoneOf(call.db(), call.org_id(), call.person_id());
  for (const PersonCalendar& one : FindCalendars(call.db(), call.org_id(), call.person_id())) {
    calendars.items.push_back(ViewOf(call, one, zone));
  }
  return calendars;
}

bool IsOneLine(const std::string& text) {
  return text.size() <= kMaxSecret &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

std::vector<FieldFault> FaultsOf(const CalendarInput& input) {
  std::vector<FieldFault> faults;
  if (Trim(input.name).empty()) faults.push_back({"name", {"problem.field.required"}});
  if (CountCharacters(input.name) > kMaxName) {
    faults.push_back({"name", {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxName)}}}});
  }
  if (input.kind == CalendarKind::caldav && Trim(input.user_name.value_or("")).empty()) {
    faults.push_back({"user_name", {"problem.field.required"}});
  }
  if (!IsOneLine(input.user_name.value_or("")))
    faults.push_back({"user_name", {"problem.calendar.one_line"}});
  if (!IsOneLine(input.password.value_or(""))) faults.push_back({"password", {"problem.calendar.one_line"}});
  return faults;
}

Result<CalendarView> Add(const Call& call, const CalendarOptions& options, const CalendarInput& input) {
  auto faults = FaultsOf(input);
  auto url = AddressOf(input.url, options.hosts);
  if (!url) faults.insert(faults.end(), url.error().errors.begin(), url.error().errors.end());
  if (!faults.empty()) return Fail(std::move(faults));
  const Instant wall = options.clock->Now();
  return call.Write([&](db::Tx& tx) -> Result<CalendarView> {
    if (std::ssize(FindCalendars(tx, call.org_id(), call.person_id())) >= kMostCalendars) {
      return Fail(Kind::conflict, "problem.calendar.too_many_calendars", {{"limit", kMostCalendars}});
    }
    PersonCalendar one;
    one.org_id = call.org_id();
    one.id = tx.NewId();
    one.person_id = call.person_id();
    one.name = std::string(Trim(input.name));
    one.kind = input.kind;
    one.host = HostOf(*url);
    one.access_sealed = SealAccess(*options.key, one.org_id, one.id,
                                   {*url, input.user_name.value_or(""), input.password.value_or("")});
    one.is_busy_only = input.is_busy_only.value_or(false);
    one.created_at = call.now();
    ReadSoon(tx, one, wall, wall);
    tx.InsertMany("person_calendar", std::vector{one});
    return ViewOf(call, one, coaching::ZoneOf(tx, call.org_id(), call.person_id()));
  });
}

// Somebody else's is not there.
std::optional<PersonCalendar> FindOwn(const Call& call, db::Connection& connection, Id id) {
  auto found = FindCalendar(connection, call.org_id(), id);
  return found && found->person_id == call.person_id() ? found : std::nullopt;
}

Result<Done> Remove(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindOwn(call, tx, id);
    if (!found) return NotFound("person_calendar");
    RemoveCalendar(tx, *found);
    return Done{};
  });
}

Result<CalendarView> ReadNow(const Call& call, const CalendarOptions& options, Id id) {
  const Instant wall = options.clock->Now();
  return call.Write([&](db::Tx& tx) -> Result<CalendarView> {
    auto found = FindOwn(call, tx, id);
    if (!found) return NotFound("person_calendar");
    if (!found->tried_at || *found->tried_at + kReadPause <= wall) {
      ReadSoon(tx, *found, wall, wall);
      SaveCalendar(tx, *found);
    }
    return ViewOf(call, *found, coaching::ZoneOf(tx, call.org_id(), call.person_id()));
  });
}

// The person, if it is the caller or somebody of the caller's team.
Result<people::Person> FindReached(const Call& call, db::Connection& connection, Id person_id) {
  auto person = people::FindPerson(connection, call.org_id(), person_id);
  const bool is_reached =
      person && (person_id == call.person_id() ||
                 (call.principal().role != access::Role::rep &&
                  people::IsBelow(connection, call.org_id(), person_id, call.person_id())));
  if (!is_reached) return NotFound("person");
  return std::move(*person);
}

WeekView ViewWeek(const Call& call, db::Connection& connection, Id person_id) {
  const auto week = FindWeek(connection, call.org_id(), person_id);
  return {week ? week->version : 0, coaching::ZoneOf(connection, call.org_id(), person_id),
          week ? ParseWeek(week->hours) : std::vector<WorkingHours>()};
}

Result<WeekView> GetWeek(const Call& call, Id person_id) {
  if (auto person = FindReached(call, call.db(), person_id); !person) return Fail(person.error());
  return ViewWeek(call, call.db(), person_id);
}

std::vector<FieldFault> FaultsOf(const WeekInput& input) {
  std::vector<FieldFault> faults;
  if (input.hours.size() > kMostStretches) {
    faults.push_back(
        {"hours",
         {"problem.field.out_of_range",
          {{"minimum", std::int64_t{0}}, {"maximum", static_cast<std::int64_t>(kMostStretches)}}}});
  }
  std::vector<WorkingHours> sorted = input.hours;
  std::ranges::sort(sorted);
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const WorkingHours& one = sorted[i];
    const bool is_good = one.weekday >= 1 && one.weekday <= 7 && one.from_minute >= 0 &&
                         one.from_minute < one.to_minute && one.to_minute <= kMinutesPerDay;
    const bool overlaps =
        i > 0 && sorted[i - 1].weekday == one.weekday && sorted[i - 1].to_minute > one.from_minute;
    if (is_good && !overlaps) continue;
    const auto at = std::ranges::find(input.hours, one) - input.hours.begin();
    faults.push_back({"hours[" + std::to_string(at) + "]",
                      {is_good ? "problem.calendar.hours_overlap" : "problem.calendar.hours"}});
  }
  return faults;
}

Result<WeekView> ChangeWeek(const Call& call, Id person_id, const json::Patch<WeekInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<WeekView> {
    if (auto person = FindReached(call, tx, person_id); !person) return Fail(person.error());
    const auto before = FindWeek(tx, call.org_id(), person_id);
    if (auto current = action::CheckVersion(call, before ? before->version : 0, "working_week"); !current) {
      return Fail(current.error());
    }
    const WeekInput input = patch.Apply({before ? ParseWeek(before->hours) : std::vector<WorkingHours>()});
    if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
    action::Action action(tx, call, "hours.change", person_id);
    if (!before) {
      action.Insert(
          WorkingWeek{.org_id = {}, .id = {}, .person_id = person_id, .hours = ToText(input.hours)});
    } else {
      WorkingWeek after = *before;
      after.hours = ToText(input.hours);
      if (auto saved = action.Update(*before, after); !saved) return Fail(saved.error());
    }
    return ViewWeek(call, tx, person_id);
  });
}

AbsenceView ViewOf(const Absence& one) { return {one.id, one.version, one.kind, one.from_on, one.to_on}; }

Result<Absences> ListAbsences(const Call& call, Id person_id) {
  if (auto person = FindReached(call, call.db(), person_id); !person) return Fail(person.error());
  Absences absences;
  const Day today = DayIn(call.now(), coaching::ZoneOf(call.db(), call.org_id(), person_id));
  for (const Absence& one : FindAbsences(call.db(), call.org_id(), person_id, today)) {
    absences.items.push_back(ViewOf(one));
  }
  return absences;
}

Result<AbsenceView> AddAbsence(const Call& call, Id person_id, const AbsenceInput& input) {
  if (input.to_on < input.from_on) return Fail(FieldFault{"to_on", {"problem.calendar.ends_before"}});
  if (input.to_on - input.from_on > kLongestAbsence) {
    return Fail(FieldFault{"to_on", {"problem.calendar.too_long"}});
  }
  return call.Write([&](db::Tx& tx) -> Result<AbsenceView> {
    if (auto person = FindReached(call, tx, person_id); !person) return Fail(person.error());
    action::Action action(tx, call, "absence.create", person_id);
    return ViewOf(action.Insert(Absence{.org_id = {},
                                        .id = {},
                                        .person_id = person_id,
                                        .kind = input.kind,
                                        .from_on = input.from_on,
                                        .to_on = input.to_on,
                                        .created_at = call.now(),
                                        .deleted_at = {}}));
  });
}

Result<Done> RemoveAbsence(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindAbsence(tx, call.org_id(), id);
    if (!found) return NotFound("absence");
    if (auto person = FindReached(call, tx, found->person_id); !person) return NotFound("absence");
    if (auto current = action::CheckVersion(call, found->version, "absence"); !current) {
      return Fail(current.error());
    }
    action::Action action(tx, call, "absence.remove", found->person_id);
    Absence after = *found;
    after.deleted_at = call.now();
    if (auto saved = action.Update(*found, after); !saved) return Fail(saved.error());
    return Done{};
  });
}

Result<TeamTimes> ListTeamTimes(const Call& call) {
  return TeamTimes{TimesOfTeam(call, call.db(), TeamOf(call, call.db()), {})};
}

}  // namespace

void AddCalendarRoutes(http::Router& router, const CalendarOptions& options) {
  router.Get("/api/v1/calendars", {.name = "listCalendars", .deed = Deed::read, .word = Word::notice}, List);
  router.Post("/api/v1/calendars",
              {.name = "addCalendar",
               .deed = Deed::change,
               .word = Word::notice,
               .keeps_answer = false,
               .summary = "An own calendar to read every five minutes; its address is said to nobody again"},
              [&options](const Call& call, const CalendarInput& input) { return Add(call, options, input); });
  router.Delete("/api/v1/calendars/{id}",
                {.name = "removeCalendar", .deed = Deed::change, .word = Word::notice}, Remove);
  router.Post("/api/v1/calendars/{id}/read",
              {.name = "readCalendarNow", .deed = Deed::change, .word = Word::notice, .status = 200},
              [&options](const Call& call, Id id) { return ReadNow(call, options, id); });
  router.Get("/api/v1/people/{id}/hours",
             {.name = "getWorkingHours", .deed = Deed::read, .word = Word::notice}, GetWeek);
  router.Patch("/api/v1/people/{id}/hours",
               {.name = "changeWorkingHours",
                .deed = Deed::change,
                .word = Word::notice,
                .summary = "Of oneself or somebody of one's team; before the first time the version is 0"},
               ChangeWeek);
  router.Get("/api/v1/people/{id}/absences",
             {.name = "listAbsences", .deed = Deed::read, .word = Word::notice}, ListAbsences);
  router.Post("/api/v1/people/{id}/absences",
              {.name = "addAbsence", .deed = Deed::change, .word = Word::notice}, AddAbsence);
  router.Delete("/api/v1/absences/{id}",
                {.name = "removeAbsence", .deed = Deed::change, .word = Word::notice, .versioned = true},
                RemoveAbsence);
  router.Get("/api/v1/team-times",
             {.name = "listTeamTimes",
              .deed = Deed::read,
              .word = Word::door,
              .summary = "Who of the team is free at this minute, and as of when that is known"},
             ListTeamTimes);
}

namespace {

// Rows of the person, and of people below.
template <class Row, class Find>
std::vector<Id> OthersOf(const access::Principal& person, std::span<const Id> row_ids, Find find,
                         db::Connection& connection) {
  std::vector<Id> out;
  for (const Id id : row_ids) {
    const std::optional<Id> owner = find(id);
    if (!owner) continue;
    const bool is_reached =
        *owner == person.person_id || (person.role != access::Role::rep &&
                                       people::IsBelow(connection, person.org_id, *owner, person.person_id));
    if (!is_reached) out.push_back(id);
  }
  return out;
}

std::vector<Id> OthersWeeks(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> row_ids) {
  return OthersOf<WorkingWeek>(
      person, row_ids,
      [&](Id id) {
        return connection.QueryValue<Id>("SELECT person_id FROM working_week WHERE org_id = $1 AND id = $2",
                                         person.org_id, id);
      },
      connection);
}

std::vector<Id> OthersAbsences(db::Connection& connection, const access::Principal& person,
                               std::span<const Id> row_ids) {
  return OthersOf<Absence>(
      person, row_ids,
      [&](Id id) {
        return connection.QueryValue<Id>("SELECT person_id FROM absence WHERE org_id = $1 AND id = $2",
                                         person.org_id, id);
      },
      connection);
}

}  // namespace

// Why somebody is away is for that person and the managers above.
void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(WorkingWeek::kTable), .out_of_reach = &OthersWeeks});
  tables.Add({.name = std::string(Absence::kTable),
              .marks_deleted = true,
              .is_private = true,
              .out_of_reach = &OthersAbsences});
}

}  // namespace baton::calendar
