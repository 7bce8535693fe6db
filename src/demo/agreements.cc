// Sixty days on: where Jim went back to clients he had handed over, what he keeps, and how much each rep decides.
#include <algorithm>

#include "base/check.h"
#include "book/activity.h"
#include "delegation/delegation_store.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "letter/my_job_store.h"
#include "share/directory.h"
#include "takeover/look.h"
#include "takeover/takeover_store.h"

namespace baton::demo {
namespace {

using delegation::DealKind;
using delegation::LevelDeed;

constexpr int kAtTen = 10 * 60;

struct CastLevel {
  std::string_view rep;
  DealKind kind;
  int level;
  int agreed;  // days after the scene
};

// clang-format off
constexpr CastLevel kLevels[] = {
    {"jada",   DealKind::existing_client, 5, 24},
    {"jada",   DealKind::new_business,    3, 24},
    {"jada",   DealKind::above_size,      1, 24},
    {"marcus", DealKind::existing_client, 6, 21},
    {"marcus", DealKind::new_business,    5, 21},
    {"priya",  DealKind::existing_client, 7, 17},
    {"priya",  DealKind::above_size,      4, 17},
    {"tom",    DealKind::existing_client, 4, 23},
    {"lena",   DealKind::existing_client, 5, 28},
};
// clang-format on

void InsertCall(db::Tx& tx, const Scene& scene, std::string_view account, book::ActivityKind kind,
                std::string subject, int day) {
  action::Action action(tx, {scene.org_id, scene.Person("jim")}, "activity.create", At(day, kAtTen));
  const Id id = tx.NewId();
  action.Insert(book::Activity{.id = id,
                               .kind = kind,
                               .account_id = scene.Account(account),
                               .owner_id = scene.Person("jim"),
                               .subject = std::move(subject),
                               .starts_at = At(day, kAtTen),
                               .minutes = 45,
                               .is_done = true,
                               .created_at = At(day, kAtTen)});
  action.Insert(
      book::Attendance{.activity_id = id, .starts_at = At(day, kAtTen), .person_id = scene.Person("jim")});
  action.Insert(book::Attendance{.activity_id = id,
                                 .starts_at = At(day, kAtTen),
                                 .contact_id = scene.contacts.find(account)->second.front()});
}

// Jim called Orchard and has said why; he dropped in at Bexley and has not been asked yet.
void InsertTakeovers(db::Tx& tx, const Scene& scene) {
  InsertCall(tx, scene, "Orchard Dental", book::ActivityKind::call, "Call about the sixth practice",
             kDaySixty - 8);
  InsertCall(tx, scene, "Bexley Motors", book::ActivityKind::visit, "Dropped in at the showroom",
             kDaySixty - 3);
  takeover::LookIn(tx, scene.org_id, At(kDaySixty, kSceneMinute));
  const auto open = takeover::FindOpen(tx, scene.org_id, scene.Person("jim"));
  const auto orchard =
      std::ranges::find(open, scene.Account("Orchard Dental"), &takeover::Takeover::account_id);
  Check(orchard != open.end(), "Jim's call is found");
  action::Action action(tx, {scene.org_id, scene.Person("jim")}, "takeover.answer",
                        At(kDaySixty - 7, kAtTen));
  takeover::Takeover answered = *orchard;
  answered.answer = takeover::Answer::explain;
  answered.reason = takeover::Reason::rep_away;
  answered.note = "They could not wait for you to be back on Monday.";
  answered.answered_at = action.now();
  Check(action.Update(*orchard, answered).has_value(), "nobody else answers for Jim");
}

void InsertShare(db::Tx& tx, const Scene& scene) {
  share::AgreedShare kept;
  kept.manager_id = scene.Person("jim");
  kept.director_id = scene.Person("dana");
  kept.until_on = SceneDay() + kDaySixty + 90;
  kept.note = "Until the group contract is signed and its first quarter is over";
  kept.proposed_by = scene.Person("jim");
  kept.proposed_at = At(1, kAtTen);
  const std::vector<Id> accounts{scene.Account("Dune Hotels")};
  {
    action::Action proposing(tx, {scene.org_id, scene.Person("jim")}, "agreed_share.propose", At(1, kAtTen));
    kept = share::Propose(proposing, kept, accounts);
  }
  action::Action agreeing(tx, {scene.org_id, scene.Person("dana")}, "agreed_share.agree", At(2, kAtTen));
  Check(share::Agree(agreeing, kept).has_value(), "Dana agrees in the demo");
}

void Propose(db::Tx& tx, const Scene& scene, std::string_view rep, DealKind kind, int level,
             std::string_view by, int day) {
  action::Action action(tx, {scene.org_id, scene.Person(by)}, "delegation.propose", At(day, kAtTen));
  const auto before =
      delegation::FindDelegation(tx, scene.org_id, scene.Person("jim"), scene.Person(rep), kind);
  const auto after = delegation::Propose(before, level, scene.Person(by), action.now());
  Check(delegation::Save(action, before, after, LevelDeed::propose).has_value(), "a level can be proposed");
}

void InsertLevels(db::Tx& tx, const Scene& scene) {
  for (const CastLevel& cast : kLevels) {
    Propose(tx, scene, cast.rep, cast.kind, cast.level, "jim", cast.agreed - 1);
    action::Action action(tx, {scene.org_id, scene.Person(cast.rep)}, "delegation.agree",
                          At(cast.agreed, kAtTen));
    const auto before =
        delegation::FindDelegation(tx, scene.org_id, scene.Person("jim"), scene.Person(cast.rep), cast.kind);
    const auto after = delegation::Agree(before, action.now());
    Check(delegation::Save(action, before, after, LevelDeed::agree).has_value(), "a level can be agreed");
  }
  // Jada thinks that she is ready for more.
  Propose(tx, scene, "jada", DealKind::existing_client, 6, "jada", kDaySixty - 1);
}

// Agreed with Dana on the second day, announced on the third, and read by now.
void InsertMyJob(db::Tx& tx, const Scene& scene) {
  const Id jim = scene.Person("jim");
  action::Action action(tx, {scene.org_id, jim}, "my_job.announce", At(2, kAtTen));
  letter::MyJob job;
  job.manager_id = jim;
  job.language = "en";
  job.stops =
      "- I do not call your clients. When they call me, I bring you in.\n- I do not close. I read, ask and "
      "prepare.";
  job.decide = "Discounts up to ten percent, whom you visit, and when you say no.";
  job.there = "Every day from 10 to 11:30 the door is yours. What I promise you stands in Baton.";
  job.written_at = At(0, kAtTen);
  job.agreed_by = scene.Person("dana");
  job.agreed_at = At(1, kAtTen);
  job.announced_at = At(2, kAtTen);
  const letter::MyJob announced = action.Insert(job);
  for (const std::string_view rep : {"jada", "marcus", "priya", "tom", "lena"}) {
    letter::MarkRead(tx, scene.org_id, announced.id, scene.Person(rep), At(3, kAtTen));
  }
}

}  // namespace

void InsertAgreements(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  InsertShare(tx, scene);
  InsertLevels(tx, scene);
  InsertTakeovers(tx, scene);
  InsertMyJob(tx, scene);
}

}  // namespace baton::demo
