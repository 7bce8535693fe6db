#include "own_mail/own_mail_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/text.h"
#include "base/zone.h"
#include "coaching/directory.h"
#include "http/router.h"
#include "own_mail/own_mail_views.h"
#include "traffic/spool.h"

namespace baton::own_mail {
namespace {

using access::Deed;
using access::Word;
using http::Call;
using traffic::MailSource;
using traffic::SourceState;

// However often somebody asks, the other server is not called more often than this.
constexpr std::int64_t kReadPause = 5'000;
constexpr std::size_t kMaxSecret = 500;
// In the log without what opens the mailbox; hence not to be undone.
constexpr const char* kConnectKind = "own_mailbox.connect";
constexpr const char* kChangeKind = "own_mailbox.change";
constexpr const char* kStopKind = "own_mailbox.stop";
constexpr const char* kResumeKind = "own_mailbox.resume";
constexpr const char* kDeleteKind = "own_mailbox.delete";

bool IsOneLine(const std::string& text) {
  return text.size() <= kMaxSecret &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' '; });
}

std::vector<FieldFault> FaultsOf(const OwnMailboxInput& input, const OwnMailOptions& options) {
  auto faults = imap::FaultsOf({input.host, input.port, input.security, input.user_name}, options.hosts);
  if (!IsOneLine(input.user_name)) faults.push_back({"user_name", {"problem.calendar.one_line"}});
  if (!IsOneLine(input.password)) faults.push_back({"password", {"problem.calendar.one_line"}});
  if (input.days < 1 || input.days > kMostDays) {
    faults.push_back({"days",
                      {"problem.field.out_of_range",
                       {{"minimum", std::int64_t{1}}, {"maximum", std::int64_t{kMostDays}}}}});
  }
  return faults;
}

OwnMailboxInput Cleaned(OwnMailboxInput input) {
  input.host = std::string(Trim(input.host));
  input.user_name = std::string(Trim(input.user_name));
  return input;
}

std::string NameOf(const OwnMailbox& mailbox) { return mailbox.user_name + " · " + mailbox.host; }

class Routes {
 public:
  explicit Routes(const OwnMailOptions& options) : options_(options) {}

  Result<OwnMailboxView> Connect(const Call& call, const OwnMailboxInput& entered) const {
    const OwnMailboxInput input = Cleaned(entered);
    auto faults = FaultsOf(input, options_);
    if (input.password.empty()) faults.push_back({"password", {"problem.field.required"}});
    if (!faults.empty()) return Fail(std::move(faults));
    return call.Write([&](db::Tx& tx) -> Result<OwnMailboxView> {
      if (FindMailbox(tx, call.org_id(), call.person_id()))
        return Fail(Kind::conflict, "problem.own_mailbox.one_only");
      OwnMailbox mailbox;
      mailbox.org_id = call.org_id();
      mailbox.id = tx.NewId();
      mailbox.person_id = call.person_id();
      mailbox.created_at = call.now();
      Fill(mailbox, input);
      action::Action action(tx, call, kConnectKind, call.person_id());
      LookAnew(tx, action, mailbox, call);
      AddMailbox(tx, mailbox);
      return ViewOf(call, tx, mailbox);
    });
  }

  // Before its owner said "keep", it is looked at once more where anything is another; after that it is read on.
  Result<OwnMailboxView> Change(const Call& call, const json::Patch<OwnMailboxInput>& patch) const {
    return With(
        call, [&](db::Tx& tx, OwnMailbox& mailbox, const MailSource& source) -> Result<OwnMailboxView> {
          const OwnMailbox before = mailbox;
          const OwnMailboxInput input = Cleaned(patch.Apply(
              {before.host, before.port, before.security, before.user_name, std::string(), before.days, {}}));
          auto faults = FaultsOf(input, options_);
          const bool is_elsewhere = input.host != before.host || input.port != before.port ||
                                    input.security != before.security || input.user_name != before.user_name;
          if (is_elsewhere && input.password.empty())
            faults.push_back({"password", {"problem.own_mailbox.password_again"}});
          if (!faults.empty()) return Fail(std::move(faults));
          const bool is_kept = source.state == SourceState::kept || source.state == SourceState::keeping;
          if (is_kept && input.days != before.days)
            return Fail(Kind::conflict, "problem.own_mailbox.days_kept");
          if (!SetFolders(tx, mailbox, input.folders))
            return Fail(FieldFault{"folders", {"problem.own_mailbox.no_folder"}});
          action::Action action(tx, call, kChangeKind, call.person_id());
          Fill(mailbox, input);
          ++mailbox.version;
          Forgive(mailbox);
          if (is_kept) {
            ReadSoon(tx, mailbox, Wall(), Wall());
            SaveMailbox(tx, mailbox);
          } else {
            LookOnceMore(tx, action, mailbox, source, call);
          }
          return ViewOf(call, tx, mailbox);
        });
  }

