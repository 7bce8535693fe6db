#include "report/report_routes.h"

#include <gtest/gtest.h>

#include "base/zone.h"
#include "coaching/promise.h"
#include "db/statement_count.h"
#include "departure/outlook.h"
#include "handoff/directory.h"
#include "mail/outbox.h"
#include "mail/relay.h"
#include "report/directory.h"
#include "report/report_for_test.h"
#include "report/send.h"

namespace baton::report {
namespace {

class ReportRoutesTest : public ReportTest {};

TEST_P(ReportRoutesTest, AMonthWithoutAnythingSaysSo) {
  const auto reply = Of(jim_, "2026-10");
  ASSERT_EQ(reply.status, 200) << reply.text;
  EXPECT_EQ(reply.Said("/state"), "draft");
  EXPECT_EQ(reply.Number("/version"), 0);
  EXPECT_TRUE(reply.at("/may_close").as_bool());
  EXPECT_EQ(reply.Said("/page/title"), "October 2026");
  EXPECT_TRUE(reply.Said("/page/note").starts_with("Nothing was recorded for this month"));
  EXPECT_EQ(reply.at("/page/sections").as_array().size(), 6U);
  for (const json::Value& section : reply.at("/page/sections").as_array()) {
    EXPECT_FALSE(section.at("note").as_string().empty()) << section.at("key").as_string();
  }
  EXPECT_EQ(TextOf(reply, "figure.total_wins"), "0");
  EXPECT_EQ(TextOf(reply, "figure.total_sales"), "Nothing to count");
  const auto closed = Close(jim_, "2026-10", 0);
  ASSERT_EQ(closed.status, 200) << closed.text;
  EXPECT_EQ(closed.Said("/page/note"), reply.Said("/page/note"));
}

TEST_P(ReportRoutesTest, OnlyTheManagerSeesADraftAndThoseAboveWhatIsClosed) {
  Deal(bexley_, jada_, "2026-10-10");
  for (const Id asker : {dana_, max_, jada_}) EXPECT_EQ(Of(asker, "2026-10").status, 404);
  EXPECT_EQ(Of(ann_, "2026-10").status, 403);
  EXPECT_EQ(Of(jim_, "2026-12").status, 404) << "to come";
  EXPECT_EQ(Of(jim_, "2026-13").status, 404);
  EXPECT_EQ(Get(dana_, Path(dana_, "2026-10")).status, 404) << "a director has none";
  EXPECT_EQ(Close(dana_, "2026-10", 0).status, 403);
  EXPECT_EQ(Close(max_, "2026-10", 0).status, 404);
  ASSERT_EQ(Close(jim_, "2026-10", 0).status, 200);
  const auto above = Of(dana_, "2026-10");
  ASSERT_EQ(above.status, 200) << above.text;
  EXPECT_EQ(above.Said("/audience"), "above");
  EXPECT_FALSE(above.at("/may_write").as_bool());
  EXPECT_EQ(TextOf(above, "figure.total_wins"), "1");
  EXPECT_EQ(NoticesOf(dana_), 1);
  EXPECT_EQ(Of(max_, "2026-10").status, 404);
  EXPECT_EQ(Of(jada_, "2026-10").status, 404) << "the format does not open it";
  EXPECT_EQ(Get(dana_, "/api/v1/reports?person=" + ToString(jim_)).at("/months").as_array().size(), 1U);
  EXPECT_GE(Get(jim_, "/api/v1/reports").at("/months").as_array().size(), 13U);
  EXPECT_EQ(Get(max_, "/api/v1/reports?person=" + ToString(jim_)).status, 404);
}

TEST_P(ReportRoutesTest, RowsOfTwoAreTheManagersAlone) {
  MovedPromise(jada_);
  ASSERT_EQ(Close(jim_, "2026-10", 0).status, 200);
  const auto own = Of(jim_, "2026-10");
  ASSERT_NE(Line(own, "displaced.own_deal"), nullptr) << own.text;
  EXPECT_EQ(TextOf(own, "displaced.own_deal"), "1 promise moved");
  EXPECT_EQ(Line(own, "displaced.own_deal")->at("rows").as_array().size(), 1U);
  EXPECT_EQ(TextOf(own, "figure.promises_kept"), "0 of 1: too few for a share");
  const auto above = Of(dana_, "2026-10");
  EXPECT_EQ(TextOf(above, "displaced.own_deal"), "1 promise moved");
  EXPECT_EQ(above.text.find("Read the letter"), std::string::npos);
}

// Of somebody who is a manager since this month.
TEST_P(ReportRoutesTest, TheFirstNinetyDaysAreTheManagersAlone) {
  MovedPromise(jada_);
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET starts_on = $3 WHERE org_id = $1 AND id = $2", kOrg, jim_,
               *ParseDay("2026-10-01"));
  });
  ASSERT_EQ(Close(jim_, "2026-10", 0).status, 200);
  EXPECT_EQ(TextOf(Of(jim_, "2026-10"), "displaced.own_deal"), "1 promise moved");
  const auto above = Of(dana_, "2026-10");
  EXPECT_EQ(Line(above, "displaced.own_deal"), nullptr);
  EXPECT_EQ(TextOf(above, "figure.promises_kept"), "For the first 90 days the manager’s alone");
  EXPECT_EQ(TextOf(above, "figure.takeovers"), "For the first 90 days the manager’s alone");
}

