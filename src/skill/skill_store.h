// Skills and levels in the database: what only their routes need.
#pragma once

#include <optional>
#include <vector>

#include "skill/directory.h"

namespace baton::skill {

std::optional<Skill> FindSkill(db::Connection& connection, Id org_id, Id id);
std::optional<SkillShare> FindShare(db::Connection& connection, Id org_id, Id rep_id, Id manager_id);

// A rep and a manager who have written levels down, or are each other's now.
struct Pair {
  Id rep_id;
  Id manager_id;
};
BOOST_DESCRIBE_STRUCT(Pair, (), (rep_id, manager_id))
// Of one rep: whichever manager it was.
std::vector<Pair> FindPairsOfRep(db::Connection& connection, Id org_id, Id rep_id);

bool HasLevels(db::Connection& connection, Id org_id, Id rep_id, Id manager_id);

}  // namespace baton::skill
