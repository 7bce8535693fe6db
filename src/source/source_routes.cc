#include "source/source_routes.h"

#include <algorithm>

#include "action/tables.h"
#include "action/version.h"
#include "base/clock.h"
#include "http/router.h"
#include "json/arguments.h"
#include "people/directory.h"
#include "people/now.h"
#include "people/organization.h"
#include "seal/unused.h"
#include "source/source_rules.h"
#include "source/source_store.h"

namespace baton::source {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kShownRuns = 10;

std::optional<std::string> ProblemText(const Call& call, const std::string& key,
                                       const std::string& arguments) {
  if (key.empty()) return std::nullopt;
  return call.Say({key, json::ParseArguments(arguments)});
}

SourceView ViewOf(const Call& call, db::Connection& connection, const Source& one,
                  const SourceOptions& options) {
  SourceView view;
  view.id = one.id;
  view.version = one.version;
  view.name = one.name;
  const auto refs = people::FindRefs(connection, one.org_id, std::vector{one.person_id});
  if (const auto found = refs.find(one.person_id); found != refs.end()) view.person = found->second;
  for (const SourceFile& file : FindFiles(connection, one.org_id, one.secret_id))
    view.files.push_back({file.name, file.host, file.import_id});
  if (const auto access = OpenAccess(connection, *options.key, one.org_id, one.secret_id))
    view.entry = access->entry;
  view.schedule = one.schedule;
  view.every_hours = one.every_hours;
  view.at_minute = one.at_minute;
  if (const auto organization = people::FindOrganization(connection, one.org_id))
    view.time_zone = organization->time_zone;
  view.is_on = one.is_on;
  const auto runs = FindRuns(connection, one.org_id, one.id, 1);
  view.is_fetching = one.is_asked || (!runs.empty() && !runs.front().ended_at);
  view.as_of = one.fetched_at;
  view.next_at = one.next_at;
  view.failing_since = one.failing_since;
  view.problem = ProblemText(call, one.problem, one.problem_arguments);
  if (view.problem && !runs.empty()) view.import_id = runs.front().import_id;
  return view;
}

bool MayStillImport(db::Connection& connection, const Source& source) {
  const auto person = people::FindPerson(connection, source.org_id, source.person_id);
  return person && intake::MayImport(source.org_id, *person);
}

bool IsRunning(db::Connection& connection, const Source& source) {
  const auto job = source.job_id ? job::FindJob(connection, source.org_id, *source.job_id) : std::nullopt;
  return job && job->state == job::State::running;
}

// Fetched by the next free worker, unless it is being fetched at this moment. `wall` is by which jobs run.
void RefreshNow(db::Tx& tx, Source& source, Instant now, Instant wall) {
  source.is_asked = true;
  if (IsRunning(tx, source)) return;
  source.next_at = now;
  RefreshSoon(tx, source, wall, wall);
}

class Routes {
 public:
  explicit Routes(const SourceOptions& options) : options_(options) {}

  Result<http::Page<SourceView>> List(const Call& call) const {
    http::Page<SourceView> page;
    for (const Source& one : FindSources(call.db(), call.scope()))
      page.items.push_back(ViewOf(call, call.db(), one, options_));
    return page;
  }

  Result<SourceView> Create(const Call& call, const SourceInput& entered) const {
    const SourceInput input = Cleaned(entered);
    if (auto faults = FaultsOf(input, options_.hosts); !faults.empty()) return Fail(std::move(faults));
    return call.Write([&](db::Tx& tx) -> Result<SourceView> {
      if (CountSources(tx, call.org_id()) >= kMostSources) {
        return Fail(Kind::conflict, "problem.import_source.too_many", {{"limit", kMostSources}});
      }
      action::Action action(tx, call, "import_source.create");
      Source source;
      source.person_id = call.person_id();
      Fill(source, input, call.org_id());
      source.secret_id = PutAccess(tx, *options_.key, call.org_id(), AccessOf(input));
      source.created_at = call.now();
      source = action.Insert(std::move(source));
      if (source.is_on) RefreshNow(tx, source, call.now(), Wall());
      SaveNotes(tx, source);
      return ViewOf(call, tx, source, options_);
    });
  }

