#include "week/week_routes.h"

#include <algorithm>
#include <random>
#include <utility>

#include "action/action.h"
#include "action/tables.h"
#include "action/version.h"
#include "base/text.h"
#include "book/directory.h"
#include "coaching/directory.h"
#include "http/router.h"
#include "json/json.h"
#include "people/directory.h"
#include "week/plan_store.h"
#include "week/plan_view.h"

namespace baton::week {
namespace {

using access::Deed;
using access::Word;
using http::Call;

struct WeekQuery {
  std::optional<Day> week;  // any day of it; none: this one
};
BOOST_DESCRIBE_STRUCT(WeekQuery, (), (week))

struct HoursInput {
  static constexpr const char* kSchemaName = "WeekHours";

  std::int32_t minutes = 0;  // from this week on
};
BOOST_DESCRIBE_STRUCT(HoursInput, (), (minutes))

struct DrawInput {
  static constexpr const char* kSchemaName = "WeekDrawing";

  std::optional<std::string> reason;  // needed where the week was drawn before
};
BOOST_DESCRIBE_STRUCT(DrawInput, (), (reason))

struct PlacePromise {
  static constexpr const char* kSchemaName = "WeekPlacePromise";

  std::optional<Instant> due_at;  // none: the time that the plan proposes
};
BOOST_DESCRIBE_STRUCT(PlacePromise, (), (due_at))

struct PlaceSkip {
  static constexpr const char* kSchemaName = "WeekPlaceSkip";

  SkipReason reason = SkipReason::other;
};
BOOST_DESCRIBE_STRUCT(PlaceSkip, (), (reason))

Result<Done> CheckManager(const Call& call) {
  if (call.principal().role == access::Role::manager) return Done{};
  return Fail(Kind::forbidden, "problem.week.managers_only");
}

std::int64_t ByChance() {
  std::random_device chance;
  return std::uniform_int_distribution<std::int64_t>(0, kSeeds - 1)(chance);
}

class Weeks {
 public:
  explicit Weeks(Seeds seeds) : seeds_(seeds ? std::move(seeds) : Seeds(ByChance)) {}

  Result<PlanView> Get(const Call& call, const WeekQuery& query) const {
    if (auto may = CheckManager(call); !may) return Fail(may.error());
    const Day week = query.week ? MondayOf(*query.week) : ThisWeek(call, call.db());
    return ViewPlan(call.db(), Of(call, week));
  }

  Result<PlanView> SetHoursOf(const Call& call, const HoursInput& input) const {
    if (input.minutes < 0 || input.minutes > kMostMinutes) {
      return Fail(
          FieldFault{"minutes", {"problem.week.minutes", {{"most", std::int64_t{kMostMinutes / 60}}}}});
    }
    return call.Write([&](db::Tx& tx) -> Result<PlanView> {
      const Day week = ThisWeek(call, tx);
      const PlanView before = ViewPlan(tx, Of(call, week));
      if (auto current = action::CheckVersion(call, before.hours_version, "week_hours"); !current) {
        return Fail(current.error());
      }
      action::Action action(tx, call, "week.hours");
      const auto set = SetHours(action, call.person_id(), week, input.minutes);
      if (!set) return Fail(set.error());
      return ViewPlan(tx, Of(call, week));
    });
  }

  Result<PlanView> DrawWeek(const Call& call, const DrawInput& input) const {
    const std::string reason(Trim(input.reason.value_or("")));
    if (CountCharacters(reason) > kMaxReasonCharacters) {
      return Fail(
          FieldFault{"reason", {"problem.field.too_long", {{"limit", std::int64_t{kMaxReasonCharacters}}}}});
    }
    const std::int64_t seed = seeds_();  // once, also when the transaction runs again
    return call.Write([&](db::Tx& tx) -> Result<PlanView> {
      const Day week = ThisWeek(call, tx);
      const auto draws = FindDraws(tx, call.org_id(), call.person_id(), week);
      if (!draws.empty() && reason.empty()) {
        return Fail(FieldFault{"reason", {"problem.week.reason_needed"}});
      }
      const auto needs = FindNeeds(tx, Of(call, week));
      if (needs.empty()) return Fail(Kind::conflict, "problem.week.nobody");
      const auto hours = FindHours(tx, call.org_id(), call.person_id(), week);
      action::Action action(tx, call, "week.draw");
      InsertDraw(action,
                 {.manager_id = call.person_id(),
                  .week_on = week,
                  .number = draws.empty() ? 1 : draws.front().number + 1,
                  .seed = seed,
                  .minutes = hours ? hours->minutes : kUsualMinutes,
                  .drawn_at = call.now(),
                  .reason = draws.empty() ? std::string() : reason},
                 needs);
      return ViewPlan(tx, Of(call, week));
    });
  }

  Result<PlanView> PromiseIt(const Call& call, Id id, const PlacePromise& input) const {
    return Do(
        call, id, PlaceDeed::promise,
        [&](action::Action& action, const WeekPlace& place, const PlaceView& shown) -> Result<WeekPlace> {
          if (!people::IsBelow(action.tx(), call.org_id(), place.rep_id, call.person_id()))
            return Fail(FieldFault{"rep_id", {"problem.promise.not_in_team"}});
          const auto due_at = input.due_at ? input.due_at : shown.starts_at;
          if (!due_at) return Fail(FieldFault{"due_at", {"problem.week.no_time_left"}});
          coaching::Promise promise;
          promise.manager_id = call.person_id();
          promise.rep_id = place.rep_id;
          promise.kind = place.kind;
          promise.title = TitleOf(call, shown);
          promise.account_id = place.account_id;
          promise.minutes = place.minutes;
          promise.due_at = *due_at;
          const auto made = coaching::MakePromise(action, std::move(promise));
          if (!made) return Fail(made.error());
          WeekPlace changed = place;
          changed.state = PlaceState::promised;
          changed.skip_reason.reset();
          changed.promise_id = made->id;
          return action.Update(place, changed);
        });
  }

