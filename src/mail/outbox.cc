#include "mail/outbox.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/clock.h"
#include "book/directory.h"
#include "job/job.h"
#include "json/json.h"
#include "mail/mail_rules.h"
#include "mail/relay.h"
#include "mail/send.h"
#include "people/directory.h"

namespace baton::mail {
namespace {

constexpr std::string_view kColumns =
    "org_id, id, version, kind, state, sender_id, account_id, handoff_id, subject, recipients, message_id, "
    "attempts, "
    "repeats, answer, queued_at, next_at, ended_at";

std::string Select(std::string_view where) {
  return fmt::format("SELECT {} FROM mail WHERE {}", kColumns, where);
}

// Whose mails a scope reaches; $2 says whether everybody's, $3 is the people.
constexpr std::string_view kVisible =
    "org_id = $1 AND (CAST($2 AS INTEGER) = 1 OR sender_id IN baton_list($3))";

bool IsAll(const access::Scope& scope) { return scope.reach == access::Reach::organization; }

// Jobs run by the wall's clock; an organization with a clock of its own may be far ahead of it.
Instant AtOnce(Instant now) { return std::min(now, SystemClock().Now()); }

}  // namespace

Mail Queue(action::Action& action, const Draft& draft) {
  Check(FaultsOf(draft).empty(), "a mail is checked before it is queued");
  const Mail mail = action.Insert(Mail{.kind = draft.kind,
                                       .sender_id = draft.sender_id,
                                       .account_id = draft.account_id,
                                       .handoff_id = draft.handoff_id,
                                       .subject = draft.subject,
                                       .recipients = RecipientsText(draft),
                                       .queued_at = action.now()});
  action.tx().Execute("INSERT INTO mail_content (org_id, id, mail_id, content) VALUES ($1, $2, $3, $4)",
                      mail.org_id, action.tx().NewId(), mail.id, json::ToText(draft));
  GiveToJob(action.tx(), mail.org_id, mail.id, AtOnce(action.now()));
  return mail;
}

std::optional<Mail> FindMail(db::Connection& connection, const access::Scope& scope, Id id) {
  if (!scope) return std::nullopt;
  return connection.QueryOne<Mail>(Select(std::string(kVisible) + " AND id = $4"), scope.org_id, IsAll(scope),
                                   db::IdList(people::FindPeopleIn(connection, scope)), id);
}

std::vector<Mail> ListMails(db::Connection& connection, const access::Scope& scope,
                            const MailFilter& filter) {
  if (!scope) return {};
  const auto state = filter.state ? std::optional(std::string(json::NameOf(*filter.state))) : std::nullopt;
  return connection.Query<Mail>(
      Select(std::string(kVisible) +
             " AND id < $4 AND (CAST($5 AS TEXT) IS NULL OR state = $5) "
             "AND (CAST($6 AS BIGINT) IS NULL OR handoff_id = $6) ORDER BY id DESC LIMIT $7"),
      scope.org_id, IsAll(scope), db::IdList(people::FindPeopleIn(connection, scope)),
      filter.after.value_or(Id{INT64_MAX}), state, filter.handoff_id, filter.limit);
}

std::unordered_map<Id, Mail> FindMailsById(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  std::unordered_map<Id, Mail> found;
  for (Mail& mail :
       connection.Query<Mail>(Select("org_id = $1 AND id IN baton_list($2)"), org_id, db::IdList(ids))) {
    const Id id = mail.id;
    found.emplace(id, std::move(mail));
  }
  return found;
}

std::vector<MailReply> FindReplies(db::Connection& connection, Id org_id, std::span<const Id> mail_ids) {
  return connection.Query<MailReply>(
      "SELECT org_id, id, version, mail_id, message_id, sender, is_automatic, sent_at FROM mail_reply "
      "WHERE org_id = $1 AND mail_id IN baton_list($2) ORDER BY sent_at, id",
      org_id, db::IdList(mail_ids));
}

std::optional<Mail> FindMailByMessageId(db::Connection& connection, Id org_id, std::string_view message_id) {
  if (message_id.empty()) return std::nullopt;
  auto found = connection.Query<Mail>(Select("org_id = $1 AND message_id = $2 ORDER BY id LIMIT 1"), org_id,
                                      message_id);
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::optional<Draft> FindDraft(db::Connection& connection, Id org_id, Id mail_id) {
  const auto content = connection.QueryValue<std::string>(
      "SELECT content FROM mail_content WHERE org_id = $1 AND mail_id = $2", org_id, mail_id);
  if (!content) return std::nullopt;
  auto draft = json::FromText<Draft>(*content);
  Check(draft.has_value(), "a stored mail can be read");
  return std::move(*draft);
}

std::vector<MailView> ViewMails(db::Connection& connection, Id org_id, std::span<const Mail> mails) {
  std::vector<Id> people_ids;
  std::vector<Id> account_ids;
  for (const Mail& mail : mails) {
    if (mail.sender_id) people_ids.push_back(*mail.sender_id);
    if (mail.account_id) account_ids.push_back(*mail.account_id);
  }
  const auto people = people::FindRefs(connection, org_id, people_ids);
  const auto accounts = book::FindAccountRefs(connection, org_id, account_ids);
  const auto found = [](const auto& map, const std::optional<Id>& id) {
    using Ref = typename std::decay_t<decltype(map)>::mapped_type;
    const auto at = id ? map.find(*id) : map.end();
    return at == map.end() ? std::optional<Ref>() : std::optional<Ref>(at->second);
  };
  std::unordered_map<Id, std::vector<MailReplyView>> replies;
  std::vector<Id> mail_ids;
  for (const Mail& mail : mails) mail_ids.push_back(mail.id);
  for (const MailReply& reply : FindReplies(connection, org_id, mail_ids)) {
    replies[reply.mail_id].push_back({reply.sender, reply.sent_at, reply.is_automatic});
  }
  std::vector<MailView> views;
  views.reserve(mails.size());
  for (const Mail& mail : mails) {
    views.push_back({mail.id, mail.version, mail.kind, mail.state, found(people, mail.sender_id),
                     found(accounts, mail.account_id), mail.handoff_id, mail.subject, mail.recipients,
                     mail.attempts, mail.repeats, mail.answer, mail.queued_at, mail.next_at, mail.ended_at,
                     replies[mail.id]});
  }
  return views;
}

Result<Mail> Cancel(action::Action& action, const Mail& mail) {
  Mail cancelled = mail;
  cancelled.state = MailState::cancelled;
  cancelled.next_at = std::nullopt;
  cancelled.ended_at = action.now();
  return action.Update(mail, cancelled);
}

Result<Mail> Retry(action::Action& action, const Mail& mail) {
  if (!FindDraft(action.tx(), mail.org_id, mail.id)) return Fail(Kind::conflict, "problem.mail.no_words");
  Mail waiting = mail;
  waiting.state = MailState::waiting;
  waiting.attempts = 0;
  waiting.next_at = std::nullopt;
  waiting.ended_at = std::nullopt;
  auto saved = action.Update(mail, waiting);
  if (saved) GiveToJob(action.tx(), mail.org_id, mail.id, AtOnce(action.now()));
  return saved;
}

void AfterUndo(db::Tx& tx, Id org_id, Id mail_id) {
  const auto waiting = tx.QueryValue<Id>(
      "SELECT id FROM mail WHERE org_id = $1 AND id = $2 AND state = 'waiting' baton_for_update()", org_id,
      mail_id);
  if (!waiting) return;
  if (FindDraft(tx, org_id, mail_id)) return GiveToJob(tx, org_id, mail_id, SystemClock().Now());
  tx.Execute(
      "UPDATE mail SET state = 'cancelled', answer = 'mail.answer.taken_back' WHERE org_id = $1 AND id = $2",
      org_id, mail_id);
}

void SendWaiting(db::Tx& tx, Id org_id, Instant now) {
  HoldRelay(tx, org_id);
  for (const Id id : tx.Query<Id>(
           "SELECT id FROM mail WHERE org_id = $1 AND state = 'waiting' ORDER BY id baton_for_update()",
           org_id)) {
    GiveToJob(tx, org_id, id, AtOnce(now));
  }
}

void GiveToJob(db::Tx& tx, Id org_id, Id mail_id, Instant run_at) {
  const Id job_id =
      job::Enqueue(tx, {.org_id = org_id, .kind = std::string(kSendKind), .ref = mail_id, .run_at = run_at},
                   AtOnce(run_at));
  tx.Execute("UPDATE mail SET job_id = $3 WHERE org_id = $1 AND id = $2", org_id, mail_id, job_id);
}

std::optional<Mail> HoldMailOf(db::Tx& tx, Id org_id, Id mail_id, Id job_id) {
  return tx.QueryOne<Mail>(Select("org_id = $1 AND id = $2 AND job_id = $3 baton_for_update()"), org_id,
                           mail_id, job_id);
}

}  // namespace baton::mail