  Result<SourceView> Change(const Call& call, Id id, const json::Patch<SourceInput>& patch) const {
    return With(call, id, [&](db::Tx& tx, const Source& before) -> Result<SourceView> {
      const auto opened = OpenAccess(tx, *options_.key, call.org_id(), before.secret_id);
      const Access known = opened.value_or(Access{});
      const SourceInput input = Cleaned(patch.Apply(InputOf(before, known)));
      auto faults = FaultsOf(input, options_.hosts);
      const auto moved = FaultsOfMove(known, AccessOf(input));
      faults.insert(faults.end(), moved.begin(), moved.end());
      if (!faults.empty()) return Fail(std::move(faults));
      const bool is_elsewhere = AccessOf(input) != known;
      action::Action action(tx, call, "import_source.change", id);
      Source after = before;
      Fill(after, input, call.org_id());
      if (is_elsewhere) after.secret_id = PutAccess(tx, *options_.key, call.org_id(), AccessOf(input));
      // As whom it was imported left: from now on as whoever switches it on.
      const bool is_switched_on = after.is_on && !before.is_on;
      if (is_switched_on && !MayStillImport(tx, before)) after.person_id = call.person_id();
      auto saved = action.Update(before, after);
      if (!saved) return Fail(saved.error());
      if (is_switched_on || is_elsewhere) {
        saved->failures = 0;
        saved->is_told = false;
        saved->failing_since = std::nullopt;
        saved->problem.clear();
        saved->problem_arguments = "{}";
        saved->job_id = std::nullopt;
      }
      if (after.is_on && (is_switched_on || is_elsewhere)) {
        RefreshNow(tx, *saved, call.now(), Wall());
      } else if (!IsRunning(tx, *saved)) {  // else it goes on by what it finds here when it ends
        saved->is_asked = false;
        ScheduleNext(tx, *saved, call.now(), Wall());
      }
      SaveNotes(tx, *saved);
      return ViewOf(call, tx, *saved, options_);
    });
  }

  // Also of one that is switched off.
  Result<SourceView> Refresh(const Call& call, Id id) const {
    return call.Write([&](db::Tx& tx) -> Result<SourceView> {
      auto source = FindSource(tx, call.scope(), id);
      if (!source) return NotFound("import_source");
      const action::Action action(tx, call, "import_source.fetch", id);
      RefreshNow(tx, *source, call.now(), Wall());
      SaveNotes(tx, *source);
      return ViewOf(call, tx, *source, options_);
    });
  }

  // Its addresses stay sealed for as long as this can be undone.
  static Result<Done> Remove(const Call& call, Id id) {
    return With(call, id, [&](db::Tx& tx, const Source& source) -> Result<Done> {
      action::Action action(tx, call, "import_source.remove", id);
      Source removed = source;
      removed.deleted_at = action.now();
      if (auto saved = action.Update(source, removed); !saved) return Fail(saved.error());
      return Done{};
    });
  }

  static Result<http::Page<RunView>> Runs(const Call& call, Id id) {
    if (!FindSource(call.db(), call.scope(), id)) return NotFound("import_source");
    http::Page<RunView> page;
    for (const Run& run : FindRuns(call.db(), call.org_id(), id, kShownRuns)) {
      page.items.push_back({run.id, run.started_at, run.ended_at, run.outcome, run.import_id,
                            ProblemText(call, run.problem, run.problem_arguments)});
    }
    return page;
  }

 private:
  template <class F>
  static auto With(const Call& call, Id id, F&& deed) -> std::invoke_result_t<F&, db::Tx&, const Source&> {
    return call.Write([&](db::Tx& tx) -> std::invoke_result_t<F&, db::Tx&, const Source&> {
      const auto found = FindSource(tx, call.scope(), id);
      if (!found) return NotFound("import_source");
      if (auto current = action::CheckVersion(call, found->version, "import_source"); !current)
        return Fail(current.error());
      return deed(tx, *found);
    });
  }

  static void Fill(Source& source, const SourceInput& input, Id org_id) {
    source.org_id = org_id;
    source.name = input.name;
    source.schedule = input.schedule;
    source.every_hours = input.every_hours;
    source.at_minute = input.at_minute;
    source.is_on = input.is_on;
  }

