// Jim's team with deals and sessions, and the scoreboard asked for over the API: for the tests of its routes.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "action/action.h"
#include "base/zone.h"
#include "book/opportunity.h"
#include "coaching/session_words.h"
#include "handoff/team_for_test.h"
#include "scoreboard/scoreboard_routes.h"

namespace baton::scoreboard {

// 24 November 2026 is a Tuesday; thirteen weeks begin on 31 August.
class ScoreboardTest : public handoff::TeamTest {
 protected:
  void AddRoutes(http::Router& router) override { AddScoreboardRoutes(router); }

  handoff::TestReply Of(Id person, Id asker, const std::string& more = "") {
    return Get(asker, "/api/v1/people/" + ToString(person) + "/scoreboard" + more);
  }
  handoff::TestReply RowsOf(Id asker, const std::string& figure, const std::string& more = "") {
    return Get(asker, "/api/v1/people/" + ToString(jim_) + "/scoreboard/rows?figure=" + figure + more);
  }

  Day Today() const { return DayIn(now_, "UTC"); }

  template <class Row>
  Row Insert(Row row, Instant at) {
    return *db().Write([&](db::Tx& tx) -> Result<Row> {
      action::Action action(tx, {kOrg, jim_}, "test.insert", at);
      return action.Insert(row);
    });
  }

  template <class Row>
  Row Change(const Row& before, const Row& after, Instant at) {
    return *db().Write([&](db::Tx& tx) -> Result<Row> {
      action::Action action(tx, {kOrg, jim_}, "test.change", at);
      return action.Update(before, after);
    });
  }

  Id Deal(Id account, Id owner, int days_ago, book::OpportunityStatus status = book::OpportunityStatus::won,
          std::int64_t amount = 100'000) {
    book::Opportunity deal;
    deal.account_id = account;
    deal.owner_id = owner;
    deal.name = "Deal";
    deal.status = status;
    deal.amount_minor = amount;
    deal.currency = "USD";
    deal.opened_on = Today() - days_ago - 30;
    deal.closes_on = Today() - days_ago;
    deal.created_at = now_;
    return Insert(deal, now_).id;
  }

  // Held with one rep, who wrote something into it or did not.
  Id Session(Id rep, int days_ago, bool has_mark, coaching::Purpose purpose = coaching::Purpose::skill) {
    const Instant at = DaysFromNow(-days_ago);
    coaching::Session session;
    session.manager_id = jim_;
    session.purpose = purpose;
    session.state = coaching::SessionState::held;
    session.starts_at = at;
    session.minutes = 60;
    session.held_minutes = 60;
    session.recorded_at = at;
    session.tagged_at = at;
    session.created_at = at - kMillisecondsPerDay;
    const Id id = Insert(session, at).id;
    Insert(coaching::SessionRep{.session_id = id, .rep_id = rep}, at);
    if (has_mark) {
      Insert(coaching::Item{.session_id = id, .rep_id = rep, .author_id = rep, .text_id = Text(at)}, at);
    }
    return id;
  }
  Id Text(Instant at) {
    return db().Write([&](db::Tx& tx) {
      const Id made = tx.NewId();
      tx.Execute("INSERT INTO coaching_text (org_id, id, sealed, written_at) VALUES ($1, $2, 'x', $3)", kOrg,
                 made, at);
      return made;
    });
  }

  static const json::Value& Figure(const handoff::TestReply& reply, std::string_view key) {
    for (const json::Value& one : reply.at("/figures").as_array()) {
      if (one.at("key").as_string() == key) return one;
    }
    throw std::out_of_range(std::string(key));
  }
};

}  // namespace baton::scoreboard
