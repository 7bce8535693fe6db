#include <gtest/gtest.h>

#include <boost/describe/enumerators.hpp>

#include "base/zone.h"
#include "db/statement_count.h"
#include "sight/above.h"
#include "sight/lines.h"
#include "sight/sight_for_test.h"
#include "takeover/settling.h"

namespace baton::sight {
namespace {

const json::Value* FindLine(const json::Value& lines, Kind kind) {
  for (const json::Value& line : lines.as_array()) {
    if (line.at("kind").as_string() == json::NameOf(kind)) return &line;
  }
  return nullptr;
}

std::string SaidOf(const json::Value& line, const char* member) {
  return std::string(line.at(member).as_string());
}

class SightRoutesTest : public SightTest {
 protected:
  handoff::TestReply Of(Id person) { return Get(person, "/api/v1/sight"); }
  // The lines of the group that somebody above stands in.
  const json::Value& LinesOf(const handoff::TestReply& sight, Id above) {
    for (const json::Value& group : sight.at("/above").as_array()) {
      if (IsAbout(group.at("people"), above)) return group.at("lines");
    }
    throw std::out_of_range("not above");
  }
  const json::Value& LineOf(const handoff::TestReply& sight, Id above, Kind kind) {
    return *FindLine(LinesOf(sight, above), kind);
  }
  // What a line says is what the route answers.
  void Compare(const json::Value* line, Kind kind, Id asker, Id about) {
    const Probe probe = ProbeOf(kind, asker, about);
    const std::string shown = line ? SaidOf(*line, "shown") : "never";
    const std::string where = std::string(json::NameOf(kind)) + " is " + shown + ", asked as " +
                              ToString(asker) + " about " + ToString(about);
    if (shown == "never" || shown == "later") {
      EXPECT_TRUE(probe.ShowsNothing()) << where << ": " << probe.status << ", rows " << probe.rows;
      return;
    }
    if (kind == Kind::promises && shown == "figures") {
      EXPECT_TRUE(probe.ShowsNothing()) << where << ": the figure is the scoreboard's";
      return;
    }
    EXPECT_EQ(probe.status, 200) << where;
    if (const json::Value& rows = line->at("rows"); !rows.is_null()) {
      EXPECT_EQ(rows.as_int64(), probe.rows) << where;
    }
  }
  void CompareAll(Id about, access::Role role, std::initializer_list<Id> askers) {
    const auto sight = Of(about);
    ASSERT_EQ(sight.status, 200) << sight.text;
    for (const Kind kind : KindsOf(role)) {
      for (const Id asker : askers) Compare(&LineOf(sight, asker, kind), kind, asker, about);
      Compare(FindLine(sight.at("/administrators"), kind), kind, ann_, about);
    }
  }
};

TEST_P(SightRoutesTest, SaysOfAManagerWhatTheRoutesAnswerThoseAbove) {
  Furnish();
  CompareAll(jim_, access::Role::manager, {mara_, dana_, greta_});
  const auto sight = Of(jim_);
  EXPECT_EQ(sight.at("/above").as_array().size(), 2U) << "Dana and Greta see the same";
  EXPECT_TRUE(sight.at("/above/0/is_direct").as_bool());
  EXPECT_EQ(sight.Said("/above/0/people/0/name"), "Mara Lind");
  EXPECT_EQ(SaidOf(LineOf(sight, mara_, Kind::coaching_sessions), "text"),
            "None of your 3. Their hours count in figures.");
  EXPECT_EQ(SaidOf(LineOf(sight, dana_, Kind::coaching_notes), "text"),
            "1 of the 3 notes that you read: those between you two, and those shared upward. What somebody "
            "wrote for "
            "nobody else is read by nobody else.");
  EXPECT_EQ(SaidOf(LineOf(sight, mara_, Kind::friday_pages), "shown"), "seen") << "it went to her";
  EXPECT_EQ(SaidOf(LineOf(sight, dana_, Kind::friday_pages), "shown"), "never");
  EXPECT_EQ(SaidOf(LineOf(sight, mara_, Kind::mentor_talks), "shown"), "seen") << "she is the mentor";
  EXPECT_EQ(SaidOf(LineOf(sight, mara_, Kind::plans), "shown"), "never")
      << "a manager above has no plans of others";
  EXPECT_EQ(SaidOf(LineOf(sight, dana_, Kind::plans), "shown"), "seen");
  EXPECT_EQ(SaidOf(LineOf(sight, dana_, Kind::promises), "shown"), "figures");
  EXPECT_EQ(SaidOf(LineOf(sight, dana_, Kind::covers), "link"), "/people/" + ToString(jim_) + "/cover");
}

TEST_P(SightRoutesTest, SaysOfARepWhatTheRoutesAnswerThoseAbove) {
  Furnish();
  CompareAll(jada_, access::Role::rep, {jim_, mara_, dana_, greta_});
  const auto sight = Of(jada_);
  EXPECT_EQ(SaidOf(LineOf(sight, jim_, Kind::promises), "text"), "2 of your 2: those between you two.");
  EXPECT_EQ(SaidOf(LineOf(sight, dana_, Kind::reviews), "text"),
            "None of your 2. Each is seen by the two alone.");
  EXPECT_EQ(LineOf(sight, jim_, Kind::reviews).at("rows").as_int64(), 1) << "a draft is hers";
  EXPECT_EQ(SaidOf(LineOf(sight, mara_, Kind::scoreboard), "text"),
            "What the team adds up to, and the wins behind it. Not you against your own past.");
  EXPECT_EQ(Get(mara_, "/api/v1/people/" + ToString(jada_) + "/growth").status, 404);
  EXPECT_EQ(SaidOf(LineOf(sight, mara_, Kind::skill_levels), "shown"), "never");
  // What she shares goes up at once.
  const std::string share = R"({"manager_id":")" + ToString(jim_) + R"(","is_shared":true})";
  ASSERT_EQ(Post(jada_, "/api/v1/skill-levels/share", share).status, 200);
  const auto shared = Of(jada_);
  EXPECT_EQ(SaidOf(LineOf(shared, mara_, Kind::skill_levels), "shown"), "seen");
  Compare(&LineOf(shared, mara_, Kind::skill_levels), Kind::skill_levels, mara_, jada_);
}

TEST_P(SightRoutesTest, ANewManagersAreSeenFromADayOn) {
  Furnish();
  const Day today = *ParseDay("2026-11-24");
  const auto begin = [&](Day on) {
    db().Write([&](db::Tx& tx) { tx.Execute("UPDATE person SET starts_on = $1 WHERE id = $2", on, jim_); });
  };
  begin(today - (takeover::kSettlingDays - 1));
  CompareAll(jim_, access::Role::manager, {mara_, dana_});
  CompareAll(jada_, access::Role::rep, {jim_, dana_});
  auto sight = Of(jim_);
  const json::Value line = LineOf(sight, dana_, Kind::takeovers);
  EXPECT_EQ(SaidOf(line, "shown"), "later");
  EXPECT_EQ(SaidOf(line, "from_on"), "2026-11-25");
  EXPECT_EQ(SaidOf(line, "text"),
            "None until November 25, 2026: for the first ninety days of a manager they are the manager’s "
            "alone. There are "
            "2.");
  EXPECT_EQ(SaidOf(LineOf(sight, mara_, Kind::promises), "shown"), "later");
  EXPECT_EQ(SaidOf(LineOf(sight, mara_, Kind::scoreboard), "shown"), "figures");
  const auto board = Get(dana_, "/api/v1/people/" + ToString(jim_) + "/scoreboard");
  for (const json::Value& figure : board.at("/figures").as_array()) {
    if (figure.at("key").as_string() == "promises_kept") {
      EXPECT_EQ(figure.at("guard").as_string(), "not_yours");
    }
  }
  // On the day that was named it is so.
  now_ = now_ + kMillisecondsPerDay;
  sight = Of(jim_);
  EXPECT_EQ(SaidOf(LineOf(sight, dana_, Kind::takeovers), "shown"), "seen");
  Compare(&LineOf(sight, dana_, Kind::takeovers), Kind::takeovers, dana_, jim_);
}

// Of whom no log knows a promotion: the first day that was set, as long as the person is new to Baton.
TEST_P(SightRoutesTest, AFirstDayThatIsSetIsSaid) {
  Furnish();
  const auto set = Ask(jim_, http::Method::patch, "/api/v1/people/" + ToString(jim_) + "/ninety-days",
                       R"({"starts_on":"2026-11-02"})", 0);
  ASSERT_EQ(set.status, 200) << set.text;
  CompareAll(jim_, access::Role::manager, {mara_, dana_});
  CompareAll(jada_, access::Role::rep, {jim_, dana_});
  const auto sight = Of(jim_);
  EXPECT_EQ(SaidOf(LineOf(sight, dana_, Kind::takeovers), "shown"), "later");
  EXPECT_EQ(SaidOf(LineOf(sight, dana_, Kind::takeovers), "from_on"), "2027-01-31");
  EXPECT_EQ(SaidOf(LineOf(sight, mara_, Kind::promises), "from_on"), "2027-01-31");
}

// A promotion is dated by the deed, not by a column.
TEST_P(SightRoutesTest, APromotionCountsFromItsDeed) {
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, ann_}, "person.change", now_);
    people::Person before = *people::FindPerson(tx, kOrg, tom_);
    people::Person after = before;
    after.role = access::Role::manager;
    action.Update(before, after);
  });
  const auto settled = takeover::FindSettled(*db().Read(), kOrg, tom_, now_);
  ASSERT_TRUE(settled);
  EXPECT_TRUE(takeover::IsSettling(*db().Read(), kOrg, tom_, ToInstant({*settled - 1, 0}, "UTC")));
  EXPECT_FALSE(takeover::IsSettling(*db().Read(), kOrg, tom_, ToInstant({*settled, 0}, "UTC")));
}

