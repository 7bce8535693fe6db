#include "mail/mail_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/clock.h"
#include "http/router.h"
#include "mail/look.h"
#include "mail/mail_rules.h"
#include "mail/mailbox_routes.h"
#include "mail/outbox.h"
#include "mail/relay.h"
#include "people/directory.h"

namespace baton::mail {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kMaxPage = 200;

struct MailQuery {
  std::optional<MailState> state;
  std::optional<Id> handoff_id;
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(MailQuery, (), (state, handoff_id, after, limit))

struct MailContentView {
  static constexpr const char* kSchemaName = "MailContent";

  Id mail_id;
  std::vector<Recipient> to;
  std::vector<Recipient> cc;
  std::string subject;
  std::string text;
  bool has_invitation = false;
};
BOOST_DESCRIBE_STRUCT(MailContentView, (), (mail_id, to, cc, subject, text, has_invitation))

struct RelayView {
  static constexpr const char* kSchemaName = "MailRelay";

  std::int64_t version = 0;  // 0: none is set
  RelayKind kind = RelayKind::smtp;
  std::string host;
  std::int32_t port = 587;
  RelaySecurity security = RelaySecurity::starttls;
  std::string user_name;
  bool has_password = false;
  std::string from_email;
  std::string from_name;
  std::string own_domains;
  std::int64_t waiting = 0;  // mails that wait
};
BOOST_DESCRIBE_STRUCT(RelayView, (),
                      (version, kind, host, port, security, user_name, has_password, from_email, from_name,
                       own_domains, waiting))

Result<http::Page<MailView>> List(const Call& call, const MailQuery& query) {
  const int limit = std::clamp(query.limit.value_or(50), 1, kMaxPage);
  const auto mails = ListMails(call.db(), call.scope(), {query.state, query.handoff_id, query.after, limit});
  http::Page<MailView> page{ViewMails(call.db(), call.org_id(), mails), std::nullopt};
  if (std::ssize(mails) == limit) page.next = ToString(mails.back().id);
  return page;
}

Result<MailView> View(const Call& call, db::Connection& connection, const Mail& mail) {
  return std::move(ViewMails(connection, call.org_id(), std::span(&mail, 1)).front());
}

Result<MailView> Get(const Call& call, Id id) {
  const auto found = FindMail(call.db(), call.scope(), id);
  if (!found) return NotFound("mail");
  return View(call, call.db(), *found);
}

// The words are for those who write to clients: the sender and who leads the sender. An administrator sees that a mail
// is stuck, not what it says.
Result<MailContentView> Content(const Call& call, Id id) {
  const auto found = FindMail(call.db(), call.scope(), id);
  const auto draft = found ? FindDraft(call.db(), call.org_id(), id) : std::nullopt;
  if (!draft) return NotFound("mail");
  return MailContentView{id, draft->to, draft->cc, draft->subject, draft->text, draft->calendar.has_value()};
}

template <class F>
Result<MailView> Do(const Call& call, Id id, bool (*may)(MailState), std::string_view kind, F&& change) {
  return call.Write([&](db::Tx& tx) -> Result<MailView> {
    const auto found = FindMail(tx, call.scope(), id);
    if (!found) return NotFound("mail");
    if (auto current = action::CheckVersion(call, found->version, "mail"); !current)
      return Fail(current.error());
    if (!may(found->state)) return Fail(Kind::conflict, "problem.mail.too_late");
    action::Action action(tx, call, kind, id);
    const Result<Mail> saved = change(action, *found);
    if (!saved) return Fail(saved.error());
    return View(call, tx, *saved);
  });
}

RelayView ViewOf(db::Connection& connection, Id org_id, const std::optional<Relay>& relay) {
  RelayView view;
  view.waiting = *connection.QueryValue<std::int64_t>(
      "SELECT COUNT(*) FROM mail WHERE org_id = $1 AND state = 'waiting'", org_id);
  if (!relay) return view;
  view.version = relay->version;
  view.kind = relay->kind;
  view.host = relay->host;
  view.port = relay->port;
  view.security = relay->security;
  view.user_name = relay->user_name;
  view.has_password = !relay->password_sealed.empty();
  view.from_email = relay->from_email;
  view.from_name = relay->from_name;
  view.own_domains = relay->own_domains;
  return view;
}

RelayInput InputOf(const RelayView& view) {
  return {view.kind,    view.host,       view.port,      view.security,   view.user_name,
          std::nullopt, view.from_email, view.from_name, view.own_domains};
}

class RelayRoutes {
 public:
  explicit RelayRoutes(const MailOptions& options) : options_(options) {}

  Result<RelayView> Change(const Call& call, const json::Patch<RelayInput>& patch) const {
    return call.Write([&](db::Tx& tx) -> Result<RelayView> {
      const auto before = FindRelay(tx, call.org_id());
      const RelayView view = ViewOf(tx, call.org_id(), before);
      if (auto current = action::CheckVersion(call, view.version, "mail_relay"); !current) {
        return Fail(current.error());
      }
      const RelayInput input = patch.Apply(InputOf(view));
      if (auto faults = FaultsOf(input, before, options_.hosts); !faults.empty())
        return Fail(std::move(faults));
      action::Action action(tx, call, "mail_relay.change", before ? std::optional(before->id) : std::nullopt);
      const auto saved = PutRelay(action, before, input, *options_.key);
      if (!saved) return Fail(saved.error());
      SendWaiting(tx, call.org_id(), call.now());
      return ViewOf(tx, call.org_id(), *saved);
    });
  }

