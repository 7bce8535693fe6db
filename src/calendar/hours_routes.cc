#include "calendar/hours_routes.h"

#include <algorithm>
#include <set>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/noon.h"
#include "base/zone.h"
#include "calendar/calendar_views.h"
#include "calendar/team.h"
#include "coaching/directory.h"
#include "http/router.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::calendar {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::int32_t kMinutesPerDay = 24 * 60;
constexpr std::size_t kMostStretches = 28;
constexpr int kLongestAbsence = 366;

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

// Whose hours or absence it is hears of it, unless it was the own deed.
void Tell(action::Action& action, const Call& call, Id person_id, Message message) {
  const auto by = people::FindPerson(action.tx(), call.org_id(), call.person_id());
  message.arguments["person"] = by ? by->name : std::string();
  notice::Emit(action, person_id, message, "/settings?section=calendar");
}

void TellOfHours(action::Action& action, const Call& call, Id person_id,
                 const std::vector<WorkingHours>& hours) {
  std::set<std::int32_t> days;
  std::int64_t minutes = 0;
  for (const WorkingHours& one : hours) {
    days.insert(one.weekday);
    minutes += one.to_minute - one.from_minute;
  }
  Tell(action, call, person_id,
       {"notice.hours.set",
        {{"days", static_cast<std::int64_t>(days.size())}, {"hours", static_cast<double>(minutes) / 60}}});
}

// A day in a sentence: the same in nearly every zone.

// From which day to which, and not why: a notice also goes by mail and into chats.
void TellOfAbsence(action::Action& action, const Call& call, const char* key, const Absence& absence) {
  Tell(action, call, absence.person_id,
       {key,
        {{"days", std::int64_t{absence.to_on - absence.from_on} + 1},
         {"from", NoonOf(absence.from_on)},
         {"to", NoonOf(absence.to_on)}}});
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
    TellOfHours(action, call, person_id, input.hours);
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
    const Absence absence = action.Insert(Absence{.org_id = {},
                                                  .id = {},
                                                  .person_id = person_id,
                                                  .kind = input.kind,
                                                  .from_on = input.from_on,
                                                  .to_on = input.to_on,
                                                  .created_at = call.now(),
                                                  .deleted_at = {}});
    TellOfAbsence(action, call, "notice.absence.set", absence);
    return ViewOf(absence);
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
    TellOfAbsence(action, call, "notice.absence.removed", *found);
    return Done{};
  });
}

Result<TeamTimes> ListTeamTimes(const Call& call) {
  return TeamTimes{TimesOfTeam(call, call.db(), TeamOf(call, call.db()), {})};
}

}  // namespace

void AddHoursRoutes(http::Router& router) {
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

// Whose they are, and the managers they report to.
std::vector<Id> ConcernedByAbsences(db::Connection& connection, Id org_id, std::span<const Id> row_ids) {
  return connection.Query<Id>(
      "SELECT person_id AS id FROM absence WHERE org_id = $1 AND id IN baton_list($2) UNION SELECT "
      "person.manager_id AS id FROM absence JOIN person ON person.org_id = absence.org_id AND person.id = "
      "absence.person_id WHERE absence.org_id = $1 AND absence.id IN baton_list($2) AND person.manager_id IS "
      "NOT NULL",
      org_id, db::IdList(row_ids));
}

}  // namespace

// Why somebody is away is for that person and the managers above.
void AddHoursTables(action::Tables& tables) {
  tables.Add({.name = std::string(WorkingWeek::kTable), .out_of_reach = &OthersWeeks});
  tables.Add({.name = std::string(Absence::kTable),
              .marks_deleted = true,
              .is_private = true,
              .out_of_reach = &OthersAbsences,
              .listeners = &ConcernedByAbsences});
}

}  // namespace baton::calendar