TEST_P(SightRoutesTest, IsForThoseWhoAreLed) {
  EXPECT_EQ(Of(ann_).status, 403);
  const auto top = Of(greta_);
  ASSERT_EQ(top.status, 200);
  EXPECT_TRUE(top.at("/above").as_array().empty());
  CompareAll(dana_, access::Role::director, {greta_});
  for (const json::Value& line : top.at("/administrators").as_array()) {
    EXPECT_NE(SaidOf(line, "shown"), "never") << "nothing else is listed";
  }
  EXPECT_NE(top.Said("/operator_text").find("docs/operations.md"), std::string::npos);
}

TEST_P(SightRoutesTest, AsksAFewQuestionsForEachAbove) {
  Furnish();
  const auto count = [&](Id person) {
    const auto before = db::StatementsRun();
    EXPECT_EQ(Of(person).status, 200);
    return db::StatementsRun() - before;
  };
  const auto of_top = count(greta_);
  const auto of_dana = count(dana_);
  const auto of_jada = count(jada_);
  EXPECT_LE(of_top, 20);
  EXPECT_LE(of_dana, of_top + 8);
  EXPECT_LE(of_jada, of_top + 10 + 4 * 8);
}

// Somebody forced a loop into the database: everybody's screens come all the same.
TEST_P(SightRoutesTest, ALoopInTheTreeHangsNoScreen) {
  Furnish();
  db().Write([&](db::Tx& tx) {
    tx.Execute("UPDATE person SET manager_id = $1 WHERE org_id = $2 AND id = $3", jim_, kOrg, greta_);
  });
  for (const Id person : {jim_, mara_, jada_}) {
    const std::string own = "/api/v1/people/" + ToString(person);
    for (const std::string& path :
         {std::string("/api/v1/sight"), std::string("/api/v1/accounts"),
          std::string("/api/v1/handoffs?role=any"), std::string("/api/v1/takeovers"),
          std::string("/api/v1/reports"), std::string("/api/v1/coaching"), std::string("/api/v1/covers"),
          own + "/departure", own + "/hour", own + "/holds"}) {
      EXPECT_EQ(Get(person, path).status, 200) << path;
    }
  }
  for (const Id manager : {jim_, mara_}) {
    const std::string own = "/api/v1/people/" + ToString(manager);
    for (const char* path : {"/scoreboard", "/ninety-days", "/reports/2026-10"})
      EXPECT_EQ(Get(manager, own + path).status, 200) << path;
    EXPECT_EQ(Get(manager, "/api/v1/board?manager=team").status, 200);
    EXPECT_EQ(Get(manager, "/api/v1/departures").status, 200);
  }
  EXPECT_EQ(Of(jim_).at("/above/0/people/0/name").as_string(), "Mara Lind");
}

