#include "introduction/plan_meeting.h"

#include <algorithm>
#include <set>

#include "base/local_time.h"
#include "base/text.h"
#include "base/zone.h"
#include "book/directory.h"
#include "book/planned.h"
#include "handoff/directory.h"
#include "introduction/meeting_store.h"
#include "introduction/tell.h"
#include "json/json.h"
#include "mail/mailbox.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::introduction {
namespace {

constexpr std::size_t kMaxPlace = 300;
constexpr std::size_t kMaxNote = 2'000;

void CheckLength(std::vector<FieldFault>& faults, const char* path, const std::string& text,
                 std::size_t limit) {
  if (CountCharacters(text) <= limit) return;
  faults.push_back({path, {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(limit)}}}});
}

// The contacts, in the order they were chosen, each once.
std::vector<book::Contact> ChosenContacts(db::Connection& connection, const handoff::Handoff& handoff,
                                          const std::vector<Id>& ids, std::vector<FieldFault>& faults) {
  const auto theirs = book::FindContacts(connection, handoff.org_id, handoff.account_id);
  std::vector<book::Contact> chosen;
  for (std::size_t i = 0; i < ids.size() && i < kMaxGuests; ++i) {
    const auto is_it = [&](const book::Contact& contact) { return contact.id == ids[i]; };
    if (std::ranges::any_of(chosen, is_it)) continue;
    const auto found = std::ranges::find_if(theirs, is_it);
    if (found != theirs.end()) {
      chosen.push_back(*found);
      continue;
    }
    const auto accounts =
        book::FindAccountRefs(connection, handoff.org_id, std::span(&handoff.account_id, 1));
    const auto account = accounts.find(handoff.account_id);
    faults.push_back({"contact_ids[" + std::to_string(i) + "]",
                      {"problem.meeting.not_theirs",
                       {{"account", account == accounts.end() ? std::string() : account->second.name}}}});
  }
  return chosen;
}

// The first of them who has a zone says it; the meeting form does the same.
std::string ZoneOfGuests(db::Connection& connection, const handoff::Handoff& handoff,
                         const std::vector<book::Contact>& contacts) {
  for (const book::Contact& contact : contacts) {
    if (contact.time_zone) return *contact.time_zone;
  }
  return ZoneOfClient(connection, handoff.org_id, handoff.account_id).zone;
}

// Where calendars send their answers: the mailbox that Baton reads, else the former owner.
Result<std::string> OrganizerAddress(db::Connection& connection, Id org_id, const people::Person& former) {
  if (const auto address = mail::MailboxAddress(connection, org_id)) return *address;
  if (former.email) return *former.email;
  return Fail(Kind::conflict, "problem.meeting.no_organizer", {{"person", former.name}});
}

book::PlannedGuests GuestsInBook(const handoff::Handoff& handoff,
                                 const std::vector<book::Contact>& contacts) {
  book::PlannedGuests guests{{handoff.from_id, handoff.to_id}, {}};
  for (const book::Contact& contact : contacts) guests.contacts.push_back(contact.id);
  return guests;
}

book::Activity ActivityOf(db::Connection& connection, const Meeting& meeting) {
  book::Activity activity;
  activity.kind = book::ActivityKind::meeting;
  activity.account_id = meeting.account_id;
  activity.owner_id = meeting.organizer_id;
  activity.subject = SummaryOf(connection, meeting);
  activity.starts_at = meeting.starts_at;
  activity.minutes = meeting.minutes;
  return activity;
}

Guest GuestOf(const Meeting& meeting, const book::Contact& contact) {
  return {.meeting_id = meeting.id,
          .contact_id = contact.id,
          .name = contact.name,
          .email = contact.email.value_or(""),
          .comment = {}};
}

Guest GuestOf(const Meeting& meeting, const people::Person& person) {
  Guest guest{.meeting_id = meeting.id,
              .person_id = person.id,
              .name = person.name,
              .email = person.email.value_or(""),
              .comment = {}};
  if (person.id == meeting.organizer_id) guest.participation = Participation::accepted;
  return guest;
}

void TellOurs(action::Action& action, const handoff::Handoff& handoff, const std::string& key,
              Arguments arguments = {}) {
  const Id actor = action.actor().person_id.value_or(handoff.from_id);
  const auto people = people::FindRefs(action.tx(), action.org_id(), std::span(&actor, 1));
  const auto accounts =
      book::FindAccountRefs(action.tx(), action.org_id(), std::span(&handoff.account_id, 1));
  const auto person = people.find(actor);
  const auto account = accounts.find(handoff.account_id);
  arguments.emplace("person", person == people.end() ? std::string() : person->second.name);
  arguments.emplace("account", account == accounts.end() ? std::string() : account->second.name);
  for (const Id one : {handoff.from_id, handoff.to_id}) {
    notice::Emit(action, one, {key, arguments}, "/handoff/" + ToString(handoff.id));
  }
}

