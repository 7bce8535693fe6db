#include "coaching/session_routes.h"

#include <gtest/gtest.h>

#include "action/undo.h"
#include "book/opportunity.h"
#include "coaching/promise_routes.h"
#include "coaching/session_store.h"
#include "handoff/team_for_test.h"
#include "skill/directory.h"
#include "skill/skill_routes.h"

namespace baton::coaching {
namespace {

constexpr const char* kMarker = "QUIXOTEXT";

// Now is Tuesday 2026-11-24 09:41 UTC.
class CoachingSessionTest : public handoff::TeamTest {
 protected:
  void SetUp() override {
    TeamTest::SetUp();
    if (IsSkipped()) return;
    AddTables(tables_);
    AddSessionTables(tables_);
    skill::AddTables(tables_);
    tables_.Add({.name = "notice"});
    db().Write([&](db::Tx& tx) {
      action::Action action(tx, {kOrg, ann_}, "skill.create", now_);
      skill::InsertProvided(action);
    });
  }
  void AddRoutes(http::Router& router) override {
    AddSessionRoutes(router, options_);
    AddPromiseRoutes(router);
    skill::AddSkillRoutes(router);
  }

  static std::string Reps(const std::vector<Id>& reps) {
    std::string text;
    for (const Id rep : reps) text += (text.empty() ? "\"" : ",\"") + ToString(rep) + "\"";
    return "[" + text + "]";
  }
  handoff::TestReply Plan(const std::vector<Id>& reps, const std::string& more = "",
                          const std::string& starts = "2026-11-24T08:00:00Z") {
    const std::string kind = reps.size() > 1 ? "group" : "one_to_one";
    return Post(jim_, kSessions,
                R"({"kind":")" + kind + R"(","purpose":"skill","starts_at":")" + starts +
                    R"(","minutes":30,"rep_ids":)" + Reps(reps) + more + "}");
  }
  std::string Held(const std::vector<Id>& reps, const std::string& more = "",
                   const std::string& starts = "2026-11-24T08:00:00Z") {
    const auto made = Plan(reps, R"(,"is_held":true)" + more, starts);
    EXPECT_EQ(made.status, 201) << made.text;
    return made.Said("/id");
  }
  static std::string PathOf(const std::string& id, const std::string& more = "") {
    return kSessions + ("/" + id) + more;
  }
  handoff::TestReply Page(Id person, const std::string& id) { return Get(person, PathOf(id)); }
  handoff::TestReply Write(Id person, const std::string& id, const std::string& visibility,
                           const std::string& text = kMarker) {
    return Post(person, PathOf(id, "/notes"),
                R"({"text":")" + text + R"(","visibility":")" + visibility + "\"}");
  }
  std::size_t Notes(Id person, const std::string& id) {
    return Page(person, id).at("/notes").as_array().size();
  }
  void Undo(Id person) {
    ASSERT_TRUE(action_id_);
    db().Write([&](db::Tx& tx) {
      action::Action undoing(tx, {kOrg, person}, "action.undo", now_);
      EXPECT_TRUE(action::Undo(undoing, *action_id_, tables_).kept.empty());
    });
  }
  Id AddDeal(Id owner, book::OpportunityStatus status, std::optional<Day> closes_on) {
    return *db().Write([&](db::Tx& tx) -> Result<Id> {
      action::Action action(tx, {kOrg, owner}, "opportunity.create", now_);
      return action
          .Insert(book::Opportunity{.account_id = larmar_,
                                    .owner_id = owner,
                                    .name = "15 terminals",
                                    .status = status,
                                    .currency = "USD",
                                    .closes_on = closes_on,
                                    .created_at = now_})
          .id;
    });
  }

  static inline const std::string kSessions = "/api/v1/coaching-sessions";
  const seal::Key key_{{7, 8, 9}};
  const SessionOptions options_{.key = &key_};
  action::Tables tables_;
};

