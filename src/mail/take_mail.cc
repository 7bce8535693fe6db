// What a mail that was read says about ours.
#include <algorithm>

#include "action/action.h"
#include "base/text.h"
#include "mail/look.h"
#include "mail/outbox.h"
#include "mail/relay.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::mail {
namespace {

using format::mime::Bounce;
using format::mime::ReadMail;

constexpr std::size_t kMostReplies = 20;  // of one mail

std::string LinkOf(const Mail& mail) {
  return mail.handoff_id ? "/handoff/" + ToString(*mail.handoff_id) : std::string("/outbox");
}

std::string SenderText(const format::mime::Mailbox& from) {
  return from.name.empty() ? from.email : from.name + " <" + from.email + ">";
}

// Only whoever got the mail, or carried it, knows its Message-ID.
bool TakeBounce(db::Tx& tx, Id org_id, Instant now, const Bounce& bounce) {
  if (bounce.undelivered.empty()) return false;
  const auto before = FindMailByMessageId(tx, org_id, bounce.message_id);
  if (!before || before->state != MailState::sent) return false;
  const format::mime::Undelivered& first = bounce.undelivered.front();
  Mail after = *before;
  after.state = MailState::bounced;
  after.answer = first.email + ": " + (first.why.empty() ? first.status : first.why);
  after.ended_at = now;
  action::Action action(tx, {org_id, std::nullopt}, "mailbox.bounce", now, before->id);
  if (!action.Update(*before, after)) return false;
  if (after.sender_id) {
    notice::Emit(action, *after.sender_id,
                 {"notice.mail.bounced", {{"subject", after.subject}, {"recipient", first.email}}},
                 LinkOf(after));
  }
  return true;
}

// Noted already, or one too many: nobody is told of a mail for ever.
bool IsKnown(db::Connection& connection, const Mail& mail, const std::string& message_id) {
  const auto replies = FindReplies(connection, mail.org_id, std::span(&mail.id, 1));
  return replies.size() >= kMostReplies ||
         std::ranges::any_of(replies, [&](const MailReply& reply) { return reply.message_id == message_id; });
}

bool TakeReply(db::Tx& tx, Id org_id, Instant now, const ReadMail& mail) {
  std::optional<Mail> ours;
  for (const std::string& id : mail.answers_to) {
    if ((ours = FindMailByMessageId(tx, org_id, id))) break;
  }
  if (!ours || mail.message_id.empty() || IsKnown(tx, *ours, mail.message_id)) return false;
  const auto sender = ours->sender_id ? people::FindPerson(tx, org_id, *ours->sender_id) : std::nullopt;
  if (sender && sender->email_fold == mail.from.email) return false;  // in answer to the own mail
  action::Action action(tx, {org_id, std::nullopt}, "mailbox.reply", now, ours->id);
  action.Insert(MailReply{.mail_id = ours->id,
                          .message_id = mail.message_id,
                          .sender = SenderText(mail.from),
                          .is_automatic = mail.is_automatic,
                          .sent_at = mail.at ? std::min(*mail.at, now) : now});
  if (sender && !mail.is_automatic) {
    const std::string name = mail.from.name.empty() ? mail.from.email : mail.from.name;
    notice::Emit(action, sender->id, {"notice.mail.answered", {{"person", name}, {"subject", ours->subject}}},
                 LinkOf(*ours));
  }
  return true;
}

}  // namespace

bool TakeMail(db::Tx& tx, const Mailbox& mailbox, Instant now, const ReadMail& mail,
              const OnCalendar& on_calendar) {
  if (mail.bounce) return TakeBounce(tx, mailbox.org_id, now, *mail.bounce);
  const auto relay = FindRelay(tx, mailbox.org_id);
  // What we sent ourselves comes here too, where somebody put the mailbox into copy.
  if (mail.from.email.empty() || mail.from.email == Fold(mailbox.address) ||
      (relay && mail.from.email == Fold(relay->from_email))) {
    return false;
  }
  if (!mail.calendar.empty() && on_calendar &&
      on_calendar(tx, mailbox.org_id, now, mail.calendar, mail.from.email)) {
    return true;
  }
  return TakeReply(tx, mailbox.org_id, now, mail);
}

}  // namespace baton::mail
