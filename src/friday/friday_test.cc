#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "action/undo.h"
#include "base/zone.h"
#include "coaching/promise.h"
#include "coaching/session.h"
#include "db/statement_count.h"
#include "departure/outlook.h"
#include "friday/directory.h"
#include "friday/friday_routes.h"
#include "friday/friday_store.h"
#include "friday/page.h"
#include "handoff/directory.h"
#include "handoff/team_for_test.h"
#include "paper/fake_chromium_for_test.h"
#include "paper/printer.h"
#include "people/person_store.h"
#include "report/report_row.h"
#include "report/report_view.h"

namespace baton::friday {
namespace {

// Now is Tuesday 2026-11-24; the week began on Monday the 23rd.
class FridayTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddFridayRoutes(router, printer_); }
  const paper::FakeChromium chromium_{paper::kPrints};
  paper::Printer printer_{{.program = chromium_.program()}};

  template <class F>
  auto Write(const F& deed) {
    return *db().Write([&](db::Tx& tx) -> Result<decltype(deed(std::declval<action::Action&>()))> {
      action::Action action(tx, {kOrg, jim_}, "test.write", now_);
      return deed(action);
    });
  }
  coaching::Promise Promise(Id rep, Instant due_at, const std::string& title = "Read the letter") {
    return Write([&](action::Action& action) {
      return action.Insert(coaching::Promise{.manager_id = jim_,
                                             .rep_id = rep,
                                             .title = title,
                                             .minutes = 30,
                                             .promised_at = now_,
                                             .first_due_at = due_at,
                                             .due_at = due_at});
    });
  }
  handoff::Handoff Handoff(Id account, Id to, std::optional<Day> introduction_on) {
    return Write([&](action::Action& action) {
      const std::array proposals{handoff::Proposal{
          .account_id = account, .from_id = jim_, .to_id = to, .introduction_on = introduction_on}};
      return handoff::Propose(action, proposals).front();
    });
  }
  Day Monday() const { return MondayOf(DayIn(now_, "UTC")); }
  handoff::TestReply Mark(const std::string& body, std::int64_t version) {
    return Ask(jim_, http::Method::patch, "/api/v1/friday", body, version);
  }
  handoff::TestReply Send(std::int64_t version) { return Post(jim_, "/api/v1/friday/send", "", version); }
  static std::string Statement(const handoff::TestReply& reply, int card) {
    return reply.Said("/cards/" + std::to_string(card) + "/statement");
  }
};

TEST_P(FridayTest, SaysInOneLineWhereThereIsNothingToDo) {
  const auto view = Get(jim_, "/api/v1/friday");
  ASSERT_EQ(view.status, 200) << view.text;
  EXPECT_EQ(view.at("/cards").as_array().size(), 7U);
  EXPECT_EQ(view.Said("/week_on"), "2026-11-23");
  EXPECT_EQ(view.Said("/reader/name"), "Dana Ruiz");
  EXPECT_EQ(Statement(view, 0), "No promise is open.");
  EXPECT_EQ(Statement(view, 1), "Nobody stands out in four weeks. 3 of 3 had none.");
  EXPECT_EQ(Statement(view, 2), "No handoff is stuck.");
  EXPECT_EQ(Statement(view, 6), "Nothing is named yet.");
  // What is not known is said as that.
  EXPECT_EQ(view.Said("/since/title"), "Since the start: Baton does not know when that was");
  EXPECT_EQ(view.Said("/since/lines/0/text"), "not known");
}

TEST_P(FridayTest, CountsTheWeek) {
  Promise(jada_, DaysFromNow(-1));
  Promise(tom_, DaysFromNow(7), "Practise the call");
  Handoff(larmar_, jada_, Monday() - 14);
  Handoff(bexley_, tom_, Monday() + 7);
  Handoff(wren_, lena_, Monday());  // its week is not over
  const auto view = Get(jim_, "/api/v1/friday");
  EXPECT_EQ(Statement(view, 0), "2 promises are open, 1 late.");
  EXPECT_EQ(view.at("/cards/0/rows").as_array().size(), 2U);
  EXPECT_EQ(view.Said("/cards/0/rows/0/title"), "Read the letter");
  EXPECT_EQ(Statement(view, 2), "One handoff is stuck, of 3 under way.");
  EXPECT_EQ(view.Said("/cards/2/rows/0/title"), "Larmar Freight");
  EXPECT_EQ(Statement(view, 4), "One introduction next week, 1 without a time yet.");
  EXPECT_EQ(Statement(view, 5), "0.5 h with reps next week: no session, one promise.");
  EXPECT_EQ(view.Said("/cards/5/link"), "/week?week=2026-11-30");
  EXPECT_EQ(view.Said("/since/title"), "Since the first handoff was proposed on Nov 24, 2026");
  EXPECT_EQ(view.Said("/since/lines/0/text"), "0");
}

