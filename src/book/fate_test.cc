#include "book/fate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "book/book_fixture.h"

namespace baton::book {
namespace {

using testing::Optional;

// Of Larmar Freight, on the day that is looked at.
class FateTest : public BookTest {
 protected:
  void SetUp() override {
    BookTest::SetUp();
    if (IsSkipped()) return;
    larmar_ = AddAccount("Larmar Freight", jim_);
    bill_ = AddContact(larmar_, "Bill Larmar");
  }

  // In Jim's mailbox, which nothing of the book says.
  void Write(Id contact_id, Instant at) {
    db().Write([&](db::Tx& tx) {
      tx.Execute(
          "INSERT INTO mail_source (org_id, id, version, person_id, kind, name, state, problem, tally, "
          "touched_id, created_at) VALUES ($1, 900, 1, $2, 'file', 'sent', 'kept', '', '', 1, 0) ON CONFLICT "
          "(org_id, id) DO NOTHING",
          kOrg, jim_);
      tx.Execute(
          "INSERT INTO mail_touch (org_id, person_id, contact_id, message_hash, source_id, at, is_from_us, "
          "others, thread_hash, answers_hash) VALUES ($1, $2, $3, $4, 900, $5, 1, 1, 0, 0)",
          kOrg, jim_, contact_id, ++message_, at);
    });
  }

  Fate Larmar() {
    const auto fates = FindFates(*db().Read(), kOrg, std::vector{larmar_}, kNow);
    return fates.at(0);
  }
  bool WasAlive() { return Larmar().was_alive; }
  bool IsAlive() { return Larmar().is_alive; }

  Id larmar_;
  Id bill_;
  std::int64_t message_ = 0;
};

TEST_P(FateTest, NothingIsLost) {
  EXPECT_FALSE(WasAlive());
  EXPECT_FALSE(IsAlive());
}

TEST_P(FateTest, AMeetingTellsOfTheYearItIsIn) {
  Meet(larmar_, bill_, {jim_}, kNow - 366 * kDays);
  Meet(larmar_, bill_, {jim_}, kNow + 366 * kDays);
  Meet(larmar_, bill_, {jim_}, kNow + 20 * kDays, ActivityKind::task);
  EXPECT_FALSE(WasAlive());
  EXPECT_FALSE(IsAlive());
  Meet(larmar_, bill_, {jim_}, kNow - 364 * kDays);
  EXPECT_TRUE(WasAlive());
  EXPECT_FALSE(IsAlive());
  Meet(larmar_, bill_, {jim_}, kNow + 364 * kDays);
  EXPECT_TRUE(IsAlive());
}

// With a client to whom only mail goes on nobody lost touch.
TEST_P(FateTest, SoDoesAMailOfAMailbox) {
  const Id bexley = AddAccount("Bexley Foods", jim_);
  Write(AddContact(bexley, "Ines Bexley"), kNow + kDays);  // of somebody else
  Write(bill_, kNow - 366 * kDays);
  Write(bill_, kNow + 366 * kDays);
  EXPECT_FALSE(WasAlive());
  EXPECT_FALSE(IsAlive());
  Write(bill_, kNow - 364 * kDays);
  EXPECT_TRUE(WasAlive());
  EXPECT_FALSE(IsAlive());
  Write(bill_, kNow + 364 * kDays);
  EXPECT_TRUE(IsAlive());
}

TEST_P(FateTest, AMailOfAContactWhoIsGoneSinceStaysOne) {
  Write(bill_, kNow + kDays);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE contact SET deleted_at = $3 WHERE org_id = $1 AND id = $2", kOrg, bill_,
               kNow + 2 * kDays);
  });
  EXPECT_TRUE(IsAlive());
}

TEST_P(FateTest, IsLastHeardOfByActivityAndByMail) {
  EXPECT_EQ(LastHeardOf(*db().Read(), kOrg, kNow), std::nullopt);
  Write(bill_, kNow - 5 * kDays);
  EXPECT_THAT(LastHeardOf(*db().Read(), kOrg, kNow), Optional(kNow - 5 * kDays));
  Meet(larmar_, bill_, {jim_}, kNow - 3 * kDays);
  EXPECT_THAT(LastHeardOf(*db().Read(), kOrg, kNow), Optional(kNow - 3 * kDays));
  Write(bill_, kNow - 2 * kDays);
  Write(bill_, kNow + 2 * kDays);
  EXPECT_THAT(LastHeardOf(*db().Read(), kOrg, kNow), Optional(kNow - 2 * kDays));
}

INSTANTIATE_TEST_SUITE_P(Engines, FateTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::book