TEST_P(CoachingSessionTest, IsSeenByThoseInIt) {
  const auto made = Plan({jada_});
  ASSERT_EQ(made.status, 201) << made.text;
  const std::string id = made.Said("/id");
  EXPECT_EQ(NoticesOf(jada_), 1);
  EXPECT_EQ(Page(jim_, id).Said("/session/reps/0/name"), "Jada Ellis");
  EXPECT_EQ(Page(jada_, id).status, 200);
  for (const Id other : {tom_, max_, dana_}) EXPECT_EQ(Page(other, id).status, 404);
  EXPECT_EQ(Page(ann_, id).status, 403);
  EXPECT_EQ(Get(tom_, kSessions).at("/items").as_array().size(), 0u);
  EXPECT_EQ(Get(jada_, kSessions).at("/items").as_array().size(), 1u);
  EXPECT_EQ(Post(jada_, kSessions, "{}").status, 403);
  EXPECT_EQ(Post(max_, kSessions,
                 R"({"kind":"one_to_one","purpose":"skill","starts_at":"2026-11-24T12:00:00Z","rep_ids":)" +
                     Reps({jada_}) + "}")
                .status,
            422);
}

TEST_P(CoachingSessionTest, IsPlannedHeldAndTakenBack) {
  const std::string id = Plan({jada_}, "", "2026-11-25T08:00:00Z").Said("/id");
  EXPECT_EQ(Post(jada_, PathOf(id, "/hold"), R"({"minutes":45})", 1).status, 403);
  EXPECT_EQ(Post(jim_, PathOf(id, "/hold"), R"({"minutes":2})", 1).status, 422);
  EXPECT_EQ(Post(jim_, PathOf(id, "/hold"), R"({"minutes":45})", 7).status, 412);
  const auto held = Post(jim_, PathOf(id, "/hold"), R"({"minutes":45})", 1);
  ASSERT_EQ(held.status, 200) << held.text;
  EXPECT_EQ(Page(jada_, id).Said("/session/starts_at"), "2026-11-24T09:41:00Z");  // not before it happened
  EXPECT_EQ(Page(jada_, id).Number("/session/held_minutes"), 45);
  EXPECT_EQ(Post(jim_, PathOf(id, "/cancel"), "", 2).status, 409);
  Undo(jim_);
  EXPECT_EQ(Page(jim_, id).Said("/session/state"), "planned");
  EXPECT_EQ(Post(jim_, PathOf(id, "/cancel"), "", Page(jim_, id).Number("/session/version")).status, 200);
  EXPECT_EQ(Page(jada_, id).Said("/session/state"), "cancelled");
}

TEST_P(CoachingSessionTest, AnHourWithThreeCountsOnceForTheManager) {
  Held({jada_, tom_, lena_});
  Held({jada_}, R"(,"kind":"deal_review")", "2026-11-20T08:00:00Z");
  const auto jim = Get(jim_, "/api/v1/coaching");
  ASSERT_EQ(jim.status, 200) << jim.text;
  EXPECT_EQ(jim.Number("/skill_minutes"), 60);
  EXPECT_EQ(jim.at("/pairs").as_array().size(), 3u);
  EXPECT_EQ(Get(tom_, "/api/v1/coaching").Number("/skill_minutes"), 30);
  EXPECT_EQ(Get(jada_, "/api/v1/coaching").Number("/skill_minutes"), 60);
}

TEST_P(CoachingSessionTest, ARepSaysWhetherItHappenedAndNobodyReadsWho) {
  const std::string id = Held({jada_});
  const std::string other = Held({tom_});
  const std::string third = Held({lena_});
  EXPECT_EQ(Get(jada_, kSessions + "?asking=true").at("/items").as_array().size(), 1u);
  EXPECT_EQ(Post(jim_, PathOf(id, "/confirm"), R"({"answer":"yes"})").status, 403);
  ASSERT_EQ(Post(jada_, PathOf(id, "/confirm"), R"({"answer":"no"})").status, 200);
  ASSERT_EQ(Post(jada_, PathOf(id, "/confirm"), R"({"answer":"differently"})").status, 200);  // the same week
  EXPECT_EQ(Page(jada_, id).Said("/session/my_answer"), "differently");
  EXPECT_TRUE(Get(jada_, kSessions + "?asking=true").at("/items").as_array().empty());
  const auto managers = Page(jim_, id);
  EXPECT_TRUE(managers.at("/session/my_answer").is_null());
  EXPECT_EQ(managers.Number("/session/version"), 1);
  EXPECT_EQ(managers.text.find("differently"), std::string::npos);
  Post(tom_, PathOf(other, "/confirm"), R"({"answer":"yes"})");
  now_ = now_ + 7 * kMillisecondsPerDay;
  EXPECT_TRUE(Get(jim_, "/api/v1/coaching").at("/answers").is_null());  // of two
  Post(lena_, PathOf(third, "/confirm"), R"({"answer":"yes"})");
  EXPECT_TRUE(Get(jim_, "/api/v1/coaching").at("/answers").is_null());  // the week is not over
  now_ = now_ + 7 * kMillisecondsPerDay;
  const auto totals = Get(jim_, "/api/v1/coaching");
  EXPECT_EQ(totals.Number("/answers/yes"), 2);
  EXPECT_EQ(totals.Number("/answers/differently"), 1);
  EXPECT_EQ(Post(jada_, PathOf(id, "/confirm"), R"({"answer":"yes"})").status, 409);  // it stands
}

