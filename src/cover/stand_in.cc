#include "cover/stand_in.h"

#include <algorithm>
#include <set>

#include "action/action.h"
#include "base/text.h"
#include "book/directory.h"
#include "book/work.h"
#include "cover/directory.h"
#include "cover/holds.h"
#include "handoff/directory.h"
#include "notice/notice.h"
#include "people/directory.h"

namespace baton::cover {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr std::size_t kMaxNameCharacters = 200;

struct StandInInput {
  static constexpr const char* kSchemaName = "StandInInput";
  std::string name;                            // "Somebody for the north"
  std::optional<Day> starts_on;                // when the hire is to begin
  std::optional<std::vector<Id>> account_ids;  // none: all that are not on the way to somebody
};
BOOST_DESCRIBE_STRUCT(StandInInput, (), (name, starts_on, account_ids))

struct IsNowInput {
  static constexpr const char* kSchemaName = "IsNowInput";
  Id person_id;
};
BOOST_DESCRIBE_STRUCT(IsNowInput, (), (person_id))

struct StandInView {
  static constexpr const char* kSchemaName = "StandIn";
  people::PersonRef person;  // who holds it now
  std::int64_t accounts = 0;
  std::int64_t deals = 0;
  std::int64_t team = 0;
};
BOOST_DESCRIBE_STRUCT(StandInView, (), (person, accounts, deals, team))

// Clients, with this work.
Result<Done> Give(action::Action& action, std::span<const Id> accounts, const book::Work& work, Id to,
                  StandInView& view) {
  if (auto moved = book::MoveOwnerships(action, accounts, to); !moved) return moved;
  if (auto moved = book::GiveDeals(action, work.open_deals, to); !moved) return moved;
  if (auto moved = book::GiveActivities(action, work.tasks, to); !moved) return moved;
  if (auto moved = book::GiveActivities(action, work.meetings, to); !moved) return moved;
  view.deals = std::ssize(work.open_deals);
  view.accounts = std::ssize(accounts);
  return Done{};
}

Result<StandInView> Named(action::Action& action, StandInView view, Id id) {
  view.person = people::FindRefs(action.tx(), action.org_id(), std::span(&id, 1)).at(id);
  return view;
}

// Somebody below the caller, or anybody for an administrator.
Result<people::Person> ToMove(const Call& call, db::Connection& connection, Id id) {
  auto person = ReachedPerson(call, connection, id);
  if (!person) return person;
  if (id == call.person_id()) return Fail(Kind::forbidden, "problem.forbidden");
  return person;
}

Result<StandInView> MakeStandIn(const Call& call, Id id, const StandInInput& input) {
  const std::string name(Trim(input.name));
  if (name.empty()) return Fail(FieldFault{"name", {"problem.field.required"}});
  if (CountCharacters(name) > kMaxNameCharacters) {
    return Fail(FieldFault{
        "name", {"problem.field.too_long", {{"limit", static_cast<std::int64_t>(kMaxNameCharacters)}}}});
  }
  return call.Write([&](db::Tx& tx) -> Result<StandInView> {
    const auto person = ToMove(call, tx, id);
    if (!person) return Fail(person.error());
    if (person->role != access::Role::rep && person->role != access::Role::manager)
      return Fail(Kind::conflict, "problem.cover.no_clients", {{"name", person->name}});
    const std::vector<Id> owned = book::FindOwnedAccounts(tx, call.org_id(), id);
    std::set<Id> under_way;
    for (const auto& one : handoff::FindOpenHandoffs(tx, call.org_id(), owned))
      under_way.insert(one.account_id);
    std::vector<Id> accounts = input.account_ids.value_or(owned);
    std::ranges::sort(accounts);
    accounts.erase(std::unique(accounts.begin(), accounts.end()), accounts.end());
    for (const Id account : accounts) {
      if (std::ranges::find(owned, account) == owned.end())
        return Fail(FieldFault{"account_ids", {"problem.cover.not_owned"}});
    }
    std::erase_if(accounts, [&](Id account) { return under_way.contains(account); });
    if (accounts.empty()) return Fail(Kind::conflict, "problem.cover.no_clients", {{"name", person->name}});
    action::Action action(tx, call, "cover.stand_in", id);
    const auto made = people::InsertPerson(action, {.name = name,
                                                    .name_fold = Fold(name),
                                                    .role = access::Role::rep,
                                                    .manager_id = person->manager_id,
                                                    .language = person->language,
                                                    .territory = person->territory,
                                                    .languages = person->languages,
                                                    .capacity_minutes = person->capacity_minutes,
                                                    .starts_on = input.starts_on,
                                                    .is_placeholder = true});
    if (!made) return Fail(made.error());
    StandInView view;
    const auto work = book::FindWork(tx, call.org_id(), accounts, id, call.now());
    if (auto given = Give(action, accounts, work, made->id, view); !given) return Fail(given.error());
    return Named(action, std::move(view), made->id);
  });
}

Result<StandInView> IsNow(const Call& call, Id id, const IsNowInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<StandInView> {
    const auto stand_in = ToMove(call, tx, id);
    if (!stand_in) return Fail(stand_in.error());
    if (stand_in->deleted_at || !stand_in->is_placeholder)
      return Fail(Kind::conflict, "problem.cover.no_stand_in", {{"name", stand_in->name}});
    const auto person = people::FindPerson(tx, call.org_id(), input.person_id);
    const bool may = person && ReachedPerson(call, tx, input.person_id) && !person->is_placeholder &&
                     (person->role == access::Role::rep || person->role == access::Role::manager);
    if (!may) return Fail(FieldFault{"person_id", {"problem.cover.not_there"}});
    if (!handoff::FindEndingWith(tx, call.org_id(), id).empty())
      return Fail(Kind::conflict, "problem.cover.stand_in_under_way", {{"name", stand_in->name}});
    action::Action action(tx, call, "cover.is_now", input.person_id);
    StandInView view;
    const auto accounts = book::FindOwnedAccounts(tx, call.org_id(), id);
    // Also what the stand-in has under way with clients of others.
    const auto work = book::FindAllWork(tx, call.org_id(), id, call.now());
    if (auto given = Give(action, accounts, work, input.person_id, view); !given) return Fail(given.error());
    if (auto ended = EndWith(action, id); !ended) return Fail(ended.error());
    const auto team = people::EndPlaceholder(action, *stand_in, input.person_id);
    if (!team) return Fail(team.error());
    view.team = *team;
    notice::Emit(action, input.person_id,
                 {"notice.cover.is_now", {{"name", stand_in->name}, {"count", view.accounts}}}, "/book");
    return Named(action, std::move(view), input.person_id);
  });
}

}  // namespace

void AddStandInRoutes(http::Router& router) {
  router.Post(
      "/api/v1/people/{id}/stand-in",
      {.name = "makeStandIn",
       .deed = Deed::create,
       .word = Word::person,
       .summary = "Somebody still to be hired takes the clients of who leaves, but for those that are on "
                  "the way to somebody"},
      MakeStandIn);
  router.Post("/api/v1/people/{id}/is-now",
              {.name = "isNow",
               .deed = Deed::create,
               .word = Word::person,
               .status = 200,
               .summary = "Everything that a stand-in holds goes to the person whom it stood for"},
              IsNow);
}

}  // namespace baton::cover
