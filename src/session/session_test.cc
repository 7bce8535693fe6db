#include <gtest/gtest.h>

#include "db/test_database.h"
#include "session/identity.h"
#include "session/invitation.h"
#include "session/password_rules.h"
#include "session/secret.h"
#include "session/session_store.h"
#include "session/throttle.h"

namespace baton::session {
namespace {

constexpr Id kOrg{1};
constexpr Id kJim{2};
constexpr Id kJada{3};
constexpr Instant kNow{1'790'000'000'000};

TEST(SecretTest, APasswordIsKeptAsItsHash) {
  const std::string hash = HashPassword("correct horse battery staple");
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_TRUE(PasswordMatches("correct horse battery staple", hash));
  EXPECT_FALSE(PasswordMatches("correct horse battery stapl", hash));
  EXPECT_FALSE(PasswordMatches("", hash));
  EXPECT_NE(HashPassword("correct horse battery staple"), hash);
}

TEST(SecretTest, TokensAreNeverTheSame) {
  const std::string token = NewToken();
  EXPECT_EQ(token.size(), 43u);
  EXPECT_NE(NewToken(), token);
  EXPECT_EQ(TokenHash(token), TokenHash(token));
  EXPECT_EQ(TokenHash(token).size(), 64u);
}

TEST(PasswordRulesTest, LongAndNotGuessable) {
  EXPECT_FALSE(PasswordFault("password", "correct horse", "jim@x.example").has_value());
  for (const char* password : {"short", "aaaaaaaaaaaa", "PASSWORD123", "jim@x.example"}) {
    EXPECT_TRUE(PasswordFault("password", password, "jim@x.example").has_value()) << password;
  }
  EXPECT_TRUE(PasswordFault("password", std::string(2000, 'x') + "y", "").has_value());
}

TEST(ThrottleTest, WaitsLongerEachTimeAndForgetsAfterADay) {
  EXPECT_EQ(WaitAfter(4), 0);
  EXPECT_EQ(WaitAfter(5), 1'000);
  EXPECT_EQ(WaitAfter(8), 8'000);
  EXPECT_EQ(WaitAfter(10'000), kLongestWait);
  for (int failures = 0; failures < 100; ++failures) EXPECT_LE(WaitAfter(failures), WaitAfter(failures + 1));
  EXPECT_EQ(WaitLeft(5, kNow, kNow), 1'000);
  EXPECT_EQ(WaitLeft(5, kNow, kNow + 1'000), 0);
  EXPECT_EQ(WaitLeft(1'000, kNow, kNow + kForgetAfter + 1), 0);
}

TEST(ThrottleTest, AnAddressIsANetworkThatOneCustomerHas) {
  const auto name = [](std::string_view address) { return SubjectOfAddress(address).name; };
  EXPECT_EQ(name("2001:db8:1:2::1"), name("2001:db8:1:2:ffff:ffff:ffff:ffff"));
  EXPECT_NE(name("2001:db8:1:2::1"), name("2001:db8:1:3::1"));
  EXPECT_EQ(name("::ffff:192.0.2.7"), name("192.0.2.7"));
  EXPECT_NE(name("192.0.2.7"), name("192.0.2.8"));
  EXPECT_EQ(name("fe80::1%eth0"), name("fe80::2%eth0"));
}

TEST(ThrottleTest, SubjectsAreBoundedAndNameNobody) {
  EXPECT_EQ(SubjectOfEmail(std::string(10'000, 'x') + "@x.example").name.size(),
            std::string("email:").size() + 5);
  EXPECT_EQ(SubjectOfEmail("Jim@X.example").name, SubjectOfEmail("jim@x.example").name);
  EXPECT_EQ(SubjectOfAddress("192.0.2.7").name.find("192"), std::string::npos);
}

class SessionTest : public db::DatabaseTest {
 protected:
  std::optional<Session> Find(const std::string& token, Instant now) {
    return FindSession(*db().Read(), token, now);
  }
};

TEST_P(SessionTest, IsFoundByItsTokenUntilItExpires) {
  db().Write([&](db::Tx& tx) { InsertSession(tx, kOrg, kJim, "token", "a browser", kNow); });
  EXPECT_EQ(Find("token", kNow)->person_id, kJim);
  EXPECT_FALSE(Find("other", kNow).has_value());
  EXPECT_FALSE(Find("token", kNow + kSessionLife).has_value());
  db().Write([&](db::Tx& tx) { TouchSession(tx, Find("token", kNow)->id, kNow + 1'000); });
  EXPECT_TRUE(Find("token", kNow + kSessionLife).has_value());
}

TEST_P(SessionTest, TheOldTokenCountsForAMinuteAfterRotation) {
  db().Write([&](db::Tx& tx) { InsertSession(tx, kOrg, kJim, "first", "", kNow); });
  db().Write([&](db::Tx& tx) { RotateSession(tx, *FindSession(tx, "first", kNow), "second", kNow); });
  EXPECT_TRUE(Find("second", kNow).has_value());
  EXPECT_TRUE(Find("first", kNow + kOldTokenLife - 1).has_value());
  EXPECT_FALSE(Find("first", kNow + kOldTokenLife).has_value());
}

TEST_P(SessionTest, OfTwoRequestsAtOnceOneRotates) {
  db().Write([&](db::Tx& tx) { InsertSession(tx, kOrg, kJim, "first", "", kNow); });
  const Session seen = *Find("first", kNow);
  EXPECT_TRUE(db().Write([&](db::Tx& tx) { return RotateSession(tx, seen, "second", kNow); }));
  EXPECT_FALSE(db().Write([&](db::Tx& tx) { return RotateSession(tx, seen, "third", kNow); }));
  EXPECT_TRUE(Find("second", kNow).has_value());
  EXPECT_FALSE(Find("third", kNow).has_value());
}

TEST_P(SessionTest, AnApiTokenTellsWhenItWasUsed) {
  db().Write([&](db::Tx& tx) {
    InsertApiToken(tx, {tx.NewId(), TokenHash("secret"), kOrg, kJim, "robot", access::TokenScope::read, kNow,
                        kNow + kSessionLife, std::nullopt});
    TouchApiToken(tx, FindApiToken(tx, "secret", kNow)->id, kNow + 1);
  });
  EXPECT_EQ(FindApiToken(*db().Read(), "secret", kNow)->used_at, kNow + 1);
}

TEST_P(SessionTest, SigningOutEverywhereKeepsOthersSignedIn) {
  Id current;
  db().Write([&](db::Tx& tx) {
    current = InsertSession(tx, kOrg, kJim, "one", "", kNow).id;
    InsertSession(tx, kOrg, kJim, "two", "", kNow);
    InsertSession(tx, kOrg, kJada, "three", "", kNow);
    DeleteSessions(tx, kOrg, kJim, current);
  });
  EXPECT_TRUE(Find("one", kNow).has_value());
  EXPECT_FALSE(Find("two", kNow).has_value());
  EXPECT_TRUE(Find("three", kNow).has_value());
}

TEST_P(SessionTest, AnInvitationIsUsedOnceAndReplacesTheOneBefore) {
  std::string first;
  std::string second;
  db().Write([&](db::Tx& tx) {
    first = InsertInvitation(tx, InvitationKind::join, kOrg, kJada, kNow);
    second = InsertInvitation(tx, InvitationKind::join, kOrg, kJada, kNow);
  });
  EXPECT_FALSE(FindInvitation(*db().Read(), first, kNow).has_value());
  const auto invitation = FindInvitation(*db().Read(), second, kNow);
  ASSERT_TRUE(invitation.has_value());
  EXPECT_EQ(invitation->person_id, kJada);
  EXPECT_FALSE(FindInvitation(*db().Read(), second, kNow + kInvitationLife).has_value());
  EXPECT_TRUE(db().Write([&](db::Tx& tx) { return UseInvitation(tx, invitation->id, kNow); }));
  EXPECT_FALSE(db().Write([&](db::Tx& tx) { return UseInvitation(tx, invitation->id, kNow); }));
  EXPECT_FALSE(FindInvitation(*db().Read(), second, kNow).has_value());
}

TEST_P(SessionTest, EndingSessionsReachesEveryOrganizationOfTheAccount) {
  constexpr Id kElsewhere{9};
  constexpr Id kJimThere{8};
  db().Write([&](db::Tx& tx) {
    const Identity identity = InsertIdentity(tx, "jim@x.example", "hash", kNow);
    InsertMembership(tx, {identity.id, kOrg, kJim});
    InsertMembership(tx, {identity.id, kElsewhere, kJimThere});
    InsertSession(tx, kElsewhere, kJimThere, "there", "", kNow);
    InsertSession(tx, kOrg, kJada, "jada", "", kNow);
    InsertApiToken(tx, {tx.NewId(), TokenHash("robot"), kElsewhere, kJimThere, "robot",
                        access::TokenScope::all, kNow, kNow + kSessionLife, std::nullopt});
    DeleteSessions(tx, kOrg, kJim, std::nullopt);
    DeleteApiTokens(tx, kOrg, kJim);
  });
  EXPECT_FALSE(Find("there", kNow).has_value());
  EXPECT_TRUE(Find("jada", kNow).has_value());
  EXPECT_FALSE(FindApiToken(*db().Read(), "robot", kNow).has_value());
}

TEST_P(SessionTest, WhoLeavesKeepsNothingHereAndAllElsewhere) {
  constexpr Id kElsewhere{9};
  constexpr Id kJimThere{8};
  std::string link;
  db().Write([&](db::Tx& tx) {
    const Identity identity = InsertIdentity(tx, "jim@x.example", "hash", kNow);
    InsertMembership(tx, {identity.id, kOrg, kJim});
    InsertMembership(tx, {identity.id, kElsewhere, kJimThere});
    InsertSession(tx, kOrg, kJim, "here", "", kNow);
    InsertSession(tx, kElsewhere, kJimThere, "there", "", kNow);
    InsertApiToken(tx, {tx.NewId(), TokenHash("robot"), kOrg, kJim, "robot", access::TokenScope::all, kNow,
                        kNow + kSessionLife, std::nullopt});
    link = InsertInvitation(tx, InvitationKind::join, kOrg, kJim, kNow);
    EndAccess(tx, kOrg, kJim);
  });
  EXPECT_FALSE(Find("here", kNow).has_value());
  EXPECT_TRUE(Find("there", kNow).has_value());
  EXPECT_FALSE(FindApiToken(*db().Read(), "robot", kNow).has_value());
  EXPECT_FALSE(FindInvitation(*db().Read(), link, kNow).has_value());
}

INSTANTIATE_TEST_SUITE_P(Engines, SessionTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::session
