#include "hour/hour_routes.h"

#include <algorithm>
#include <cmath>

#include "action/tables.h"
#include "action/version.h"
#include "base/zone.h"
#include "calendar/calendar.h"
#include "hour/gather.h"
#include "hour/hour_view.h"
#include "hour/logged_hour.h"
#include "http/router.h"
#include "people/directory.h"
#include "people/organization.h"
#include "stats/pool.h"

namespace baton::hour {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kShownWeeks = 8;
constexpr std::int32_t kQuarterWeeks = 13;
constexpr double kUsualMoved = 4;  // hours a week that the what-if begins with
constexpr std::int32_t kShortestMinutes = 5;
constexpr std::int64_t kLatestLog = 60 * kMillisecondsPerDay;  // later nobody remembers
constexpr std::size_t kMostUntold = 40;

struct HourQuery {
  std::optional<double> margin_share;         // of an amount, what is left
  std::optional<double> added_share;          // of what a manager wins, what a rep would not have won
  std::optional<double> rep_selling_hours;    // of a rep a week
  std::optional<double> preparation_minutes;  // for an hour with reps
  std::optional<std::int32_t> reps;           // together in it
  std::optional<double> freed_hours;          // of a rep for each hour that the manager sells
  std::optional<double> weekly_hours;         // of own selling, in place of what is recorded
  std::optional<double> moved_hours;          // a week, from selling to reps
};
BOOST_DESCRIBE_STRUCT(HourQuery, (),
                      (margin_share, added_share, rep_selling_hours, preparation_minutes, reps, freed_hours,
                       weekly_hours, moved_hours))

std::vector<FieldFault> FaultsOf(const HourQuery& query) {
  std::vector<FieldFault> faults;
  const auto check = [&](const char* name, std::optional<double> value, double minimum, double maximum) {
    if (!value || (*value >= minimum && *value <= maximum)) return;
    faults.push_back({name, {"problem.field.out_of_range", {{"minimum", minimum}, {"maximum", maximum}}}});
  };
  check("margin_share", query.margin_share, 0.01, 1);
  check("added_share", query.added_share, 0.05, 0.95);
  check("rep_selling_hours", query.rep_selling_hours, 1, 60);
  check("preparation_minutes", query.preparation_minutes, 0, 240);
  check("reps", query.reps ? std::optional<double>(*query.reps) : std::nullopt, 1, 5);
  check("freed_hours", query.freed_hours, -2, 2);
  check("weekly_hours", query.weekly_hours, 0.5, 60);
  check("moved_hours", query.moved_hours, 0, 20);
  return faults;
}

AssumedView ViewOf(const Assumed& assumed, double moved) {
  return {.margin_share = assumed.margin_share,
          .added_share = assumed.added_share,
          .rep_selling_hours = assumed.rep_selling_hours,
          .preparation_minutes = assumed.preparation_minutes,
          .reps = assumed.reps,
          .freed_hours = assumed.freed_hours,
          .weekly_hours = assumed.weekly_hours,
          .moved_hours = moved};
}

MoneyRangeView ViewOf(const stats::Middle& middle, double times = 1) {
  return {std::llround(times * middle.median), std::llround(times * middle.band.low),
          std::llround(times * middle.band.high)};
}

RecordedView ViewOf(const SellingTime& time) {
  return {.wins = time.wins, .minutes = time.minutes, .weeks = time.weeks, .known_weeks = time.known_weeks};
}

void PutComparison(const Worth& worth, double moved, HourWorthView& view) {
  if (!worth.comparison) return;
  const std::array names{PriorName::sceptic, PriorName::usual, PriorName::enthusiast};
  const std::array judged{stats::kScepticLift, stats::kUsualLift, stats::kEnthusiastLift};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const stats::LiftValue& one = worth.comparison->by_prior[i];
    const stats::Interval band = stats::BandOf(one.lift);
    view.priors.push_back({.name = names[i],
                           .lift = one.lift.mean,
                           .lift_low = band.low,
                           .lift_high = band.high,
                           .judged = judged[i].mean,
                           .own_weight = one.own_weight,
                           .sell = ViewOf(one.value.sell),
                           .coach = ViewOf(one.value.coach),
                           .chance_coach = one.value.chance_coach,
                           .break_even = one.value.break_even
                                             ? std::optional(std::expm1(*one.value.break_even))
                                             : std::nullopt});
  }
  const stats::HourValue& usual = worth.comparison->by_prior[1].value;
  view.moved = MovedView{.weeks = kQuarterWeeks,
                         .lost = ViewOf(usual.sell, moved * kQuarterWeeks),
                         .gained = ViewOf(usual.coach, moved * kQuarterWeeks)};
}

// Who asks about whom; none: not for the reader, or nobody whose hours are compared.
std::optional<HourAsked> FindAsked(const Call& call, db::Connection& connection, Id id) {
  if (!people::IsSelfOrBelow(connection, call.scope(), id)) return std::nullopt;
  auto person = people::FindPerson(connection, call.org_id(), id);
  const auto organization = people::FindOrganization(connection, call.org_id());
  if (!person || !organization) return std::nullopt;
  return HourAsked{.person = std::move(*person),
                   .reader = call.principal(),
                   .now = call.now(),
                   .zone = organization->time_zone,
                   .currency = organization->currency};
}

