#include "cover/cover_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/clock.h"
#include "base/text.h"
#include "base/zone.h"
#include "cover/call_routes.h"
#include "cover/cover_store.h"
#include "cover/holds.h"
#include "cover/meanwhile.h"
#include "cover/propose.h"
#include "cover/stand_in.h"
#include "http/router.h"
#include "job/job.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::cover {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct CoverQuery {
  std::optional<Id> person;   // who is away
  std::optional<Id> account;  // which is covered
  std::optional<bool> over;   // with those that are over
};
BOOST_DESCRIBE_STRUCT(CoverQuery, (), (person, account, over))

std::string ZoneOf(const Call& call, db::Connection& connection) {
  const auto organization = people::FindOrganization(connection, call.org_id());
  return organization ? organization->time_zone : "UTC";
}
Day TodayOf(const Call& call, db::Connection& connection) {
  return DayIn(call.now(), ZoneOf(call, connection));
}

Result<HoldsView> GetHolds(const Call& call, Id id) {
  const auto person = ReachedPerson(call, call.db(), id);
  if (!person) return Fail(person.error());
  return ViewHolds(call, call.db(), *person);
}

// Somebody who is still here, whose cover the caller may set.
Result<people::Person> PersonToCover(const Call& call, db::Connection& connection, Id id) {
  auto person = ReachedPerson(call, connection, id);
  if (!person) return person;
  if (person->deleted_at) return Fail(Kind::conflict, "problem.cover.has_left", {{"name", person->name}});
  return person;
}

Result<ProposalView> GetProposal(const Call& call, Id id, const ProposalQuery& query) {
  const auto person = PersonToCover(call, call.db(), id);
  if (!person) return Fail(person.error());
  return ProposeCover(call, *person, query);
}

Result<http::Page<UncoveredView>> ListUncovered(const Call& call, Id id) {
  const auto person = ReachedPerson(call, call.db(), id);
  if (!person) return Fail(person.error());
  if (person->deleted_at || (call.principal().role == access::Role::administrator && id != call.person_id()))
    return http::Page<UncoveredView>{};
  return http::Page<UncoveredView>{FindUncovered(call.db(), call.principal(), std::span(&*person, 1),
                                                 TodayOf(call, call.db()), kLongestDays, kMaxLines),
                                   std::nullopt};
}

CoverView View(const Call& call, db::Connection& connection, const Cover& cover) {
  return ViewCovers(connection, call.principal(), std::span(&cover, 1), TodayOf(call, connection)).front();
}

Result<http::Page<CoverView>> List(const Call& call, const CoverQuery& query) {
  const auto covers =
      ListCovers(call.db(), call.scope(), {query.person, query.account, query.over.value_or(false)});
  return http::Page<CoverView>{ViewCovers(call.db(), call.principal(), covers, TodayOf(call, call.db())),
                               std::nullopt};
}

// For the one who is away, who stands above and who covers.
Result<Cover> Seen(const Call& call, db::Connection& connection, Id id) {
  auto cover = FindCover(connection, call.org_id(), id);
  if (!cover || !MaySee(connection, call.scope(), *cover)) return NotFound("cover");
  return std::move(*cover);
}

Result<CoverView> GetOne(const Call& call, Id id) {
  const auto cover = Seen(call, call.db(), id);
  if (!cover) return Fail(cover.error());
  return View(call, call.db(), *cover);
}

Result<MeanwhileView> GetMeanwhile(const Call& call, Id id) {
  const auto cover = FindCover(call.db(), call.org_id(), id);
  const bool may = cover && Reached(call.db(), call.scope()).Has(cover->person_id);
  if (!may || !cover->started_at) return NotFound("cover");
  return ViewMeanwhile(call, call.db(), *cover, TodayOf(call, call.db()), ZoneOf(call, call.db()));
}

Result<CoverView> Create(const Call& call, Id person_id, const CoverInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<CoverView> {
    const auto person = PersonToCover(call, tx, person_id);
    if (!person) return Fail(person.error());
    const std::string zone = ZoneOf(call, tx);
    const Day today = DayIn(call.now(), zone);
    const CoverFacts facts = FactsFor(tx, call.org_id(), call.person_id(), *person, std::nullopt, today);
    if (auto faults = FaultsOf(input, facts); !faults.empty()) return Fail(std::move(faults));
    action::Action action(tx, call, "cover.set", person_id);
    const Cover cover{.id = tx.NewId(),
                      .person_id = person_id,
                      .from_on = input.from_on,
                      .to_on = input.to_on,
                      .note = std::string(Trim(input.note.value_or(""))),
                      .set_by = call.person_id(),
                      .created_at = call.now()};
    return View(call, tx, Start(action, cover, input.lines, today, zone));
  });
}

// A cover that is not over, of somebody whose cover the caller may set, at the version that was seen.
Result<Cover> ToChange(const Call& call, db::Connection& connection, Id id, CoverDeed deed) {
  auto cover = FindCover(connection, call.org_id(), id);
  if (!cover || !Reached(connection, call.scope()).Has(cover->person_id)) return NotFound("cover");
  if (auto current = action::CheckVersion(call, cover->version, "cover"); !current)
    return Fail(current.error());
  if (cover->ended_at) return Fail(Kind::conflict, "problem.cover.is_over_already");
  const auto may = DeedsOf(*cover, call.principal(), true);
  if (std::ranges::find(may, deed) == may.end()) return Fail(Kind::forbidden, "problem.forbidden");
  return std::move(*cover);
}

