#include <algorithm>

#include "action/version.h"
#include "base/text.h"
#include "http/router.h"
#include "letter/letter_routes.h"
#include "letter/my_job_store.h"
#include "people/directory.h"

namespace baton::letter {
namespace {

using access::Deed;
using access::Word;
using http::Call;

Result<MyJobView> View(const Call& call, db::Connection& connection, Id manager_id) {
  auto view = ViewMyJob(connection, call.principal(), manager_id);
  if (!view) return NotFound("my_job");
  return std::move(*view);
}

Result<http::Page<MyJobView>> List(const Call& call) {
  http::Page<MyJobView> page;
  for (const Id manager_id : FindConcerned(call.db(), call.principal())) {
    if (auto view = ViewMyJob(call.db(), call.principal(), manager_id))
      page.items.push_back(std::move(*view));
  }
  return page;
}

Result<MyJobView> Get(const Call& call, Id manager_id) { return View(call, call.db(), manager_id); }

// What the caller sees, when the deed is open to them.
Result<MyJobView> FindFor(const Call& call, db::Connection& connection, Id manager_id, MyJobDeed deed) {
  auto view = View(call, connection, manager_id);
  if (!view || std::ranges::find(view->may, deed) != view->may.end()) return view;
  const bool is_own = view->manager.id == call.person_id();
  if (deed == MyJobDeed::announce && is_own) return Fail(Kind::conflict, "problem.my_job.not_agreed");
  if (deed == MyJobDeed::agree && is_own && view->above) {
    return Fail(Kind::forbidden, "problem.my_job.not_yours_to_agree", {{"person", view->above->name}});
  }
  return Fail(deed == MyJobDeed::write ? Kind::forbidden : Kind::conflict, "problem.my_job.not_now");
}

Result<MyJobView> Patch(const Call& call, Id manager_id, const json::Patch<MyJobWords>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<MyJobView> {
    const auto view = FindFor(call, tx, manager_id, MyJobDeed::write);
    if (!view) return view;
    const auto before = FindWritten(tx, call.org_id(), manager_id);
    if (auto current = action::CheckVersion(call, before ? before->version : 0, "my_job"); !current) {
      return Fail(current.error());
    }
    MyJobWords known;
    known.language = view->suggestion.language;
    if (view->announced) known = view->announced->words;
    if (before) known = WordsOf(*before);
    MyJobWords words = Tidy(patch.Apply(known));
    if (words.language.empty()) words.language = view->suggestion.language;
    if (auto faults = FaultsOf(words); !faults.empty()) return Fail(std::move(faults));
    if (before && words == known) return view;
    action::Action action(tx, call, "my_job.write", before ? std::optional(before->id) : std::nullopt);
    if (auto written = Write(action, manager_id, before, words); !written) return Fail(written.error());
    return View(call, tx, manager_id);
  });
}

template <class F>
Result<MyJobView> Do(const Call& call, Id manager_id, MyJobDeed deed, std::string_view kind, F change) {
  return call.Write([&](db::Tx& tx) -> Result<MyJobView> {
    if (auto view = FindFor(call, tx, manager_id, deed); !view) return view;
    const auto before = FindWritten(tx, call.org_id(), manager_id);
    if (!before) return NotFound("my_job");
    if (auto current = action::CheckVersion(call, before->version, "my_job"); !current) {
      return Fail(current.error());
    }
    action::Action action(tx, call, kind, before->id);
    if (const Result<MyJob> saved = change(action, *before); !saved) return Fail(saved.error());
    return View(call, tx, manager_id);
  });
}

Result<Done> Read(const Call& call, Id manager_id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto view = View(call, tx, manager_id);
    if (!view) return Fail(view.error());
    const auto announced = FindAnnounced(tx, call.org_id(), manager_id);
    const bool is_unread = std::ranges::find(view->may, MyJobDeed::read) != view->may.end();
    if (announced && is_unread) MarkRead(tx, call.org_id(), announced->id, call.person_id(), call.now());
    return Done{};
  });
}

http::RouteOptions Deeds(std::string name, std::string summary) {
  return {.name = std::move(name),
          .deed = Deed::change,
          .word = Word::letter_template,
          .status = 200,
          .versioned = true,
          .summary = std::move(summary)};
}

}  // namespace

void AddMyJobRoutes(http::Router& router) {
  router.Get(
      "/api/v1/my-jobs",
      {.name = "listMyJobs",
       .deed = Deed::read,
       .word = Word::letter_template,
       .summary = "\"My job now\" of the caller, of managers above, and of those below that wait for a yes"},
      List);
  router.Get("/api/v1/people/{id}/my-job",
             {.name = "getMyJob", .deed = Deed::read, .word = Word::letter_template}, Get);
  router.Patch("/api/v1/people/{id}/my-job",
               {.name = "writeMyJob",
                .deed = Deed::change,
                .word = Word::letter_template,
                .summary = "The manager's words; before the first ones the version is 0"},
               Patch);
  router.Post("/api/v1/people/{id}/my-job/agree", Deeds("agreeMyJob", "Somebody above the manager agrees"),
              [](const Call& call, Id id) { return Do(call, id, MyJobDeed::agree, "my_job.agree", Agree); });
  router.Post(
      "/api/v1/people/{id}/my-job/announce",
      Deeds("announceMyJob", "One notice and one mail for each of the team"),
      [](const Call& call, Id id) { return Do(call, id, MyJobDeed::announce, "my_job.announce", Announce); });
  router.Post("/api/v1/people/{id}/my-job/read",
              {.name = "readMyJob", .deed = Deed::change, .word = Word::notice, .status = 204}, Read);
}

}  // namespace baton::letter