void Put(const WantedMeeting& wanted, Meeting& meeting) {
  meeting.local_on = wanted.local.day;
  meeting.local_minute = wanted.local.minute_of_day;
  meeting.time_zone = wanted.time_zone;
  meeting.starts_at = wanted.starts_at;
  meeting.minutes = wanted.minutes;
  meeting.place = wanted.place;
  meeting.note = wanted.note;
}

// Who stays is asked again at another time; who was taken off goes, who is new comes.
Result<Done> ChangeGuests(action::Action& action, const Meeting& meeting, const WantedMeeting& wanted,
                          bool asks_again) {
  std::set<Id> missing;
  for (const book::Contact& contact : wanted.contacts) missing.insert(contact.id);
  for (const Guest& guest : FindGuests(action.tx(), action.org_id(), meeting.id)) {
    if (guest.contact_id && missing.erase(*guest.contact_id) == 0) {
      action.Delete(guest);
      continue;
    }
    if (!asks_again || guest.person_id == meeting.organizer_id) continue;
    Guest asked = guest;
    asked.participation = Participation::needs_action;
    asked.answered_at = std::nullopt;
    asked.comment.clear();
    if (const auto saved = action.Update(guest, asked); !saved) return Fail(saved.error());
  }
  for (const book::Contact& contact : wanted.contacts) {
    if (missing.contains(contact.id)) action.Insert(GuestOf(meeting, contact));
  }
  return Done{};
}

}  // namespace

Result<WantedMeeting> CheckMeeting(db::Connection& connection, const handoff::Handoff& handoff,
                                   const MeetingInput& input, Instant now) {
  std::vector<FieldFault> faults;
  WantedMeeting wanted;
  wanted.contacts = ChosenContacts(connection, handoff, input.contact_ids, faults);
  wanted.time_zone = input.time_zone ? *input.time_zone : ZoneOfGuests(connection, handoff, wanted.contacts);
  const auto local = ParseLocal(input.starts_local);
  if (!local) faults.push_back({"starts_local", {"problem.meeting.local"}});
  if (!IsZone(wanted.time_zone)) {
    faults.push_back({"time_zone", {"problem.field.not_a_time_zone"}});
  } else if (local) {
    if (const auto next = NextThatExists(*local, wanted.time_zone)) {
      faults.push_back({"starts_local",
                        {"problem.meeting.skipped",
                         {{"zone", wanted.time_zone}, {"next", ToText(*next).replace(10, 1, " ")}}}});
    } else {
      wanted.local = *local;
      wanted.starts_at = ToInstant(*local, wanted.time_zone);
      if (wanted.starts_at <= now) faults.push_back({"starts_local", {"problem.meeting.past"}});
    }
  }
  if (input.minutes < kMinMinutes || input.minutes > kMaxMinutes) {
    faults.push_back({"minutes",
                      {"problem.field.out_of_range",
                       {{"minimum", std::int64_t{kMinMinutes}}, {"maximum", std::int64_t{kMaxMinutes}}}}});
  }
  wanted.minutes = input.minutes;
  wanted.place = std::string(Trim(input.place));
  wanted.note = std::string(Trim(input.note));
  CheckLength(faults, "place", wanted.place, kMaxPlace);
  CheckLength(faults, "note", wanted.note, kMaxNote);
  if (input.contact_ids.empty()) faults.push_back({"contact_ids", {"problem.meeting.nobody"}});
  if (input.contact_ids.size() > kMaxGuests) {
    faults.push_back(
        {"contact_ids", {"problem.field.count", {{"limit", static_cast<std::int64_t>(kMaxGuests)}}}});
  }
  if (!faults.empty()) return Fail(std::move(faults));
  return wanted;
}