TEST_P(CoachingSessionTest, OtherMinutesAskAgain) {
  const std::string id = Held({jada_});
  Post(jada_, PathOf(id, "/confirm"), R"({"answer":"yes"})");
  const auto changed = Ask(jim_, http::Method::patch, PathOf(id), R"({"minutes":120})", 1);
  ASSERT_EQ(changed.status, 200) << changed.text;
  EXPECT_TRUE(Page(jada_, id).at("/session/is_asking").as_bool());
}

TEST_P(CoachingSessionTest, WhatIsTaggedAfterAnOutcomeIsMarked) {
  const Day today{static_cast<std::int32_t>(now_.milliseconds / kMillisecondsPerDay)};
  const Id won = AddDeal(jada_, book::OpportunityStatus::won, today - 3);
  const Id open = AddDeal(jada_, book::OpportunityStatus::open, today + 20);
  const auto tag = [](Id deal) { return R"(,"opportunity_id":")" + ToString(deal) + "\""; };
  EXPECT_EQ(Page(jim_, Held({jada_}, tag(won))).Said("/session/tagged_after/status"), "won");
  EXPECT_TRUE(Page(jim_, Held({jada_}, tag(open))).at("/session/tagged_after").is_null());
  // Of no deal, but written down after one of hers was won.
  EXPECT_EQ(Page(jim_, Held({jada_}, "", "2026-11-20T08:00:00Z")).Said("/session/tagged_after/closed_on"),
            "2026-11-21");
  EXPECT_TRUE(Page(jim_, Held({tom_}, "", "2026-11-20T08:00:00Z")).at("/session/tagged_after").is_null());
  // Planned and held as planned before it was won: said beforehand.
  const std::string id = Plan({jada_}, tag(open)).Said("/id");
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE opportunity SET status = 'won', closes_on = $3 WHERE org_id = $1 AND id = $2", kOrg,
               open, today);
  });
  Post(jim_, PathOf(id, "/hold"), R"({"minutes":30})", 1);
  EXPECT_TRUE(Page(jim_, id).at("/session/tagged_after").is_null());
  Ask(jim_, http::Method::patch, PathOf(id), R"({"minutes":90})", 2);
  EXPECT_EQ(Page(jim_, id).Said("/session/tagged_after/status"), "won");
}

