// Skills and levels, for the slices that show them: coaching, the demo.
//
//   for (const skill::SkillRef& ref : skill::FindSkillRefs(connection, org_id, ids, "en")) ...
//   skill::Rate(action, {.rep_id = jada, .manager_id = jim, .author_id = jim, .skill_id = opening, .level = 2});
//
// Stateless, hence thread-safe.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "action/action.h"
#include "db/connection.h"
#include "skill/skill.h"

namespace baton::skill {

// What a new organization starts with.
void InsertProvided(action::Action& action);

// By position, retired ones too.
std::vector<Skill> FindSkills(db::Connection& connection, Id org_id);
std::unordered_map<Id, SkillRef> FindSkillRefs(db::Connection& connection, Id org_id,
                                               const std::string& language);

// Writes a rating down. REQUIRES: the author is one of the two, who are manager and rep.
SkillLevel Rate(action::Action& action, SkillLevel level);

// What the two wrote down, in the order of the list.
std::vector<Standing> FindStandings(db::Connection& connection, Id org_id, Id rep_id, Id manager_id,
                                    const std::string& language);

// Since when those above may read them, if so; and what reps below a person share with those above, but for the person's own.
std::optional<Instant> FindSharedAt(db::Connection& connection, Id org_id, Id rep_id, Id manager_id);
std::vector<StandingsView> FindSharedBelow(db::Connection& connection, Id org_id, Id person_id,
                                           const std::string& language);

}  // namespace baton::skill
