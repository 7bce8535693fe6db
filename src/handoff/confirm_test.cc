#include "handoff/confirm.h"

#include <gtest/gtest.h>

#include "words/catalogue.h"

namespace baton::handoff {
namespace {

constexpr Id kJim{1}, kJada{2}, kBill{11};
const Instant kNow = *ParseInstant("2026-11-21T09:41:00Z");

class ConfirmTest : public testing::Test {
 protected:
  ConfirmTest() {
    evidence_.handoff.from_id = kJim;
    evidence_.handoff.to_id = kJada;
    evidence_.handoff.introduced_at = *ParseInstant("2026-10-01T09:00:00Z");
  }
  void Dealt(const char* at, std::vector<Id> people, book::ActivityKind kind = book::ActivityKind::meeting) {
    evidence_.dealings.push_back({.id = Id{100},
                                  .kind = kind,
                                  .subject = "Review",
                                  .starts_at = *ParseInstant(at),
                                  .people = std::move(people),
                                  .contacts = {kBill}});
  }
  std::vector<std::string> Missing() const {
    std::vector<std::string> said;
    for (const Gap& gap : GapsBeforeConfirmed(evidence_, {.now = kNow})) {
      const GapNames names{"Jim", "Jada", "Larmar Freight", gap.contact_id == kBill ? "Bill" : ""};
      said.push_back(words::Catalogue::Compiled().Say(WordsOf(gap, names), "en"));
    }
    return said;
  }
  using Said = std::vector<std::string>;

  Evidence evidence_;
};

TEST_F(ConfirmTest, NothingIsMissingAfterThirtyQuietDays) {
  Dealt("2026-10-22T12:00:00Z", {kJim, kJada});
  Dealt("2026-10-23T12:00:00Z", {kJada}, book::ActivityKind::email);
  EXPECT_EQ(Missing(), Said{});
}

TEST_F(ConfirmTest, SaysWhoMetWhomAndHowManyDaysAreMissing) {
  Dealt("2026-10-10T12:00:00Z", {kJada});
  Dealt("2026-11-03T12:00:00Z", {kJim});
  EXPECT_EQ(Missing(), Said{"Jim met Bill on November 3, 2026; 12 days are missing."});
  evidence_.dealings.back().kind = book::ActivityKind::email;
  evidence_.dealings.back().starts_at = *ParseInstant("2026-10-23T12:00:00Z");
  evidence_.dealings.back().contacts = {};
  EXPECT_EQ(Missing(), Said{"Jim wrote to Larmar Freight on October 23, 2026; a day is missing."});
}

TEST_F(ConfirmTest, TheIntroductionItselfStartsTheCount) {
  evidence_.handoff.introduced_at = *ParseInstant("2026-11-20T09:00:00Z");
  Dealt("2026-11-20T09:00:00Z", {kJim, kJada});
  EXPECT_EQ(Missing(),
            (Said{"The introduction at Larmar Freight was on November 20, 2026; 29 days are missing.",
                  "Jada has not dealt with Larmar Freight without Jim since the introduction."}));
}

TEST_F(ConfirmTest, WhatWasBeforeTheIntroductionOrIsToComeDoesNotCount) {
  Dealt("2026-09-28T12:00:00Z", {kJada});
  Dealt("2026-12-01T12:00:00Z", {kJada});
  Dealt("2026-12-02T12:00:00Z", {kJim});
  EXPECT_EQ(Missing(), Said{"Jada has not dealt with Larmar Freight without Jim since the introduction."});
}

}  // namespace
}  // namespace baton::handoff
