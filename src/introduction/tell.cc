#include "introduction/tell.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/local_time.h"
#include "book/directory.h"
#include "handoff/directory.h"
#include "introduction/meeting_store.h"
#include "introduction/meeting_words.h"
#include "mail/outbox.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::introduction {
namespace {

using format::icalendar::Invitation;

// One thing that somebody was told; the row.
struct Told {
  Id org_id;
  Id id;
  Id meeting_id;
  std::optional<Id> contact_id;
  std::optional<Id> person_id;
  Id mail_id;
  std::int32_t sequence = 0;
  bool is_cancel = false;
  std::string time_zone;
  std::int64_t fingerprint = 0;

  Id guest() const { return contact_id.value_or(person_id.value_or(Id{})); }
};
BOOST_DESCRIBE_STRUCT(Told, (),
                      (org_id, id, meeting_id, contact_id, person_id, mail_id, sequence, is_cancel, time_zone,
                       fingerprint))

std::vector<Told> FindTold(db::Connection& connection, Id org_id, Id meeting_id) {
  return connection.Query<Told>(
      "SELECT org_id, id, meeting_id, contact_id, person_id, mail_id, sequence, is_cancel, time_zone, "
      "fingerprint "
      "FROM meeting_told WHERE org_id = $1 AND meeting_id = $2 ORDER BY id",
      org_id, meeting_id);
}

std::unordered_map<Id, mail::Mail> MailsOf(db::Connection& connection, Id org_id,
                                           const std::vector<Told>& told) {
  std::vector<Id> ids;
  for (const Told& one : told) ids.push_back(one.mail_id);
  return mail::FindMailsById(connection, org_id, ids);
}

// The same for the same words (FNV-1a), on every machine.
std::int64_t Fingerprint(std::string_view text) {
  std::uint64_t hash = 14'695'981'039'346'656'037ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1'099'511'628'211ULL;
  }
  return static_cast<std::int64_t>(hash);
}

// What is told, but for the version and what guests have said to it.
std::int64_t FingerprintOf(Invitation invitation, const std::string& zone) {
  invitation.sequence = 0;
  invitation.written_at = {};
  for (auto& attendee : invitation.attendees) attendee.participation = Participation::needs_action;
  return Fingerprint(WriteInvitation(invitation) + zone);
}

bool IsPending(const mail::Mail& mail) {
  return mail.state == mail::MailState::waiting && mail.attempts == 0;
}

// It has it, or may have it.
bool IsOut(const mail::Mail& mail) {
  return mail.state == mail::MailState::sent || mail.state == mail::MailState::sending ||
         (mail.state == mail::MailState::waiting && mail.attempts > 0);
}

class Telling {
 public:
  Telling(action::Action& action, Id meeting_id) : action_(action), meeting_id_(meeting_id) {}

  void Run() {
    auto& tx = action_.tx();
    // One at a time for each meeting, which may be gone: what was told is held, and read again behind the wait.
    tx.Query<Id>(
        "SELECT id FROM meeting_told WHERE org_id = $1 AND meeting_id = $2 ORDER BY id baton_for_update()",
        action_.org_id(), meeting_id_);
    told_ = FindTold(tx, action_.org_id(), meeting_id_);
    mails_ = MailsOf(tx, action_.org_id(), told_);
    for (const Told& one : told_) sequence_ = std::max(sequence_, one.sequence + 1);
    meeting_ = FindMeeting(tx, action_.org_id(), meeting_id_);

    std::set<Id> invited;
    if (meeting_ && meeting_->state == MeetingState::planned) {
      const auto guests = FindGuests(tx, action_.org_id(), meeting_id_);
      for (const Guest& guest : guests) {
        if (guest.email.empty()) continue;
        invited.insert(guest.contact_id.value_or(guest.person_id.value_or(Id{})));
        Invite(guest, guests);
      }
    }
    std::set<Id> others;
    for (const Told& one : told_) {
      if (!invited.contains(one.guest())) others.insert(one.guest());
    }
    for (const Id guest : others) TakeBack(guest);
  }

