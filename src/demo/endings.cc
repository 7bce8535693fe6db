#include "demo/endings.h"

#include <algorithm>

#include "base/check.h"
#include "book/opportunity.h"
#include "coaching/directory.h"
#include "handoff/directory.h"

namespace baton::demo {
namespace {

constexpr std::string_view kBill = "Larmar Freight";
constexpr std::string_view kLetter = "Review Jada's prospecting letter, draft 2";

coaching::Promise LetterPromise(db::Connection& connection, const Scene& scene) {
  const auto pending = coaching::FindPending(connection, scene.org_id, scene.Person("jim"));
  const auto found = std::ranges::find(pending, kLetter, &coaching::Promise::title);
  Check(found != pending.end(), "the letter is promised in the scene");
  return *found;
}

coaching::Interruption AtTheDoor(const Scene& scene, coaching::Outcome outcome, int minute, int minutes) {
  coaching::Interruption interruption;
  interruption.person_id = scene.Person("jim");
  interruption.account_id = scene.Account(kBill);
  interruption.contact_id = scene.contacts.find(kBill)->second.front();
  interruption.outcome = outcome;
  interruption.at = At(0, minute);
  interruption.minutes = minutes;
  return interruption;
}

book::Opportunity OpenDeal(db::Connection& connection, const Scene& scene) {
  return *connection.QueryOne<book::Opportunity>(
      "SELECT org_id, id, version, account_id, owner_id, product_id, stage_id, name, status, amount_minor, "
      "currency, "
      "opened_on, closes_on, next_step, created_at, deleted_at FROM opportunity "
      "WHERE org_id = $1 AND account_id = $2 AND status = 'open'",
      scene.org_id, scene.Account(kBill));
}

// Jim closes the 15 terminals.
void WinTheDeal(db::Tx& tx, const Scene& scene, int minute) {
  action::Action action(tx, {scene.org_id, scene.Person("jim")}, "opportunity.change", At(0, minute));
  const book::Opportunity deal = OpenDeal(tx, scene);
  book::Opportunity won = deal;
  won.status = book::OpportunityStatus::won;
  won.stage_id = tx.QueryValue<Id>(
      "SELECT id FROM stage WHERE org_id = $1 AND category = 'won' AND deleted_at IS NULL", scene.org_id);
  won.closes_on = SceneDay();
  won.next_step = "";
  Check(action.Update(deal, won).has_value(), "nobody else sells in the scene");
}

handoff::Handoff Step(db::Tx& tx, const Scene& scene, const handoff::Handoff& before, handoff::Stage stage,
                      std::string_view actor, handoff::Part part, Instant at) {
  action::Action action(tx, {scene.org_id, scene.Person(actor)}, "handoff.step", at);
  const auto taken = handoff::TakeStep(action, before, stage, part, "");
  Check(taken.has_value(), "the ending keeps to the machine");
  return *taken;
}

}  // namespace

void PlaySelling(db::Tx& tx, const Scene& scene) {
  {
    action::Action door(tx, {scene.org_id, scene.Person("jim")}, "door.taken", At(0, 9 * 60 + 45));
    const auto interruption =
        coaching::InsertInterruption(door, AtTheDoor(scene, coaching::Outcome::taken, 9 * 60 + 45, 120));
    const auto moved = coaching::Move(door, LetterPromise(tx, scene),
                                      {.due_at = At(3, 15 * 60),
                                       .cause = coaching::Cause::walk_in,
                                       .interruption_id = interruption.id,
                                       .client = "Bill Larmar"});
    Check(moved.has_value(), "the letter can be moved");
  }
  WinTheDeal(tx, scene, 11 * 60 + 40);
  SetClock(tx, scene.org_id, At(0, 11 * 60 + 45));
}

void PlayBaton(db::Tx& tx, const Scene& scene) {
  std::vector<handoff::Handoff> handoffs;
  {
    action::Action proposing(tx, {scene.org_id, scene.Person("jim")}, "plan.approve", At(-14, 10 * 60));
    const handoff::Proposal proposal{.account_id = scene.Account(kBill),
                                     .from_id = scene.Person("jim"),
                                     .to_id = scene.Person("jada"),
                                     .introduction_on = SceneDay() - 1};
    handoffs = handoff::Propose(proposing, {&proposal, 1});
  }
  const auto accepted = Step(tx, scene, handoffs.front(), handoff::Stage::accepted, "jada",
                             handoff::Part::successor, At(-13, 9 * 60));
  Step(tx, scene, accepted, handoff::Stage::introduced, "jim", handoff::Part::former, At(0, 9 * 60 + 46));
  {
    action::Action door(tx, {scene.org_id, scene.Person("jim")}, "door.introduced", At(0, 9 * 60 + 46));
    auto interruption = AtTheDoor(scene, coaching::Outcome::introduced, 9 * 60 + 41, 5);
    interruption.handoff_id = accepted.id;
    coaching::InsertInterruption(door, interruption);
  }
  action::Action keeping(tx, {scene.org_id, scene.Person("jim")}, "promise.keep", At(0, 11 * 60 + 30));
  const coaching::Promise promise = LetterPromise(tx, scene);
  coaching::Promise kept = promise;
  kept.state = coaching::PromiseState::kept;
  kept.kept_at = At(0, 10 * 60 + 30);
  Check(keeping.Update(promise, kept).has_value(), "the letter can be reviewed");
  SetClock(tx, scene.org_id, At(0, 11 * 60 + 35));
}

std::vector<StoryLine> StoryOf(Ending ending) {
  const auto line = [](int minute, const char* key) { return StoryLine{At(0, minute), {key}}; };
  if (ending == Ending::sell) {
    return {line(9 * 60 + 41, "demo.sell.bill_comes"), line(9 * 60 + 45, "demo.sell.jim_goes"),
            line(10 * 60 + 30, "demo.sell.jada_waits"), line(11 * 60 + 40, "demo.sell.fifteen_terminals"),
            line(11 * 60 + 45, "demo.sell.what_is_left")};
  }
  if (ending == Ending::baton) {
    return {line(9 * 60 + 41, "demo.baton.bill_comes"), line(9 * 60 + 46, "demo.baton.introduced"),
            line(10 * 60 + 30, "demo.baton.letter"), line(11 * 60 + 35, "demo.baton.what_is_left")};
  }
  return {};
}

Ending EndingOf(db::Connection& connection, const Scene& scene) {
  if (!scene.accounts.contains(kBill)) return Ending::none;
  const auto events = coaching::FindEventsOf(connection, scene.org_id, scene.Person("jim"), At(0, 0));
  for (const coaching::Event& event : events) {
    if (event.interruption.account_id != scene.Account(kBill) || event.interruption.at > At(1, 0)) continue;
    if (event.interruption.outcome == coaching::Outcome::taken) return Ending::sell;
    if (event.interruption.outcome == coaching::Outcome::introduced) return Ending::baton;
  }
  return Ending::none;
}

}  // namespace baton::demo