Result<HourWorthView> GetWorth(const Call& call, Id id, const HourQuery& query) {
  const auto asked = FindAsked(call, call.db(), id);
  if (!asked || (asked->person.role != access::Role::manager && asked->person.role != access::Role::rep)) {
    return NotFound("person");
  }
  if (auto faults = FaultsOf(query); !faults.empty()) return Fail(std::move(faults));
  const Assumed usual = Assume(settings::Read(call.db(), call.org_id()));
  Assumed assumed = usual;
  assumed.margin_share = query.margin_share.value_or(usual.margin_share);
  assumed.added_share = query.added_share.value_or(usual.added_share);
  assumed.rep_selling_hours = query.rep_selling_hours.value_or(usual.rep_selling_hours);
  assumed.preparation_minutes = query.preparation_minutes.value_or(usual.preparation_minutes);
  assumed.reps = query.reps.value_or(usual.reps);
  assumed.freed_hours = query.freed_hours.value_or(usual.freed_hours);
  assumed.weekly_hours = query.weekly_hours;
  const double moved = query.moved_hours.value_or(kUsualMoved);

  const WorthFacts facts = GatherWorth(call.db(), *asked);
  const Worth worth = WorthOf(facts, assumed);
  const Day last = MondayOf(DayIn(call.now(), asked->zone)) - 1;
  const auto refs = people::FindRefs(call.db(), call.org_id(), std::vector{id});
  HourWorthView view{.person = refs.at(id),
                     .is_self = id == call.person_id(),
                     .currency = asked->currency,
                     .from_on = last + 1 - kLookWeeks * kWeekDays,
                     .to_on = last,
                     .saying = worth.saying,
                     .may_show_money = worth.may_show_money,
                     .break_even = worth.break_even,
                     .evidence = worth.evidence.level,
                     .missing = worth.evidence.missing,
                     .no_effect = worth.no_effect,
                     .is_effect_used = worth.is_effect_used,
                     .detectable = worth.detectable,
                     .own = ViewOf(worth.own),
                     .own_weight = worth.own_weight,
                     .rate_from = worth.rate_from,
                     .guard = worth.guard,
                     .recorded = ViewOf(facts.own),
                     .own_closed = {facts.own_closed.won, facts.own_closed.closed},
                     .reps_closed = {facts.reps_closed.won, facts.reps_closed.closed},
                     .without_amount = facts.without_amount,
                     .reps = facts.reps,
                     .reps_of = facts.reps_of,
                     .assumed = ViewOf(assumed, moved),
                     .usual = ViewOf(usual, kUsualMoved)};
  view.colleagues = std::ranges::count_if(facts.others, &IsEnough);
  for (const Input& one : worth.inputs) {
    view.inputs.push_back({one.key, one.unit, one.from, one.value, one.low, one.high, one.count});
  }
  if (worth.beginning) {
    const stats::Beginning& found = *worth.beginning;
    view.beginning = BeginningView{found.effect, found.began, found.others, found.left_out};
  }
  if (worth.lots) {
    view.lots = LotsView{.effect = worth.lots->effect,
                         .p_value = worth.lots->p_value,
                         .least_p_value = worth.lots->least_p_value,
                         .places = std::ssize(facts.lots),
                         .draws = facts.lot_draws};
  }
  PutComparison(worth, moved, view);
  return view;
}

Result<OwnHoursView> ViewOwn(const Call& call, db::Connection& connection) {
  const auto asked = FindAsked(call, connection, call.person_id());
  if (!asked) return NotFound("person");
  const Day monday = MondayOf(DayIn(call.now(), asked->zone)) - (kShownWeeks - 1) * kWeekDays;
  const OwnTime own = GatherOwnTime(connection, *asked, monday, kShownWeeks);
  OwnHoursView view;
  for (std::size_t i = 0; i < own.weeks.size(); ++i) {
    const WeekHours& week = own.weeks[i];
    view.weeks.push_back({.from_on = week.from,
                          .selling_minutes = week.selling_minutes,
                          .coaching_minutes = week.coaching_minutes,
                          .deal_help_minutes = week.deal_help_minutes,
                          .admin_minutes = week.admin_minutes,
                          .working_minutes = own.working[i],
                          .missing_minutes = std::max(0, own.working[i] - week.Known())});
  }
  const Instant since = call.now() - calendar::kDaysBack * kMillisecondsPerDay;
  const auto add = [&](const std::string& title, Instant from, Instant to) {
    const auto minutes =
        static_cast<std::int32_t>((to.milliseconds - from.milliseconds) / kMillisecondsPerMinute);
    const bool is_over = from >= since && to <= call.now();
    if (!is_over || minutes < kShortestMinutes || minutes > kLongestMinutes) return;
    if (!IsUntold({from, to}, own.pieces)) return;
    const auto same = std::ranges::find_if(
        view.untold, [&](const UntoldView& one) { return one.starts_at == from && one.minutes == minutes; });
    if (same == view.untold.end()) view.untold.push_back({title, from, minutes});
  };
  for (const calendar::BusyRow& row :
       calendar::FindBusy(connection, call.org_id(), call.person_id(), since, call.now())) {
    if (row.is_whole_day || row.shows != format::icalendar::Shows::busy) continue;
    add(row.title, row.starts_at, row.ends_at);
  }
  for (const book::CalendarEntry& entry : own.unclear) add(entry.subject, entry.starts_at, entry.EndsAt());
  std::ranges::sort(view.untold, std::greater{}, &UntoldView::starts_at);
  if (view.untold.size() > kMostUntold) view.untold.resize(kMostUntold);
  for (const LoggedHour& one : FindLogged(connection, call.org_id(), std::vector{call.person_id()},
                                          ToInstant({monday, 0}, asked->zone), call.now())) {
    view.logged.push_back({one.id, one.version, one.starts_at, one.minutes, one.kind});
  }
  std::ranges::reverse(view.logged);
  return view;
}

