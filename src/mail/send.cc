#include "mail/send.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/check.h"
#include "base/log.h"
#include "format/mime/mail_text.h"
#include "job/job.h"
#include "mail/mail_rules.h"
#include "mail/outbox.h"
#include "mail/relay.h"
#include "mail/smtp.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::mail {
namespace {

constexpr char kOutboxLink[] = "/outbox";

// What one attempt needs, read in the transaction that begins it.
struct Attempt {
  Mail mail;
  Draft draft;
  Relay relay;
  std::optional<Recipient> sender;
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
    text.reply_to = format::mime::Mailbox{attempt.sender->name, attempt.sender->email};
  } else {
    text.from = {relay.from_name, relay.from_email};
  }
  for (const Recipient& recipient : attempt.draft.to) text.to.push_back(MailboxOf(recipient));
  for (const Recipient& recipient : attempt.draft.cc) text.cc.push_back(MailboxOf(recipient));
  text.subject = attempt.draft.subject;
  text.text = attempt.draft.text;
  text.html = attempt.draft.html;
  text.is_automatic = attempt.draft.kind == MailKind::digest || attempt.draft.kind == MailKind::test;
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

// Whole or not at all, and durable when this returns.
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

 private:
  Id org_id() const { return context_.job().org_id; }

  Instant NowOf(db::Connection& connection) const {
    const auto organization = people::FindOrganization(connection, org_id());
    return organization && organization->clock_at ? *organization->clock_at : context_.Now();
  }

  // Claims the mail. One that is being sent already was cut off: this job would not run otherwise, since a job is one
  // worker's at a time.
  std::optional<Attempt> Begin() {
    return context_.database().Write([&](db::Tx& tx) -> std::optional<Attempt> {
      const auto found =
          FindMail(tx, access::Scope{access::Reach::organization, org_id(), Id{}}, context_.job().ref);
      if (!found || (found->state != MailState::waiting && found->state != MailState::sending))
        return std::nullopt;
      const auto draft = FindDraft(tx, org_id(), found->id);
      const auto relay = FindRelay(tx, org_id());
      if (!draft || !relay) return std::nullopt;  // it waits for a relay: SendWaiting comes back to it
      Mail sending = *found;
      sending.state = MailState::sending;
      sending.attempts += 1;
      if (found->state == MailState::sending) sending.repeats += 1;
      if (sending.message_id.empty()) {
        const std::string domain = relay->from_email.substr(relay->from_email.rfind('@') + 1);
        sending.message_id = ToString(found->id) + "." + ToString(org_id()) + "@" + domain;
      }
      sending.next_at = std::nullopt;
      action::Action action(tx, {org_id(), std::nullopt}, "mail.send", NowOf(tx), found->id);
      const auto saved = action.Update(*found, sending);
      if (!saved) return std::nullopt;
      return Attempt{*saved, *draft, *relay, SenderOf(tx, *draft), action.id()};
    });
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
    return Deliver(attempt.relay, *password, EnvelopeOf(attempt), bytes);
  }

  void End(const Attempt& attempt, const Delivery& delivery) {
    context_.database().Write([&](db::Tx& tx) {
      Mail after = attempt.mail;
      after.answer = delivery.answer;
      const auto pause = PauseAfter(attempt.mail.attempts);
      const bool goes_on = delivery.kind == Delivery::Kind::later && pause.has_value();
      after.state = delivery.kind == Delivery::Kind::accepted ? MailState::sent
                    : goes_on                                 ? MailState::waiting
                                                              : MailState::failed;
      if (goes_on) {
        after.next_at = context_.Now() + *pause;
        job::Enqueue(
            tx,
            {.org_id = org_id(), .kind = std::string(kSendKind), .ref = after.id, .run_at = after.next_at},
            context_.Now());
      } else {
        after.ended_at = NowOf(tx);
      }
      action::Action action(tx, {org_id(), std::nullopt}, attempt.action_id, NowOf(tx));
      if (!action.Update(attempt.mail, after)) {
        LogWarning("mail.changed_while_sent", {{"mail", ToString(after.id)}});
        return;
      }
      if (after.state == MailState::failed && after.sender_id) {
        notice::Emit(action, *after.sender_id,
                     {"notice.mail.failed", {{"subject", after.subject}, {"recipients", after.recipients}}},
                     kOutboxLink);
      }
    });
  }

  job::Context& context_;
  const MailOptions& options_;
};

}  // namespace

void AddMailJobs(job::Runner& runner, const MailOptions& options) {
  runner.On(std::string(kSendKind), [options](job::Context& context) {
    Sending(context, options).Run();
    return job::Outcome::done;
  });
}

}  // namespace baton::mail
