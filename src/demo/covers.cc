#include "book/activity.h"
#include "book/directory.h"
#include "calendar/calendar.h"
#include "cover/cover.h"
#include "demo/furnish.h"
#include "demo/larmar.h"

namespace baton::demo {
namespace {

constexpr int kAwayFrom = kDaySixty - 2;  // a Wednesday; she is back on Monday
constexpr int kCoverSetOn = kDaySixty - 8;
constexpr int kCoverAsked = 9 * 60;
constexpr int kGymCalled = 11 * 60 + 10;
constexpr std::string_view kNobodys = "Mason Bakery";

}  // namespace

void InsertCover(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  const Id jim = scene.Person("jim");
  const Id lena = scene.Person("lena");
  const Id tom = scene.Person("tom");
  {
    action::Action action(tx, {org_id, lena}, "absence.create", At(kCoverSetOn, kCoverAsked));
    action.Insert(calendar::Absence{.person_id = lena,
                                    .kind = calendar::AbsenceKind::training,
                                    .from_on = SceneDay() + kAwayFrom,
                                    .to_on = SceneDay() + kDaySixty,
                                    .created_at = action.now()});
  }
  {
    action::Action action(tx, {org_id, jim}, "cover.set", At(kCoverSetOn, kCoverAsked + 30), lena);
    const auto cover =
        action.Insert(cover::Cover{.person_id = lena,
                                   .from_on = SceneDay() + kAwayFrom,
                                   .to_on = SceneDay() + kDaySixty,
                                   .note = "Lindner may call about the invoice; the answer is in the sheet.",
                                   .set_by = jim,
                                   .created_at = action.now(),
                                   .started_at = At(kAwayFrom, 0)});
    std::size_t i = 0;
    for (const Id account : book::FindOwnedAccounts(tx, org_id, lena)) {
      if (account == scene.Account(kNobodys)) continue;  // which Today says to Jim and to Lena
      const Id who = account == scene.Account("Riverside Gym") || i++ % 2 == 0 ? tom : scene.Person("priya");
      action.Insert(cover::CoverAccount{.cover_id = cover.id, .account_id = account, .person_id = who});
    }
  }
  // What Lena reads when she is back.
  action::Action action(tx, {org_id, tom}, "activity.create", At(kDaySixty - 1, kGymCalled));
  const auto call = action.Insert(book::Activity{.kind = book::ActivityKind::call,
                                                 .account_id = scene.Account("Riverside Gym"),
                                                 .owner_id = tom,
                                                 .subject = "The rebate, once more",
                                                 .starts_at = action.now(),
                                                 .minutes = 15,
                                                 .created_at = action.now()});
  action.Insert(book::Attendance{.activity_id = call.id, .starts_at = action.now(), .person_id = tom});
  action.Insert(book::Attendance{.activity_id = call.id,
                                 .starts_at = action.now(),
                                 .contact_id = scene.contacts.find("Riverside Gym")->second.front()});
}

}  // namespace baton::demo
