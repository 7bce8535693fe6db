#include "invite/tell.h"

#include <algorithm>
#include <set>

#include "mail/outbox.h"

namespace baton::invite {
namespace {

using format::icalendar::Invitation;

// One thing that somebody was told; the row.
struct Told {
  Id org_id;
  Id id;
  Id appointment_id;
  std::optional<Id> contact_id;
  std::optional<Id> person_id;
  Id mail_id;
  std::int32_t sequence = 0;
  bool is_cancel = false;
  std::string time_zone;
  std::int64_t fingerprint = 0;
  std::string uid;

  Id guest() const { return contact_id.value_or(person_id.value_or(Id{})); }
};
BOOST_DESCRIBE_STRUCT(Told, (),
                      (org_id, id, appointment_id, contact_id, person_id, mail_id, sequence, is_cancel,
                       time_zone, fingerprint, uid))

std::vector<Told> FindAllTold(db::Connection& connection, Id org_id, Id appointment_id) {
  return connection.Query<Told>(
      "SELECT org_id, id, appointment_id, contact_id, person_id, mail_id, sequence, is_cancel, time_zone, "
      "fingerprint, uid FROM appointment_told WHERE org_id = $1 AND appointment_id = $2 ORDER BY id",
      org_id, appointment_id);
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
  for (auto& attendee : invitation.attendees) {
    attendee.participation = format::icalendar::Participation::needs_action;
  }
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
  Telling(action::Action& action, Id appointment_id, const Appointment& appointment, const WriteLetter& write)
      : action_(action), appointment_id_(appointment_id), appointment_(appointment), write_(write) {}

  void Run() {
    auto& tx = action_.tx();
    // One at a time for each appointment, which may be gone: what was told is held, and read again behind the wait.
    tx.Query<Id>(
        "SELECT id FROM appointment_told WHERE org_id = $1 AND appointment_id = $2 ORDER BY id "
        "baton_for_update()",
        action_.org_id(), appointment_id_);
    told_ = FindAllTold(tx, action_.org_id(), appointment_id_);
    mails_ = MailsOf(tx, action_.org_id(), told_);
    for (const Told& one : told_) sequence_ = std::max(sequence_, one.sequence + 1);

    std::set<Id> invited;
    if (appointment_.is_on) {
      Invitation invitation = appointment_.invitation;
      invitation.sequence = sequence_;
      invitation.uid = UidOf(tx, action_.org_id(), appointment_id_, invitation.organizer.email);
      for (const Guest& guest : appointment_.guests) {
        invited.insert(guest.id());
        Invite(guest, invitation);
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
  // `wanted` already, or that it is off where nothing is wanted.
  const Told* LastTold(Id guest, std::optional<std::int64_t> wanted) {
    for (auto one = told_.rbegin(); one != told_.rend(); ++one) {
      const auto mail = one->guest() == guest ? mails_.find(one->mail_id) : mails_.end();
      if (mail == mails_.end()) continue;
      const bool says_so = wanted ? !one->is_cancel && one->fingerprint == *wanted : one->is_cancel;
      if (IsOut(mail->second) || (IsPending(mail->second) && says_so)) return &*one;
      if (!IsPending(mail->second)) continue;
      // Somebody who is giving it to the server at this moment has won: then it is out.
      if (!mail::Cancel(action_, mail->second)) return &*one;
      mails_.erase(mail);
    }
    return nullptr;
  }

  void Invite(const Guest& guest, const Invitation& invitation) {
    const std::int64_t wanted = FingerprintOf(invitation, guest.time_zone);
    const Told* last = LastTold(guest.id(), wanted);
    if (last != nullptr && !last->is_cancel && last->fingerprint == wanted) return;
    const bool is_change = last != nullptr && !last->is_cancel;
    Send({is_change ? News::changed : News::invited, invitation, guest}, {.fingerprint = wanted});
  }

  // Whoever was asked to come and is not any more.
  void TakeBack(Id guest_id) {
    const Told* last = LastTold(guest_id, std::nullopt);
    if (last == nullptr || last->is_cancel) return;
    const auto draft = mail::FindDraft(action_.tx(), action_.org_id(), last->mail_id);
    auto invitation =
        draft && draft->calendar ? format::icalendar::ReadInvitation(draft->calendar->text) : std::nullopt;
    if (!invitation || draft->to.empty()) return;  // its words were erased, and with them to whom it went
    const mail::Recipient to = draft->to.front();
    invitation->is_cancelled = true;
    invitation->sequence = sequence_;
    invitation->written_at = action_.now();
    if (appointment_.is_on) {
      std::erase_if(invitation->attendees, [&](const auto& one) { return one.email != to.email; });
    }
    const Guest guest{last->contact_id, last->person_id, to.name, to.email, last->time_zone};
    Send({appointment_.is_on ? News::taken_off : News::cancelled, *invitation, guest, &*draft},
         {.is_cancel = true});
  }

  void Send(const Letter& letter, Told told) {
    mail::Draft draft = write_(letter);
    draft.kind = mail::MailKind::invitation;
    draft.to = {{letter.guest.name, letter.guest.email}};
    draft.calendar = mail::CalendarText{letter.invitation.is_cancelled ? "CANCEL" : "REQUEST",
                                        WriteInvitation(letter.invitation)};
    auto& tx = action_.tx();
    told.org_id = action_.org_id();
    told.id = tx.NewId();
    told.appointment_id = appointment_id_;
    told.contact_id = letter.guest.contact_id;
    told.person_id = letter.guest.person_id;
    told.mail_id = mail::Queue(action_, draft).id;
    told.sequence = sequence_;
    told.time_zone = letter.guest.time_zone;
    told.uid = letter.invitation.uid;
    tx.InsertMany("appointment_told", std::vector{told});
  }

  action::Action& action_;
  const Id appointment_id_;
  const Appointment& appointment_;
  const WriteLetter& write_;
  std::vector<Told> told_;
  std::unordered_map<Id, mail::Mail> mails_;
  std::int32_t sequence_ = 0;
};

}  // namespace

void Tell(action::Action& action, Id appointment_id, const Appointment& appointment,
          const WriteLetter& write) {
  Telling(action, appointment_id, appointment, write).Run();
}

std::unordered_map<Id, GuestMail> FindGuestMails(db::Connection& connection, Id org_id, Id appointment_id) {
  const auto told = FindAllTold(connection, org_id, appointment_id);
  const auto mails = MailsOf(connection, org_id, told);
  std::unordered_map<Id, GuestMail> last;
  for (const Told& one : told) {
    if (const auto mail = mails.find(one.mail_id); mail != mails.end())
      last[one.guest()] = {mail->second.id, mail->second.state};
  }
  return last;
}

std::int32_t SequenceOf(db::Connection& connection, Id org_id, Id appointment_id) {
  return connection
      .QueryValue<std::optional<std::int32_t>>(
          "SELECT MAX(sequence) FROM appointment_told WHERE org_id = $1 AND appointment_id = $2", org_id,
          appointment_id)
      .value_or(std::nullopt)
      .value_or(0);
}

std::string UidOf(db::Connection& connection, Id org_id, Id appointment_id, const std::string& answers_to) {
  auto told = connection.QueryValue<std::string>(
      "SELECT uid FROM appointment_told WHERE org_id = $1 AND appointment_id = $2 AND uid <> '' ORDER BY id "
      "LIMIT 1",
      org_id, appointment_id);
  if (told) return std::move(*told);
  return ToString(appointment_id) + "." + ToString(org_id) + answers_to.substr(answers_to.rfind('@'));
}

std::optional<Invitation> FindTold(db::Connection& connection, Id org_id, Id appointment_id,
                                   std::int32_t sequence) {
  for (const Id mail_id : connection.Query<Id>(
           "SELECT mail_id FROM appointment_told WHERE org_id = $1 AND appointment_id = $2 AND sequence = $3 "
           "AND is_cancel = 0 ORDER BY id",
           org_id, appointment_id, sequence)) {
    const auto draft = mail::FindDraft(connection, org_id, mail_id);
    if (!draft || !draft->calendar) continue;  // its words are gone; another guest got the same
    return format::icalendar::ReadInvitation(draft->calendar->text);
  }
  return std::nullopt;
}

std::optional<CalendarAnswer> ReadAnswer(db::Connection& connection, Id org_id, const std::string& calendar,
                                         const std::string& sender) {
  auto reply = format::icalendar::ReadReply(calendar);
  if (!reply || sender != reply->email) return std::nullopt;
  const auto id = ParseId(reply->uid.substr(0, reply->uid.find('.')));
  auto told = id ? FindTold(connection, org_id, *id, reply->sequence) : std::nullopt;
  if (!told || told->uid != reply->uid) return std::nullopt;
  return CalendarAnswer{*id, std::move(*reply), std::move(*told)};
}

}  // namespace baton::invite