 private:
  const MailOptions& options_;
};

std::vector<Id> SendersOf(db::Connection& connection, Id org_id, std::span<const Id> mail_ids) {
  return connection.Query<Id>(
      "SELECT DISTINCT sender_id FROM mail WHERE org_id = $1 AND id IN baton_list($2) AND sender_id IS NOT "
      "NULL",
      org_id, db::IdList(mail_ids));
}

std::vector<Id> SendersOfAnswered(db::Connection& connection, Id org_id, std::span<const Id> reply_ids) {
  return connection.Query<Id>(
      "SELECT DISTINCT mail.sender_id FROM mail_reply JOIN mail ON mail.org_id = mail_reply.org_id AND "
      "mail.id = "
      "mail_reply.mail_id WHERE mail_reply.org_id = $1 AND mail_reply.id IN baton_list($2) AND mail.org_id = "
      "$1 AND "
      "mail.sender_id IS NOT NULL",
      org_id, db::IdList(reply_ids));
}

// Mails of people that are not the person's to lead any more: what was cancelled stays so. The own ones always go along with
// what sent them.
std::vector<Id> OthersMails(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> row_ids) {
  const auto scope = ScopeOf(person, Deed::change, Word::mail);
  if (scope.reach == access::Reach::organization) return {};
  std::vector<Id> senders{person.person_id};
  if (scope) senders = people::FindPeopleIn(connection, scope);
  return connection.Query<Id>(
      "SELECT id FROM mail WHERE org_id = $1 AND id IN baton_list($2) AND sender_id IS NOT NULL "
      "AND sender_id NOT IN baton_list($3) ORDER BY id",
      person.org_id, db::IdList(row_ids), db::IdList(senders));
}

// A mail to oneself: whoever sets a relay sees at once whether it works.
Result<MailView> Test(const Call& call) {
  return call.Write([&](db::Tx& tx) -> Result<MailView> {
    const auto me = people::FindPerson(tx, call.org_id(), call.person_id());
    if (!me) return NotFound("person");
    Draft draft;
    draft.kind = MailKind::test;
    draft.to.push_back({me->name, me->email.value_or("")});
    draft.subject = call.Say({"mail.test.subject"});
    draft.text = call.Say({"mail.test.text", {{"person", me->name}}});
    if (auto faults = FaultsOf(draft); !faults.empty()) return Fail(std::move(faults));
    action::Action action(tx, call, "mail.test");
    return View(call, tx, Queue(action, draft));
  });
}

}  // namespace

void AddMailRoutes(http::Router& router, const MailOptions& options) {
  router.Get("/api/v1/mails", {.name = "listMails", .deed = Deed::read, .word = Word::mail}, List);
  router.Get("/api/v1/mails/{id}", {.name = "getMail", .deed = Deed::read, .word = Word::mail}, Get);
  router.Get("/api/v1/mails/{id}/content",
             {.name = "getMailContent", .deed = Deed::read, .word = Word::letter}, Content);
  router.Post(
      "/api/v1/mails/{id}/cancel",
      {.name = "cancelMail", .deed = Deed::change, .word = Word::mail, .status = 200, .versioned = true},
      [](const Call& call, Id id) { return Do(call, id, MayCancel, "mail.cancel", Cancel); });
  router.Post(
      "/api/v1/mails/{id}/retry",
      {.name = "retryMail", .deed = Deed::change, .word = Word::mail, .status = 200, .versioned = true},
      [](const Call& call, Id id) { return Do(call, id, MayRetry, "mail.retry", Retry); });
  const RelayRoutes relay(options);
  router.Get("/api/v1/mail-relay", {.name = "getMailRelay", .deed = Deed::read, .word = Word::mail_relay},
             [](const Call& call) -> Result<RelayView> {
               return ViewOf(call.db(), call.org_id(), FindRelay(call.db(), call.org_id()));
             });
  router.Patch(
      "/api/v1/mail-relay",
      {.name = "changeMailRelay", .deed = Deed::change, .word = Word::mail_relay, .keeps_answer = false},
      [relay](const Call& call, const json::Patch<RelayInput>& patch) { return relay.Change(call, patch); });
  router.Post("/api/v1/mail-relay/test",
              {.name = "testMailRelay", .deed = Deed::change, .word = Word::mail_relay}, Test);
  AddMailboxRoutes(router, options);
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Mail::kTable),
              .refresh = &AfterUndo,
              .out_of_reach = &OthersMails,
              .listeners = &SendersOf});
  tables.Add({.name = std::string(Relay::kTable),
              .is_private = true,
              .refresh = [](db::Tx& tx, Id org_id, Id) { SendWaiting(tx, org_id, SystemClock().Now()); },
              .out_of_reach = action::UnlessMayChange(Word::mail_relay)});
  tables.Add({.name = std::string(Mailbox::kTable),
              .is_private = true,
              .refresh = [](db::Tx& tx, Id org_id, Id) { LookSoon(tx, org_id); },
              .out_of_reach = action::UnlessMayChange(Word::mail_relay)});
  tables.Add({.name = std::string(MailReply::kTable), .listeners = &SendersOfAnswered});
  for (const std::string_view kind :
       {kSendKind, std::string_view("mailbox.bounce"), std::string_view("mailbox.reply")})
    tables.KeepFromUndo(std::string(kind), "problem.mail.sent");
}

}  // namespace baton::mail