TEST_P(ReportRoutesTest, WhatIsClosedNeverChanges) {
  Deal(bexley_, jada_, "2026-10-10");
  Deal(wren_, jim_, "2026-10-31");
  MovedPromise(tom_);
  ASSERT_EQ(Ask(jim_, http::Method::patch, Path(jim_, "2026-10", "/comments/coaching"),
                R"({"text":"Tom came short."})", 0)
                .status,
            200);
  ASSERT_EQ(Post(jim_, Path(jim_, "2026-10", "/commitments"),
                 R"({"text":"An hour with Tom a week","due_on":"2026-11-20"})")
                .status,
            200);
  ASSERT_EQ(Close(jim_, "2026-10", 1).status, 200);
  const std::string own = Of(jim_, "2026-10").text;
  const std::string above = Of(dana_, "2026-10").text;
  const std::string file = Of(dana_, "2026-10", "/file?format=csv").text;
  EXPECT_NE(above.find("Tom came short."), std::string::npos);
  EXPECT_EQ(TextOf(Of(jim_, "2026-10"), "figure.breadth"), "1 win of 3 reps: too few for a figure");

  // Owners, people, rules, the words of the organization.
  Deal(larmar_, jada_, "2026-10-12");
  MoveTo(jada_, max_, "2026-11-24T09:00:00Z");
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, jim_}, "test.rules", now_);
    EXPECT_TRUE(book::MoveOwnership(action, wren_, tom_));
    tx.Execute("UPDATE person SET name = 'Somebody Else' WHERE org_id = $1 AND id = $2", kOrg, tom_);
    tx.Execute("UPDATE account SET name = 'Another Name' WHERE org_id = $1", kOrg);
    tx.Execute(
        "UPDATE organization SET time_zone = 'Asia/Tokyo', currency = 'EUR', name = 'Renamed' WHERE org_id = "
        "$1",
        kOrg);
  });
  ASSERT_EQ(
      Ask(ann_, http::Method::patch, "/api/v1/report-format", FormatWith("", R"(,"shows_meanings":false)"), 0)
          .status,
      200);
  EXPECT_EQ(Of(jim_, "2026-10").text, own);
  EXPECT_EQ(Of(dana_, "2026-10").text, above);
  EXPECT_EQ(Of(dana_, "2026-10", "/file?format=csv").text, file);
}

TEST_P(ReportRoutesTest, ClosingTwiceAtOnceTellsTheSecond) {
  EXPECT_EQ(Post(jim_, Path(jim_, "2026-10", "/close"), "").status, 428);
  EXPECT_EQ(Close(jim_, "2026-10", 3).status, 412);
  EXPECT_EQ(Close(jim_, "2026-11", 0).status, 409) << "not over";
  ASSERT_EQ(Close(jim_, "2026-10", 0).status, 200);
  const auto second = Close(jim_, "2026-10", 0);
  ASSERT_EQ(second.status, 409) << second.text;
  EXPECT_TRUE(second.Said("/detail").starts_with("This report was closed on Nov 24, 2026")) << second.text;
  EXPECT_EQ(
      Ask(jim_, http::Method::patch, Path(jim_, "2026-10", "/comments/coaching"), R"({"text":"Late"})", 1)
          .status,
      409);
  EXPECT_EQ(
      Post(jim_, Path(jim_, "2026-10", "/commitments"), R"({"text":"Late","due_on":"2026-11-20"})").status,
      409);
}