TEST_P(FridayTest, KeepsWhatWasMarkedForTheWeek) {
  EXPECT_EQ(Mark(R"({"shown":["handoffs"]})", 1).status, 412);
  const auto marked =
      Mark(R"({"shown":["stop","handoffs","handoffs"],"passed":["promises"],"stop":" Calls "})", 0);
  ASSERT_EQ(marked.status, 200) << marked.text;
  EXPECT_EQ(json::ToText(marked.at("/shown")), R"(["handoffs","stop"])");
  EXPECT_EQ(marked.Said("/stop"), "Calls");
  EXPECT_EQ(Mark(R"({"passed":[]})", 0).status, 412);
  EXPECT_EQ(Mark(R"({"stop":")" + std::string(501, 'x') + "\"}", 1).status, 422);
  EXPECT_EQ(Mark(R"({"shown":["salary"]})", 1).status / 100, 4);
  const auto view = Get(jim_, "/api/v1/friday");
  EXPECT_EQ(view.Said("/mark/passed/0"), "promises");
  EXPECT_EQ(Statement(view, 6), "“Calls”");
  // The next week begins anew, and shows what was to be stopped.
  now_ = DaysFromNow(6);
  const auto next = Get(jim_, "/api/v1/friday");
  EXPECT_EQ(next.Number("/mark/version"), 0);
  EXPECT_EQ(next.Said("/last_stop"), "Calls");
  EXPECT_EQ(next.Said("/last_stop_week_on"), "2026-11-23");
}

TEST_P(FridayTest, SendsWhatWasTickedToTheOneAboveAlone) {
  Promise(jada_, DaysFromNow(-1), "A word between two");
  Handoff(larmar_, jada_, Monday() - 14);
  EXPECT_EQ(Send(0).status, 409);  // nothing is ticked
  ASSERT_EQ(Mark(R"({"shown":["promises","handoffs"],"stop":"Mine alone"})", 0).status, 200);
  const auto sent = Send(1);
  ASSERT_EQ(sent.status, 200) << sent.text;
  const std::string path = "/api/v1/friday-pages/" + sent.Said("/id");
  const auto dana = Get(dana_, path);
  ASSERT_EQ(dana.status, 200) << dana.text;
  EXPECT_EQ(dana.at("/page/cards").as_array().size(), 2U);
  EXPECT_EQ(dana.Said("/page/cards/0/statement"), "One promise to reps open, 1 late.");
  EXPECT_TRUE(dana.at("/page/cards/0/rows").as_array().empty());
  EXPECT_EQ(dana.Said("/page/cards/1/rows/0/title"), "Larmar Freight");
  EXPECT_EQ(dana.text.find("A word between two"), std::string::npos);
  EXPECT_EQ(dana.text.find("Mine alone"), std::string::npos);
  EXPECT_EQ(NoticesOf(dana_), 1);
  // Nobody else.
  EXPECT_EQ(Get(max_, path).status, 404);
  EXPECT_EQ(Get(ann_, path).status, 404);
  EXPECT_EQ(Get(jada_, path).status, 403);
  EXPECT_TRUE(Get(max_, "/api/v1/friday-pages").at("/items").as_array().empty());
  EXPECT_EQ(Get(dana_, "/api/v1/friday-pages").at("/items").as_array().size(), 1U);
  // The cards themselves are for managers, each their own.
  EXPECT_EQ(Get(dana_, "/api/v1/friday").status, 403);
  EXPECT_EQ(Get(ann_, "/api/v1/friday").status, 403);
  EXPECT_EQ(Get(jada_, "/api/v1/friday").status, 403);
  EXPECT_EQ(Statement(Get(max_, "/api/v1/friday"), 0), "No promise is open.");
  EXPECT_EQ(Send(1).status, 409);
}

TEST_P(FridayTest, APageStaysAsItWasByteByByte) {
  const auto promise = Promise(jada_, DaysFromNow(-1));
  Handoff(larmar_, jada_, Monday() - 14);
  ASSERT_EQ(
      Mark(
          R"({"shown":["promises","least","handoffs","takeovers","introductions","slots","stop"],"stop":"x"})",
          0)
          .status,
      200);
  const std::string path = "/api/v1/friday-pages/" + Send(1).Said("/id");
  const std::string before = Get(dana_, path).text;
  Write([&](action::Action& action) {
    coaching::Promise kept = promise;
    kept.state = coaching::PromiseState::kept;
    kept.kept_at = now_;
    action.Update(promise, kept);
    const auto jim = people::FindPerson(action.tx(), kOrg, jim_);
    people::Person renamed = *jim;
    renamed.name = "Jim Other";
    action.Update(*jim, renamed);
    return action.id();
  });
  Handoff(bexley_, tom_, Monday() - 14);
  ASSERT_EQ(Mark(R"({"shown":[],"stop":"y"})", 1).status, 200);
  now_ = DaysFromNow(40);
  EXPECT_EQ(Get(dana_, path).text, before);
}

