#include <algorithm>

#include "action/action.h"
#include "action/version.h"
#include "base/text.h"
#include "book/account_rules.h"
#include "book/stage_store.h"
#include "http/router.h"

namespace baton::book {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct StageList {
  static constexpr const char* kSchemaName = "StageList";
  std::vector<StageView> items;
};
BOOST_DESCRIBE_STRUCT(StageList, (), (items))

StageView ToView(const Stage& stage) {
  return {stage.id, stage.version, stage.name, stage.position, stage.category, stage.is_confirmed};
}

Result<StageView> Change(const Call& call, Id id, const json::Patch<StageInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<StageView> {
    const auto stages = FindStages(tx, call.org_id());
    const auto found = std::ranges::find(stages, id, &Stage::id);
    if (found == stages.end()) return NotFound("stage");
    if (const auto current = action::CheckVersion(call, found->version, "stage"); !current) {
      return Fail(current.error());
    }
    const StageInput input =
        patch.Apply({found->name, found->position, found->category, found->is_confirmed});
    auto faults = FaultsOf(input);
    for (const Stage& stage : stages) {
      if (stage.id == id || stage.name_fold != Fold(input.name)) continue;
      faults.push_back({"name", {"problem.stage.name_taken"}});
    }
    if (!faults.empty()) return Fail(std::move(faults));
    Stage changed = *found;
    changed.name = Trim(input.name);
    changed.name_fold = Fold(changed.name);
    changed.position = input.position;
    changed.category = input.category;
    changed.is_confirmed = input.is_confirmed;
    action::Action action(tx, call, "stage.change", id);
    const auto updated = action.Update(*found, std::move(changed));
    if (!updated) return Fail(updated.error());
    return ToView(*updated);
  });
}

}  // namespace

void AddStageRoutes(http::Router& router) {
  router.Get("/api/v1/stages", {.name = "listStages", .deed = Deed::read, .word = Word::organization},
             [](const Call& call) -> Result<StageList> {
               StageList list;
               for (const Stage& stage : FindStages(call.db(), call.org_id()))
                 list.items.push_back(ToView(stage));
               return list;
             });
  router.Patch("/api/v1/stages/{id}",
               {.name = "changeStage", .deed = Deed::change, .word = Word::organization}, Change);
}

}  // namespace baton::book