TEST_P(CoachingSessionTest, TheAgendaFillsItselfAndIsKeptWhenHeld) {
  Post(jim_, "/api/v1/promises",
       R"({"kind":"answer","title":"Who signs for Fulton","minutes":10,"rep_id":")" + ToString(jada_) +
           R"(","due_at":"2026-11-26T10:00:00Z"})");
  const std::string first = Plan({jada_}).Said("/id");
  Post(jada_, PathOf(first, "/items"), R"({"text":"My price list"})");
  const auto step = Post(jada_, PathOf(first, "/steps"), R"({"text":"Five openings","due_on":"2026-12-01"})");
  ASSERT_EQ(step.status, 201) << step.text;
  auto page = Page(jim_, first);
  ASSERT_EQ(page.at("/agenda").as_array().size(), 2u) << page.text;
  EXPECT_EQ(page.Said("/agenda/0/text"), "My price list");
  EXPECT_EQ(page.Said("/agenda/1/source"), "promise");
  EXPECT_EQ(page.Said("/agenda/1/text"), "Who signs for Fulton");
  const auto carried = Ask(jim_, http::Method::patch, "/api/v1/agenda-items/" + page.Said("/agenda/0/id"),
                           R"({"is_carried":true})", 1);
  ASSERT_EQ(carried.status, 200) << carried.text;
  const std::string fact = R"({"source":"promise","ref_id":")" + page.Said("/agenda/1/ref_id") +
                           R"(","rep_id":")" + ToString(jada_) + R"(","is_done":true})";
  ASSERT_EQ(Post(jada_, PathOf(first, "/facts"), fact).status, 201);
  EXPECT_EQ(Post(jim_, PathOf(first, "/facts"), fact).status, 412);
  Post(jim_, PathOf(first, "/hold"), R"({"minutes":30})", 1);
  page = Page(jada_, first);
  ASSERT_EQ(page.at("/agenda").as_array().size(), 2u) << page.text;
  EXPECT_TRUE(page.at("/agenda/1/is_done").as_bool());

  const std::string next = Plan({jada_}, "", "2026-11-25T08:00:00Z").Said("/id");
  page = Page(jada_, next);
  ASSERT_EQ(page.at("/agenda").as_array().size(), 3u) << page.text;
  EXPECT_EQ(page.Said("/agenda/0/source"), "carried");
  EXPECT_EQ(page.Said("/agenda/0/text"), "My price list");
  EXPECT_EQ(page.Said("/agenda/1/source"), "next_step");
  EXPECT_EQ(page.Said("/previous_id"), first);
  // What is agreed is done when it is ticked there.
  Post(jada_, PathOf(next, "/facts"),
       R"({"source":"next_step","ref_id":")" + page.Said("/agenda/1/ref_id") + R"(","rep_id":")" +
           ToString(jada_) + R"(","is_done":true})");
  EXPECT_FALSE(Page(jim_, first).at("/steps/0/done_at").is_null());
}

TEST_P(CoachingSessionTest, AStepOfTheManagersBecomesAPromise) {
  const std::string id = Held({jada_});
  const auto mine = Post(jim_, PathOf(id, "/steps"),
                         R"({"text":"Ask Dana about the price","due_on":"2026-12-01","is_managers":true})");
  const std::string path = "/api/v1/coaching-steps/" + mine.Said("/id") + "/promise";
  const std::string when = R"({"due_at":"2026-12-01T10:00:00Z","minutes":15,"kind":"answer"})";
  EXPECT_EQ(Post(jada_, path, when, 1).status, 403);
  ASSERT_EQ(Post(jim_, path, when, 1).status, 200);
  EXPECT_EQ(Get(jada_, "/api/v1/promises").Said("/items/0/title"), "Ask Dana about the price");
  EXPECT_EQ(Post(jim_, path, when, 2).status, 409);
}

TEST_P(CoachingSessionTest, ANoteIsReadAsItSays) {
  const std::string id = Held({jada_, tom_});
  ASSERT_EQ(Write(jim_, id, "author_only").status, 201);
  EXPECT_EQ(Write(jim_, id, "the_two").status, 422);  // of two reps: with whom
  const auto note = Post(jim_, PathOf(id, "/notes"),
                         R"({"text":"For Jada","visibility":"the_two","rep_id":")" + ToString(jada_) + "\"}");
  ASSERT_EQ(note.status, 201) << note.text;
  EXPECT_EQ(note.text.find("For Jada"), std::string::npos);  // answers are kept for repeated requests
  Write(tom_, id, "author_only");
  EXPECT_EQ(Notes(jim_, id), 2u);
  EXPECT_EQ(Notes(jada_, id), 1u);
  EXPECT_EQ(Notes(tom_, id), 1u);
  const std::string path = "/api/v1/coaching-notes/" + note.Said("/id");
  EXPECT_EQ(Post(jim_, path + "/share", "", 1).status, 403);  // the rep's choice
  EXPECT_EQ(Post(tom_, path + "/share", "", 1).status, 404);
  EXPECT_TRUE(Get(dana_, "/api/v1/coaching-notes").at("/items").as_array().empty());
  ASSERT_EQ(Post(jada_, path + "/share", "", 1).status, 200);
  const auto shared = Get(dana_, "/api/v1/coaching-notes");
  ASSERT_EQ(shared.at("/items").as_array().size(), 1u) << shared.text;
  EXPECT_EQ(shared.Said("/items/0/text"), "For Jada");
  EXPECT_EQ(NoticesOf(dana_), 1);
  EXPECT_EQ(Post(jim_, path + "/unshare", "", 2).status, 403);
  ASSERT_EQ(Post(jada_, path + "/unshare", "", 2).status, 200);
  EXPECT_TRUE(Get(dana_, "/api/v1/coaching-notes").at("/items").as_array().empty());
}

