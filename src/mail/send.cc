#include "mail/send.h"

#include <filesystem>
#include <fstream>

#include "base/check.h"
#include "base/log.h"
#include "format/mime/mail_text.h"
#include "mail/mail_rules.h"
#include "mail/mailbox.h"
#include "mail/outbox.h"
#include "mail/relay.h"
#include "mail/smtp.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/now.h"

namespace baton::mail {
namespace {

constexpr char kOutboxLink[] = "/outbox";

// What one attempt needs, read in the transaction that begins it.
struct Attempt {
  Mail mail;
  Draft draft;
  Relay relay;
  std::optional<Recipient> sender;
  std::optional<std::string> mailbox;  // where Baton reads answers
  Id action_id;
};

format::mime::Mailbox MailboxOf(const Recipient& recipient) { return {recipient.name, recipient.email}; }

// From the person where the relay may do that; otherwise from the relay's own address, with answers to the person.
format::mime::MailText TextOf(const Attempt& attempt, Instant now) {
  format::mime::MailText text;
  text.message_id = attempt.mail.message_id;
  text.at = now;
  const Relay& relay = attempt.relay;
  if (attempt.sender && MaySendAs(relay, attempt.sender->email)) {
    text.from = {attempt.sender->name, attempt.sender->email};
  } else if (attempt.sender) {
    text.from = {attempt.sender->name + " via Baton", relay.from_email};
    text.reply_to.push_back(MailboxOf(*attempt.sender));
  } else {
    text.from = {relay.from_name, relay.from_email};
  }
  // Answers go to the person as ever, and to the mailbox, so that it is seen that there is one.
  if (attempt.sender && attempt.mailbox) {
    if (text.reply_to.empty()) text.reply_to.push_back(MailboxOf(*attempt.sender));
    text.reply_to.push_back({"", *attempt.mailbox});
  }
  for (const Recipient& recipient : attempt.draft.to) text.to.push_back(MailboxOf(recipient));
  for (const Recipient& recipient : attempt.draft.cc) text.cc.push_back(MailboxOf(recipient));
  text.subject = attempt.draft.subject;
  text.text = attempt.draft.text;
  text.html = attempt.draft.html;
  text.is_automatic = attempt.draft.kind == MailKind::digest || attempt.draft.kind == MailKind::test ||
                      IsAboutPassword(attempt.draft.kind);
  if (attempt.draft.calendar) {
    text.calendar = format::mime::CalendarPart{attempt.draft.calendar->method, attempt.draft.calendar->text};
  }
  return text;
}

Envelope EnvelopeOf(const Attempt& attempt) {
  Envelope envelope{attempt.relay.from_email, {}};
  for (const auto* list : {&attempt.draft.to, &attempt.draft.cc}) {
    for (const Recipient& recipient : *list) envelope.to.push_back(recipient.email);
  }
  return envelope;
}

// Whole or not at all.
Delivery WriteFile(const std::string& folder, const Mail& mail, const std::string& bytes) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::string path = folder + "/" + ToString(mail.id) + ".eml";
  const std::string draft = path + ".part";
  {
    std::ofstream file(draft, std::ios::binary | std::ios::trunc);
    file << bytes;
    file.flush();
    if (!file) return {Delivery::Kind::later, "mail.answer.not_written"};
  }
  std::filesystem::rename(draft, path, error);
  if (error) return {Delivery::Kind::later, "mail.answer.not_written"};
  return {Delivery::Kind::accepted, "mail.answer.written"};
}

class Sending {
 public:
  Sending(job::Context& context, const MailOptions& options) : context_(context), options_(options) {}

  void Run() {
    const std::optional<Attempt> attempt = Begin();
    if (!attempt) return;
    End(*attempt, Give(*attempt));
  }

  // The process ended, or there was an error, each time: somebody has to look, and nothing is lost.
  void GiveUp() {
    context_.database().Write([&](db::Tx& tx) {
      const auto found = HoldMailOf(tx, org_id(), context_.job().ref, context_.job().id);
      if (!found || !IsUnderWay(*found)) return;
      Mail after = *found;
      after.state = MailState::failed;
      after.answer = "mail.answer.given_up";
      after.next_at = std::nullopt;
      after.ended_at = NowOf(tx);
      if (found->state == MailState::sending) after.repeats += 1;
      action::Action action(tx, {org_id(), std::nullopt}, kSendKind, NowOf(tx), found->id);
      if (action.Update(*found, after)) TellSender(action, after);
    });
  }

 private:
  Id org_id() const { return context_.job().org_id; }

  static bool IsUnderWay(const Mail& mail) {
    return mail.state == MailState::waiting || mail.state == MailState::sending;
  }

  Instant NowOf(db::Connection& connection) const {
    return people::NowIn(connection, org_id(), context_.Now());
  }

