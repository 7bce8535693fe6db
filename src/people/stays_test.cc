#include "people/stays.h"

#include <gtest/gtest.h>

#include <random>

namespace baton::people {
namespace {

constexpr Id kBoss{1}, kAmy{2}, kBob{3}, kRep{10}, kOther{11};

Day On(const char* text) { return *ParseDay(text); }

TEST(StaysTest, CountsPeopleWhereTheyWere) {
  const std::vector<Placed> people{
      {.id = kAmy, .manager_id = kBoss, .is_rep = false},
      {.id = kBob, .manager_id = kBoss, .is_rep = false},
      {.id = kRep, .manager_id = kBob},
      {.id = kOther, .manager_id = kAmy, .starts_on = On("2026-10-05"), .left_on = On("2026-10-20")}};
  const std::vector<Move> moves{{kRep, On("2026-10-15"), kAmy}};
  EXPECT_EQ(StaysOf(kAmy, people, moves, On("2026-10-01"), On("2026-10-31")),
            (std::vector<Stay>{{kRep, On("2026-10-01"), On("2026-10-14")},
                               {kOther, On("2026-10-05"), On("2026-10-20")}}));
  EXPECT_EQ(StaysOf(kBob, people, moves, On("2026-10-01"), On("2026-10-31")),
            (std::vector<Stay>{{kRep, On("2026-10-15"), On("2026-10-31")}}));
  EXPECT_EQ(StaysOf(kBoss, people, moves, On("2026-10-01"), On("2026-10-31")).front(),
            (Stay{kRep, On("2026-10-01"), On("2026-10-31")}))
      << "below both, so without a break";
  EXPECT_EQ(StaysOf(kBob, people, moves, On("2026-09-01"), On("2026-09-30")), std::vector<Stay>{});
}

TEST(StaysTest, ACycleInTheTreeEndsTheWalk) {
  const std::vector<Placed> people{{.id = kAmy, .manager_id = kBob, .is_rep = false},
                                   {.id = kBob, .manager_id = kAmy, .is_rep = false},
                                   {.id = kRep, .manager_id = kBob}};
  EXPECT_EQ(StaysOf(kAmy, people, {}, On("2026-10-01"), On("2026-10-02")).size(), 1U);
  EXPECT_TRUE(StaysOf(Id{99}, people, {}, On("2026-10-01"), On("2026-10-02")).empty());
}

TEST(StaysTest, WhoChangedTeamsMovedAndWhoWasOnlyPlacedDidNot) {
  const Id from_bob{12}, to_bob{13}, unplaced{14}, came{15}, left{16}, other_boss{4};
  const std::vector<Placed> people{{.id = kAmy, .manager_id = kBoss, .is_rep = false},
                                   {.id = kBob, .manager_id = kBoss, .is_rep = false},
                                   {.id = kRep, .manager_id = kAmy},
                                   {.id = from_bob, .manager_id = kAmy},
                                   {.id = to_bob, .manager_id = kBob},
                                   {.id = unplaced, .manager_id = kAmy},
                                   {.id = came, .manager_id = kAmy, .starts_on = On("2026-10-20")},
                                   {.id = left, .manager_id = kAmy, .left_on = On("2026-10-20")}};
  const std::vector<Move> moves{
      {kRep, On("2026-11-05"), kBob},  // after the last day
      {came, On("2026-10-25"), kBob},         {to_bob, On("2026-10-16"), kAmy},
      {from_bob, On("2026-10-15"), kBob},     {unplaced, On("2026-10-14"), std::nullopt},
      {kAmy, On("2026-10-10"), std::nullopt}, {kBob, On("2026-10-09"), other_boss}};
  const Day first = On("2026-10-01");
  const Day last = On("2026-10-31");
  EXPECT_EQ(MovedBetween(kAmy, people, moves, first, last), (Moved{{from_bob}, {to_bob}}));
  EXPECT_EQ(MovedBetween(kBob, people, moves, first, last), (Moved{{to_bob}, {from_bob}}));
  EXPECT_EQ(MovedBetween(kBoss, people, moves, first, last), (Moved{{kRep, from_bob}, {}}))
      << "Amy's were the boss's once she was; Bob's were somebody else's";
  EXPECT_EQ(MovedBetween(kAmy, people, moves, On("2026-10-16"), last), Moved{});
}

// Against one that looks at each day by itself.
TEST(StaysTest, IsWhatEachDayTells) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    const Day first = On("2028-02-01");
    const Day last = On("2028-02-29");
    std::vector<Placed> people;
    for (std::int64_t id = 1; id <= 6; ++id) {
      people.push_back({.id = Id{id},
                        .manager_id = id == 1
                                          ? std::nullopt
                                          : std::optional(Id{1 + static_cast<std::int64_t>(random() % 6)}),
                        .is_rep = id > 3});
    }
    std::vector<Move> moves;
    for (int i = static_cast<int>(random() % 5); i > 0; --i) {
      moves.push_back({Id{2 + static_cast<std::int64_t>(random() % 5)},
                       first + static_cast<int>(random() % 34),
                       random() % 4 == 0 ? std::nullopt
                                         : std::optional(Id{1 + static_cast<std::int64_t>(random() % 6)})});
    }
    std::ranges::stable_sort(moves, std::ranges::greater{}, &Move::on);
    const Id manager{1 + static_cast<std::int64_t>(random() % 3)};
    const auto stays = StaysOf(manager, people, moves, first, last);
    for (Day day = first; day <= last; day = day + 1) {
      std::vector<Placed> then = people;
      for (const Move& move : moves) {
        if (move.on <= day) break;
        for (Placed& one : then) {
          if (one.id == move.person_id) one.manager_id = move.from_id;
        }
      }
      for (const Placed& one : then) {
        bool is_below = false;
        std::optional<Id> at = one.manager_id;
        for (int depth = 0; at && depth < 7 && !is_below; ++depth) {
          is_below = *at == manager;
          for (const Placed& other : then) {
            if (other.id == *at) {
              at = other.manager_id;
              break;
            }
          }
        }
        const bool is_told = std::ranges::any_of(
            stays, [&](const Stay& stay) { return stay.person_id == one.id && stay.Holds(day); });
        ASSERT_EQ(is_told, is_below && one.is_rep)
            << round << " " << ToString(day) << " " << ToString(one.id);
      }
    }
  }
}

}  // namespace
}  // namespace baton::people
