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

// Of the story, those that are told now.
struct Days {
  int after = 0;
  int until = kDaySixty;
  bool Hold(int day) const { return day > after && day <= until; }
};

// People of ours, the first of whom leads, deal with a contact of the client.
void InsertContact(db::Tx& tx, const Scene& scene, std::string_view account, int day, book::ActivityKind kind,
                   std::string_view subject, const std::vector<Id>& people, Id contact) {
  action::Action action(tx, {scene.org_id, people.front()}, "activity.create", At(day, kMorning));
  const auto activity = action.Insert(book::Activity{.kind = kind,
                                                     .account_id = scene.Account(account),
                                                     .owner_id = people.front(),
                                                     .subject = std::string(subject),
                                                     .starts_at = At(day, kMorning),
                                                     .minutes = 30,
                                                     .is_done = true,
                                                     .created_at = At(day, kMorning)});
  for (const Id person : people)
    action.Insert(
        book::Attendance{.activity_id = activity.id, .starts_at = At(day, kMorning), .person_id = person});
  action.Insert(
      book::Attendance{.activity_id = activity.id, .starts_at = At(day, kMorning), .contact_id = contact});
}

// The two meet the client together twice; then the successor deals with the client, and the former owner keeps out of it.
void InsertContacts(db::Tx& tx, const Scene& scene, const CastHandoff& cast, const Days& days) {
  const Id jim = scene.Person("jim");
  const Id successor = scene.Person(cast.to);
  const Id contact = scene.contacts.find(cast.account)->second.front();
  const int first = cast.steps[1];
  for (int day = first; day > 0 && day < kDaySixty; day += 7) {
    if (!days.Hold(day)) continue;
    const bool is_joint = day <= first + 7;
    InsertContact(tx, scene, cast.account, day,
                  is_joint ? book::ActivityKind::meeting : book::ActivityKind::call,
                  day == first ? "Introduction"
                  : is_joint   ? "First order together"
                               : "Check-in call",
                  is_joint ? std::vector<Id>{successor, jim} : std::vector<Id>{successor}, contact);
  }
}

// A colleague knows somebody else at Larmar.
void InsertSecondThread(db::Tx& tx, const Scene& scene) {
  InsertContact(tx, scene, "Larmar Freight", 29, book::ActivityKind::visit, "Terminals at the depot",
                {scene.Person("marcus")}, scene.contacts.find("Larmar Freight")->second[1]);
}

void Mark(db::Tx& tx, const Scene& scene, const handoff::Handoff& handoff, std::string_view who, int day,
          handoff::StepKind kind) {
  action::Action action(tx, {scene.org_id, scene.Person(who)}, "handoff.mark", At(day, kMorning - 60));
  Check(handoff::MarkStep(action, handoff, kind, "").has_value(), "a step of the demo can be marked");
}

// The talk between the two, and what the client was told; the note is the sheet (sheets.cc).
void InsertMarks(db::Tx& tx, const Scene& scene, const CastHandoff& cast, const handoff::Handoff& handoff,
                 const Days& days) {
  if (days.Hold(cast.steps[1])) {
    Mark(tx, scene, handoff, "jim", cast.steps[1], handoff::StepKind::briefing);
  }
  if (days.Hold(cast.steps[2])) {
    Mark(tx, scene, handoff, cast.to, cast.steps[2], handoff::StepKind::client_choice);
  }
  const int check = cast.steps[3] + handoff::kCheckDays.front();
  const bool is_waiting = cast.account == "Ashworth Labs";  // one is still to be asked
  if (cast.steps[3] == 0 || check >= kDaySixty || is_waiting || !days.Hold(check)) return;
  const std::string_view third = cast.to == "tom" ? "lena" : "tom";
  action::Action action(tx, {scene.org_id, scene.Person(third)}, "handoff.mark", At(check, kMorning));
  Check(handoff::MarkCheck(action, handoff, handoff::kCheckDays.front(), "Content, and calls first")
            .has_value(),
        "a check of the demo can be marked");
}

}  // namespace

void InsertHandoffs(db::Tx& tx, Id org_id, int after_day, int until_day) {
  const Scene scene = LoadScene(tx, org_id);
  const Id jim = scene.Person("jim");
  const Days days{after_day, until_day};
  if (after_day == 0) {
    std::vector<handoff::Proposal> proposals;
    for (const CastHandoff& cast : kHandoffs) {
      proposals.push_back({.account_id = scene.Account(cast.account),
                           .from_id = jim,
                           .to_id = scene.Person(cast.to),
                           .introduction_on = SceneDay() + cast.introduction});
    }
    action::Action proposing(tx, {org_id, jim}, "plan.approve", At(0, kMorning + 60));
    handoff::Propose(proposing, proposals);
    InsertSecondThread(tx, scene);
  }
  for (const CastHandoff& cast : kHandoffs) {
    auto handoff = handoff::FindOpenHandoff(tx, org_id, scene.Account(cast.account));
    if (!handoff) continue;
    InsertContacts(tx, scene, cast, days);
    for (std::size_t step = 0; step < kStages.size(); ++step) {
      if (!days.Hold(cast.steps[step])) continue;
      const Part part = PartIn(kStages[step]);
      const Id actor = part == Part::successor ? scene.Person(cast.to) : jim;
      action::Action action(tx, {org_id, actor}, "handoff.step", At(cast.steps[step], kMorning));
      const auto taken = handoff::TakeStep(action, *handoff, kStages[step], part, "");
      Check(taken.has_value(), "the demo's handoffs keep to the machine");
      handoff = *taken;
    }
    InsertMarks(tx, scene, cast, *handoff, days);
  }
}

}  // namespace baton::demo
