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
  bool has_second = false;
  std::int32_t chance_permille = 0;
  std::int32_t chance_low_permille = 0;  // the range where ties are not known
  std::int32_t chance_high_permille = 0;
  std::int64_t expected_minor = 0;
  std::int64_t part_of_worst_minor = 0;
  std::int64_t falls_by_minor = 0;  // what the expected loss falls by when the handoff is done
  std::string why;                  // in a sentence
  std::optional<Id> handoff_id;     // under way
  std::optional<handoff::Stage> stage;
  std::optional<people::PersonRef> successor;  // of the handoff, else of the draft
  std::int32_t completion_permille = 0;
  std::string next_step;
};
BOOST_DESCRIBE_STRUCT(DepartureAccountView, (),
                      (account, revenue_minor, share_permille, has_second, chance_permille,
                       chance_low_permille, chance_high_permille, expected_minor, part_of_worst_minor,
                       falls_by_minor, why, handoff_id, stage, successor, completion_permille, next_step))

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
  std::int32_t x = 0;
  std::int32_t y = 0;
};
BOOST_DESCRIBE_STRUCT(DrawnColleagueView, (), (person, x, y))

struct DrawnClientView {
  static constexpr const char* kSchemaName = "DepartureClient";
  book::AccountRef account;
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::int32_t size_permille = 0;  // of the revenue of the largest
  bool knows_person = false;       // is in contact with the person
  std::vector<Id> knows;           // colleagues in contact with it
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
  std::int32_t single_thread = 0;              // nobody else is close
  std::vector<DepartureAccountView> accounts;  // what adds most to the worst first
  std::vector<SensitivityView> sensitivities;  // the widest first
  PictureView picture;
};
BOOST_DESCRIBE_STRUCT(DepartureView, (),
                      (person, is_self, currency, ties_as_of, at_stake_minor, before, now, after,
                       expected_low_minor, expected_high_minor, without_revenue, without_ties, single_thread,
                       accounts, sensitivities, picture))

}  // namespace baton::departure