  // Claims the mail. One that is being sent already was cut off: this job would not run otherwise, since a mail is one
  // job's and a job is one worker's at a time.
  std::optional<Attempt> Begin() {
    return context_.database().Write([&](db::Tx& tx) -> std::optional<Attempt> {
      const auto relay = FindRelayForSure(tx);
      const auto found = HoldMailOf(tx, org_id(), context_.job().ref, context_.job().id);
      if (!found || !IsUnderWay(*found)) return std::nullopt;
      const auto draft = FindDraft(tx, org_id(), found->id);
      Mail sending = *found;
      if (found->state == MailState::sending) sending.repeats += 1;
      if (!draft || !relay) {  // it waits for a relay: SendWaiting comes back to it
        sending.state = MailState::waiting;
        if (found->state != sending.state) Change(tx, *found, sending);
        return std::nullopt;
      }
      const auto finished = Finished(tx, *found, *relay, *draft);
      if (!finished) return EndUnsent(tx, *found);
      sending.state = MailState::sending;
      sending.attempts += 1;
      if (sending.message_id.empty() || IsFinishedLate(draft->kind)) {
        const std::string domain = relay->from_email.substr(relay->from_email.rfind('@') + 1);
        const std::string attempt = IsFinishedLate(draft->kind) ? "." + std::to_string(sending.attempts) : "";
        sending.message_id = ToString(found->id) + "." + ToString(org_id()) + attempt + "@" + domain;
      }
      sending.next_at = std::nullopt;
      const auto [saved, action_id] = Change(tx, *found, sending);
      return Attempt{saved, *finished, *relay, SenderOf(tx, *draft), MailboxAddress(tx, org_id()), action_id};
    });
  }

  static bool IsFinishedLate(MailKind kind) { return kind == MailKind::password_link; }

  std::optional<Draft> Finished(db::Tx& tx, const Mail& mail, const Relay& relay, const Draft& draft) const {
    if (!IsFinishedLate(draft.kind)) return draft;
    return options_.finish ? options_.finish(tx, mail, relay, draft, context_.Now()) : std::nullopt;
  }

  // REQUIRES: the transaction holds the row.
  std::nullopt_t EndUnsent(db::Tx& tx, const Mail& found) const {
    Mail after = found;
    after.state = MailState::cancelled;
    after.answer = "mail.answer.over";
    after.next_at = std::nullopt;
    after.ended_at = NowOf(tx);
    Change(tx, found, after);
    return std::nullopt;
  }

  // None when there is none, and whoever sets one now will see the mail that waits for it.
  std::optional<Relay> FindRelayForSure(db::Tx& tx) const {
    if (auto relay = FindRelay(tx, org_id())) return relay;
    HoldRelay(tx, org_id());
    return FindRelay(tx, org_id());
  }

  // REQUIRES: the transaction holds the row.
  std::pair<Mail, Id> Change(db::Tx& tx, const Mail& before, const Mail& after) const {
    action::Action action(tx, {org_id(), std::nullopt}, kSendKind, NowOf(tx), before.id);
    const auto saved = action.Update(before, after);
    Check(saved.has_value(), "nobody changes a mail that is held");
    return {*saved, action.id()};
  }

  // None where nobody could answer: no person, or one without an address.
  std::optional<Recipient> SenderOf(db::Connection& connection, const Draft& draft) const {
    if (!draft.sender_id) return std::nullopt;
    const auto person = people::FindPerson(connection, org_id(), *draft.sender_id);
    if (!person || !person->email) return std::nullopt;
    return Recipient{person->name, *person->email};
  }

  Delivery Give(const Attempt& attempt) const {
    const std::string bytes = format::mime::Compose(TextOf(attempt, attempt.mail.queued_at));
    if (attempt.relay.kind == RelayKind::folder) return WriteFile(options_.folder, attempt.mail, bytes);
    const auto password = PasswordOf(attempt.relay, *options_.key);
    if (!password) return {Delivery::Kind::later, "mail.answer.other_key"};
    return Deliver(attempt.relay, *password, EnvelopeOf(attempt), bytes, options_.hosts);
  }

  void End(const Attempt& attempt, const Delivery& delivery) {
    context_.database().Write([&](db::Tx& tx) {
      Mail after = attempt.mail;
      after.answer = delivery.answer;
      if (delivery.is_unsure) after.repeats += 1;
      const auto pause = PauseAfter(attempt.mail.attempts);
      const bool goes_on = delivery.kind == Delivery::Kind::later && pause.has_value();
      after.state = delivery.kind == Delivery::Kind::accepted ? MailState::sent
                    : goes_on                                 ? MailState::waiting
                                                              : MailState::failed;
      if (goes_on) {
        after.next_at = context_.Now() + *pause;
      } else {
        after.ended_at = NowOf(tx);
      }
      action::Action action(tx, {org_id(), std::nullopt}, attempt.action_id, NowOf(tx));
      if (!action.Update(attempt.mail, after)) {
        LogWarning("mail.changed_while_sent", {{"mail", ToString(after.id)}});
        return;
      }
      if (after.next_at) GiveToJob(tx, org_id(), after.id, *after.next_at);
      if (after.state == MailState::failed) TellSender(action, after);
    });
  }

  static void TellSender(action::Action& action, const Mail& mail) {
    if (!mail.sender_id) return;
    notice::Emit(action, *mail.sender_id,
                 {"notice.mail.failed", {{"subject", mail.subject}, {"recipients", mail.recipients}}},
                 kOutboxLink);
  }

  job::Context& context_;
  const MailOptions& options_;
};

}  // namespace

void AddMailJobs(job::Runner& runner, const MailOptions& options) {
  runner.On(
      std::string(kSendKind),
      [options](job::Context& context) {
        Sending(context, options).Run();
        return job::Outcome::done;
      },
      [options](job::Context& context) { Sending(context, options).GiveUp(); });
}

}  // namespace baton::mail
