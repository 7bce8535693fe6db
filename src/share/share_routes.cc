#include "share/share_routes.h"

#include <algorithm>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/text.h"
#include "base/zone.h"
#include "book/directory.h"
#include "http/router.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/organization.h"
#include "share/share_store.h"

namespace baton::share {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct ShareQuery {
  std::optional<Id> manager;
  std::optional<bool> ended;  // with those that are over
};
BOOST_DESCRIBE_STRUCT(ShareQuery, (), (manager, ended))

Day TodayOf(const Call& call, db::Connection& connection) {
  const auto organization = people::FindOrganization(connection, call.org_id());
  return DayIn(call.now(), organization ? organization->time_zone : "UTC");
}

Result<ShareView> View(const Call& call, db::Connection& connection, const AgreedShare& share) {
  auto views = ViewShares(connection, call.org_id(), std::span(&share, 1), call.person_id(),
                          TodayOf(call, connection));
  if (views.empty()) return NotFound("agreed_share");
  return std::move(views.front());
}

Result<http::Page<ShareView>> List(const Call& call, const ShareQuery& query) {
  const Day today = TodayOf(call, call.db());
  const auto shares = ListShares(call.db(), call.scope(), query.manager, query.ended.value_or(false), today);
  return http::Page<ShareView>{ViewShares(call.db(), call.org_id(), shares, call.person_id(), today),
                               std::nullopt};
}

// A manager with the director above, or a director with a manager below.
Result<AgreedShare> Between(const Call& call, db::Connection& connection, const ShareInput& input) {
  AgreedShare share;
  if (call.principal().role == access::Role::director) {
    const auto manager =
        input.manager_id ? people::FindPerson(connection, call.org_id(), *input.manager_id) : std::nullopt;
    if (!manager || manager->role != access::Role::manager ||
        !people::IsBelow(connection, call.org_id(), manager->id, call.person_id())) {
      return Fail(FieldFault{"manager_id", {"problem.agreed_share.not_your_manager"}});
    }
    share.manager_id = manager->id;
    share.director_id = call.person_id();
    return share;
  }
  if (input.manager_id && *input.manager_id != call.person_id()) {
    return Fail(FieldFault{"manager_id", {"problem.agreed_share.not_your_manager"}});
  }
  const auto director = FindDirectorOf(connection, call.org_id(), call.person_id());
  if (!director) return Fail(Kind::conflict, "problem.agreed_share.no_director");
  share.manager_id = call.person_id();
  share.director_id = *director;
  return share;
}

// Only what the manager owns, or still owns until a handoff is done, can be kept.
Result<Done> CheckAccounts(const Call& call, db::Connection& connection, const ShareInput& input,
                           Id manager_id) {
  const auto owned = book::FindOwnedAccounts(connection, call.org_id(), manager_id);
  std::vector<FieldFault> faults;
  for (std::size_t i = 0; i < input.account_ids.size(); ++i) {
    if (std::ranges::find(owned, input.account_ids[i]) != owned.end()) continue;
    faults.push_back({"account_ids[" + std::to_string(i) + "]", {"problem.agreed_share.not_owned"}});
  }
  if (!faults.empty()) return Fail(std::move(faults));
  return Done{};
}

Result<ShareView> Create(const Call& call, const ShareInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<ShareView> {
    if (auto faults = FaultsOf(input, TodayOf(call, tx)); !faults.empty()) return Fail(std::move(faults));
    auto between = Between(call, tx, input);
    if (!between) return Fail(between.error());
    if (auto fit = CheckAccounts(call, tx, input, between->manager_id); !fit) return Fail(fit.error());
    AgreedShare share = *between;
    share.id = tx.NewId();
    share.until_on = input.until_on;
    share.share_percent = input.share_percent;
    share.note = std::string(Trim(input.note.value_or("")));
    share.proposed_by = call.person_id();
    share.proposed_at = call.now();
    action::Action action(tx, call, "agreed_share.propose", share.id);
    return View(call, tx, Propose(action, share, input.account_ids));
  });
}

