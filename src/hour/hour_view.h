// What the API answers of what an hour is worth and where hours went. Words stand beside numbers in the web's own messages, by the names
// of the enums.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hour/hours.h"
#include "hour/worth.h"
#include "people/person.h"

namespace baton::hour {

// In minor units of the organization's currency; low and high are where it lies four times in five.
struct MoneyRangeView {
  static constexpr const char* kSchemaName = "HourMoney";
  std::int64_t median_minor = 0;
  std::int64_t low_minor = 0;
  std::int64_t high_minor = 0;
};
BOOST_DESCRIBE_STRUCT(MoneyRangeView, (), (median_minor, low_minor, high_minor))

enum class PriorName { sceptic, usual, enthusiast };
BOOST_DESCRIBE_ENUM(PriorName, sceptic, usual, enthusiast)

struct PriorView {
  static constexpr const char* kSchemaName = "HourPrior";
  PriorName name = PriorName::usual;
  double lift = 0;  // in log points of what a rep wins in a week, for an hour
  double lift_low = 0;
  double lift_high = 0;
  double judged = 0;      // the lift before the own data are in it
  double own_weight = 0;  // of the own data in it
  MoneyRangeView sell;
  MoneyRangeView coach;
  double chance_coach = 0;           // that the hour with reps is worth more
  std::optional<double> break_even;  // the part of a rep's week from which it is; none: whatever it does
};
BOOST_DESCRIBE_STRUCT(PriorView, (),
                      (name, lift, lift_low, lift_high, judged, own_weight, sell, coach, chance_coach,
                       break_even))

struct InputView {
  static constexpr const char* kSchemaName = "HourInput";
  InputKey key = InputKey::margin;
  InputUnit unit = InputUnit::money;
  InputFrom from = InputFrom::counted;
  double value = 0;  // money in minor units
  std::optional<double> low;
  std::optional<double> high;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(InputView, (), (key, unit, from, value, low, high, count))

struct ClosedView {
  static constexpr const char* kSchemaName = "HourClosed";
  std::int64_t won = 0;
  std::int64_t closed = 0;
};
BOOST_DESCRIBE_STRUCT(ClosedView, (), (won, closed))

// What was assumed for this answer: the settings, or what was asked with.
struct AssumedView {
  static constexpr const char* kSchemaName = "HourAssumed";
  double margin_share = 0;
  double added_share = 0;
  double rep_selling_hours = 0;
  double preparation_minutes = 0;
  std::int32_t reps = 1;
  double freed_hours = 0;
  std::optional<double> weekly_hours;
  double moved_hours = 0;
};
BOOST_DESCRIBE_STRUCT(AssumedView, (),
                      (margin_share, added_share, rep_selling_hours, preparation_minutes, reps, freed_hours,
                       weekly_hours, moved_hours))

struct RecordedView {
  static constexpr const char* kSchemaName = "HourRecorded";
  std::int64_t wins = 0;         // in those weeks
  std::int64_t minutes = 0;      // of own selling in the known weeks
  std::int64_t weeks = 0;        // since the first that is known: in which 20 h or more are told
  std::int64_t known_weeks = 0;  // of them
};
BOOST_DESCRIBE_STRUCT(RecordedView, (), (wins, minutes, weeks, known_weeks))

// So many hours a week moved from selling to reps, for a quarter, under the usual prior: as if each hour were worth the same.
struct MovedView {
  static constexpr const char* kSchemaName = "HourMoved";
  std::int32_t weeks = 0;
  MoneyRangeView lost;
  MoneyRangeView gained;
};
BOOST_DESCRIBE_STRUCT(MovedView, (), (weeks, lost, gained))

// Those who began to be coached, against those who had not yet.
struct BeginningView {
  static constexpr const char* kSchemaName = "HourBeginning";
  double effect = 0;  // wins a week
  std::int64_t began = 0;
  std::int64_t others = 0;
  std::int64_t left_out = 0;
};
BOOST_DESCRIBE_STRUCT(BeginningView, (), (effect, began, others, left_out))

// What the order by lot shows.
struct LotsView {
  static constexpr const char* kSchemaName = "HourLots";
  double effect = 0;   // wins in the four weeks after, for a place earlier
  double p_value = 1;  // how often the lot alone would show as much
  double least_p_value = 1;
  std::int64_t places = 0;
  std::int64_t draws = 0;  // with at least two whose need was the same
};
BOOST_DESCRIBE_STRUCT(LotsView, (), (effect, p_value, least_p_value, places, draws))

struct HourWorthView {
  static constexpr const char* kSchemaName = "HourWorth";
  people::PersonRef person;
  bool is_self = false;
  std::string currency;
  Day from_on;
  Day to_on;
  WorthSaying saying = WorthSaying::nothing;
  bool may_show_money = false;  // as a headline
  std::optional<double> break_even;
  stats::Evidence evidence = stats::Evidence::assumption;
  std::vector<stats::Gate> missing;  // for the next step of evidence
  std::optional<stats::NoAnswer> no_effect;
  bool is_effect_used = false;
  std::optional<double>
      detectable;  // the smallest effect of a weekly hour that could have been found, in log points
  std::optional<BeginningView> beginning;
  std::optional<LotsView> lots;
  std::vector<PriorView> priors;  // sceptic, usual, enthusiast; empty for a rep
  MoneyRangeView own;             // an hour of own selling in all
  double own_weight = 0;
  RateFrom rate_from = RateFrom::judged;
  HoursGuard guard = HoursGuard::none;
  RecordedView recorded;
  std::vector<InputView> inputs;
  ClosedView own_closed;
  ClosedView reps_closed;
  std::int64_t colleagues = 0;  // with enough recorded hours to be compared with
  std::int64_t without_amount = 0;
  std::int64_t reps =
      0;  // who are counted: of a large team those of whom the manager knows more, and some others
  std::int64_t reps_of = 0;
  AssumedView assumed;
  AssumedView usual;  // as the settings say
  std::optional<MovedView> moved;
};
BOOST_DESCRIBE_STRUCT(HourWorthView, (),
                      (person, is_self, currency, from_on, to_on, saying, may_show_money, break_even,
                       evidence, missing, no_effect, is_effect_used, detectable, beginning, lots, priors, own,
                       own_weight, rate_from, guard, recorded, inputs, own_closed, reps_closed, colleagues,
                       without_amount, reps, reps_of, assumed, usual, moved))

struct WeekHoursView {
  static constexpr const char* kSchemaName = "WeekHours";
  Day from_on;
  std::int32_t selling_minutes = 0;
  std::int32_t coaching_minutes = 0;
  std::int32_t deal_help_minutes = 0;
  std::int32_t admin_minutes = 0;
  std::int32_t working_minutes = 0;  // of the running week, of the days that are over
  std::int32_t missing_minutes = 0;  // nobody knows what they were
};
BOOST_DESCRIBE_STRUCT(WeekHoursView, (),
                      (from_on, selling_minutes, coaching_minutes, deal_help_minutes, admin_minutes,
                       working_minutes, missing_minutes))

// What stood in the calendar and nobody has said what it was.
struct UntoldView {
  static constexpr const char* kSchemaName = "UntoldHour";
  std::string title;  // empty: the calendar gives none
  Instant starts_at;
  std::int32_t minutes = 0;
};
BOOST_DESCRIBE_STRUCT(UntoldView, (), (title, starts_at, minutes))

struct LoggedView {
  static constexpr const char* kSchemaName = "LoggedHour";
  Id id;
  std::int64_t version = 0;
  Instant starts_at;
  std::int32_t minutes = 0;
  HourKind kind = HourKind::selling;
};
BOOST_DESCRIBE_STRUCT(LoggedView, (), (id, version, starts_at, minutes, kind))

struct OwnHoursView {
  static constexpr const char* kSchemaName = "OwnHours";
  std::vector<WeekHoursView> weeks;  // the last is the running one
  std::vector<UntoldView> untold;    // of the last days, as far back as calendars are kept; the latest first
  std::vector<LoggedView> logged;    // of these weeks; the latest first
};
BOOST_DESCRIBE_STRUCT(OwnHoursView, (), (weeks, untold, logged))

struct LogInput {
  static constexpr const char* kSchemaName = "LoggedHourInput";
  Instant starts_at;
  std::int32_t minutes = 0;
  HourKind kind = HourKind::selling;
};
BOOST_DESCRIBE_STRUCT(LogInput, (), (starts_at, minutes, kind))

}  // namespace baton::hour
