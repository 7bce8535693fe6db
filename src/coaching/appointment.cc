#include "coaching/appointment.h"

#include "base/clock.h"
#include "base/local_time.h"
#include "base/zone.h"
#include "coaching/promise_store.h"
#include "coaching/session_appointment.h"
#include "invite/tell.h"
#include "invite/words.h"
#include "mail/mailbox.h"
#include "mail/relay.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::coaching {
namespace {

struct TheTwo {
  std::optional<people::Person> manager;  // while they are there
  std::optional<people::Person> rep;
};

std::string SummaryOf(const TheTwo& two, const std::string& language) {
  return invite::Say({"mail.promise.summary", {{"manager", two.manager->name}, {"rep", two.rep->name}}},
                     language, "UTC");
}

format::icalendar::Invitation InvitationOf(db::Connection& connection, const Promise& promise,
                                           const TheTwo& two, const std::string& answers_to, Instant now) {
  using format::icalendar::Participation;
  const auto organization = people::FindOrganization(connection, promise.org_id);
  format::icalendar::Invitation invitation;
  invitation.written_at = now;
  invitation.starts_at = promise.due_at;
  invitation.minutes = promise.minutes;
  invitation.summary = SummaryOf(two, organization ? organization->language : "en");
  invitation.organizer = {two.manager->name, answers_to};
  if (two.rep->email)
    invitation.attendees.push_back({two.rep->name, *two.rep->email, Participation::needs_action});
  if (two.manager->email)
    invitation.attendees.push_back({two.manager->name, *two.manager->email, Participation::accepted});
  return invitation;
}

std::vector<invite::Guest> GuestsOf(db::Connection& connection, Id org_id, const TheTwo& two) {
  std::vector<invite::Guest> guests;
  for (const auto& person : {two.rep, two.manager}) {
    if (!person->email || !FindChoice(connection, org_id, person->id).is_mailed) continue;
    guests.push_back(
        {std::nullopt, person->id, person->name, *person->email, ZoneOf(connection, org_id, person->id)});
  }
  return guests;
}

std::string_view NameOf(invite::News news) {
  switch (news) {
    case invite::News::invited:
      return "invited";
    case invite::News::changed:
      return "changed";
    case invite::News::cancelled:
      return "cancelled";
    case invite::News::taken_off:
      break;
  }
  return "taken_off";
}

std::string_view KeyOf(format::icalendar::Participation said) {
  using format::icalendar::Participation;
  switch (said) {
    case Participation::accepted:
      return "notice.promise.comes";
    case Participation::declined:
      return "notice.promise.comes_not";
    case Participation::tentative:
    case Participation::needs_action:
      break;
  }
  return "notice.promise.comes_maybe";
}

struct Pair {
  Id manager_id;
  Id rep_id;
};
BOOST_DESCRIBE_STRUCT(Pair, (), (manager_id, rep_id))

}  // namespace

std::optional<std::string> AnswersTo(db::Connection& connection, Id org_id, const people::Person& manager) {
  auto mailbox = mail::MailboxAddress(connection, org_id);
  return mailbox ? mailbox : manager.email;
}

mail::Draft WriteAppointment(db::Connection& connection, Id org_id, const invite::Letter& letter,
                             std::optional<Id> sender_id, const std::string& topic) {
  const auto reader = people::FindPerson(connection, org_id, *letter.guest.person_id);
  const std::string language = reader ? reader->language : std::string("en");
  const std::string& zone = letter.guest.time_zone;
  const auto& invitation = letter.invitation;
  const Arguments arguments{
      {"reader", letter.guest.name.empty() ? std::string("none") : letter.guest.name},
      {"summary", invitation.summary},
      {"at", invitation.starts_at.milliseconds},
      {"until", (invitation.starts_at + invitation.minutes * kMillisecondsPerMinute).milliseconds},
      {"zone", ZoneText(zone, invitation.starts_at, language)}};
  const auto say = [&](const std::string& key) { return invite::Say({key, arguments}, language, zone); };
  const std::string what(NameOf(letter.news));
  const bool is_on = letter.news == invite::News::invited || letter.news == invite::News::changed;
  mail::Draft draft;
  draft.sender_id = sender_id ? sender_id : letter.before->sender_id;
  draft.subject = say("mail.meeting.subject." + what);
  draft.text = say("mail.meeting.hello") + "\n\n" + say("mail." + topic + "." + what) + "\n\n" +
               say("mail.meeting.when") + "\n";
  if (ComesTwice(ToLocal(invitation.starts_at, zone), zone)) draft.text += say("mail.promise.twice") + "\n";
  draft.text += "\n" + say("mail." + topic + ".about") + "\n";
  if (is_on) draft.text += "\n" + say("mail.meeting.answer") + "\n";
  return draft;
}

