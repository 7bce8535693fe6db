// A tree of five storeys with something of every kind between its people, and the real routes of all slices, to ask them as whoever is
// above.
//
//   ProbeOf(Kind::promises, dana_, jim_)   // what GET /api/v1/promises shows Dana of Jim: status and rows
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "acquaintance/ties_routes.h"
#include "action/tables.h"
#include "assessment/assessment_routes.h"
#include "audit/audit_routes.h"
#include "board/board_routes.h"
#include "book/book_routes.h"
#include "book/opportunity.h"
#include "calendar/calendar_routes.h"
#include "coaching/promise_for_test.h"
#include "coaching/promise_routes.h"
#include "coaching/session_routes.h"
#include "cover/cover_routes.h"
#include "delegation/delegation_routes.h"
#include "departure/departure_list.h"
#include "departure/departure_routes.h"
#include "friday/friday_routes.h"
#include "handoff/directory.h"
#include "handoff/handoff_routes.h"
#include "handoff/team_for_test.h"
#include "hour/hour_routes.h"
#include "mail/mail_routes.h"
#include "mentor/mentor_routes.h"
#include "ninety_days/ninety_days_routes.h"
#include "paper/printer.h"
#include "plan/plan_routes.h"
#include "report/report_routes.h"
#include "review/review_routes.h"
#include "scoreboard/scoreboard_routes.h"
#include "share/directory.h"
#include "share/share_routes.h"
#include "sight/sight_routes.h"
#include "skill/directory.h"
#include "skill/skill_routes.h"
#include "takeover/directory.h"
#include "takeover/takeover_routes.h"
#include "traffic/traffic_routes.h"

namespace baton::sight {

struct Probe {
  int status = 0;
  std::int64_t rows = 0;  // of the person asked about; 1 where the answer is one row

