#include "share/share_store.h"

#include <fmt/format.h>

#include <unordered_map>

#include "book/directory.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::share {
namespace {

constexpr std::string_view kColumns =
    "org_id, id, version, manager_id, director_id, until_on, share_percent, note, proposed_by, proposed_at, "
    "agreed_at, ended_at";
constexpr int kMaxRows = 200;
constexpr int kMaxLevels = 20;  // of managers above each other
constexpr std::string_view kLink = "/takeovers";

std::string Select(std::string_view where) {
  return fmt::format("SELECT {} FROM agreed_share WHERE org_id = $1 AND {}", kColumns, where);
}

// The other one of the two hears of it.
void TellOther(action::Action& action, const AgreedShare& share, std::string_view key) {
  const auto actor = action.actor().person_id;
  const Id other = actor == share.manager_id ? share.director_id : share.manager_id;
  const Id who = other == share.manager_id ? share.director_id : share.manager_id;
  const auto refs = people::FindRefs(action.tx(), action.org_id(), std::vector{who});
  const auto found = refs.find(who);
  notice::Emit(action, other,
               {std::string(key), {{"person", found == refs.end() ? std::string() : found->second.name}}},
               std::string(kLink));
}

Result<AgreedShare> EndQuietly(action::Action& action, const AgreedShare& before) {
  AgreedShare after = before;
  after.ended_at = action.now();
  return action.Update(before, after);
}

struct KeptRef {
  Id share_id;
  Id account_id;
};
BOOST_DESCRIBE_STRUCT(KeptRef, (), (share_id, account_id))

}  // namespace

std::vector<Kept> FindKept(db::Connection& connection, Id org_id, std::span<const Id> account_ids,
                           Day today) {
  return connection.Query<Kept>(
      "SELECT agreed_share_account.account_id, agreed_share.manager_id, agreed_share.director_id, "
      "agreed_share.until_on FROM agreed_share_account JOIN agreed_share ON agreed_share.org_id = "
      "agreed_share_account.org_id AND agreed_share.id = agreed_share_account.share_id "
      "WHERE agreed_share_account.org_id = $1 AND agreed_share_account.account_id IN baton_list($2) "
      "AND agreed_share.agreed_at IS NOT NULL AND agreed_share.ended_at IS NULL "
      "AND agreed_share.until_on >= $3 ORDER BY agreed_share_account.account_id",
      org_id, db::IdList(account_ids), today);
}

std::vector<AgreedShare> FindWaitingShares(db::Connection& connection, Id org_id, Id person_id) {
  return connection.Query<AgreedShare>(
      Select("(manager_id = $2 OR director_id = $2) AND proposed_by <> $2 AND agreed_at IS NULL AND ended_at "
             "IS NULL ORDER BY id"),
      org_id, person_id);
}

std::optional<AgreedShare> FindShare(db::Connection& connection, const access::Scope& scope, Id id) {
  if (!scope) return std::nullopt;
  const db::IdList people(people::FindPeopleIn(connection, scope));
  return connection.QueryOne<AgreedShare>(
      Select("id = $2 AND (manager_id IN baton_list($3) OR director_id IN baton_list($3))"), scope.org_id, id,
      people);
}

std::vector<AgreedShare> ListShares(db::Connection& connection, const access::Scope& scope,
                                    std::optional<Id> manager_id, bool with_ended, Day today) {
  if (!scope) return {};
  const db::IdList people(people::FindPeopleIn(connection, scope));
  return connection.Query<AgreedShare>(
      Select(
          "(manager_id IN baton_list($2) OR director_id IN baton_list($2)) AND ($3 = 0 OR manager_id = $3) "
          "AND ($4 = 1 OR (ended_at IS NULL AND (agreed_at IS NULL OR until_on >= $5))) "
          "ORDER BY id DESC LIMIT $6"),
      scope.org_id, people, manager_id.value_or(Id{}), with_ended, today, kMaxRows);
}

std::optional<Holding> FindHolding(db::Connection& connection, Id org_id, Id manager_id, Day today) {
  const auto held = connection.QueryOne<AgreedShare>(
      Select("manager_id = $2 AND agreed_at IS NOT NULL AND ended_at IS NULL AND until_on >= $3 ORDER BY id "
             "DESC LIMIT 1"),
      org_id, manager_id, today);
  if (!held) return std::nullopt;
  return Holding{held->share_percent,
                 connection.Query<Id>("SELECT account_id FROM agreed_share_account WHERE org_id = $1 AND "
                                      "share_id = $2 ORDER BY account_id",
                                      org_id, held->id)};
}

