// What arrives in a chat, when, and what happens when nobody takes it.
#include "chat/teller.h"

#include <gmock/gmock.h>

#include "chat/chat_store.h"
#include "digest/digest_routes.h"
#include "notice/notice.h"
#include "notice/notice_routes.h"
#include "webhook/webhook_fixture.h"

namespace baton::chat {
namespace {

using testing::HasSubstr;
using testing::Not;

class TellerTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddChatRoutes(router, options_);
    digest::AddDigestRoutes(router, digest_);
    notice::AddNoticeRoutes(router, &glances_);
  }
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    const auto entered = Post(jada_, "/api/v1/chat", R"({"kind":"slack","url":")" + receiver_.url() + "\"}");
    ASSERT_EQ(entered.status, 200) << entered.text;
    Ask(jada_, http::Method::patch, "/api/v1/digest",
        R"({"frequency":"none","quiet_from":0,"quiet_to":0,"quiet_weekends":false})", 0);
  }

  void Moves(std::string_view key = "notice.promise.moved") {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "promise.move", now_);
      notice::Emit(action, jada_, {std::string(key), {{"title", std::string("MARKERWORD")}}}, "/promises");
    });
  }
  // Ids follow the test's clock or the wall's: whatever is there is a minute old then.
  int Tell(std::int64_t later = 2 * kSettleMillis) {
    return TellOnce(db(), SystemClock().Now() + later,
                    {.public_url = "https://baton.example", .options = &options_, .glances = &glances_});
  }

  seal::Key key_{{4, 5, 6}};
  ChatOptions options_{.key = &key_, .hosts = outward::Hosts::private_too};
  digest::DigestParts digest_{"https://baton.example"};
  notice::Glances glances_;
  webhook::Receiver receiver_;
};

TEST_P(TellerTest, SaysWhoDidWhatKindOfThingAndNoMore) {
  receiver_.Answer("200 OK", "", "ok");
  EXPECT_EQ(Tell(), 1) << "the first message says that it works";
  Moves();
  EXPECT_EQ(Tell(0), 0) << "a minute is given to see it";
  EXPECT_EQ(Tell(), 1);
  ASSERT_EQ(receiver_.requests().size(), 2U);
  const std::string said = receiver_.requests().back();
  EXPECT_THAT(said, HasSubstr("Jim moved the time of a promise"));
  EXPECT_THAT(said, HasSubstr("https://baton.example/promises"));
  EXPECT_THAT(said, Not(HasSubstr("MARKERWORD")));
  EXPECT_EQ(Tell(), 0) << "once";
  EXPECT_FALSE(Get(jada_, "/api/v1/chat").at("/told_at").is_null());
}

TEST_P(TellerTest, WhatWasSeenReadOrQuietIsNotSaid) {
  receiver_.Answer("200 OK");
  Tell();
  Moves();
  ASSERT_EQ(Get(jada_, "/api/v1/notices?looking=true").status, 200);
  EXPECT_EQ(Tell(), 0) << "it was on a screen in front";
  Moves();
  ASSERT_EQ(Get(jada_, "/api/v1/notices").status, 200);
  Ask(jada_, http::Method::patch, "/api/v1/digest", R"({"quiet_from":0,"quiet_to":1439})", 1);
  EXPECT_EQ(Tell(), 0) << "quiet hours";
  Ask(jada_, http::Method::patch, "/api/v1/digest", R"({"quiet_to":0})", 2);
  EXPECT_EQ(Tell(), 1) << "and after them it is";
  Moves();
  db().Write([&](db::Tx& tx) { notice::MarkRead(tx, kOrg, jada_, std::nullopt, now_); });
  EXPECT_EQ(Tell(), 0) << "read";
}

TEST_P(TellerTest, TriesAgainWithWhatIsNewByThen) {
  receiver_.Answer("500 Oops");
  EXPECT_EQ(Tell(), 0);
  EXPECT_EQ(Get(jada_, "/api/v1/chat").Number("/attempts"), 1);
  Moves();
  EXPECT_EQ(Tell(2 * kSettleMillis + 1'000), 0);
  EXPECT_EQ(receiver_.requests().size(), 1U) << "not before the pause is over";
  receiver_.Answer("200 OK");
  EXPECT_EQ(Tell(3 * kSettleMillis), 1);
  EXPECT_THAT(receiver_.requests().back(), HasSubstr("Jim moved the time of a promise"));
  EXPECT_EQ(Get(jada_, "/api/v1/chat").Number("/attempts"), 0);
}

TEST_P(TellerTest, WhereNobodyAnswersAnyMoreItIsSwitchedOff) {
  receiver_.Answer("404 Not Found");
  EXPECT_EQ(Tell(), 0);
  const auto after = Get(jada_, "/api/v1/chat");
  EXPECT_FALSE(after.at("/is_on").as_bool());
  EXPECT_EQ(after.Number("/status"), 404);
  EXPECT_EQ(notice::FindNotices(*db().Read(), kOrg, jada_, {}, 1).front().message_key,
            "notice.chat.given_up");
  Moves();
  EXPECT_EQ(Tell(), 0);
  EXPECT_EQ(receiver_.requests().size(), 1U);
  receiver_.Answer("200 OK");
  ASSERT_EQ(Post(jada_, "/api/v1/chat/test", "{}").status, 200);
  EXPECT_EQ(Tell(), 1) << "a test switches it on";
}

TEST_P(TellerTest, TheAddressIsSealedAndOnesOwn) {
  const auto sealed =
      db().Read()->QueryValue<std::string>("SELECT url_sealed FROM chat_hook WHERE org_id = $1", kOrg);
  EXPECT_THAT(*sealed, Not(HasSubstr("127.0.0.1")));
  const auto hers = Get(jada_, "/api/v1/chat");
  EXPECT_EQ(hers.Said("/kind"), "slack");
  EXPECT_EQ(hers.text.find("/hook"), std::string::npos) << "it is not read back";
  EXPECT_TRUE(Get(jim_, "/api/v1/chat").at("/kind").is_null());
  EXPECT_TRUE(CheckHooks(*db().Read(), key_));
  EXPECT_FALSE(CheckHooks(*db().Read(), seal::Key{{7}}));
  EXPECT_EQ(Ask(jada_, http::Method::remove, "/api/v1/chat", "").status, 204);
  EXPECT_TRUE(Get(jada_, "/api/v1/chat").at("/kind").is_null());
}

INSTANTIATE_TEST_SUITE_P(Engines, TellerTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::chat
