#include "mentor/appointment.h"

#include "base/clock.h"
#include "coaching/appointment.h"
#include "coaching/directory.h"
#include "invite/tell.h"
#include "invite/words.h"
#include "mail/relay.h"
#include "mentor/mentor_store.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::mentor {
namespace {

using format::icalendar::Participation;

struct TheTwo {
  std::optional<people::Person> asker;
  std::optional<people::Person> mentor;
};

TheTwo PeopleOf(db::Connection& connection, const Talk& talk) {
  return {people::FindPerson(connection, talk.org_id, talk.asker_id),
          people::FindPerson(connection, talk.org_id, talk.mentor_id)};
}

invite::Appointment AppointmentOf(db::Connection& connection, const Talk& talk, const TheTwo& two,
                                  const std::string& answers_to, Instant now) {
  const auto organization = people::FindOrganization(connection, talk.org_id);
  invite::Appointment appointment;
  appointment.is_on = true;
  auto& invitation = appointment.invitation;
  invitation.written_at = now;
  invitation.starts_at = talk.starts_at;
  invitation.minutes = talk.minutes;
  invitation.summary =
      invite::Say({"mail.mentor.summary", {{"asker", two.asker->name}, {"mentor", two.mentor->name}}},
                  organization ? organization->language : "en", "UTC");
  invitation.organizer = {two.asker->name, answers_to};
  for (const auto& person : {two.mentor, two.asker}) {
    if (!person->email) continue;
    invitation.attendees.push_back(
        {person->name, *person->email,
         person->id == talk.asker_id ? Participation::accepted : Participation::needs_action});
    if (!coaching::FindChoice(connection, talk.org_id, person->id).is_mailed) continue;
    appointment.guests.push_back({std::nullopt, person->id, person->name, *person->email,
                                  coaching::ZoneOf(connection, talk.org_id, person->id)});
  }
  return appointment;
}

void EmitTo(action::Action& action, const Talk& talk, Id person_id, const std::string& name,
            std::string_view key) {
  notice::Emit(
      action, person_id,
      {std::string(key),
       {{"person", name}, {"when", coaching::TimeText(action.tx(), talk.org_id, person_id, talk.starts_at)}}},
      std::string(kLink));
}

}  // namespace

void TellOther(action::Action& action, const Talk& talk, std::string_view key) {
  const TheTwo two = PeopleOf(action.tx(), talk);
  const bool is_asker = action.actor().person_id == talk.asker_id;
  const auto& other = is_asker ? two.mentor : two.asker;
  const auto& self = is_asker ? two.asker : two.mentor;
  if (other) EmitTo(action, talk, other->id, self ? self->name : std::string(), key);
}

void TellTalkAppointment(action::Action& action, Id talk_id) {
  auto& tx = action.tx();
  const Id org_id = action.org_id();
  if (!mail::FindRelay(tx, org_id)) return;  // what nobody can send does not pile up
  const auto talk = FindTalkOfAnybody(tx, org_id, talk_id);
  invite::Appointment appointment;
  if (talk && talk->state == TalkState::planned) {
    if (talk->ends_at() <= action.now()) return;
    const TheTwo two = PeopleOf(tx, *talk);
    const auto answers_to = two.asker ? coaching::AnswersTo(tx, org_id, *two.asker) : std::nullopt;
    if (two.mentor && answers_to) appointment = AppointmentOf(tx, *talk, two, *answers_to, action.now());
  }
  const auto sender = talk ? std::optional(talk->asker_id) : std::nullopt;
  invite::Tell(action, talk_id, appointment, [&](const invite::Letter& letter) {
    return coaching::WriteAppointment(tx, org_id, letter, sender, "mentor");
  });
}

void TellTalkSoon(db::Tx& tx, Id org_id, Id talk_id) {
  job::Enqueue(tx, {.org_id = org_id, .kind = std::string(kTalkTellKind), .ref = talk_id},
               SystemClock().Now());
}

bool TakeTalkAnswer(db::Tx& tx, Id org_id, Instant now, const std::string& calendar,
                    const std::string& sender) {
  const auto answer = invite::ReadAnswer(tx, org_id, calendar, sender);
  const auto talk = answer ? FindTalkOfAnybody(tx, org_id, answer->appointment_id) : std::nullopt;
  if (!talk || talk->state != TalkState::planned || answer->told.starts_at != talk->starts_at) return false;
  const TheTwo two = PeopleOf(tx, *talk);
  const Participation said = answer->reply.participation;
  const std::string_view key = said == Participation::accepted   ? "notice.mentor.comes"
                               : said == Participation::declined ? "notice.mentor.comes_not"
                                                                 : "notice.mentor.comes_maybe";
  for (const auto& [who, other] : {std::pair(two.asker, two.mentor), std::pair(two.mentor, two.asker)}) {
    if (!who || !other || who->email_fold != answer->reply.email) continue;
    action::Action action(tx, {org_id, std::nullopt}, "mentor_talk.answer", now, talk->id);
    EmitTo(action, *talk, other->id, who->name, key);
    return true;
  }
  return false;
}

void AddMentorJobs(job::Runner& runner) {
  runner.On(std::string(kTalkTellKind), [](job::Context& context) {
    const Id org_id = context.job().org_id;
    context.database().Write([&](db::Tx& tx) {
      const auto organization = people::FindOrganization(tx, org_id);
      if (!organization) return;
      action::Action action(tx, {org_id, std::nullopt}, kTalkTellKind,
                            organization->clock_at.value_or(context.Now()), context.job().ref);
      TellTalkAppointment(action, context.job().ref);
    });
    return job::Outcome::done;
  });
}

}  // namespace baton::mentor
