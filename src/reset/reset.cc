#include "reset/reset.h"

#include <utility>

#include "mail/mail_rules.h"
#include "mail/outbox.h"
#include "mail/relay.h"
#include "people/directory.h"
#include "people/now.h"
#include "reset/reset_store.h"
#include "session/identity.h"
#include "session/invitation.h"
#include "words/catalogue.h"

namespace baton::reset {
namespace {

// In the outbox and wherever else the words stand before the mail goes.
constexpr char kNoLink[] = "…";

std::string Say(const people::Person& person, const Message& message) {
  return words::Catalogue::Compiled().Say(message, person.language);
}

std::string LinkText(const people::Person& person, const std::string& public_url, const std::string& token) {
  return Say(person, {"mail.password.link_text",
                      {{"person", person.name},
                       {"url", public_url},
                       {"link", public_url + "/join/" + token},
                       {"minutes", session::kMailedResetLife / kMillisecondsPerMinute}}});
}

// The person of the organization that signs in with this address.
std::optional<people::Person> FindWhoSignsIn(db::Connection& connection, Id org_id,
                                             const std::string& email) {
  const auto identity = session::FindIdentity(connection, email);
  if (!identity) return std::nullopt;
  for (const session::Membership& one : session::FindMemberships(connection, identity->id)) {
    if (one.org_id == org_id) return people::FindPerson(connection, org_id, one.person_id);
  }
  return std::nullopt;
}

}  // namespace

bool CanSend(db::Connection& connection, Id org_id) {
  const auto relay = mail::FindRelay(connection, org_id);
  return relay && relay->kind == mail::RelayKind::smtp;
}

void InsertRequest(db::Tx& tx, const std::string& email, Instant now) {
  const Id id = tx.NewId();
  tx.Execute("INSERT INTO reset_request (id, email, created_at) VALUES ($1, $2, $3)", id, email, now);
  job::Enqueue(tx, {.org_id = Id{0}, .kind = std::string(kRequestKind), .ref = id}, now);
}

std::optional<std::string> TakeRequest(db::Tx& tx, Id id) {
  auto email = tx.QueryValue<std::string>("SELECT email FROM reset_request WHERE id = $1", id);
  tx.Execute("DELETE FROM reset_request WHERE id = $1", id);
  return email;
}

void QueueLink(action::Action& action, const people::Person& person, const std::string& email,
               const std::string& public_url) {
  mail::Draft draft;
  draft.kind = mail::MailKind::password_link;
  draft.to.push_back({person.name, email});
  draft.subject = Say(person, {"mail.password.link_subject"});
  draft.text = LinkText(person, public_url, kNoLink);
  if (mail::FaultsOf(draft).empty()) mail::Queue(action, draft);
}

std::function<void(action::Action&, const people::Person&, const std::string&)> TellOfChange(
    std::string public_url) {
  return [url = std::move(public_url)](action::Action& action, const people::Person& person,
                                       const std::string& email) {
    // Without a server it would wait, and come as old news.
    if (!mail::FindRelay(action.tx(), person.org_id)) return;
    mail::Draft draft;
    draft.kind = mail::MailKind::password_changed;
    draft.to.push_back({person.name, email});
    draft.subject = Say(person, {"mail.password.changed_subject"});
    draft.text = Say(person, {"mail.password.changed_text", {{"person", person.name}, {"url", url}}});
    if (mail::FaultsOf(draft).empty()) mail::Queue(action, draft);
  };
}

mail::Finish MakeLink(const ResetOptions& options) {
  return [url = options.public_url](db::Tx& tx, const mail::Mail& mail, const mail::Relay& relay,
                                    mail::Draft draft, Instant now) -> std::optional<mail::Draft> {
    // A dry run would leave the link in a file.
    if (relay.kind != mail::RelayKind::smtp || draft.to.empty()) return std::nullopt;
    const std::int64_t waited =
        people::NowIn(tx, mail.org_id, now).milliseconds - mail.queued_at.milliseconds;
    if (waited > kWorthSending) return std::nullopt;
    const auto person = FindWhoSignsIn(tx, mail.org_id, draft.to.front().email);
    if (!person) return std::nullopt;
    draft.text = LinkText(*person, url, session::InsertMailedReset(tx, mail.org_id, person->id, now));
    return draft;
  };
}

void AddTables(action::Tables& tables) {
  for (const std::string_view kind : {"password.send", "password.reset", "password.change"}) {
    tables.KeepFromUndo(std::string(kind), "problem.password.no_undo");
  }
}

void AddResetJob(job::Runner& runner, const ResetOptions& options) {
  const auto answer = [url = options.public_url](job::Context& context) {
    context.database().Write([&](db::Tx& tx) {
      const auto email = TakeRequest(tx, context.job().ref);
      const auto identity = email ? session::FindIdentity(tx, *email) : std::nullopt;
      if (!identity) return;
      for (const session::Membership& one : session::FindMemberships(tx, identity->id)) {
        const auto person = people::FindPerson(tx, one.org_id, one.person_id);
        if (!person || !CanSend(tx, one.org_id)) continue;
        action::Action action(tx, {one.org_id, std::nullopt}, "password.send",
                              people::NowIn(tx, one.org_id, context.Now()), person->id);
        return QueueLink(action, *person, identity->email, url);
      }
    });
    return job::Outcome::done;
  };
  const auto forget = [](job::Context& context) {
    context.database().Write([&](db::Tx& tx) { TakeRequest(tx, context.job().ref); });
  };
  runner.On(std::string(kRequestKind), answer, forget);
}

}  // namespace baton::reset