template <class F>
Result<ShareView> Do(const Call& call, Id id, ShareDeed deed, F&& change) {
  return call.Write([&](db::Tx& tx) -> Result<ShareView> {
    const auto found = FindShare(tx, call.scope(), id);
    if (!found) return NotFound("agreed_share");
    if (auto current = action::CheckVersion(call, found->version, "agreed_share"); !current) {
      return Fail(current.error());
    }
    const auto may = DeedsOf(*found, call.person_id(), TodayOf(call, tx));
    if (std::ranges::find(may, deed) == may.end()) {
      return Fail(Kind::conflict, "problem.agreed_share.not_yours_to_do");
    }
    action::Action action(tx, call, "agreed_share." + std::string(json::NameOf(deed)), id);
    const Result<AgreedShare> saved = change(action, *found);
    if (!saved) return Fail(saved.error());
    return View(call, tx, *saved);
  });
}

http::RouteOptions Deeds(std::string name, std::string summary) {
  return {.name = std::move(name),
          .deed = Deed::change,
          .word = Word::agreed_share,
          .status = 200,
          .versioned = true,
          .summary = std::move(summary)};
}

std::vector<Id> TheTwoOf(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<Id>(
      "SELECT manager_id FROM agreed_share WHERE org_id = $1 AND id IN baton_list($2) UNION "
      "SELECT director_id FROM agreed_share WHERE org_id = $1 AND id IN baton_list($2)",
      org_id, db::IdList(ids));
}

// Those between others, and those that would hold beside another one: an end that is taken back brings back no agreement
// where the two have agreed anew since.
std::vector<Id> OthersShares(db::Connection& connection, const access::Principal& person,
                             std::span<const Id> row_ids) {
  if (!ScopeOf(person, Deed::change, Word::agreed_share)) return {row_ids.begin(), row_ids.end()};
  return connection.Query<Id>(
      "SELECT id FROM agreed_share WHERE org_id = $1 AND id IN baton_list($2) AND ((manager_id <> $3 AND "
      "director_id <> $3) OR (agreed_at IS NOT NULL AND ended_at IS NULL AND EXISTS (SELECT 1 FROM "
      "agreed_share AS other WHERE other.org_id = $1 AND other.manager_id = agreed_share.manager_id AND "
      "other.id <> agreed_share.id AND other.agreed_at IS NOT NULL AND other.ended_at IS NULL))) ORDER BY id",
      person.org_id, db::IdList(row_ids), person.person_id);
}

}  // namespace

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(AgreedShare::kTable),
              .is_private = true,
              .out_of_reach = &OthersShares,
              .listeners = &TheTwoOf});
  tables.Add({.name = std::string(KeptAccount::kTable),
              .is_private = true,
              .out_of_reach = action::UnlessMayChange(Word::agreed_share)});
}

void AddShareRoutes(http::Router& router) {
  router.Get("/api/v1/agreed-shares",
             {.name = "listAgreedShares", .deed = Deed::read, .word = Word::agreed_share}, List);
  router.Post("/api/v1/agreed-shares",
              {.name = "proposeAgreedShare",
               .deed = Deed::create,
               .word = Word::agreed_share,
               .summary = "What a manager keeps and until when, for the other of the two to agree to"},
              Create);
  router.Post("/api/v1/agreed-shares/{id}/agree",
              Deeds("agreeAgreedShare", "Whoever did not propose it agrees; what held before ends"),
              [](const Call& call, Id id) { return Do(call, id, ShareDeed::agree, Agree); });
  router.Post("/api/v1/agreed-shares/{id}/end",
              Deeds("endAgreedShare", "Either takes a proposal back, or ends what was agreed"),
              [](const Call& call, Id id) { return Do(call, id, ShareDeed::end, End); });
}

}  // namespace baton::share
