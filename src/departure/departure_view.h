// What the API answers about a person who might leave, in the reader's language.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "book/views.h"
#include "handoff/handoff.h"
#include "people/person.h"

namespace baton::departure {

struct CurvePointView {
  static constexpr const char* kSchemaName = "LossCurvePoint";
  std::int64_t loss_minor = 0;
  std::int32_t chance_permille = 1000;  // of losing at least so much
};
BOOST_DESCRIBE_STRUCT(CurvePointView, (), (loss_minor, chance_permille))

struct RiskView {
  static constexpr const char* kSchemaName = "DepartureRisk";
  std::int64_t expected_minor = 0;
  std::int64_t low_minor = 0;  // four years in five lie between the two
  std::int64_t high_minor = 0;
  std::int64_t bad_year_minor = 0;  // exceeded in one year of twenty at most
  std::int64_t worst_minor = 0;     // the average of the worst 5%
  std::vector<CurvePointView> curve;
};
BOOST_DESCRIBE_STRUCT(RiskView, (),
                      (expected_minor, low_minor, high_minor, bad_year_minor, worst_minor, curve))

struct DepartureAccountView {
  static constexpr const char* kSchemaName = "DepartureAccount";
  book::AccountRef account;
  std::optional<std::int64_t> revenue_minor;   // a year, in the organization's currency
  std::optional<std::int32_t> share_permille;  // of all ties; none: no tie of anybody is known
  std::optional<bool> has_second;              // somebody else is close as well; none: as above
  std::int32_t chance_permille = 0;
  std::int32_t chance_low_permille = 0;  // the range where ties are not known
  std::int32_t chance_high_permille = 0;
  std::int64_t expected_minor = 0;
  std::int64_t part_of_worst_minor = 0;
  std::string why;               // in a sentence
  std::optional<Id> handoff_id;  // under way
  std::optional<handoff::Stage> stage;
  std::optional<people::PersonRef> successor;  // of the handoff, else of the draft
  std::int32_t completion_permille = 0;
  std::string next_step;
};
BOOST_DESCRIBE_STRUCT(DepartureAccountView, (),
                      (account, revenue_minor, share_permille, has_second, chance_permille,
                       chance_low_permille, chance_high_permille, expected_minor, part_of_worst_minor, why,
                       handoff_id, stage, successor, completion_permille, next_step))

// One handoff after the other, what gains most for an hour first.
struct DepartureStepView {
  static constexpr const char* kSchemaName = "DepartureStep";
  book::AccountRef account;
  std::int64_t gain_minor = 0;         // what the average of the worst 5% falls by, after the steps before
  std::int64_t worst_after_minor = 0;  // that average when this and all before are done
  std::int64_t expected_after_minor = 0;
  std::int32_t minutes = 0;      // of who hands over, until then: an estimate
  std::optional<Id> handoff_id;  // under way
  std::string next_step;
};
BOOST_DESCRIBE_STRUCT(DepartureStepView, (),
                      (account, gain_minor, worst_after_minor, expected_after_minor, minutes, handoff_id,
                       next_step))

struct ReliabilityView {
  static constexpr const char* kSchemaName = "DepartureReliability";
  std::int32_t said_permille = 0;  // the mean chance of these clients
  std::int64_t lost = 0;
  std::int64_t count = 0;
  std::int32_t low_permille = 0;  // where the share of lost ones likely lies
  std::int32_t high_permille = 0;
};
BOOST_DESCRIBE_STRUCT(ReliabilityView, (), (said_permille, lost, count, low_permille, high_permille))

// One past departure; whose it was is not said.
struct PlaceView {
  static constexpr const char* kSchemaName = "DeparturePlace";
  std::int32_t accounts = 0;
  std::int32_t lost = 0;
  double expected = 0;              // of them, lost
  std::int32_t from_permille = 0;   // the chance that was said of fewer
  std::int32_t to_permille = 1000;  // of as many at most
};
BOOST_DESCRIBE_STRUCT(PlaceView, (), (accounts, lost, expected, from_permille, to_permille))

// Each past departure foretold from the others.
struct BackTestView {
  static constexpr const char* kSchemaName = "DepartureBackTest";
  std::int32_t covered = 0;  // departures with as many lost clients as the 80% band said
  std::int32_t departures = 0;
  double brier = 0;
  double log = 0;
  double brier_as_set = 0;  // by the settings alone
  double log_as_set = 0;
  std::vector<ReliabilityView> bins;
  std::vector<PlaceView> places;
};
BOOST_DESCRIBE_STRUCT(BackTestView, (),
                      (covered, departures, brier, log, brier_as_set, log_as_set, bins, places))

// What people who left tell.
struct CalibrationView {
  static constexpr const char* kSchemaName = "DepartureCalibration";
  std::int32_t departures = 0;
  std::int32_t accounts = 0;
  std::int32_t lost = 0;
  bool fits_weights = false;         // not the level alone
  bool is_assumed = true;            // too few were lost to say much
  std::int32_t level_permille = 0;   // of a typical client, by which the figures go
  std::optional<BackTestView> test;  // for managers and directors
};
BOOST_DESCRIBE_STRUCT(CalibrationView, (),
                      (departures, accounts, lost, fits_weights, is_assumed, level_permille, test))

// A setting that is not the default any more.
struct AssumptionView {
  static constexpr const char* kSchemaName = "DepartureAssumption";
  std::string name;  // of the setting
  double value = 0;
  double standard = 0;
};
BOOST_DESCRIBE_STRUCT(AssumptionView, (), (name, value, standard))

struct SensitivityView {
  static constexpr const char* kSchemaName = "DepartureSensitivity";
  std::string text;
  std::int64_t low_minor = 0;  // of the average of the worst 5%
  std::int64_t high_minor = 0;
};
BOOST_DESCRIBE_STRUCT(SensitivityView, (), (text, low_minor, high_minor))

// Who knows whom, on a plane from -1000 to 1000; the person is in the middle. The largest clients only.
struct DrawnColleagueView {
  static constexpr const char* kSchemaName = "DepartureColleague";
  people::PersonRef person;
  std::optional<std::int32_t> x;  // none: there is no room, so no line leads there
  std::optional<std::int32_t> y;
};
BOOST_DESCRIBE_STRUCT(DrawnColleagueView, (), (person, x, y))

struct DrawnClientView {
  static constexpr const char* kSchemaName = "DepartureClient";
  book::AccountRef account;
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::int32_t size_permille = 0;  // of the revenue of the largest
  bool knows_person = false;       // is in contact with the person
  std::vector<Id> knows;           // all colleagues in contact with it
  std::optional<Id> successor_id;  // who is to know it after the plan
};
BOOST_DESCRIBE_STRUCT(DrawnClientView, (), (account, x, y, size_permille, knows_person, knows, successor_id))

struct PictureView {
  static constexpr const char* kSchemaName = "DeparturePicture";
  std::vector<DrawnColleagueView> colleagues;
  std::vector<DrawnClientView> clients;
  std::int32_t left_out = 0;
};
BOOST_DESCRIBE_STRUCT(PictureView, (), (colleagues, clients, left_out))

struct DepartureView {
  static constexpr const char* kSchemaName = "Departure";
  people::PersonRef person;
  bool is_self = false;
  bool to_competitor = false;  // what was asked
  std::string currency;
  std::optional<Instant> ties_as_of;  // none: ties have not been learnt yet
  std::int64_t at_stake_minor = 0;    // the revenue of all these accounts: not a loss
  RiskView before;                    // without the handoffs under way
  RiskView now;
  RiskView after;                       // when all that is planned is done
  std::int64_t expected_low_minor = 0;  // with none of the ties that are not known
  std::int64_t expected_high_minor = 0;
  std::int32_t without_revenue = 0;  // accounts that the sums leave out
  std::int32_t without_ties = 0;
  std::int32_t single_thread = 0;              // hang on the person
  std::vector<DepartureAccountView> accounts;  // what adds most to the worst first
  std::vector<DepartureStepView> steps;        // kMostSteps at most
  std::int32_t steps_left_out = 0;
  std::vector<AssumptionView> changed;  // what the organization set otherwise
  CalibrationView calibration;
  std::vector<SensitivityView> sensitivities;  // the widest first
  PictureView picture;
};
BOOST_DESCRIBE_STRUCT(DepartureView, (),
                      (person, is_self, to_competitor, currency, ties_as_of, at_stake_minor, before, now,
                       after, expected_low_minor, expected_high_minor, without_revenue, without_ties,
                       single_thread, accounts, steps, steps_left_out, changed, calibration, sensitivities,
                       picture))

// One person of many.
struct DepartureLineView {
  static constexpr const char* kSchemaName = "DepartureLine";
  people::PersonRef person;
  bool is_self = false;
  std::int32_t accounts = 0;
  std::int64_t at_stake_minor = 0;
  std::int64_t expected_minor = 0;
  std::int64_t low_minor = 0;  // four years in five lie between the two
  std::int64_t high_minor = 0;
  std::int64_t bad_year_minor = 0;
  std::int64_t worst_minor = 0;           // the average of the worst 5%
  std::int64_t after_expected_minor = 0;  // when all that is planned is done
  std::int64_t after_worst_minor = 0;
  std::int32_t single_thread = 0;
  std::int32_t without_ties = 0;
  std::int32_t without_revenue = 0;
  std::int64_t expected_low_minor = 0;  // with none of the ties that are not known
  std::int64_t expected_high_minor = 0;
  SensitivityView
      assumed;  // which assumption moves worst_minor most; from the lowest to the highest that any makes of it
};
BOOST_DESCRIBE_STRUCT(DepartureLineView, (),
                      (person, is_self, accounts, at_stake_minor, expected_minor, low_minor, high_minor,
                       bad_year_minor, worst_minor, after_expected_minor, after_worst_minor, single_thread,
                       without_ties, without_revenue, expected_low_minor, expected_high_minor, assumed))

struct DepartureListView {
  static constexpr const char* kSchemaName = "DepartureList";
  std::string currency;
  std::optional<Instant> as_of;           // when it was worked out; none: not yet
  std::optional<Instant> ties_as_of;      // none: ties have not been learnt yet
  std::vector<DepartureLineView> people;  // with whom most is expected to go first
  std::int32_t alike = 0;                 // so many of the first cannot be told apart: their ranges overlap
  std::int32_t without_clients = 0;       // people who are left out
};
BOOST_DESCRIBE_STRUCT(DepartureListView, (), (currency, as_of, ties_as_of, people, alike, without_clients))

}  // namespace baton::departure