TEST_P(ReportRoutesTest, CommitmentsTravelAndAreCheckedOff) {
  const auto made = Post(jim_, Path(jim_, "2026-09", "/commitments"),
                         R"({"text":" An hour with Tom ","due_on":"2026-10-20"})");
  ASSERT_EQ(made.status, 200) << made.text;
  EXPECT_EQ(made.Said("/page/next/0/text"), "An hour with Tom");
  const std::string path = "/api/v1/report-commitments/" + made.Said("/page/next/0/id");
  EXPECT_EQ(Post(jim_, Path(jim_, "2026-09", "/commitments"), R"({"text":" ","due_on":"2026-01-20"})").status,
            422);
  EXPECT_EQ(Ask(max_, http::Method::patch, path, R"({"is_done":true})", 1).status, 404);
  ASSERT_EQ(Close(jim_, "2026-09", 0).status, 200);
  const std::string september = Of(jim_, "2026-09").text;

  EXPECT_EQ(Ask(jim_, http::Method::patch, path, R"({"text":"Something easier"})", 1).status, 409)
      << "its words are frozen";
  EXPECT_EQ(Ask(jim_, http::Method::remove, path, "", 1).status, 409);
  EXPECT_EQ(Of(jim_, "2026-10").Said("/page/earlier/0/month"), "2026-09");
  EXPECT_TRUE(Of(jim_, "2026-10").at("/page/earlier/0/is_late").as_bool());
  const auto done = Ask(jim_, http::Method::patch, path, R"({"is_done":true})", 1);
  ASSERT_EQ(done.status, 200) << done.text;
  EXPECT_EQ(done.Said("/done_on"), "2026-11-24");
  EXPECT_EQ(Of(jim_, "2026-10").Said("/page/earlier/0/done_on"), "2026-11-24");
  EXPECT_EQ(Of(jim_, "2026-11").at("/page/earlier").as_array().size(), 1U) << "done in November";
  EXPECT_EQ(Of(jim_, "2026-09").text, september);
}

TEST_P(ReportRoutesTest, RepsSeeWhatTheOrganizationOpensAndWhatItMeans) {
  Deal(bexley_, jada_, "2026-10-10");
  ASSERT_EQ(Ask(jim_, http::Method::patch, Path(jim_, "2026-10", "/comments/scoreboard"),
                R"({"text":"Thank you, Jada."})", 0)
                .status,
            200);
  const auto list = Get(jada_, "/api/v1/reports");
  ASSERT_EQ(list.status, 200) << list.text;
  EXPECT_FALSE(list.at("/is_open").as_bool());
  EXPECT_EQ(list.Said("/person/name"), "Jim Calder");
  EXPECT_EQ(list.at("/meanings").as_array().size(), 6U);
  EXPECT_EQ(Ask(jim_, http::Method::patch, "/api/v1/report-format", FormatWith("scoreboard", ""), 0).status,
            403);
  ASSERT_EQ(Ask(dana_, http::Method::patch, "/api/v1/report-format", FormatWith("scoreboard", ""), 0).status,
            200);
  EXPECT_EQ(Of(jada_, "2026-10").status, 404) << "a draft";
  ASSERT_EQ(Close(jim_, "2026-10", 1).status, 200);
  const auto seen = Of(jada_, "2026-10");
  ASSERT_EQ(seen.status, 200) << seen.text;
  ASSERT_EQ(seen.at("/page/sections").as_array().size(), 1U);
  EXPECT_EQ(seen.Said("/page/sections/0/key"), "scoreboard");
  EXPECT_EQ(seen.Said("/page/sections/0/comment"), "");
  EXPECT_TRUE(Line(seen, "figure.total_wins")->at("rows").as_array().empty());
  EXPECT_EQ(Get(max_, "/api/v1/reports").at("/months").as_array().size(), 13U) << "the own drafts";
}

TEST_P(ReportRoutesTest, TheOrganizationSetsTheFormat) {
  std::string body = FormatWith("", "");
  body.replace(body.find(R"("is_on":true,"heading":"")"), 25, R"("is_on":true,"heading":"Who has whom")");
  ASSERT_EQ(Ask(ann_, http::Method::patch, "/api/v1/report-format", body, 0).status, 200);
  EXPECT_EQ(Of(jim_, "2026-10").Said("/page/sections/0/heading"), "Who has whom");
  EXPECT_EQ(Ask(ann_, http::Method::patch, "/api/v1/report-format", body, 0).status, 412);
  EXPECT_EQ(Ask(ann_, http::Method::patch, "/api/v1/report-format", R"({"sections":[]})", 1).status, 422);
  EXPECT_EQ(Ask(jada_, http::Method::patch, "/api/v1/report-format", body, 1).status, 403);
}

