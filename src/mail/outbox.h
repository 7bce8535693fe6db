// The outbox, for every slice that mails: a draft is queued in the transaction of its cause, so that there is a mail if
// and only if the deed is done; undoing the deed takes back a mail that has not been tried. A job sends it
// (mail/send.h). Nobody else writes these tables.
//
//   mail::Queue(action, {.kind = mail::MailKind::letter, .sender_id = jim, .to = {{"Bill", "bill@larmar.example"}},
//                        .subject = "...", .text = "..."});
//
// Stateless, hence thread-safe.
#pragma once

#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "access/policy.h"
#include "action/action.h"
#include "db/connection.h"
#include "mail/mail.h"

namespace baton::mail {

// REQUIRES FaultsOf(draft) is empty (mail/mail_rules.h).
Mail Queue(action::Action& action, const Draft& draft);

// Within the scope: own are those in the person's name, team those in the name of somebody of the team.
std::optional<Mail> FindMail(db::Connection& connection, const access::Scope& scope, Id id);
struct MailFilter {
  std::optional<MailState> state = {};
  std::optional<Id> handoff_id = {};
  std::optional<Id> after = {};  // the last one of the page before
  int limit = 50;
};
// The newest first.
std::vector<Mail> ListMails(db::Connection& connection, const access::Scope& scope, const MailFilter& filter);
// Of these, those that are there: for slices that show how their own mails went.
std::unordered_map<Id, Mail> FindMailsById(db::Connection& connection, Id org_id, std::span<const Id> ids);
std::vector<MailReply> FindReplies(db::Connection& connection, Id org_id, std::span<const Id> mail_ids);
// Without the angle brackets. Only who got the mail knows it.
std::optional<Mail> FindMailByMessageId(db::Connection& connection, Id org_id, std::string_view message_id);
// The words; none when they were erased.
std::optional<Draft> FindDraft(db::Connection& connection, Id org_id, Id mail_id);
std::vector<MailView> ViewMails(db::Connection& connection, Id org_id, std::span<const Mail> mails);

// REQUIRES MayCancel and MayRetry. A mail whose words are gone is not tried: Kind::conflict.
Result<Mail> Cancel(action::Action& action, const Mail& mail);
Result<Mail> Retry(action::Action& action, const Mail& mail);
// After an undo: a mail that waits again gets a job. One that was taken back with its deed lost its words, so bringing the
// deed back does not send it.
void AfterUndo(db::Tx& tx, Id org_id, Id mail_id);
// The relay works now: what waits is tried at once.
void SendWaiting(db::Tx& tx, Id org_id, Instant now);

// One mail is one job's. Giving it a job takes it from the one before, which then finds nothing to do: two of them never
// give the same mail to the server at once, and attempts do not multiply.
// REQUIRES: the transaction wrote or holds the row.
void GiveToJob(db::Tx& tx, Id org_id, Id mail_id, Instant run_at);
// The mail, held until the transaction ends, while it is this job's.
std::optional<Mail> HoldMailOf(db::Tx& tx, Id org_id, Id mail_id, Id job_id);

}  // namespace baton::mail