 private:
  // What the guest was told last, without mails that are not out: those are taken back, unless the last of them says
  // `wanted` already.
  const Told* LastTold(Id guest, std::optional<std::int64_t> wanted) {
    for (auto one = told_.rbegin(); one != told_.rend(); ++one) {
      const auto mail = one->guest() == guest ? mails_.find(one->mail_id) : mails_.end();
      if (mail == mails_.end()) continue;
      const bool says_so = wanted && !one->is_cancel && one->fingerprint == *wanted;
      if (IsOut(mail->second) || (IsPending(mail->second) && says_so)) return &*one;
      if (!IsPending(mail->second)) continue;
      // Somebody who is giving it to the server at this moment has won: then it is out.
      if (!mail::Cancel(action_, mail->second)) return &*one;
      mails_.erase(mail);
    }
    return nullptr;
  }

  void Invite(const Guest& guest, const std::vector<Guest>& guests) {
    auto& tx = action_.tx();
    Invitation invitation = InvitationOf(tx, *meeting_, guests, action_.now());
    const Reader reader = ReaderOf(guest.contact_id, guest.person_id, guest.name, meeting_->time_zone);
    const std::int64_t wanted = FingerprintOf(invitation, reader.zone);
    const Told* last = LastTold(guest.contact_id.value_or(guest.person_id.value_or(Id{})), wanted);
    if (last != nullptr && !last->is_cancel && last->fingerprint == wanted) return;
    invitation.sequence = sequence_;
    const bool is_change = last != nullptr && !last->is_cancel;
    MeetingFacts facts = FactsOf(invitation);
    facts.comes_twice = ComesTwice(meeting_->local(), meeting_->time_zone);
    for (const Guest& one : guests) facts.guests.push_back(one.name);
    Send(is_change ? News::changed : News::invited, facts, reader, {guest.name, guest.email}, invitation,
         {.contact_id = guest.contact_id, .person_id = guest.person_id, .fingerprint = wanted});
  }

  // Whoever was asked to come and is not any more.
  void TakeBack(Id guest) {
    const Told* last = LastTold(guest, std::nullopt);
    if (last == nullptr || last->is_cancel) return;
    const auto draft = mail::FindDraft(action_.tx(), action_.org_id(), last->mail_id);
    auto invitation =
        draft && draft->calendar ? format::icalendar::ReadInvitation(draft->calendar->text) : std::nullopt;
    if (!invitation || draft->to.empty()) return;  // its words were erased, and with them to whom it went
    const mail::Recipient to = draft->to.front();
    handoff_id_ = draft->handoff_id;
    account_id_ = draft->account_id;
    sender_id_ = draft->sender_id;
    invitation->is_cancelled = true;
    invitation->sequence = sequence_;
    invitation->written_at = action_.now();
    const bool is_off = !meeting_ || meeting_->state == MeetingState::cancelled;
    if (!is_off) {
      std::erase_if(invitation->attendees, [&](const auto& one) { return one.email != to.email; });
    }
    const Reader reader = ReaderOf(last->contact_id, last->person_id, to.name, last->time_zone);
    Send(is_off ? News::cancelled : News::taken_off, FactsOf(*invitation), reader, to, *invitation,
         {.contact_id = last->contact_id, .person_id = last->person_id, .is_cancel = true});
  }

  Reader ReaderOf(std::optional<Id> contact_id, std::optional<Id> person_id, const std::string& name,
                  const std::string& zone) {
    auto& tx = action_.tx();
    const auto organization = people::FindOrganization(tx, action_.org_id());
    Reader reader{name, organization->language, zone, contact_id.has_value()};
    if (contact_id) {
      const access::Scope all{access::Reach::organization, action_.org_id(), Id{}};
      const auto contact = book::FindContact(tx, all, *contact_id);
      if (contact && !contact->language.empty()) reader.language = contact->language;
      if (contact && contact->time_zone) reader.zone = *contact->time_zone;
      return reader;
    }
    const auto person = people::FindPerson(tx, action_.org_id(), *person_id);
    reader.zone = person && !person->time_zone.empty() ? person->time_zone : organization->time_zone;
    if (person) reader.language = person->language;
    return reader;
  }