TEST_P(CoachingSessionTest, AChangedNoteComesBackByUndo) {
  const std::string id = Held({jada_});
  const std::string note = Write(jim_, id, "the_two", "First words").Said("/id");
  ASSERT_EQ(Ask(jim_, http::Method::patch, "/api/v1/coaching-notes/" + note, R"({"text":"Second words"})", 1)
                .status,
            200);
  EXPECT_EQ(Page(jada_, id).Said("/notes/0/text"), "Second words");
  Undo(jim_);
  EXPECT_EQ(Page(jada_, id).Said("/notes/0/text"), "First words");
  ASSERT_EQ(Ask(jim_, http::Method::remove, "/api/v1/coaching-notes/" + note, "", 3).status, 204);
  EXPECT_EQ(Notes(jada_, id), 0u);
  Undo(jim_);
  EXPECT_EQ(Notes(jada_, id), 1u);
}

TEST_P(CoachingSessionTest, ANoteThatIsRewrittenGoesBackToTheTwo) {
  const std::string id = Held({jada_});
  const std::string path = "/api/v1/coaching-notes/" + Write(jim_, id, "the_two", "Mild words").Said("/id");
  ASSERT_EQ(Post(jada_, path + "/share", "", 1).status, 200);
  ASSERT_EQ(Ask(jim_, http::Method::patch, path, R"({"text":"Harsh words"})", 2).status, 200);
  EXPECT_TRUE(Get(dana_, "/api/v1/coaching-notes").at("/items").as_array().empty());
  EXPECT_EQ(Page(jada_, id).Said("/notes/0/visibility"), "the_two");
}

TEST_P(CoachingSessionTest, NoUndoTakesARepOutOrWhatTheRepWrote) {
  const Id id = *ParseId(Held({jada_}));
  ASSERT_EQ(Write(jada_, ToString(id), "author_only").status, 201);
  const auto refused = [&] {
    const access::Principal jim{.org_id = kOrg, .person_id = jim_, .role = access::Role::manager};
    return tables_.Find("coaching_session")->out_of_reach(*db().Read(), jim, std::vector{id});
  };
  const auto run = [&](const std::string& sql) {
    db().Write([&](db::Tx& tx) { tx.Execute(sql, kOrg, id); });
  };
  EXPECT_TRUE(refused().empty());
  run("UPDATE coaching_session SET deleted_at = 1 WHERE org_id = $1 AND id = $2");
  EXPECT_EQ(refused(), std::vector{id});
  run("UPDATE coaching_session SET deleted_at = NULL WHERE org_id = $1 AND id = $2");
  run("DELETE FROM coaching_session_rep WHERE org_id = $1 AND session_id = $2");
  EXPECT_EQ(refused(), std::vector{id});
}

TEST_P(CoachingSessionTest, WithANextManagerTheNotesStayWithTheTwo) {
  const std::string id = Held({jada_});
  const std::string note = Write(jim_, id, "the_two").Said("/id");
  Write(jim_, id, "shared_upward", "For Dana");
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET manager_id = $3 WHERE org_id = $1 AND id = $2", kOrg, jada_, max_);
  });
  EXPECT_EQ(Page(max_, id).status, 404);
  EXPECT_TRUE(Get(max_, "/api/v1/coaching-notes").at("/items").as_array().empty());
  EXPECT_EQ(Notes(jim_, id), 2u);
  EXPECT_EQ(Notes(jada_, id), 2u);
  Post(jada_, "/api/v1/coaching-notes/" + note + "/share", "", 1);
  const auto shared = Get(max_, "/api/v1/coaching-notes");
  ASSERT_EQ(shared.at("/items").as_array().size(), 1u);
  EXPECT_EQ(shared.Said("/items/0/text"), kMarker);
}

