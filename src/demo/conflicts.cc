#include "book/activity.h"
#include "book/directory.h"
#include "conflict/look.h"
#include "demo/furnish.h"
#include "demo/larmar.h"

namespace baton::demo {
namespace {

constexpr int kRideOn = kDaySixty + 4;  // a Tuesday, with Marcus from 10 to 11:30
constexpr int kNoted = 9 * 60 + 36;

}  // namespace

void InsertConflict(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  const Id jim = scene.Person("jim");
  const Instant at = At(kRideOn, 11 * 60);
  {
    action::Action action(tx, {org_id, jim}, "activity.create", At(kDaySixty, kNoted));
    const auto meeting = action.Insert(book::Activity{.kind = book::ActivityKind::meeting,
                                                      .account_id = scene.Account("Dune Hotels"),
                                                      .owner_id = jim,
                                                      .subject = "The group contract",
                                                      .starts_at = at,
                                                      .minutes = 45,
                                                      .created_at = action.now()});
    action.Insert(book::Attendance{.activity_id = meeting.id, .starts_at = at, .person_id = jim});
    action.Insert(book::Attendance{.activity_id = meeting.id,
                                   .starts_at = at,
                                   .contact_id = scene.contacts.find("Dune Hotels")->second.front()});
  }
  conflict::LookIn(tx, org_id, At(kDaySixty, kNoted));
}

}  // namespace baton::demo