  bool ShowsNothing() const { return status == 403 || status == 404 || (status == 200 && rows == 0); }
};

// Greta directs Dana, who directs Mara, who manages Jim, who manages Jada, Tom and Lena. Now is Tuesday 2026-11-24.
class SightTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override {
    AddSightRoutes(router);
    book::AddBookRoutes(router);
    acquaintance::AddTiesRoutes(router);
    handoff::AddHandoffRoutes(router);
    plan::AddPlanRoutes(router);
    share::AddShareRoutes(router);
    scoreboard::AddScoreboardRoutes(router);
    report::AddReportRoutes(router, no_printer_);
    friday::AddFridayRoutes(router, no_printer_);
    ninety_days::AddNinetyDaysRoutes(router);
    hour::AddHourRoutes(router);
    departure::AddDepartureRoutes(router);
    departure::AddDepartureListRoutes(router);
    board::AddBoardRoutes(router);
    delegation::AddDelegationRoutes(router);
    takeover::AddTakeoverRoutes(router);
    coaching::AddSessionRoutes(router, sessions_);
    coaching::AddPromiseRoutes(router);
    skill::AddSkillRoutes(router);
    review::AddReviewRoutes(router, {.key = &key_});
    assessment::AddAssessmentRoutes(router, &key_);
    mentor::AddMentorRoutes(router, &key_);
    calendar::AddCalendarRoutes(router, calendars_);
    cover::AddCoverRoutes(router);
    traffic::AddTrafficRoutes(router, traffic_);
    mail::AddMailRoutes(router, mail_);
    audit::AddAuditRoutes(router, tables_);
  }

  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, ann_}, "person.create", now_);
      skill::InsertProvided(action);
      greta_ = AddPerson(action, "Greta Sand", access::Role::director, {});
      mara_ = AddPerson(action, "Mara Lind", access::Role::manager, dana_);
      for (const auto& [person, manager] : {std::pair{dana_, greta_}, {jim_, mara_}}) {
        tx.Execute("UPDATE person SET manager_id = $1 WHERE org_id = $2 AND id = $3", manager, kOrg, person);
      }
    });
  }

  // Something of every kind that can be made in a line or two.
  void Furnish() {
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, jim_}, "plan.approve", now_);
      const std::array proposals{handoff::Proposal{.account_id = larmar_, .from_id = jim_, .to_id = jada_},
                                 handoff::Proposal{.account_id = bexley_, .from_id = jim_, .to_id = tom_}};
      handoff::Propose(action, proposals);
      for (const auto& [account, rep] : {std::pair{larmar_, jada_}, {bexley_, tom_}}) {
        action.Insert(takeover::Takeover{.account_id = account,
                                         .person_id = jim_,
                                         .successor_id = rep,
                                         .week_on = *ParseDay("2026-11-16"),
                                         .happened_at = DaysFromNow(-5),
                                         .seen_at = DaysFromNow(-5)});
      }
      share::Propose(action,
                     {.manager_id = jim_,
                      .director_id = dana_,
                      .until_on = *ParseDay("2027-03-01"),
                      .proposed_by = jim_,
                      .proposed_at = now_},
                     std::span(&wren_, 1));
    });
    for (const Id rep : {jada_, jada_, tom_})
      coaching::InsertPromise(db(), kOrg, coaching::PromiseOf(jim_, rep, "2026-11-26T10:30:00Z", now_));
    const std::string first = Session({jada_});
    Session({jada_, tom_});
    Session({tom_});
    Note(jada_, first, "shared_upward");
    Note(jim_, first, "the_two");
    Note(jim_, first, "author_only");
    for (const char* is_draft : {"true", "false"}) {
      const auto made =
          Post(jada_, "/api/v1/reviews",
               R"({"title":"To Harbor","text":"Dear Bill,","is_draft":)" + std::string(is_draft) + "}");
      EXPECT_EQ(made.status, 201) << made.text;
    }
    const auto named =
        Post(dana_, "/api/v1/mentors", R"({"person_id":")" + ToString(mara_) + R"(","about":"Letting go"})");
    EXPECT_EQ(named.status, 201) << named.text;
    const auto talk =
        Post(jim_, "/api/v1/mentor-talks",
             R"({"mentor_id":")" + ToString(mara_) +
                 R"(","subject":"I take the calls back","starts_at":"2026-11-26T15:00:00Z","minutes":45})");
    EXPECT_EQ(talk.status, 201) << talk.text;
    std::string answers = "4";
    for (int i = 1; i < 20; ++i) answers += ",4";
    EXPECT_EQ(Post(jim_, "/api/v1/self-assessment", R"({"answers":[)" + answers + "]}").status, 201);
    EXPECT_EQ(Ask(jim_, http::Method::patch, "/api/v1/friday", R"({"shown":["handoffs"]})", 0).status, 200);
    EXPECT_EQ(Post(jim_, "/api/v1/friday/send", "", 1).status, 200);
    EXPECT_EQ(Post(jim_, "/api/v1/people/" + ToString(jim_) + "/reports/2026-10/close", "", 0).status, 200);
    EXPECT_EQ(Post(jim_, "/api/v1/plans", "{}").status, 201);
  }

  std::string Session(const std::vector<Id>& reps) {
    std::string ids;
    for (const Id rep : reps) ids += (ids.empty() ? "\"" : ",\"") + ToString(rep) + "\"";
    const auto made = Post(
        jim_, "/api/v1/coaching-sessions",
        R"({"kind":")" + std::string(reps.size() > 1 ? "group" : "one_to_one") +
            R"(","purpose":"skill","starts_at":"2026-11-24T08:00:00Z","minutes":30,"is_held":true,"rep_ids":[)" +
            ids + "]}");
    EXPECT_EQ(made.status, 201) << made.text;
    return made.Said("/id");
  }
  void Note(Id person, const std::string& session, const std::string& visibility) {
    const auto made = Post(person, "/api/v1/coaching-sessions/" + session + "/notes",
                           R"({"text":"Slower","visibility":")" + visibility + "\"}");
    EXPECT_EQ(made.status, 201) << made.text;
  }

  // Rows of a list in which one of these members is the person.
  Probe List(Id asker, const std::string& path, Id about, std::initializer_list<const char*> members,
             const char* list = "/items") {
    const auto reply = Get(asker, path);
    Probe probe{.status = reply.status};
    if (reply.status != 200) return probe;
    for (const json::Value& row : reply.at(list).as_array()) {
      for (const char* member : members) {
        const json::Value* found = row.find_pointer(member, ignored_);
        if (!found || !IsAbout(*found, about)) continue;
        ++probe.rows;
        break;
      }
    }
    return probe;
  }
  static bool IsAbout(const json::Value& value, Id about) {
    if (value.is_string()) return value.as_string() == ToString(about);
    if (!value.is_array()) return false;
    for (const json::Value& one : value.as_array()) {
      if (one.is_object() && one.at("id").as_string() == ToString(about)) return true;
    }
    return false;
  }
  Probe One(Id asker, const std::string& path) {
    const int status = Get(asker, path).status;
    return {.status = status, .rows = status == 200 ? 1 : 0};
  }

  Probe MonthsOf(Id asker) {
    const auto reply = Get(asker, "/api/v1/reports?person=" + ToString(jim_));
    if (reply.status != 200) return {.status = reply.status};
    return {.status = 200, .rows = std::ssize(reply.at("/months").as_array())};
  }
  Probe NotesOf(Id asker, Id about) {
    Probe probe = List(asker, "/api/v1/coaching-notes", about, {"/manager/id", "/rep/id"});
    for (const json::Value& session : Items(asker, "/api/v1/coaching-sessions")) {
      const auto page = Get(asker, "/api/v1/coaching-sessions/" + std::string(session.at("id").as_string()));
      for (const json::Value& note : page.at("/notes").as_array()) {
        const bool is_shared = note.at("visibility").as_string() != "author_only";
        const json::Value* rep = note.find_pointer("/rep/id", ignored_);
        probe.rows += is_shared && rep && IsAbout(*rep, about) ? 1 : 0;
      }
    }
    return probe;
  }
  json::Array Items(Id asker, const std::string& path) {
    const auto reply = Get(asker, path);
    return reply.status == 200 ? reply.at("/items").as_array() : json::Array();
  }

  Probe ProbeOf(Kind kind, Id asker, Id about) {
    const std::string id = ToString(about);
    const std::string person = "/api/v1/people/" + id;
    switch (kind) {
      case Kind::accounts:
        return {.status = Get(asker, "/api/v1/accounts?owner=" + id).status,
                .rows = std::ssize(Items(asker, "/api/v1/accounts?owner=" + id))};
      case Kind::handoffs:
        return List(asker, "/api/v1/handoffs?role=any", about, {"/from/id", "/to/id"});
      case Kind::plans:
        return List(asker, "/api/v1/plans", about, {"/manager/id"});
      case Kind::agreed_share:
        return List(asker, "/api/v1/agreed-shares?manager=" + id, about, {"/manager/id"});
      case Kind::ties:
        return One(asker, "/api/v1/accounts/" + ToString(about == jada_ ? FirstOf(jada_) : wren_) + "/ties");
      case Kind::scoreboard:
        // A rep is one of the manager's sums for those above the manager.
        if (about == jada_ && asker == jim_) return One(asker, person + "/growth");
        return One(asker, "/api/v1/people/" + ToString(jim_) + "/scoreboard");
      case Kind::reports:
        return MonthsOf(asker);
      case Kind::friday_pages:
        return List(asker, "/api/v1/friday-pages", about, {"/person/id"});
      case Kind::ninety_days:
        return One(asker, person + "/ninety-days");
      case Kind::hours:
        return One(asker, person + "/hour");
      case Kind::departure:
        return One(asker, person + "/departure");
      case Kind::delegation:
        return One(asker, "/api/v1/delegations/" + ToString(jada_));
      case Kind::takeovers:
        return List(asker, "/api/v1/takeovers", about, {"/person/id", "/successor/id"});
      case Kind::coaching_sessions:
        return List(asker, "/api/v1/coaching-sessions", about, {"/manager/id", "/reps"});
      case Kind::coaching_notes:
        return NotesOf(asker, about);
      case Kind::skill_levels:
        return One(asker, "/api/v1/skill-levels?rep=" + id + "&manager=" + ToString(jim_));
      case Kind::promises:
        return List(asker, "/api/v1/promises", about, {"/manager/id", "/rep/id"});
      case Kind::reviews:
        return List(asker, "/api/v1/reviews", about, {"/manager/id", "/rep/id"});
      case Kind::self_assessment:  // there is no other's
        return {.status = Get(asker, "/api/v1/self-assessment").status, .rows = 0};
      case Kind::answers:
        return {.status = Get(asker, "/api/v1/self-assessment").status, .rows = asker == jim_ ? 1 : 0};
      case Kind::mentor_talks:
        return List(asker, "/api/v1/mentor-talks", about, {"/asker/id", "/mentor/id"});
      case Kind::working_days:
        return One(asker, person + "/absences");
      case Kind::covers:
        return One(asker, person + "/holds");
      case Kind::calendar:
        return List(asker, "/api/v1/team-times", about, {"/person/id"});
      case Kind::mailbox:
        return {.status = Get(asker, "/api/v1/mail-sources").status,
                .rows = std::ssize(Items(asker, "/api/v1/mail-sources"))};
      case Kind::letters:
        return One(asker, "/api/v1/mails");
      case Kind::own:
        return List(asker, "/api/v1/actions", about, {"/actor/id"});
    }
    return {};
  }
  Id FirstOf(Id person) { return book::FindOwnedAccounts(*db().Read(), kOrg, person).front(); }

  Id greta_, mara_;
  paper::Printer no_printer_{{}};
  boost::system::error_code ignored_;
  const seal::Key key_{{7, 8, 9}};
  const coaching::SessionOptions sessions_{.key = &key_};
  const calendar::CalendarOptions calendars_{.key = &key_};
  const traffic::TrafficOptions traffic_{};
  const mail::MailOptions mail_{.key = &key_};
  action::Tables tables_;
};

}  // namespace baton::sight
