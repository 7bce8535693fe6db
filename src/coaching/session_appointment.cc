#include "coaching/session_appointment.h"

#include <algorithm>
#include <set>

#include "base/clock.h"
#include "coaching/appointment.h"
#include "coaching/directory.h"
#include "coaching/session_store.h"
#include "invite/words.h"
#include "json/json.h"
#include "mail/relay.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::coaching {
namespace {

using format::icalendar::Participation;

// Far enough for every plan.
constexpr std::int64_t kPlannedAhead = 10'000 * kMillisecondsPerDay;

Instant EndOfSession(const Session& session) {
  return session.starts_at + session.minutes * kMillisecondsPerMinute;
}

// The manager first, then the reps; those who are there.
std::vector<people::Person> PeopleOf(db::Connection& connection, const Session& session) {
  std::vector<people::Person> people;
  if (auto manager = people::FindPerson(connection, session.org_id, session.manager_id))
    people.push_back(std::move(*manager));
  for (const SessionRep& row : FindRepsOf(connection, session.org_id, std::vector{session.id})) {
    if (auto rep = people::FindPerson(connection, session.org_id, row.rep_id))
      people.push_back(std::move(*rep));
  }
  return people;
}

// Who has a promise with another one of them that stands for the session (StandsFor).
std::set<Id> WithAPromiseThen(db::Connection& connection, const Session& session) {
  std::set<Id> people;
  for (const Id rep_id : connection.Query<Id>(
           "SELECT rep_id FROM promise WHERE org_id = $1 AND manager_id = $2 AND state = 'open' AND kind <> "
           "'answer' AND deleted_at IS NULL AND due_at <= $3 AND due_at + minutes * 60000 >= $4 AND rep_id "
           "IN "
           "(SELECT rep_id FROM coaching_session_rep WHERE org_id = $1 AND session_id = $5 AND deleted_at IS "
           "NULL)",
           session.org_id, session.manager_id, session.starts_at, EndOfSession(session), session.id)) {
    people.insert(rep_id);
    people.insert(session.manager_id);
  }
  return people;
}

std::string SummaryOfSession(const Session& session, const std::string& manager,
                             const std::string& language) {
  return invite::Say(
      {"mail.session.summary", {{"kind", std::string(json::NameOf(session.kind))}, {"manager", manager}}},
      language, "UTC");
}

invite::Appointment AppointmentOf(db::Connection& connection, const Session& session,
                                  const std::vector<people::Person>& people, const std::string& answers_to,
                                  Instant now) {
  const auto organization = people::FindOrganization(connection, session.org_id);
  const people::Person& manager = people.front();
  invite::Appointment appointment;
  appointment.is_on = true;
  auto& invitation = appointment.invitation;
  invitation.written_at = now;
  invitation.starts_at = session.starts_at;
  invitation.minutes = session.minutes;
  invitation.summary = SummaryOfSession(session, manager.name, organization ? organization->language : "en");
  invitation.organizer = {manager.name, answers_to};
  const auto covered = WithAPromiseThen(connection, session);
  for (const people::Person& person : people) {
    if (!person.email) continue;
    const bool is_manager = person.id == manager.id;
    invitation.attendees.push_back(
        {person.name, *person.email, is_manager ? Participation::accepted : Participation::needs_action});
    if (covered.contains(person.id) || !FindChoice(connection, session.org_id, person.id).is_mailed) continue;
    appointment.guests.push_back(
        {std::nullopt, person.id, person.name, *person.email, ZoneOf(connection, session.org_id, person.id)});
  }
  return appointment;
}

std::string_view KeyOfSaid(Participation said) {
  if (said == Participation::accepted) return "notice.coaching.comes";
  return said == Participation::declined ? "notice.coaching.comes_not" : "notice.coaching.comes_maybe";
}

}  // namespace

