// Jim's ninety days begin on the day of the scene.
#include "ninety_days/ninety_days.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "demo/scene.h"

namespace baton::demo {

void InsertNinetyDays(db::Tx& tx, Id org_id) {
  const Id jim = LoadScene(tx, org_id).Person("jim");
  action::Action action(tx, {org_id, jim}, "ninety_days.change", At(0, 8 * 60));
  action.Insert(ninety_days::NinetyDays{.person_id = jim, .starts_on = SceneDay(), .stop_text = ""});
}

}  // namespace baton::demo
