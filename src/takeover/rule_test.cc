#include "takeover/rule.h"

#include <gtest/gtest.h>

#include <functional>

namespace baton::takeover {
namespace {

constexpr Id kJim{1}, kTom{2}, kLena{3}, kMax{4}, kBexley{10}, kHandoff{20}, kMeeting{30};
const Instant kBegan = *ParseInstant("2026-11-03T09:00:00Z");
const Instant kNow = *ParseInstant("2026-11-26T09:00:00Z");

Watched Handed() {
  return {.handoff_id = kHandoff,
          .account_id = kBexley,
          .former_id = kJim,
          .successor_id = kTom,
          .began_at = kBegan,
          .began_on = *ParseDay("2026-11-03")};
}

Seen Met() {
  return {.kind = SourceKind::activity,
          .id = kMeeting,
          .account_id = kBexley,
          .at = *ParseInstant("2026-11-24T11:45:00Z"),
          .people = {kJim}};
}

struct Case {
  const char* name;
  std::function<void(Seen&, Watched&)> change;
  std::optional<Standing> expected;
};

TEST(RuleTest, TellsTakeoversFromWhatIsNone) {
  const Limits limits{.joint_minor = 5'000'000};
  const Case cases[] = {
      {"the former owner met the client", [](Seen&, Watched&) {}, Standing::asked},
      {"wrote", [](Seen& seen, Watched&) { seen.kind = SourceKind::activity; }, Standing::asked},
      {"with another rep, not the successor",
       [](Seen& seen, Watched&) {
         seen.people = {kLena, kJim};
       },
       Standing::asked},
      {"the planner met the client",
       [](Seen& seen, Watched& watched) {
         seen.people = {kMax};
         watched.planner_id = kMax;
       },
       Standing::asked},
      {"somebody else did", [](Seen& seen, Watched&) { seen.people = {kMax}; }, std::nullopt},
      {"the successor did", [](Seen& seen, Watched&) { seen.people = {kTom}; }, std::nullopt},
      {"both were there",
       [](Seen& seen, Watched&) {
         seen.people = {kJim, kTom};
       },
       std::nullopt},
      {"another client", [](Seen& seen, Watched&) { seen.account_id = Id{11}; }, std::nullopt},
      {"before it began", [](Seen& seen, Watched&) { seen.at = kBegan - 1; }, std::nullopt},
      {"just when it began", [](Seen& seen, Watched&) { seen.at = kBegan; }, Standing::asked},
      {"in the calendar before it began, and nobody is introduced yet",
       [](Seen& seen, Watched&) { seen.known_at = kBegan - 1; }, std::nullopt},
      {"the same, before the introduction",
       [](Seen& seen, Watched& watched) {
         seen.known_at = kBegan - 1;
         watched.introduced_at = seen.at + 1;
       },
       std::nullopt},
      {"the same, after it",
       [](Seen& seen, Watched& watched) {
         seen.known_at = kBegan - 1;
         watched.introduced_at = seen.at;
       },
       Standing::asked},
      {"in the calendar since", [](Seen& seen, Watched&) { seen.known_at = kBegan; }, Standing::asked},
      {"not yet", [](Seen& seen, Watched&) { seen.at = kNow + 1; }, std::nullopt},
      {"in the own mailbox", [](Seen& seen, Watched&) { seen.kind = SourceKind::mail; }, Standing::asked},
      {"paused", [](Seen&, Watched& watched) { watched.is_paused = true; }, std::nullopt},
      {"in the agreed share", [](Seen&, Watched& watched) { watched.is_kept = true; }, Standing::agreed},
      {"a deal below the size",
       [](Seen& seen, Watched&) {
         seen.deal = Deal{4'999'999, {}};
       },
       Standing::asked},
      {"a deal of the size",
       [](Seen& seen, Watched&) {
         seen.deal = Deal{5'000'000, {}};
       },
       Standing::joint},
      {"a deal in another currency", [](Seen& seen, Watched&) { seen.deal = Deal{}; }, Standing::asked},
      {"a small deal beside a large one",
       [](Seen& seen, Watched&) {
         seen.deal = Deal{100, {}};
         seen.largest_open_minor = 9'000'000;
       },
       Standing::asked},
      {"no deal named, a large one open", [](Seen& seen, Watched&) { seen.largest_open_minor = 9'000'000; },
       Standing::joint},
      {"a deal that stays by the terms",
       [](Seen& seen, Watched& watched) {
         seen.deal = Deal{100, *ParseDay("2026-10-01")};
         watched.keeps_open_deals = true;
       },
       Standing::agreed},
      {"a deal opened since",
       [](Seen& seen, Watched& watched) {
         seen.deal = Deal{100, *ParseDay("2026-11-10")};
         watched.keeps_open_deals = true;
       },
       Standing::asked},
      {"kept and large",
       [](Seen& seen, Watched& watched) {
         seen.deal = Deal{9'000'000, {}};
         watched.is_kept = true;
       },
       Standing::agreed},
  };
  for (const Case& one : cases) {
    Seen seen = Met();
    Watched watched = Handed();
    one.change(seen, watched);
    const auto finding = Judge(seen, watched, limits, kNow);
    EXPECT_EQ(finding ? std::optional(finding->standing) : std::nullopt, one.expected) << one.name;
  }
}

TEST(RuleTest, NamesWhoAndWhat) {
  const auto finding = Judge(Met(), Handed(), {}, kNow);
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->person_id, kJim);
  EXPECT_EQ(finding->successor_id, kTom);
  EXPECT_EQ(finding->handoff_id, kHandoff);
  EXPECT_EQ(finding->source_id, kMeeting);
}

TEST(RuleTest, WithoutASizeNothingIsJoint) {
  Seen seen = Met();
  seen.deal = Deal{900'000'000, {}};
  EXPECT_EQ(Judge(seen, Handed(), {}, kNow)->standing, Standing::asked);
}

}  // namespace
}  // namespace baton::takeover
