#include "handoff/machine.h"

#include <string>

#include <boost/describe/enum_to_string.hpp>

namespace baton::handoff {
namespace {

struct Step {
  Stage from;
  Stage to;
  bool successor;
  bool former;
};

using enum Stage;

constexpr Step kSteps[] = {
    {proposed, accepted, true, false},       //
    {proposed, declined, true, false},       //
    {accepted, declined, true, false},       // second thoughts before the client was told
    {proposed, introduced, false, true},     // the client came in before the rep clicked
    {accepted, introduced, true, true},      // both were in the room
    {introduced, expectations, true, true},  //
    {expectations, owned, true, true},       //
    {owned, confirmed, true, true},          //
    {proposed, returned, false, true},       // taken back
    {accepted, returned, false, true},       //
    {introduced, returned, true, true},  // from here on the client knows: both may say that it does not work
    {expectations, returned, true, true},  //
    {owned, returned, true, true},         //
};

const Step* FindStep(Stage from, Stage to) {
  for (const Step& step : kSteps) {
    if (step.from == from && step.to == to) return &step;
  }
  return nullptr;
}

std::string NameOfStage(Stage stage) { return boost::describe::enum_to_string(stage, ""); }

}  // namespace

bool IsEnd(Stage stage) { return stage == confirmed || stage == declined || stage == returned; }

bool IsOwned(Stage stage) { return stage == owned || stage == confirmed; }

bool IsRefused(Stage stage) { return stage == declined || stage == returned; }

bool NeedsReason(Stage to) { return IsRefused(to); }

bool MayFollow(Stage from, Stage to) { return FindStep(from, to) != nullptr; }

bool MayStep(Stage from, Stage to, Part part) {
  const Step* step = FindStep(from, to);
  if (step == nullptr) return false;
  if (part == Part::successor) return step->successor;
  return part == Part::former && step->former;
}

std::vector<Stage> NextStages(Stage from, Part part) {
  std::vector<Stage> next;
  for (const Stage to :
       {proposed, accepted, introduced, expectations, owned, confirmed, declined, returned}) {
    if (MayStep(from, to, part)) next.push_back(to);
  }
  return next;
}

Result<Done> CheckStep(Stage from, Stage to, Part part, std::string_view reason) {
  const Step* step = FindStep(from, to);
  if (step == nullptr) {
    return Fail(Kind::conflict, "problem.handoff.step",
                {{"from", NameOfStage(from)}, {"to", NameOfStage(to)}});
  }
  if (!MayStep(from, to, part)) {
    const std::string whose = step->successor && !step->former ? "successor" : "former";
    return Fail(Kind::forbidden, "problem.handoff.not_your_step", {{"whose", whose}});
  }
  if (NeedsReason(to) && reason.empty()) return Fail(FieldFault{"reason", {"problem.handoff.reason_needed"}});
  return Done{};
}

}  // namespace baton::handoff