std::optional<Id> FindDirectorOf(db::Connection& connection, Id org_id, Id manager_id) {
  auto person = people::FindPerson(connection, org_id, manager_id);
  for (int level = 0; person && person->manager_id && level < kMaxLevels; ++level) {
    person = people::FindPerson(connection, org_id, *person->manager_id);
    if (person && person->role == access::Role::director) return person->id;
  }
  return std::nullopt;
}

AgreedShare Propose(action::Action& action, AgreedShare share, std::span<const Id> account_ids) {
  for (const AgreedShare& pending : action.tx().Query<AgreedShare>(
           Select("manager_id = $2 AND agreed_at IS NULL AND ended_at IS NULL ORDER BY id"), action.org_id(),
           share.manager_id)) {
    EndQuietly(action, pending).value();
  }
  share = action.Insert(std::move(share));
  std::vector<KeptAccount> kept;
  for (const Id account_id : account_ids) {
    kept.push_back({.share_id = share.id, .account_id = account_id});
  }
  if (!kept.empty()) action.InsertMany(std::span<KeptAccount>(kept));
  TellOther(action, share, "notice.agreed_share.proposed");
  return share;
}

Result<AgreedShare> Agree(action::Action& action, const AgreedShare& before) {
  for (const AgreedShare& holding : action.tx().Query<AgreedShare>(
           Select("manager_id = $2 AND agreed_at IS NOT NULL AND ended_at IS NULL ORDER BY id"),
           action.org_id(), before.manager_id)) {
    if (auto ended = EndQuietly(action, holding); !ended) return ended;
  }
  AgreedShare after = before;
  after.agreed_at = action.now();
  auto saved = action.Update(before, after);
  if (saved) TellOther(action, *saved, "notice.agreed_share.agreed");
  return saved;
}

Result<AgreedShare> End(action::Action& action, const AgreedShare& before) {
  auto saved = EndQuietly(action, before);
  if (saved) {
    TellOther(action, *saved,
              before.agreed_at ? "notice.agreed_share.ended" : "notice.agreed_share.withdrawn");
  }
  return saved;
}

std::vector<ShareView> ViewShares(db::Connection& connection, Id org_id, std::span<const AgreedShare> shares,
                                  Id viewer_id, Day today) {
  if (shares.empty()) return {};
  std::vector<Id> share_ids;
  std::vector<Id> people_ids;
  for (const AgreedShare& share : shares) {
    share_ids.push_back(share.id);
    people_ids.insert(people_ids.end(), {share.manager_id, share.director_id});
  }
  const auto kept = connection.Query<KeptRef>(
      "SELECT share_id, account_id FROM agreed_share_account WHERE org_id = $1 AND share_id IN "
      "baton_list($2) "
      "ORDER BY id",
      org_id, db::IdList(share_ids));
  std::vector<Id> account_ids;
  for (const KeptRef& row : kept) account_ids.push_back(row.account_id);
  const auto accounts = book::FindAccountRefs(connection, org_id, account_ids);
  const auto people = people::FindRefs(connection, org_id, people_ids);

  std::vector<ShareView> views;
  for (const AgreedShare& share : shares) {
    const auto manager = people.find(share.manager_id);
    const auto director = people.find(share.director_id);
    if (manager == people.end() || director == people.end()) continue;
    ShareView view{.id = share.id,
                   .version = share.version,
                   .manager = manager->second,
                   .director = director->second,
                   .accounts = {},
                   .share_percent = share.share_percent,
                   .until_on = share.until_on,
                   .note = share.note,
                   .state = StateOf(share, today),
                   .proposed_by = share.proposed_by == share.manager_id ? manager->second : director->second,
                   .proposed_at = share.proposed_at,
                   .agreed_at = share.agreed_at,
                   .ended_at = share.ended_at,
                   .may = DeedsOf(share, viewer_id, today)};
    for (const KeptRef& row : kept) {
      const auto account = accounts.find(row.account_id);
      if (row.share_id == share.id && account != accounts.end()) view.accounts.push_back(account->second);
    }
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace baton::share
