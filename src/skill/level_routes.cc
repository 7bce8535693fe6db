// Where a rep stands: rated by the rep and by the manager, read by the two, and by those above when the rep says so.
#include <algorithm>

#include "action/action.h"
#include "http/router.h"
#include "notice/notice.h"
#include "people/directory.h"
#include "skill/skill_routes.h"
#include "skill/skill_store.h"

namespace baton::skill {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr const char* kCoachingLink = "/coaching";

struct LevelQuery {
  Id rep;                     // a rep, or oneself
  std::optional<Id> manager;  // none: the caller for a manager, the own manager for a rep
};
BOOST_DESCRIBE_STRUCT(LevelQuery, (), (rep, manager))

struct LevelInput {
  static constexpr const char* kSchemaName = "SkillLevelInput";

  std::optional<Id> rep_id;      // a manager rates somebody of the team
  std::optional<Id> manager_id;  // a rep rates oneself, with this manager; none: the own one
  Id skill_id;
  std::int32_t level = 0;
};
BOOST_DESCRIBE_STRUCT(LevelInput, (), (rep_id, manager_id, skill_id, level))

struct ShareInput {
  static constexpr const char* kSchemaName = "SkillShareInput";

  Id manager_id;
  bool is_shared = false;
};
BOOST_DESCRIBE_STRUCT(ShareInput, (), (manager_id, is_shared))

std::optional<Pair> PairOf(const Call& call, db::Connection& connection, Id rep_id,
                           std::optional<Id> manager_id) {
  if (manager_id) return Pair{rep_id, *manager_id};
  if (rep_id != call.person_id()) return Pair{rep_id, call.person_id()};
  const auto me = people::FindPerson(connection, call.org_id(), rep_id);
  if (!me || !me->manager_id) return std::nullopt;
  return Pair{rep_id, *me->manager_id};
}

bool IsTeam(const Call& call, db::Connection& connection, const Pair& pair) {
  return pair.rep_id != pair.manager_id &&
         people::IsBelow(connection, call.org_id(), pair.rep_id, pair.manager_id);
}

// One of the two, who are or were together; or above the rep, who shares it.
bool MayRead(const Call& call, db::Connection& connection, const Pair& pair) {
  const bool is_one = call.person_id() == pair.rep_id || call.person_id() == pair.manager_id;
  if (is_one) {
    return IsTeam(call, connection, pair) ||
           HasLevels(connection, call.org_id(), pair.rep_id, pair.manager_id);
  }
  return call.scope().reach >= access::Reach::team &&
         FindShare(connection, call.org_id(), pair.rep_id, pair.manager_id) &&
         people::IsBelow(connection, call.org_id(), pair.rep_id, call.person_id());
}

Result<StandingsView> View(const Call& call, db::Connection& connection, const Pair& pair) {
  const auto refs = people::FindRefs(connection, call.org_id(), std::vector{pair.rep_id, pair.manager_id});
  const auto rep = refs.find(pair.rep_id);
  const auto manager = refs.find(pair.manager_id);
  if (rep == refs.end() || manager == refs.end()) return NotFound("person");
  const auto share = FindShare(connection, call.org_id(), pair.rep_id, pair.manager_id);
  return StandingsView{
      rep->second, manager->second, share ? std::optional(share->shared_at) : std::nullopt,
      FindStandings(connection, call.org_id(), pair.rep_id, pair.manager_id, call.language())};
}

Result<StandingsView> Get(const Call& call, const LevelQuery& query) {
  const auto pair = PairOf(call, call.db(), query.rep, query.manager);
  if (!pair || !MayRead(call, call.db(), *pair)) return NotFound("person");
  return View(call, call.db(), *pair);
}

Result<StandingsView> RateIt(const Call& call, const LevelInput& input) {
  if (input.level < 1 || input.level > kLevels) {
    return Fail(FieldFault{"level", {"problem.skill.level"}});
  }
  return call.Write([&](db::Tx& tx) -> Result<StandingsView> {
    const bool is_manager = input.rep_id && *input.rep_id != call.person_id();
    const auto pair = is_manager ? std::optional(Pair{*input.rep_id, call.person_id()})
                                 : PairOf(call, tx, call.person_id(), input.manager_id);
    const bool is_team =
        pair && IsTeam(call, tx, *pair) && (!is_manager || call.principal().role == access::Role::manager);
    if (!is_team) {
      return Fail(
          FieldFault{is_manager ? "rep_id" : "manager_id",
                     {is_manager ? "problem.promise.not_in_team" : "problem.promise.not_your_manager"}});
    }
    const auto skill = FindSkill(tx, call.org_id(), input.skill_id);
    if (!skill || skill->retired_at) {
      return Fail(FieldFault{"skill_id", {"problem.not_found", {{"word", std::string("skill")}}}});
    }
    const Id id = tx.NewId();
    action::Action action(tx, call, "skill_level.rate", id);
    Rate(action, {.id = id,
                  .rep_id = pair->rep_id,
                  .manager_id = pair->manager_id,
                  .author_id = call.person_id(),
                  .skill_id = skill->id,
                  .level = input.level});
    const Id other = is_manager ? pair->rep_id : pair->manager_id;
    const auto me = people::FindPerson(tx, call.org_id(), call.person_id());
    notice::Emit(action, other, {"notice.skill.rated", {{"person", me ? me->name : std::string()}}},
                 is_manager ? kCoachingLink : std::string(kCoachingLink) + "?rep=" + ToString(pair->rep_id));
    return View(call, tx, *pair);
  });
}

Result<StandingsView> ShareIt(const Call& call, const ShareInput& input) {
  return call.Write([&](db::Tx& tx) -> Result<StandingsView> {
    const Pair pair{call.person_id(), input.manager_id};
    if (!MayRead(call, tx, pair)) return NotFound("person");
    const auto before = FindShare(tx, call.org_id(), pair.rep_id, pair.manager_id);
    if (before.has_value() == input.is_shared) return View(call, tx, pair);
    action::Action action(tx, call, input.is_shared ? "skill_share.share" : "skill_share.end");
    if (before) {
      action.Delete(*before);
    } else {
      action.Insert(
          SkillShare{.rep_id = pair.rep_id, .manager_id = pair.manager_id, .shared_at = call.now()});
    }
    return View(call, tx, pair);
  });
}

}  // namespace

void AddLevelRoutes(http::Router& router) {
  router.Get(
      "/api/v1/skill-levels",
      {.name = "getSkillLevels",
       .deed = Deed::read,
       .word = Word::coaching_session,
       .summary = "Where a rep stands by the word of rep and manager: read by the two, and by those above "
                  "when the rep shares it"},
      Get);
  router.Post("/api/v1/skill-levels",
              {.name = "rateSkill",
               .deed = Deed::change,
               .word = Word::coaching_session,
               .summary = "A manager rates somebody of the team (rep_id), or a rep oneself"},
              RateIt);
  router.Post("/api/v1/skill-levels/share",
              {.name = "shareSkillLevels",
               .deed = Deed::change,
               .word = Word::coaching_session,
               .status = 200,
               .summary = "The rep lets those above read what the two wrote down, or no longer"},
              ShareIt);
}

}  // namespace baton::skill