// The words are in no column of the database as they are, and another key does not open them.
TEST_P(CoachingSessionTest, WordsAreSealedAndInNoLog) {
  const std::string id = Plan({jada_}).Said("/id");
  Write(jim_, id, "the_two");
  Post(jada_, PathOf(id, "/items"), std::string(R"({"text":")") + kMarker + "\"}");
  Post(jada_, PathOf(id, "/steps"), std::string(R"({"text":")") + kMarker + R"(","due_on":"2026-12-01"})");
  Post(jim_, PathOf(id, "/hold"), R"({"minutes":30})", 1);
  const auto count = [&](const std::string& table, const std::string& column) {
    return *db().Read()->QueryValue<std::int64_t>(
        "SELECT COUNT(*) FROM " + table + " WHERE org_id = $1 AND " + column + " LIKE $2", kOrg,
        "%" + std::string(kMarker) + "%");
  };
  EXPECT_EQ(count("change", "new_values"), 0);
  EXPECT_EQ(count("change", "old_values"), 0);
  EXPECT_EQ(count("notice", "message_arguments"), 0);
  EXPECT_EQ(count("idempotency", "body"), 0);
  EXPECT_EQ(count("coaching_text", "sealed"), 0);
  EXPECT_TRUE(CheckTexts(*db().Read(), key_));
  EXPECT_FALSE(CheckTexts(*db().Read(), seal::Key{{1}}));
}

TEST_P(CoachingSessionTest, ThoseConcernedHear) {
  const Id session = *ParseId(Held({jada_, tom_}));
  Write(jim_, ToString(session), "author_only");
  const auto note =
      db().Read()->QueryValue<Id>("SELECT id FROM coaching_note WHERE org_id = $1 ORDER BY id LIMIT 1", kOrg);
  EXPECT_TRUE(tables_.Find("coaching_note")->listeners(*db().Read(), kOrg, std::span(&*note, 1)).empty());
  EXPECT_EQ(tables_.Find("coaching_session")->listeners(*db().Read(), kOrg, std::span(&session, 1)).size(),
            3u);
  EXPECT_TRUE(tables_.Find("coaching_answer")->is_private);
}

TEST_P(CoachingSessionTest, LevelsAreTheTwosUntilTheRepSharesThem) {
  const auto rate = [&](Id person, const std::string& more) {
    return Post(person, "/api/v1/skill-levels", R"({"skill_id":"3","level":2)" + more + "}");
  };
  const auto by_jim = rate(jim_, R"(,"rep_id":")" + ToString(jada_) + "\"");
  ASSERT_EQ(by_jim.status, 201) << by_jim.text;
  ASSERT_EQ(rate(jada_, "").status, 201);
  EXPECT_EQ(rate(max_, R"(,"rep_id":")" + ToString(jada_) + "\"").status, 422);
  const std::string path = "/api/v1/skill-levels?rep=" + ToString(jada_);
  const auto both = Get(jada_, path);
  EXPECT_EQ(both.Number("/standings/0/reps"), 2);
  EXPECT_EQ(both.Number("/standings/0/managers"), 2);
  EXPECT_EQ(both.Said("/standings/0/skill/name"), "Opening");
  const std::string as_other = path + "&manager=" + ToString(jim_);
  for (const Id other : {tom_, max_, dana_}) EXPECT_EQ(Get(other, as_other).status, 404);
  EXPECT_EQ(Get(ann_, as_other).status, 403);
  const auto shared = Post(jada_, "/api/v1/skill-levels/share",
                           R"({"manager_id":")" + ToString(jim_) + R"(","is_shared":true})");
  ASSERT_EQ(shared.status, 200) << shared.text;
  EXPECT_EQ(Get(dana_, as_other).status, 200);
  EXPECT_EQ(Get(tom_, as_other).status, 404);
  EXPECT_EQ(Get(dana_, "/api/v1/coaching").at("/shared_skills").as_array().size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Engines, CoachingSessionTest, db::kEngines, db::EngineName);

}  // namespace
}  // namespace baton::coaching
