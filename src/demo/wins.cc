#include "base/check.h"
#include "book/opportunity.h"
#include "book/stage.h"
#include "demo/furnish.h"
#include "demo/larmar.h"
#include "week/plan_store.h"
#include "week/plan_view.h"
#include "win/look.h"

namespace baton::demo {
namespace {

constexpr int kWonOn = kDaySixty - 2;  // a Wednesday
constexpr int kAfternoon = 15 * 60;
constexpr int kWeekMinutes = 4 * 60;
constexpr std::int64_t kWeekSeed = 20'270'118;

std::optional<Id> WonStage(db::Connection& connection, Id org_id) {
  return connection.QueryValue<Id>(
      "SELECT id FROM stage WHERE org_id = $1 AND category = 'won' ORDER BY id LIMIT 1", org_id);
}

}  // namespace

void InsertWins(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  const auto deal = tx.QueryOne<book::Opportunity>(
      "SELECT org_id, id, version, account_id, owner_id, product_id, stage_id, name, status, amount_minor, "
      "currency, opened_on, closes_on, next_step, created_at, deleted_at FROM opportunity WHERE org_id = $1 "
      "AND account_id = $2 AND status = 'open' ORDER BY id LIMIT 1",
      org_id, scene.Account("Larmar Freight"));
  Check(deal.has_value(), "Larmar's deal is open until it is won");
  book::Opportunity won = *deal;
  won.owner_id = scene.Person("jada");
  won.status = book::OpportunityStatus::won;
  won.stage_id = WonStage(tx, org_id);
  won.closes_on = SceneDay() + kWonOn;
  won.next_step = "";
  action::Action action(tx, {org_id, scene.Person("jada")}, "opportunity.change", At(kWonOn, kAfternoon));
  Check(action.Update(*deal, won).has_value(), "a deal of the demo can be won");
  win::LookIn(tx, org_id, At(kWonOn, kAfternoon + 5));
}

void InsertWeek(db::Tx& tx, Id org_id) {
  const Scene scene = LoadScene(tx, org_id);
  const Id jim = scene.Person("jim");
  const Day week_on = MondayOf(SceneDay() + kDaySixty);
  const Instant monday = At(week_on - SceneDay(), 8 * 60 + 30);
  action::Action hours(tx, {org_id, jim}, "week.hours", monday);
  Check(week::SetHours(hours, jim, week_on, kWeekMinutes).has_value(), "hours of the demo can be set");
  auto needs = week::FindNeeds(tx, {org_id, jim, week_on, monday});
  for (week::Need& need : needs) need.promised_minutes = 0;  // what was promised later in the week
  action::Action drawing(tx, {org_id, jim}, "week.draw", monday);
  week::InsertDraw(
      drawing,
      {.manager_id = jim, .week_on = week_on, .seed = kWeekSeed, .minutes = kWeekMinutes, .drawn_at = monday},
      needs);
}

}  // namespace baton::demo
