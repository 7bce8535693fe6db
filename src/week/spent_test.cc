#include "week/spent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/zone.h"
#include "week/times.h"

namespace baton::week {
namespace {

using testing::ElementsAre;

constexpr Id kJada{1}, kTom{2}, kLena{3};
const Day kMonday = *ParseDay("2026-11-23");

TEST(CoverTest, CountsByWeekAndASessionOnce) {
  const std::vector<Id> reps{kJada, kTom, kLena};
  const std::vector<Spent> spent{
      {kJada, kMonday, 45, true},      {kJada, kMonday, 30, false},  // how the session's promise was kept
      {kJada, kMonday + 1, 20, false},                               // another day
      {kJada, kMonday - 1, 10, false},                               // the week before
      {kTom, kMonday - 21, 60, true},                                // the first day of the four weeks
      {kTom, kMonday - 22, 600, true},                               // the day before it
      {kTom, kMonday + 7, 600, true},                                // the next week
  };
  const auto covered = Cover(reps, spent, kMonday);
  EXPECT_THAT(covered[0].weeks, ElementsAre(0, 0, 10, 65));
  EXPECT_EQ(covered[0].minutes, 75);
  EXPECT_THAT(covered[1].weeks, ElementsAre(60, 0, 0, 0));
  EXPECT_EQ(covered[2].minutes, 0);
  EXPECT_EQ(covered[2].last_on, std::nullopt);
  EXPECT_EQ(covered[0].last_on, kMonday + 1);
}

TEST(CoverTest, TheLeastCoachedIsNamedOnlyWhenThereIsOne) {
  const auto coverage = [](Id rep, std::int32_t minutes, std::optional<Day> last) {
    return Coverage{.rep_id = rep, .weeks = {}, .minutes = minutes, .last_on = last};
  };
  EXPECT_EQ(LeastCoached(std::vector{coverage(kJada, 60, kMonday), coverage(kTom, 15, kMonday)}), kTom);
  // Equal hours: the one who waits longest; never coached waits longest of all.
  EXPECT_EQ(LeastCoached(std::vector{coverage(kJada, 0, kMonday - 40), coverage(kTom, 0, {})}), kTom);
  EXPECT_EQ(LeastCoached(std::vector{coverage(kJada, 0, {}), coverage(kTom, 0, {})}), std::nullopt);
  EXPECT_EQ(LeastCoached(std::vector{coverage(kJada, 0, {})}), std::nullopt);  // of one, nobody is least
  EXPECT_EQ(LeastCoached({}), std::nullopt);
}

constexpr const char* kChicago = "America/Chicago";

TEST(TimesTest, SpreadOverTheDaysThatAreLeftAroundWhatStandsThere) {
  const Instant now = ToInstant({kMonday + 2, 10 * 60 + 10}, kChicago);  // Wednesday
  const auto at = [](int day, int minute) { return ToInstant({kMonday + day, minute}, kChicago); };
  const std::vector<Span> busy{{at(3, 9 * 60), at(3, 9 * 60 + 45)}};
  const std::vector<Wanted> wanted{{30, {}}, {45, {}}, {30, {}}, {30, {}}};
  const auto times = ProposeTimes(wanted, busy, kMonday, now, kChicago);
  EXPECT_THAT(times, ElementsAre(at(2, 10 * 60 + 30), at(3, 10 * 60), at(4, 9 * 60), at(2, 11 * 60)));
}

TEST(TimesTest, SuitTheRepToo) {
  const Instant now = ToInstant({kMonday, 8 * 60}, kChicago);
  const auto at = [](int day, int minute) { return ToInstant({kMonday + day, minute}, kChicago); };
  const std::vector<Wanted> wanted{{30, {{at(0, 0), at(1, 0)}}}, {30, {{at(1, 9 * 60), at(1, 10 * 60)}}}};
  EXPECT_THAT(ProposeTimes(wanted, {}, kMonday, now, kChicago), ElementsAre(at(1, 9 * 60), at(1, 10 * 60)));
}

TEST(TimesTest, WhenNothingIsLeftThereIsNone) {
  const Instant friday = ToInstant({kMonday + 4, 16 * 60 + 31}, kChicago);
  const std::vector<Wanted> wanted{{30, {}}, {15, {}}};
  EXPECT_THAT(ProposeTimes(wanted, {}, kMonday, friday, kChicago), ElementsAre(std::nullopt, std::nullopt));
  const std::vector<Wanted> day_long{{9 * 60, {}}};
  EXPECT_THAT(ProposeTimes(day_long, {}, kMonday, ToInstant({kMonday, 0}, kChicago), kChicago),
              ElementsAre(std::nullopt));
}

}  // namespace
}  // namespace baton::week
