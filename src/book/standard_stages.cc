#include "book/standard_stages.h"

#include "base/text.h"
#include "book/stage.h"
#include "words/catalogue.h"

namespace baton::book {

void InsertStandardStages(action::Action& action) {
  struct Standard {
    const char* key;
    StageCategory category;
  };
  constexpr Standard kStages[] = {{"stage.qualified", StageCategory::early},
                                  {"stage.proposal", StageCategory::proposal},
                                  {"stage.contract_out", StageCategory::signature},
                                  {"stage.won", StageCategory::won},
                                  {"stage.lost", StageCategory::lost}};
  std::int32_t position = 0;
  for (const Standard& standard : kStages) {
    const std::string name = words::Plain({standard.key});
    action.Insert(Stage{.name = name,
                        .name_fold = Fold(name),
                        .position = ++position,
                        .category = standard.category,
                        .is_confirmed = true});
  }
}

}  // namespace baton::book
