// What is seen of people's own mailboxes, and what is not.
#include <gtest/gtest.h>

#include "takeover/gather.h"
#include "takeover/takeover_for_test.h"

namespace baton::takeover {
namespace {

class TakeoverMailTest : public TakeoverTest {};

// What ties are learnt from is what a takeover is seen by: the own mailbox as well.
TEST_P(TakeoverMailTest, AMailOfTheOwnMailboxIsOne) {
  Writes(jim_, bexley_, "2026-11-02T08:00:00Z", 1);         // before the handoff
  Writes(jim_, larmar_, "2026-11-23T08:00:00Z", 2);         // of no handoff
  Writes(tom_, bexley_, "2026-11-23T08:00:00Z", 3);         // the successor's
  Writes(jim_, bexley_, "2026-11-23T08:00:00Z", 6, false);  // the client's
  Writes(jim_, bexley_, "2026-11-23T08:00:00Z", 7, true,
         2);  // with somebody in copy, who may be the successor
  EXPECT_EQ(LookNow(), 0);
  Writes(jim_, bexley_, "2026-11-23T08:00:00Z", 4);
  EXPECT_EQ(LookNow(), 1);
  const auto list = List(jim_);
  EXPECT_EQ(list.Said("/items/0/sources/0/kind"), "mail");
  EXPECT_EQ(list.Said("/items/0/sources/0/word"), "email");
  EXPECT_EQ(list.Said("/items/0/sources/0/title"), "");
  Writes(jim_, bexley_, "2026-11-24T08:00:00Z", 5);
  EXPECT_EQ(LookNow(), 0) << "the same client and week is one question";
  EXPECT_EQ(List(jim_).at("/items/0/sources").as_array().size(), 2u);
  db().Write([&](db::Tx& tx) { tx.Execute("DELETE FROM mail_touch WHERE org_id = $1", kOrg); });
  LookNow();
  EXPECT_EQ(Count(jim_), 0u) << "what is not kept any more asks nothing";
}

TEST_P(TakeoverMailTest, WhereOnlyFiguresAreShownAMailIsNone) {
  ShowOnlyFigures(true);
  Writes(jim_, bexley_, "2026-11-23T08:00:00Z", 4);
  EXPECT_EQ(LookNow(), 0);
  Meets(bexley_, {jim_}, "2026-11-24T08:00:00Z", book::ActivityKind::email);
  EXPECT_EQ(LookNow(), 1) << "what was noted is no secret";
  EXPECT_EQ(List(jim_).at("/items/0/sources").as_array().size(), 1u);
  ShowOnlyFigures(false);
  LookNow();
  EXPECT_EQ(List(jim_).at("/items/0/sources").as_array().size(), 2u) << "it was no secret only as long";
}

// What was found before it was switched on is gone from sight at once, answered or not; what something else showed has no time of
// a mail. Nothing is lost.
TEST_P(TakeoverMailTest, WhereOnlyFiguresAreShownWhatAMailShowedBeforeIsNotSeen) {
  Writes(jim_, bexley_, "2026-11-10T08:00:00Z", 1);
  Writes(jim_, bexley_, "2026-11-17T08:00:00Z", 2);
  Writes(jim_, bexley_, "2026-11-24T08:00:00Z", 3);
  Meets(bexley_, {jim_}, "2026-11-23T08:00:00Z");
  Meets(bexley_, {jim_}, "2026-11-05T08:00:00Z");
  EXPECT_EQ(LookNow(), 4);
  const auto all = List(jim_);
  ASSERT_EQ(all.at("/items").as_array().size(), 4u);
  const std::string mail_only = "/api/v1/takeovers/" + all.Said("/items/1/id");
  ASSERT_EQ(
      Ask(jim_, http::Method::post, mail_only + "/answer", R"({"answer":"on_record","reason":"rescue"})", 1)
          .status,
      200);

  ShowOnlyFigures(true);
  for (const Id asker : {jim_, tom_, dana_}) {
    const auto seen = List(asker);
    ASSERT_EQ(seen.at("/items").as_array().size(), 2u) << seen.text;
    EXPECT_EQ(seen.Said("/items/0/happened_at"), "2026-11-23T08:00:00Z");
    EXPECT_EQ(seen.at("/items/0/sources").as_array().size(), 1u);
    EXPECT_EQ(seen.Said("/items/0/sources/0/kind"), "activity");
    EXPECT_EQ(Get(asker, mail_only).status, 404);
    EXPECT_EQ(Get(asker, "/api/v1/takeovers/figures").Number("/takeovers"), 2);
    EXPECT_EQ(Get(asker, "/api/v1/takeovers/figures").Number("/weeks/11/asked"), 0);
    const auto page = List(asker, "?limit=1");
    EXPECT_EQ(List(asker, "?limit=1&after=" + page.Said("/next")).Said("/items/0/happened_at"),
              "2026-11-05T08:00:00Z");
  }
  EXPECT_EQ(Ask(tom_, http::Method::post, mail_only + "/reply", R"({"reply":"fine"})", 2).status, 404);
  EXPECT_EQ(FindOpen(*db().Read(), kOrg, jim_).size(), 2u);
  EXPECT_TRUE(FindUnreplied(*db().Read(), kOrg, tom_, Instant{}).empty());
  EXPECT_EQ(CountByHandoff(*db().Read(), kOrg, std::vector{handoff_}).at(handoff_), 2);
  // An answer does not write the time that is shown into the row.
  const std::string both = "/api/v1/takeovers/" + List(jim_).Said("/items/0/id");
  EXPECT_EQ(Ask(jim_, http::Method::post, both + "/answer", R"({"answer":"introduce"})",
                List(jim_).Number("/items/0/version"))
                .Said("/happened_at"),
            "2026-11-23T08:00:00Z");

  ShowOnlyFigures(false);
  LookNow();
  EXPECT_EQ(Count(jim_), 4u);
  EXPECT_EQ(Get(jim_, mail_only).Said("/answer"), "on_record");
  EXPECT_EQ(Get(jim_, both).Said("/happened_at"), "2026-11-24T08:00:00Z");
}

// It is asked about as long as it stands in the mailbox of whose takeover it is, whoever else has the same mail.
TEST_P(TakeoverMailTest, AMailboxThatIsTakenBackAsksNothingThoughAColleagueHasTheSameMail) {
  Writes(jim_, bexley_, "2026-11-23T08:00:00Z", 4);
  Writes(dana_, bexley_, "2026-11-23T08:00:00Z", 4);
  EXPECT_EQ(LookNow(), 1);
  TakeBackMailOf(jim_);
  LookNow();
  EXPECT_EQ(Count(jim_), 0u);
}

// An answered one stays, and is not looked at again and again.
TEST_P(TakeoverMailTest, AnAnsweredOneWhoseMailIsGoneStays) {
  Writes(jim_, bexley_, "2026-11-23T08:00:00Z", 4);
  EXPECT_EQ(LookNow(), 1);
  ASSERT_EQ(Ask(jim_, http::Method::post, PathOf(jim_, "/answer"), R"({"answer":"introduce"})", 1).status,
            200);
  TakeBackMailOf(jim_);
  const auto looks = [&] {
    return *db().Read()->QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM action WHERE org_id = $1 AND kind = 'takeover.look'", kOrg);
  };
  const auto before = looks();
  LookNow();
  EXPECT_EQ(Count(jim_), 1u);
  EXPECT_EQ(looks(), before);
}

// Read once, and again only when somebody's mail or the setting changed. Ids hold their milliseconds above 20 bits; what is younger
// than two minutes counts as not read.
TEST_P(TakeoverMailTest, MailsThatAreNoneAreNotJudgedAtEachLook) {
  Writes(jim_, bexley_, "2026-11-23T08:00:00Z", 7, true, 2);
  const Id now = db().NewId();
  const auto before = [&](int minutes) { return Id{now.value - ((minutes * kMillisecondsPerMinute) << 20)}; };
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE change SET id = id - $2 WHERE org_id = $1", kOrg,
               now.value - before(60).value);  // nobody did anything for an hour
  });
  const auto mails = [&] { return CameToPass(*db().Read(), kOrg, now_, now_).mails.size(); };
  Touch(jim_, before(3));
  EXPECT_EQ(mails(), 1u);
  EXPECT_EQ(LookNow(), 0);
  EXPECT_EQ(mails(), 0u) << "it was read";
  Touch(jim_, before(1));
  EXPECT_EQ(mails(), 1u);
  EXPECT_EQ(LookNow(), 0);
  EXPECT_EQ(mails(), 1u) << "another may be on its way";
}

INSTANTIATE_TEST_SUITE_P(Engines, TakeoverMailTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::takeover
