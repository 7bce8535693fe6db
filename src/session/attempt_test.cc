#include "session/attempt.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>

#include "db/test_database.h"

namespace baton::session {
namespace {

constexpr Instant kNow{1'790'000'000'000};

class AttemptTest : public db::DatabaseTest {
 protected:
  bool Begin(std::vector<Subject> subjects, Instant now) {
    return BeginAttempt(db(), subjects, now).has_value();
  }
  int FailuresOf(const Subject& subject) {
    return FindFailures(*db().Read(), subject).value_or(Failures{}).failures;
  }
  const Subject email_ = SubjectOfEmail("jim@x.example");
  const Subject address_ = SubjectOfAddress("192.0.2.7");
};

TEST_P(AttemptTest, CountsBeforeThePasswordAndMakesWait) {
  for (int i = 0; i < kFreeFailures; ++i) EXPECT_TRUE(Begin({email_, address_}, kNow));
  const auto refused = BeginAttempt(db(), std::array{email_, address_}, kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::too_many);
  EXPECT_EQ(FailuresOf(email_), kFreeFailures);  // who was told to wait does not wait longer for it
  EXPECT_TRUE(Begin({SubjectOfEmail("jada@x.example"), address_}, kNow));
  EXPECT_TRUE(Begin({email_, address_}, kNow + 1'000));
  EXPECT_FALSE(Begin({email_, address_}, kNow + 2'000));
}

TEST_P(AttemptTest, ManyAtOnceAreMany) {
  std::atomic<int> heard = 0;
  std::vector<std::thread> guessers;
  for (int i = 0; i < 16; ++i) {
    guessers.emplace_back([&] { heard += Begin({email_, address_}, kNow) ? 1 : 0; });
  }
  for (std::thread& guesser : guessers) guesser.join();
  EXPECT_EQ(heard, kFreeFailures);
}

TEST_P(AttemptTest, AnOfficeMayFailMoreOftenButNotForEver) {
  const int free = kAddressAllowance + kFreeFailures;
  for (int i = 0; i < free; ++i) {
    EXPECT_TRUE(Begin({SubjectOfEmail(std::to_string(i) + "@x.example"), address_}, kNow)) << i;
  }
  EXPECT_FALSE(Begin({SubjectOfEmail("one-more@x.example"), address_}, kNow));
  EXPECT_EQ(FailuresOf(SubjectOfEmail("one-more@x.example")), 0);
  db().Write([&](db::Tx& tx) { TakeBack(tx, address_); });
  EXPECT_EQ(FailuresOf(address_), free - 1);
}

TEST_P(AttemptTest, ADayLaterItStartsAgain) {
  for (int i = 0; i < kFreeFailures; ++i) Begin({email_}, kNow);
  EXPECT_TRUE(Begin({email_}, kNow + kForgetAfter + 1));
  EXPECT_EQ(FailuresOf(email_), 1);
}

TEST_P(AttemptTest, SweepingKeepsKnownBrowsersForHalfAYear) {
  const Subject browser = SubjectOfBrowser("token", "jim@x.example");
  Begin({email_}, kNow);
  db().Write([&](db::Tx& tx) { KnowBrowser(tx, browser, kNow); });
  db().Write([&](db::Tx& tx) { SweepAttempts(tx, kNow + kForgetAfter + 1); });
  EXPECT_FALSE(FindFailures(*db().Read(), email_).has_value());
  EXPECT_TRUE(FindFailures(*db().Read(), browser).has_value());
  db().Write([&](db::Tx& tx) { SweepAttempts(tx, kNow + kKnowBrowser + 1); });
  EXPECT_FALSE(FindFailures(*db().Read(), browser).has_value());
}

INSTANTIATE_TEST_SUITE_P(Engines, AttemptTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::session