// Ten storeys: the one at the top counts what happened at the bottom, once, and asks as many questions as the one above it.
TEST_P(SightRoutesTest, TenStoreysAddUp) {
  Id top;
  db().Write([&](db::Tx& tx) {
    action::Action action(tx, {kOrg, ann_}, "person.create", now_);
    Id above = greta_;
    for (int storey = 0; storey < 7; ++storey) {
      above = AddPerson(action, "M" + std::to_string(storey) + " Storey", access::Role::manager, above);
      if (storey == 0) top = above;
    }
    tx.Execute("UPDATE person SET manager_id = $1 WHERE org_id = $2 AND id = $3", above, kOrg, mara_);
    for (const auto& [rep, on] :
         {std::pair{jada_, "2026-10-05"}, {jada_, "2026-10-31"}, {tom_, "2026-11-02"}}) {
      book::Opportunity deal;
      deal.account_id = FirstOf(rep);
      deal.owner_id = rep;
      deal.name = "Terminals";
      deal.status = book::OpportunityStatus::won;
      deal.amount_minor = 1'000'000;
      deal.currency = "USD";
      deal.closes_on = ParseDay(on);
      deal.created_at = now_;
      action.Insert(deal);
    }
  });
  struct Answer {
    handoff::TestReply reply;
    std::int64_t questions = 0;
  };
  const auto ask = [&](Id asker, const std::string& path) {
    const auto before = db::StatementsRun();
    Answer answer{.reply = Get(asker, path)};
    answer.questions = db::StatementsRun() - before;
    EXPECT_EQ(answer.reply.status, 200) << path << ": " << answer.reply.text.substr(0, 300);
    return answer;
  };
  const auto wins = [](const handoff::TestReply& board) {
    std::int64_t sum = 0;
    for (const char* kind : {"touched", "handed", "without", "personal", "joint"})
      sum += board.at("/now").as_object().at(kind).as_int64();
    return sum;
  };
  const auto of = [](Id person, const std::string& what) {
    return "/api/v1/people/" + ToString(person) + what;
  };
  EXPECT_EQ(wins(ask(jim_, of(jim_, "/scoreboard")).reply), 3);
  EXPECT_EQ(wins(ask(top, of(top, "/scoreboard")).reply), 3);
  EXPECT_EQ(wins(ask(top, of(jim_, "/scoreboard")).reply), 3);
  EXPECT_EQ(ask(top, "/api/v1/accounts?owner=" + ToString(jada_)).reply.at("/items").as_array().size(), 3U);
  EXPECT_EQ(ask(top, of(jada_, "/departure")).reply.Number("/at_stake_minor"),
            ask(jim_, of(jada_, "/departure")).reply.Number("/at_stake_minor"));
  const Answer october = ask(top, of(top, "/reports/2026-10"));
  for (const json::Value& section : october.reply.at("/page/sections").as_array()) {
    for (const json::Value& line : section.at("lines").as_array()) {
      if (line.at("key").as_string() == "figure.total_wins") {
        EXPECT_EQ(SaidOf(line, "text"), "2");
      }
    }
  }
  for (const char* what : {"/scoreboard", "/reports/2026-10", "/ninety-days"}) {
    EXPECT_LE(ask(top, of(top, what)).questions, ask(mara_, of(mara_, what)).questions + 2) << what;
  }
  for (const char* path :
       {"/api/v1/board?manager=team", "/api/v1/departures", "/api/v1/accounts", "/api/v1/takeovers"}) {
    EXPECT_LE(ask(top, path).questions, ask(mara_, path).questions + 8) << path;
  }
  const Answer sight = ask(jada_, "/api/v1/sight");
  EXPECT_EQ(sight.reply.at("/above").as_array().size(), 3U) << "Jim, the managers above him, Greta";
  EXPECT_LE(sight.questions, 30 + 9 * 8);
}

