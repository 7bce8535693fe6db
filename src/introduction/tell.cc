#include "introduction/tell.h"

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/local_time.h"
#include "book/directory.h"
#include "handoff/directory.h"
#include "introduction/meeting_store.h"
#include "introduction/meeting_words.h"
#include "invite/tell.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::introduction {
namespace {

Reader ReaderOf(db::Connection& connection, Id org_id, const invite::Guest& guest) {
  const auto organization = people::FindOrganization(connection, org_id);
  Reader reader{guest.name, organization->language, guest.time_zone, guest.contact_id.has_value()};
  if (guest.contact_id) {
    const access::Scope all{access::Reach::organization, org_id, Id{}};
    const auto contact = book::FindContact(connection, all, *guest.contact_id);
    if (contact && !contact->language.empty()) reader.language = contact->language;
    if (contact && contact->time_zone) reader.zone = *contact->time_zone;
    return reader;
  }
  const auto person = people::FindPerson(connection, org_id, *guest.person_id);
  reader.zone = person && !person->time_zone.empty() ? person->time_zone : organization->time_zone;
  if (person) reader.language = person->language;
  return reader;
}

// The names behind the meeting.
MeetingFacts FactsOf(db::Connection& connection, Id org_id, const format::icalendar::Invitation& invitation,
                     const mail::Draft& draft) {
  MeetingFacts facts{.summary = invitation.summary,
                     .account = {},
                     .successor = {},
                     .former = invitation.organizer.name,
                     .starts_at = invitation.starts_at,
                     .ends_at = invitation.starts_at + invitation.minutes * kMillisecondsPerMinute,
                     .place = invitation.location,
                     .note = invitation.description,
                     .guests = {}};
  const access::Scope all{access::Reach::organization, org_id, Id{}};
  if (draft.account_id) {
    const auto accounts = book::FindAccountRefs(connection, org_id, std::span(&*draft.account_id, 1));
    if (const auto found = accounts.find(*draft.account_id); found != accounts.end())
      facts.account = found->second.name;
  }
  const auto handoff =
      draft.handoff_id ? handoff::FindHandoff(connection, all, *draft.handoff_id) : std::nullopt;
  if (handoff) {
    const auto people = people::FindRefs(connection, org_id, std::span(&handoff->to_id, 1));
    if (const auto found = people.find(handoff->to_id); found != people.end())
      facts.successor = found->second.name;
  }
  return facts;
}

}  // namespace

void Tell(action::Action& action, Id meeting_id) {
  auto& tx = action.tx();
  const Id org_id = action.org_id();
  const auto meeting = FindMeeting(tx, org_id, meeting_id);
  invite::Appointment appointment;
  std::vector<Guest> guests;
  if (meeting && meeting->state == MeetingState::planned) {
    guests = FindGuests(tx, org_id, meeting_id);
    appointment.is_on = true;
    appointment.invitation = InvitationOf(tx, *meeting, guests, action.now());
    for (const Guest& one : guests) {
      if (one.email.empty()) continue;
      invite::Guest guest{one.contact_id, one.person_id, one.name, one.email, meeting->time_zone};
      guest.time_zone = ReaderOf(tx, org_id, guest).zone;
      appointment.guests.push_back(std::move(guest));
    }
  }
  invite::Tell(action, meeting_id, appointment, [&](const invite::Letter& letter) {
    mail::Draft draft;
    // What was taken back has its names in the mails about it.
    draft.handoff_id = meeting ? std::optional(meeting->handoff_id) : letter.before->handoff_id;
    draft.account_id = meeting ? std::optional(meeting->account_id) : letter.before->account_id;
    draft.sender_id = meeting ? std::optional(meeting->organizer_id) : letter.before->sender_id;
    MeetingFacts facts = FactsOf(tx, org_id, letter.invitation, draft);
    if (letter.before == nullptr) {
      facts.comes_twice = ComesTwice(meeting->local(), meeting->time_zone);
      for (const Guest& one : guests) facts.guests.push_back(one.name);
    }
    const MeetingMail words = WriteMeetingMail(letter.news, facts, ReaderOf(tx, org_id, letter.guest));
    draft.subject = words.subject;
    draft.text = words.text;
    return draft;
  });
}

void TellSoon(db::Tx& tx, Id org_id, Id meeting_id) {
  job::Enqueue(tx, {.org_id = org_id, .kind = std::string(kTellKind), .ref = meeting_id},
               SystemClock().Now());
}

void AddTellJob(job::Runner& runner) {
  runner.On(std::string(kTellKind), [](job::Context& context) {
    const Id org_id = context.job().org_id;
    context.database().Write([&](db::Tx& tx) {
      const auto organization = people::FindOrganization(tx, org_id);
      if (!organization) return;
      action::Action action(tx, {org_id, std::nullopt}, kTellKind,
                            organization->clock_at.value_or(context.Now()), context.job().ref);
      Tell(action, context.job().ref);
    });
    return job::Outcome::done;
  });
}

}  // namespace baton::introduction
