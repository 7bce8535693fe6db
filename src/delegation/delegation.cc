#include "delegation/delegation.h"

namespace baton::delegation {

std::vector<LevelDeed> DeedsOf(const Delegation& delegation, Id person_id) {
  if (person_id != delegation.manager_id && person_id != delegation.rep_id) return {};
  std::vector<LevelDeed> deeds{LevelDeed::propose};
  if (!delegation.proposed_level) return deeds;
  if (delegation.proposed_by != person_id) deeds.push_back(LevelDeed::agree);
  deeds.push_back(LevelDeed::drop);
  return deeds;
}

std::optional<FieldFault> FaultOf(const Delegation& before, std::int32_t level) {
  if (level < kLowest || level > kHighest) {
    return FieldFault{
        "level",
        {"problem.field.out_of_range", {{"minimum", double{kLowest}}, {"maximum", double{kHighest}}}}};
  }
  if (before.level == level) return FieldFault{"level", {"problem.delegation.holds_already"}};
  return std::nullopt;
}

Delegation Propose(Delegation before, std::int32_t level, Id by, Instant now) {
  before.proposed_level = level;
  before.proposed_by = by;
  before.proposed_at = now;
  return before;
}

Delegation Agree(Delegation before, Instant now) {
  before.level = before.proposed_level;
  before.agreed_at = now;
  return Drop(std::move(before));
}

Delegation Drop(Delegation before) {
  before.proposed_level.reset();
  before.proposed_by.reset();
  before.proposed_at.reset();
  return before;
}

std::optional<std::int32_t> RaiseOf(const Delegation& before) {
  if (!before.level || *before.level >= kHighest || before.proposed_level) return std::nullopt;
  return *before.level + 1;
}

}  // namespace baton::delegation