TEST_P(FridayTest, IsTakenBackWithItsNotice) {
  ASSERT_EQ(Mark(R"({"shown":["handoffs"]})", 0).status, 200);
  const std::string path = "/api/v1/friday-pages/" + Send(1).Said("/id");
  action::Tables tables;
  AddTables(tables);
  tables.Add({.name = "notice"});
  const Id action_id = *action_id_;
  const access::Principal jim{.org_id = kOrg, .person_id = jim_};
  const access::Scope own{access::Reach::own, kOrg, jim_};
  const auto undone = db().Write([&](db::Tx& tx) -> Result<action::Undone> {
    if (auto why = action::WhyNotUndo(tx, jim, own, action_id, tables, now_)) return Fail(*why);
    action::Action undoing(tx, {kOrg, jim_}, "action.undo", now_);
    return action::Undo(undoing, action_id, tables);
  });
  ASSERT_TRUE(undone);
  EXPECT_EQ(NoticesOf(dana_), 0);
  EXPECT_EQ(Get(dana_, path).status, 404);
  EXPECT_EQ(Send(1).status, 200);
}

TEST_P(FridayTest, WaitsFromFridayUntilItIsSent) {
  const auto waits = [&] { return FindWaiting(*db().Read(), kOrg, jim_, now_).has_value(); };
  EXPECT_FALSE(waits());
  now_ = *ParseInstant("2026-11-26T23:59:00Z");
  EXPECT_FALSE(waits());
  now_ = *ParseInstant("2026-11-27T00:00:00Z");
  EXPECT_TRUE(waits());
  now_ = *ParseInstant("2026-11-29T23:00:00Z");
  EXPECT_TRUE(waits());
  ASSERT_EQ(Mark(R"({"shown":["handoffs"]})", 0).status, 200);
  ASSERT_EQ(Send(1).status, 200);
  EXPECT_FALSE(waits());
}

// Day one: nobody reports to the manager, and nothing is handed over.
TEST_P(FridayTest, WaitsWhereThereIsSomethingToLookAt) {
  now_ = *ParseInstant("2026-11-27T08:00:00Z");
  const auto waits = [&](Id manager) { return FindWaiting(*db().Read(), kOrg, manager, now_).has_value(); };
  EXPECT_FALSE(waits(max_));
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET manager_id = $1 WHERE org_id = $2 AND role = 'rep'", max_, kOrg);
  });
  EXPECT_TRUE(waits(max_)) << "a team";
  EXPECT_FALSE(waits(jim_));
  Handoff(larmar_, jada_, {});
  EXPECT_TRUE(waits(jim_)) << "a handoff";
}

TEST_P(FridayTest, AsksAsLittleForManyPromisesAndHandoffsAsForFew) {
  const auto asked = [&] {
    const std::int64_t before = db::StatementsRun();
    EXPECT_EQ(Get(jim_, "/api/v1/friday").status, 200);
    return db::StatementsRun() - before;
  };
  for (const Id rep : {jada_, tom_, lena_}) Promise(rep, DaysFromNow(7));
  Handoff(larmar_, jada_, Monday() - 14);
  Handoff(bexley_, tom_, Monday() + 7);
  asked();
  const auto with_few = asked();
  for (int i = 0; i < 5; ++i) Promise(i % 2 == 0 ? tom_ : lena_, DaysFromNow(7 + i % 2));
  Handoff(wren_, lena_, Monday() + 7);
  EXPECT_LE(asked(), with_few);
}

TEST_P(FridayTest, APageIsPrintedForTheTwoOfIt) {
  ASSERT_EQ(Mark(R"({"shown":["handoffs","stop"],"stop":"Calls <on> Sunday"})", 0).status, 200);
  const auto sent = Send(1);
  ASSERT_EQ(sent.status, 200) << sent.text;
  const std::string file = "/api/v1/friday-pages/" + sent.Said("/id") + "/file";
  for (const Id reader : {jim_, dana_}) {
    const auto pdf = Get(reader, file);
    ASSERT_EQ(pdf.status, 200) << pdf.text;
    EXPECT_TRUE(pdf.text.starts_with("%PDF-"));
  }
  const std::string html = chromium_.Read("page.html");
  for (const char* said :
       {"Calls &lt;on&gt; Sunday", "No handoff is stuck.", "From Jim Calder to Dana Ruiz", "not known"}) {
    EXPECT_NE(html.find(said), std::string::npos) << said << '\n' << html;
  }
  for (const Id other : {max_, jada_, ann_}) EXPECT_GE(Get(other, file).status, 403);
  EXPECT_EQ(Get(max_, file).status, 404);
}

