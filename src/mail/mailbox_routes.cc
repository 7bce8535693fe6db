#include "mail/mailbox_routes.h"

#include "action/action.h"
#include "action/version.h"
#include "base/clock.h"
#include "http/router.h"
#include "job/job.h"
#include "mail/look.h"
#include "mail/mailbox.h"

namespace baton::mail {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct MailboxView {
  static constexpr const char* kSchemaName = "Mailbox";

  std::int64_t version = 0;  // 0: none is set
  bool is_on = true;
  std::string host;
  std::int32_t port = 993;
  RelaySecurity security = RelaySecurity::tls;
  std::string user_name;
  bool has_password = false;
  std::string folder = "INBOX";
  std::string address;
  std::int32_t interval_minutes = 5;
  bool is_looking = false;
  std::optional<Instant> looked_at;  // the last time
  bool is_good = false;              // it could be read then
  std::string answer;                // if not: of the server, or a key "mailbox.answer.*"
  std::int64_t read_count = 0;       // mails in all
  std::int64_t used_count = 0;       // of those, answers to something of ours
};
BOOST_DESCRIBE_STRUCT(MailboxView, (),
                      (version, is_on, host, port, security, user_name, has_password, folder, address,
                       interval_minutes, is_looking, looked_at, is_good, answer, read_count, used_count))

MailboxView ViewOf(db::Connection& connection, Id org_id, const std::optional<Mailbox>& mailbox) {
  MailboxView view;
  if (!mailbox) return view;
  view.version = mailbox->version;
  view.is_on = mailbox->is_on;
  view.host = mailbox->host;
  view.port = mailbox->port;
  view.security = mailbox->security;
  view.user_name = mailbox->user_name;
  view.has_password = !mailbox->password_sealed.empty();
  view.folder = mailbox->folder;
  view.address = mailbox->address;
  view.interval_minutes = mailbox->interval_minutes;
  const auto look = FindLook(connection, org_id, mailbox->id);
  if (!look) return view;
  view.looked_at = look->looked_at;
  view.is_good = look->is_good;
  view.answer = look->answer;
  view.read_count = look->read_count;
  view.used_count = look->used_count;
  const auto job = look->job_id ? job::FindJob(connection, org_id, *look->job_id) : std::nullopt;
  view.is_looking = job && (job->state == job::State::running ||
                            (job->state == job::State::waiting && job->run_at <= SystemClock().Now()));
  return view;
}

MailboxInput InputOf(const MailboxView& view) {
  return {view.is_on,   view.host,   view.port,    view.security,        view.user_name,
          std::nullopt, view.folder, view.address, view.interval_minutes};
}

class MailboxRoutes {
 public:
  explicit MailboxRoutes(const MailOptions& options) : options_(options) {}

  Result<MailboxView> Change(const Call& call, const json::Patch<MailboxInput>& patch) const {
    return call.Write([&](db::Tx& tx) -> Result<MailboxView> {
      const auto before = FindMailbox(tx, call.org_id());
      const MailboxView view = ViewOf(tx, call.org_id(), before);
      if (auto current = action::CheckVersion(call, view.version, "mailbox"); !current)
        return Fail(current.error());
      const MailboxInput input = patch.Apply(InputOf(view));
      if (auto faults = FaultsOf(input, before, options_.hosts); !faults.empty())
        return Fail(std::move(faults));
      action::Action action(tx, call, "mailbox.change", before ? std::optional(before->id) : std::nullopt);
      const auto saved = PutMailbox(action, before, input, *options_.key);
      if (!saved) return Fail(saved.error());
      LookSoon(tx, call.org_id());
      return ViewOf(tx, call.org_id(), *saved);
    });
  }

 private:
  const MailOptions& options_;
};

Result<MailboxView> LookNow(const Call& call) {
  return call.Write([&](db::Tx& tx) -> Result<MailboxView> {
    const auto mailbox = FindMailbox(tx, call.org_id());
    if (!mailbox || !mailbox->is_on) return Fail(Kind::conflict, "problem.mailbox.none");
    LookSoon(tx, call.org_id());
    return ViewOf(tx, call.org_id(), mailbox);
  });
}

}  // namespace

void AddMailboxRoutes(http::Router& router, const MailOptions& options) {
  const MailboxRoutes mailbox(options);
  router.Get("/api/v1/mailbox", {.name = "getMailbox", .deed = Deed::read, .word = Word::mail_relay},
             [](const Call& call) -> Result<MailboxView> {
               return ViewOf(call.db(), call.org_id(), FindMailbox(call.db(), call.org_id()));
             });
  router.Patch(
      "/api/v1/mailbox",
      {.name = "changeMailbox", .deed = Deed::change, .word = Word::mail_relay, .keeps_answer = false},
      [mailbox](const Call& call, const json::Patch<MailboxInput>& patch) {
        return mailbox.Change(call, patch);
      });
  router.Post("/api/v1/mailbox/look",
              {.name = "lookIntoMailbox", .deed = Deed::change, .word = Word::mail_relay, .status = 200},
              LookNow);
}

}  // namespace baton::mail