std::vector<FieldFault> FaultsOf(const LogInput& input, Instant now) {
  std::vector<FieldFault> faults;
  if (input.minutes < kShortestMinutes || input.minutes > kLongestMinutes) {
    faults.push_back(
        {"minutes",
         {"problem.field.out_of_range",
          {{"minimum", std::int64_t{kShortestMinutes}}, {"maximum", std::int64_t{kLongestMinutes}}}}});
  } else if (input.starts_at + input.minutes * kMillisecondsPerMinute > now) {
    faults.push_back({"starts_at", {"problem.hour.not_over"}});
  }
  if (input.starts_at < now - kLatestLog) faults.push_back({"starts_at", {"problem.hour.too_old"}});
  return faults;
}

Result<OwnHoursView> Log(const Call& call, const LogInput& input) {
  if (auto faults = FaultsOf(input, call.now()); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<OwnHoursView> {
    LoggedHour hour{.org_id = {},
                    .id = {},
                    .person_id = call.person_id(),
                    .starts_at = input.starts_at,
                    .minutes = input.minutes,
                    .kind = input.kind,
                    .logged_at = call.now(),
                    .deleted_at = {}};
    const calendar::Span span = hour.Span();
    if (!FindLogged(tx, call.org_id(), std::vector{call.person_id()}, span.from, span.to).empty()) {
      return Fail(FieldFault{"starts_at", {"problem.hour.told"}});
    }
    action::Action action(tx, call, "hour.log", call.person_id());
    action.Insert(std::move(hour));
    return ViewOwn(call, tx);
  });
}

Result<OwnHoursView> Remove(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<OwnHoursView> {
    const auto found = FindLogged(tx, call.org_id(), call.person_id(), id);
    if (!found) return NotFound("logged_hour");
    if (auto current = action::CheckVersion(call, found->version, "logged_hour"); !current) {
      return Fail(current.error());
    }
    action::Action action(tx, call, "hour.remove", call.person_id());
    LoggedHour after = *found;
    after.deleted_at = call.now();
    if (auto saved = action.Update(*found, after); !saved) return Fail(saved.error());
    return ViewOwn(call, tx);
  });
}

// Rows of others.
std::vector<Id> OthersHours(db::Connection& connection, const access::Principal& person,
                            std::span<const Id> row_ids) {
  return connection.Query<Id>(
      "SELECT id FROM logged_hour WHERE org_id = $1 AND id IN baton_list($2) AND person_id <> $3 ORDER BY id",
      person.org_id, db::IdList(row_ids), person.person_id);
}

}  // namespace

void AddHourRoutes(http::Router& router) {
  router.Get("/api/v1/people/{id}/hour",
             {.name = "getHourWorth",
              .deed = Deed::read,
              .word = Word::hour,
              .summary = "What an hour of own selling is worth, and of a manager's against one with reps"},
             GetWorth);
  router.Get(
      "/api/v1/hours",
      {.name = "getOwnHours",
       .deed = Deed::read,
       .word = Word::hour,
       .summary = "Where one's own time went, week by week, and what stood in the calendar without a kind"},
      [](const Call& call) -> Result<OwnHoursView> { return ViewOwn(call, call.db()); });
  router.Post("/api/v1/hours",
              {.name = "logHour",
               .deed = Deed::create,
               .word = Word::hour,
               .status = 200,
               .summary = "Says what a past hour of one's own was"},
              Log);
  router.Delete("/api/v1/hours/{id}",
                {.name = "removeHour", .deed = Deed::remove, .word = Word::hour, .versioned = true}, Remove);
}

void AddTables(action::Tables& tables) {
  tables.Add({.name = std::string(LoggedHour::kTable),
              .marks_deleted = true,
              .is_private = true,
              .out_of_reach = &OthersHours});
}

}  // namespace baton::hour