bool IsAppointment(PromiseKind kind) { return kind != PromiseKind::answer; }

PromiseChoice FindChoice(db::Connection& connection, Id org_id, Id person_id) {
  auto found = connection.QueryOne<PromiseChoice>(
      "SELECT org_id, id, version, person_id, is_mailed FROM promise_choice WHERE org_id = $1 AND person_id "
      "= $2",
      org_id, person_id);
  if (found) return *found;
  PromiseChoice choice;
  choice.org_id = org_id;
  choice.person_id = person_id;
  return choice;
}

Result<PromiseChoice> Choose(action::Action& action, const PromiseChoice& before, bool is_mailed) {
  PromiseChoice after = before;
  after.is_mailed = is_mailed;
  if (before.version == 0) return action.Insert(after);
  return action.Update(before, after);
}

namespace {

void TellPromise(action::Action& action, Id promise_id) {
  auto& tx = action.tx();
  const Id org_id = action.org_id();
  if (!mail::FindRelay(tx, org_id)) return;  // what nobody can send does not pile up
  const auto promise = FindPromiseOfAnybody(tx, org_id, promise_id);
  if (promise && !IsAppointment(promise->kind)) return;
  // It was kept when it was to be: there is nothing to move or cancel in a calendar.
  if (promise && promise->kept_at && *promise->kept_at >= promise->due_at) return;

  invite::Appointment appointment;
  if (promise && promise->state == PromiseState::open) {
    const TheTwo two{people::FindPerson(tx, org_id, promise->manager_id),
                     people::FindPerson(tx, org_id, promise->rep_id)};
    const auto answers_to = two.manager ? AnswersTo(tx, org_id, *two.manager) : std::nullopt;
    if (two.rep && answers_to) {
      appointment.is_on = true;
      appointment.invitation = InvitationOf(tx, *promise, two, *answers_to, action.now());
      appointment.guests = GuestsOf(tx, org_id, two);
    }
  }
  const auto sender = promise ? std::optional(promise->manager_id) : std::nullopt;
  invite::Tell(action, promise_id, appointment, [&](const invite::Letter& letter) {
    return WriteAppointment(tx, org_id, letter, sender, "promise");
  });
}

}  // namespace

void TellAppointment(action::Action& action, Id promise_id) {
  TellPromise(action, promise_id);
  // Also of one that an undo took back.
  const auto two = action.tx().QueryOne<Pair>(
      "SELECT manager_id, rep_id FROM promise WHERE org_id = $1 AND id = $2", action.org_id(), promise_id);
  if (two) TellSessionsOfPair(action, two->manager_id, two->rep_id);
}

void TellAppointmentSoon(db::Tx& tx, Id org_id, Id promise_id) {
  job::Enqueue(tx, {.org_id = org_id, .kind = std::string(kTellKind), .ref = promise_id},
               SystemClock().Now());
}

bool TakePromiseAnswer(db::Tx& tx, Id org_id, Instant now, const std::string& calendar,
                       const std::string& sender) {
  const auto answer = invite::ReadAnswer(tx, org_id, calendar, sender);
  const auto promise = answer ? FindPromiseOfAnybody(tx, org_id, answer->appointment_id) : std::nullopt;
  if (!promise || promise->state != PromiseState::open || answer->told.starts_at != promise->due_at)
    return false;
  const auto& reply = answer->reply;
  for (const Id person_id : {promise->rep_id, promise->manager_id}) {
    const auto person = people::FindPerson(tx, org_id, person_id);
    if (!person || person->email_fold != reply.email) continue;
    const Id other = person_id == promise->rep_id ? promise->manager_id : promise->rep_id;
    action::Action action(tx, {org_id, std::nullopt}, "promise.answer", now, promise->id);
    notice::Emit(action, other,
                 {std::string(KeyOf(reply.participation)),
                  {{"person", person->name},
                   {"title", promise->title},
                   {"when", TimeText(tx, org_id, other, promise->due_at)}}},
                 "/promises");
    return true;
  }
  return false;
}

void AddAppointmentJob(job::Runner& runner) {
  runner.On(std::string(kTellKind), [](job::Context& context) {
    const Id org_id = context.job().org_id;
    context.database().Write([&](db::Tx& tx) {
      const auto organization = people::FindOrganization(tx, org_id);
      if (!organization) return;
      action::Action action(tx, {org_id, std::nullopt}, kTellKind,
                            organization->clock_at.value_or(context.Now()), context.job().ref);
      TellAppointment(action, context.job().ref);
    });
    return job::Outcome::done;
  });
}

}  // namespace baton::coaching