TEST_P(ReportRoutesTest, AClosedReportIsMailedOnceToThoseWhoMaySeeIt) {
  const auto send = [&](const char* at) {
    return SendDueReports(db(), kOrg, "https://baton.example", *ParseInstant(at));
  };
  ASSERT_EQ(Close(jim_, "2026-10", 0).status, 200);
  EXPECT_EQ(send("2026-11-10T12:00:00Z"), 0) << "no day is set";
  ASSERT_EQ(Ask(ann_, http::Method::patch, "/api/v1/report-format",
                FormatWith("scoreboard", R"(,"mail_day":5,"mail_minute":540)"), 0)
                .status,
            200);
  EXPECT_EQ(send("2026-11-10T12:00:00Z"), 0) << "no mail server";
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, ann_}, "mail_relay.change", now_);
    mail::Relay relay;
    relay.kind = mail::RelayKind::folder;
    relay.from_email = "baton@northwind.example";
    action.Insert(relay);
    tx.Execute("UPDATE person SET time_zone = 'Asia/Tokyo', language = 'de' WHERE org_id = $1 AND id = $2",
               kOrg, dana_);
  });
  EXPECT_EQ(send("2026-11-04T23:59:00Z"), 0) << "in Tokyo it is the fifth, before nine";
  EXPECT_EQ(send("2026-11-05T00:00:00Z"), 1) << "Dana";
  EXPECT_EQ(send("2026-11-05T00:15:00Z"), 0) << "once";
  EXPECT_EQ(send("2026-11-05T09:00:00Z"), 4) << "Jim and the three reps";
  EXPECT_EQ(send("2026-11-06T09:00:00Z"), 0);
  const auto mails = mail::ListMails(*db().Read(), {access::Reach::organization, kOrg, Id{0}}, {});
  ASSERT_EQ(mails.size(), 5U);
  const auto first = mail::FindDraft(*db().Read(), kOrg, mails.back().id);
  EXPECT_EQ(first->subject, "Monatsbericht: Jim Calder, Oktober 2026");
  EXPECT_NE(first->text.find("/report?person="), std::string::npos);
  const auto last = mail::FindDraft(*db().Read(), kOrg, mails.front().id);
  EXPECT_EQ(last->text.find("Coaching"), std::string::npos) << "a rep is sent what is open: " << last->text;
}

TEST_P(ReportRoutesTest, FilesHoldWhatThePageShows) {
  Deal(bexley_, jada_, "2026-10-10");
  ASSERT_EQ(Ask(jim_, http::Method::patch, Path(jim_, "2026-10", "/comments/scoreboard"),
                R"x({"text":"=SUM(A1)"})x", 0)
                .status,
            200);
  const auto csv = Of(jim_, "2026-10", "/file?format=csv");
  ASSERT_EQ(csv.status, 200);
  EXPECT_NE(csv.text.find("All sales,\"$100,000\",100000"), std::string::npos) << csv.text;
  EXPECT_NE(csv.text.find("'=SUM(A1)"), std::string::npos);
  const auto xlsx = Of(jim_, "2026-10", "/file?format=xlsx");
  ASSERT_EQ(xlsx.status, 200);
  EXPECT_TRUE(xlsx.text.starts_with("PK"));
  EXPECT_EQ(Of(jim_, "2026-10", "/file?format=docx").status, 422);
  EXPECT_EQ(Of(dana_, "2026-10", "/file?format=csv").status, 404);
}

TEST_P(ReportRoutesTest, AsksAsManyQuestionsForManyAsForFew) {
  const auto ask = [&] {
    const auto before = db::StatementsRun();
    EXPECT_EQ(Of(jim_, "2026-10").status, 200);
    return db::StatementsRun() - before;
  };
  // One of each kind: what there is none of is not asked for.
  Deal(bexley_, jada_, "2026-10-02");
  Deal(wren_, tom_, "2026-10-02");
  MovedPromise(jada_);
  MovedPromise(tom_);
  const auto few = ask();
  for (int i = 0; i < 15; ++i) {
    Deal(i % 2 == 0 ? bexley_ : wren_, i % 2 == 0 ? jada_ : tom_, "2026-10-05");
    MovedPromise(tom_);
  }
  EXPECT_EQ(ask(), few);
  RecordProperty("questions", static_cast<int>(few));
}

INSTANTIATE_TEST_SUITE_P(Engines, ReportRoutesTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::report
