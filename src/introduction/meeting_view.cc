#include "introduction/meeting_view.h"

#include <algorithm>

#include "access/policy.h"
#include "base/local_time.h"
#include "base/zone.h"
#include "book/directory.h"
#include "handoff/directory.h"
#include "introduction/meeting_store.h"
#include "introduction/talk.h"
#include "invite/tell.h"
#include "letter/client_letter.h"
#include "mail/mailbox.h"
#include "mail/relay.h"
#include "people/directory.h"
#include "people/first_name.h"
#include "people/organization.h"
#include "ties/directory.h"
#include "words/catalogue.h"

namespace baton::introduction {
namespace {

constexpr std::int64_t kDaysPerYear = 365;

TalkFacts FactsOf(db::Connection& connection, const handoff::Handoff& handoff, Instant now,
                  const std::string& zone, const std::string& contact) {
  const std::vector<Id> ids{handoff.from_id, handoff.to_id};
  const auto people = people::FindRefs(connection, handoff.org_id, ids);
  const auto name = [&](Id id) {
    const auto found = people.find(id);
    return found == people.end() ? std::string() : people::FirstName(found->second.name);
  };
  TalkFacts facts;
  facts.former = name(handoff.from_id);
  facts.successor = name(handoff.to_id);
  facts.contact = people::FirstName(contact);
  const Day today = DayIn(now, zone);
  const auto rows =
      book::ViewAccountRows(connection, handoff.org_id, std::span(&handoff.account_id, 1), now, today);
  if (!rows.empty()) {
    facts.account = rows.front().name;
    facts.open_deals = rows.front().open_deals;
  }
  const auto ownership = book::FindOwnership(connection, handoff.org_id, handoff.account_id);
  if (ownership && ownership->person_id == handoff.from_id) {
    facts.years = (today - DayIn(ownership->from_at, zone)) / kDaysPerYear;
  }
  for (const ties::AccountTie& tie :
       ties::FindTies(connection, handoff.org_id, std::vector{handoff.account_id}, now)) {
    if (tie.person_id == handoff.to_id) facts.met = std::max<std::int64_t>(facts.met, tie.touches);
  }
  const auto meetings = FindMeetingsOf(connection, handoff.org_id, handoff.id, now);
  if (!meetings.empty() && meetings.front().state == MeetingState::planned &&
      meetings.front().starts_at >= now) {
    facts.meeting_at = meetings.front().starts_at;
    facts.meeting_minutes = meetings.front().minutes;
  }
  return facts;
}

std::string ZoneOf(db::Connection& connection, Id org_id, Id person_id) {
  const auto person = people::FindPerson(connection, org_id, person_id);
  if (person && !person->time_zone.empty()) return person->time_zone;
  const auto organization = people::FindOrganization(connection, org_id);
  return organization ? organization->time_zone : "UTC";
}

}  // namespace

bool MayPlan(db::Connection& connection, const handoff::Handoff& handoff, const access::Principal& person) {
  return static_cast<bool>(ScopeOf(person, access::Deed::change, access::Word::handoff)) &&
         handoff::PartOf(connection, handoff, person.person_id) == handoff::Part::former;
}

MeetingView ViewMeeting(db::Connection& connection, const handoff::Handoff& handoff, const Meeting& meeting,
                        const access::Principal& viewer, Instant now) {
  MeetingView view;
  view.id = meeting.id;
  view.version = meeting.version;
  view.handoff_id = meeting.handoff_id;
  const auto accounts = book::FindAccountRefs(connection, meeting.org_id, std::span(&meeting.account_id, 1));
  if (const auto found = accounts.find(meeting.account_id); found != accounts.end())
    view.account = found->second;
  const auto people = people::FindRefs(connection, meeting.org_id, std::span(&meeting.organizer_id, 1));
  if (const auto found = people.find(meeting.organizer_id); found != people.end())
    view.organizer = found->second;
  view.state = meeting.state;
  view.starts_local = ToText(meeting.local());
  view.time_zone = meeting.time_zone;
  view.zone_text = ZoneText(meeting.time_zone, meeting.starts_at, viewer.language);
  view.comes_twice = ComesTwice(meeting.local(), meeting.time_zone);
  view.starts_at = meeting.starts_at;
  view.ends_at = meeting.starts_at + meeting.minutes * kMillisecondsPerMinute;
  view.minutes = meeting.minutes;
  view.place = meeting.place;
  view.note = meeting.note;
  const auto mails = invite::FindGuestMails(connection, meeting.org_id, meeting.id);
  for (const Guest& guest : FindGuests(connection, meeting.org_id, meeting.id)) {
    const auto mail = mails.find(guest.contact_id.value_or(guest.person_id.value_or(Id{})));
    view.guests.push_back(
        {guest.id, guest.contact_id, guest.person_id, guest.name, guest.email, guest.participation,
         guest.answered_at, guest.comment,
         mail == mails.end() ? std::nullopt : std::optional(GuestMail{mail->second.id, mail->second.state})});
  }
  view.may_change = meeting.state == MeetingState::planned && meeting.starts_at > now &&
                    MayPlan(connection, handoff, viewer);
  return view;
}

IntroductionView ViewIntroduction(db::Connection& connection, const handoff::Handoff& handoff,
                                  const access::Principal& viewer, Instant now) {
  IntroductionView view;
  const ClientZone met_in = ZoneOfClient(connection, handoff.org_id, handoff.account_id);
  view.time_zone = met_in.zone;
  view.time_zone_source = met_in.source;
  view.may_plan = !handoff.ended_at && MayPlan(connection, handoff, viewer);
  view.has_relay = mail::FindRelay(connection, handoff.org_id).has_value();
  view.has_mailbox = mail::MailboxAddress(connection, handoff.org_id).has_value();
  // After the end the client's people are for those who may see the account, not for who said no once.
  const auto scope = ScopeOf(viewer, access::Deed::read, access::Word::account);
  const bool may_see = !handoff.ended_at || book::FindAccount(connection, scope, handoff.account_id);
  std::vector<book::Contact> contacts;
  if (may_see) contacts = book::FindContacts(connection, handoff.org_id, handoff.account_id);
  const auto recipient = may_see ? letter::FindRecipient(connection, handoff, now) : std::nullopt;
  std::string proposed;
  for (const book::Contact& contact : contacts) {
    GuestChoice choice{contact.id, contact.name, contact.email, false, contact.time_zone};
    if (recipient && recipient->id == contact.id) {
      choice.is_proposed = true;
      proposed = contact.name;
    }
    view.contacts.push_back(std::move(choice));
  }
  const std::string zone = ZoneOf(connection, handoff.org_id, viewer.person_id);
  const TalkFacts facts = FactsOf(connection, handoff, now, zone, proposed);
  const auto say = [&](const Message& message) {
    return words::Catalogue::Compiled().Say(message, viewer.language, zone);
  };
  for (const Message& message : TalkWhenMeeting(facts)) view.talk.meeting.push_back(say(message));
  for (const Message& message : TalkOnTelephone(facts)) view.talk.telephone.push_back(say(message));
  view.talk.rather = {say(RatherQuestion(facts)), say(RatherAnswer(facts))};
  return view;
}

}  // namespace baton::introduction
