#include <array>

#include "base/check.h"
#include "book/activity.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "handoff/directory.h"

namespace baton::demo {
namespace {

using handoff::Part;
using handoff::Stage;

constexpr int kMorning = 10 * 60;

// How far one of the ten clients came in sixty days: days after the scene on which each step was taken; 0 = not yet.
struct CastHandoff {
  std::string_view account;
  std::string_view to;
  int introduction;          // the Monday of the planned week
  std::array<int, 5> steps;  // accepted, introduced, expectations, owned, confirmed
};

// clang-format off
constexpr CastHandoff kHandoffs[] = {
    {"Larmar Freight",    "jada",    6, {1,  8, 13, 20, 52}},
    {"Hollis Print",      "lena",    6, {1,  9, 15, 22, 55}},
    {"Ashworth Labs",     "priya",  13, {2, 14, 20, 27, 58}},
    {"Pell & Sons",       "tom",    13, {2, 16, 23, 30,  0}},
    {"Bexley Motors",     "tom",    20, {1, 21, 30, 41,  0}},
    {"Orchard Dental",    "jada",   27, {3, 29, 37,  0,  0}},
    {"Fenwick Foods",     "marcus", 34, {6, 36, 44,  0,  0}},
    {"Northline Clinics", "priya",  48, {6, 50,  0,  0,  0}},
    {"Wren Dairy",        "marcus", 62, {6,  0,  0,  0,  0}},
};
// clang-format on

constexpr std::array kStages = {Stage::accepted, Stage::introduced, Stage::expectations, Stage::owned,
                                Stage::confirmed};

Part PartIn(Stage stage) {
  return stage == Stage::accepted || stage == Stage::owned ? Part::successor : Part::former;
}

// The successor deals with the client since the introduction, and the former owner keeps out of it.
void InsertContacts(db::Tx& tx, const Scene& scene, const CastHandoff& cast) {
  const Id successor = scene.Person(cast.to);
  const Id contact = scene.contacts.find(cast.account)->second.front();
  for (int day = cast.steps[1]; day > 0 && day < kDaySixty; day += 7) {
    action::Action action(tx, {scene.org_id, successor}, "activity.create", At(day, kMorning));
    const Id id = tx.NewId();
    action.Insert(
        book::Activity{.id = id,
                       .kind = day == cast.steps[1] ? book::ActivityKind::meeting : book::ActivityKind::call,
                       .account_id = scene.Account(cast.account),
                       .owner_id = successor,
                       .subject = day == cast.steps[1] ? "Introduction" : "Check-in call",
                       .starts_at = At(day, kMorning),
                       .minutes = 30,
                       .is_done = true,
                       .created_at = At(day, kMorning)});
    action.Insert(
        book::Attendance{.activity_id = id, .starts_at = At(day, kMorning), .person_id = successor});
    action.Insert(book::Attendance{.activity_id = id, .starts_at = At(day, kMorning), .contact_id = contact});
  }
}

}  // namespace

void InsertHandoffs(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  const Id jim = scene.Person("jim");
  std::vector<handoff::Proposal> proposals;
  for (const CastHandoff& cast : kHandoffs) {
    proposals.push_back({.account_id = scene.Account(cast.account),
                         .from_id = jim,
                         .to_id = scene.Person(cast.to),
                         .introduction_on = SceneDay() + cast.introduction});
  }
  action::Action proposing(tx, {org_id, jim}, "plan.approve", At(0, kMorning + 60));
  std::vector<handoff::Handoff> handoffs = handoff::Propose(proposing, proposals);
  for (std::size_t i = 0; i < handoffs.size(); ++i) {
    const CastHandoff& cast = kHandoffs[i];
    for (std::size_t step = 0; step < kStages.size(); ++step) {
      if (cast.steps[step] == 0) break;
      const Part part = PartIn(kStages[step]);
      const Id actor = part == Part::successor ? scene.Person(cast.to) : jim;
      action::Action action(tx, {org_id, actor}, "handoff.step", At(cast.steps[step], kMorning));
      const auto taken = handoff::TakeStep(action, handoffs[i], kStages[step], part, "");
      Check(taken.has_value(), "the demo's handoffs keep to the machine");
      handoffs[i] = *taken;
    }
    InsertContacts(tx, scene, cast);
  }
}

}  // namespace baton::demo
