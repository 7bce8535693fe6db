#include "handoff/machine.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace baton::handoff {
namespace {

using enum Stage;
constexpr Stage kStages[] = {proposed, accepted,  introduced, expectations,
                             owned,    confirmed, declined,   returned};
constexpr Part kParts[] = {Part::successor, Part::former, Part::nobody};

// What each part may do, stage by stage, written out beside the table of the machine.
const std::map<Stage, std::set<Stage>> kSuccessor = {{proposed, {accepted, declined}},
                                                     {accepted, {introduced, declined}},
                                                     {introduced, {expectations, returned}},
                                                     {expectations, {owned, returned}},
                                                     {owned, {confirmed, returned}}};
const std::map<Stage, std::set<Stage>> kFormer = {{proposed, {introduced, returned}},
                                                  {accepted, {introduced, returned}},
                                                  {introduced, {expectations, returned}},
                                                  {expectations, {owned, returned}},
                                                  {owned, {confirmed, returned}}};

bool Expected(Stage from, Stage to, Part part) {
  if (part == Part::nobody) return false;
  const auto& table = part == Part::successor ? kSuccessor : kFormer;
  const auto found = table.find(from);
  return found != table.end() && found->second.contains(to);
}

TEST(Machine, EveryStageByEveryStepByEveryPart) {
  for (const Stage from : kStages) {
    for (const Stage to : kStages) {
      for (const Part part : kParts) {
        const bool expected = Expected(from, to, part);
        EXPECT_EQ(MayStep(from, to, part), expected) << int(from) << int(to) << int(part);
        const auto checked = CheckStep(from, to, part, "because");
        EXPECT_EQ(checked.has_value(), expected);
        if (checked) continue;
        const bool some_part = MayStep(from, to, Part::successor) || MayStep(from, to, Part::former);
        EXPECT_EQ(MayFollow(from, to), some_part);
        EXPECT_EQ(checked.error().kind, some_part ? Kind::forbidden : Kind::conflict);
      }
    }
  }
}

TEST(Machine, NothingLeavesAnEnd) {
  for (const Stage from : kStages) {
    if (!IsEnd(from)) continue;
    for (const Part part : kParts) EXPECT_TRUE(NextStages(from, part).empty());
  }
}

TEST(Machine, EveryWayEnds) {
  // Each step goes forward: stages only grow, so that no handoff runs in circles.
  for (const Stage from : kStages) {
    for (const Stage to : kStages) {
      EXPECT_TRUE(!MayFollow(from, to) || to > from);
    }
    EXPECT_TRUE(IsEnd(from) || !NextStages(from, Part::former).empty());
  }
}

TEST(Machine, NoWantsAReason) {
  EXPECT_EQ(CheckStep(proposed, declined, Part::successor, "").error().errors.at(0).path, "reason");
  EXPECT_TRUE(CheckStep(proposed, declined, Part::successor, "No time before March"));
  EXPECT_FALSE(CheckStep(owned, returned, Part::former, ""));
  EXPECT_TRUE(CheckStep(proposed, accepted, Part::successor, ""));
}

TEST(Machine, NextStagesAreInOrder) {
  EXPECT_EQ(NextStages(proposed, Part::former), (std::vector{introduced, returned}));
  EXPECT_EQ(NextStages(accepted, Part::successor), (std::vector{introduced, declined}));
  EXPECT_TRUE(IsOwned(owned) && IsOwned(confirmed) && !IsOwned(expectations) && !IsOwned(returned));
}

}  // namespace
}  // namespace baton::handoff