CoverInput InputOf(db::Connection& connection, const Cover& cover) {
  CoverInput input{.from_on = cover.from_on, .to_on = cover.to_on, .note = cover.note, .lines = {}};
  for (const CoverAccount& line : FindLines(connection, cover.org_id, std::span(&cover.id, 1)))
    input.lines.push_back({line.account_id, line.person_id});
  return input;
}

Result<CoverView> ChangeOne(const Call& call, Id id, const json::Patch<CoverInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<CoverView> {
    const auto before = ToChange(call, tx, id, CoverDeed::change);
    if (!before) return Fail(before.error());
    const auto person = PersonToCover(call, tx, before->person_id);
    if (!person) return Fail(person.error());
    const CoverInput input = patch.Apply(InputOf(tx, *before));
    const std::string zone = ZoneOf(call, tx);
    const Day today = DayIn(call.now(), zone);
    const CoverFacts facts = FactsFor(tx, call.org_id(), call.person_id(), *person, *before, today);
    if (auto faults = FaultsOf(input, facts); !faults.empty()) return Fail(std::move(faults));
    action::Action action(tx, call, "cover.change", id);
    Cover after = *before;
    after.from_on = input.from_on;
    after.to_on = input.to_on;
    after.note = std::string(Trim(input.note.value_or("")));
    const auto saved = Change(action, *before, std::move(after), input.lines, today, zone);
    if (!saved) return Fail(saved.error());
    return View(call, tx, *saved);
  });
}

Result<CoverView> EndOne(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<CoverView> {
    const auto before = ToChange(call, tx, id, CoverDeed::end);
    if (!before) return Fail(before.error());
    action::Action action(tx, call, "cover.end", id);
    const auto saved = End(action, *before);
    if (!saved) return Fail(saved.error());
    return View(call, tx, *saved);
  });
}

struct RowOf {
  Id id;
  Id person_id;  // who is away
};
BOOST_DESCRIBE_STRUCT(RowOf, (), (id, person_id))

// Undo asks what the person may do with the covers now.
std::vector<Id> Others(db::Connection& connection, const access::Principal& person, std::string_view rows,
                       std::span<const Id> row_ids) {
  const Reached reached(connection, ScopeOf(person, Deed::change, Word::cover));
  std::vector<Id> others;
  for (const RowOf& row : connection.Query<RowOf>(std::string(rows), person.org_id, db::IdList(row_ids))) {
    if (!reached.Has(row.person_id)) others.push_back(row.id);
  }
  return others;
}

std::vector<Id> OthersCovers(db::Connection& connection, const access::Principal& person,
                             std::span<const Id> row_ids) {
  return Others(connection, person,
                "SELECT id, person_id FROM cover WHERE org_id = $1 AND id IN baton_list($2)", row_ids);
}

std::vector<Id> OthersLines(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> row_ids) {
  return Others(
      connection, person,
      "SELECT line.id, cover.person_id FROM cover_account AS line JOIN cover ON cover.org_id = "
      "line.org_id AND cover.id = line.cover_id WHERE line.org_id = $1 AND line.id IN baton_list($2)",
      row_ids);
}

// One that came back by an undo may have a day that has come meanwhile.
void TurnAfterUndo(db::Tx& tx, Id org_id, Id cover_id) {
  job::Enqueue(tx, {.org_id = org_id, .kind = std::string(kTurnKind), .ref = cover_id}, SystemClock().Now());
}

}  // namespace

void AddCoverRoutes(http::Router& router) {
  router.Get(
      "/api/v1/people/{id}/holds",
      {.name = "getHolds",
       .deed = Deed::read,
       .word = Word::cover,
       .summary = "Everything the person holds: for the person, who stands above, and an administrator, "
                  "who sees what has to be moved before the person can be removed"},
      GetHolds);
  router.Get("/api/v1/people/{id}/cover-proposal",
             {.name = "proposeCover",
              .deed = Deed::create,
              .word = Word::cover,
              .summary = "Who would look after each client on these days, by fit, load and absence"},
             GetProposal);
  router.Get(
      "/api/v1/people/{id}/uncovered",
      {.name = "listUncovered",
       .deed = Deed::read,
       .word = Word::cover,
       .summary = "Absences of the coming year in which clients or promises are nobody's to look after"},
      ListUncovered);
  router.Get("/api/v1/covers", {.name = "listCovers", .deed = Deed::read, .word = Word::cover}, List);
  router.Post("/api/v1/people/{id}/covers",
              {.name = "setCover",
               .deed = Deed::create,
               .word = Word::cover,
               .summary = "The owner stays the owner; it starts and ends by itself"},
              Create);
  router.Get("/api/v1/covers/{id}", {.name = "getCover", .deed = Deed::read, .word = Word::cover}, GetOne);
  router.Patch("/api/v1/covers/{id}", {.name = "changeCover", .deed = Deed::change, .word = Word::cover},
               ChangeOne);
  router.Post("/api/v1/covers/{id}/end",
              {.name = "endCover",
               .deed = Deed::change,
               .word = Word::cover,
               .status = 200,
               .versioned = true,
               .summary = "Before its day: the person is back, or it is not needed"},
              EndOne);
  router.Get("/api/v1/covers/{id}/meanwhile",
             {.name = "getMeanwhile",
              .deed = Deed::read,
              .word = Word::cover,
              .summary = "What happened with the clients while their owner was away"},
             GetMeanwhile);
  AddCallRoutes(router);
  AddStandInRoutes(router);
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(Cover::kTable),
              .private_columns = {"note"},
              .refresh = &TurnAfterUndo,
              .out_of_reach = &OthersCovers});
  tables.Add({.name = std::string(CoverAccount::kTable), .out_of_reach = &OthersLines});
  AddCallTables(tables);
}

}  // namespace baton::cover