  Result<PlanView> SkipIt(const Call& call, Id id, const PlaceSkip& input) const {
    return Do(call, id, PlaceDeed::skip,
              [&](action::Action& action, const WeekPlace& place, const PlaceView&) -> Result<WeekPlace> {
                WeekPlace changed = place;
                changed.state = PlaceState::skipped;
                changed.skip_reason = input.reason;
                return action.Update(place, changed);
              });
  }

 private:
  static Day ThisWeek(const Call& call, db::Connection& connection) {
    return WeekOf(connection, call.org_id(), call.person_id(), call.now());
  }

  static Asking Of(const Call& call, Day week) { return {call.org_id(), call.person_id(), week, call.now()}; }

  static std::string TitleOf(const Call& call, const PlaceView& place) {
    return call.Say({"week.title." + std::string(json::NameOf(place.kind)),
                     {{"account", place.account ? place.account->name : std::string()}}});
  }

  // What both deeds have in common: a place of the draw that holds this week, of this version, still open to it.
  template <class F>
  Result<PlanView> Do(const Call& call, Id id, PlaceDeed deed, F&& change) const {
    return call.Write([&](db::Tx& tx) -> Result<PlanView> {
      const auto found = FindPlace(tx, call.org_id(), id);
      const auto draw = found ? FindDraw(tx, call.org_id(), call.person_id(), found->draw_id) : std::nullopt;
      if (!draw) return NotFound("week_place");
      if (auto current = action::CheckVersion(call, found->version, "week_place"); !current) {
        return Fail(current.error());
      }
      const auto plan = ViewPlan(tx, Of(call, draw->week_on));
      const auto shown = std::ranges::find(plan.places, std::optional(id), &PlaceView::id);
      if (shown == plan.places.end() || std::ranges::find(shown->may, deed) == shown->may.end()) {
        return Fail(Kind::conflict, "problem.week.place_over");
      }
      action::Action action(tx, call, "week." + std::string(json::NameOf(deed)), id);
      const auto changed = change(action, *found, *shown);
      if (!changed) return Fail(changed.error());
      return ViewPlan(tx, Of(call, draw->week_on));
    });
  }

  Seeds seeds_;
};

http::RouteOptions Deeds(std::string name, std::string summary, bool versioned) {
  return {.name = std::move(name),
          .deed = Deed::create,
          .word = Word::coaching_session,
          .status = 200,
          .versioned = versioned,
          .summary = std::move(summary)};
}

std::vector<Id> ManagersOf(db::Connection& connection, Id org_id, std::span<const Id> ids) {
  return connection.Query<Id>(
      "SELECT DISTINCT week_draw.manager_id FROM week_place JOIN week_draw ON week_draw.org_id = "
      "week_place.org_id AND week_draw.id = week_place.draw_id WHERE week_place.org_id = $1 AND "
      "week_place.id IN baton_list($2)",
      org_id, db::IdList(ids));
}

}  // namespace

void AddTables(action::Tables& tables) {
  const auto reach = action::UnlessMayChange(Word::promise);
  tables.Add({.name = std::string(WeekHours::kTable), .is_private = true, .out_of_reach = reach});
  tables.Add({.name = std::string(WeekDraw::kTable), .is_private = true, .out_of_reach = reach});
  tables.Add({.name = std::string(WeekPlace::kTable),
              .is_private = true,
              .out_of_reach = reach,
              .listeners = &ManagersOf});
  tables.KeepFromUndo("week.draw", "problem.week.draw_stays");
}

void AddWeekRoutes(http::Router& router, Seeds seeds) {
  const Weeks weeks(std::move(seeds));
  router.Get("/api/v1/week",
             {.name = "getWeek",
              .deed = Deed::read,
              .word = Word::coaching_session,
              .summary = "A manager's coaching plan of a week: the hours, who needs them, the order by lot"},
             [weeks](const Call& call, const WeekQuery& query) { return weeks.Get(call, query); });
  router.Post("/api/v1/week/hours",
              Deeds("setWeekHours",
                    "The hours for coaching, from this week on; If-Match: the plan's hours_version", true),
              [weeks](const Call& call, const HoursInput& input) { return weeks.SetHoursOf(call, input); });
  router.Post(
      "/api/v1/week/draws",
      Deeds("drawWeek", "Draws this week's order; a second time with a reason, and beside the first", false),
      [weeks](const Call& call, const DrawInput& input) { return weeks.DrawWeek(call, input); });
  router.Post("/api/v1/week/places/{id}/promise",
              Deeds("promiseWeekPlace", "Makes a promise of a proposal", true),
              [weeks](const Call& call, Id id, const PlacePromise& input) {
                return weeks.PromiseIt(call, id, input);
              });
  router.Post(
      "/api/v1/week/places/{id}/skip", Deeds("skipWeekPlace", "Not this week, and why", true),
      [weeks](const Call& call, Id id, const PlaceSkip& input) { return weeks.SkipIt(call, id, input); });
}

}  // namespace baton::week