  // Looks once more where nothing is decided; reads on where it is kept.
  Result<OwnMailboxView> Read(const Call& call) const {
    return call.Write([&](db::Tx& tx) -> Result<OwnMailboxView> {
      auto mailbox = FindMailbox(tx, call.org_id(), call.person_id());
      if (!mailbox) return NotFound("own_mailbox");
      const auto source = traffic::FindSourceOf(tx, call.org_id(), mailbox->source_id);
      const bool is_soon = mailbox->tried_at && *mailbox->tried_at + kReadPause > call.now();
      if (!source || is_soon || IsRunning(tx, *mailbox)) return ViewOf(call, tx, *mailbox);
      action::Action action(tx, call, kChangeKind, call.person_id());
      if (source->state == SourceState::waiting || source->state == SourceState::refused) {
        LookOnceMore(tx, action, *mailbox, *source, call);
      } else {
        ReadSoon(tx, *mailbox, Wall(), Wall());
        SaveMailbox(tx, *mailbox);
      }
      return ViewOf(call, tx, *mailbox);
    });
  }

  Result<OwnMailboxView> Switch(const Call& call, bool is_on) const {
    return call.Write([&](db::Tx& tx) -> Result<OwnMailboxView> {
      auto mailbox = FindMailbox(tx, call.org_id(), call.person_id());
      if (!mailbox) return NotFound("own_mailbox");
      if (mailbox->is_on == is_on) return ViewOf(call, tx, *mailbox);
      const action::Action action(tx, call, is_on ? kResumeKind : kStopKind, call.person_id());
      EndJob(tx, *mailbox);
      mailbox->is_on = is_on;
      ++mailbox->version;
      Forgive(*mailbox);
      if (is_on) ReadSoon(tx, *mailbox, Wall(), Wall());
      SaveMailbox(tx, *mailbox);
      return ViewOf(call, tx, *mailbox);
    });
  }

  Result<Done> Delete(const Call& call) const {
    const auto mailbox = FindMailbox(call.db(), call.org_id(), call.person_id());
    const auto removed =
        With(call, [&](db::Tx& tx, OwnMailbox& held, const MailSource& source) -> Result<Done> {
          action::Action action(tx, call, kDeleteKind, call.person_id());
          EndJob(tx, held);
          RemoveMailbox(tx, held);
          traffic::RemoveSource(action, source);
          return Done{};
        });
    if (removed && mailbox) traffic::RemoveSpool(PlaceOf(call), mailbox->source_id);
    return removed;
  }

 private:
  template <class F>
  static auto With(const Call& call, F&& deed)
      -> std::invoke_result_t<F&, db::Tx&, OwnMailbox&, const MailSource&> {
    using Answer = std::invoke_result_t<F&, db::Tx&, OwnMailbox&, const MailSource&>;
    return call.Write([&](db::Tx& tx) -> Answer {
      auto found = FindMailbox(tx, call.org_id(), call.person_id());
      if (!found) return NotFound("own_mailbox");
      if (auto current = action::CheckVersion(call, found->version, "own_mailbox"); !current)
        return Fail(current.error());
      const auto source = traffic::FindSourceOf(tx, call.org_id(), found->source_id);
      if (!source) return NotFound("own_mailbox");
      return deed(tx, *found, *source);
    });
  }

  void Fill(OwnMailbox& mailbox, const OwnMailboxInput& input) const {
    mailbox.host = input.host;
    mailbox.port = input.port;
    mailbox.security = input.security;
    mailbox.user_name = input.user_name;
    mailbox.days = input.days;
    if (!input.password.empty())
      mailbox.password_sealed = SealPassword(*options_.key, mailbox.org_id, mailbox.id, input.password);
  }

  // One that is on its way stops soon, and notes nothing any more.
  void EndJob(db::Tx& tx, OwnMailbox& mailbox) const {
    if (mailbox.job_id) job::RequestCancel(tx, mailbox.org_id, *mailbox.job_id, Wall());
    mailbox.job_id = std::nullopt;
  }

  static void Forgive(OwnMailbox& mailbox) {
    mailbox.failures = 0;
    mailbox.failing_since = std::nullopt;
    mailbox.is_told = false;
    mailbox.problem.clear();
    mailbox.problem_arguments = "{}";
  }

