#include "skill/skill_store.h"

#include <array>
#include <string_view>

#include "people/directory.h"

namespace baton::skill {
namespace {

constexpr std::string_view kColumns =
    "org_id, id, version, code, name, description, level_one, level_two, level_three, level_four, position, "
    "retired_at";

// The codes of messages "skill.<code>.*", in their order.
constexpr std::array<const char*, 12> kProvided = {
    "prospecting", "preparation", "opening",     "questions", "listening", "value",
    "presenting",  "objections",  "negotiation", "closing",   "writing",   "account_care"};

}  // namespace

// The numbers are those that an update gives an organization that is there already.
void InsertProvided(action::Action& action) {
  std::int32_t position = 0;
  for (const char* code : kProvided) {
    ++position;
    action.Insert(Skill{.id = Id{position}, .code = code, .position = position});
  }
}

std::vector<Skill> FindSkills(db::Connection& connection, Id org_id) {
  return connection.Query<Skill>(
      "SELECT " + std::string(kColumns) + " FROM skill WHERE org_id = $1 ORDER BY position, id", org_id);
}

std::optional<Skill> FindSkill(db::Connection& connection, Id org_id, Id id) {
  return connection.QueryOne<Skill>(
      "SELECT " + std::string(kColumns) + " FROM skill WHERE org_id = $1 AND id = $2", org_id, id);
}

std::unordered_map<Id, SkillRef> FindSkillRefs(db::Connection& connection, Id org_id,
                                               const std::string& language) {
  std::unordered_map<Id, SkillRef> refs;
  for (const Skill& skill : FindSkills(connection, org_id)) {
    const SkillView view = ViewSkill(skill, language);
    refs.emplace(skill.id, SkillRef{view.id, view.name, view.is_retired});
  }
  return refs;
}

std::optional<SkillShare> FindShare(db::Connection& connection, Id org_id, Id rep_id, Id manager_id) {
  return connection.QueryOne<SkillShare>(
      "SELECT org_id, id, version, rep_id, manager_id, shared_at FROM skill_share WHERE org_id = $1 AND "
      "rep_id = $2 AND manager_id = $3",
      org_id, rep_id, manager_id);
}

std::vector<Pair> FindPairsOfRep(db::Connection& connection, Id org_id, Id rep_id) {
  return connection.Query<Pair>(
      "SELECT DISTINCT rep_id, manager_id FROM skill_level WHERE org_id = $1 AND rep_id = $2 ORDER BY "
      "manager_id",
      org_id, rep_id);
}

bool HasLevels(db::Connection& connection, Id org_id, Id rep_id, Id manager_id) {
  return connection
      .QueryValue<Id>(
          "SELECT id FROM skill_level WHERE org_id = $1 AND rep_id = $2 AND manager_id = $3 ORDER BY id "
          "LIMIT 1",
          org_id, rep_id, manager_id)
      .has_value();
}

SkillLevel Rate(action::Action& action, SkillLevel level) {
  level.rated_at = action.now();
  return action.Insert(std::move(level));
}

std::vector<Standing> FindStandings(db::Connection& connection, Id org_id, Id rep_id, Id manager_id,
                                    const std::string& language) {
  const auto levels = connection.Query<SkillLevel>(
      "SELECT org_id, id, version, rep_id, manager_id, author_id, skill_id, level, rated_at FROM skill_level "
      "WHERE org_id = $1 AND rep_id = $2 AND manager_id = $3 ORDER BY rated_at, id",
      org_id, rep_id, manager_id);
  std::unordered_map<Id, Standing> by_skill;
  for (const SkillLevel& row : levels) {
    Standing& standing = by_skill[row.skill_id];
    const bool is_reps = row.author_id == row.rep_id;
    (is_reps ? standing.reps : standing.managers) = row.level;
    standing.points.push_back({row.rated_at, row.level, is_reps});
  }
  std::vector<Standing> standings;
  for (const Skill& skill : FindSkills(connection, org_id)) {
    const auto found = by_skill.find(skill.id);
    if (found == by_skill.end()) continue;
    const SkillView view = ViewSkill(skill, language);
    found->second.skill = {view.id, view.name, view.is_retired};
    standings.push_back(std::move(found->second));
  }
  return standings;
}

std::optional<Instant> FindSharedAt(db::Connection& connection, Id org_id, Id rep_id, Id manager_id) {
  const auto share = FindShare(connection, org_id, rep_id, manager_id);
  return share ? std::optional(share->shared_at) : std::nullopt;
}

std::vector<StandingsView> FindSharedBelow(db::Connection& connection, Id org_id, Id person_id,
                                           const std::string& language) {
  std::vector<Id> below;
  for (const people::Person& person : people::FindTeam(connection, org_id, person_id))
    below.push_back(person.id);
  std::vector<StandingsView> views;
  for (const SkillShare& share :
       connection.Query<SkillShare>("SELECT org_id, id, version, rep_id, manager_id, shared_at FROM "
                                    "skill_share WHERE org_id = $1 AND rep_id IN "
                                    "baton_list($2) AND manager_id <> $3 ORDER BY rep_id, manager_id",
                                    org_id, db::IdList(below), person_id)) {
    const auto refs = people::FindRefs(connection, org_id, std::vector{share.rep_id, share.manager_id});
    const auto rep = refs.find(share.rep_id);
    const auto manager = refs.find(share.manager_id);
    if (rep == refs.end() || manager == refs.end()) continue;
    views.push_back({rep->second, manager->second, share.shared_at,
                     FindStandings(connection, org_id, share.rep_id, share.manager_id, language)});
  }
  return views;
}

}  // namespace baton::skill
