// What the tests of meetings share: a handoff from Jim in Berlin to Jada in India.
#pragma once

#include "book/book_routes.h"
#include "book/calendar.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "introduction/introduction_routes.h"
#include "introduction/meeting.h"
#include "introduction/tell.h"
#include "invite/appointments_for_test.h"

namespace baton::introduction {

using format::icalendar::Invitation;
using invite::Waiting;

class IntroductionTest : public invite::AppointmentsTest {
 protected:
  void AddRoutes(http::Router& router) override { AddIntroductionRoutes(router); }
  void AddJobs(job::Runner& runner) override { AddTellJob(runner); }

  void SetUp() override {
    AppointmentsTest::SetUp();
    if (IsSkipped()) return;
    book::AddTables(tables_);
    handoff::AddTables(tables_);
    AddTables(tables_);
    SetZones();
    handoff_ = *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const handoff::Proposal proposal{.account_id = larmar_, .from_id = jim_, .to_id = jada_};
      return handoff::Propose(action, std::span(&proposal, 1)).front().id;
    });
    bill_ = book::FindContacts(*db().Read(), kOrg, larmar_).front().id;
  }

  std::string Path() const { return "/api/v1/handoffs/" + ToString(handoff_) + "/meetings"; }
  static std::string Path(const std::string& id) { return "/api/v1/meetings/" + id; }
  std::string Body(const std::string& local = "2026-12-02T17:00",
                   const std::string& zone = "America/New_York", const std::string& more = "") const {
    return R"({"starts_local":")" + local + R"(","time_zone":")" + zone +
           R"(","minutes":45,"place":"Pier 4","note":"",)" + more + R"("contact_ids":[")" + ToString(bill_) +
           "\"]}";
  }
  handoff::TestReply Planned() {
    auto reply = Post(jim_, Path(), Body());
    EXPECT_EQ(reply.status, 201) << reply.text;
    return reply;
  }
  handoff::TestReply Changed(const std::string& id, std::int64_t version, const std::string& patch) {
    auto reply = Ask(jim_, http::Method::patch, Path(id), patch, version);
    EXPECT_EQ(reply.status, 200) << reply.text;
    return reply;
  }
  std::size_t EntriesOf(Id person) {
    const auto at = *ParseInstant("2026-12-02T00:00:00Z");
    return book::FindCalendar(*db().Read(), kOrg, std::span(&person, 1), at, at + 3 * kMillisecondsPerDay)
        .size();
  }

  Id handoff_;
  Id bill_;
};

}  // namespace baton::introduction