INSTANTIATE_TEST_SUITE_P(Engines, SightRoutesTest, db::kEngines, db::EngineName);

TEST(Kinds, EachStandsUnderAWordOfThePolicy) {
  for (const access::Role role : {access::Role::manager, access::Role::rep, access::Role::director}) {
    for (const Kind kind : KindsOf(role)) {
      const bool is_told =
          access::ReachOf(access::Role::manager, access::Deed::read, WordOf(kind)) != access::Reach::none ||
          access::ReachOf(access::Role::rep, access::Deed::read, WordOf(kind)) != access::Reach::none;
      EXPECT_TRUE(is_told) << json::NameOf(kind);
    }
  }
}

// Whatever the policy lets somebody above read of others stands on some page.
TEST(Kinds, AWordThatGoesUpHasAKind) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<access::Word>>([](auto word) {
    for (const access::Role role : {access::Role::director, access::Role::manager}) {
      if (access::ReachOf(role, access::Deed::read, word.value) != access::Reach::team) continue;
      EXPECT_TRUE(KindOf(word.value)) << word.name;
    }
  });
}

TEST(Tree, WalksUpWithoutPlaceholdersAndEndsInACycle) {
  const auto person = [](std::int64_t id, std::optional<std::int64_t> manager, bool is_placeholder = false) {
    people::Person one;
    one.id = Id{id};
    if (manager) one.manager_id = Id{*manager};
    one.is_placeholder = is_placeholder;
    return one;
  };
  const Tree tree({person(1, 2), person(2, 3), person(3, 4, true), person(4, 2), person(5, 5), person(6, 9)});
  const auto ids = [&](std::int64_t id) {
    std::vector<std::int64_t> found;
    for (const people::Person* above : tree.Above(Id{id})) found.push_back(above->id.value);
    return found;
  };
  EXPECT_EQ(ids(1), (std::vector<std::int64_t>{2, 4}));
  EXPECT_EQ(ids(2), (std::vector<std::int64_t>{4}));
  EXPECT_TRUE(ids(5).empty()) << "nobody is above oneself";
  EXPECT_TRUE(ids(6).empty()) << "gone";
  EXPECT_TRUE(ids(7).empty());
  EXPECT_TRUE(tree.IsAbove(Id{4}, Id{1}));
  EXPECT_FALSE(tree.IsAbove(Id{1}, Id{4}));
}

}  // namespace
}  // namespace baton::sight
