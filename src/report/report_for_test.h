// A team with deals and promises, and the monthly reports asked for over the API: for the tests of reports.
//
//   class MonthsTest : public ReportTest {};
//   TEST_P(MonthsTest, X) { EXPECT_EQ(TextOf(Of(jim_, "2026-10"), "figure.total_wins"), "1"); }
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "book/opportunity.h"
#include "coaching/promise.h"
#include "handoff/team_for_test.h"
#include "paper/printer.h"
#include "report/report_routes.h"

namespace baton::report {

// Now is Tuesday 2026-11-24: October is over, November runs.
class ReportTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddReportRoutes(router, no_printer_); }
  paper::Printer no_printer_{{}};

  std::string Path(Id manager, const std::string& month, const std::string& more = "") {
    return "/api/v1/people/" + ToString(manager) + "/reports/" + month + more;
  }
  handoff::TestReply Of(Id asker, const std::string& month, const std::string& more = "") {
    return Get(asker, Path(jim_, month, more));
  }
  handoff::TestReply Close(Id asker, const std::string& month, std::int64_t version) {
    return Post(asker, Path(jim_, month, "/close"), "", version);
  }
  template <class Row>
  Row Insert(Row row) {
    return *db().Write([&](db::Tx& tx) -> Result<Row> {
      action::Action action(tx, {kOrg, jim_}, "test.insert", now_);
      return action.Insert(row);
    });
  }
  Id Deal(Id account, Id owner, const char* day, std::int64_t amount = 10'000'000) {
    book::Opportunity deal;
    deal.account_id = account;
    deal.owner_id = owner;
    deal.name = "Deal";
    deal.status = book::OpportunityStatus::won;
    deal.amount_minor = amount;
    deal.currency = "USD";
    deal.opened_on = *ParseDay(day) - 30;
    deal.closes_on = *ParseDay(day);
    deal.created_at = now_;
    return Insert(deal).id;
  }
  void MoveTo(Id rep, Id manager, const char* at) {
    const Instant then = *ParseInstant(at);
    const auto moved = db().Write([&](db::Tx& tx) -> Result<people::Person> {
      action::Action action(tx, {kOrg, jim_}, "person.change", then);
      const auto before = people::FindPerson(tx, kOrg, rep);
      people::Person after = *before;
      after.manager_id = manager;
      return action.Update(*before, after);
    });
    ASSERT_TRUE(moved);
  }
  void MovedPromise(Id rep) {
    coaching::Promise promise;
    promise.manager_id = jim_;
    promise.rep_id = rep;
    promise.title = "Read the letter";
    promise.promised_at = *ParseInstant("2026-10-05T09:00:00Z");
    promise.first_due_at = *ParseInstant("2026-10-08T09:00:00Z");
    promise.due_at = *ParseInstant("2026-10-12T09:00:00Z");
    promise.moves = 1;
    const Id id = Insert(promise).id;
    coaching::Displacement moved;
    moved.promise_id = id;
    moved.cause = coaching::Cause::own_deal;
    moved.from_at = promise.first_due_at;
    moved.to_at = promise.due_at;
    moved.moved_at = *ParseInstant("2026-10-08T08:00:00Z");
    Insert(moved);
  }
  static const json::Value* Line(const handoff::TestReply& reply, std::string_view key) {
    for (const json::Value& section : reply.at("/page/sections").as_array()) {
      for (const json::Value& line : section.at("lines").as_array()) {
        if (line.at("key").as_string() == key) return &line;
      }
    }
    return nullptr;
  }
  static std::string TextOf(const handoff::TestReply& reply, std::string_view key) {
    const json::Value* line = Line(reply, key);
    return line ? std::string(line->at("text").as_string()) : "no such line";
  }
  static std::string NoteOf(const handoff::TestReply& reply, std::string_view key) {
    for (const json::Value& section : reply.at("/page/sections").as_array()) {
      if (section.at("key").as_string() == key) return std::string(section.at("note").as_string());
    }
    return "no such section";
  }
  std::string FormatWith(const std::string& key, const std::string& more) {
    std::string sections;
    for (const char* one : {"handoffs", "coaching", "scoreboard", "exposure", "displaced", "commitments"}) {
      sections += std::string(sections.empty() ? "" : ",") + R"({"key":")" + one +
                  R"(","is_on":true,"heading":"","reps_see":)" + (key == one ? "true" : "false") + "}";
    }
    return R"({"sections":[)" + sections + "]" + more + "}";
  }
};

}  // namespace baton::report