  static SourceInput InputOf(const Source& source, const Access& access) {
    return {source.name,        access.urls,        access.entry,        access.user_name,
            access.password,    access.header_name, access.header_value, source.schedule,
            source.every_hours, source.at_minute,   source.is_on};
  }

  // Jobs run by the wall's clock, also where the organization has its own.
  Instant Wall() const { return options_.intake->clock->Now(); }

  const SourceOptions& options_;
};

// Those of others, unless the role reaches them.
std::vector<Id> OthersSources(db::Connection& connection, const access::Principal& person,
                              std::span<const Id> row_ids) {
  const auto scope = ScopeOf(person, Deed::change, Word::import);
  if (!scope) return {row_ids.begin(), row_ids.end()};
  if (scope.reach == access::Reach::organization) return {};
  return connection.Query<Id>(
      "SELECT id FROM import_source WHERE org_id = $1 AND person_id <> $2 AND id IN baton_list($3)",
      scope.org_id, scope.person_id, db::IdList(row_ids));
}

// An undo brought it back, or its schedule, or its addresses.
void AfterUndo(db::Tx& tx, Id org_id, Id source_id) {
  KeepAccess(tx, org_id, source_id);
  auto source = FindSource(tx, org_id, source_id);
  if (!source) return;
  const Instant wall = SystemClock().Now();
  ScheduleNext(tx, *source, people::NowIn(tx, org_id, wall), wall);
  SaveNotes(tx, *source);
}

}  // namespace

void AddSourceRoutes(http::Router& router, const SourceOptions& options) {
  constexpr const char* kAll = "/api/v1/import-sources";
  constexpr const char* kOne = "/api/v1/import-sources/{id}";
  const Routes routes(options);
  router.Get(kAll, {.name = "listImportSources", .deed = Deed::read, .word = Word::import},
             [routes](const Call& call) { return routes.List(call); });
  router.Post(
      kAll,
      {.name = "createImportSource",
       .deed = Deed::create,
       .word = Word::import,
       .summary = "Exports that are fetched from https addresses by themselves; the addresses and what "
                  "opens them are said to nobody again"},
      [routes](const Call& call, const SourceInput& input) { return routes.Create(call, input); });
  router.Patch(kOne, {.name = "changeImportSource", .deed = Deed::change, .word = Word::import},
               [routes](const Call& call, Id id, const json::Patch<SourceInput>& patch) {
                 return routes.Change(call, id, patch);
               });
  router.Delete(kOne,
                {.name = "removeImportSource", .deed = Deed::change, .word = Word::import, .versioned = true},
                &Routes::Remove);
  router.Post("/api/v1/import-sources/{id}/fetch",
              {.name = "fetchImportSource", .deed = Deed::change, .word = Word::import, .status = 200},
              [routes](const Call& call, Id id) { return routes.Refresh(call, id); });
  router.Get("/api/v1/import-sources/{id}/runs",
             {.name = "listImportSourceRuns",
              .deed = Deed::read,
              .word = Word::import,
              .summary = "The last ten, the newest first"},
             &Routes::Runs);
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Source::kTable),
              .marks_deleted = true,
              .refresh = &AfterUndo,
              .out_of_reach = &OthersSources,
              .undo_days = seal::kUndoDays});
  for (const char* kind : {"import_source.fetch", "import_source.fail", "import_source.stop"})
    tables.KeepFromUndo(kind, "problem.import_source.kept");
}

void Sweep(db::Database& database, Id org_id, Instant now) {
  database.Write([&](db::Tx& tx) {
    for (Source& one : FindSources(tx, {access::Reach::organization, org_id, Id{}})) {
      const auto job = one.job_id ? job::FindJob(tx, org_id, *one.job_id) : std::nullopt;
      const bool is_lost = !job || (job->state != job::State::waiting && job->state != job::State::running);
      if (!one.is_on || !is_lost) continue;
      RefreshSoon(tx, one, now, now);
      SaveNotes(tx, one);
    }
  });
  ForgetUnusedAccess(database, org_id, people::NowIn(*database.Read(), org_id, now));
}

}  // namespace baton::source