TEST_P(FridayTest, HowItWasIsReadFromTheReportClosedNextToTheStart) {
  ASSERT_TRUE(departure::WorkOut(db(), kOrg, now_));
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET starts_on = $3 WHERE org_id = $1 AND id = $2", kOrg, jim_,
               *ParseDay("2026-09-10"));
  });
  const auto close = [&](const char* month, const char* closed_at, std::int64_t expected) {
    report::LineView line;
    line.key = "exposure.expected";
    line.value = static_cast<double>(expected);
    line.low = line.high = line.value;
    report::SectionView section;
    section.lines = {line};
    report::FrozenPage page;
    page.page.sections = {section};
    Write([&](action::Action& action) {
      report::Report report;
      report.manager_id = jim_;
      report.month_on = report::ParseMonth(month)->from;
      report.closed_at = *ParseInstant(closed_at);
      report.closed_by = jim_;
      report.frozen = json::ToText(report::Frozen{.pages = {page}, .rows = {}});
      return action.Insert(report);
    });
  };
  const auto then = [&] { return Get(jim_, "/api/v1/friday").Said("/since/lines/1/text").substr(0, 13); };
  const auto basis = [&] { return Get(jim_, "/api/v1/friday").Said("/since/lines/1/basis"); };
  const std::string unknown = Get(jim_, "/api/v1/friday").Said("/since/lines/1/text");
  EXPECT_NE(unknown.find("then: not known"), std::string::npos) << unknown;
  close("2026-06", "2026-08-05T09:00:00Z", 10'000'000);
  EXPECT_EQ(Get(jim_, "/api/v1/friday").Said("/since/lines/1/text"), unknown) << "more than a month before";
  close("2026-07", "2026-08-20T09:00:00Z", 20'000'000);
  EXPECT_EQ(then(), "$200,000 then");
  close("2026-09", "2026-10-05T09:00:00Z", 40'000'000);
  EXPECT_EQ(then(), "$400,000 then");
  close("2026-08", "2026-09-12T09:00:00Z", 30'000'000);
  EXPECT_EQ(then(), "$300,000 then");
  EXPECT_NE(basis().find("as the monthly report that was closed on Sep 12, 2026 said"), std::string::npos)
      << basis();
  // A page that is older than any of them keeps it, and one that is sent later does not.
  ASSERT_EQ(Mark(R"({"shown":["stop"],"stop":"Calls"})", 0).status, 200);
  ASSERT_EQ(Send(1).status, 200);
  EXPECT_EQ(then(), "$300,000 then");
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE monthly_report SET closed_at = $2 WHERE org_id = $1", kOrg, now_ + 1);
  });
  now_ = DaysFromNow(1);
  EXPECT_NE(basis().find("as the first page of Nov 24, 2026 said"), std::string::npos) << basis();
}

TEST_P(FridayTest, TimeWithSomebodyNeedNotBeCoaching) {
  Write([&](action::Action& action) {
    const coaching::Session session{.manager_id = jim_,
                                    .kind = coaching::SessionKind::one_to_one,
                                    .purpose = coaching::Purpose::deal,
                                    .state = coaching::SessionState::held,
                                    .starts_at = now_ - 120 * kMillisecondsPerMinute,
                                    .minutes = 30};
    const auto inserted = action.Insert(session);
    action.Insert(coaching::SessionRep{.session_id = inserted.id, .rep_id = jada_});
    return inserted;
  });
  const auto view = Get(jim_, "/api/v1/friday");
  EXPECT_EQ(view.Said("/cards/1/told"), "In four weeks 2 of 3 had no time with the manager.");
  EXPECT_EQ(view.Said("/cards/1/title"), "Who had the least of my time");
}

TEST(FridayPageTest, WhatWouldGoIsSaidWithTwoDigits) {
  FridayFacts facts;
  facts.asked.organization.currency = "USD";
  facts.asked.organization.time_zone = "UTC";
  facts.since.now = Exposure{
      .expected_minor = 18'411'634, .low_minor = 6'639'444, .high_minor = 30'788'812, .accounts = 10};
  facts.since.then = Exposure{.expected_minor = 19'255'000};
  const auto lines = SinceOf(facts, "en").lines;
  const auto line = std::ranges::find(lines, "exposure", &SinceLineView::key);
  ASSERT_NE(line, lines.end());
  EXPECT_EQ(line->text, "$190,000 then, $180,000 now");
  EXPECT_TRUE(line->basis.starts_with("Now likely $66,000 to $310,000,")) << line->basis;
}

INSTANTIATE_TEST_SUITE_P(Engines, FridayTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::friday