Result<Meeting> PlanMeeting(action::Action& action, const handoff::Handoff& handoff,
                            const WantedMeeting& wanted) {
  auto& tx = action.tx();
  const auto former = people::FindPerson(tx, action.org_id(), handoff.from_id);
  const auto successor = people::FindPerson(tx, action.org_id(), handoff.to_id);
  if (!former || !successor) return NotFound("handoff");
  auto address = OrganizerAddress(tx, action.org_id(), *former);
  if (!address) return Fail(address.error());

  // The meeting first: an undo takes rows back in the other order, and tells the guests when this one goes.
  Meeting meeting;
  meeting.id = tx.NewId();
  meeting.handoff_id = handoff.id;
  meeting.account_id = handoff.account_id;
  meeting.activity_id = tx.NewId();
  meeting.organizer_id = handoff.from_id;
  meeting.organizer_email = *address;
  meeting.created_at = action.now();
  Put(wanted, meeting);
  meeting = action.Insert(meeting);
  for (const book::Contact& contact : wanted.contacts) action.Insert(GuestOf(meeting, contact));
  action.Insert(GuestOf(meeting, *successor));
  action.Insert(GuestOf(meeting, *former));
  book::Activity activity = ActivityOf(tx, meeting);
  activity.id = *meeting.activity_id;
  book::PlanActivity(action, activity, GuestsInBook(handoff, wanted.contacts));
  Tell(action, meeting.id);
  TellOurs(action, handoff, "notice.meeting.planned");
  return meeting;
}

Result<Meeting> ChangeMeeting(action::Action& action, const handoff::Handoff& handoff, const Meeting& before,
                              const WantedMeeting& wanted) {
  Meeting after = before;
  Put(wanted, after);
  after.revision += 1;
  const auto saved = action.Update(before, after);
  if (!saved) return saved;
  const bool asks_again = saved->starts_at != before.starts_at || saved->minutes != before.minutes;
  if (auto changed = ChangeGuests(action, *saved, wanted, asks_again); !changed) return Fail(changed.error());
  if (saved->activity_id) {
    const auto moved = book::MovePlanned(action, *saved->activity_id, ActivityOf(action.tx(), *saved),
                                         GuestsInBook(handoff, wanted.contacts));
    if (!moved) return Fail(moved.error());
  }
  Tell(action, saved->id);
  TellOurs(action, handoff, "notice.meeting.changed");
  return saved;
}

Result<Meeting> CancelMeeting(action::Action& action, const handoff::Handoff& handoff,
                              const Meeting& before) {
  Meeting after = before;
  after.state = MeetingState::cancelled;
  after.revision += 1;
  const auto saved = action.Update(before, after);
  if (!saved) return saved;
  if (saved->activity_id) {
    if (auto removed = book::RemovePlanned(action, *saved->activity_id); !removed)
      return Fail(removed.error());
  }
  Tell(action, saved->id);
  TellOurs(action, handoff, "notice.meeting.cancelled");
  return saved;
}

Result<Guest> NoteAnswer(action::Action& action, const Meeting& meeting, const Guest& guest,
                         Participation participation, const std::string& comment) {
  Guest answered = guest;
  answered.participation = participation;
  answered.comment = comment;
  answered.answered_at = action.now();
  const auto saved = action.Update(guest, answered);
  if (!saved) return saved;
  const access::Scope all{access::Reach::organization, action.org_id(), Id{}};
  if (const auto handoff = handoff::FindHandoff(action.tx(), all, meeting.handoff_id)) {
    TellOurs(action, *handoff, "notice.meeting." + std::string(json::NameOf(participation)),
             {{"person", guest.name}, {"comment", comment.empty() ? std::string("none") : comment}});
  }
  return saved;
}

void FollowZones(db::Database& database, Id org_id, Instant now) {
  std::vector<Id> moved;
  for (const Meeting& meeting : FindComing(*database.Read(), org_id, now)) {
    if (ToInstant(meeting.local(), meeting.time_zone) != meeting.starts_at) moved.push_back(meeting.id);
  }
  for (const Id id : moved) {
    database.Write([&](db::Tx& tx) {
      const auto before = FindMeeting(tx, org_id, id);
      if (!before || before->state != MeetingState::planned) return;
      Meeting after = *before;
      after.starts_at = ToInstant(before->local(), before->time_zone);
      if (after.starts_at == before->starts_at) return;
      after.revision += 1;
      action::Action action(tx, {org_id, std::nullopt}, "meeting.zone", now, id);
      const auto saved = action.Update(*before, after);
      if (!saved) return;
      book::PlannedGuests guests;
      for (const Guest& guest : FindGuests(tx, org_id, id)) {
        if (guest.contact_id) guests.contacts.push_back(*guest.contact_id);
        if (guest.person_id) guests.people.push_back(*guest.person_id);
      }
      if (saved->activity_id) {
        (void)book::MovePlanned(action, *saved->activity_id, ActivityOf(tx, *saved), guests);
      }
      Tell(action, id);
    });
  }
}

}  // namespace baton::introduction
