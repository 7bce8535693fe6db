#include "administration/administration_routes.h"

#include "action/action.h"
#include "action/tables.h"
#include "administration/erasure.h"
#include "administration/operations.h"
#include "administration/take_along.h"
#include "base/clock.h"
#include "base/temporary.h"
#include "people/directory.h"
#include "people/now.h"
#include "settings/settings.h"

namespace baton::administration {
namespace {

using access::Deed;
using access::Word;
using http::Call;

// -- How the work stands

struct RunView {
  static constexpr const char* kSchemaName = "OperationRun";
  OperationKind kind = OperationKind::backup;
  bool is_well = true;
  Instant began_at;
  Instant ended_at;
  std::int64_t bytes = 0;
  std::vector<std::string> findings;
};
BOOST_DESCRIBE_STRUCT(RunView, (), (kind, is_well, began_at, ended_at, bytes, findings))

// Of jobs or mails.
struct WorkView {
  static constexpr const char* kSchemaName = "WorkHealth";
  std::int64_t waiting = 0;
  std::int64_t running = 0;
  std::int64_t failed = 0;
  std::optional<Instant> waits_since;  // the oldest that is due and has not begun
};
BOOST_DESCRIBE_STRUCT(WorkView, (), (waiting, running, failed, waits_since))

struct HealthView {
  static constexpr const char* kSchemaName = "Health";
  Instant now;  // by the wall's clock, which jobs and backups go by
  WorkView jobs;
  WorkView mails;
  std::vector<RunView> backups;
  std::vector<RunView> restore_tests;
  std::vector<RunView> sweeps;
  std::optional<Instant> backup_at;  // the last that went well
  std::optional<Instant> restore_test_at;
  std::int64_t backup_warn_days = 0;
  std::int64_t restore_test_warn_days = 0;
  bool is_backup_late = false;
  bool is_restore_test_late = false;
};
BOOST_DESCRIBE_STRUCT(HealthView, (),
                      (now, jobs, mails, backups, restore_tests, sweeps, backup_at, restore_test_at,
                       backup_warn_days, restore_test_warn_days, is_backup_late, is_restore_test_late))

std::vector<RunView> ViewRuns(const Call& call, OperationKind kind) {
  std::vector<RunView> views;
  for (const Run& run : ListRuns(call.db(), kind, 10)) {
    RunView view{run.kind, run.is_well, run.began_at, run.ended_at, run.bytes, {}};
    for (const Message& finding : run.findings) view.findings.push_back(call.Say(finding));
    views.push_back(std::move(view));
  }
  return views;
}

bool IsLate(const std::optional<Instant>& at, std::int64_t days, Instant now) {
  return !at || *at < now - days * kMillisecondsPerDay;
}

Result<HealthView> Health(const Call& call) {
  const settings::Settings settings = settings::Read(call.db(), call.org_id());
  HealthView view;
  view.now = SystemClock().Now();
  view.jobs = *call.db().QueryOne<WorkView>(
      "SELECT COUNT(CASE WHEN state = 'waiting' THEN 1 END) AS waiting, COUNT(CASE WHEN state = 'running' "
      "THEN 1 "
      "END) AS running, COUNT(CASE WHEN state = 'failed' THEN 1 END) AS failed, MIN(CASE WHEN state = "
      "'waiting' "
      "AND run_at <= $2 THEN run_at END) AS waits_since FROM job WHERE org_id = $1",
      call.org_id(), view.now);
  view.mails = *call.db().QueryOne<WorkView>(
      "SELECT COUNT(CASE WHEN state = 'waiting' THEN 1 END) AS waiting, COUNT(CASE WHEN state = 'sending' "
      "THEN 1 "
      "END) AS running, COUNT(CASE WHEN state = 'failed' THEN 1 END) AS failed, MIN(CASE WHEN state = "
      "'waiting' "
      "THEN queued_at END) AS waits_since FROM mail WHERE org_id = $1",
      call.org_id());
  view.backups = ViewRuns(call, OperationKind::backup);
  view.restore_tests = ViewRuns(call, OperationKind::restore_test);
  view.sweeps = ViewRuns(call, OperationKind::sweep);
  view.backup_at = LastWell(call.db(), OperationKind::backup);
  view.restore_test_at = LastWell(call.db(), OperationKind::restore_test);
  view.backup_warn_days = static_cast<std::int64_t>(settings.backup_warn_days);
  view.restore_test_warn_days = static_cast<std::int64_t>(settings.restore_test_warn_days);
  view.is_backup_late = IsLate(view.backup_at, view.backup_warn_days, view.now);
  view.is_restore_test_late = IsLate(view.restore_test_at, view.restore_test_warn_days, view.now);
  return view;
}

// -- A person's data

struct ErasureView {
  static constexpr const char* kSchemaName = "Erasure";
  Id id;
  Subject subject = Subject::person;
  std::string became;
  ErasureState state = ErasureState::waiting;
  std::optional<people::PersonRef> asked_by;
  Instant asked_at;
  Id job_id;
  std::int64_t removed = 0;
  std::int64_t emptied = 0;
  std::int64_t rewritten = 0;
  std::optional<Instant> finished_at;
};
BOOST_DESCRIBE_STRUCT(ErasureView, (),
                      (id, subject, became, state, asked_by, asked_at, job_id, removed, emptied, rewritten,
                       finished_at))

struct ErasureList {
  static constexpr const char* kSchemaName = "ErasureList";
  std::vector<ErasureView> items;
};
BOOST_DESCRIBE_STRUCT(ErasureList, (), (items))

// Who was removed, and whose data are here still.
struct FormerPerson {
  static constexpr const char* kSchemaName = "FormerPerson";
  Id id;
  std::string name;
  Instant removed_at;
};
BOOST_DESCRIBE_STRUCT(FormerPerson, (), (id, name, removed_at))

struct FormerPeople {
  static constexpr const char* kSchemaName = "FormerPeople";
  std::vector<FormerPerson> items;
};
BOOST_DESCRIBE_STRUCT(FormerPeople, (), (items))

Result<FormerPeople> ListFormer(const Call& call) {
  return FormerPeople{call.db().Query<FormerPerson>(
      "SELECT id, name, deleted_at AS removed_at FROM person WHERE org_id = $1 AND deleted_at IS NOT NULL "
      "AND NOT "
      "EXISTS (SELECT 1 FROM erasure WHERE erasure.org_id = person.org_id AND erasure.subject = 'person' AND "
      "erasure.row_id = person.id) ORDER BY deleted_at DESC, id DESC LIMIT 500",
      call.org_id())};
}

struct ErasureInput {
  static constexpr const char* kSchemaName = "ErasureInput";
  std::string name;  // as it stands, typed
};
BOOST_DESCRIBE_STRUCT(ErasureInput, (), (name))

ErasureView ViewOf(const Erasure& erasure, const Call& call, db::Connection& connection) {
  ErasureView view{.id = erasure.id, .subject = erasure.subject};
  view.became = NameAfter(connection, erasure);
  view.state = erasure.state;
  const auto people = people::FindRefs(connection, call.org_id(), std::span(&erasure.asked_by, 1));
  if (!people.empty()) view.asked_by = people.begin()->second;
  view.asked_at = erasure.asked_at;
  view.job_id = erasure.job_id;
  view.removed = erasure.removed;
  view.emptied = erasure.emptied;
  view.rewritten = erasure.rewritten;
  view.finished_at = erasure.finished_at;
  return view;
}

Result<ErasureList> List(const Call& call) {
  ErasureList list;
  for (const Erasure& erasure : ListErasures(call.db(), call.org_id()))
    list.items.push_back(ViewOf(erasure, call, call.db()));
  return list;
}

Result<ErasureView> Erase(const Call& call, Subject subject, Id id, const ErasureInput& input) {
  if (subject == Subject::person && id == call.person_id())
    return Fail(Kind::conflict, "problem.person.yourself");
  return call.Write([&](db::Tx& tx) -> Result<ErasureView> {
    action::Action action(tx, call, subject == Subject::person ? "person.ask_erasure" : "contact.ask_erasure",
                          id);
    const auto erasure = AskErasure(action, subject, id, input.name);
    if (!erasure) return Fail(erasure.error());
    return ViewOf(*erasure, call, tx);
  });
}

Result<http::File> TakeAway(const Call& call, const AdministrationOptions& options, Subject subject, Id id) {
  const bool is_self = subject == Subject::person && id == call.person_id();
  if (!is_self && call.scope().reach != access::Reach::organization)
    return NotFound(subject == Subject::person ? "person" : "contact");
  TemporaryFile file("person", ".zip");
  const auto written = WriteTakeAlong(call.database(), *options.key,
                                      {.org_id = call.org_id(),
                                       .subject = subject,
                                       .row_id = id,
                                       .is_self = is_self,
                                       .language = call.language()},
                                      file.path());
  if (!written) return Fail(written.error());
  return http::File{.content_type = "application/zip",
                    .name = "baton-data-" + ToString(call.now()).substr(0, 10) + ".zip",
                    .path = file.Release(),
                    .remove_after = true};
}

job::Outcome RunJob(job::Context& context, const AdministrationOptions& options) {
  const auto erasure = FindErasure(*context.database().Read(), context.job().org_id, context.job().ref);
  if (!erasure) return job::Outcome::done;
  const bool is_done = RunErasure(context.database(), *options.key, *erasure,
                                  people::NowIn(*context.database().Read(), erasure->org_id, context.Now()),
                                  [&context](std::int64_t done, std::int64_t total) {
                                    context.Progress(done, total);
                                    return context.ShouldStop();
                                  });
  return is_done ? job::Outcome::done : job::Outcome::again;
}

}  // namespace

void AddAdministrationRoutes(http::Router& router, const AdministrationOptions& options) {
  router.Get("/api/v1/health", {.name = "getHealth", .deed = Deed::read, .word = Word::administration},
             Health);
  router.Get("/api/v1/people/{id}/data",
             {.name = "getPersonData", .deed = Deed::read, .word = Word::personal_data},
             [&options](const Call& call, Id id) { return TakeAway(call, options, Subject::person, id); });
  router.Get("/api/v1/contacts/{id}/data",
             {.name = "getContactData", .deed = Deed::read, .word = Word::personal_data},
             [&options](const Call& call, Id id) { return TakeAway(call, options, Subject::contact, id); });
  router.Get("/api/v1/erasures", {.name = "listErasures", .deed = Deed::remove, .word = Word::personal_data},
             List);
  router.Get("/api/v1/former-people",
             {.name = "listFormerPeople", .deed = Deed::remove, .word = Word::personal_data}, ListFormer);
  router.Get(
      "/api/v1/people/{id}/erasure",
      {.name = "previewPersonErasure", .deed = Deed::remove, .word = Word::personal_data},
      [](const Call& call, Id id) { return PreviewErasure(call.db(), call.org_id(), Subject::person, id); });
  router.Get(
      "/api/v1/contacts/{id}/erasure",
      {.name = "previewContactErasure", .deed = Deed::remove, .word = Word::personal_data},
      [](const Call& call, Id id) { return PreviewErasure(call.db(), call.org_id(), Subject::contact, id); });
  router.Post("/api/v1/people/{id}/erasure",
              {.name = "erasePerson", .deed = Deed::remove, .word = Word::personal_data},
              [](const Call& call, Id id, const ErasureInput& input) {
                return Erase(call, Subject::person, id, input);
              });
  router.Post("/api/v1/contacts/{id}/erasure",
              {.name = "eraseContact", .deed = Deed::remove, .word = Word::personal_data},
              [](const Call& call, Id id, const ErasureInput& input) {
                return Erase(call, Subject::contact, id, input);
              });
}

void AddAdministrationJobs(job::Runner& runner, const AdministrationOptions& options) {
  runner.On(std::string(kErasureKind),
            [&options](job::Context& context) { return RunJob(context, options); });
}

void AddTables(action::Tables& tables) {
  for (const char* kind : {"person.erase", "contact.erase", "person.ask_erasure", "contact.ask_erasure"})
    tables.KeepFromUndo(kind, "problem.erasure.final");
}

}  // namespace baton::administration