  // The names behind the meeting; what was taken back has them in its mails.
  MeetingFacts FactsOf(const Invitation& invitation) {
    auto& tx = action_.tx();
    if (meeting_) {
      handoff_id_ = meeting_->handoff_id;
      account_id_ = meeting_->account_id;
      sender_id_ = meeting_->organizer_id;
    }
    MeetingFacts facts{.summary = invitation.summary,
                       .account = {},
                       .successor = {},
                       .former = invitation.organizer.name,
                       .starts_at = invitation.starts_at,
                       .ends_at = invitation.starts_at + invitation.minutes * kMillisecondsPerMinute,
                       .place = invitation.location,
                       .note = invitation.description,
                       .guests = {}};
    const access::Scope all{access::Reach::organization, action_.org_id(), Id{}};
    if (account_id_) {
      const auto accounts = book::FindAccountRefs(tx, action_.org_id(), std::span(&*account_id_, 1));
      if (const auto found = accounts.find(*account_id_); found != accounts.end())
        facts.account = found->second.name;
    }
    const auto handoff = handoff_id_ ? handoff::FindHandoff(tx, all, *handoff_id_) : std::nullopt;
    if (handoff) {
      const auto people = people::FindRefs(tx, action_.org_id(), std::span(&handoff->to_id, 1));
      if (const auto found = people.find(handoff->to_id); found != people.end())
        facts.successor = found->second.name;
    }
    return facts;
  }

  void Send(News news, const MeetingFacts& facts, const Reader& reader, const mail::Recipient& to,
            const Invitation& invitation, Told told) {
    const MeetingMail words = WriteMeetingMail(news, facts, reader);
    mail::Draft draft;
    draft.kind = mail::MailKind::invitation;
    draft.sender_id = sender_id_;
    draft.account_id = account_id_;
    draft.handoff_id = handoff_id_;
    draft.to.push_back(to);
    draft.subject = words.subject;
    draft.text = words.text;
    draft.calendar =
        mail::CalendarText{invitation.is_cancelled ? "CANCEL" : "REQUEST", WriteInvitation(invitation)};
    auto& tx = action_.tx();
    told.org_id = action_.org_id();
    told.id = tx.NewId();
    told.meeting_id = meeting_id_;
    told.mail_id = mail::Queue(action_, draft).id;
    told.sequence = sequence_;
    told.time_zone = reader.zone;
    tx.InsertMany("meeting_told", std::vector{told});
  }

  action::Action& action_;
  const Id meeting_id_;
  std::optional<Meeting> meeting_;
  std::vector<Told> told_;
  std::unordered_map<Id, mail::Mail> mails_;
  std::int32_t sequence_ = 0;
  std::optional<Id> handoff_id_;
  std::optional<Id> account_id_;
  std::optional<Id> sender_id_;
};

}  // namespace

void Tell(action::Action& action, Id meeting_id) { Telling(action, meeting_id).Run(); }

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

std::unordered_map<Id, GuestMail> FindGuestMails(db::Connection& connection, Id org_id, Id meeting_id) {
  const auto told = FindTold(connection, org_id, meeting_id);
  const auto mails = MailsOf(connection, org_id, told);
  std::unordered_map<Id, GuestMail> last;
  for (const Told& one : told) {
    if (const auto mail = mails.find(one.mail_id); mail != mails.end())
      last[one.guest()] = {mail->second.id, mail->second.state};
  }
  return last;
}

std::int32_t SequenceOf(db::Connection& connection, Id org_id, Id meeting_id) {
  return connection
      .QueryValue<std::optional<std::int32_t>>(
          "SELECT MAX(sequence) FROM meeting_told WHERE org_id = $1 AND meeting_id = $2", org_id, meeting_id)
      .value_or(std::nullopt)
      .value_or(0);
}

}  // namespace baton::introduction