void TellSessionAppointment(action::Action& action, Id session_id) {
  auto& tx = action.tx();
  const Id org_id = action.org_id();
  if (!mail::FindRelay(tx, org_id)) return;  // what nobody can send does not pile up
  const auto session = FindSessionOfAnybody(tx, org_id, session_id);
  const bool is_planned = session && session->state == SessionState::planned;
  if (is_planned && EndOfSession(*session) <= action.now()) return;
  if (session && session->state == SessionState::held) {
    // It was held when it was to be, or nobody was told: nothing to move or cancel in a calendar.
    const auto told = invite::FindTold(tx, org_id, session_id, invite::SequenceOf(tx, org_id, session_id));
    if (!told || told->starts_at <= action.now()) return;
  }

  invite::Appointment appointment;
  if (is_planned) {
    const auto people = PeopleOf(tx, *session);
    const bool has_manager = !people.empty() && people.front().id == session->manager_id;
    const auto answers_to = has_manager ? AnswersTo(tx, org_id, people.front()) : std::nullopt;
    if (answers_to && people.size() > 1)
      appointment = AppointmentOf(tx, *session, people, *answers_to, action.now());
  }
  const auto sender = session ? std::optional(session->manager_id) : std::nullopt;
  invite::Tell(action, session_id, appointment, [&](const invite::Letter& letter) {
    return WriteAppointment(tx, org_id, letter, sender, "session");
  });
}

void TellSessionsOfPair(action::Action& action, Id manager_id, Id rep_id) {
  if (!mail::FindRelay(action.tx(), action.org_id())) return;
  for (const Session& session :
       FindPlannedBetween(action.tx(), action.org_id(), rep_id, action.now(), action.now() + kPlannedAhead)) {
    if (session.manager_id == manager_id) TellSessionAppointment(action, session.id);
  }
}

void TellSessionAppointmentSoon(db::Tx& tx, Id org_id, Id session_id) {
  job::Enqueue(tx, {.org_id = org_id, .kind = std::string(kSessionTellKind), .ref = session_id},
               SystemClock().Now());
}

bool TakeSessionAnswer(db::Tx& tx, Id org_id, Instant now, const std::string& calendar,
                       const std::string& sender) {
  const auto answer = invite::ReadAnswer(tx, org_id, calendar, sender);
  const auto session = answer ? FindSessionOfAnybody(tx, org_id, answer->appointment_id) : std::nullopt;
  if (!session || session->state != SessionState::planned || answer->told.starts_at != session->starts_at)
    return false;
  const auto& reply = answer->reply;
  const auto people = PeopleOf(tx, *session);
  const auto who =
      std::ranges::find_if(people, [&](const auto& person) { return person.email_fold == reply.email; });
  if (who == people.end()) return false;
  action::Action action(tx, {org_id, std::nullopt}, "coaching_session.answer", now, session->id);
  for (const people::Person& other : people) {
    const bool is_told = (who->id == session->manager_id) != (other.id == session->manager_id);
    if (!is_told) continue;
    notice::Emit(action, other.id,
                 {std::string(KeyOfSaid(reply.participation)),
                  {{"person", who->name},
                   {"kind", std::string(json::NameOf(session->kind))},
                   {"when", TimeText(tx, org_id, other.id, session->starts_at)}}},
                 LinkOf(session->id));
  }
  return true;
}

void AddSessionAppointmentJob(job::Runner& runner) {
  runner.On(std::string(kSessionTellKind), [](job::Context& context) {
    const Id org_id = context.job().org_id;
    context.database().Write([&](db::Tx& tx) {
      const auto organization = people::FindOrganization(tx, org_id);
      if (!organization) return;
      action::Action action(tx, {org_id, std::nullopt}, kSessionTellKind,
                            organization->clock_at.value_or(context.Now()), context.job().ref);
      TellSessionAppointment(action, context.job().ref);
    });
    return job::Outcome::done;
  });
}

}  // namespace baton::coaching
