#include "calendar/calendar_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/text.h"
#include "calendar/calendar_views.h"
#include "calendar/hours_routes.h"
#include "calendar/meeting_file_routes.h"
#include "calendar/team.h"
#include "coaching/directory.h"
#include "http/router.h"

namespace baton::calendar {
namespace {

using access::Deed;
using access::Word;
using http::Call;

// However often somebody asks, the other server is not called more often than this.
constexpr std::int64_t kReadPause = 5'000;
constexpr std::size_t kMaxName = 80;
constexpr std::size_t kMaxSecret = 500;
// In the log without what opens a calendar; hence not to be undone.
constexpr const char* kAddKind = "calendar.add";
constexpr const char* kChangeKind = "calendar.change";
constexpr const char* kRemoveKind = "calendar.remove";

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
  return {one.id,           one.version,         one.name,    one.kind,          one.host,
          one.is_busy_only, one.counts_meetings, one.read_at, one.failing_since, TextOf(call, one, zone),
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

std::vector<FieldFault> FaultsOf(const std::string& name, bool counts_meetings, bool is_busy_only) {
  std::vector<FieldFault> faults;
  if (Trim(name).empty()) faults.push_back({"name", {"problem.field.required"}});
  if (CountCharacters(name) > kMaxName) {
    faults.push_back({"name", {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxName)}}}});
  }
  if (counts_meetings && is_busy_only) {
    faults.push_back({"counts_meetings", {"problem.calendar.only_busy"}});
  }
  return faults;
}

std::vector<FieldFault> FaultsOf(const CalendarInput& input) {
  std::vector<FieldFault> faults =
      FaultsOf(input.name, input.counts_meetings.value_or(false), input.is_busy_only.value_or(false));
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
    one.counts_meetings = input.counts_meetings.value_or(!one.is_busy_only);
    one.created_at = call.now();
    const action::Action action(tx, call, kAddKind, call.person_id());
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

Result<CalendarView> Change(const Call& call, const CalendarOptions& options, Id id,
                            const json::Patch<CalendarChange>& patch) {
  const Instant wall = options.clock->Now();
  return call.Write([&](db::Tx& tx) -> Result<CalendarView> {
    auto found = FindOwn(call, tx, id);
    if (!found) return NotFound("person_calendar");
    if (auto current = action::CheckVersion(call, found->version, "person_calendar"); !current) {
      return Fail(current.error());
    }
    const CalendarChange input = patch.Apply({found->name, found->counts_meetings});
    if (auto faults = FaultsOf(input.name, input.counts_meetings, found->is_busy_only); !faults.empty()) {
      return Fail(std::move(faults));
    }
    const action::Action action(tx, call, kChangeKind, call.person_id());
    found->name = std::string(Trim(input.name));
    if (input.counts_meetings != found->counts_meetings) {
      found->counts_meetings = input.counts_meetings;
      found->meeting_ends_at = std::nullopt;
      found->etag.clear();  // what is there is read again, for its meetings
      found->modified.clear();
      ReadSoon(tx, *found, wall, wall);
    }
    ++found->version;
    SetCalendar(tx, *found);
    return ViewOf(call, *found, coaching::ZoneOf(tx, call.org_id(), call.person_id()));
  });
}

Result<Done> Remove(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindOwn(call, tx, id);
    if (!found) return NotFound("person_calendar");
    if (auto current = action::CheckVersion(call, found->version, "person_calendar"); !current) {
      return Fail(current.error());
    }
    const action::Action action(tx, call, kRemoveKind, call.person_id());
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
  router.Patch("/api/v1/calendars/{id}",
               {.name = "changeCalendar", .deed = Deed::change, .word = Word::notice},
               [&options](const Call& call, Id id, const json::Patch<CalendarChange>& patch) {
                 return Change(call, options, id, patch);
               });
  router.Delete("/api/v1/calendars/{id}",
                {.name = "removeCalendar", .deed = Deed::change, .word = Word::notice, .versioned = true},
                Remove);
  router.Post("/api/v1/calendars/{id}/read",
              {.name = "readCalendarNow", .deed = Deed::change, .word = Word::notice, .status = 200},
              [&options](const Call& call, Id id) { return ReadNow(call, options, id); });
  AddMeetingFileRoutes(router);
  AddHoursRoutes(router);
}

void AddTables(action::Tables& tables) {
  AddHoursTables(tables);
  for (const char* kind : {kAddKind, kChangeKind, kRemoveKind})
    tables.KeepFromUndo(kind, "problem.calendar.kept");
}

}  // namespace baton::calendar