  // False: one of them is not there.
  static bool SetFolders(db::Tx& tx, const OwnMailbox& mailbox,
                         const std::optional<std::vector<std::string>>& wanted) {
    if (!wanted) return true;
    auto folders = FindFolders(tx, mailbox);
    for (const std::string& name : *wanted) {
      if (std::ranges::find(folders, name, &OwnFolder::name) == folders.end()) return false;
    }
    for (OwnFolder& folder : folders) {
      const bool is_read = std::ranges::find(*wanted, folder.name) != wanted->end();
      if (is_read == folder.is_read) continue;
      folder.is_read = is_read;
      folder.uid_validity = 0;
      folder.next_uid = 0;
      SaveFolder(tx, folder);
    }
    return true;
  }

  // A source of its own each time: of what was looked at before, nothing is left.
  void LookAnew(db::Tx& tx, action::Action& action, OwnMailbox& mailbox, const Call& call) const {
    mailbox.source_id = traffic::AddSource(action, {.person_id = mailbox.person_id,
                                                    .kind = traffic::SourceKind::imap,
                                                    .name = NameOf(mailbox)})
                            .id;
    const std::string zone = coaching::ZoneOf(tx, mailbox.org_id, mailbox.person_id);
    mailbox.since_on = DayIn(call.now(), zone) - mailbox.days;
    ReadSoon(tx, mailbox, Wall(), Wall());
  }

  void LookOnceMore(db::Tx& tx, action::Action& action, OwnMailbox& mailbox, const MailSource& before,
                    const Call& call) const {
    EndJob(tx, mailbox);
    Forgive(mailbox);
    mailbox.read_at = std::nullopt;
    LookAnew(tx, action, mailbox, call);
    SaveMailbox(tx, mailbox);
    traffic::RemoveSource(action, before);
  }

  traffic::SpoolPlace PlaceOf(const Call& call) const {
    return {options_.traffic->data_folder, call.org_id()};
  }
  // Jobs run by the wall's clock, also where the organization has its own.
  Instant Wall() const { return options_.traffic->clock->Now(); }

  const OwnMailOptions& options_;
};

}  // namespace

void AddOwnMailRoutes(http::Router& router, const OwnMailOptions& options) {
  constexpr const char* kPath = "/api/v1/me/mailbox";
  const Routes routes(options);
  router.Get(kPath,
             {.name = "getOwnMailbox",
              .deed = Deed::read,
              .word = Word::traffic,
              .summary = "The own mailbox that is read over IMAP; nobody else sees it"},
             [](const Call& call) -> Result<OwnMailboxView> {
               const auto mailbox = FindMailbox(call.db(), call.org_id(), call.person_id());
               return mailbox ? ViewOf(call, call.db(), *mailbox) : OwnMailboxView{};
             });
  router.Post(
      kPath,
      {.name = "connectOwnMailbox",
       .deed = Deed::create,
       .word = Word::traffic,
       .keeps_answer = false,
       .summary = "Has it looked at: headers only, and nothing is kept before its owner says so"},
      [routes](const Call& call, const OwnMailboxInput& input) { return routes.Connect(call, input); });
  router.Patch(
      kPath, {.name = "changeOwnMailbox", .deed = Deed::change, .word = Word::traffic, .keeps_answer = false},
      [routes](const Call& call, const json::Patch<OwnMailboxInput>& patch) {
        return routes.Change(call, patch);
      });
  router.Delete(kPath,
                {.name = "deleteOwnMailbox",
                 .deed = Deed::remove,
                 .word = Word::traffic,
                 .versioned = true,
                 .summary = "With all that was kept of it, at once and for good"},
                [routes](const Call& call) { return routes.Delete(call); });
  router.Post("/api/v1/me/mailbox/read",
              {.name = "readOwnMailbox", .deed = Deed::change, .word = Word::traffic, .status = 200},
              [routes](const Call& call) { return routes.Read(call); });
  router.Post("/api/v1/me/mailbox/stop",
              {.name = "stopOwnMailbox",
               .deed = Deed::change,
               .word = Word::traffic,
               .status = 200,
               .summary = "It is not read any more; what was kept stays"},
              [routes](const Call& call) { return routes.Switch(call, false); });
  router.Post("/api/v1/me/mailbox/resume",
              {.name = "resumeOwnMailbox", .deed = Deed::change, .word = Word::traffic, .status = 200},
              [routes](const Call& call) { return routes.Switch(call, true); });
}

void AddTables(action::Tables& tables) {
  for (const char* kind :
       {kConnectKind, kChangeKind, kStopKind, kResumeKind, kDeleteKind, "own_mailbox.fail"})
    tables.KeepFromUndo(kind, "problem.own_mailbox.kept");
}

}  // namespace baton::own_mail
